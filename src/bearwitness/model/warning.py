"""What a method of early warning says about a series of counts, period by period."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of consecutive weeks or months, none missing; `labels` name the periods."""

    labels: tuple[str, ...]
    counts: tuple[int, ...]
    per_year: int  # 52 for weeks, 12 for months

    @property
    def unit(self) -> str:
        """ "week" or "month"."""
        return "week" if self.per_year == 52 else "month"


@dataclass(frozen=True, slots=True)
class PeriodAlert:
    """One period: what was documented, what was to be expected, and whether that is an alarm.

    `upper` is the largest count that would have raised no alarm. `expected`, `upper` and `alarm`
    are None before the history is long enough, and `expected` also where a method gives none.
    """

    period: str
    observed: int
    expected: float | None
    upper: int | None
    alarm: bool | None
    method: str


@dataclass(frozen=True, slots=True)
class Alerts:
    """A whole series judged by one method, and how to read it.

    `false_alarm_rate` is per period: the share of ordinary periods with an alarm. It is declared;
    `calibrated` says whether simulation set the threshold so, or it is only the method's nominal
    level.
    """

    method: str
    why: str  # this method
    unit: str
    false_alarm_rate: float
    calibrated: bool
    judged_from: str  # the first period with a verdict
    periods: tuple[PeriodAlert, ...]
    doubts: tuple[str, ...]  # what about this series makes the verdicts weaker
    reading: str  # the sentences that say how to read the alarms
    version: str = "warning-1"

    @property
    def alarms(self) -> tuple[str, ...]:
        """The periods with an alarm."""
        return tuple(one.period for one in self.periods if one.alarm)
