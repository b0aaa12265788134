"""Log-linear models: which lists depend on which, and the number that is on none.

Up to five lists, every hierarchical model is fitted; for six or more, the models met on the way
from no interaction, each step to the neighbour that fits best by the criterion. Three figures: the
best by BIC, the best by AIC, and all within reach averaged with the weights exp(-BIC / 2). The
interval of a single model is by profile likelihood (Cormack 1992); that of the average is the
quantile of the mixture of the models' log-normal ones.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from ...model.errors import TooFewOverlaps
from ...model.measure import Overlaps, SizeEstimate
from .fitting import Array, Counts, Fitted, fit, fit_chance, is_estimable
from .profile import profile_interval
from .terms import Model, hierarchical_models, neighbours, written
from .wording import always_doubtful, assumes

_EVERY_MODEL_UP_TO = 5  # lists
_WINDOW = 14.0  # BIC above the best; beyond, a model weighs less than a thousandth of it


def loglinear(overlaps: Overlaps, level: float = 0.95) -> tuple[SizeEstimate, ...]:
    """The best model by BIC, the best by AIC, and the average; raises TooFewOverlaps."""
    counts = np.array(overlaps.counts, dtype=np.int64)
    documented = overlaps.documented
    fits = sorted(_candidates(counts), key=lambda one: one.bic(documented))
    by_bic = _first_estimable(counts, fits)
    by_aic = _first_estimable(counts, sorted(fits, key=Fitted.aic))
    weighed = _within_window(counts, fits, by_bic.bic(documented), documented)
    return (
        _single("loglinear-bic", overlaps, by_bic, level),
        _single("loglinear-aic", overlaps, by_aic, level),
        _averaged(overlaps, weighed, level),
    )


def _candidates(counts: Counts) -> list[Fitted]:
    size = len(counts).bit_length() - 1
    if size <= _EVERY_MODEL_UP_TO:
        return fit(counts, hierarchical_models(size))
    documented = int(counts[1:].sum())
    by_bic = _walk(counts, lambda one: one.bic(documented))
    return list((_walk(counts, Fitted.aic) | by_bic).values())


def _walk(counts: Counts, criterion: Callable[[Fitted], float]) -> dict[Model, Fitted]:
    """Every model fitted on the way from no interaction to where no neighbour is better."""
    size = len(counts).bit_length() - 1
    here = fit(counts, [frozenset()])[0]
    met = {here.model: here}
    while True:
        new = [model for model in neighbours(here.model, size) if model not in met]
        met |= {one.model: one for one in fit(counts, new)}
        better = sorted(
            (met[m] for m in neighbours(here.model, size) if criterion(met[m]) < criterion(here)),
            key=criterion,
        )
        step = next((one for one in better if is_estimable(counts, one.model, one.expected)), None)
        if step is None:
            return met
        here = step


def _first_estimable(counts: Counts, fits: Sequence[Fitted]) -> Fitted:
    for one in fits:
        if is_estimable(counts, one.model, one.expected):
            return one
    raise TooFewOverlaps(
        "no log-linear model has one best fit on these overlaps",
        "put lists together that share nobody, or report counts only",
    )


def _within_window(
    counts: Counts, fits: Sequence[Fitted], best: float, documented: int
) -> list[Fitted]:
    """The estimable models near the best by BIC, best first."""
    near = [one for one in fits if best <= one.bic(documented) <= best + _WINDOW]
    return [one for one in near if is_estimable(counts, one.model, one.expected)]


def _single(method: str, overlaps: Overlaps, one: Fitted, level: float) -> SizeEstimate:
    low, high = profile_interval(np.array(overlaps.counts, dtype=np.int64), one, level)
    return SizeEstimate(
        method=method,
        documented=overlaps.documented,
        estimate=overlaps.documented + one.hidden,
        low=overlaps.documented + low,
        high=overlaps.documented + high,
        level=level,
        standard_error=one.standard_error,
        model=written(one.model, len(overlaps.lists)),
        assumes=assumes(method),
        doubtful=always_doubtful(method),
        diagnostics=(
            ("AIC", one.aic()),
            ("BIC", one.bic(overlaps.documented)),
            (
                "fit p-value",
                fit_chance(np.array(overlaps.counts[1:]), one.expected, one.parameters),
            ),
        ),
    )


def _averaged(overlaps: Overlaps, fits: Sequence[Fitted], level: float) -> SizeEstimate:
    scores = np.array([one.bic(overlaps.documented) for one in fits])
    weights = np.exp((scores.min() - scores) / 2)
    weights /= weights.sum()
    hidden = np.array([one.hidden for one in fits])
    errors = np.array([one.standard_error for one in fits])
    middle = float(weights @ hidden)
    spread = float(np.sqrt(weights @ (errors**2 + (hidden - middle) ** 2)))
    tail = (1 - level) / 2
    low, high = (mixture_quantile(weights, hidden, errors, at) for at in (tail, 1 - tail))
    return SizeEstimate(
        method="loglinear-averaged",
        documented=overlaps.documented,
        estimate=overlaps.documented + middle,
        low=overlaps.documented + low,
        high=overlaps.documented + high,
        level=level,
        standard_error=spread,
        model=f"{len(fits)} models",
        assumes=assumes("loglinear-averaged"),
        doubtful=always_doubtful("loglinear-averaged"),
        diagnostics=(("weight of the best model", float(weights.max())),),
    )


def mixture_quantile(weights: Array, hidden: Array, errors: Array, at: float) -> float:
    """Where a mixture of log-normals, each around `hidden` with `errors`, reaches `at`."""
    scale = np.sqrt(np.log1p((errors / hidden) ** 2))
    logs = np.log(hidden)
    ends = logs + norm.ppf(at) * scale

    def short_of(value: float) -> float:
        return float(weights @ norm.cdf((value - logs) / scale)) - at

    if ends.max() - ends.min() < 1e-9:
        return float(np.exp(ends.mean()))
    return float(np.exp(brentq(short_of, ends.min(), ends.max())))
