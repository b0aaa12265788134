"""Sets that reports hold, as sparse tables: what two reports share, for many pairs at once.

A row for each report, a column for each thing; a cell is the thing's worth. What a pair shares is
the cells of one row where the other row has any.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from scipy.sparse import csr_array

from .many import Floats, Ints
from .reports import About, Rarity, greatest, length, worths

_AT_ONCE = 200_000  # pairs whose rows are laid side by side, to bound memory
NOTHING = -1.0


@dataclass(frozen=True, slots=True)
class Holdings:
    """Which things each report holds, by position; things are in the order of `names`."""

    cells: csr_array  # of ones
    names: Sequence[Hashable]

    @staticmethod
    def of(
        bags: Iterable[Iterable[Hashable]], names: Sequence[Hashable] | None = None
    ) -> "Holdings":
        """Bags that hold a thing once, coded in the order of `names` or of first appearance."""
        held = [tuple(bag) for bag in bags]
        whole = list(chain.from_iterable(held))
        names = list(dict.fromkeys(whole)) if names is None else names
        code = {name: n for n, name in enumerate(names)}
        columns = np.fromiter(map(code.__getitem__, whole), np.int32, len(whole))
        starts = np.cumsum([0, *map(len, held)], dtype=np.int32)
        shape = (len(held), max(1, len(names)))
        cells = csr_array((np.ones(len(columns)), columns, starts), shape=shape)
        cells.sort_indices()
        return Holdings(cells, names)

    def counts(self) -> Ints:
        """How many things each report holds."""
        return np.diff(self.cells.indptr).astype(np.int64)

    def owners(self) -> Ints:
        """The report of each cell, in the order of the cells."""
        return np.repeat(np.arange(self.cells.shape[0], dtype=np.int64), self.counts())

    def weighing(self, worth: Floats) -> csr_array:
        """The same cells, each thing with its worth."""
        table = self.cells
        return csr_array((worth[table.indices], table.indices, table.indptr), shape=table.shape)


def shared_worth(a: csr_array, b: csr_array, first: Ints, second: Ints) -> Floats:
    """For each pair of positions the products of the cells both have, added up."""
    return _over_shared(a, b, first, second, _added)


def least_shared(a: csr_array, b: csr_array, first: Ints, second: Ints) -> Floats:
    """For each pair the least product of cells both have; `NOTHING` where they share none."""
    return _over_shared(a, b, first, second, _least)


def _over_shared(
    a: csr_array, b: csr_array, first: Ints, second: Ints, sum_up: Callable[[csr_array], Floats]
) -> Floats:
    found = np.zeros(len(first))
    for start in range(0, len(first), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        found[piece] = sum_up(csr_array(a[first[piece]].multiply(b[second[piece]])))
    return found


def _added(shared: csr_array) -> Floats:
    rows = np.repeat(np.arange(shared.shape[0]), np.diff(shared.indptr))
    return np.bincount(rows, weights=shared.data, minlength=shared.shape[0]).astype(np.float64)


def _least(shared: csr_array) -> Floats:
    found: Floats = np.full(shared.shape[0], NOTHING)
    some = np.flatnonzero(np.diff(shared.indptr))
    if len(some):
        found[some] = np.minimum.reduceat(shared.data, shared.indptr[some])
    return found


@dataclass(frozen=True, slots=True)
class WordTable:
    """The ordinary words of reports, the rarest first."""

    held: Holdings
    worth: Floats  # each word's rarity
    lengths: Floats  # of each report's row of rarities
    rare: int  # how many words, from the first, are rare


def weighed_words(reports: Sequence[About]) -> tuple[Rarity, WordTable]:
    """`rarity` and `word_table` of the same reports, from one pass over their words."""
    held = Holdings.of(one.words for one in reports)
    names = [str(name) for name in held.names]
    counts = np.bincount(held.cells.indices, minlength=len(names)).tolist()
    worth = worths(names, counts[: len(names)], len(reports))
    order = sorted(range(len(names)), key=lambda n: (-worth[n], names[n]))
    place = np.empty(held.cells.shape[1], np.int32)
    place[order] = np.arange(len(order))
    cells = held.cells
    cells = csr_array((cells.data, place[cells.indices], cells.indptr), shape=cells.shape)
    cells.sort_indices()
    worth = [worth[n] for n in order]
    column = np.array(worth)
    said, starts = column[cells.indices].tolist(), cells.indptr.tolist()
    lengths = [length(said[a:b]) for a, b in pairwise(starts)]
    ids = [one.report_id for one in reports]
    words = [names[n] for n in order]
    rare = Rarity(
        dict(zip(words, worth, strict=True)),
        greatest(len(reports)),
        dict(zip(ids, lengths, strict=True)),
    )
    table = WordTable(
        Holdings(cells, words), column, np.array(lengths), sum(map(rare.is_rare, words))
    )
    return rare, table


def word_table(reports: Sequence[About], rare: Rarity) -> WordTable:
    """The words of `reports` in the order of rarity, ties in the order of the alphabet."""
    said = set(chain.from_iterable(one.words for one in reports))
    words = sorted(said, key=lambda w: (-rare.of[w], w))
    return WordTable(
        Holdings.of((one.words for one in reports), words),
        np.array([rare.of[word] for word in words]),
        np.array([rare.lengths[one.report_id] for one in reports]),
        sum(map(rare.is_rare, words)),
    )
