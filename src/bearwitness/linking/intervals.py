"""Dates and counts as intervals: do they meet, does one hold the other, how far apart are they?"""

from datetime import date

from ..model.claim import AffectedGroup
from ..model.dates import When


def days_apart(a: When, b: When) -> int | None:
    """Days between two dated intervals, 0 when they meet, None when either is undated.

    An interval open at one end ("since March") reaches as far as its other end allows.
    """
    ends = (a.earliest or a.latest, a.latest or a.earliest)
    others = (b.earliest or b.latest, b.latest or b.earliest)
    if ends[0] is None or ends[1] is None or others[0] is None or others[1] is None:
        return None
    return gap_days((ends[0], ends[1]), (others[0], others[1]))


def gap_days(a: tuple[date, date], b: tuple[date, date]) -> int:
    """Days from the end of the earlier interval to the start of the later one, 0 when they meet."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def length_days(when: When) -> int | None:
    """How many days the interval covers, None when it is open or undated."""
    if when.earliest is None or when.latest is None:
        return None
    return (when.latest - when.earliest).days + 1


def counts_meet(a: AffectedGroup, b: AffectedGroup) -> bool:
    """Whether one number of people could satisfy both counts."""
    return (b.max is None or a.min <= b.max) and (a.max is None or b.min <= a.max)
