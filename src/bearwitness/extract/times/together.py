"""Two dates that are said as one stretch: "in March and April 2023", "on Monday and Tuesday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ...model.dates import TimeExpression, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable

BETWEEN = {"and", "or", ", and", "&"}


def together(times: Iterable[TimeExpression], text: str) -> list[TimeExpression]:
    """The times in text order; two joined by "and" that lie side by side are one interval."""
    found: list[TimeExpression] = []
    for time in sorted(times, key=lambda t: (t.start, t.end)):
        before = found[-1] if found else None
        if before is not None and _is_one(before, time, text):
            found[-1] = _both(before, time, text)
        else:
            found.append(time)
    return found


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
