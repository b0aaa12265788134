"""Numbers over time: what was documented when, who could have seen it, what is still to come."""

from dataclasses import dataclass

from .measure import Interval, Measured, NoEstimate, Undercount
from .warning import Alerts


@dataclass(frozen=True, slots=True)
class Triangle:
    """Incidents by the period they happened in and by how many periods later they were reported.

    `counts[row][delay]` is the number of incidents of `periods[row]` first reported `delay` periods
    later; a row ends where the newest report ends. `unit` is "week" or "month". `left_out` says how
    many incidents have no place in it, and why.
    """

    unit: str
    periods: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    left_out: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Nowcast:
    """One period: what is documented of it now, and what probably will be once reports are in.

    `expected`, `low` and `high` are of the number documented in the end (a prediction interval),
    never of all that happened. `share_in` is the share of its incidents expected to be in by now.
    """

    period: str
    documented: int
    expected: float
    low: int
    high: int
    share_in: float


@dataclass(frozen=True, slots=True)
class Nowcasts:
    """The latest periods, corrected for reports that have not come yet."""

    unit: str
    as_of: str  # the period of the newest report
    longest_delay: int  # periods; what is reported later than that is not in the figures
    periods: tuple[Nowcast, ...]
    dispersion: float  # 1 where reports come one by one; more where they come in clusters
    left_out: tuple[tuple[str, int], ...]
    level: float
    reading: str
    method: str = "nowcast-1"


@dataclass(frozen=True, slots=True)
class OutletSpan:
    """One outlet as the case has it: its reports, and the first and last period it reported in."""

    outlet: str
    reports: int
    first: str
    last: str
    places: tuple[str, ...]  # places it has reported from at any time


@dataclass(frozen=True, slots=True)
class PeriodMix:
    """Who reported in one period. `change` is 0 when the shares of outlets are as in the period
    before, 1 when no outlet is shared; None in the first period and after an empty one."""

    period: str
    reports: int
    outlets: int
    new: tuple[str, ...]
    gone: tuple[str, ...]
    change: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which outlets could have seen which places and times.

    `seen[place][period]` is the number of outlets that have reported from the place at any time
    and reported anything in the period. Where it is 0, no count means that nobody could look.
    """

    unit: str
    periods: tuple[str, ...]
    outlets: tuple[OutletSpan, ...]
    mix: tuple[PeriodMix, ...]
    places: tuple[str, ...]
    seen: tuple[tuple[int, ...], ...]
    sources: tuple[tuple[str, tuple[int, ...]], ...]  # kind of innermost source: claims a period
    undated: int  # reports without a publication date: in none of the figures
    reading: str
    method: str = "coverage-1"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Later periods against earlier ones: incidents in each, their ratio and its interval.

    `ratio` is None when there is nothing to divide by; `high` is None without an upper end.
    """

    earlier: int
    later: int
    ratio: float | None
    low: float
    high: float | None
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class TrendPeriod:
    """One period of a trend: what is documented, beside who reported.

    `constant_mix` counts only incidents that an outlet of the panel reports.
    """

    period: str
    incidents: int
    people: Interval
    single_origin: int
    constant_mix: int
    outlets: int  # that reported anything in the period


@dataclass(frozen=True, slots=True)
class Trend:
    """Documented incidents over time, beside coverage and again at constant mix.

    `change` compares the last `window` complete periods with as many before; `change_constant_mix`
    does so with the panel's incidents only.
    """

    unit: str
    periods: tuple[TrendPeriod, ...]
    panel: tuple[str, ...]  # outlets that reported throughout
    window: int
    change: Ratio | None
    change_constant_mix: Ratio | None
    left_out: tuple[tuple[str, int], ...]
    reading: str
    method: str = "trend-1"


@dataclass(frozen=True, slots=True)
class QuotedEstimate:
    """One estimate that reports quote: whose, of when, how much, and who repeats it.

    `reports` run from the first to publish it to the last; those after the first may have it from
    the author or from each other. It is never added to a documented count.
    """

    author: str | None
    year: int | None
    unit: str | None
    low: float | None
    high: float | None
    about: str  # place and act, as far as they are said
    claim_ids: tuple[str, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    first_published: str | None
    passed_on: tuple[tuple[str, str], ...] = ()  # outlet, and the outlet it names as its source


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    """All that is measured of one case in one run; what could not be said stands in `without`.

    `tables` are documented counts by one dimension each, named by it. Nothing here passed the gate.
    """

    unit: str
    incidents: int
    single_origin: int
    in_conflict: int
    people: Interval
    tables: tuple[tuple[str, Measured], ...]
    trend: Trend
    coverage: Coverage
    nowcasts: Nowcasts | None
    alerts: Alerts | None
    undercount: Undercount | None
    quoted: tuple[QuotedEstimate, ...]
    without: tuple[NoEstimate, ...]
    with_unreviewed: bool
