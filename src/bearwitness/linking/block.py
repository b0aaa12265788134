"""Which pairs of claims are worth comparing.

Two claims meet in a block when their acts are of one family, their countries are the same or one is
unknown, and their months (of the event, or of publication where the event is undated) are the same
or neighbours. Near-identical reports always meet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, product

from .compare import Side, events_place

_MOST_MONTHS = 14  # a longer interval says too little to be compared month by month


def pairs(sides: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    """Pairs worth comparing, each once, in a fixed order; `sides` sorted by claim id."""
    seen = set()
    for block in _blocks(sides):
        for a, b in combinations(block, 2):
            key = (a.claim.id, b.claim.id)
            if key not in seen and _may_be_one(a, b):
                seen.add(key)
                yield a, b


def _blocks(sides: Sequence[Side]) -> Iterable[list[Side]]:
    blocks: defaultdict[tuple[str, ...], list[Side]] = defaultdict(list)
    for side in sides:
        for month, country in product(_months(side), _countries(side)):
            blocks[side.family or "", str(month), country].append(side)
        blocks["copies", side.copy_group].append(side)
    return blocks.values()


def _months(side: Side) -> Iterable[int]:
    """Months since year 0 that the event may lie in, one more either side; else publication's."""
    when = side.claim.when
    first = (when.earliest or when.latest) if when else side.published
    last = (when.latest or when.earliest) if when else side.published
    if first is None or last is None:
        return [-1]
    start, end = _month(first) - 1, _month(last) + 1
    if not when:
        start -= 1  # news of an event comes after it
    return range(start, end + 1) if end - start <= _MOST_MONTHS else [_month(last)]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _countries(side: Side) -> tuple[str, ...]:
    place = events_place(side.claim)
    return (place.country,) if place and place.country else ("",)


def _may_be_one(a: Side, b: Side) -> bool:
    """Two claims of one report are two things said, unless they are of the same act."""
    return a.claim.report_id != b.claim.report_id or a.claim.act == b.claim.act
