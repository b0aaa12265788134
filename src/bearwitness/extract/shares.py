"""Shares of a counted whole ("half of the 40 workers") and ranges ("20 to 30", "six or more").

The rules it keeps:
- A share of a number in the text is that many people, rounded; a bare share is two or more.
- "Most of 50" is 26 to 50. Between two numbers both ends are kept.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?(?:%|percent|per cent)$", re.IGNORECASE)


@cache
def _parts() -> dict[str, Fraction]:
    table: dict[str, Any] = load_yaml("counts")["shares"]
    return {word: Fraction(share) for word, share in table.items()}


def whole_of(token: Token) -> Token | None:
    """The noun after "of": "workers" in "half of the 40 workers"."""
    return next(
        (g for c in token.rights if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), None
    )


def is_share(token: Token) -> bool:
    """Whether a word stands for a part of what follows "of"."""
    return token.lower_ in _parts() or token.lower_ in {"most", "majority", "percent", "%"}


def part_of(token: Token, whole: int) -> tuple[int, int] | None:
    """The least and the most that a share before "of" makes of `whole`; None for no share."""
    if token.lower_ in {"most", "majority"}:
        return whole // 2 + 1, whole
    share = _parts().get(token.lower_)
    lefts = [c for c in token.lefts if c.pos_ == "NUM"]
    if share is None:
        doc = token.doc
        said = _PERCENT.search(doc[max(0, token.i - 2) : token.i + 1].text)
        share = Fraction(said[1]) / 100 if said else None
    elif lefts and lefts[0].lower_ in _TIMES:
        share *= _TIMES[lefts[0].lower_]
    if share is None or share > 1:
        return None
    people = max(1, round(whole * share))
    return people, people


_TIMES = {"two": 2, "three": 3, "four": 4, "five": 5}


def range_end(numeral: Token) -> Token | None:
    """The second numeral of "20 to 30", "between 20 and 30", "two or three"; or "more"."""
    joined = {c.lower_ for c in numeral.rights if c.dep_ == "cc"}
    if not joined & {"or", "and"}:
        return None
    ends = [
        c for c in numeral.conjuncts if c.i > numeral.i and (c.pos_ == "NUM" or c.lower_ == "more")
    ]
    if "and" in joined and not any(c.lower_ == "between" for c in numeral.lefts):
        return None
    return ends[0] if ends else None


def range_start(numeral: Token) -> Token | None:
    """The first numeral of "twenty to | thirty"."""
    doc, i = numeral.doc, numeral.i
    if i < 2 or doc[i - 1].lower_ not in {"to", "-", "–"} or doc[i - 2].pos_ != "NUM":
        return None
    if doc[i - 1].lower_ == "-" and doc[i - 2].is_alpha and numeral.is_alpha:
        return None  # "forty-two"
    return doc[i - 2]
