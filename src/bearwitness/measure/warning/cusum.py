"""A negative binomial CUSUM: small excesses that persist add up.

Source: Höhle and Paul 2008, Computational Statistics and Data Analysis 52:4357-4368. Each period
adds the log-likelihood ratio of `ratio` times the expected count against the expected count; the
sum never falls below 0. `restarted` is the control chart of the paper and of R's `algo.glrnb` with
a fixed `theta` = log(ratio): it starts anew after each alarm. `held` does not start anew but never
climbs above `CEILING`, so that the alarm lasts as long as the excess, and little longer.
"""

import numpy as np

from .verdicts import Flags, Floats

RATIO = 2.0
CEILING = 12.0


def log_ratios(counts: Floats, mean: Floats, size_inverse: Floats, ratio: float = RATIO) -> Floats:
    """Log-likelihood ratio of each count; variance is mean + `size_inverse` * mean².

    With `size_inverse` 0 it is the Poisson's.
    """
    if np.any(size_inverse < 0):
        raise ValueError("the inverse of the size cannot be negative")
    over = np.maximum(size_inverse, 1e-9)
    growth = np.log1p(over * mean) - np.log1p(over * mean * ratio)
    return np.asarray(counts * np.log(ratio) + (counts + 1 / over) * growth)


def size_inverse(mean: Floats, dispersion: Floats) -> Floats:
    """The inverse size that gives a negative binomial `dispersion` times its mean as variance."""
    return np.asarray((dispersion - 1) / mean)


def restarted(ratios: Floats, threshold: float) -> tuple[Floats, Flags]:
    """The sums of one series, and the alarms at which it starts anew."""
    sums, alarms, total = np.zeros(len(ratios)), np.zeros(len(ratios), dtype=bool), 0.0
    for now, step in enumerate(ratios):
        total = max(0.0, total + step)
        sums[now], alarms[now] = total, total > threshold
        if alarms[now]:
            total = 0.0
    return sums, alarms


def held(ratios: Floats, first: int) -> Floats:
    """The capped sums of each series (rows) from period `first` on; NaN before."""
    sums = np.full(ratios.shape, np.nan)
    total = np.zeros(len(ratios))
    for now in range(first, ratios.shape[1]):
        total = np.clip(total + ratios[:, now], 0.0, CEILING)
        sums[:, now] = total
    return sums
