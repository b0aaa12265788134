"""What the command says: one method for the series, chosen by its history, and how to read it.

`METHODS` is the one table. A method gives `Verdicts`; `judged` lays them beside the periods. The
methods compared, and why the change-point comes first, are in docs/decisions/0017-warning.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from ...model.errors import SeriesTooShort, WrongUse
from ...model.warning import Alerts, PeriodAlert, Series
from . import changepoint, cusum
from .baseline import Ordinary, first_period, ordinary
from .calibration import RATES, thresholds
from .ears import FIRST, ears
from .farrington import FEWEST_YEARS, farrington
from .farrington_flexible import farrington_flexible
from .verdicts import FEWEST_CASES, LAST_PERIODS, Floats, Verdicts, enough_cases
from .wording import doubts_of, reading_of, why_of

LEAST_SPREAD = 0.5  # EARS: less than this is no measure of chance in seven small counts


@dataclass(frozen=True, slots=True)
class Method:
    """How to run a method, how many periods it needs before the first it judges, its nature."""

    run: Callable[[Floats, int, float], Verdicts]
    needs: Callable[[int], int]
    calibrated: bool


def alerts(series: Series, method: str = "auto", rate: float = 0.01) -> Alerts:
    """Each period of `series` judged by `method` at a declared false-alarm rate per period.

    "auto" takes the change-point where a year of history is there, else EARS C2. Raises WrongUse
    for a method or rate that is not offered, SeriesTooShort when no period could be judged.
    """
    if rate not in RATES:
        raise WrongUse("this false-alarm rate is not offered", f"choose one of {RATES}")
    if method == "cusum" and rate == min(RATES):
        raise WrongUse(
            "the CUSUM's false-alarm rate does not hold at its ceiling", "choose 0.01 or 0.02"
        )
    chosen = _chosen(series, method)
    counts = np.array(series.counts, dtype=float)
    verdicts = METHODS[chosen].run(counts, series.per_year, rate)
    return Alerts(
        method=chosen,
        why=why_of(chosen, asked=method != "auto"),
        unit=series.unit,
        false_alarm_rate=rate,
        calibrated=METHODS[chosen].calibrated,
        judged_from=series.labels[verdicts.first],
        periods=judged(series, verdicts, chosen),
        doubts=doubts_of(series, verdicts, METHODS[chosen].calibrated),
        reading=reading_of(series.unit, rate, METHODS[chosen].calibrated),
    )


def judged(series: Series, verdicts: Verdicts, method: str) -> tuple[PeriodAlert, ...]:
    """The verdict on each period; without expectation and verdict before the first one judged."""
    found = []
    for now, (label, count) in enumerate(zip(series.labels, series.counts, strict=True)):
        expected, upper = float(verdicts.expected[now]), float(verdicts.upper[now])
        known = now >= verdicts.first and not np.isnan(upper)
        found.append(
            PeriodAlert(
                label,
                count,
                round(expected, 3) if known and not np.isnan(expected) else None,
                int(np.floor(upper)) if known else None,
                bool(verdicts.alarm[now]) if known else None,
                method,
            )
        )
    return tuple(found)


def score_of(method: str, counts: Floats, baseline: Ordinary) -> Floats:
    """The score of "changepoint" or "cusum" for series (rows) at each period (columns)."""
    if method == "changepoint":
        return changepoint.scores(counts, baseline)
    return cusum.held(_log_ratios(counts, baseline), baseline.first)


def _log_ratios(counts: Floats, baseline: Ordinary) -> Floats:
    size = cusum.size_inverse(baseline.mean, baseline.dispersion)
    return cusum.log_ratios(counts, baseline.mean, size)


def _chosen(series: Series, method: str) -> str:
    periods = len(series.counts)
    if method == "auto":
        method = (
            "ears-c2"
            if periods <= METHODS["changepoint"].needs(series.per_year)
            else ("changepoint")
        )
    if method not in METHODS:
        raise WrongUse("there is no such method", f"choose one of {', '.join(METHODS)}")
    needed = METHODS[method].needs(series.per_year)
    if periods <= needed:
        raise SeriesTooShort(
            f"{method} needs {needed} {series.unit}s of history before the first it can judge; "
            f"the series has {periods} in all",
            f"give at least {needed + 1} {series.unit}s"
            + ("" if method == "ears-c2" else ", or choose --method auto"),
        )
    return method


def _changepoint(counts: Floats, per_year: int, rate: float) -> Verdicts:
    base = ordinary(counts[None], per_year)
    limits = _limits("changepoint", base, per_year, rate)
    scores = changepoint.scores(counts[None], base)[0]
    upper = changepoint.largest_quiet(counts, base, limits)
    return _calibrated(counts, base, scores > limits, upper)


def _cusum(counts: Floats, per_year: int, rate: float) -> Verdicts:
    base = ordinary(counts[None], per_year)
    limits = _limits("cusum", base, per_year, rate)
    ratios = _log_ratios(counts[None], base)
    sums = cusum.held(ratios, base.first)[0]
    before = np.concatenate([[0.0], np.nan_to_num(sums[:-1])])
    # The count at which the sum would just reach the limit: ratios grow evenly with the count.
    each = _log_ratios(counts[None] + 1, base)[0] - ratios[0]
    upper = counts + (limits - before - ratios[0]) / each
    return _calibrated(counts, base, sums > limits, upper)


def _limits(method: str, base: Ordinary, per_year: int, rate: float) -> Floats:
    unit = "week" if per_year == 52 else "month"
    years = np.arange(base.mean.shape[1]) / per_year
    return thresholds(method, unit, rate).at(base.mean[0], base.dispersion[0], years)


def _calibrated(counts: Floats, base: Ordinary, over: Floats, upper: Floats) -> Verdicts:
    """Verdicts with the rules that every calibrated alarm keeps: a case now, five in four."""
    alarm = np.asarray(over.astype(bool) & enough_cases(counts) & (counts > 0))
    alarm[: base.first] = False
    return Verdicts(base.mean[0], at_least_enough(counts, upper), alarm, base.first)


def at_least_enough(counts: Floats, upper: Floats) -> Floats:
    """The bound, raised to where the five cases in four periods would just be missed."""
    before = np.concatenate([np.zeros(LAST_PERIODS - 1), counts])
    recent = sum(before[i : i + len(counts)] for i in range(LAST_PERIODS - 1))
    return np.maximum(np.maximum(upper, FEWEST_CASES - 1 - recent), 0.0)


def _farrington(counts: Floats, per_year: int, rate: float) -> Verdicts:
    window = _half_window(per_year)
    found = farrington(counts, per_year, quantile=float(ndtri(1 - rate)), half_window=window)
    return _with_enough(counts, found)


def _flexible(counts: Floats, per_year: int, rate: float) -> Verdicts:
    seasons = 10 if per_year == 52 else 4
    window = _half_window(per_year)
    found = farrington_flexible(counts, per_year, alpha=rate, half_window=window, seasons=seasons)
    return _with_enough(counts, found)


def _with_enough(counts: Floats, found: Verdicts) -> Verdicts:
    return Verdicts(found.expected, at_least_enough(counts, found.upper), found.alarm, found.first)


def _half_window(per_year: int) -> int:
    return 3 if per_year == 52 else 1


def _ears(kind: str) -> Method:
    def run(counts: Floats, _per_year: int, rate: float) -> Verdicts:
        return ears(counts, kind, alpha=rate, least_spread=LEAST_SPREAD)

    return Method(run, lambda _per_year: FIRST[kind], calibrated=False)


def _two_years(per_year: int) -> int:
    return FEWEST_YEARS * per_year + _half_window(per_year)


METHODS: dict[str, Method] = {
    "changepoint": Method(_changepoint, first_period, calibrated=True),
    "cusum": Method(_cusum, first_period, calibrated=True),
    "farrington": Method(_farrington, _two_years, calibrated=False),
    "farrington-flexible": Method(_flexible, _two_years, calibrated=False),
    "ears-c1": _ears("C1"),
    "ears-c2": _ears("C2"),
    "ears-c3": _ears("C3"),
}
