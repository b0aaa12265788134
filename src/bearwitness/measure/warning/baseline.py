"""What is ordinary for a series, from its own past: a level, a season, a dispersion.

The rules: the last half year is left out, so that a running outbreak is not taken for ordinary;
of the rest, the last three years count; periods that stand out are weighted down again and again
until what is left looks ordinary; a yearly wave is kept only when two years show it and it is
significant.

Everything works on many series at once (first axis), so that simulations are quick. Nothing looks
ahead: row `now` of the result depends on counts before `now` only.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri

from .verdicts import Floats

YEARS_BACK = 3
FEWEST_PERIODS = 12
RESIDUALS_ABOVE = 1.5  # Anscombe residuals from here on are weighted down
ROUNDS = 5
SEASON_SIGNIFICANT_AT = 0.01
LARGEST_SWING = 1.5  # most that a wave may add to the logarithm: a factor of 4.5
SMALLEST_MEAN = 0.05  # per period: nothing rarer than one case in 20 periods is told apart


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Expected counts and dispersion (variance over mean, at least 1), series by period."""

    mean: Floats
    dispersion: Floats
    seasonal: npt.NDArray[np.bool_]
    first: int  # the first period with a value


def first_period(per_year: int) -> int:
    """How much history the baseline needs: a year of weeks, a year and a half of months."""
    return per_year // 2 + max(per_year // 2, FEWEST_PERIODS)


def ordinary(counts: Floats, per_year: int) -> Ordinary:
    """The baseline of each series (rows) at each period (columns)."""
    periods = counts.shape[1]
    apart, first = per_year // 2, first_period(per_year)
    mean, dispersion = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    seasonal = np.zeros(counts.shape, dtype=bool)
    angle = 2 * np.pi * np.arange(periods) / per_year
    wave = np.column_stack([np.ones(periods), np.cos(angle), np.sin(angle)])
    for now in range(first, periods):
        past = slice(max(0, now - apart - YEARS_BACK * per_year), now - apart)
        held = counts[:, past]
        level, spread, weights = _level(held)
        mean[:, now], dispersion[:, now] = level, spread
        if held.shape[1] >= 2 * per_year:
            better, swung, left = _seasonal(held, wave[past], wave[now], level, spread, weights)
            mean[better, now], dispersion[better, now] = swung[better], left[better]
            seasonal[:, now] = better
    return Ordinary(np.maximum(mean, SMALLEST_MEAN), dispersion, seasonal, first)


def _level(held: Floats) -> tuple[Floats, Floats, Floats]:
    """A mean, a dispersion and weights for each series, what stands out weighted down.

    Half a case in one period is added, so that a series of zeros has a mean.
    """
    weights = np.ones_like(held)
    for _ in range(ROUNDS):
        total = weights.sum(axis=1)
        mean = ((weights * held).sum(axis=1) + 0.5) / (total + 1)
        squares = (weights * (held - mean[:, None]) ** 2).sum(axis=1)
        dispersion = np.maximum(squares / mean / (total - 1), 1.0)
        weights = _weights(held, mean[:, None], dispersion[:, None])
    return mean, dispersion, weights


def _weights(held: Floats, mean: Floats, dispersion: Floats) -> Floats:
    residual = 1.5 * (held ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean)) / np.sqrt(dispersion)
    over = np.maximum(residual / RESIDUALS_ABOVE, 1.0)
    return np.asarray(over**-2.0)


def _seasonal(
    held: Floats, wave: Floats, row: Floats, level: Floats, spread: Floats, weights: Floats
) -> tuple[npt.NDArray[np.bool_], Floats, Floats]:
    """Where a yearly wave is significant, the mean it gives now and the dispersion left."""
    beta = np.zeros((len(held), 3))
    beta[:, 0] = np.log(level)
    flat = level[:, None] * np.ones_like(held)
    mean, left = flat, spread
    for _ in range(ROUNDS):
        beta = _step(held, wave, beta, mean, weights)
        mean = np.exp(beta @ wave.T)
        free = weights.sum(axis=1) - 3
        left = np.maximum((weights * (held - mean) ** 2 / mean).sum(axis=1) / free, 1.0)
        weights = _weights(held, mean, left[:, None])
    gain = _deviance(held, flat, weights) - _deviance(held, mean, weights)
    critical = fdtri(2.0, weights.sum(axis=1) - 3, 1 - SEASON_SIGNIFICANT_AT)
    return np.asarray(gain / 2 / left > critical), np.exp(beta @ row), left


def _step(held: Floats, wave: Floats, beta: Floats, mean: Floats, weights: Floats) -> Floats:
    """One Newton step of a Poisson regression for each series, the wave kept within its bounds."""
    slope = np.einsum("sn,np->sp", weights * (held - mean), wave)
    curve = np.einsum("sn,np,nq->spq", weights * mean, wave, wave, optimize=True)
    curve += 0.5 * np.eye(3)  # a case or so of inertia: keeps sparse series from running away
    beta = beta + np.clip(np.linalg.solve(curve, slope[..., None])[..., 0], -1.0, 1.0)
    swing = np.hypot(beta[:, 1], beta[:, 2])
    beta[:, 1:] *= np.minimum(1.0, LARGEST_SWING / np.maximum(swing, 1e-12))[:, None]
    return np.asarray(beta)


def _deviance(held: Floats, mean: Floats, weights: Floats) -> Floats:
    safe = np.where(held > 0, held, 1.0)
    terms = np.where(held > 0, held * np.log(safe / mean), 0.0) - (held - mean)
    return np.asarray(2 * (weights * terms).sum(axis=1))
