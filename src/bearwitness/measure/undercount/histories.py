"""Tables of overlapping lists: read from rows, refused when they cannot be read.

Rules: every column but the count column is a list and holds only 0 and 1. The count column is found
by its name, never by its values, so that a column of identifiers is refused and not counted. Rows
become counts per pattern at once; nothing about a single unit is kept.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ...model.errors import BadTable
from ...model.measure import Overlaps
from .wording import THRESHOLDS

COUNT_NAMES = frozenset({"count", "counts", "n", "freq", "frequency", "number", "cases"})
_NAMES_HINT = "leave out names, identifiers and everything that is not a list"


def overlaps_of(
    header: Sequence[str], rows: Iterable[Sequence[str]], count_column: str | None = None
) -> Overlaps:
    """The counts per pattern of a table: one row a pattern with its count, or one row a unit.

    Raises BadTable.
    """
    names = [name.strip() for name in header]
    at = _count_index(names, count_column)
    listed = [i for i in range(len(names)) if i != at]
    _check_lists([names[i] for i in listed])
    counts = [0] * (1 << len(listed))
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            raise BadTable(
                f"line {number} has {len(row)} cells, the heading has {len(names)}",
                "give each line one cell a column",
            )
        units = 1 if at is None else _whole(row[at], number)
        pattern = sum(_flag(row[i], number, names[i]) << bit for bit, i in enumerate(listed))
        counts[pattern] += units
    if counts[0]:
        raise BadTable(
            f"{counts[0]} units are on no list",
            "leave them out: nobody can have counted who is on no list",
        )
    return without_empty_lists(Overlaps(tuple(names[i] for i in listed), tuple(counts)))


def without_empty_lists(overlaps: Overlaps) -> Overlaps:
    """The same table without lists that hold nobody; raises BadTable below two lists."""
    counts = np.array(overlaps.counts, dtype=np.int64)
    size = len(overlaps.lists)
    held = [j for j in range(size) if on_all(counts, 1 << j)]
    if len(held) < 2:
        raise BadTable(
            f"{len(held)} of the {size} lists hold anybody", "give at least two lists with units"
        )
    kept = reordered(overlaps, held)
    gone = tuple(name for j, name in enumerate(overlaps.lists) if j not in held)
    return Overlaps(kept.lists, kept.counts, overlaps.left_out + gone)


def reordered(overlaps: Overlaps, order: Sequence[int]) -> Overlaps:
    """The table over the lists with these places, in this order; patterns that fall together add.

    Units on none of the lists kept are dropped.
    """
    counts = [0] * (1 << len(order))
    for pattern, units in enumerate(overlaps.counts):
        counts[sum((pattern >> j & 1) << bit for bit, j in enumerate(order))] += units
    counts[0] = 0
    return Overlaps(tuple(overlaps.lists[j] for j in order), tuple(counts), overlaps.left_out)


def by_name(overlaps: Overlaps) -> Overlaps:
    """The lists in the order of their names, so that their order in the table changes no draw."""
    return reordered(overlaps, sorted(range(len(overlaps.lists)), key=lambda j: overlaps.lists[j]))


def on_all(counts: npt.NDArray[np.int64], lists: int) -> int:
    """Units that are on every list of the bit set `lists`, whatever else they are on."""
    patterns = np.arange(len(counts))
    return int(counts[(patterns & lists) == lists].sum())


def on_exactly(overlaps: Overlaps, how_many: int) -> int:
    """Units that stand on exactly `how_many` lists."""
    return sum(n for p, n in enumerate(overlaps.counts) if p.bit_count() == how_many)


def _count_index(names: Sequence[str], wanted: str | None) -> int | None:
    if wanted is not None:
        if wanted not in names:
            raise BadTable("the count column is not in the heading", "check --count-column")
        return names.index(wanted)
    found = [i for i, name in enumerate(names) if name.lower() in COUNT_NAMES]
    if len(found) > 1:
        raise BadTable(
            f"{len(found)} columns could hold the count", "say which with --count-column"
        )
    return found[0] if found else None


def _check_lists(names: Sequence[str]) -> None:
    most = int(THRESHOLDS["lists_at_most"])
    if not 2 <= len(names) <= most:
        raise BadTable(
            f"the table has {len(names)} lists; 2 to {most} can be read",
            "put lists of one kind of source together into one",
        )
    if len(set(names)) < len(names) or not all(names):
        raise BadTable("two columns have one name, or a column has none", "name each list once")


def _flag(cell: str, line: int, column: str) -> int:
    said = cell.strip()
    if said not in ("0", "1"):
        raise BadTable(
            f"line {line}, column {column}: neither 0 nor 1",
            f"{_NAMES_HINT}; if the column holds counts, name it with --count-column",
        )
    return int(said)


def _whole(cell: str, line: int) -> int:
    said = cell.strip()
    if not (said.isascii() and said.isdigit()):
        raise BadTable(f"line {line}: the count is not a whole number", "write 0, 1, 2 …")
    return int(said)
