"""Moments in UTC, ISO 8601, always given and never read from a clock here."""

import re

from .errors import WrongUse

_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|\+00:00)")


def moment(words: str) -> str:
    """`words`, once seen to be a moment in UTC; raises WrongUse for any other text."""
    if _UTC.fullmatch(words):
        return words
    raise WrongUse(
        "a time is not in UTC as ISO 8601 writes it",
        "write it as 2024-05-31T09:30:00Z",
    )
