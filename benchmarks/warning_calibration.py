"""Fits the thresholds of the declared false-alarm rates, and writes vocabulary/warning.yml.

Usage: python benchmarks/warning_calibration.py OUT.yml [--batches 40]

The fit: simulate series in which nothing happens, score every judged period, and move the surface
and the curve of `calibration.Thresholds` until, around each knot, the declared share of scores lies
above; the weights are those of the interpolation. (Weights at the true level and dispersion gave
thresholds beyond reach in sparse corners.) At last all thresholds move together, so that the share
is right over the series of 0.3 cases a period or more.
"""

import argparse
from pathlib import Path

import numpy as np

from bearwitness.measure.warning.baseline import ordinary
from bearwitness.measure.warning.calibration import RATES, bilinear, place
from bearwitness.measure.warning.combine import score_of
from bearwitness.measure.warning.invented import ordinary_series
from bearwitness.measure.warning.verdicts import enough_cases

MEANS = np.array([0.1, 0.3, 1.0, 3.0, 10.0, 30.0])
DISPERSIONS = np.array([1.0, 1.25, 1.6, 2.5, 5.0])
YEARS = {"week": np.array([1.0, 1.5, 2.5, 3.5]), "month": np.array([1.5, 2.0, 3.0, 4.5])}
PER_YEAR = {"week": 52, "month": 12}
SERIES, ROUNDS, NEVER = 400, 8, -40.0
LEAST_LEVEL = 0.3  # cases a period; below, five cases in four periods bind
LOWEST, HIGHEST = {"changepoint": -6.0, "cusum": 0.0}, {"changepoint": 9.0, "cusum": 11.9}


def scored(method, unit, batches, seed):
    """Mean, dispersion, years of history and score of every judged period of many series."""
    per_year, rows = PER_YEAR[unit], []
    periods = int(per_year * (YEARS[unit][-1] + 0.5))
    for batch in range(batches if unit == "week" else 3 * batches):
        made = ordinary_series(seed + batch, SERIES, periods, per_year)
        counts = made.counts
        base = ordinary(counts, per_year)
        score = np.where(enough_cases(counts) & (counts > 0), score_of(method, counts, base), NEVER)
        level = np.broadcast_to(made.level[:, None], counts.shape)
        years = np.broadcast_to(np.arange(periods) / per_year, counts.shape)
        kept = slice(base.first, None)
        rows.append([a[:, kept].ravel() for a in (base.mean, base.dispersion, years, score, level)])
    return [np.concatenate(column) for column in zip(*rows, strict=True)]


def quantile(values, weights, share):
    """A weighted quantile."""
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return values[order][np.searchsorted(total, share * total[-1])]


def fitted(method, unit, rate, rows):
    """The surface and the addition for one declared rate."""
    mean, dispersion, years, score, level = rows
    across, down = place(mean, MEANS), place(dispersion, DISPERSIONS)
    knots = YEARS[unit]
    surface = np.full((len(MEANS), len(DISPERSIONS)), 2.0)
    addition = np.zeros(len(knots))
    hats = [np.interp(years, knots, row) for row in np.eye(len(knots))]
    # 8 rounds: the surface moves by under .05 in the last
    for _ in range(ROUNDS):
        left = score - bilinear(surface, across, down) - np.interp(years, knots, addition)
        step = np.zeros_like(surface)
        for i, j in np.ndindex(surface.shape):
            weight = hat(across, i) * hat(down, j)
            held = weight > 0
            step[i, j] = quantile(left[held], weight[held], 1 - rate)
        surface = np.clip(surface + 0.8 * step, LOWEST[method], HIGHEST[method])
        left = score - bilinear(surface, across, down) - np.interp(years, knots, addition)
        usual = mean > 0.5
        moves = [quantile(left[usual], hat_[usual], 1 - rate) for hat_ in hats]
        addition = addition + 0.8 * np.array(moves)
        addition -= addition[-1]
    left = score - bilinear(surface, across, down) - np.interp(years, knots, addition)
    return surface, addition + np.quantile(left[level >= LEAST_LEVEL], 1 - rate)


def hat(placed, knot):
    """The weight that interpolation gives to one knot."""
    below, share = placed
    return np.where(below == knot, 1 - share, np.where(below + 1 == knot, share, 0.0))


def listed(values):
    """A list of numbers as YAML writes it."""
    return "[" + ", ".join(f"{v:.2f}" for v in values) + "]"


def main():
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--batches", type=int, default=40)
    given = parser.parse_args()
    lines = [
        "# How high a score must be for an alarm; written by benchmarks/warning_calibration.py.",
        "# Each surface has a row per mean and a column per dispersion; one surface and one",
        f"# addition (per knot of years of history) for each declared rate: {RATES}.",
        "source: >-",
        f"  simulation of {given.batches * SERIES:,} weekly and {3 * given.batches * SERIES:,}"
        " monthly invented series",
        "  without outbreaks (measure/warning/invented.py), seeds from 1000",
        f"means: {listed(MEANS)}",
        f"dispersions: {listed(DISPERSIONS)}",
        "years:",
        *[f"  {unit}: {listed(knots)}" for unit, knots in YEARS.items()],
        "thresholds:",
    ]
    for method in ("changepoint", "cusum"):
        lines.append(f"  {method}:")
        for unit in YEARS:
            rows = scored(method, unit, given.batches, seed=1000)
            fits = [fitted(method, unit, rate, rows) for rate in RATES]
            lines += [f"    {unit}:", "      surface:"]
            for surface, _ in fits:
                lines += [f"      {'- ' if i == 0 else '  '}- {listed(r)}"
                          for i, r in enumerate(surface)]  # fmt: skip
            lines += ["      addition:", *[f"      - {listed(added)}" for _, added in fits]]
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
