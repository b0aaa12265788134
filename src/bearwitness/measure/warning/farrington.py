"""Farrington's method: the same weeks of earlier years say what to expect.

Source: Farrington, Andrews, Beale and Catchpole 1996, JRSS A 159:547-563; the details are those of
`algo.farrington` in R's surveillance. The algorithm, for each period:

1. Take the periods within `half_window` of the same place in each of the last `years` years.
2. Fit a quasi-Poisson log-linear trend to them; weight past outbreaks down and fit again.
3. Keep the trend when there are three years, it is significant at 5 % and it does not predict more
   than was ever seen; otherwise fit without it.
4. The bound is a normal quantile after a 2/3 power, which takes out the skewness.
5. An alarm needs a count above the bound and five cases in four periods.
"""

import numpy as np
from scipy.special import stdtr

from .quasipoisson import Fit, reweighted
from .verdicts import Floats, Verdicts, enough_cases

RESIDUALS_ABOVE = 1.0  # weighted down from here on; 2.58 in the flexible method
TREND_AT = 0.05  # two-sided significance of a trend that is kept
YEARS_FOR_TREND = 3
FEWEST_YEARS, MOST_YEARS = 2, 5


def farrington(
    counts: Floats,
    per_year: int,
    *,
    quantile: float,
    years: int | None = None,
    half_window: int = 3,
) -> Verdicts:
    """Farrington's verdicts; `quantile` is the standard normal one of the bound (1.96, 2.58).

    Without `years`, each period uses as many past years as there are, from two to five. R's
    `algo.farrington(alpha=0.05)` has the quantile 1.96, since it reads alpha as two-sided.
    """
    first = (years or FEWEST_YEARS) * per_year + half_window
    expected, upper = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    for now in range(first, len(counts)):
        back = years or years_before(now, per_year, half_window)
        places = reference_periods(now, per_year, back, half_window)
        expected[now], upper[now] = _bound(counts, places, now, quantile, back)
    alarm = np.asarray((counts > upper) & enough_cases(counts))
    return Verdicts(expected, upper, alarm, first)


def years_before(now: int, per_year: int, half_window: int) -> int:
    """How many past years have their whole window before period `now`, at most five."""
    return min(MOST_YEARS, (now - half_window) // per_year)


def reference_periods(now: int, per_year: int, years: int, half_window: int) -> Floats:
    """The places of the periods around the same one in earlier years, oldest first."""
    around = np.arange(-half_window, half_window + 1)
    return np.concatenate([now - back * per_year + around for back in range(years, 0, -1)])


def _bound(
    counts: Floats, places: Floats, now: int, quantile: float, years: int
) -> tuple[float, float]:
    held = counts[places]
    if not held.any():
        return 0.0, 0.0
    here = float(now - places[0])
    design = np.column_stack([np.ones(len(places)), places - places[0]]).astype(float)
    found = reweighted(design, held, RESIDUALS_ABOVE)
    row = np.array([1.0, here])
    if found is None or not keeps_trend(found[0], row, held, years):
        design, row = design[:, :1], row[:1]
        found = reweighted(design, held, RESIDUALS_ABOVE)
    if found is None:
        return np.nan, np.nan
    return two_thirds_bound(*found, row, quantile)


def keeps_trend(fit: Fit, row: Floats, held: Floats, years: int) -> bool:
    """Whether the trend (column 1) is significant, has years behind it, and does not run away."""
    if years < YEARS_FOR_TREND or fit.aliased:
        return False
    free = len(held) - len(row)
    error = np.sqrt(fit.dispersion * fit.covariance[1, 1])
    p_value = 2 * stdtr(free, -abs(fit.coefficients[1]) / error)
    return bool(p_value < TREND_AT and np.exp(fit.predict(row)[0]) <= held.max())


def two_thirds_bound(
    fit: Fit, dispersion: float, row: Floats, quantile: float
) -> tuple[float, float]:
    """The expected count at `row` and the bound above it, by the 2/3 power."""
    eta, unscaled = fit.predict(row)
    mean = float(np.exp(eta))
    error = mean * unscaled * np.sqrt(dispersion)
    spread = np.sqrt(4 / 9 * mean ** (1 / 3) * (dispersion + error**2 / mean))
    return mean, float((mean ** (2 / 3) + quantile * spread) ** 1.5)
