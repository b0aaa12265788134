"""The figures of a release: a drawing of every table of its numbers, as SVG.

The rules: a figure is drawn from cleared figures and nothing else, by the same code as the desk's;
a cell that the table does not have is hatched, not empty, since it is small or zero; what a figure
leaves out for want of room, it says.
"""

from collections.abc import Sequence
from itertools import combinations

from ..model.measure import Figure
from ..reference.drawing import Row, grid, lying_bars
from .numbers import DIMENSIONS

FOLDER = "figures"
MOST_ROWS = 40
MOST_PERIODS = 120
_Table = dict[tuple[str, ...], int]


def figure_files(figures: Sequence[Figure]) -> dict[str, bytes]:
    """Path to SVG for each table, as "figures/by-act-period.svg"; none for the one-cell table."""
    files = {}
    for size in range(1, len(DIMENSIONS) + 1):
        for names in combinations(DIMENSIONS, size):
            table = _table(figures, names)
            if table:
                draw = _crossed if size == 2 and "period" in names else _listed
                files[f"{FOLDER}/by-{'-'.join(names)}.svg"] = draw(names, table).encode()
    return files


def _table(figures: Sequence[Figure], names: tuple[str, ...]) -> _Table:
    """Incidents by the values of `names`, of the figures by exactly these dimensions."""
    return {
        tuple(value for _, value in one.cell): one.incidents
        for one in figures
        if tuple(name for name, _ in one.cell) == names
    }


def _listed(names: tuple[str, ...], table: _Table) -> str:
    """Every cell as a bar: periods in their order, all else by size."""
    ordered = sorted(table) if names == ("period",) else sorted(table, key=lambda k: (-table[k], k))
    kept = ordered[-MOST_ROWS:] if names == ("period",) else ordered[:MOST_ROWS]
    rows = [Row(", ".join(key), table[key]) for key in kept]
    return lying_bars(_title(names, len(rows), len(table)), _words(table, kept), rows)


def _crossed(names: tuple[str, ...], table: _Table) -> str:
    """Periods from left to right, the largest of the other dimension from top to bottom."""
    at = names.index("period")
    periods = sorted({key[at] for key in table})[-MOST_PERIODS:]
    cells: _Table = {(key[1 - at], key[at]): count for key, count in table.items()}
    sums = {row: sum(n for key, n in cells.items() if key[0] == row) for row, *_ in cells}
    rows = sorted(sums, key=lambda row: (-sums[row], row))[:MOST_ROWS]
    kept = [key for key in sorted(cells) if key[0] in rows and key[1] in periods]
    return grid(
        _title(names, len(kept), len(table)),
        _words(cells, kept),
        rows,
        periods,
        [[cells.get((row, period), 0) for period in periods] for row in rows],
        "not in the numbers: small or zero",
    )


def _title(names: tuple[str, ...], shown: int, held: int) -> str:
    some = f" ({shown} of {held} cells; numbers.csv has all)" if shown < held else ""
    return f"Released records by {', '.join(names)}{some}"


def _words(table: _Table, kept: Sequence[tuple[str, ...]]) -> str:
    """The figure for those who cannot see it: its cells in words."""
    said = "; ".join(f"{', '.join(key)}: {table[key]}" for key in kept)
    return f"{said}. Cells that are not in the numbers are small or zero."
