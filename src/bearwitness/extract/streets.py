"""The streets where a report puts an act: where the authorities or attackers did something.

The rules it keeps:
- A street counts only in a sentence that says the act, where something happened or where the
  authorities came to; one in a sentence that says where somebody lives never does.
- The street's own name, without house number, block, direction or kind: "East Sixth Street" and
  "6th St." are both "6". Of a crossing both streets count; a numbered road is "route 76".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model.claim import Claim, ClaimKind
from ..reference.parse import text_of
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ROUTE = re.compile(r"\b(?:Interstate|I|U\.?S\.?|Highway|Hwy\.?|Route|State Road)[ -](\d{1,3})\b")
_NUMBERED = re.compile(r"(\d+)(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class _Tables:
    """What names a street, and what says whether its sentence counts."""

    names: tuple[re.Pattern[str], ...]
    left_out: frozenset[str]
    no_street: frozenset[str]  # with one of these it is the name of something else
    cues: re.Pattern[str]
    homes: re.Pattern[str]
    ordinals: Mapping[str, int]


@cache
def _tables() -> _Tables:
    table = load_yaml("ordinary")
    kind = rf"(?:{'|'.join(table['street_words'])})"
    part = r"(?:[A-Z][a-z]+|\d+(?:st|nd|rd|th)|[A-Z]\b)"
    name, long_name = rf"({part}(?: {part})?)", rf"({part}(?: {part}){{0,2}})"
    first = rf"\b{name}(?: {kind}\.?)? (?:and|at|&) {name}"
    forms = (
        rf"\b{long_name}\.? {kind}\b",
        rf"{first} {kind}\b",
        rf"\b(?:intersection|corner) of {first}\b",
        rf"\bblock of (?:the )?{long_name}",
    )
    return _Tables(
        tuple(map(re.compile, forms)),
        frozenset([*table["street_directions"], *table["street_words"]]),
        frozenset(table["no_street"]),
        re.compile(rf"\b(?:{'|'.join(table['street_cues'])})\b"),
        re.compile(rf"\b(?:{'|'.join(table['homes'])})\b", re.I),
        {word: n for n, word in enumerate(table["ordinals"], 1)},
    )


def act_streets(doc: Doc, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Lower-case names of the streets where acts are said to have been, sorted, each once."""
    tables = _tables()
    acts = [
        evidence.start
        for claim in claims
        if claim.kind is ClaimKind.EVENT
        for evidence in claim.evidence_for("act")
    ]
    found: set[str] = set()
    text = text_of(doc)
    for start, end in _sentences(text):
        words = text[start:end]
        if not (tables.cues.search(words) or any(start <= at < end for at in acts)):
            continue
        if not tables.homes.search(words):
            found.update(_streets(words, tables))
    return tuple(sorted(found - {""}))


def _streets(words: str, tables: _Tables) -> Iterator[str]:
    """The streets that a sentence names."""
    for form in tables.names:
        for match in form.finditer(words):
            for name in match.groups():
                yield _plain(name, tables)
    for route in _ROUTE.finditer(words):
        yield f"route {route[1]}"


def _plain(name: str, tables: _Tables) -> str:
    """A street's name in lower case, without direction and kind, its number as a number."""
    parts: list[str] = []
    if tables.no_street & set(name.split()):
        return ""
    for word in name.split():
        if word in tables.left_out:
            continue
        numbered = _NUMBERED.fullmatch(word)
        number = numbered[1] if numbered else tables.ordinals.get(word.lower())
        parts.append(word.lower() if number is None else str(int(number)))
    return " ".join(parts)


_END = re.compile(r"(?<!\bSt)(?<!\bAve)(?<!\bDr)(?<!\bRd)(?<!\bBlvd)[.!?]\s+(?=[A-Z“\"])|\n")


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    """Stretches between sentence ends, where "St." and its like end none."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return pairwise(cuts)
