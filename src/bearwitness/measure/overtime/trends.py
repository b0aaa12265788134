"""Documented incidents over time, beside who reported, and again at constant mix.

The rules: a trend is never shown without its coverage; the panel is the outlets that reported in
every stretch compared; a change is a ratio with its interval, never a bare percentage.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from scipy.stats import beta

from ...model.claim import Claim
from ...model.covering import single_origin
from ...model.incident import Incident
from ...model.overtime import Coverage, Ratio, Trend, TrendPeriod
from ...model.report import Header
from ..counts import asserting, people
from .calendar import checked, label, period_number, period_of
from .coverage import NO_OUTLET, outlet_of

WINDOW = {"week": 13, "month": 6}  # periods a side of a comparison, at most
LEAST_SHARE = 0.5  # of the periods with reports: what an outlet needs to be in the panel


def trend(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    headers: Mapping[str, Header],
    seen: Coverage,
    unit: str = "month",
) -> Trend:
    """Incidents a period with people, single origins, outlets, and the count at constant mix.

    `seen` is the coverage of the same claims. Raises WrongUse for another unit.
    """
    checked(unit)
    outlets = {claim.id: outlet_of(headers.get(claim.report_id)) for claim in claims}
    asserted = asserting(claims)
    counted = [i for i in incidents if asserted.intersection(i.claim_ids)]
    by_period: dict[int, list[Incident]] = defaultdict(list)
    left: Counter[str] = Counter()
    for one in counted:
        number = period_of(one, unit)
        if number is None:
            left[f"incidents whose {unit} is not known or disputed"] += 1
        else:
            by_period[number].append(one)
    panel = panel_of(headers, seen)
    active = {mix.period: mix.outlets for mix in seen.mix}
    numbers = range(min(by_period), max(by_period) + 1) if by_period else range(0)
    rows = tuple(
        TrendPeriod(
            label(number, unit),
            len(by_period[number]),
            people(by_period[number]),
            sum(single_origin(one) for one in by_period[number]),
            sum(_told_by(one, outlets, panel) for one in by_period[number]),
            active.get(label(number, unit), 0),
        )
        for number in numbers
    )
    window = min(WINDOW[unit], len(rows) // 2)
    return Trend(
        unit=unit,
        periods=rows,
        panel=tuple(sorted(panel)),
        window=window,
        change=_change([row.incidents for row in rows], window),
        change_constant_mix=_change([row.constant_mix for row in rows], window) if panel else None,
        left_out=tuple(sorted(left.items())),
        reading=_reading(unit, panel),
    )


def panel_of(headers: Mapping[str, Header], seen: Coverage) -> frozenset[str]:
    """The outlets that reported from the first stretch to the last: half of all periods at least,
    and in both the first and the last third of them."""
    third = max(1, len(seen.periods) // 3)
    if not seen.periods:
        return frozenset()
    early, late = seen.periods[third - 1], seen.periods[-third]
    there: Counter[str] = Counter()
    for outlet, periods in _active(headers, seen).items():
        there[outlet] = len(periods)
    filled = sum(1 for mix in seen.mix if mix.reports)
    return frozenset(
        span.outlet
        for span in seen.outlets
        if span.outlet != NO_OUTLET
        and span.first <= early
        and span.last >= late
        and there[span.outlet] >= LEAST_SHARE * filled
    )


def _active(headers: Mapping[str, Header], seen: Coverage) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    known = set(seen.periods)
    for header in headers.values():
        if header.published:
            name = label(period_number(header.published, seen.unit), seen.unit)
            if name in known:
                found[outlet_of(header)].add(name)
    return found


def _told_by(incident: Incident, outlets: Mapping[str, str], panel: frozenset[str]) -> bool:
    return any(outlets.get(claim) in panel for claim in incident.claim_ids)


def _change(counts: Sequence[int], window: int) -> Ratio | None:
    """The last `window` periods against as many before; None below three periods a side."""
    if window < 3:
        return None
    return ratio(sum(counts[-2 * window : -window]), sum(counts[-window:]))


def ratio(earlier: int, later: int, level: float = 0.95) -> Ratio:
    """Later over earlier with the exact conditional interval for two Poisson counts.

    Given their sum, the later count is binomial; Clopper and Pearson's interval for its chance
    gives the interval for the ratio (Przyborowski and Wilenski 1940). Counts that cluster more than
    Poisson ones have a wider interval than this.
    """
    total, tail = earlier + later, (1 - level) / 2
    if total == 0:
        return Ratio(0, 0, None, 0.0, None, level)
    low = float(beta.ppf(tail, later, earlier + 1)) if later else 0.0
    high = float(beta.ppf(1 - tail, later + 1, earlier)) if earlier else 1.0
    return Ratio(
        earlier,
        later,
        round(later / earlier, 3) if earlier else None,
        round(low / (1 - low), 3),
        round(high / (1 - high), 3) if high < 1 else None,
        level,
    )


def _reading(unit: str, panel: frozenset[str]) -> str:
    held = (
        f"The count at constant mix holds only incidents told by {len(panel)} outlets that "
        "reported throughout: where it moves and the whole does not, or the other way round, "
        "the outlets changed and not what they saw."
        if panel
        else "No outlet reported throughout, so nothing can be compared at constant mix."
    )
    return (
        f"Documented incidents a {unit}, by when they happened. More can mean more reporting. "
        f"{held}"
    )
