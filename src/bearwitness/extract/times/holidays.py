"""The day a named holiday falls on in a given year, from vocabulary/holidays.yml."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from ...reference.vocabulary import load_yaml

_DATA = load_yaml("holidays")
_START: int = _DATA["tables_start"]
HOLIDAYS: dict[str, dict[str, Any]] = {
    name.replace("’", "'"): entry for entry in _DATA["holidays"] for name in entry["names"]
}


def holiday(name: str, year: int) -> tuple[date, date] | None:
    """The first and last day of the holiday in `year`; None where no table reaches."""
    entry = HOLIDAYS[name]
    first = _first(entry, year)
    return None if first is None else (first, first + timedelta(entry.get("days", 1) - 1))


def fixed_day(name: str) -> tuple[int, int] | None:
    """Month and day of a holiday that falls on the same date every year."""
    day = HOLIDAYS[name].get("day")
    return (day[0], day[1]) if day and "days" not in HOLIDAYS[name] else None


def _first(entry: dict[str, Any], year: int) -> date | None:
    if "day" in entry:
        return date(year, *entry["day"])
    if "nth" in entry:
        return _nth(year, *entry["nth"])
    if "easter" in entry:
        return easter(year) + timedelta(entry["easter"])
    if "qingming" in entry:
        return qingming(year)
    table = entry["table"].split()
    if not 0 <= year - _START < len(table):
        return None
    mmdd = table[year - _START]
    return date(year, int(mmdd[:2]), int(mmdd[2:]))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`-th weekday of the month, -1 the last."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Western Easter Sunday. Source: anonymous Gregorian computus (Meeus 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    wandering = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * wandering) // 433
    month = (h + wandering - 7 * m + 90) // 25
    return date(year, month, (h + wandering - 7 * m + 33 * month + 19) % 32)


def qingming(year: int) -> date | None:
    """Tomb-Sweeping Day, 4 or 5 April, 1900 to 2099; the usual century-constant formula."""
    if not 1900 <= year <= 2099:
        return None
    if year == 1943:  # the formula is a day late: the sun was there two minutes before midnight
        return date(1943, 4, 5)
    constant = 4.81 if year >= 2000 else 5.59
    short = year % 100
    return date(year, 4, int(short * 0.2422 + constant) - short // 4)
