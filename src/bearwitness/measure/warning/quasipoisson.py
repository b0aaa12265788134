"""A log-linear quasi-Poisson regression, as Farrington's methods need it.

The steps are those of R's `glm.fit` (the same start, the same rule for convergence), so that the
alarms agree; the residuals and weights are those of Farrington et al. 1996, section 3.
"""

from dataclasses import dataclass

import numpy as np

from .verdicts import Floats

MOST_STEPS = 25
CONVERGED_AT = 1e-8


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients, fitted means, their (unscaled) covariance, leverages and dispersion."""

    coefficients: Floats
    mean: Floats
    covariance: Floats  # to be multiplied by the dispersion
    leverage: Floats
    dispersion: float  # Pearson, not below 1 only where the methods ask for it
    converged: bool
    aliased: bool  # a column could not be told from the others

    def predict(self, row: Floats) -> tuple[float, float]:
        """The linear predictor at `row` and its standard error without the dispersion."""
        return float(row @ self.coefficients), float(np.sqrt(row @ self.covariance @ row))


def fit_quasipoisson(design: Floats, counts: Floats, weights: Floats | None = None) -> Fit:
    """The fit of `counts` on the columns of `design`, by iteratively reweighted least squares."""
    prior = np.ones(len(counts)) if weights is None else weights
    mean = counts + 0.1
    deviance = _deviance(counts, mean, prior)
    converged = False
    coefficients = np.zeros(design.shape[1])
    for _ in range(MOST_STEPS):
        root = np.sqrt(prior * mean)
        target = np.log(mean) + (counts - mean) / mean
        coefficients = np.linalg.lstsq(design * root[:, None], target * root, rcond=1e-11)[0]
        mean = np.maximum(np.exp(np.clip(design @ coefficients, -700, 700)), 2.2e-16)
        before, deviance = deviance, _deviance(counts, mean, prior)
        if abs(deviance - before) / (abs(deviance) + 0.1) < CONVERGED_AT:
            converged = True
            break
    return _finished(design, counts, prior, coefficients, mean, root, converged)


def _finished(
    design: Floats,
    counts: Floats,
    prior: Floats,
    coefficients: Floats,
    mean: Floats,
    root: Floats,
    converged: bool,
) -> Fit:
    weighted = design * root[:, None]
    rank = int(np.linalg.matrix_rank(weighted))
    covariance = np.linalg.pinv(weighted.T @ weighted)
    leverage = np.einsum("ij,jk,ik->i", weighted, covariance, weighted)
    free = max(len(counts) - rank, 1)
    dispersion = float((prior * (counts - mean) ** 2 / mean).sum() / free)
    aliased = rank < design.shape[1]
    return Fit(coefficients, mean, covariance, leverage, dispersion, converged, aliased)


def _deviance(counts: Floats, mean: Floats, weights: Floats) -> float:
    held = np.where(counts > 0, counts, 1.0)
    terms = np.where(counts > 0, counts * np.log(held / mean), 0.0) - (counts - mean)
    return float(2 * (weights * terms).sum())


def anscombe_residuals(fit: Fit, counts: Floats, dispersion: float) -> Floats:
    """Residuals that are nearly normal and of unit variance when the model holds."""
    raw = 1.5 * (counts ** (2 / 3) * fit.mean ** (-1 / 6) - np.sqrt(fit.mean))
    spread = np.sqrt(dispersion * np.maximum(1 - fit.leverage, 1e-12))
    return np.asarray(raw / spread)


def outbreak_weights(residuals: Floats, above: float) -> Floats:
    """Weights that take past outbreaks down: 1/s² above `above`, summing to their number."""
    high = residuals > above
    weights = np.where(high, np.where(high, residuals, 1.0) ** -2.0, 1.0)
    return np.asarray(weights * len(weights) / weights.sum())


def reweighted(design: Floats, counts: Floats, above: float) -> tuple[Fit, float] | None:
    """The fit after past outbreaks were weighted down, and its dispersion, at least 1."""
    first = fit_quasipoisson(design, counts)
    if not first.converged:
        return None
    residuals = anscombe_residuals(first, counts, max(first.dispersion, 1.0))
    second = fit_quasipoisson(design, counts, outbreak_weights(residuals, above))
    return second, max(second.dispersion, 1.0)
