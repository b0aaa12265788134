"""Fits the thresholds of the declared false-alarm rates, and writes vocabulary/warning.yml.

Usage: python benchmarks/warning_calibration.py OUT.yml [--batches 40] [--settle 0] [--only cusum]

The fit: simulate series in which nothing happens, score every judged period, and move the surface
and the curve of `calibration.Thresholds` until, around each knot, the declared share of scores lies
above; the weights are those of the interpolation. (Weights at the true level and dispersion gave
thresholds beyond reach in sparse corners.) At last all thresholds move together, so that the share
is right over the series of 0.3 cases a period or more. A tail share of 6,400 series still errs by
some 5 %, and the fit does not know where a threshold meets its highest value: --settle BATCHES
keeps the fitted surfaces of the vocabulary and moves them together once more, on that many batches
of fresh series and judged as the program judges; --only names the method to settle.
"""

import argparse
import textwrap
from pathlib import Path

import numpy as np

from bearwitness.measure.warning.baseline import ordinary
from bearwitness.measure.warning.calibration import HIGHEST as CAPS
from bearwitness.measure.warning.calibration import RATES, bilinear, place
from bearwitness.measure.warning.combine import score_of
from bearwitness.measure.warning.invented import ordinary_series
from bearwitness.measure.warning.verdicts import enough_cases
from bearwitness.reference.vocabulary import load_yaml

MEANS = np.array([0.1, 0.3, 1.0, 3.0, 10.0, 30.0])
DISPERSIONS = np.array([1.0, 1.25, 1.6, 2.5, 5.0])
YEARS = {"week": np.array([1.0, 1.5, 2.5, 3.5]), "month": np.array([1.5, 2.0, 3.0, 4.5])}
PER_YEAR = {"week": 52, "month": 12}
METHODS = ["changepoint", "cusum"]
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


def fit_all(batches):
    """Surfaces and additions of both methods, by unit and rate."""
    made = {}
    for method in METHODS:
        made[method] = {}
        for unit in YEARS:
            rows = scored(method, unit, batches, seed=1000)
            fits = [fitted(method, unit, rate, rows) for rate in RATES]
            surfaces = [surface.tolist() for surface, _ in fits]
            additions = [list(map(float, added)) for _, added in fits]
            made[method][unit] = {"surface": surfaces, "addition": additions}
    return made


def settle(table, method, batches):
    """Moves the thresholds of a method so that the share holds on fresh series, in place."""
    for unit in YEARS:
        mean, dispersion, years, score, level = scored(method, unit, batches, seed=20_000)
        usual = level >= LEAST_LEVEL
        score, years = score[usual], years[usual]
        across, down = place(mean[usual], MEANS), place(dispersion[usual], DISPERSIONS)
        for which, rate in enumerate(RATES):
            surface = np.array(table[method][unit]["surface"][which])
            addition = np.array(table[method][unit]["addition"][which])
            limit = bilinear(surface, across, down) + np.interp(years, YEARS[unit], addition)
            shift = shift_for(score, limit, rate, CAPS[method])
            print(f"{method} {unit} {rate}: moved by {shift:.3f}", flush=True)
            table[method][unit]["addition"][which] = list(addition + shift)


def shift_for(score, limit, rate, cap):
    """What to add to every limit, so that the share of scores above it is `rate`."""
    low, high = -5.0, 5.0
    for _ in range(30):
        middle = (low + high) / 2
        too_many = (score > np.minimum(limit + middle, cap)).mean() > rate
        low, high = (middle, high) if too_many else (low, middle)
    return high


def written(table, source):
    """The file's text; `source` is what was simulated."""
    lines = [
        "# How high a score must be for an alarm; written by benchmarks/warning_calibration.py.",
        "# Each surface has a row per mean and a column per dispersion; one surface and one",
        f"# addition (per knot of years of history) for each declared rate: {RATES}.",
        "source: >-",
        *textwrap.wrap(source, 90, initial_indent="  ", subsequent_indent="  "),
        f"means: {listed(MEANS)}",
        f"dispersions: {listed(DISPERSIONS)}",
        "years:",
        *[f"  {unit}: {listed(knots)}" for unit, knots in YEARS.items()],
        "thresholds:",
    ]
    for method, units in table.items():
        lines.append(f"  {method}:")
        for unit, made in units.items():
            lines += [f"    {unit}:", "      surface:"]
            for surface in made["surface"]:
                lines += [f"      {'- ' if i == 0 else '  '}- {listed(r)}"
                          for i, r in enumerate(surface)]  # fmt: skip
            lines += ["      addition:", *(f"      - {listed(one)}" for one in made["addition"])]
    return "\n".join(lines) + "\n"


def main():
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--batches", type=int, default=40)
    parser.add_argument("--settle", type=int, default=0)
    parser.add_argument("--only", choices=("changepoint", "cusum"))
    given = parser.parse_args()
    if given.settle:
        held = load_yaml("warning")
        table, methods = held["thresholds"], [given.only] if given.only else METHODS
        for method in methods:
            settle(table, method, given.settle)
        source = (
            f"{held['source'].strip()}; {' and '.join(methods)} settled on "
            f"{given.settle * SERIES:,} weekly and {3 * given.settle * SERIES:,} monthly more, "
            "seeds from 20000"
        )
    else:
        table = fit_all(given.batches)
        source = (
            f"simulation of {given.batches * SERIES:,} weekly and {3 * given.batches * SERIES:,} "
            "monthly invented series without outbreaks (measure/warning/invented.py), seeds from "
            "1000"
        )
    given.out.write_text(written(table, source), encoding="utf-8")


if __name__ == "__main__":
    main()
