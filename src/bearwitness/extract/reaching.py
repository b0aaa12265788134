"""Times that reach to the report: "since January", "in the past two weeks", "during the year".

An act that is dated so lies somewhere between a beginning and the day the report appeared. The
rules it keeps:
- "Since March" is from March to the report, for what happened once or many times in between. For
  what lasts (somebody is held since March) the beginning is kept, with its operator.
- "In the past two weeks" says how long ago at most; only with "in", "over", "during", "within" or
  "the last". "For the past two weeks" the same.
- In a report of the year's first half, "during the year" and "at year's end" are the year before.
- Without a publication date nothing is changed.
What `times` of a reading lists is untouched: this is what an act makes of a time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..model.dates import Precision, TimeExpression, TimeType
from .counts import number
from .hanging import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PAST = re.compile(
    r"(?:the )?(?:past|last|previous)(?: (?P<few>few|couple of|several))?"
    r"(?: (?P<n>[a-z]+|\d+))? (?P<unit>hour|day|week|month|year)s?$",
    re.I,
)
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30.44, "year": 365.25}
_FEW = 3  # how many "a few" are taken to be
_THE_YEAR = re.compile(r"(?:during|throughout|in the course of|over)\s+$", re.I)
_YEARS_END = re.compile(r"(?:the )?(?:year's end|year’s end|end of the year|year-end)$", re.I)
_TO_NOW = re.compile(
    r",? (?:until|till|up to|up until|to|through) (?:now|today|the present|this day|date)\b",
    re.I,
)
FIRST_HALF = 6  # months


def reaching(
    times: Iterable[TimeExpression], text: str, published: date | None
) -> Iterator[TimeExpression]:
    """The times as an act takes them: stretches before the report are intervals."""
    for time in times:
        yield time if published is None else _as_said(time, text, published)


def _as_said(time: TimeExpression, text: str, published: date) -> TimeExpression:
    if time.type is TimeType.DURATION:
        return _looking_back(time, published)
    before = published.year - 1
    if time.earliest and _TO_NOW.match(text, time.end) and time.earliest <= published:
        return _interval(time, time.earliest, published)
    if published.month > FIRST_HALF or time.when is None:
        return time
    if _YEARS_END.search(time.exact):
        return _whole(time, date(before, 12, 1), date(before, 12, 31), f"{before}-12")
    is_year = time.exact.lower() == "the year" and time.precision is Precision.YEAR
    if is_year and _THE_YEAR.search(text[max(0, time.start - 24) : time.start]):
        return _whole(time, date(before, 1, 1), date(before, 12, 31), str(before))
    return time


def _whole(time: TimeExpression, first: date, last: date, edtf: str) -> TimeExpression:
    return replace(time, edtf=edtf, earliest=first, latest=last)


def _looking_back(time: TimeExpression, published: date) -> TimeExpression:
    said = _PAST.match(time.exact)
    if said is None:
        return time
    count = _FEW if said["few"] else number(said["n"]) if said["n"] else 1
    if not count:
        return time
    first = published - timedelta(days=round(count * _DAYS[said["unit"].lower()]))
    return _interval(replace(time, type=TimeType.DATE), first, published)


def until_report(time: TimeExpression, act: str, published: date | None) -> TimeExpression:
    """A time with "since" as the stretch up to the report, for an act that does not last."""
    lasts = act in tables()["lasting_acts"]
    if time.operator != "since" or published is None or time.earliest is None:
        return time
    if time.earliest > published or (lasts and time.precision is not Precision.INTERVAL):
        return time
    return _interval(time, time.earliest, published)


def _interval(time: TimeExpression, first: date, last: date) -> TimeExpression:
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return replace(
        time,
        edtf=edtf,
        earliest=first,
        latest=last,
        precision=Precision.INTERVAL,
        operator=None,
    )
