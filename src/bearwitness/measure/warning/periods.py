"""Weeks and months as people write them: 2021-W05, 2021-02, 2021-02-01, year and week, 1, 2, 3."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

PER_YEAR = {"week": 52, "month": 12}

_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Period:
    """One period: `kind` "week", "month", "date" or "index", a key in time order, a label."""

    kind: str
    key: int
    label: str


def read_period(cell: str) -> Period | None:
    """The period that a cell names; None when it names none."""
    if week := _WEEK.fullmatch(cell):
        return _week(int(week[1]), int(week[2]))
    if _DATE.fullmatch(cell):
        return _day(cell)
    if month := _MONTH.fullmatch(cell):
        return _month(int(month[1]), int(month[2]))
    return read_index(cell)


def read_pair(year: str, part: str, kind: str) -> Period | None:
    """The period of a year and a number of its week or month; None when there is none."""
    numbers = [cell.removesuffix(".0") for cell in (year, part)]
    if not all(cell.isascii() and cell.isdigit() and len(cell) < 5 for cell in numbers):
        return None
    return (_month if kind == "month" else _week)(int(numbers[0]), int(numbers[1]))


def read_index(cell: str) -> Period | None:
    """A plain whole number, which only says the order."""
    if cell.isascii() and cell.isdigit() and len(cell) < 9:
        return Period("index", int(cell), str(int(cell)))
    return None


def next_label(period: Period, unit: str) -> str:
    """The label of the period after this one."""
    if period.kind == "index":
        return str(period.key + 1)
    if period.kind == "month":
        return _month_label(period.key + 1)
    if period.kind == "week":
        return _week_label(date.fromordinal(period.key + 7))
    day = date.fromordinal(period.key)
    if unit == "week":
        return (day + timedelta(days=7)).isoformat()
    year, month = divmod(day.year * 12 + day.month, 12)
    return f"{year:04d}-{month + 1:02d}-{day.day:02d}"


def _week(year: int, week: int) -> Period | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return Period("week", monday.toordinal(), _week_label(monday))


def _week_label(monday: date) -> str:
    year, week, _ = monday.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _month(year: int, month: int) -> Period | None:
    if not 1 <= month <= 12:
        return None
    key = year * 12 + month - 1
    return Period("month", key, _month_label(key))


def _month_label(key: int) -> str:
    return f"{key // 12:04d}-{key % 12 + 1:02d}"


def _day(cell: str) -> Period | None:
    try:
        return Period("date", date.fromisoformat(cell).toordinal(), cell)
    except ValueError:
        return None
