"""Bayesian online change-point: how surely is the present stretch above what is ordinary?

Source: Adams and MacKay 2007, Bayesian Online Changepoint Detection (arXiv:0710.3742), with a
gamma-Poisson predictive. The algorithm, for each period:

1. The baseline says what is ordinary: a mean m and a dispersion d. Counts and means are divided by
   d, so that a Poisson of the quotients has the variance seen (quasi-likelihood).
2. The series is cut into stretches, each with its own ratio to the ordinary; a new one begins in
   any period with probability `HAZARD`, and its ratio has a gamma prior.
3. For each possible length of the present stretch, the gamma posterior of its ratio and the
   probability of that length are updated with the count (a negative binomial predictive).
4. The score is the log odds that the present ratio is above `RATIO`, over all lengths.

An outbreak is a stretch, so its quieter weeks stay in alarm while the stretch goes on, and a lone
high week needs to be higher. That is the gain over a bound for each week on its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.special import gammaincc, gammaln, logsumexp

from .baseline import Ordinary
from .verdicts import Floats

HAZARD = 1 / 40  # a stretch lasts forty periods on average
RATIO = 2.0  # an excess worth a look: twice the ordinary
PRIOR_SHAPE = 1.0  # wide
PRIOR_MEAN = 2.0  # so that the prior alone takes no side strongly
LONGEST = 60  # lengths kept; longer stretches are taken as this long


@dataclass(frozen=True, slots=True)
class Stretches:
    """Log probability of each length of the present stretch; its summed counts and exposures."""

    weight: Floats  # series by length
    cases: Floats
    exposure: Floats


def begin(series: int) -> Stretches:
    """Before the first period: one stretch without data."""
    return Stretches(np.zeros((series, 1)), np.zeros((series, 1)), np.zeros((series, 1)))


def advance(
    before: Stretches, counts: Floats, mean: Floats, dispersion: Floats
) -> tuple[Stretches, Floats]:
    """The stretches after one more count of each series, and the score; one value a series each."""
    held, exposure = (counts / dispersion)[:, None], (mean / dispersion)[:, None]
    fresh = np.zeros((len(counts), 1))
    cases = np.concatenate([fresh, before.cases], axis=1)
    exposed = np.concatenate([fresh, before.exposure], axis=1)
    shape, rate = cases + PRIOR_SHAPE, exposed + PRIOR_SHAPE / PRIOR_MEAN
    total = logsumexp(before.weight, axis=1, keepdims=True)
    weight = np.concatenate([total + np.log(HAZARD), before.weight + np.log1p(-HAZARD)], axis=1)
    weight = weight + _log_predictive(held, exposure, shape, rate)
    weight -= logsumexp(weight, axis=1, keepdims=True)
    after = Stretches(weight, cases + held, exposed + exposure)
    return _shortened(after), _log_odds(after)


def scores(counts: Floats, baseline: Ordinary) -> Floats:
    """The score of each series (rows) at each period (columns); NaN before the baseline begins."""
    found = np.full(counts.shape, np.nan)
    state = begin(len(counts))
    for now in range(baseline.first, counts.shape[1]):
        mean, dispersion = baseline.mean[:, now], baseline.dispersion[:, now]
        state, found[:, now] = advance(state, counts[:, now], mean, dispersion)
    return found


def largest_quiet(counts: Floats, baseline: Ordinary, limits: Floats) -> Floats:
    """For one series: at each period, the largest count whose score would not be above the limit.

    The score grows with the count (the gamma-Poisson likelihood ratio does), so halving finds it;
    -1 where even 0 would be above.
    """
    found = np.full(len(counts), np.nan)
    state = begin(1)
    for now in range(baseline.first, len(counts)):
        mean, dispersion = baseline.mean[:, now], baseline.dispersion[:, now]
        over = partial(_is_over, state, mean, dispersion, limits[now])
        found[now] = _last_quiet(over)
        state, _ = advance(state, counts[now : now + 1], mean, dispersion)
    return found


def _is_over(state: Stretches, mean: Floats, dispersion: Floats, limit: float, count: int) -> bool:
    return bool(advance(state, np.array([float(count)]), mean, dispersion)[1][0] > limit)


def _last_quiet(is_over: Callable[[int], bool]) -> int:
    if is_over(0):
        return -1
    low, high = 0, 1
    while not is_over(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_over(middle) else (middle, high)
    return low


def _log_predictive(held: Floats, exposure: Floats, shape: Floats, rate: Floats) -> Floats:
    """Log density of a gamma-Poisson count (not always whole, after the division)."""
    whole = rate + exposure
    found = gammaln(shape + held) - gammaln(shape) - gammaln(held + 1)
    return np.asarray(found + shape * np.log(rate / whole) + held * np.log(exposure / whole))


def _log_odds(state: Stretches) -> Floats:
    shape, rate = state.cases + PRIOR_SHAPE, state.exposure + PRIOR_SHAPE / PRIOR_MEAN
    share = np.exp(state.weight)
    above = np.clip((share * gammaincc(shape, rate * RATIO)).sum(axis=1), 1e-15, 1 - 1e-15)
    return np.asarray(np.log(above) - np.log1p(-above))


def _shortened(state: Stretches) -> Stretches:
    if state.weight.shape[1] <= LONGEST:
        return state
    weight = state.weight[:, :LONGEST].copy()
    weight[:, -1] = np.logaddexp(state.weight[:, LONGEST - 1], state.weight[:, LONGEST])
    return Stretches(weight, state.cases[:, :LONGEST], state.exposure[:, :LONGEST])
