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

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincc, gammaln, logsumexp

from .baseline import Ordinary
from .verdicts import Flags, Floats

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
    state, before = begin(1), []
    for now in range(baseline.first, len(counts)):
        before.append(state)
        mean, dispersion = baseline.mean[:, now], baseline.dispersion[:, now]
        state, _ = advance(state, counts[now : now + 1], mean, dispersion)
    judged = slice(baseline.first, len(counts))
    ordinary = baseline.mean[0, judged], baseline.dispersion[0, judged]
    found[judged] = _last_quiet(_side_by_side(before), *ordinary, limits[judged])
    return found


def _side_by_side(states: list[Stretches]) -> Stretches:
    """States of one series each as one of many; lengths that a state lacks have no weight."""

    def joined(rows: list[Floats], missing: float) -> Floats:
        wide = np.full((len(rows), LONGEST), missing)
        for i, row in enumerate(rows):
            wide[i, : row.shape[1]] = row[0]
        return wide

    return Stretches(
        joined([state.weight for state in states], -np.inf),
        joined([state.cases for state in states], 0.0),
        joined([state.exposure for state in states], 0.0),
    )


def _last_quiet(states: Stretches, mean: Floats, dispersion: Floats, limits: Floats) -> Floats:
    """By halving, for all states at once: the last count that is not over its limit, or -1."""

    def over(tried: Floats) -> Flags:
        return np.asarray(advance(states, tried, mean, dispersion)[1] > limits)

    low, high = np.full(len(mean), -1.0), np.ones(len(mean))
    while not (passed := over(high)).all():
        low, high = np.where(passed, low, high), np.where(passed, high, 2 * high)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2)
        is_over = over(np.maximum(middle, 0.0))
        low, high = np.where(is_over, low, middle), np.where(is_over, middle, high)
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
