"""The streets where a report puts an act: where the authorities or attackers did something.

The rules it keeps:
- A street counts only in a sentence that says the act, or that names the block of a street as
  police do; one in a sentence that says where somebody lives never does.
- The street's own name, without house number, block or direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model.claim import Claim, ClaimKind
from ..reference.parse import text_of
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BLOCK = re.compile(r"\bblock of\b")


@cache
def _tables() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str]]:
    table = load_yaml("ordinary")
    ends, homes = "|".join(table["street_words"]), "|".join(table["homes"])
    name = r"(?:[A-Z][a-z]+|\d+(?:st|nd|rd|th))"
    street = re.compile(rf"\b({name}(?: {name})?) (?:{ends})\b")
    return street, frozenset(table["street_directions"]), re.compile(rf"\b(?:{homes})\b", re.I)


def act_streets(doc: Doc, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Lower-case names of the streets where acts are said to have been, sorted, each once."""
    street, directions, homes = _tables()
    acts = [
        evidence.start
        for claim in claims
        if claim.kind is ClaimKind.EVENT
        for evidence in claim.evidence_for("act")
    ]
    found, text = set(), text_of(doc)
    for start, end in _sentences(text):
        words = text[start:end]
        if not (_BLOCK.search(words) or any(start <= at < end for at in acts)):
            continue
        if homes.search(words):
            continue
        for match in street.finditer(words):
            parts = [word for word in match[1].split() if word not in directions]
            found.add(" ".join(parts).lower())
    return tuple(sorted(found - {""}))


_END = re.compile(r"(?<!\bSt)(?<!\bAve)(?<!\bDr)(?<!\bRd)(?<!\bBlvd)[.!?]\s+(?=[A-Z“\"])|\n")


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    """Stretches between sentence ends, where "St." and its like end none."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return pairwise(cuts)
