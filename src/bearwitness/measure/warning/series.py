"""A table of counts by week or month, read and checked.

The rules: the columns are found by their names, or named by the caller; rows may come in any order;
every period from the first to the last must be there once, with a whole number that is not
negative. A period nobody wrote down is not a period with nothing: it is refused, never filled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...model.errors import BadTable
from ...model.warning import Series
from .periods import PER_YEAR, Period, next_label, read_index, read_pair, read_period

COUNT_NAMES = (
    "count", "counts", "n", "obs", "observed", "cases", "number", "incidents", "events", "value",
)  # fmt: skip
PERIOD_NAMES = ("period", "date", "week", "month", "time", "t", "index", "epoch", "start")
LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what, by place; `period` has none, one or two (year, then part)."""

    count: int
    period: tuple[int, ...]


def read_series(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    count_column: str | None = None,
    period_column: str | None = None,
    unit: str | None = None,
) -> Series:
    """The series a table holds; `unit` is "week" or "month" where the table does not tell.

    Raises BadTable; messages name lines and columns, never the cells.
    """
    names = [name.strip().lstrip("\ufeff") for name in header]
    columns = _columns(names, count_column, period_column)
    read = [
        _row(number, row, columns, names)
        for number, row in enumerate(rows, start=2)
        if any(cell.strip() for cell in row)
    ]
    if not read:
        raise BadTable("the table has no rows", "give one row a week or month")
    found = _unit([period for period, _ in read], names, columns, unit)
    ordered = sorted(read, key=lambda one: one[0].key)
    _check_gaps([period for period, _ in ordered], found)
    labels = tuple(period.label for period, _ in ordered)
    return Series(labels, tuple(count for _, count in ordered), PER_YEAR[found])


def _columns(names: list[str], count: str | None, period: str | None) -> Columns:
    lower = [name.lower() for name in names]
    if len(set(names)) < len(names):
        raise BadTable("two columns have one name", "name each column once")
    at_period = _period_columns(names, lower, period)
    if count is not None:
        return Columns(_named(names, count, "--count"), at_period)
    known = [i for i, name in enumerate(lower) if name in COUNT_NAMES and i not in at_period]
    left = [i for i in range(len(names)) if i not in at_period]
    chosen = known or left
    if len(chosen) != 1:
        raise BadTable(
            f"{len(chosen)} columns could hold the count", "say which with --count COLUMN"
        )
    return Columns(chosen[0], at_period)


def _period_columns(names: list[str], lower: list[str], wanted: str | None) -> tuple[int, ...]:
    if wanted is not None:
        return tuple(_named(names, part.strip(), "--period") for part in wanted.split(","))
    if "year" in lower:
        parts = [lower.index(name) for name in ("week", "month") if name in lower]
        if len(parts) != 1:
            raise BadTable(
                "there is a year column, but not one of week and month beside it",
                "say which with --period year,week",
            )
        return lower.index("year"), parts[0]
    known = [i for i, name in enumerate(lower) if name in PERIOD_NAMES]
    if len(known) > 1:
        raise BadTable(f"{len(known)} columns could hold the period", "say which with --period")
    return tuple(known)


def _named(names: list[str], wanted: str, option: str) -> int:
    if wanted not in names:
        raise BadTable("a column that was named is not in the heading", f"check {option}")
    return names.index(wanted)


def _row(line: int, row: Sequence[str], columns: Columns, names: list[str]) -> tuple[Period, int]:
    if len(row) != len(names):
        raise BadTable(
            f"line {line} has {len(row)} cells, the heading has {len(names)}",
            "give each line one cell a column",
        )
    cells = [row[i].strip() for i in columns.period]
    if not cells:
        period: Period | None = read_index(str(line - 1))
    elif len(cells) == 2:
        period = read_pair(cells[0], cells[1], names[columns.period[1]].lower())
    else:
        period = read_period(cells[0])
    if period is None:
        raise BadTable(
            f"line {line}: the period cannot be read",
            "write 2021-W05, 2021-02, 2021-02-01, or 1, 2, 3 …",
        )
    return period, _count(row[columns.count].strip(), line)


def _count(cell: str, line: int) -> int:
    whole = cell.removesuffix(".0")
    if not cell:
        raise BadTable(f"line {line}: the count is missing", "write 0 where nothing was documented")
    if whole.startswith("-") and whole[1:].isdigit():
        raise BadTable(f"line {line}: the count is negative", "write how many were documented")
    if not (whole.isascii() and whole.isdigit()):
        raise BadTable(f"line {line}: the count is not a whole number", "write 0, 1, 2 …")
    if len(whole) > 10 or int(whole) > LARGEST:
        raise BadTable(f"line {line}: the count is over {LARGEST:,}", "check the column")
    return int(whole)


def _unit(periods: list[Period], names: list[str], columns: Columns, said: str | None) -> str:
    kinds = {period.kind for period in periods}
    if len(kinds) > 1:
        raise BadTable("the periods are written in more than one way", "write all alike")
    (kind,) = kinds
    if kind in PER_YEAR:
        if said not in (None, kind):
            raise BadTable(f"the periods are {kind}s", "leave out --unit")
        return kind
    if kind == "date":
        return _unit_of_dates(periods)
    named = {names[i].lower() for i in columns.period} & set(PER_YEAR)
    return said or (named.pop() if named else "week")


def _unit_of_dates(periods: list[Period]) -> str:
    keys = sorted(period.key for period in periods)
    steps = {after - before for before, after in pairwise(keys)}
    if 0 in steps or not steps or all(step % 7 == 0 for step in steps):
        return "week"
    if len({period.label[8:] for period in periods}) == 1:
        return "month"
    raise BadTable(
        "the dates are neither a week nor a month apart",
        "give the same weekday of each week, or the first day of each month",
    )


def _check_gaps(periods: list[Period], unit: str) -> None:
    for before, after in pairwise(periods):
        if after.key == before.key:
            raise BadTable(f"{before.label} is there twice", "give each period one row")
        due = next_label(before, unit)
        if after.label != due:
            raise BadTable(
                f"{due} is missing",
                "give every period a row, with 0 where nothing was documented; "
                "where nobody looked, start the series after it",
            )
