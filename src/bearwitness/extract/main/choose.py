"""The claim a report is mainly about, with its time and its place.

The rules it keeps:
- What happened goes before what is planned, feared or usual; a wounding is the main claim only
  where no graver act is told.
- A claim keeps the time that its own sentences give. One without may be given a time from elsewhere
  in the text, one with a coarser time a finer one inside it; never one that lies after the report,
  nor the time of a saying.
- A claim keeps its town. One without may be given the town of its country that the text names most,
  where it names that one twice or more; a home, an origin or a way never.

Claims and times are judged as pairs, by a table of weights (vocabulary/primary.yml, which
training/primary_weights.py writes). docs/decisions/0019-primary.md has it beside rules and beside
weights for the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ...model.dates import TimeExpression
from ...model.places import Place, PlaceMention, PlacePrecision
from ...reference.vocabulary import load_yaml
from ..titles import title_acts
from . import features
from .features import Features, is_finer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...model.claim import Claim
    from .story import Story

FINE = {PlacePrecision.TOWN, PlacePrecision.SITE}
TWICE = 2  # mentions that a town needs to be given


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim with a time it may have: its own, one given to it, or none."""

    claim: Claim
    time: TimeExpression | None


@cache
def weights() -> dict[str, float]:
    """The weight of every feature."""
    table = load_yaml("primary")
    weights: dict[str, float] = table["weights"] | table["by_hand"]
    return weights


def worth(found: Features) -> float:
    """The sum of the weights of what was found."""
    table = weights()
    return sum(table.get(name, 0.0) * value for name, value in found.items())


def pairs(story: Story) -> Iterator[Pair]:
    """Every claim with every time it may have."""
    for claim in story.told:
        own = story.own.get(claim.id)
        yield Pair(claim, own)
        for time in story.open_times:
            if time is not own and (own is None or is_finer(time, own)):
                yield Pair(claim, time)


def main_pair(story: Story) -> Pair | None:
    """The claim that the report is mainly about, with its time; None when it makes none."""
    titled = title_acts(story.header.title or "")
    of_claim = {c.id: worth(features.of_claim(c, story, titled)) for c in story.told}
    of_time = {id(t): worth(features.of_time(t, story, titled)) for t in story.times}

    def value(pair: Pair) -> float:
        time = 0.0 if pair.time is None else of_time.get(id(pair.time), 0.0)
        tie = worth(features.of_time_for(pair.time, pair.claim, story))
        return of_claim[pair.claim.id] + time + tie

    return max(pairs(story), key=value, default=None)


def main_town(claim: Claim, story: Story) -> tuple[PlaceMention, ...]:
    """The mentions of the town to give a claim that has none; () to leave it as it is."""
    if any(p.precision in FINE for p in claim.where):
        return ()
    towns: dict[str | None, list[PlaceMention]] = {}
    for place in story.places:
        if place.precision in FINE and _is_within(place, claim.where, story):
            towns.setdefault(place.gazetteer_id, []).append(place)
    kept = [[p for p in said if story.is_open(p, claim)] for said in towns.values()]
    most = max(kept, key=len, default=[])
    return tuple(most) if len(most) >= TWICE else ()


def _is_within(town: PlaceMention, where: tuple[Place, ...], story: Story) -> bool:
    """Whether a town lies in what a claim says, and in the country the text speaks of most."""
    if story.share_of_country(town.country) < 1.0:
        return False
    held = [p for p in where if p.precision is not PlacePrecision.REGION or p.country]
    return not held or any(_holds(place, town) for place in held)


def _holds(outer: Place, inner: PlaceMention) -> bool:
    if outer.country != inner.country:
        return False
    return outer.precision is not PlacePrecision.ADMIN1 or outer.name == inner.admin1
