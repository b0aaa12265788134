"""Reports whose ordinary words are most alike, wherever and whenever they put what happened.

For each report the `NEAREST` others by the cosine of the ordinary words of their texts, and as many
of those published within a week of it. A word in more than `MOST` reports proposes no pair: it
would be compared with nearly everything, and says little. Only the `LOOKED_BY` rarest
words of each report are looked at, and a likeness under `LEAST` is none.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csc_array, csr_array

from .holdings import WordTable
from .many import Ints
from .meeting import distinct, within
from .reports import About, Rarity
from .told import Told

NEAREST = 8
WEEK = 7  # days
MOST = 100  # reports that may hold a word by which others are looked for
LOOKED_BY = 64  # a report's rarest words: no others are looked at
LEAST = 0.04  # the cosine over these words below which two reports are not alike
_BLOCK, _AT_ONCE = 5_000, 500  # reports; so many are compared in one step, to bound memory
_FAR, _NAMES = 22, 20  # bits: by so many steps cosines are told apart; a report's position
_STEPS = 6  # bits of a cosine by which what may be nearest is looked for first
_FINE = _FAR - _STEPS


def alike(reports: Sequence[About], rare: Rarity) -> Iterator[tuple[About, About]]:
    """Pairs worth comparing, each once, in a fixed order whatever the order of `reports`."""
    told = Told.of(reports, rare)
    first, second = likest(told)
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        yield told.opened(i), told.opened(j)


def likest(told: Told) -> tuple[Ints, Ints]:
    """Pairs of positions most alike, each once, the smaller first, sorted."""
    one, other, far = _near(told.words)
    owners, others, far = np.r_[one, other], np.r_[other, one], np.r_[far, far]
    days = told.published
    week = (np.abs(days[owners] - days[others]) <= WEEK) & (days[owners] > 0) & (days[others] > 0)
    week = np.flatnonzero(week)
    chosen = [
        _nearest(owners, others, far, len(told)),
        _nearest(owners[week], others[week], far[week], len(told)),
    ]
    return distinct([(np.minimum(a, b), np.maximum(a, b)) for a, b in chosen], len(told))


def _near(words: WordTable) -> tuple[Ints, Ints, Ints]:
    """Pairs that are alike at all, the smaller position first, and how far they are, in steps."""
    left, right = _tables(words)
    count = len(words.lengths)
    met = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))]
    for block in range(0, count, _BLOCK):  # with itself and what comes after
        others = csr_array(right[:, block:])
        for start in range(block, min(block + _BLOCK, count), _AT_ONCE):
            cosines = left[start : min(start + _AT_ONCE, block + _BLOCK)] @ others
            kept = np.flatnonzero(cosines.data >= LEAST)
            one = start + np.searchsorted(cosines.indptr, kept, "right") - 1
            other = block + cosines.indices[kept].astype(np.int64)
            after = other > one
            met.append((one[after], other[after], cosines.data[kept[after]]))
    first, second, near = (np.concatenate(column) for column in zip(*met, strict=True))
    steps = ((1 - near.astype(np.float64)) * (1 << _FAR)).astype(np.int64)
    return first, second, np.clip(steps, 0, (1 << _FAR) - 1)


def _tables(words: WordTable) -> tuple[csr_array, csc_array]:
    """Rows and columns whose products are cosines over the words by which others are looked for."""
    counts = np.bincount(words.held.codes, minlength=len(words.rank))
    codes, owners = words.rarest(counts <= MOST, LOOKED_BY)[::-1]
    norms = np.sqrt(np.maximum(words.lengths, 1))[owners]
    each = np.bincount(owners, minlength=len(words.lengths))
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(each)]).astype(np.int32)
    names, shape = codes.astype(np.int32), (len(each), max(1, len(counts)))
    one, other = ((one / norms).astype(np.float32) for one in (words.squares[codes], 1))
    left = csr_array((one, names, starts), shape)
    return left, csc_array(csr_array((other, names, starts), shape).T)


def _nearest(owners: Ints, others: Ints, far: Ints, count: int) -> tuple[Ints, Ints]:
    """Each owner and the `NEAREST` others; those that are as far come in order of position."""
    step = far >> _FINE
    held = np.bincount(owners << _STEPS | step, minlength=count << _STEPS)
    so_far = np.cumsum(held.reshape(-1, 1 << _STEPS), 1)
    last = (so_far < NEAREST).sum(1)  # no step beyond it matters
    some = np.flatnonzero(step <= last[owners])
    owners, others = _nearest_first(owners[some], others[some], far[some])
    first = within(np.bincount(owners, minlength=count)) < NEAREST
    return owners[first], others[first]


def _nearest_first(owners: Ints, others: Ints, far: Ints) -> tuple[Ints, Ints]:
    """Owners in order, the nearest others of each first."""
    if int(owners.max(initial=0)) >> _NAMES:
        order = np.lexsort((others, far, owners))
        return owners[order], others[order]
    whole = (owners << _FAR | far) << _NAMES | others
    whole.sort()
    return whole >> (_FAR + _NAMES), whole & ((1 << _NAMES) - 1)
