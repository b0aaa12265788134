"""Everything that is measured of a case in one run; what cannot be said, with its reason."""

from collections.abc import Iterable, Mapping, Sequence

from ..model.claim import Claim
from ..model.covering import single_origin
from ..model.errors import SeriesTooShort, TooFewOverlaps
from ..model.incident import Incident
from ..model.measure import Measured, NoEstimate, Undercount
from ..model.overtime import CaseNumbers, Nowcasts, Trend
from ..model.report import Header
from ..model.warning import Alerts, Series
from .counts import asserting, documented_tables, people
from .overtime.coverage import coverage
from .overtime.lag import nowcast, triangle
from .overtime.trends import trend
from .quoted import quoted_estimates
from .undercount.case_lists import case_overlaps
from .undercount.summary import undercount
from .warning.combine import alerts
from .warning.periods import PER_YEAR

TABLES = ("act", "country", "admin1", "sex", "age", "nationality")


def case_numbers(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    headers: Mapping[str, Header],
    origins: Mapping[str, str],
    unit: str = "month",
    groups: Mapping[str, str] | None = None,
    *,
    with_unreviewed: bool = False,
) -> CaseNumbers:
    """All numbers of a case by `unit`; raises WrongUse for another than week or month.

    `origins` gives each claim's independent origin; `groups` puts outlets on lists for the
    undercount.
    """
    everything, said = list(incidents), list(claims)
    asserted = asserting(said)
    counted = [one for one in everything if asserted.intersection(one.claim_ids)]
    without: list[NoEstimate] = []
    seen = coverage(said, headers, unit)
    over_time = trend(counted, said, headers, seen, unit)
    return CaseNumbers(
        unit=unit,
        incidents=len(counted),
        single_origin=sum(single_origin(one) for one in counted),
        in_conflict=sum(bool(one.conflicts) for one in counted),
        people=people(counted),
        tables=_tables(everything, said, unit),
        trend=over_time,
        coverage=seen,
        nowcasts=_nowcasts(counted, said, headers, unit, without),
        alerts=_alerts(over_time, without),
        undercount=_undercount(counted, said, headers, origins, groups, without),
        quoted=quoted_estimates(said, headers),
        without=tuple(without),
        with_unreviewed=with_unreviewed,
    )


def _tables(
    incidents: Sequence[Incident], claims: Sequence[Claim], unit: str
) -> tuple[tuple[str, Measured], ...]:
    names = (*TABLES, unit)
    made = documented_tables(incidents, claims, [(name,) for name in names])
    return tuple(zip(names, made, strict=True))


def _nowcasts(
    incidents: Sequence[Incident], claims: Sequence[Claim], headers: Mapping[str, Header],
    unit: str, without: list[NoEstimate],
) -> Nowcasts | None:  # fmt: skip
    try:
        return nowcast(triangle(incidents, claims, headers, unit))
    except SeriesTooShort as refused:
        without.append(NoEstimate("nowcast", refused.problem))
        return None


def _alerts(over_time: Trend, without: list[NoEstimate]) -> Alerts | None:
    labels = tuple(row.period for row in over_time.periods)
    counts = tuple(row.incidents for row in over_time.periods)
    try:
        return alerts(Series(labels, counts, PER_YEAR[over_time.unit]))
    except SeriesTooShort as refused:
        without.append(NoEstimate("alerts", refused.problem))
        return None


def _undercount(
    incidents: Sequence[Incident], claims: Sequence[Claim], headers: Mapping[str, Header],
    origins: Mapping[str, str], groups: Mapping[str, str] | None, without: list[NoEstimate],
) -> Undercount | None:  # fmt: skip
    try:
        return undercount(case_overlaps(incidents, claims, headers, origins, groups))
    except TooFewOverlaps as refused:
        without.append(NoEstimate("undercount", refused.problem))
        return None
