"""The declared false-alarm rate: how high a score must be for an alarm.

A threshold depends on what the series is like: with few cases, or clustered ones, high scores come
by chance more often. `vocabulary/warning.yml` holds, for each method, unit and declared rate, the
thresholds at knots of expected count and dispersion and an addition for short histories; between
knots they are interpolated linearly in the logarithms. They were fitted once, on invented series in
which nothing happens (`invented.py`), so that the share of judged periods with an alarm is the
declared rate; `benchmarks/warning_calibration.py` fits them anew, and the tests simulate again with
other seeds. Where fewer than five cases in four periods are the rule, the rate stays below.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from ...reference.vocabulary import load_yaml
from .verdicts import Floats

RATES = (0.005, 0.01, 0.02)  # per period
HIGHEST = {"changepoint": 30.0, "cusum": 11.9}  # log odds of all but certainty; under the ceiling


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The threshold as a surface over log mean and log dispersion, plus a curve over history."""

    means: Floats
    dispersions: Floats
    years: Floats
    surface: Floats  # means by dispersions
    addition: Floats  # one per knot of years
    highest: float  # a score can be no higher than this and a little

    def at(self, mean: Floats, dispersion: Floats, years: Floats) -> Floats:
        """The threshold for each period; `years` is the length of the history before it."""
        usual = bilinear(self.surface, place(mean, self.means), place(dispersion, self.dispersions))
        found = usual + np.interp(years, self.years, self.addition)
        return np.asarray(np.minimum(found, self.highest))


def thresholds(method: str, unit: str, rate: float) -> Thresholds:
    """The fitted thresholds of "changepoint" or "cusum", by "week" or "month"."""
    table = _table()
    fitted = table["thresholds"][method][unit]
    which = RATES.index(rate)
    return Thresholds(
        np.array(table["means"], dtype=float),
        np.array(table["dispersions"], dtype=float),
        np.array(table["years"][unit], dtype=float),
        np.array(fitted["surface"][which], dtype=float),
        np.array(fitted["addition"][which], dtype=float),
        HIGHEST[method],
    )


@cache
def _table() -> dict[str, Any]:
    return dict(load_yaml("warning"))


def place(values: Floats, knots: Floats) -> tuple[np.ndarray[Any, np.dtype[np.intp]], Floats]:
    """For each value the knot below it, and how far it is to the next on the log scale."""
    logs, grid = np.log(np.clip(values, knots[0], knots[-1])), np.log(knots)
    below = np.clip(np.searchsorted(grid, logs) - 1, 0, len(grid) - 2)
    return below, np.asarray((logs - grid[below]) / (grid[below + 1] - grid[below]))


def bilinear(surface: Floats, rows: tuple[Any, Floats], columns: tuple[Any, Floats]) -> Floats:
    """Values between the knots of a surface."""
    (i, f), (j, g) = rows, columns
    low = surface[i, j] * (1 - g) + surface[i, j + 1] * g
    high = surface[i + 1, j] * (1 - g) + surface[i + 1, j + 1] * g
    return np.asarray(low * (1 - f) + high * f)
