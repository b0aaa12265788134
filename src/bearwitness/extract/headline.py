"""What a report's title says, for telling whether two reports are about one occurrence.

A title is what its report holds most important, and sometimes all that a page says. The rules:
- Its ordinary words, by the rules of words.py. Where every word has a capital, only those that the
  text itself has among its ordinary words.
- Its towns, taken for the places that the text means by the same names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from ..model.places import PlaceMention, PlacePrecision
from ..reference.gazetteer import gazetteer
from .where import event_places, find_places
from .words import content_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ..model.claim import Exposure
    from ..model.report import Header

_TOWNS = {PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.ADMIN2}


def title_words(
    title: Doc, exposures: Iterable[Exposure], words: Collection[str]
) -> tuple[str, ...]:
    """The ordinary words of a parsed title, sorted, each once; `words` are the text's own."""
    known = frozenset(words)
    lemmas = {token.lemma_.lower() for token in title} | {token.lower_ for token in title}
    return tuple(sorted({*content_words(title, exposures), *(lemmas & known)}))


def title_towns(title: Doc, header: Header, places: Iterable[PlaceMention]) -> tuple[str, ...]:
    """Gazetteer ids of the towns that a parsed title names, sorted; `places` are the text's own."""
    meant = {place.exact.casefold(): place for place in places}
    named = event_places(find_places(title, gazetteer(), header))
    found = [meant.get(place.exact.casefold(), place) for place in named]
    return tuple(
        sorted({p.gazetteer_id for p in found if p.gazetteer_id and p.precision in _TOWNS})
    )
