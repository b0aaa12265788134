"""Latent classes: the posterior of the total when units differ in kinds nobody recorded.

A Dirichlet process mixture of classes within which lists are independent (Manrique-Vallier 2016,
Biometrics 72, 1246-1254). Its Gibbs sampler alone needs some thousand sweeps to forget where it was
and may stay in a minor mode for longer, so the data are brought in by degrees (sequential Monte
Carlo, Del Moral, Doucet and Jasra 2006):

1. Particles start from the prior, in twenty groups that never meet.
2. The next share of every count is the largest that keeps the particles' weights even enough.
3. Within each group, particles are drawn anew by weight; then each makes some sweeps.
4. With all the data in, they go on, and the numbers on no list are kept.

The groups are independent runs: R-hat and the effective number of draws come from how far their
means lie apart, so neither flatters particles that copy each other.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.errors import TooFewOverlaps
from ...model.measure import Overlaps, SizeEstimate
from .fitting import Array
from .histories import by_name
from .latent_moves import from_prior, joint, log_likelihood, sweep
from .wording import THRESHOLDS, always_doubtful, assumes

CLASSES = 10
GROUPS = 20
_EVEN = 0.7  # share of particles that weights may be worth, at least
_SWEEPS = 7  # after each share of the data
# With 40, few and resampled particles gave a median 5 % too low on six sparse lists; the later
# sweeps let them forget. See decision 0016.
_LAST_SWEEPS = 260
_KEPT_PER_PARTICLE = 20
_FEWEST_PER_GROUP = 10


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Draws of the total: groups × draws, with how well the groups agree."""

    totals: npt.NDArray[np.int64]
    sweeps: int

    @property
    def _variances(self) -> tuple[float, float]:
        within = float(self.totals.var(axis=1, ddof=1).mean())
        between = float(self.totals.mean(axis=1).var(ddof=1))
        return max(within, 1e-12), max(between, 1e-12)

    @property
    def r_hat(self) -> float:
        """Gelman and Rubin's: 1 when the groups cannot be told apart."""
        within, between = self._variances
        return float(np.sqrt(1 + between / within))

    @property
    def effective(self) -> float:
        """How many independent draws would give means as far apart as the groups' are."""
        within, between = self._variances
        return float(min(len(self.totals) * within / between, self.totals.size))


def latent_class(
    overlaps: Overlaps,
    draws: int = 10_000,
    seed: int = 0,
    level: float = 0.95,
    classes: int = CLASSES,
) -> SizeEstimate:
    """Posterior median and central interval of the total; raises TooFewOverlaps below three lists.

    `draws` is rounded up to whole particles; the same seed gives the same figures.
    """
    if len(overlaps.lists) < 3:
        raise TooFewOverlaps(
            "latent classes need three lists or more", "use Chao's lower bound for two"
        )
    found = posterior_draws(by_name(overlaps), draws, seed, classes)
    tail = (1 - level) / 2
    low, middle, high = np.quantile(found.totals, (tail, 0.5, 1 - tail))
    return SizeEstimate(
        method="latent-class",
        documented=overlaps.documented,
        estimate=float(middle),
        low=float(low),
        high=float(high),
        level=level,
        standard_error=float(found.totals.std()),
        model=f"up to {classes} classes",
        assumes=assumes("latent-class"),
        doubtful=always_doubtful("latent-class"),
        diagnostics=(
            ("R-hat", found.r_hat),
            ("effective draws", found.effective),
            ("draws", float(found.totals.size)),
            ("sweeps", float(found.sweeps)),
        ),
    )


def is_settled(estimate: SizeEstimate) -> bool:
    """Whether R-hat and the effective draws are within the thresholds."""
    said = dict(estimate.diagnostics)
    return (
        said["R-hat"] <= THRESHOLDS["r_hat_at_most"]
        and said["effective draws"] >= THRESHOLDS["effective_draws_at_least"]
    )


def posterior_draws(overlaps: Overlaps, draws: int, seed: int, classes: int = CLASSES) -> Draws:
    """Totals from particles that have taken in all the data."""
    patterns, units = observed(overlaps)
    per_group = max(_FEWEST_PER_GROUP, -(-draws // (GROUPS * _KEPT_PER_PARTICLE)))
    draw = np.random.default_rng(seed)
    held = from_prior(GROUPS * per_group, classes, patterns.shape[1], draw)
    given = np.zeros(len(units))
    sweeps = 0
    while (given < units).any():
        totals = joint(held, patterns).sum(1)
        given, weights = _next_share(totals, given, units)
        held = held.taken(_drawn_anew(weights, draw))
        if (given < units).any():
            for _ in range(_SWEEPS):
                sweep(held, patterns, given, draw)
            sweeps += _SWEEPS
    kept = []
    apart = _LAST_SWEEPS // (2 * _KEPT_PER_PARTICLE)
    for left in range(_LAST_SWEEPS, 0, -1):
        hidden = sweep(held, patterns, units, draw)
        if (left - 1) % apart == 0 and left <= apart * _KEPT_PER_PARTICLE:
            kept.append(hidden.reshape(GROUPS, per_group))
    return Draws(overlaps.documented + np.concatenate(kept, axis=1), sweeps + _LAST_SWEEPS)


def observed(overlaps: Overlaps) -> tuple[Array, Array]:
    """Patterns that hold units (0 and 1 a list), that of no list before them; and the units."""
    held = [p for p, units in enumerate(overlaps.counts) if units]
    lists = range(len(overlaps.lists))
    patterns = np.array([[p >> j & 1 for j in lists] for p in [0, *held]], dtype=float)
    return patterns, np.array([overlaps.counts[p] for p in held], dtype=float)


def _next_share(totals: Array, given: Array, units: Array) -> tuple[Array, Array]:
    """The largest share of the counts that keeps weights even enough, and those weights."""

    def weights(share: float) -> Array:
        logs = log_likelihood(totals, np.round(units * share) - given)
        return np.asarray(np.exp(logs - logs.max()))

    def is_even(share: float) -> bool:
        tried = weights(share)
        return bool(tried.sum() ** 2 / (tried**2).sum() > _EVEN * len(totals))

    if is_even(1.0):
        return units, weights(1.0)
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (
            (middle, high)
            if (np.round(units * middle) <= given).all() or is_even(middle)
            else (low, middle)
        )
    share = low if (np.round(units * low) > given).any() else high
    return np.maximum(np.round(units * share), given), weights(share)


def _drawn_anew(weights: Array, draw: np.random.Generator) -> npt.NDArray[np.intp]:
    """Places of particles drawn by weight, evenly spaced, each group from its own."""
    per_group = len(weights) // GROUPS
    rows = []
    for start in range(0, len(weights), per_group):
        part = weights[start : start + per_group]
        reached = np.cumsum(part) / max(part.sum(), 1e-300)
        at = (draw.random() + np.arange(per_group)) / per_group
        rows.append(start + np.minimum(np.searchsorted(reached, at), per_group - 1))
    return np.concatenate(rows)
