"""Calendar values: one moment at one grain, written as TIMEX3, as EDTF and as first and last day.

Years are as people count them; a year before Christ is negative (264 BC is -264, there is no year
0). A part that is unknown is None and is written X; nothing unknown is ever filled in. Intervals
are inclusive. Seasons are northern and meteorological: the winter of 1791 begins in December 1791.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...model.dates import Precision

SEASONS = {
    "SP": (3, 21),
    "SU": (6, 22),
    "FA": (9, 23),
    "WI": (12, 24),
}  # first month, EDTF code
PRECISION_OF = {  # each grain, coarse to fine
    "century": Precision.CENTURY, "decade": Precision.DECADE, "year": Precision.YEAR,
    "half": Precision.HALF_YEAR, "quarter": Precision.QUARTER, "season": Precision.SEASON,
    "month": Precision.MONTH, "week": Precision.WEEK, "weekend": Precision.WEEK,
    "day": Precision.DAY,
}  # fmt: skip
EITHER = "either"  # a third's place taken by doubt: day and month may be the other way round
# Thirds of a month, a year, a decade and a century, as (first, last) units from the start.
_THIRDS: dict[str, dict[str, tuple[int, int]]] = {
    "month": {"early": (1, 10), "mid": (11, 20), "late": (21, 31)},
    "year": {"early": (1, 4), "mid": (5, 8), "late": (9, 12)},
    "decade": {"early": (0, 3), "mid": (4, 6), "late": (7, 9)},
    "century": {"early": (0, 33), "mid": (34, 66), "late": (67, 99)},
}
_MONTHS_IN = {"early": 0, "mid": 1, "late": 2}  # thirds of a quarter and of a half


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the calendar at one grain.

    `part` is the half (1, 2), quarter (1 to 4), ISO week or season code. A decade or century holds
    its first year. `clock` is what follows the day in TIMEX3 ("T11:30", "TMO"). `third` narrows it
    ("early", "mid", "late").
    """

    grain: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | str | None = None
    clock: str = ""
    third: str | None = None
    length: int = 1  # days, of a feast that lasts several

    @staticmethod
    def of_day(day: date) -> Moment:
        """The moment of one day."""
        return Moment("day", day.year, day.month, day.day)

    @staticmethod
    def of_week(day: date, grain: str = "week") -> Moment:
        """The ISO week (or its weekend) that holds `day`."""
        year, week, _ = day.isocalendar()
        return Moment(grain, year, part=week)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day, inclusive; None where the year is unknown, before 1 or odd."""
        if self.year is None or not 1 <= self.year <= 9900:
            return None
        try:
            whole = _whole(self)
        except ValueError:
            return None
        if self.third == EITHER:
            return _either(self)
        return _third(self, whole) if self.third in ("early", "mid", "late") else whole

    @property
    def timex(self) -> str:
        """The TIMEX3 value; the third goes into no value, as TimeML has it."""
        return _timex(self) + self.clock

    @property
    def precision(self) -> Precision:
        """How precisely the stretch is known."""
        if self.year is None:
            return Precision.YEAR_UNKNOWN
        if self.third == EITHER or self.length > 1:
            return Precision.INTERVAL
        if self.third and self.grain == "month":
            return Precision.PART_OF_MONTH
        if self.third and self.grain == "year":
            return Precision.PART_OF_YEAR
        if self.grain == "day" and not self.day:
            return Precision.MONTH if self.month else Precision.YEAR
        return PRECISION_OF[self.grain]

    @property
    def edtf(self) -> str | None:
        """The EDTF text; None where EDTF has no way to say it."""
        if self.year is None:
            return _edtf_open(self)
        days = self.days
        if days is None:
            return _edtf_before_christ(self)
        plain = None if self.third or self.length > 1 else _edtf_plain(self)
        return plain or f"{days[0].isoformat()}/{days[1].isoformat()}"

    def at(self, grain: str) -> Moment:
        """The stretch of that coarser grain this one lies in."""
        if grain in ("year", "decade", "century") or self.days is None:
            return _coarse(self, grain)
        first = self.days[0]
        if grain == "month":
            return Moment("month", first.year, first.month)
        if grain in ("week", "weekend"):
            return Moment.of_week(first, grain)
        if grain == "quarter":
            return Moment("quarter", first.year, part=(first.month + 2) // 3)
        if grain == "half":
            return Moment("half", first.year, part=1 if first.month < 7 else 2)
        return Moment.of_day(first)


def _whole(m: Moment) -> tuple[date, date]:
    year = m.year or 1
    if m.grain == "day" and m.day:
        day = date(year, m.month or 1, m.day)
        return day, day + timedelta(m.length - 1)
    if m.grain in ("week", "weekend"):
        monday = date.fromisocalendar(year, int(m.part or 1), 1)
        return monday + timedelta(5 if m.grain == "weekend" else 0), monday + timedelta(6)
    if m.grain in ("decade", "century"):
        return date(max(year, 1), 1, 1), date(year + (9 if m.grain == "decade" else 99), 12, 31)
    first, months = _months(m)
    last = first + months - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _either(m: Moment) -> tuple[date, date]:
    """The two readings of a date like 12/06/2021, the earlier first."""
    year, month, day = m.year or 1, m.month or 1, m.day or 1
    first, second = sorted((date(year, month, day), date(year, day, month)))
    return first, second


def _months(m: Moment) -> tuple[int, int]:
    """The first month and how many."""
    if m.month:
        return m.month, 1
    if m.grain == "season":
        return SEASONS[str(m.part)][0], 3
    if m.grain == "quarter":
        return int(m.part or 1) * 3 - 2, 3
    if m.grain == "half":
        return int(m.part or 1) * 6 - 5, 6
    return 1, 12


def _third(m: Moment, whole: tuple[date, date]) -> tuple[date, date]:
    if m.grain in ("quarter", "half") and m.third in _MONTHS_IN:
        size = 1 if m.grain == "quarter" else 2
        first_month = whole[0].month + _MONTHS_IN[m.third] * size
        last_month = first_month + size - 1
        last_day = monthrange(whole[0].year, last_month)[1]
        return whole[0].replace(month=first_month), date(whole[0].year, last_month, last_day)
    table = _THIRDS.get(m.grain)
    if table is None or m.third is None:
        return whole
    low, high = table[m.third]
    first, last = whole
    if m.grain == "month":
        return first.replace(day=low), first.replace(day=min(high, last.day))
    if m.grain == "year":
        end = date(first.year, high, monthrange(first.year, high)[1])
        return date(first.year, low, 1), end
    return date(first.year + low, 1, 1), date(first.year + high, 12, 31)


def year_text(year: int | None) -> str:
    """A year as TIMEX3 writes it: four digits, `BC` before them, or XXXX."""
    if year is None:
        return "XXXX"
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def _timex(m: Moment) -> str:
    year = year_text(m.year)
    if m.grain == "century":
        return year[:-2]
    if m.grain == "decade":
        return year[:-1]
    if m.grain == "year":
        return year
    if m.grain == "half":
        return f"{year}-H{m.part}"
    if m.grain == "quarter":
        return f"{year}-Q{m.part or 'X'}"
    if m.grain == "season":
        return f"{year}-{m.part}"
    if m.grain in ("week", "weekend"):
        week = f"{year}-W{m.part:02d}" if isinstance(m.part, int) else f"{year}-WXX"
        return week + ("-WE" if m.grain == "weekend" else "")
    month = f"{m.month:02d}" if m.month else "XX"
    if m.grain == "month":
        return f"{year}-{month}"
    return f"{year}-{month}-{f'{m.day:02d}' if m.day else 'XX'}"


def _edtf_plain(m: Moment) -> str | None:
    year = f"{m.year:04d}"
    if m.grain == "season" and m.part != "WI":
        return f"{year}-{SEASONS[str(m.part)][1]}"
    if m.grain == "quarter":
        return f"{year}-{32 + int(m.part or 1)}"
    if m.grain == "half":
        return f"{year}-{39 + int(m.part or 1)}"
    if m.grain == "decade":
        return f"{year[:3]}X"
    if m.grain == "century":
        return f"{year[:2]}XX"
    if m.grain in ("year", "month", "day"):
        return _timex(m).replace("-XX", "")
    return None


def _edtf_open(m: Moment) -> str | None:
    """EDTF with the year unknown; only months and days can be said so."""
    return _timex(m) if m.grain in ("month", "day") and m.month else None


def _edtf_before_christ(m: Moment) -> str | None:
    """EDTF counts years astronomically: 264 BC is -0263."""
    if m.year is None or m.year >= 0 or m.grain not in ("year", "month", "day"):
        return None
    year = f"-{-m.year - 1:04d}" if m.year < -1 else "0000"
    if m.grain == "year":
        return year
    return year + _timex(m)[len(year_text(m.year)) :]


def _coarse(m: Moment, grain: str) -> Moment:
    year = m.year
    if year is not None and grain == "decade":
        year = year // 10 * 10 if year > 0 else -(-year // 10 * 10)
    if year is not None and grain == "century":
        year = year // 100 * 100 if year > 0 else -(-year // 100 * 100)
    if grain in ("year", "decade", "century"):
        return Moment(grain, year)
    if grain == "month" and m.month:
        return Moment("month", year, m.month)
    if grain == "day" and m.day:
        return replace(m, grain="day", clock="", third=None)
    return Moment(grain, year)


def shifted(m: Moment, count: int, unit: str) -> Moment:
    """`m` moved by `count` units, at the grain of the unit; parts it lacks stay unknown."""
    if unit in ("year", "decade", "century"):
        return _shift_years(m, count, unit)
    days = m.days
    if unit == "month":
        return _shift_months(m, count)
    if unit in ("quarter", "half", "season"):
        return _shift_parts(m, count, unit)
    if days is None or m.grain not in ("day", "week", "weekend"):
        known = replace(m, day=None, clock="", third=None)
        wide = m.grain == "month" and unit == "day"
        return replace(known, grain="day") if wide else Moment(unit, m.year)
    moved = days[0] + timedelta(count * (1 if unit == "day" else 7))
    return Moment.of_day(moved) if unit == "day" else Moment.of_week(moved, unit)


def _shift_years(m: Moment, count: int, unit: str) -> Moment:
    if m.year is None:
        return Moment(unit)
    year = m.year + count * {"year": 1, "decade": 10, "century": 100}[unit]
    if (year >= 0) != (m.year >= 0) or year == 0:  # there is no year 0
        year += 1 if count > 0 else -1
    return _coarse(Moment("year", year), unit)


def _shift_months(m: Moment, count: int) -> Moment:
    if m.year is None or (m.month is None and m.grain not in ("week", "weekend")):
        return Moment("month", m.year)
    month = m.month or (m.days[0].month if m.days else 1)
    steps = month - 1 + count
    return Moment("month", m.year + steps // 12, steps % 12 + 1)


def _shift_parts(m: Moment, count: int, unit: str) -> Moment:
    if m.days is None or m.year is None:
        return Moment(unit, m.year)
    if unit == "season":
        return Moment("season", m.year + count, part=m.part if m.grain == "season" else None)
    per_year = 4 if unit == "quarter" else 2
    now = m.at(unit)
    steps = int(now.part or 1) - 1 + count
    return Moment(unit, (now.year or 1) + steps // per_year, part=steps % per_year + 1)
