"""Sets that reports hold, as codes: what two reports share, for many pairs at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .columns import Bag, PerReport
from .many import Ints, numbered
from .meeting import sorted_pairs, within
from .reports import GRAIN, NEARLY, USUAL, About, Rarity, greatest, known_shares, worth_of
from .rows import code

_AT_ONCE = 10_000  # pairs whose rows are laid side by side: few enough to stay near the processor
NOTHING = np.iinfo(np.int64).max
_RARE = 1 << 40  # above every sum of squares: rare words are counted there


@dataclass(frozen=True)
class Held(PerReport):
    """Which things each report holds: codes from 0, one report's after another's."""

    codes: Ints
    counts: Ints  # of each report
    things: Ints  # what each code stands for, sorted

    @staticmethod
    def of(bag: Bag, things: Ints | None = None) -> Held:
        """The things of a bag of codes, in the order of `things`, which has them all."""
        if things is None:
            things, codes = numbered(bag.values)
            return Held(codes, bag.counts, things)
        return Held(np.searchsorted(things, bag.values), bag.counts, things)

    def table(self, worth: NDArray[np.int64] | None = None) -> csr_array:
        """A row for each report, a column for each thing: its worth, or 1."""
        ones = np.ones(len(self.codes), np.int64)
        cells = ones if worth is None else worth[self.codes]
        shape = len(self.counts), max(1, len(self.things))
        return csr_array((cells, self.codes.astype(np.int32), self.starts.astype(np.int32)), shape)


def shared(a: Held, b: Held, first: Ints, second: Ints) -> NDArray[np.bool_]:
    """For each pair of positions whether the first of `a` and the second of `b` share a thing."""
    ones = np.ones(len(a.things), np.int64)
    found: NDArray[np.bool_] = least_shared(a, b, ones, first, second) != NOTHING
    return found


def least_shared(a: Held, b: Held, worth: Ints, first: Ints, second: Ints) -> Ints:
    """For each pair the least worth (from 1) of a thing both have; `NOTHING` where there is none.

    Both hold codes of the same things. Most reports hold one thing, and are compared at once.
    """
    found = np.full(len(first), NOTHING)
    x, y = a.counts[first], b.counts[second]
    ones = np.flatnonzero((x == 1) & (y == 1))
    mine = a.codes[a.starts[first[ones]]]
    is_same = mine == b.codes[b.starts[second[ones]]]
    found[ones[is_same]] = worth[mine[is_same]]
    rest = np.flatnonzero((x > 0) & (y > 0) & (x + y > 2))
    if len(rest):
        found[rest] = _over_shared(a.table(worth), b.table(), first[rest], second[rest], _least)
    return found


def _over_shared(
    a: csr_array, b: csr_array, first: Ints, second: Ints,
    sum_up: Callable[[csr_array], Ints],
) -> Ints:  # fmt: skip
    """What is summed up of the things each pair shares, the cells of `a` times those of `b`."""
    found = np.zeros(len(first), np.int64)
    for start in range(0, len(first), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        found[piece] = sum_up(csr_array(a[first[piece]].multiply(b[second[piece]])))
    return found


def _least(table: csr_array) -> Ints:
    return _reduced(table, np.minimum, NOTHING)


def _added(table: csr_array) -> Ints:
    return _reduced(table, np.add, 0)


def _reduced(table: csr_array, how: np.ufunc, none: int) -> Ints:
    found = np.full(table.shape[0], none, np.int64)
    some = np.flatnonzero(np.diff(table.indptr))
    if len(some):
        found[some] = how.reduceat(table.data, table.indptr[some])
    return found


@dataclass(frozen=True)
class WordTable:
    """The ordinary words of reports, and how rare each is.

    Squares of rarities are whole numbers, so sums of them are exact in any order.
    """

    held: Held
    worth: NDArray[np.float64]  # each word's rarity
    squares: Ints
    is_rare: NDArray[np.bool_]
    total: int  # reports

    @cached_property
    def rank(self) -> Ints:
        """The place of each word in the order of rarity, words of one rarity by their codes."""
        order = np.argsort(-self.worth, kind="stable")
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        return place

    @cached_property
    def lengths(self) -> Ints:
        """The squares of each report's words, added up."""
        sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.squares[self.held.codes])])
        found: Ints = sums[self.held.starts[1:]] - sums[self.held.starts[:-1]]
        return found

    @cached_property
    def _tables(self) -> tuple[csr_array, csr_array]:
        return self.held.table(self.squares + _RARE * self.is_rare), self.held.table()

    def in_common(self, first: Ints, second: Ints) -> tuple[Ints, Ints]:
        """For each pair the squares of the words both hold, added up; and how many are rare."""
        both = _over_shared(*self._tables, first, second, _added)
        return both % _RARE, both // _RARE

    def rarest(self, is_wanted: NDArray[np.bool_], most: int) -> tuple[Ints, Ints]:
        """Of the wanted words the `most` rarest of each report: who holds them, and the words."""
        held = self.held
        kept = np.flatnonzero(is_wanted[held.codes])
        codes, owners = held.codes[kept], held.owners[kept]
        counts = np.bincount(owners, minlength=len(held.counts))
        if counts.max(initial=0) <= most:
            return owners, codes
        is_much = (counts > most)[owners]
        much, ranks = sorted_pairs(owners[is_much], self.rank[codes[is_much]])
        some = within(counts[counts > most]) < most
        by_rank = np.empty(len(self.rank), np.int64)
        by_rank[self.rank] = np.arange(len(self.rank))
        return sorted_pairs(
            np.r_[owners[~is_much], much[some]], np.r_[codes[~is_much], by_rank[ranks[some]]]
        )

    def rarity(self, reports: Mapping[int, About]) -> Rarity:
        """How rare the words of some reports are, by position; what one pair is compared with."""
        said = sorted({word for one in reports.values() for word in one.words})
        places = np.searchsorted(self.held.things, [code(word) for word in said])
        return Rarity(
            dict(zip(said, self.worth[places].tolist(), strict=True)),
            greatest(self.total),
            {one.report_id: int(self.lengths[n]) for n, one in reports.items()},
        )


def word_table(words: Bag) -> WordTable:
    """The words of reports, and how rare they are among these reports."""
    held, total = Held.of(words), len(words.counts)
    counts = np.bincount(held.codes, minlength=len(held.things))
    known, share = _shares()
    place = np.minimum(np.searchsorted(known, held.things), len(known) - 1)
    shares = np.where(known[place] == held.things, share[place], USUAL)
    return _with_worth(held, _worths(counts, shares, total), greatest(total))


def word_table_of(reports: Sequence[About], words: Bag, rare: Rarity) -> WordTable:
    """The words of `reports`, `words`, with the rarity that they have elsewhere."""
    held = Held.of(words)
    worth = {code(word): rare.of[word] for one in reports for word in one.words}
    worths = np.array([worth[name] for name in held.things.tolist()], np.float64)
    return _with_worth(held, worths, rare.greatest)


def _with_worth(held: Held, worth: NDArray[np.float64], most: float) -> WordTable:
    squares = np.rint(GRAIN * worth * worth).astype(np.int64)
    return WordTable(held, worth, squares, worth >= (1 - NEARLY) * most, len(held.counts))


def _worths(counts: Ints, shares: NDArray[np.float64], total: int) -> NDArray[np.float64]:
    """What each word is worth; asked once for each count and share."""
    _, kind, share = np.unique(shares, return_index=True, return_inverse=True)
    _, first, which = np.unique(counts * len(kind) + share, return_index=True, return_inverse=True)
    asked = zip(counts[first].tolist(), shares[first].tolist(), strict=True)
    return np.array([worth_of(n, held, total) for n, held in asked], np.float64)[which]


@cache
def _shares() -> tuple[Ints, NDArray[np.float64]]:
    """The codes of words of which the share in news at large is known, sorted, and the shares."""
    held = known_shares()
    codes = np.array([code(word) for word in held], np.int64)
    order = np.argsort(codes)
    return codes[order], np.array(list(held.values()))[order]
