"""When something happened, as precisely as it is known and no more.

An EDTF text, the earliest and latest day it allows, and the precision. Unknown year stays unknown:
`XXXX-12-12` has neither earliest nor latest day. "Since", "before", "over" and their like are
operators and are kept.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How precisely a date is known, from finest to coarsest."""

    DAY = "day"
    WEEK = "week"
    PART_OF_MONTH = "part-of-month"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    PART_OF_YEAR = "part-of-year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    YEAR_UNKNOWN = "year-unknown"
    UNKNOWN = "unknown"


class TimeType(StrEnum):
    """The four TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class When:
    """A date or interval: EDTF, its first and last possible day (inclusive), its precision."""

    edtf: str
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.UNKNOWN
    operator: str | None = None  # "since", "before", "after", "until", "about" …


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression as written, with its TIMEX3 value and its interval."""

    start: int
    end: int
    exact: str = field(repr=False)
    type: TimeType = TimeType.DATE
    timex: str = ""
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.UNKNOWN
    operator: str | None = None
    anchor: str | None = None  # "publication", "previous", "absolute" or null for durations

    @property
    def when(self) -> When | None:
        """The date this expression can give a claim; None for durations, sets and ages."""
        if self.edtf is None or self.type not in (TimeType.DATE, TimeType.TIME):
            return None
        return When(self.edtf, self.earliest, self.latest, self.precision, self.operator)
