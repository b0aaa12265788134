"""The country that a text's story is in, before its towns are known.

Countries named, divisions named, and nationality words before authorities speak for one; whose
nationals people are says little: a report on Venezuelans may well be from Trinidad.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ...model.places import PlacePrecision
from .cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...reference.gazetteer import Entry, Gazetteer
    from .runs import Spot
    from .words import Words

LEAST = 1.5  # votes
AHEAD = 1.25  # times the votes of the next one
_PARTS = re.compile(r" (?:and|of|the) ")
_WAYS = {"from", "to", "into"}
_NAME = re.compile(r"[A-Z][\w'’-]+(?: (?:(?:and|of|the) )*[A-Z][\w'’-]+)*(?= ?([a-z]*))")


def story_country(
    found: Sequence[Spot], w: Words, title: str, gazetteer: Gazetteer
) -> Entry | None:
    """The country spoken for most, by a margin; None where none is."""
    votes = _of_title(title, gazetteer)
    for spot in found:
        entry = spot.matches[0].entry if spot.matches else None
        if entry is None or entry.country is None:
            continue
        after = w.lower[spot.last + 1] if spot.last + 1 < len(w.lower) else ""
        votes[entry.country] += _vote(spot, after, w)
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:2]
    if not ranked or ranked[0][1] < LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]:
        return None
    return gazetteer.country(ranked[0][0])


def _vote(spot: Spot, after: str, w: Words) -> float:
    entry = spot.matches[0].entry
    if spot.demonym:
        return 1.5 if after in cues().authorities else 0.15
    if entry.precision is PlacePrecision.COUNTRY:
        return 0.3 if spot.first and w.lower[spot.first - 1] in _WAYS else 1.0
    if entry.precision is PlacePrecision.ADMIN1:
        return 1.2
    sure = len({m.entry.country for m in spot.matches[:6]}) == 1
    return 1.0 if sure and entry.precision is not PlacePrecision.REGION else 0.0


def _of_title(title: str, gazetteer: Gazetteer) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for said in _NAME.finditer(title):
        for name in dict.fromkeys((said[0], *_PARTS.split(said[0]))):
            code = gazetteer.demonym(name)
            if code is not None:
                votes[code] += 1.5 if said[1] in cues().authorities else 0.15
            for match in gazetteer.matches(name):
                if match.main and match.entry.precision is PlacePrecision.COUNTRY:
                    votes[match.entry.country or ""] += 2.0
    return votes
