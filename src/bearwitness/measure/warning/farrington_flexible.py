"""Farrington's method made flexible: the whole of the past years, seasons as steps.

Source: Noufaily, Enki, Farrington, Garthwaite, Andrews and Charlett 2013, Statistics in Medicine
32:1206-1222; the details are those of `farringtonFlexible` in R's surveillance. What differs from
the original: every period of the past years is used, with a factor of `seasons` levels of which
the last is the window around the same place; the last half year is left out, so that a running
outbreak is not taken for ordinary; only residuals above 2.58 are weighted down; and the bound is a
quantile of the negative binomial with the fitted mean and dispersion.
"""

import numpy as np
import numpy.typing as npt
from scipy.stats import nbinom, poisson

from .farrington import FEWEST_YEARS, keeps_trend, years_before
from .quasipoisson import Fit, reweighted
from .verdicts import Floats, Verdicts, enough_cases

RESIDUALS_ABOVE = 2.58
Levels = npt.NDArray[np.int64]


def farrington_flexible(
    counts: Floats,
    per_year: int,
    *,
    alpha: float,
    years: int | None = None,
    half_window: int = 3,
    seasons: int = 10,
    left_out: int | None = None,
) -> Verdicts:
    """Verdicts of the flexible method; `alpha` is one-sided, `left_out` half a year if not given.

    Without `years`, each period uses as many past years as there are, from two to five.
    """
    first = (years or FEWEST_YEARS) * per_year + half_window
    apart = per_year // 2 if left_out is None else left_out
    expected, upper = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    for now in range(first, len(counts)):
        back = years or years_before(now, per_year, half_window)
        levels = season_levels(now, per_year, back, half_window, seasons)
        levels[now - apart :] = 0
        places = np.flatnonzero(levels)
        held = counts[places]
        expected[now], upper[now] = _bound(
            held, places.astype(float), levels[places], now, back, alpha
        )
    alarm = np.asarray((counts > upper) & enough_cases(counts))
    return Verdicts(expected, upper, alarm, first)


def season_levels(now: int, per_year: int, years: int, half_window: int, seasons: int) -> Levels:
    """The season of each period up to `now`: `seasons` in the windows, 1, 2, … between them.

    0 where no year reaches. Between two windows the periods are cut into blocks as equal as can
    be, the longer ones first.
    """
    levels = np.zeros(now + 1, dtype=np.int64)
    levels[now - half_window :] = seasons
    between = per_year - 2 * half_window - 1
    for back in range(1, years + 1):
        centre = now - back * per_year
        levels[centre - half_window : centre + half_window + 1] = seasons
        if seasons > 1:
            lengths = np.full(seasons - 1, between // (seasons - 1))
            lengths[: between % (seasons - 1)] += 1
            start = centre + half_window + 1
            levels[start : start + between] = np.repeat(np.arange(1, seasons), lengths)
    return levels


def _bound(
    held: Floats, places: Floats, levels: Levels, now: int, years: int, alpha: float
) -> tuple[float, float]:
    if not held.any():
        return 0.0, 0.0
    steps = [(levels == level).astype(float) for level in np.unique(levels)[:-1]]
    # The window's own level is the base, so predicting for it needs no step.
    design = np.column_stack([np.ones(len(held)), places - places[0], *steps]).astype(float)
    row = np.zeros(design.shape[1])
    row[:2] = 1.0, now - places[0]
    found = reweighted(design, held, RESIDUALS_ABOVE)
    if found is None or not keeps_trend(found[0], row, held, years):
        design, row = np.delete(design, 1, axis=1), np.delete(row, 1)
        found = reweighted(design, held, RESIDUALS_ABOVE)
    if found is None:
        return np.nan, np.nan
    return _quantile(*found, row, alpha)


def _quantile(fit: Fit, dispersion: float, row: Floats, alpha: float) -> tuple[float, float]:
    mean = float(np.exp(fit.predict(row)[0]))
    if dispersion > 1:
        bound = nbinom.ppf(1 - alpha, mean / (dispersion - 1), 1 / dispersion)
    else:
        bound = poisson.ppf(1 - alpha, mean)
    return mean, float(bound)
