"""Countries beside a body's name, and countries and capitals that act: "Poland", "Ankara".

The rules it keeps:
- Behind "of", "in" or "from" a country's name counts, and its capital's where it is a place.
- Those of a part of a country ("the Inner Mongolian police") are of the country it is a part of.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model.places import PlacePrecision
from ..reference.gazetteer import gazetteer
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class State:
    """A country named at `start` by its own name or, not `is_country`, by its capital's."""

    country: str | None
    start: int
    is_country: bool


def named_state(token: Token) -> State | None:
    """The country that a token ends the name of, its own or its capital's; None for others."""
    start = min([c.i for c in token.lefts if c.dep_ == "compound"], default=token.i)
    found = gazetteer().lookup(token.doc[start : token.i + 1].text)[:1]
    if not found or not (found[0].capital or found[0].precision is PlacePrecision.COUNTRY):
        return None
    return State(found[0].country, start, found[0].precision is PlacePrecision.COUNTRY)


@cache
def _regions() -> dict[str, str]:
    """Word for those of a part of a country, lower case → the country: "inner mongolian"."""
    table: dict[str, dict[str, str]] = load_yaml("perpetrators")["spoken_of"]
    return table["of_regions"]


def of_region(doc: Doc, i: int) -> str | None:
    """The country of the part of it that the words up to token `i` name; None for no part."""
    known = _regions()
    two = doc[max(0, i - 1) : i + 1].text.lower()
    return known.get(two) or known.get(doc[i].lower_)


def _by_whole_name(place: Token) -> State | None:
    """The country that all words of a phrase name: "the Democratic People's Republic of Korea"."""
    words = place.doc[place.left_edge.i : place.right_edge.i + 1]
    found = gazetteer().lookup(words.text.removeprefix("the "))[:1]
    if not found or found[0].precision is not PlacePrecision.COUNTRY:
        return None
    return State(found[0].country, words.start, is_country=True)


def country_after(noun: Token) -> str | None:
    """The country of "the embassy of China", "the army in Myanmar", by its name or capital."""
    for prep in (c for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"of", "in", "from"}):
        for place in (c for c in prep.children if c.dep_ == "pobj" and c.pos_ == "PROPN"):
            state = _by_whole_name(place) or named_state(place)
            if state is not None and (state.is_country or place.ent_type_ == "GPE"):
                return state.country
    return None
