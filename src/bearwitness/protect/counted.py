"""A table of counts with all its totals: its cells, the sums that tie them, what must be hidden.

The rules: a count of 1 to k - 1 is small; a line of which all lies in one cell tells something of
everybody in it, by the zeros beside it, so these may not all be known to be zeros.
Source: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4 (threshold rule; group
disclosure).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from ..model.errors import WrongUse

TOTAL = ""  # in the place of a value: the sum over the axis
MOST_CELLS = 20_000

Cell = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Every cell and total, and the lines: a total's number, and those of the cells it sums."""

    cells: tuple[Cell, ...]
    counts: tuple[int, ...]
    lines: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def total(self) -> int:
        """The sum of all."""
        return self.counts[self.cells.index((TOTAL,) * len(self.cells[0]))]


@dataclass(frozen=True, slots=True)
class Demand:
    """What an intruder must be unable to rule out about the sum of `cells`: `low` and `high`."""

    cells: tuple[int, ...]
    low: float
    high: float


def count_table(counts: Mapping[Cell, int]) -> CountTable:
    """The table with its totals over every set of axes; a cell not named holds 0.

    Raises WrongUse when there is no cell, a count is negative, or the table is too large.
    """
    if not counts:
        raise WrongUse("the table has no cells", "give a row for each cell")
    if min(counts.values()) < 0:
        raise WrongUse("a count is below zero", "give counts of 0 or more")
    axes = [tuple(sorted(values)) for values in map(set, zip(*counts, strict=True))]
    if any(TOTAL in axis for axis in axes):
        raise WrongUse("a cell has no value in one of its columns", "give every cell its values")
    if prod(len(axis) + 1 for axis in axes) > MOST_CELLS:
        raise WrongUse(
            f"the table has over {MOST_CELLS} cells with its totals",
            "use fewer columns, or coarser values",
        )
    cells = tuple(product(*((*axis, TOTAL) for axis in axes)))
    place = {cell: i for i, cell in enumerate(cells)}
    sums = [0] * len(cells)
    for cell, count in counts.items():
        for hidden in product((False, True), repeat=len(axes)):
            above = tuple(TOTAL if h else v for h, v in zip(hidden, cell, strict=True))
            sums[place[above]] += count
    return CountTable(cells, tuple(sums), tuple(_lines(cells, axes, place)))


def _lines(
    cells: Sequence[Cell], axes: Sequence[Sequence[str]], place: Mapping[Cell, int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    for cell in cells:
        for i, axis in enumerate(axes):
            if cell[i] == TOTAL:
                parts = (place[(*cell[:i], value, *cell[i + 1 :])] for value in axis)
                yield place[cell], tuple(parts)


def demands(table: CountTable, k: int, keep_zeros: bool = False) -> tuple[Demand, ...]:
    """What must stay unknown.

    Of a small cell neither 0 nor k may be ruled out; of the zeros of a line that lies whole in one
    cell, not that k (or the whole line, when it is smaller) are among them, unless `keep_zeros`.
    """
    small = [Demand((i,), 0, k) for i, count in enumerate(table.counts) if 0 < count < k]
    zeros = []
    for total, parts in () if keep_zeros else table.lines:
        empty = tuple(part for part in parts if not table.counts[part])
        if empty and len(empty) == len(parts) - 1:
            zeros.append(Demand(empty, 0, min(k, table.counts[total])))
    return tuple(dict.fromkeys([*small, *zeros]))
