"""Sensitivity, specificity, F1 and lag of each method; its false-alarm rate; R side by side.

Usage: python benchmarks/warning.py [FOLDER] [--from 114] [--with-r] [--only k1,s3]
       python benchmarks/warning.py --false-alarms [10]

FOLDER holds weekly CSV files with the columns obs and state (1 in the weeks of an outbreak), as the
test series of R's surveillance. Without it, invented series with known outbreaks are used. The lag
is the number of weeks from an outbreak's first week to its first alarm, over the outbreaks found.
--with-r runs R's surveillance on the same series and counts the periods that differ (0 is wanted);
it needs Rscript and the package (Debian: r-cran-surveillance). --false-alarms simulates series in
which nothing happens, PARTS times 2,000 weekly and three times as many monthly ones (10 parts), and
prints the share of judged periods with an alarm.
"""

import argparse
import csv
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.special import ndtri

from bearwitness.measure.warning.baseline import ordinary
from bearwitness.measure.warning.calibration import RATES, thresholds
from bearwitness.measure.warning.combine import METHODS, score_of
from bearwitness.measure.warning.cusum import log_ratios, restarted
from bearwitness.measure.warning.ears import ears
from bearwitness.measure.warning.farrington import farrington
from bearwitness.measure.warning.farrington_flexible import farrington_flexible
from bearwitness.measure.warning.invented import ordinary_series, series_with_outbreaks
from bearwitness.measure.warning.verdicts import enough_cases

WEEKS = 52
R_SCRIPT = Path(__file__).with_name("warning.R")


def read_folder(folder, only):
    """Names, counts and truth of the CSV files of a folder."""
    found = []
    for path in sorted(folder.glob("*.csv")):
        if only and path.stem not in only:
            continue
        with path.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        counts = np.array([float(row["obs"]) for row in rows])
        found.append((path.stem, counts, np.array([row["state"] == "1" for row in rows])))
    return found


def invented(number=60, seed=77):
    """Invented series with known outbreaks."""
    made = series_with_outbreaks(seed, number, 209, WEEKS)
    return [(str(i), made.counts[i], made.outbreak[i]) for i in range(number)]


def scored(series, method, rate, start):
    """One line of the table: sensitivity, specificity, F1, outbreaks found and median lag."""
    true, false, missed, quiet, lags, runs = 0, 0, 0, 0, [], 0
    for _, counts, truth in series:
        alarm = METHODS[method].run(counts, WEEKS, rate).alarm
        kept = slice(start - 1, None)
        true += (alarm & truth)[kept].sum()
        false += (alarm & ~truth)[kept].sum()
        missed += (~alarm & truth)[kept].sum()
        quiet += (~alarm & ~truth)[kept].sum()
        for first, last in outbreaks(truth, start - 1):
            runs += 1
            hits = np.flatnonzero(alarm[first : last + 1])
            lags += [int(hits[0])] if len(hits) else []
    f1 = 2 * true / max(2 * true + false + missed, 1)
    lag = f"{np.median(lags):.0f}" if lags else "-"
    return (
        f"{method:20s} {rate:<6} sens {true / max(true + missed, 1):.3f} "
        f"spec {quiet / (quiet + false):.3f} F1 {f1:.3f} found {len(lags)}/{runs} lag {lag}"
    )


def outbreaks(truth, start):
    """First and last place of each run of outbreak weeks that begins at `start` or later."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], truth.astype(int), [0]])))
    return [(a, b - 1) for a, b in edges.reshape(-1, 2) if a >= start]


def false_alarms(per_year, parts, seed=500_000, series=2000):
    """The share of judged periods with an alarm where nothing happens, for each declared rate."""
    unit, periods = ("week", 209) if per_year == WEEKS else ("month", 66)
    shares, levels = {}, []
    for part in range(parts if unit == "week" else 3 * parts):
        made = ordinary_series(seed + part, series, periods, per_year)
        base = ordinary(made.counts, per_year)
        may = enough_cases(made.counts) & (made.counts > 0)
        years = np.broadcast_to(np.arange(periods) / per_year, may.shape)
        levels.append(made.level)
        for method in ("changepoint", "cusum"):
            scores = score_of(method, made.counts, base)
            for rate in RATES:
                limits = thresholds(method, unit, rate).at(base.mean, base.dispersion, years)
                alarm = ((scores > limits) & may)[:, base.first :]
                shares.setdefault((method, rate), []).append(alarm.mean(axis=1))
    level = np.concatenate(levels)
    for (method, rate), found in shares.items():
        share = np.concatenate(found)
        by_level = [
            f"{low:g}-{high:g}: {share[(level >= low) & (level < high)].mean():.4f}"
            for low, high in ((0.1, 0.3), (0.3, 1), (1, 3), (3, 10), (10, 40))
        ]
        usual = share[level >= 0.3]
        print(
            f"{unit} {method} declared {rate} simulated {usual.mean():.4f} "
            f"(s.e. {usual.std() / np.sqrt(len(usual)):.4f})"
            f"; by cases a {unit} {', '.join(by_level)}",
            flush=True,
        )


def nominal_false_alarms(seed=600_000, series=60):
    """The same for the methods whose rate is only nominal."""
    made = ordinary_series(seed, series, 209, WEEKS)
    for method in [name for name, one in METHODS.items() if not one.calibrated]:
        found = [METHODS[method].run(one, WEEKS, 0.01) for one in made.counts]
        share = np.mean([one.alarm[one.first :].mean() for one in found])
        print(f"week {method} nominal 0.01 simulated {share:.4f}")


def against_r(series):
    """Runs R on the same series and prints, for each method, the periods that differ."""
    with tempfile.TemporaryDirectory() as folder:
        counts = np.column_stack([one for _, one, _ in series]).astype(int)
        np.savetxt(Path(folder) / "in.csv", counts, fmt="%d", delimiter=",")
        subprocess.run(["Rscript", str(R_SCRIPT), folder], check=True, capture_output=True)
        for method, run in OURS.items():
            theirs = np.loadtxt(Path(folder) / f"{method}.csv", delimiter=",", ndmin=2)
            differ = sum(
                int((run(counts[:, i].astype(float)) != (theirs[:, i] > 0)).sum())
                for i in range(counts.shape[1])
            )
            said = f"{theirs.size} periods, {int(theirs.sum())} alarms in R, {differ} differ"
            print(f"{method:20s} {said}")


def cusum_as_r(counts):
    """The chart of `algo.glrnb` with fixed mean 2, inverse size 0.5, theta log 2, limit 4."""
    ratios = log_ratios(counts, np.full(len(counts), 2.0), np.full(len(counts), 0.5))
    return restarted(ratios, 4.0)[1]


OURS = {
    "farrington2": lambda y: farrington(y, WEEKS, quantile=ndtri(0.975), years=2).alarm[113:],
    "farrington3": lambda y: farrington(y, WEEKS, quantile=ndtri(0.975), years=3).alarm[159:],
    "flexible2": lambda y: farrington_flexible(y, WEEKS, alpha=0.05, years=2).alarm[113:],
    "flexible3": lambda y: farrington_flexible(y, WEEKS, alpha=0.01, years=3).alarm[159:],
    "earsC1": lambda y: ears(y, "C1", alpha=0.001).alarm[7:],
    "earsC2": lambda y: ears(y, "C2", alpha=0.001).alarm[9:],
    "earsC3": lambda y: ears(y, "C3", alpha=0.025, as_in_r=True).alarm[11:],
    "cusum": cusum_as_r,
}


def main():
    """Prints the table, and what else was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--from", dest="start", type=int, default=114)
    parser.add_argument("--only", type=lambda said: said.split(","))
    parser.add_argument("--with-r", action="store_true")
    parser.add_argument("--false-alarms", type=int, nargs="?", const=10, default=0)
    given = parser.parse_args()
    if given.false_alarms:
        for per_year in (WEEKS, 12):
            false_alarms(per_year, given.false_alarms)
        nominal_false_alarms()
        return
    number = 12 if given.with_r else 60
    series = read_folder(given.folder, given.only) if given.folder else invented(number)
    if given.with_r:
        against_r(series)
        return
    for method in METHODS:
        for rate in (0.01, 0.02):
            print(scored(series, method, rate, given.start))


if __name__ == "__main__":
    main()
