"""Names of places that the parser takes for people: nobody is affected by them, nobody spoken of.

The rules it keeps:
- A name that the text has as a place is nobody where nothing beside it says that it is somebody's:
  no age, no title, no noun that says who, and it says nothing itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .people import is_surely_people, words
from .spoken_of import is_speaking

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Doc, Token

    from ..model.places import PlaceMention
    from .acts import Mention


def names_of_places(doc: Doc, places: Sequence[PlaceMention]) -> frozenset[int]:
    """The tokens that name places and nobody."""
    found: set[int] = set()
    for place in places:
        span = None if place.demonym else doc.char_span(place.start, place.end)
        if span is not None and not _is_somebodys(span.root):
            found |= {token.i for token in span}
    return frozenset(found)


def _is_somebodys(name: Token) -> bool:
    """Whether a name of a place is somebody's here: "Sydney, 24, said"."""
    if is_speaking(name) or name.lower_ in words().nouns:
        return True
    beside = [c for c in name.rights if c.dep_ == "appos"]
    if name.dep_ == "appos":
        beside.append(name.head)
    return any(t.pos_ == "NUM" or (t.pos_ == "NOUN" and is_surely_people(t)) for t in beside)


def without_places(mention: Mention, named: Collection[int]) -> Mention:
    """The mention less the places among those that it is said to be done to."""
    given = mention.arguments
    people = tuple(t for t in given.patients if t.i not in named)
    if len(people) == len(given.patients):
        return mention
    return replace(mention, arguments=replace(given, patients=people))
