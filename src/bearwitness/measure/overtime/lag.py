"""How long reports take, and how many of the latest incidents are probably not yet reported.

The rules: an incident enters the triangle when its accounts agree on its period and one of its
reports is dated; the delay is to the first report; nothing is assumed about how many incidents
happen, only that delays are distributed alike over the periods; what is reported later than the
longest delay seen is outside the figures, and said to be; the week or month that is not over at
the newest report is left out, since a part of a period is no period.

Method: hazards in reverse time (Lawless 1994, Canadian Journal of Statistics 22:15; Kalbfleisch and
Lawless 1989). With `x` the delay, h(x) = P(delay = x | delay <= x) is estimated from all periods in
which a delay of x could have been seen, so that periods cut short by today do no harm; the share in
by now is the product of 1 - h over the delays to come. Each h has a beta posterior under Jeffreys'
prior, drawn with a fixed seed; given the share p that is in, the number still to come from a period
with n in is negative binomial with n + 1/2 and p (a gamma prior of shape 1/2 on its mean). Reports
that come in clusters widen both, by the Pearson dispersion of the triangle.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ...model.claim import Claim
from ...model.errors import SeriesTooShort
from ...model.incident import Incident
from ...model.overtime import Nowcast, Nowcasts, Triangle
from ...model.report import Header
from ..counts import asserting
from .calendar import checked, is_last_day, label, period_number, period_of

Floats = NDArray[np.float64]
FEWEST_INCIDENTS = 30
FEWEST_PERIODS = 6
FEWEST_SEEN = 3  # periods in which the longest delay used could have been seen
LONGEST = {"week": 26, "month": 24}
DRAWS = 4_000


def triangle(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    headers: Mapping[str, Header],
    unit: str = "month",
) -> Triangle:
    """Incidents by period and delay of the first report; raises WrongUse for another unit.

    The newest publication date of all `headers` is today: no clock is read.
    """
    today = _last_complete(headers, unit)
    dated = {c.id: day for c in claims if (day := _published(headers, c.report_id))}
    asserted = asserting(claims)
    cells: Counter[tuple[int, int]] = Counter()
    left: Counter[str] = Counter()
    for one in incidents:
        if not asserted.intersection(one.claim_ids):
            continue
        cell, why = _cell(one, dated, unit)
        if cell is None:
            left[why] += 1
        elif today is None or sum(cell) > today:
            left[f"incidents first reported in the {unit} that is not over"] += 1
        else:
            cells[cell] += 1
    return _as_triangle(cells, left, today, unit)


def _last_complete(headers: Mapping[str, Header], unit: str) -> int | None:
    """The last period that is over at the newest report."""
    checked(unit)
    newest = max((h.published for h in headers.values() if h.published), default=None)
    if newest is None:
        return None
    return period_number(newest, unit) - (not is_last_day(newest, unit))


def _published(headers: Mapping[str, Header], report: str) -> date | None:
    header = headers.get(report)
    return header.published if header else None


def _cell(
    incident: Incident, dated: Mapping[str, date], unit: str
) -> tuple[tuple[int, int] | None, str]:
    happened = period_of(incident, unit)
    reported = min((dated[c] for c in incident.claim_ids if c in dated), default=None)
    if happened is None:
        return None, f"incidents whose {unit} is not known or disputed"
    if reported is None:
        return None, "incidents none of whose reports is dated"
    delay = period_number(reported, unit) - happened
    if delay < 0:
        return None, "incidents dated after their first report"
    return (happened, delay), ""


def _as_triangle(
    cells: Mapping[tuple[int, int], int], left: Mapping[str, int], today: int | None, unit: str
) -> Triangle:
    told = tuple(sorted(left.items()))
    if not cells or today is None:
        return Triangle(unit, (), (), told)
    rows = range(min(row for row, _ in cells), today + 1)
    counts = tuple(
        tuple(cells.get((row, delay), 0) for delay in range(today - row + 1)) for row in rows
    )
    return Triangle(unit, tuple(label(row, unit) for row in rows), counts, told)


def nowcast(table: Triangle, level: float = 0.95, seed: int = 0) -> Nowcasts:
    """The latest periods with what is probably still to be reported of them.

    Only periods younger than the longest delay are given. Raises SeriesTooShort where the triangle
    is too small to say anything.
    """
    counts = table.counts
    longest = min(LONGEST[table.unit], len(counts) - FEWEST_SEEN)
    total = sum(sum(row) for row in counts)
    if longest < 1 or len(counts) < FEWEST_PERIODS or total < FEWEST_INCIDENTS:
        raise SeriesTooShort(
            f"{total} incidents in {len(counts)} {table.unit}s say too little about delays",
            f"at least {FEWEST_INCIDENTS} incidents in {FEWEST_PERIODS} {table.unit}s are needed",
        )
    at, before = _hazard_counts(counts, longest)
    longest = max((d for d in range(1, longest + 1) if at[d]), default=1)
    spread = _dispersion(counts, at, before, longest)
    shares = _shares_in(at, before, longest, spread, seed)
    low, high = (1 - level) / 2, (1 + level) / 2
    rng = np.random.default_rng(seed + 1)
    found = []
    for row in range(max(0, len(counts) - longest), len(counts)):
        age = len(counts) - 1 - row
        n, share = sum(counts[row][: longest + 1]), shares[age]
        late = sum(counts[row]) - n
        still = _still_to_come(n, share, spread, rng)
        ends = np.quantile(still, [low, high])
        found.append(
            Nowcast(
                period=table.periods[row],
                documented=n + late,
                expected=round(n + late + float(np.mean(still)), 1),
                low=n + late + int(np.floor(ends[0])),
                high=n + late + int(np.ceil(ends[1])),
                share_in=round(float(np.mean(share)), 3),
            )
        )
    return Nowcasts(
        table.unit, table.periods[-1], longest, tuple(found), round(spread, 2), table.left_out,
        level, _reading(table.unit, longest),
    )  # fmt: skip


def _hazard_counts(counts: tuple[tuple[int, ...], ...], longest: int) -> tuple[Floats, Floats]:
    """For each delay: incidents reported at it, and up to it, where it could have been seen."""
    at, up_to = np.zeros(longest + 1), np.zeros(longest + 1)
    for row in counts:
        for delay in range(min(len(row) - 1, longest) + 1):
            at[delay] += row[delay]
            up_to[delay] += sum(row[: delay + 1])
    return at, up_to


def _dispersion(
    counts: tuple[tuple[int, ...], ...], at: Floats, up_to: Floats, longest: int
) -> float:
    """Pearson's dispersion of the numbers at each delay given those up to it; never below 1."""
    chi, cells = 0.0, 0
    for row in counts:
        for delay in range(1, min(len(row) - 1, longest) + 1):
            n, h = sum(row[: delay + 1]), at[delay] / up_to[delay] if up_to[delay] else 0.0
            if n >= 5 and 0 < h < 1 and n * h >= 1:
                chi += (row[delay] - n * h) ** 2 / (n * h * (1 - h))
                cells += 1
    return max(1.0, chi / cells) if cells >= 10 else 1.0


def _shares_in(at: Floats, up_to: Floats, longest: int, spread: float, seed: int) -> Floats:
    """Draws of the share in by each age: `shares[age]` for ages 0 to `longest`."""
    rng = np.random.default_rng(seed)
    shares = np.ones((longest + 1, DRAWS))
    for delay in range(longest, 0, -1):
        hits, rest = at[delay] / spread, (up_to[delay] - at[delay]) / spread
        hazard = rng.beta(hits + 0.5, rest + 0.5, DRAWS)
        shares[delay - 1] = shares[delay] * (1 - hazard)
    return shares


def _still_to_come(n: int, share: Floats, spread: float, rng: np.random.Generator) -> Floats:
    """Draws of how many of a period are not in yet, given `n` that are and the share in."""
    p = np.clip(share, 1e-6, 1.0)
    mean = rng.gamma(n / spread + 0.5, spread, DRAWS) * (1 - p) / p
    return np.asarray(rng.poisson(mean / spread) * spread)


def _reading(unit: str, longest: int) -> str:
    return (
        f"Fewer incidents in the latest {unit}s can mean fewer reports so far. The expected number "
        "is of what will be documented in the end if reports go on coming as late as they did "
        "before; it is not what happened, and leaves out what is reported more than "
        f"{longest} {unit}s later."
    )
