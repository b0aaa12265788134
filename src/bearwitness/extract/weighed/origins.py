"""The country that somebody is from, as the town or region tells that they are said to be from.

The rules it keeps:
- "Three boys from Takhar" are of the country of that place where the act was done in another one,
  or sent them there. In their own country "from" may be a home or a workplace, and tells nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.places import PlaceRole
from ..arguments import conjuncts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..drafts import Draft
    from ..told_people import People
    from .nations import Nations


def origin_of(draft: Draft, own: People | None, nations: Nations) -> str | None:
    """The country of the place that an act's people are said to be from; None where it is open."""
    words = nations.words_of(draft)
    if own is not None and nations.known is not None:
        words = [*words, *nations.known.words.get(id(own), ())]
    found = {code for word in words for code in _countries_from(word, nations)}
    if len(found) != 1:
        return None
    country = found.pop()
    here = {p.place.country for p in draft.places if p.role is not PlaceRole.TO}
    is_sent_there = any(p.place.country == country and p.role is PlaceRole.TO for p in draft.places)
    is_abroad = bool(here) and country not in here
    return country if is_abroad or (is_sent_there and country not in here) else None


def _countries_from(word: Token, nations: Nations) -> Iterator[str]:
    """The countries of the places behind "from", with a noun or with "he is"."""
    holders = [word]
    if word.dep_ == "nsubj" and word.head.lemma_ == "be":
        holders.append(word.head)
    for prep in (c for holder in holders for c in holder.rights if c.lower_ == "from"):
        for noun in (n for o in prep.children if o.dep_ == "pobj" for n in conjuncts(o)):
            for place in nations.places:
                if place.country and place.start <= noun.idx < place.end:
                    yield place.country
