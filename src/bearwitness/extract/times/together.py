"""Two dates that are said as one stretch: "in March and April 2023", "on Monday and Tuesday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ...model.dates import TimeExpression, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEXT_DAY = re.compile(
    r" and (\d{1,2})\b(?=[.,;)]|\s+(?:after|in|at|on|by|when|before|from|near)\b)"
)
BETWEEN = {"and", "or", ", and", "&"}


def together(times: Iterable[TimeExpression], text: str) -> list[TimeExpression]:
    """The times in text order; two joined by "and" that lie side by side are one interval."""
    found: list[TimeExpression] = []
    for time in sorted(times, key=lambda t: (t.start, t.end)):
        before = found[-1] if found else None
        if before is not None and _is_one(before, time, text):
            found[-1] = _both(before, time, text)
        else:
            found.append(_with_day_behind(time, text))
    return found


def _with_day_behind(time: TimeExpression, text: str) -> TimeExpression:
    """A day with the next one, whose month is not said again: "June 14 and 15"."""
    behind = _NEXT_DAY.match(text, time.end)
    if behind is None or time.type is not TimeType.DATE or time.operator or not time.latest:
        return time
    day = time.latest + timedelta(days=1)
    if time.earliest != time.latest or str(day.day) != behind[1]:
        return time
    return replace(
        time, end=behind.end(), exact=text[time.start : behind.end()],
        edtf=f"{time.edtf}/{day.isoformat()}", latest=day,
    )  # fmt: skip


def _is_one(first: TimeExpression, second: TimeExpression, text: str) -> bool:
    if text[first.end : second.start].strip().lower() not in BETWEEN:
        return False
    if first.type is not TimeType.DATE or second.type is not TimeType.DATE:
        return False
    if first.precision is not second.precision or first.operator or second.operator:
        return False
    if None in (first.earliest, first.latest, second.earliest, second.latest):
        return False
    return first.latest + timedelta(days=1) == second.earliest  # type: ignore[operator]


def _both(first: TimeExpression, second: TimeExpression, text: str) -> TimeExpression:
    edtf = f"{str(first.edtf).split('/')[0]}/{str(second.edtf).split('/')[-1]}"
    return replace(
        first, end=second.end, exact=text[first.start : second.end], edtf=edtf,
        latest=second.latest,
    )  # fmt: skip
