"""The claim a report is mainly about, with its time and its place.

The rules it keeps:
- Any act or pattern may be the main claim, also one that is feared, planned or denied: what the
  title and the lead say decides. Its time is chosen first, then the claim with it.
- A claim keeps the time that its own sentences give. One without may be given a time from elsewhere
  in the text, one with a coarser time a finer one inside it; never one that lies after the report,
  nor the time of a saying or a dateline.
- A claim keeps its town. One without may be given the town of its country that the text names most,
  where it names that one twice or more; a home, an origin or a way never.
- One that has no place at all is given the country that the text speaks of most, nationalities and
  bodies counted ("Dutch police"), where it speaks of that one enough. A return is not: it has two.

Both choices are made by tables of weights (vocabulary/primary.yml, which
training/primary_weights.py writes). docs/decisions/0019-primary.md has it beside rules, beside
one table for both and beside weights for the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ...model.dates import TimeExpression
from ...model.places import Place, PlaceMention, PlacePrecision
from ...reference.vocabulary import load_yaml
from ..places_of_acts import is_of_return
from . import features
from .features import Features, is_finer
from .titled import HAPPENED, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...model.claim import Claim
    from .story import Story

FINE = {PlacePrecision.TOWN, PlacePrecision.SITE}
TWICE = 2  # mentions that a town needs to be given
MOSTLY = 0.4  # of all that is said of countries, for a country to be given


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim with a time it may have: its own, one given to it, or none."""

    claim: Claim
    time: TimeExpression | None


@cache
def weights() -> tuple[dict[str, float], dict[str, float]]:
    """The weight of every feature: for a claim's time, and for a claim with its time."""
    table = load_yaml("primary")
    claims = dict(table["claims"])
    for name, more in table["by_hand"].items():
        claims[name] = claims.get(name, 0.0) + more
    return table["times"], claims


def worth(found: Features, table: Mapping[str, float]) -> float:
    """The sum of the weights of what was found."""
    return sum(table.get(name, 0.0) * value for name, value in found.items())


def pairs(claim: Claim, story: Story) -> Iterator[Pair]:
    """A claim with every time it may have; what has not happened has its own or none."""
    own = story.own.get(claim.id)
    yield Pair(claim, own)
    if claim.modality not in HAPPENED:
        return
    for time in story.open_times:
        if time is not own and (own is None or is_finer(time, own)):
            yield Pair(claim, time)


def main_pair(story: Story) -> Pair | None:
    """The claim that the report is mainly about, with its time; None when it makes none."""
    title = title_of(story.header)
    of_times, of_claims = weights()
    times = {id(t): features.of_time(t, story, title) for t in story.times}

    def time_of(pair: Pair) -> Features:
        return times.get(id(pair.time), {}) | features.of_time_for(pair.time, pair.claim, story)

    def value(pair: Pair) -> float:
        found = time_of(pair) | features.of_claim(pair.claim, story, title)
        return worth(found, of_claims)

    timed = [
        max(pairs(claim, story), key=lambda p: worth(time_of(p), of_times)) for claim in story.told
    ]
    return max(timed, key=value, default=None)


def main_place(claim: Claim, story: Story) -> tuple[PlaceMention, ...]:
    """The mentions of the place to give a claim, a town or a country; () to leave it as it is."""
    return main_town(claim, story) or main_country(claim, story)


def main_town(claim: Claim, story: Story) -> tuple[PlaceMention, ...]:
    """The mentions of the town to give a claim that has none; () to leave it as it is."""
    if any(p.precision in FINE or _is_unlisted(p) for p in claim.where):
        return ()
    towns: dict[str | None, list[PlaceMention]] = {}
    for place in story.places:
        if place.precision in FINE and _is_within(place, claim.where, story):
            towns.setdefault(place.gazetteer_id, []).append(place)
    kept = [[p for p in said if story.is_open(p, claim)] for said in towns.values()]
    most = max(kept, key=len, default=[])
    return tuple(most) if len(most) >= TWICE else ()


def main_country(claim: Claim, story: Story) -> tuple[PlaceMention, ...]:
    """The mentions of the country to give a claim that has no place; () to leave it without."""
    if claim.where or claim.modality not in HAPPENED or is_of_return(claim.act or ""):
        return ()
    code = story.country_mostly(MOSTLY)
    doers = {doer.country for doer in claim.alleged_perpetrators}
    if doers and None not in doers and code not in doers:
        return ()  # "Ethiopian police" did nothing in Eritrea
    return story.words_for_country(code, claim) if code else ()


def _is_unlisted(place: Place) -> bool:
    """Whether no list has a place: a name of its own, known by its country alone."""
    return place.gazetteer_id is None and place.name != place.country_name


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
