"""Our figures against published ones, on tables of overlapping lists.

Usage: python benchmarks/undercount.py FOLDER [--seeds 10] [--draws 10000] [--simulate 300]
       python benchmarks/undercount.py FOLDER --with-r

FOLDER holds kosovo.csv and uk.csv (tests/measure/data does). Prints, for each reference point, the
figure, ours, how far off, and seconds; then the sampler by seed; the same fits by a general
optimizer; the sampler without its slides, its swaps, and without bringing the data in by degrees;
and, with --simulate, how often intervals hold a known truth.

--with-r instead runs R's conting (Debian: r-cran-conting) on the Kosovo table beside our log-linear
models of the same order, averaged; R runs for a minute or two. Two programs with different priors:
ours weighs a model by exp(-BIC / 2) and every model alike beforehand, R draws from the posterior
under unit information priors with 1 / N on the total. They should agree where one model has nearly
all the weight, and need not where several models far apart share it.
"""

import argparse
import csv
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize

from bearwitness.measure.undercount import latent_moves
from bearwitness.measure.undercount.chao import chao
from bearwitness.measure.undercount.decomposable import dga
from bearwitness.measure.undercount.fitting import Fitted, fit
from bearwitness.measure.undercount.histories import overlaps_of
from bearwitness.measure.undercount.latent_class import CLASSES, latent_class, observed
from bearwitness.measure.undercount.loglinear import loglinear, mixture_quantile
from bearwitness.measure.undercount.sparse import resampled, sparse
from bearwitness.measure.undercount.terms import hierarchical_models
from bearwitness.model.measure import Overlaps, SizeEstimate

R_SCRIPT = Path(__file__).with_name("undercount.R")
# Published by Rcapture, dga, LCMCR and SparseMSE on the same tables: figure, low, high.
LATENT_CLASS = (10_367.0, 9_267.0, 13_597.0)


def table(path: Path) -> Overlaps:
    """One table."""
    with path.open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return overlaps_of(header, rows)


def off(ours: float, theirs: float) -> str:
    """Difference in per cent."""
    return f"{100 * (ours / theirs - 1):+.2f} %"


def against(name: str, theirs: tuple[float, ...], make: Callable[[], SizeEstimate]) -> None:
    """One line: what the other program gives, what we give."""
    start = time.perf_counter()
    one = make()
    seconds = time.perf_counter() - start
    ours = (one.estimate, one.low, one.high)
    parts = [f"{b:,.1f} ({off(b, a)})" for a, b in zip(theirs, ours, strict=False)]
    se = f" s.e. {one.standard_error:.1f}" if one.standard_error else ""
    wanted = ", ".join(f"{a:,.1f}" for a in theirs)
    print(f"{name}: published {wanted}; ours {', '.join(parts)}{se}; {seconds:.2f} s")


def deterministic(kosovo: Overlaps, uk: Overlaps) -> None:
    """Every reference point without draws."""
    against("Kosovo, Chao", (8_591,), lambda: chao(kosovo))
    against("Kosovo, log-linear by BIC", (10_356.5,), lambda: loglinear(kosovo)[0])
    against("Kosovo, log-linear by AIC", (12_741,), lambda: loglinear(kosovo)[1])
    against("Kosovo, dga", (12_749, 9_827, 16_544), lambda: dga(kosovo))
    against("UK, SparseMSE", (11_418, 9_977, 13_146), lambda: sparse(uk))
    against("UK, resampled", (11_418,), lambda: resampled(uk))


def sampled(kosovo: Overlaps, seeds: int, draws: int) -> None:
    """The latent-class figures by seed, and the worst of them."""
    worst = np.zeros(3)
    for seed in range(seeds):
        start, begun = time.perf_counter(), time.process_time()
        one = latent_class(kosovo, draws, seed)
        said = dict(one.diagnostics)
        ours = np.array([one.estimate, one.low, one.high])
        worst = np.maximum(worst, np.abs(ours / LATENT_CLASS - 1))
        print(
            f"Kosovo, latent classes, seed {seed}: "
            f"{ours[0]:,.0f} ({ours[1]:,.0f} to {ours[2]:,.0f}); "
            f"R-hat {said['R-hat']:.3f}, {said['effective draws']:.0f} effective of "
            f"{said['draws']:.0f}; {time.process_time() - begun:.2f} s of one core, "
            f"{time.perf_counter() - start:.2f} s"
        )
    print("furthest from the published ones: " + ", ".join(f"{100 * w:.1f} %" for w in worst))


def beside_r(path: Path, draws: int = 5_000) -> None:
    """Our average over models of the same order as R's conting, and R's."""
    kosovo = table(path)
    counts = np.array(kosovo.counts, dtype=np.int64)
    fits = fit(counts, hierarchical_models(len(kosovo.lists)))
    start = time.perf_counter()
    done = subprocess.run(
        ["Rscript", str(R_SCRIPT), str(path), str(draws)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds = time.perf_counter() - start
    for row in done.stdout.splitlines():
        order, mean, middle, low, high = (float(word) for word in row.split())
        ours = averaged_at_most(kosovo, fits, int(order))
        theirs = (mean, middle, low, high)
        print(f"Kosovo, terms of up to {order:.0f} lists: mean, median (95 % interval)")
        for name, (mean_, middle_, low_, high_) in (("conting", theirs), ("ours", ours)):
            print(f"  {name:8s} {mean_:,.0f}, {middle_:,.0f} ({low_:,.0f} to {high_:,.0f})")
        print("  apart    " + ", ".join(off(a, b) for a, b in zip(ours, theirs, strict=True)))
    print(f"R took {seconds:.0f} s; the priors differ, so the figures are near and not the same")


def averaged_at_most(
    overlaps: Overlaps, fits: Sequence[Fitted], order: int
) -> tuple[float, float, float, float]:
    """Mean, median and ends of the average over the models without a term of more lists."""
    kept = [one for one in fits if all(term.bit_count() <= order for term in one.model)]
    scores = np.array([one.bic(overlaps.documented) for one in kept])
    weights = np.exp((scores.min() - scores) / 2)
    weights /= weights.sum()
    hidden = np.array([one.hidden for one in kept])
    errors = np.array([one.standard_error for one in kept])
    middle, low, high = (
        overlaps.documented + mixture_quantile(weights, hidden, errors, at)
        for at in (0.5, 0.025, 0.975)
    )
    return overlaps.documented + float(weights @ hidden), middle, low, high


def two_ways(kosovo: Overlaps) -> None:
    """All hierarchical models of four lists by reweighting and by BFGS."""
    counts = np.array(kosovo.counts, dtype=np.int64)
    models = hierarchical_models(4)
    start = time.perf_counter()
    ours = np.array([one.hidden for one in fit(counts, models)])
    middle = time.perf_counter()
    theirs = np.array([by_optimizer(counts, model) for model in models])
    end = time.perf_counter()
    print(
        f"{len(models)} models: reweighting {middle - start:.3f} s, "
        f"optimizer {end - middle:.2f} s, "
        f"largest difference {100 * np.abs(ours / theirs - 1).max():.4f} %"
    )


def by_optimizer(counts: Any, model: frozenset[int]) -> float:
    """The number on no list at the Poisson maximum, by a general optimizer."""
    patterns = np.arange(1, len(counts))
    terms = [0, 1, 2, 4, 8, *sorted(model)]
    columns = np.column_stack([(patterns & t) == t for t in terms]).astype(float)
    seen = counts[1:].astype(float)

    def loss(at: Any) -> tuple[float, Any]:
        means = np.exp(np.clip(columns @ at, -50, 50))
        return means.sum() - seen @ (columns @ at), columns.T @ (means - seen)

    start = np.linalg.lstsq(columns, np.log(seen + 0.5), rcond=None)[0]
    return float(np.exp(minimize(loss, start, jac=True, options={"gtol": 1e-6}).x[0]))


@contextmanager
def without(*moves: str) -> Iterator[None]:
    """The sampler with these moves doing nothing."""
    if not moves:
        yield
        return
    with patch.object(latent_moves, moves[0], lambda *_: None), without(*moves[1:]):
        yield


def samplers(kosovo: Overlaps) -> None:
    """What each part of the sampler is worth, in effective draws a second of one core."""
    for name, moves in (
        ("all", ()),
        ("without slides", ("_slide",)),
        ("without swaps", ("_swap",)),
        ("without either", ("_slide", "_swap")),
    ):
        with without(*moves):
            made, begun = [], time.process_time()
            for seed in range(3):
                made.append(latent_class(kosovo, 5_000, seed))
            seconds = time.process_time() - begun
        worth = sum(dict(one.diagnostics)["effective draws"] for one in made)
        print(f"data by degrees, {name}: {worth / seconds:.0f} effective draws a second")
    with without("_slide", "_swap"):
        plain_chains(kosovo)


def plain_chains(kosovo: Overlaps, chains: int = 20, sweeps: int = 6_000) -> None:
    """The Gibbs sampler as published, chains that start from the prior with all the data."""
    patterns, units = observed(kosovo)
    draw = np.random.default_rng(0)
    held = latent_moves.from_prior(chains, CLASSES, patterns.shape[1], draw)
    begun = time.process_time()
    drawn = np.array([latent_moves.sweep(held, patterns, units, draw) for _ in range(sweeps)])
    seconds = time.process_time() - begun
    kept = drawn[sweeps // 3 :].T + kosovo.documented
    between, within = kept.mean(1).var(ddof=1), kept.var(1, ddof=1).mean()
    low, middle, high = np.quantile(kept, (0.025, 0.5, 0.975))
    print(
        f"Gibbs alone, {chains} chains of {sweeps}: {middle:,.0f} ({low:,.0f} to {high:,.0f}), "
        f"R-hat {np.sqrt(1 + between / within):.3f}, "
        f"{chains * within / between / seconds:.1f} effective draws a second"
    )


def simulated(populations: int) -> None:
    """How often 95 % intervals hold a truth of 1,000, alike units and unequal ones."""
    easy, hard = (0.45, 0.4, 0.35, 0.4), (0.04, 0.03, 0.05, 0.04)
    worlds = {
        "alike": np.tile((0.35, 0.3, 0.25, 0.2), (1_000, 1)),
        "half hardly ever found": np.vstack([np.tile(easy, (500, 1)), np.tile(hard, (500, 1))]),
    }
    methods: dict[str, Callable[[Overlaps], SizeEstimate]] = {
        "chao": chao,
        "loglinear-bic": lambda o: loglinear(o)[0],
        "loglinear-averaged": lambda o: loglinear(o)[2],
        "dga": dga,
        "sparse": sparse,
    }
    for world, chances in worlds.items():
        draw = np.random.default_rng(1)
        tables = [_seen(chances, draw) for _ in range(populations)]
        for name, make in methods.items():
            made = [make(one) for one in tables]
            held = np.mean([m.low <= len(chances) <= m.high for m in made])
            middle = np.median([m.estimate for m in made])
            print(f"{world}, {name}: holds the truth {100 * held:.1f} %, median {middle:,.0f}")


def _seen(chances: Any, draw: np.random.Generator) -> Overlaps:
    on = draw.random(chances.shape) < chances
    counts = np.bincount(on @ (1 << np.arange(chances.shape[1])), minlength=16)
    return Overlaps(tuple("ABCD"), (0, *(int(n) for n in counts[1:])))


def main() -> None:
    """Everything, in the order of the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--simulate", type=int, default=0)
    parser.add_argument("--with-r", action="store_true")
    given = parser.parse_args()
    if given.with_r:
        beside_r(given.folder / "kosovo.csv")
        return
    kosovo, uk = table(given.folder / "kosovo.csv"), table(given.folder / "uk.csv")
    deterministic(kosovo, uk)
    two_ways(kosovo)
    sampled(kosovo, given.seeds, given.draws)
    samplers(kosovo)
    if given.simulate:
        simulated(given.simulate)


if __name__ == "__main__":
    main()
