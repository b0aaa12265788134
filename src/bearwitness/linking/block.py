"""Which pairs of claims are worth comparing.

Two claims of one family of acts meet when
- their reports tell one story, are near copies, or are the same report and the act is the same;
- they name one town, or one names a province and the other it or a town in it, and their dates
  (of publication where the event is undated) are within some three weeks;
- one names no place finer than a country, the other not another country, and both are dated within
  days of each other.
A place and time that more than `MOST` claims hold says too little and proposes no pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..model.places import PlacePrecision
from .compare import SITE_OR_TOWN, events_place

if TYPE_CHECKING:
    from .compare import Side

MOST = 300  # claims that may share a place and time
LEEWAY = timedelta(days=10)  # either side of a date; two such reach three weeks
NEWS = timedelta(days=45)  # how long before its report an undated event may lie
_MOST_MONTHS = 14  # a longer interval says too little to be compared month by month
_DATED = 3  # days; an interval this short dates a claim without a place
Key = tuple[Hashable, ...]


@dataclass(slots=True)
class _Block:
    """Claims under one key, by position: fine ones meet coarse ones, coarse ones all."""

    fine: list[int] = field(default_factory=list)
    coarse: list[int] = field(default_factory=list)

    def pairs(self) -> Iterator[tuple[int, int]]:
        if len(self.fine) + len(self.coarse) > MOST:
            return
        for n, i in enumerate(self.coarse):
            for j in (*self.coarse[n + 1 :], *self.fine):
                yield (i, j) if i < j else (j, i)


def pairs(
    sides: Sequence[Side], story: Mapping[str, str] | None = None
) -> Iterator[tuple[Side, Side]]:
    """Pairs worth comparing, each once, in a fixed order; `sides` sorted by claim id.

    `story` names the story of each report, by report id.
    """
    blocks: defaultdict[Key, _Block] = defaultdict(_Block)
    for i, side in enumerate(sides):
        for key in _exact_keys(side, story or {}):
            blocks[side.family, *key].coarse.append(i)
        for key, is_coarse in _placed_keys(side):
            block = blocks[side.family, *key]
            (block.coarse if is_coarse else block.fine).append(i)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for block in blocks.values():
        for i, j in block.pairs():
            found[i].add(j)
    for i in range(len(sides)):
        for j in sorted(found.pop(i, ())):
            if _may_be_one(sides[i], sides[j]):
                yield sides[i], sides[j]


def _exact_keys(side: Side, story: Mapping[str, str]) -> Iterable[Key]:
    """Keys under which every claim meets every other."""
    report = side.claim.report_id
    yield "report", report
    if side.copy_group != report:
        yield "report", side.copy_group
    if report in story:
        yield "story", story[report]
    place = events_place(side.claim)
    if place and place.precision in SITE_OR_TOWN:
        for month in _months(side):
            yield "town", place.gazetteer_id or place.name, month


def _placed_keys(side: Side) -> Iterable[tuple[Key, bool]]:
    """Keys under which the coarse meet all and the fine only the coarse."""
    place = events_place(side.claim)
    country = place.country if place else None
    is_town = place is not None and place.precision in SITE_OR_TOWN
    is_province = place is not None and place.precision is PlacePrecision.ADMIN1
    if place and place.admin1 and (is_town or is_province):
        for month in _months(side):
            yield ("province", country, place.admin1, month), not is_town
    nowhere = not (is_town or is_province)
    for day in _days(side):
        if country is None:
            yield ("day", day), True
        else:
            yield ("day", day), False
            yield ("day", country, day), nowhere


def _days(side: Side) -> Iterable[int]:
    """The days of a precisely dated event."""
    when = side.claim.when
    if when is None or when.earliest is None or when.latest is None:
        return ()
    if (when.latest - when.earliest).days >= _DATED:
        return ()
    return range(when.earliest.toordinal(), when.latest.toordinal() + 2)


def _months(side: Side) -> Iterable[int]:
    """Months since year 0 that the event may lie in, with some leeway."""
    when = side.claim.when
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    if first is None or last is None:
        if side.published is None:
            return [-1]
        first, last = side.published - NEWS + LEEWAY, side.published
    if (last - first).days > 31 * _MOST_MONTHS:
        return [_month(last)]
    return range(_month(first - LEEWAY), _month(last + LEEWAY) + 1)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _may_be_one(a: Side, b: Side) -> bool:
    """Two claims of one report are two things said, unless they are of the same act."""
    return a.claim.report_id != b.claim.report_id or a.claim.act == b.claim.act
