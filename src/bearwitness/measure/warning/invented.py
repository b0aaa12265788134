"""Invented series: ordinary ones in which nothing happens, and ones with known outbreaks.

They stand in for data nobody has: the only way to know how often a method is wrong is to know when
nothing happened. Ordinary counts are negative binomial around a yearly wave, the mean log-uniform
from 0.1 to 40 per period and the dispersion from 1 to 5, a fifth exactly Poisson; half of the
series have a wave that swings the mean by a factor of up to e each way.
"""

from dataclasses import dataclass

import numpy as np

from .verdicts import Flags, Floats

MEANS = (0.1, 40.0)
DISPERSIONS = (1.0, 5.0)
SHARE_POISSON = 0.2
SHARE_SEASONAL = 0.5
SWINGS = (0.2, 1.0)  # on the logarithm
OUTBREAK_EVERY = 80  # periods, on average
OUTBREAK_LASTS = 9  # periods, on average
OUTBREAK_SIZES = (1.0, 2.0, 4.0, 8.0)  # additional cases over ordinary ones, on average


@dataclass(frozen=True, slots=True)
class Invented:
    """Counts by series and period, with the truth about each."""

    counts: Floats
    mean: Floats  # of the ordinary cases, by series and period
    level: Floats  # the mean over a year, by series
    dispersion: Floats  # by series
    outbreak: Flags  # by series and period


def ordinary_series(seed: int, series: int, periods: int, per_year: int) -> Invented:
    """Series in which nothing happens; the same seed gives the same ones."""
    draw = np.random.default_rng(seed)
    level = _log_uniform(draw, MEANS, series)
    spread = _log_uniform(draw, DISPERSIONS, series)
    spread[draw.random(series) < SHARE_POISSON] = 1.0
    swing = np.where(draw.random(series) < SHARE_SEASONAL, draw.uniform(*SWINGS, series), 0.0)
    angle = 2 * np.pi * (np.arange(periods) / per_year + draw.random((series, 1)))
    mean = level[:, None] * np.exp(swing[:, None] * np.cos(angle))
    counts = draw.poisson(_mixed(draw, mean, spread[:, None])).astype(float)
    return Invented(counts, mean, level, spread, np.zeros(counts.shape, dtype=bool))


def series_with_outbreaks(seed: int, series: int, periods: int, per_year: int) -> Invented:
    """The same with outbreaks laid over: runs of periods with additional cases."""
    quiet = ordinary_series(seed, series, periods, per_year)
    draw = np.random.default_rng((seed, 1))
    counts, outbreak = quiet.counts.copy(), quiet.outbreak.copy()
    for one in range(series):
        start = int(draw.geometric(1 / OUTBREAK_EVERY))
        while start < periods:
            end = min(periods, start + int(draw.geometric(1 / OUTBREAK_LASTS)))
            size = draw.choice(OUTBREAK_SIZES)
            more = size * quiet.mean[one, start:end] * draw.gamma(2.0, 0.5, end - start)
            least = draw.gamma(2.0, 0.5, end - start)  # about one case, where hardly any are usual
            counts[one, start:end] += draw.poisson(np.maximum(more, least))
            outbreak[one, start:end] = True
            start = end + int(draw.geometric(1 / OUTBREAK_EVERY))
    return Invented(counts, quiet.mean, quiet.level, quiet.dispersion, outbreak)


def _log_uniform(draw: np.random.Generator, ends: tuple[float, float], series: int) -> Floats:
    low, high = (float(np.log(end)) for end in ends)
    return np.exp(draw.uniform(low, high, series))


def _mixed(draw: np.random.Generator, mean: Floats, dispersion: Floats) -> Floats:
    """Poisson means whose gamma mixture makes the counts' variance dispersion times the mean."""
    excess = np.maximum(dispersion - 1, 1e-9)
    mixed = draw.gamma(np.maximum(mean / excess, 1e-300)) * excess
    return np.asarray(np.where(dispersion > 1.0001, mixed, mean))
