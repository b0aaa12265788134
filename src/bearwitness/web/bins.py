"""Time cut into periods, and how many incidents were surely, or perhaps, in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from ..reference.drawing.timeline import Period

if TYPE_CHECKING:
    from .seen import Seen

# The longest time in days that is cut so, and the months of one period (0: a day).
UNITS = ((46, 0), (5 * 366, 1), (16 * 366, 3), (90 * 366, 12), (10**9, 120))
OUTLYING = 0.005  # of incidents at either end that may fall outside the axis
FIRST, LAST = date(1000, 1, 1).toordinal(), date(2999, 12, 31).toordinal()  # of any axis
MANY = 200  # incidents; of fewer none is left outside


def period_of(
    dated: Sequence[Seen], since: int | None, until: int | None
) -> tuple[int | None, int | None]:
    """The first and last day of the axis: all dates but outlying ones, or a period with margins."""
    if not dated:
        return None, None
    starts = sorted(one.earliest or 1 for one in dated)
    ends = sorted(one.latest or 1 for one in dated)
    out = int(len(dated) * OUTLYING) if len(dated) > MANY else 0
    first, last = starts[out], ends[-1 - out]
    if since is not None or until is not None:
        low = since if since is not None else min(first, until or first)
        high = until if until is not None else max(last, low)
        margin = max(3, (high - low) // 4)
        first, last = low - margin, high + margin
    first = min(max(FIRST, first), LAST)
    return first, max(first, min(LAST, last))


def binned(
    dated: Sequence[Seen], first: int, last: int, since: int | None, until: int | None,
    href: Callable[[str, str], str],
) -> list[Period]:  # fmt: skip
    """The periods from `first` to `last`; an incident that spans several is perhaps in each."""
    months = next(months for longest, months in UNITS if last - first < longest)
    starts = list(_starts(first, last, months))
    ends = [start - 1 for start in starts[1:]] + [_after(starts[-1], months) - 1]
    surely, change = [0] * len(starts), [0] * (len(starts) + 1)
    for one in dated:
        earliest, latest = one.earliest or 1, one.latest or 1
        if latest < starts[0] or earliest > ends[-1]:
            continue
        a = bisect_right(starts, earliest) - 1 if earliest > starts[0] else 0
        b = a if earliest == latest else bisect_right(starts, latest) - 1
        if a == b:
            surely[a] += 1
        else:
            change[a] += 1
            change[b + 1] -= 1
    perhaps = list(accumulate(change))
    return [
        Period(
            _label(start, months), start, end, surely[i], perhaps[i],
            href(date.fromordinal(start).isoformat(), date.fromordinal(end).isoformat()),
            (since is not None or until is not None)
            and (since is None or start >= since) and (until is None or end <= until),
        )
        for i, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]  # fmt: skip


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
