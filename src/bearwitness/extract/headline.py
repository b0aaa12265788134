"""What a report's title says, for telling whether two reports are about one occurrence.

A title is what its report holds most important, and sometimes all that a page says. The rules:
- Its towns, taken for the places that the text means by the same names.
- Its gist: what is left of it, in its order, when every name, number and word for people is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ..model.places import PlaceMention, PlacePrecision
from ..reference.gazetteer import gazetteer
from .cues import plain_words
from .where import event_places, find_places
from .words import is_impersonal

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ..model.report import Header

_LITTLE = {"ADP", "AUX", "CCONJ", "DET", "PART", "SCONJ"}
_TOWNS = {PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.ADMIN2}


def title_gist(title: Doc, words: Collection[str]) -> str:
    """A parsed title without names, numbers, people and what describes them, for an encoder.

    Kept are places, little words, words for acts, lower-case words that name and describe nobody,
    and of other words those that the text has among its ordinary `words`. A name is none of these.
    """
    ordinary = frozenset(words) | plain_words()
    placed = {i for place in find_places(title, gazetteer()) for i in range(place.start, place.end)}
    kept = [
        token.text
        for token in title
        if token.idx in placed
        or token.pos_ in _LITTLE
        or {token.lower_, token.lemma_.lower()} & ordinary
        or (token.is_lower and is_impersonal(token))
    ]
    return " ".join(kept)


def title_towns(title: Doc, header: Header, places: Iterable[PlaceMention]) -> tuple[str, ...]:
    """Gazetteer ids of the towns that a parsed title names, sorted; `places` are the text's own."""
    meant = {place.exact.casefold(): place for place in places}
    named = event_places(find_places(title, gazetteer(), header))
    found = [meant.get(place.exact.casefold(), place) for place in named]
    return tuple(
        sorted({p.gazetteer_id for p in found if p.gazetteer_id and p.precision in _TOWNS})
    )
