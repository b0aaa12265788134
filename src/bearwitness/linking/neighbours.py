"""Which pairs of reports are worth comparing.

Two reports meet when they share
- a town or a street that few reports speak of;
- a town or a street, and were published within a month;
- a town or a street, and days of the acts that meet or neighbour;
- a province and days of the acts that meet, published within a month;
- a rare ordinary word, and a province or the month of publication.
A key that more than `MOST` reports hold says too little and proposes none.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from .columns import Bag
from .holdings import Held
from .many import Ints
from .meeting import distinct, matched, meetings, one_key
from .reports import About, Rarity
from .told import Told

MOST = 400  # reports that may share a key
FEW = 40  # reports that may share a key without a date
RARE_WORDS = 6  # the rarest words of a report, by which it looks for neighbours
_FORTNIGHT = 14  # days
_UNDATED = -1


def neighbours(reports: Sequence[About], rare: Rarity) -> Iterator[tuple[About, About]]:
    """Pairs worth comparing, each once, in a fixed order whatever the order of `reports`."""
    told = Told.of(reports, rare)
    first, second = neighbouring(told)
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        yield told.opened(i), told.opened(j)


def neighbouring(told: Told) -> tuple[Ints, Ints]:
    """Pairs of positions worth comparing, each once, the smaller first, sorted."""
    held = [(keys, owners, most) for keys, owners, most in _keys(told) if len(keys)]
    met = chain.from_iterable(meetings(keys, owners, most) for keys, owners, most in held)
    return distinct(list(met), len(told))


def _keys(told: Told) -> Iterator[tuple[Ints, Ints, int]]:
    """For each way of meeting: a number for each key, the report that holds it, and `most`."""
    spot, at = _spots(told.held("towns"), told.held("streets"))
    places = told.held("provinces")
    province, within = places.codes, places.owners
    saying, word = told.words.rarest(told.words.is_rare, RARE_WORDS)
    slot, out = _fortnights(told)
    yield spot, at, FEW
    yield *_joined((spot, at), (slot, out)), MOST
    ends = told.columns.bag("days")
    half, of = _half_days(ends)
    yield *_joined((spot, at), (half, of)), MOST
    day, on = ends.values.reshape(-1), np.repeat(ends.owners, 2)
    left, right = matched(on, out)
    dated, when = one_key(day[left], slot[right]), on[left]
    yield *_joined((province, within), (dated, when)), FEW
    yield *_joined((word, saying), (slot, out)), MOST
    yield *_joined((word, saying), (province, within)), FEW


def _spots(towns: Held, streets: Held) -> tuple[Ints, Ints]:
    """Towns and streets under one row of numbers, sorted by who speaks of them."""
    spot = np.concatenate([towns.codes, len(towns.things) + streets.codes])
    owners = np.concatenate([towns.owners, streets.owners])
    order = np.argsort(owners, kind="stable")
    return spot[order], owners[order]


def _joined(a: tuple[Ints, Ints], b: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """A key for every two things of one report, and the report."""
    left, right = matched(a[1], b[1])
    return one_key(a[0][left], b[0][right]), a[1][left]


def _fortnights(told: Told) -> tuple[Ints, Ints]:
    """A fortnight's number and the next, so that reports up to a month apart share one."""
    days = told.published
    slots = np.repeat(days // _FORTNIGHT, 2) + np.tile([0, 1], len(days))
    slots[np.repeat(days == 0, 2)] = _UNDATED
    owners = np.repeat(np.arange(len(days), dtype=np.int64), 2)
    kept = np.repeat(days > 0, 2)
    kept[::2] = True  # one slot for what has no date
    return slots[kept], owners[kept]


def _half_days(ends: Bag) -> tuple[Ints, Ints]:
    """Pairs of days: a day shares one with itself, the day before and the day after."""
    first, last = ends.values.reshape(-1, 2).T
    return np.stack([first, last, last + 1], 1).reshape(-1) // 2, np.repeat(ends.owners, 3)
