"""Days without a year that go on from one told with its year: "On 3 May 2022 … On 10 May …".

The rules it keeps:
- Only days, each soon after the one before and in its paragraph or a few on, and none after the
  report; a day that news would tell of as just past is of the year of the report.
- When somebody was born begins no story.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .frame import Frame

_PARAGRAPHS = 3  # from one day of the story to the next
_SOON = 150  # days from one to the next
_FRESH = 60  # days before a report that it tells of as just past
_YEAR = 360  # days of twelve months of thirty
_BORN = re.compile(r"\bborn\b[^.;:]{0,30}$")


def is_of_birth(text: str, start: int) -> bool:
    """Whether the words before a time say that it is when somebody was born."""
    return _BORN.search(text, max(0, start - 40), start) is not None


def year_gone_on(frame: Frame, month: int, day: int | None, at: int) -> int | None:
    """The year of the story's day before, where a day at `at` goes on from it; None elsewhere."""
    told, today = frame.story, frame.published
    if day is None or told is None or today is None or told.grain != "day":
        return None
    if told.year is None or told.month is None or told.day is None or today.year is None:
        return None
    if frame.in_quotes(at) or frame.tense(at) == "future" or told.year >= today.year:
        return None
    later = _day_of_year(month, day) - _day_of_year(told.month, told.day)
    year = told.year + (later < 0)
    is_far = frame.text.count("\n\n", frame.story_end, at) > _PARAGRAPHS
    if is_far or later % _YEAR > _SOON or year >= today.year:
        return None
    ago = (_day_of_year(today.month or 1, today.day or 1) - _day_of_year(month, day)) % _YEAR
    return year if ago > _FRESH else None


def _day_of_year(month: int, day: int) -> int:
    return month * 30 + day
