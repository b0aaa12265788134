"""Which rows are alike: grouped fast, and from groups found before.

The rules: rows are alike when their codes are equal in every column at the levels asked for. Groups
at coarse levels are unions of groups at finer ones, so they are counted from the smallest table of
groups that is at hand rather than from the rows (roll-up: Kohlmayer et al. 2012, Flash).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import Codes, Column, Counts

Levels = tuple[int, ...]
Keys = NDArray[np.int64]
Kept = NDArray[np.bool_]  # a row each: whether it is released

_WIDEST = 2**62  # a combined key must fit 64 bits
_DENSE = 4  # keys are counted in place when their range is at most so many times their number
_HELD = 6_000_000  # groups kept for roll-up, over all tables: about 100 MB


def keys_of(coded: Sequence[Codes]) -> tuple[Keys, int]:
    """One number a row, equal exactly when the rows are alike in every column; and their range."""
    total, width = coded[0].astype(np.int64), int(coded[0].max(initial=0)) + 1
    for codes in coded[1:]:
        size = int(codes.max(initial=0)) + 1
        if size == 1:
            continue
        if width * size >= _WIDEST:
            total = np.unique(total, return_inverse=True)[1].reshape(-1)
            width = int(total.max(initial=0)) + 1
        total = total * size + codes
        width *= size
    return total, width


def numbered(keys: Keys, width: int) -> tuple[Keys, int]:
    """For each row the number of its group, from 0, and how many groups there are."""
    if width <= _DENSE * keys.size + 1024:
        seen = np.zeros(width, dtype=np.int64)
        seen[keys] = 1
        order = np.cumsum(seen) - 1
        return order[keys], int(order[-1]) + 1 if keys.size else 0
    distinct, inverse = np.unique(keys, return_inverse=True)
    return inverse.reshape(-1), distinct.size


def group_sizes(
    columns: Sequence[Column], levels: Levels, counts: Counts | None = None
) -> NDArray[np.int64]:
    """For every row, how many rows are alike at these levels; a row counts `counts` times."""
    chosen = [c.at(level) for c, level in zip(columns, levels, strict=True)]
    group, number = numbered(*keys_of(chosen))
    sizes = np.bincount(group, weights=counts, minlength=number)
    return sizes[group].astype(np.int64)


@dataclass(frozen=True, slots=True)
class Table:
    """Groups at some levels: a row that stands for each, and how many rows each has."""

    rows: Keys
    counts: Counts


class Rollup:
    """A table's groups at any levels; rows alike there but apart in a `sensitive` column are apart.

    `counts` says how many rows of the table each row stands for.
    """

    def __init__(
        self, columns: Sequence[Column], counts: Counts | None = None,
        sensitive: Sequence[Codes] = (),
    ) -> None:  # fmt: skip
        self.columns, self.sensitive = columns, sensitive
        size = columns[0].base.size
        self.counts = np.ones(size, dtype=np.int64) if counts is None else counts
        self._whole = Table(np.arange(size, dtype=np.int64), self.counts)
        self._held: dict[Levels, Table] = {}

    def small(self, levels: Levels, k: int, wanted: int = 1) -> int:
        """How many rows are in groups of under `k`, or with under `wanted` sensitive values."""
        table = self.table(levels)
        if not self.sensitive:
            return int(table.counts[table.counts < k].sum())
        group, number = numbered(*self._keys(table.rows, levels))
        sizes = np.bincount(group, weights=table.counts, minlength=number)
        fails = sizes < k
        for codes in self.sensitive:
            fails |= distinct_values(group, number, codes[table.rows]) < wanted
        return int(sizes[fails].sum())

    def kept(self, levels: Levels, k: int, wanted: int = 1) -> Kept:
        """For each row, whether its group has `k` rows and `wanted` sensitive values."""
        group, number = numbered(*self._keys(self._whole.rows, levels))
        good = np.bincount(group, weights=self.counts, minlength=number) >= k
        for codes in self.sensitive:
            good &= distinct_values(group, number, codes) >= wanted
        return np.asarray(good[group], dtype=np.bool_)

    def table(self, levels: Levels) -> Table:
        """The groups at these levels, each apart by its sensitive values."""
        if levels in self._held:
            return self._held[levels]
        source = self._smallest_finer(levels)
        keys, width = self._keys(source.rows, levels, self.sensitive)
        group, number = numbered(keys, width)
        rows = np.empty(number, dtype=np.int64)
        rows[group] = source.rows
        counts = np.bincount(group, weights=source.counts, minlength=number).astype(np.int64)
        made = Table(rows, counts)
        self._hold(levels, made, source.rows.size)
        return made

    def _keys(
        self, rows: Keys, levels: Levels, more: Sequence[Codes] = ()
    ) -> tuple[Keys, int]:  # fmt: skip
        whole = rows is self._whole.rows
        chosen = [
            c.maps[level][c.base if whole else c.base[rows]]
            for c, level in zip(self.columns, levels, strict=True)
        ]
        return keys_of([*chosen, *(codes if whole else codes[rows] for codes in more)])

    def _smallest_finer(self, levels: Levels) -> Table:
        finer = (
            table
            for held, table in self._held.items()
            if all(h <= level for h, level in zip(held, levels, strict=True))
        )
        return min(finer, key=lambda table: table.rows.size, default=self._whole)

    def _hold(self, levels: Levels, table: Table, made_from: int) -> None:
        """Keeps a table that is much smaller than the one it came from; the oldest go."""
        if table.rows.size * 2 > made_from:
            return
        self._held[levels] = table
        while sum(held.rows.size for held in self._held.values()) > _HELD:
            self._held.pop(next(iter(self._held)))


def distinct_values(group: Keys, number: int, values: Codes) -> NDArray[np.int64]:
    """How many different values stand in each group."""
    width = int(values.max(initial=0)) + 1
    pairs = np.unique(group * width + values)
    return np.bincount(pairs // width, minlength=number)
