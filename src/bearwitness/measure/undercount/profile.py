"""The profile-likelihood interval of one log-linear model.

With h units on no list, the patterns (that of no list among them) are multinomial; for each h the
other parameters are fitted anew. The interval holds every h whose likelihood is within half the
chi-square quantile of the best. Source: Cormack 1992, Biometrics 48, 567-576.
"""

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln, xlogy
from scipy.stats import chi2

from .fitting import Array, Counts, Fitted

_NOBODY = 1e-3  # units: below this the interval reaches down to what is documented
_MOST_DOUBLINGS = 60


def profile_interval(counts: Counts, one: Fitted, level: float) -> tuple[float, float]:
    """Lowest and highest number on no list that the level allows."""
    columns, observed = _patterns(counts, one)
    drop = float(chi2.ppf(level, 1)) / 2
    best = _log_likelihood(columns, observed, one.hidden)

    def short(log_hidden: float) -> float:
        return _log_likelihood(columns, observed, float(np.exp(log_hidden))) - best + drop

    middle = float(np.log(max(one.hidden, _NOBODY)))
    step = min(max(one.log_error, 0.01), 2.0)
    return _crossing(short, middle, -step), _crossing(short, middle, step)


def _patterns(counts: Counts, one: Fitted) -> tuple[Array, Array]:
    """The model's columns and the counts, for the pattern of no list and those it keeps."""
    size = len(counts).bit_length() - 1
    patterns = np.arange(len(counts))
    kept = np.append(True, one.expected > 0)
    terms = [1 << j for j in range(size)] + sorted(one.model)
    held = [(patterns & term) == term for term in terms]
    wanted = [column[kept] for column in held if counts[column].sum()]
    columns = np.column_stack([np.ones(kept.sum()), *wanted]).astype(float)
    return columns, counts[kept].astype(float)


def _log_likelihood(columns: Array, observed: Array, hidden: float) -> float:
    """The best multinomial log-likelihood with `hidden` units on no list."""
    counts = observed.copy()
    counts[0] = hidden
    total = counts.sum()
    logs = np.log(counts + 0.5)
    before = -np.inf
    for _ in range(100):
        expected = np.exp(np.clip(logs, -40, 40))
        weighted = columns * expected[:, None]
        target = columns.T @ (expected * logs + counts - expected)
        logs = columns @ np.linalg.lstsq(columns.T @ weighted, target, rcond=None)[0]
        now = float(counts @ logs - np.exp(np.clip(logs, -40, 40)).sum())
        if abs(now - before) < 1e-10 * total:
            break
        before = now
    shares = np.exp(logs) / np.exp(logs).sum()
    ways = gammaln(total + 1) - gammaln(counts + 1).sum()
    return float(ways + xlogy(counts, shares).sum())


def _crossing(short: Callable[[float], float], middle: float, step: float) -> float:
    """Where `short` falls below zero on the way from `middle`, as a number of units."""
    inner = middle
    for _ in range(_MOST_DOUBLINGS):
        outer = inner + step
        if outer < np.log(_NOBODY):
            return 0.0
        if short(outer) < 0:
            return float(np.exp(brentq(short, min(inner, outer), max(inner, outer), xtol=1e-6)))
        inner, step = outer, step * 1.5
    return float("inf")
