"""Time cut into periods, and how many incidents were surely, or perhaps, in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import numpy.typing as npt

from ..reference.drawing.timeline import Period

Days = npt.NDArray[np.int64]  # as date.toordinal counts

# The longest time in days that is cut so, and the months of one period (0: a day).
UNITS = ((46, 0), (5 * 366, 1), (16 * 366, 3), (90 * 366, 12), (10**9, 120))
OUTLYING = 0.005  # of incidents at either end that may fall outside the axis
FIRST, LAST = date(1000, 1, 1).toordinal(), date(2999, 12, 31).toordinal()  # of any axis
MANY = 200  # incidents; of fewer none is left outside


def period_of(
    earliest: Days, latest: Days, since: int | None, until: int | None
) -> tuple[int, int] | None:
    """The first and last day of the axis: all dates but outlying ones, or a period with margins.

    `earliest` and `latest` are those of each incident that has a date; None where none has.
    """
    if not len(earliest):
        return None
    out = int(len(earliest) * OUTLYING) if len(earliest) > MANY else 0
    first = int(np.partition(earliest, out)[out])
    last = int(np.partition(latest, len(latest) - 1 - out)[len(latest) - 1 - out])
    if since is not None or until is not None:
        low = since if since is not None else min(first, until or first)
        high = until if until is not None else max(last, low)
        margin = max(3, (high - low) // 4)
        first, last = low - margin, high + margin
    first = min(max(FIRST, first), LAST)
    return first, max(first, min(LAST, last))


def binned(
    earliest: Days, latest: Days, axis: tuple[int, int], since: int | None, until: int | None,
    href: Callable[[str, str], str],
) -> list[Period]:  # fmt: skip
    """The periods of an axis; an incident that spans several is perhaps in each."""
    first, last = axis
    months = next(months for longest, months in UNITS if last - first < longest)
    starts = list(_starts(first, last, months))
    ends = [start - 1 for start in starts[1:]] + [_after(starts[-1], months) - 1]
    surely, perhaps = _counted(earliest, latest, starts, ends[-1])
    return [
        Period(
            _label(start, months), start, end, surely[i], perhaps[i],
            href(date.fromordinal(start).isoformat(), date.fromordinal(end).isoformat()),
            (since is not None or until is not None)
            and (since is None or start >= since) and (until is None or end <= until),
        )
        for i, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]  # fmt: skip


def _counted(
    earliest: Days, latest: Days, starts: list[int], end: int
) -> tuple[list[int], list[int]]:
    """How many are surely, and how many perhaps, in each of the periods that begin at `starts`."""
    inside = (latest >= starts[0]) & (earliest <= end)
    a = np.maximum(np.searchsorted(starts, earliest[inside], side="right") - 1, 0)
    b = np.searchsorted(starts, latest[inside], side="right") - 1
    is_sure, size = a == b, len(starts) + 1
    change = np.bincount(a[~is_sure], minlength=size) - np.bincount(b[~is_sure] + 1, minlength=size)
    surely = np.bincount(a[is_sure], minlength=size)
    return surely[:-1].tolist(), np.cumsum(change)[:-1].tolist()


def _starts(first: int, last: int, months: int) -> Iterator[int]:
    at = _begin(first, months)
    while at <= last:
        yield at
        at = _after(at, months)


def _begin(number: int, months: int) -> int:
    if not months:
        return number
    when = date.fromordinal(number)
    whole = (when.year * 12 + when.month - 1) // months * months
    return _of_month(whole)


def _after(start: int, months: int) -> int:
    if not months:
        return start + 1
    when = date.fromordinal(start)
    return _of_month(when.year * 12 + when.month - 1 + months)


def _of_month(number: int) -> int:
    year, month = divmod(number, 12)
    return date(year, month + 1, 1).toordinal()


def _label(start: int, months: int) -> str:
    when = date.fromordinal(start)
    if not months:
        return f"{when.day}.{when.month}."
    if months == 1:
        return f"{when.year}-{when.month:02d}"
    if months == 3:
        return f"{when.year} Q{(when.month + 2) // 3}"
    return f"{when.year}" if months == 12 else f"{when.year}s"
