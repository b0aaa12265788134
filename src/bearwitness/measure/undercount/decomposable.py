"""Decomposable graphical models averaged: the posterior of the total over all of them.

Prior: every graph alike; the chances of the patterns hyper-Dirichlet with 2 ** -lists a pattern;
the total N with weight 1 / N. Everything but the graph and N integrates out in closed form, so the
posterior is a sum, not a sample. Source: Madigan and York 1997, Biometrika 84, 19-31; the values
chosen are those that the R package dga suggests.
"""

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, logsumexp

from ...model.errors import TooFewOverlaps
from ...model.measure import Overlaps, SizeEstimate
from .fitting import Array, Counts
from .graphs import Graph, decomposable_graphs
from .wording import always_doubtful, assumes

LISTS = range(3, 6)
_POINTS = 40_000  # numbers on no list looked at; all of them when there are fewer
_REACHES = (4, 16, 64, 256, 1_024)  # times the documented number, looked at in turn
_FAR_HALF = 1e-3  # weight of the furthest reach's upper half, at most
_NEGLIGIBLE = 20.0  # natural log units below the best graph or number


def dga(overlaps: Overlaps, level: float = 0.95) -> SizeEstimate:
    """Posterior mean and central interval of the total; raises TooFewOverlaps."""
    counts = np.array(overlaps.counts, dtype=np.int64)
    hidden, weights, best, share = _posterior(counts)
    total = overlaps.documented + hidden
    mean = float(weights @ total)
    reached = np.cumsum(weights)
    tail = (1 - level) / 2
    low, middle, high = (
        float(total[min(int(np.searchsorted(reached, at)), len(total) - 1)])
        for at in (tail, 0.5, 1 - tail)
    )
    return SizeEstimate(
        method="dga",
        documented=overlaps.documented,
        estimate=mean,
        low=low,
        high=high,
        level=level,
        standard_error=float(np.sqrt(weights @ (total - mean) ** 2)),
        model=f"{len(decomposable_graphs(len(overlaps.lists)))} graphs, most likely "
        + best.written(len(overlaps.lists)),
        assumes=assumes("dga"),
        doubtful=always_doubtful("dga"),
        diagnostics=(("median", middle), ("weight of the most likely graph", share)),
    )


def _posterior(counts: Counts) -> tuple[npt.NDArray[np.int64], Array, Graph, float]:
    """Numbers on no list, their weights, the most likely graph and its weight."""
    documented = int(counts.sum())
    for times in _REACHES:
        reach = times * documented + 100
        hidden = np.arange(0, reach, max(1, reach // _POINTS))
        weights, best, share = _weights(counts, hidden)
        if weights[-1] < np.exp(-_NEGLIGIBLE) * weights.max():
            return hidden, weights, best, share
    if weights[len(weights) // 2 :].sum() < _FAR_HALF:
        return hidden, weights, best, share
    raise TooFewOverlaps(
        "the graphs' posterior has no end that the overlaps set",
        "use lists that share more units, or report counts only",
    )


def _weights(counts: Counts, hidden: npt.NDArray[np.int64]) -> tuple[Array, Graph, float]:
    size = len(counts).bit_length() - 1
    graphs = decomposable_graphs(size)
    margins = _margins(counts, hidden)
    uses = np.zeros((len(graphs), len(counts)))
    for row, graph in zip(uses, graphs, strict=True):
        np.add.at(row, list(graph.cliques), 1.0)
        np.add.at(row, list(graph.separators), -1.0)
    total = counts.sum() + hidden
    shared = gammaln(total + 1) - gammaln(hidden + 1) - np.log(total)
    coarse = slice(None, None, 64)
    peaks = (uses @ margins[:, coarse] + shared[coarse]).max(1)
    near = np.flatnonzero(peaks > peaks.max() - _NEGLIGIBLE)
    logs = uses[near] @ margins + shared
    together = logsumexp(logs, axis=0)
    by_graph = logsumexp(logs, axis=1)
    best = int(by_graph.argmax())
    weights = np.exp(together - logsumexp(together))
    return weights, graphs[near[best]], float(np.exp(by_graph[best] - logsumexp(by_graph)))


def _margins(counts: Counts, hidden: npt.NDArray[np.int64]) -> Array:
    """Log marginal likelihood of the table over each set of lists, for each hidden number."""
    patterns = np.arange(len(counts))
    margins = np.zeros((len(counts), len(hidden)))
    for lists in range(len(counts)):
        prior = 2.0 ** -lists.bit_count()  # cells that fall together add their priors
        cells = np.bincount(patterns & lists, weights=counts, minlength=len(counts))
        inside = [cell for cell in range(1, len(counts)) if cell & ~lists == 0]
        fixed = (gammaln(cells[inside] + prior) - gammaln(prior)).sum()
        margins[lists] = fixed + gammaln(cells[0] + hidden + prior) - gammaln(prior)
    return np.asarray(margins - margins[0])
