"""What stands before an expression: since, before, after, until, by, about."""

from __future__ import annotations

import re

from . import lexicon as words

_BEFORE = re.compile(
    rf"\b({words.any_of(words.OPERATORS)})(?:{words.SPACE}(?:the|about|around|on|in))?\s*$",
    re.IGNORECASE,
)
_REACH = 32


def operator_before(text: str, start: int) -> str | None:
    """The operator that the words before `start` state; None when there is none."""
    m = _BEFORE.search(text[max(0, start - _REACH) : start])
    return words.OPERATORS.get(words.squeezed(m[1])) if m else None
