"""Weeks and months as numbers in a row, so that delays and gaps can be counted.

The rule: a week is an ISO week and belongs to the year its Thursday is in; labels sort as text.
"""

from collections.abc import Callable, Mapping
from datetime import date

from ...model.covering import covering_days
from ...model.errors import WrongUse
from ...model.incident import Incident


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7  # day 1 of the calendar is a Monday


def _month_label(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _week_label(number: int) -> str:
    year, week, _ = date.fromordinal(number * 7 + 1).isocalendar()
    return f"{year:04d}-W{week:02d}"


_NUMBER: Mapping[str, Callable[[date], int]] = {"week": _week, "month": _month}
_LABEL: Mapping[str, Callable[[int], str]] = {"week": _week_label, "month": _month_label}
UNITS = tuple(_NUMBER)


def period_number(day: date, unit: str) -> int:
    """The number of the week or month of a day; consecutive ones follow each other by 1."""
    return _NUMBER[checked(unit)](day)


def is_last_day(day: date, unit: str) -> bool:
    """Whether the period of a day ends with it."""
    return period_number(date.fromordinal(day.toordinal() + 1), unit) != period_number(day, unit)


def label(number: int, unit: str) -> str:
    """A period by name: "2024-03" or "2024-W09"."""
    return _LABEL[checked(unit)](number)


def checked(unit: str) -> str:
    """The unit; raises WrongUse when it is neither week nor month."""
    if unit not in _NUMBER:
        raise WrongUse(f"no unit of time '{unit}'", f"choose from {', '.join(UNITS)}")
    return unit


def period_of(incident: Incident, unit: str) -> int | None:
    """The one period that all accounts of an incident allow; None where there is no one."""
    days = covering_days(incident)
    if days is None:
        return None
    first, last = (period_number(day, unit) for day in days)
    return first if first == last else None
