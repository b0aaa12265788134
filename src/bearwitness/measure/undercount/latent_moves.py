"""One sweep of the latent-class sampler over many particles at once.

Model: classes k = 1 … K with stick-breaking weights, V_k ~ Beta(1, alpha), alpha ~ Gamma(1/4,
1/4); in class k a unit is on list j with chance lambda_jk ~ Uniform, independently; the total N has
weight 1 / N. The sweep is the Gibbs sampler of Manrique-Vallier 2016 with two steps more:

1. `_slide` moves one class along the ridge the data leave free: less likely to be on any list and
   larger by as much, judged by the likelihood with N and the classes of the units integrated out;
2. number on no list, and everybody's class, given weights and chances;
3. `_swap` exchanges neighbouring classes with the sticks integrated out;
4. chances, sticks and alpha, given the classes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .fitting import Array

Whole = npt.NDArray[np.int64]

SHAPE = RATE = 0.25  # of alpha, as the author sets them
_EDGE = 1e-12
_MOST_HIDDEN = 1 - 1e-9  # chance to be on no list; keeps the number on none finite while few count
_SLID = 3  # classes that may slide: the swaps bring the heavy ones to the front
_SLIDES = (0.5, 1.5)  # standard deviations of the shift in log-odds, half the time each
_JITTER = 0.15  # and of each list's own


@dataclass(slots=True)
class Particles:
    """P particles of K classes over J lists."""

    chances: Array  # P × K × J
    log_weights: Array  # P × K
    alpha: Array  # P

    def taken(self, rows: npt.NDArray[np.intp]) -> "Particles":
        """These particles, in this order."""
        return Particles(self.chances[rows], self.log_weights[rows], self.alpha[rows])


def from_prior(particles: int, classes: int, lists: int, draw: np.random.Generator) -> Particles:
    """Particles that have seen no data."""
    alpha = np.maximum(draw.gamma(SHAPE, 1 / RATE, particles), 1e-6)
    sticks = np.ones((particles, classes))
    sticks[:, :-1] = draw.beta(1, np.repeat(alpha[:, None], classes - 1, axis=1))
    chances = _inside(draw.beta(1, 1, (particles, classes, lists)))
    return Particles(chances, _log_weights(sticks), alpha)


def joint(held: Particles, patterns: Array) -> Array:
    """Chance of each pattern together with each class: P × K × patterns."""
    misses = np.log1p(-held.chances)
    odds = np.log(held.chances) - misses
    return np.asarray(np.exp(odds @ patterns.T + (held.log_weights + misses.sum(2))[:, :, None]))


def log_likelihood(totals: Array, units: Array) -> Array:
    """Of the units by pattern, with N integrated out; the first pattern is that of no list."""
    seen = np.log(np.maximum(totals[:, 1:], 1e-300)) @ units
    return np.asarray(seen - units.sum() * np.log(np.maximum(1 - totals[:, 0], 1e-15)))


def sweep(held: Particles, patterns: Array, units: Array, draw: np.random.Generator) -> Whole:
    """Every particle moved once, in place; the numbers on no list that were drawn."""
    chance = joint(held, patterns)
    _slide(held, chance, patterns, units, draw)
    totals = chance.sum(1)
    hidden = draw.negative_binomial(
        max(units.sum(), 1), 1 - np.clip(totals[:, 0], _EDGE, _MOST_HIDDEN)
    )
    shown = np.broadcast_to(units.astype(np.int64), (len(hidden), len(units)))
    shares = chance.transpose(0, 2, 1) / totals[:, :, None]
    sorted_out = draw.multinomial(np.column_stack([hidden, shown]), shares)
    members = sorted_out.sum(1)
    present = sorted_out.transpose(0, 2, 1) @ patterns
    _swap(members, present, held.alpha, draw)
    held.chances = _inside(draw.beta(1 + present, 1 + members[:, :, None] - present))
    _break_sticks(held, members, draw)
    return np.asarray(hidden, dtype=np.int64)


def _slide(
    held: Particles, chance: Array, patterns: Array, units: Array, draw: np.random.Generator
) -> None:
    """A Metropolis step along the ridge; `chance` is brought up to date."""
    rows = np.arange(len(held.alpha))
    classes, lists = held.chances.shape[1:]
    at = draw.integers(0, min(_SLID, classes), len(rows))
    shift = draw.normal(0, 1, len(rows)) * np.where(draw.random(len(rows)) < 0.5, *_SLIDES)
    old = held.chances[rows, at]
    hits, misses = np.log(old), np.log1p(-old)
    jitter = draw.normal(0, _JITTER, (len(rows), lists))
    new = _inside(1 / (1 + np.exp(misses - hits - shift[:, None] - jitter)))
    new_hits, new_misses = np.log(new), np.log1p(-new)
    growth = _log_seen(misses) - _log_seen(new_misses)
    weight = held.log_weights[rows, at]
    scale = np.log1p(np.exp(weight) * np.expm1(np.minimum(growth, 600.0)))
    column = np.exp(
        (new_hits - new_misses) @ patterns.T + (weight + growth + new_misses.sum(1))[:, None]
    )
    totals = chance.sum(1)
    new_totals = np.maximum(totals - chance[rows, at] + column, 1e-300) / np.exp(scale)[:, None]
    weights = held.log_weights - scale[:, None]
    weights[rows, at] += growth
    gain = log_likelihood(new_totals, units) - log_likelihood(totals, units)
    gain += _weights_density(weights, held.alpha) - _weights_density(held.log_weights, held.alpha)
    # The map's Jacobian: of weights scaled and renormalised, and of chances moved in log-odds.
    gain += growth - classes * scale + (new_hits + new_misses - hits - misses).sum(1)
    taken = np.flatnonzero(np.log(draw.random(len(rows))) < gain)
    moved = at[taken]
    shrink = np.exp(-scale[taken])
    chance[taken] *= shrink[:, None, None]
    chance[taken, moved] = column[taken] * shrink[:, None]
    held.chances[taken, moved] = new[taken]
    held.log_weights[taken] = weights[taken]


def _swap(members: Whole, present: Array, alpha: Array, draw: np.random.Generator) -> None:
    """Neighbouring classes exchanged, in place; the last stays, it has no stick of its own."""
    after = members[:, ::-1].cumsum(1)[:, ::-1] - members
    for k in range(members.shape[1] - 2):
        rest = alpha + after[:, k + 1]
        odds = (rest + members[:, k + 1]) / (rest + members[:, k])
        taken = np.flatnonzero(draw.random(len(alpha)) < odds)
        members[taken, k], members[taken, k + 1] = members[taken, k + 1], members[taken, k]
        present[taken, k], present[taken, k + 1] = present[taken, k + 1], present[taken, k]


def _break_sticks(held: Particles, members: Whole, draw: np.random.Generator) -> None:
    after = members[:, ::-1].cumsum(1)[:, ::-1] - members
    sticks = np.ones(members.shape)
    sticks[:, :-1] = draw.beta(1 + members[:, :-1], held.alpha[:, None] + after[:, :-1])
    held.log_weights = _log_weights(sticks)
    left = np.log1p(-np.minimum(sticks[:, :-1], 1 - _EDGE)).sum(1)
    held.alpha = np.maximum(draw.gamma(SHAPE + members.shape[1] - 1, 1 / (RATE - left)), 1e-6)


def _log_weights(sticks: Array) -> Array:
    logs = np.log(np.maximum(sticks, 1e-300))
    logs[:, 1:] += np.cumsum(np.log1p(-np.minimum(sticks[:, :-1], 1 - _EDGE)), axis=1)
    return np.asarray(logs)


def _weights_density(log_weights: Array, alpha: Array) -> Array:
    """Log density of the class weights under the stick-breaking prior, less what alpha fixes."""
    left = np.exp(log_weights)[:, ::-1].cumsum(1)[:, ::-1]
    logs = np.log(np.maximum(left, 1e-300))
    return np.asarray(((alpha[:, None] - 1) * np.diff(logs, axis=1) - logs[:, :-1]).sum(1))


def _log_seen(log_misses: Array) -> Array:
    """Log chance to be on at least one list."""
    return np.asarray(np.log(-np.expm1(log_misses.sum(1))))


def _inside(chances: Array) -> Array:
    return np.asarray(np.clip(chances, _EDGE, 1 - _EDGE))
