"""Two-list terms added one by one, for many lists that share little.

1. Start from lists that do not depend on each other.
2. For each pair not yet in: how unlikely is the number of units on both, one-sided Poisson, given
   what the model expects?
3. Add the least likely below the threshold for which the model still has one finite maximum; pairs
   that share nobody have their term at minus infinity, and their patterns are taken out.
4. Stop when no pair is left below it.

The interval is the fitted model's (normal in the log of the hidden number); `resampled` gives one
that repeats the choice of terms in every resample (bias-corrected and accelerated, Efron 1987).
Source: Chan, Silverman and Vincent 2021, J Am Stat Assoc 116, 1297-1306.
"""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.special import pdtr, pdtrc
from scipy.stats import norm

from ...model.errors import TooFewOverlaps
from ...model.measure import Overlaps, SizeEstimate
from .fitting import Array, Counts, fit_chance, has_maximum
from .histories import by_name, on_all
from .terms import Model, written
from .wording import always_doubtful, assumes

THRESHOLD = 0.02  # of the p-value of a term; the authors' choice
_RESAMPLES_NEEDED = 0.9  # share of resamples that must give a figure
_CEILING = 1e6  # times the documented number: beyond, the fit has run off


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """Where the steps ended: the terms, and the fit of the number on no list."""

    model: Model
    hidden: float
    log_error: float
    expected: Array


def sparse(overlaps: Overlaps, level: float = 0.95, threshold: float = THRESHOLD) -> SizeEstimate:
    """The estimate of the terms chosen, with the fitted model's interval; raises TooFewOverlaps."""
    counts = np.array(overlaps.counts, dtype=np.int64)
    chosen = _choose(counts, threshold)
    if chosen is None:
        raise TooFewOverlaps(
            "no model of two-list terms has one best fit on these overlaps",
            "put lists together that share nobody, or report counts only",
        )
    factor = np.exp(norm.ppf((1 + level) / 2) * chosen.log_error)
    hidden = chosen.hidden
    parameters = 1 + len(overlaps.lists) + len(chosen.model)
    return SizeEstimate(
        method="sparse",
        documented=overlaps.documented,
        estimate=overlaps.documented + hidden,
        low=overlaps.documented + float(hidden / factor),
        high=overlaps.documented + float(hidden * factor),
        level=level,
        standard_error=float(np.sqrt(hidden + (hidden * chosen.log_error) ** 2)),
        model=written(chosen.model, len(overlaps.lists)),
        assumes=assumes("sparse"),
        doubtful=always_doubtful("sparse"),
        diagnostics=(
            ("pairs of lists that share nobody", float(_empty_pairs(counts))),
            ("fit p-value", fit_chance(counts[1:], chosen.expected, parameters)),
        ),
    )


def resampled(
    overlaps: Overlaps,
    resamples: int = 200,
    seed: int = 0,
    level: float = 0.95,
    threshold: float = THRESHOLD,
) -> SizeEstimate:
    """`sparse` with an interval that also holds the uncertainty of which terms to choose.

    Resamples that give no figure count as the highest ones; raises TooFewOverlaps when more than a
    tenth do.
    """
    plain = sparse(overlaps, level, threshold)
    counts = np.array(by_name(overlaps).counts, dtype=np.int64)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(counts.sum(), counts / counts.sum(), size=resamples)
    totals = np.array([_total(one, threshold) for one in drawn])
    if np.isfinite(totals).mean() < _RESAMPLES_NEEDED:
        raise TooFewOverlaps(
            "resamples of these overlaps often give no figure",
            "use lists that share more units, or report counts only",
        )
    low, high = _accelerated(totals, plain.estimate, counts, level, threshold)
    return replace(
        plain,
        method="sparse-resampled",
        low=max(float(overlaps.documented), min(low, plain.estimate)),
        high=max(high, plain.estimate),
        doubtful=tuple(code for code in plain.doubtful if code != "one-model"),
        assumes=assumes("sparse-resampled"),
        diagnostics=(*plain.diagnostics, ("resamples", float(resamples))),
    )


def _choose(counts: Counts, threshold: float) -> _Chosen | None:
    size = len(counts).bit_length() - 1
    pairs = [(1 << a) | (1 << b) for a, b in combinations(range(size), 2)]
    shared = {pair: on_all(counts, pair) for pair in pairs}
    here = _fit_pairs(counts, frozenset(), shared)
    while here is not None:
        for chance, pair in _surprises(here, shared):
            if chance >= threshold:
                return here
            further = _fit_pairs(counts, here.model | {pair}, shared)
            if further is not None:
                here = further
                break
        else:
            return here
    return None


def _surprises(here: _Chosen, shared: dict[int, int]) -> list[tuple[float, int]]:
    """Pairs not in the model with the one-sided chance of what they share, least likely first."""
    patterns = np.arange(1, len(here.expected) + 1)
    pairs = np.array([pair for pair in shared if pair not in here.model], dtype=np.int64)
    if not len(pairs):
        return []
    means = ((patterns & pairs[:, None]) == pairs[:, None]) @ here.expected
    units = np.array([shared[int(pair)] for pair in pairs])
    above = np.where(units > 0, pdtrc(np.maximum(units - 1, 0), means), 1.0)
    chances = np.minimum(pdtr(units, means), above)
    return sorted(zip(chances.tolist(), pairs.tolist(), strict=True))


def _fit_pairs(counts: Counts, model: Model, shared: dict[int, int]) -> _Chosen | None:
    """The model's fit, patterns of its empty pairs taken out; None without one finite maximum."""
    size = len(counts).bit_length() - 1
    patterns = np.arange(1, len(counts))
    kept = np.ones(len(patterns), dtype=bool)
    terms = [0, *(1 << j for j in range(size))]
    for pair in sorted(model):
        if shared[pair]:
            terms.append(pair)
        else:
            kept &= (patterns & pair) != pair
    columns = ((patterns[kept, None] & terms) == terms).astype(float)
    observed = counts[1:][kept].astype(float)
    means, constant, error = _poisson_fit(columns, observed)
    ran_off = constant > np.log(_CEILING * counts.sum())
    if ran_off or not has_maximum(columns, observed, means):
        return None
    expected = np.zeros(len(patterns))
    expected[kept] = means
    return _Chosen(model, float(np.exp(constant)), error, expected)


def _poisson_fit(columns: Array, observed: Array) -> tuple[Array, float, float]:
    logs = np.log(observed + 0.5)
    before = -np.inf
    for _ in range(60):
        means = np.exp(np.clip(logs, -40, 40))
        hessian = columns.T @ (columns * means[:, None]) + 1e-10 * np.eye(columns.shape[1])
        answer = np.linalg.solve(hessian, columns.T @ (means * logs + observed - means))
        logs = columns @ answer
        now = float(observed @ logs - np.exp(np.clip(logs, -40, 40)).sum())
        if abs(now - before) < 1e-10 * observed.sum():
            break
        before = now
    means = np.exp(np.clip(logs, -40, 40))
    hessian = columns.T @ (columns * means[:, None]) + 1e-10 * np.eye(columns.shape[1])
    return means, float(answer[0]), float(np.sqrt(np.linalg.inv(hessian)[0, 0]))


def _total(counts: Counts, threshold: float) -> float:
    chosen = _choose(counts, threshold)
    return float("inf") if chosen is None else float(counts.sum()) + chosen.hidden


def _empty_pairs(counts: Counts) -> int:
    size = len(counts).bit_length() - 1
    return sum(not on_all(counts, (1 << a) | (1 << b)) for a, b in combinations(range(size), 2))


def _accelerated(
    totals: Array, estimate: float, counts: Counts, level: float, threshold: float
) -> tuple[float, float]:
    """Ends of the bias-corrected and accelerated interval, units left out one pattern at a time."""
    without = []
    for pattern in np.flatnonzero(counts):
        fewer = counts.copy()
        fewer[pattern] -= 1
        without.append(_total(fewer, threshold))
    each = counts[np.flatnonzero(counts)].astype(float)
    left = np.array(without)
    usable = np.isfinite(left)
    pull = np.average(left[usable], weights=each[usable]) - left
    pull = np.where(usable, pull, 0.0)
    spread = float((each * pull**2).sum())
    lean = float((each * pull**3).sum()) / (6 * spread**1.5) if spread else 0.0
    below = np.clip((totals < estimate).mean(), 1 / len(totals), 1 - 1 / len(totals))
    shift = float(norm.ppf(below))
    ends = []
    for at in ((1 - level) / 2, (1 + level) / 2):
        move = shift + float(norm.ppf(at))
        ends.append(float(norm.cdf(shift + move / (1 - lean * move))))
    low, high = np.quantile(totals, ends, method="nearest")
    return float(low), float(high)
