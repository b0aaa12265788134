"""Many log-linear models fitted at once, by iteratively reweighted least squares.

Rules: a term whose lists share nobody has its maximum at minus infinity; its patterns are taken out
and the term still counts as a parameter. A model may be used only when the rest has a maximum and
pins it down (`is_estimable`): full rank, and expected counts that are all positive can have the
same margins. Source: Fienberg and Rinaldo 2012 (Ann Stat 40, 996-1023), as Chan, Silverman and
Vincent 2021 apply it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.special import gammaln, xlogy
from scipy.stats import chi2

from .histories import on_all
from .terms import Model, interactions

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_STEPS = 60
_SETTLED = 1e-10  # change of the log-likelihood between two steps, per unit
_AT_A_TIME = 2048  # models in one batch; bounds the memory
# Units expected: where no maximum exists, the steps end with some pattern far below this.
_SURELY_POSITIVE = 1e-5
_RIDGE = 1e-10  # keeps a model that the data cannot pin down from stopping the whole batch


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """One model's fit: how many are on no list, and how well the patterns are met."""

    model: Model
    hidden: float
    log_error: float  # standard error of log(hidden)
    log_likelihood: float
    parameters: int  # those at minus infinity included
    expected: Array  # for patterns 1 … 2 ** lists - 1

    def aic(self) -> float:
        """Akaike's criterion."""
        return 2 * self.parameters - 2 * self.log_likelihood

    def bic(self, documented: int) -> float:
        """Schwarz's criterion with the documented units as the sample."""
        return float(np.log(documented)) * self.parameters - 2 * self.log_likelihood

    @property
    def standard_error(self) -> float:
        """Of the total: the hidden number's error in the fit and its own sampling."""
        return float(np.sqrt(self.hidden + (self.hidden * self.log_error) ** 2))


@dataclass(frozen=True, slots=True, eq=False)
class _Design:
    """Patterns by columns (the constant, the lists, their interactions), and the counts."""

    columns: Array  # patterns × columns
    terms: tuple[int, ...]  # the list set of each column; 0 for the constant
    counts: Array
    empty: tuple[int, ...]  # terms whose lists share nobody


def fit(counts: Counts, models: Sequence[Model]) -> list[Fitted]:
    """Every model fitted, in their order; ask `is_estimable` before you use one.

    `counts` has 2 ** lists numbers, by pattern; the first, for no list, is not looked at.
    """
    design = _design(counts)
    fits: list[Fitted] = []
    for start in range(0, len(models), _AT_A_TIME):
        fits += _fit_batch(design, models[start : start + _AT_A_TIME])
    return fits


def is_estimable(counts: Counts, model: Model, expected: Array) -> bool:
    """Whether the model has one finite maximum once its empty terms are set aside.

    `expected` is its fit, by pattern.
    """
    design = _design(counts)
    used, kept = _parts(design, [model])
    columns = design.columns[kept[0]][:, used[0]]
    return has_maximum(columns, design.counts[kept[0]], expected[kept[0]])


def has_maximum(columns: Array, observed: Array, fitted: Array) -> bool:
    """Whether counts like these (patterns × parameters) have one finite maximum.

    Where the fit is positive throughout and has the observed margins, it proves that a maximum
    exists, and the linear programme is spared.
    """
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        return False
    off = np.abs(columns.T @ (fitted - observed)).max(initial=0.0)
    if fitted.min(initial=1.0) > _SURELY_POSITIVE and off < 1e-6 * observed.sum():
        return True
    return bool(_least_expected(columns, observed) > 1e-7 * observed.sum())


def fit_chance(observed: Counts, expected: Array, parameters: int) -> float:
    """The chance of patterns so far from what is expected, were the model true (G squared).

    1.0 when the model has as many parameters as patterns.
    """
    kept = expected > 0
    seen, means = observed[kept], expected[kept]
    distance = 2 * float((xlogy(seen, seen / means) - seen + means).sum())
    freedom = len(observed) - parameters
    return float(chi2.sf(max(distance, 0.0), freedom)) if freedom > 0 else 1.0


def _least_expected(columns: Array, observed: Array) -> float:
    """The largest s for which counts of at least s everywhere have the observed margins."""
    patterns = len(observed)
    margins = np.column_stack([columns.T, np.zeros(columns.shape[1])])
    floor = np.column_stack([-np.eye(patterns), np.ones(patterns)])
    answer = linprog(
        c=np.append(np.zeros(patterns), -1.0),
        A_ub=floor,
        b_ub=np.zeros(patterns),
        A_eq=margins,
        b_eq=columns.T @ observed,
        bounds=[(0, None)] * (patterns + 1),
    )
    return float(-answer.fun) if answer.success else 0.0


def _design(counts: Counts) -> _Design:
    size = len(counts).bit_length() - 1
    terms = (0, *(1 << j for j in range(size)), *interactions(size))
    patterns = np.arange(1, len(counts))
    columns = np.column_stack([(patterns & term) == term for term in terms]).astype(float)
    empty = tuple(term for term in terms if term and not on_all(counts, term))
    return _Design(columns, terms, counts[1:].astype(float), empty)


def _parts(design: _Design, models: Sequence[Model]) -> tuple[Mask, Mask]:
    """Which columns and which patterns take part in each model."""
    empty = frozenset(design.empty)
    always = np.array([t.bit_count() < 2 for t in design.terms])
    used = np.array([[t in m and t not in empty for t in design.terms] for m in models]) | always
    kept = np.ones((len(models), len(design.counts)), dtype=bool)
    patterns = np.arange(1, len(design.counts) + 1)
    for term in design.empty:
        holds = (patterns & term) == term
        kept[np.ix_([term in m for m in models], holds)] = False
    return used, kept


def _fit_batch(design: _Design, models: Sequence[Model]) -> list[Fitted]:
    used, kept = _parts(design, models)
    expected, constants, errors = _reweighted(design, used, kept)
    terms = np.where(kept, design.counts * np.log(np.maximum(expected, 1e-300)) - expected, 0.0)
    likelihoods = terms.sum(1) - gammaln(design.counts + 1).sum()
    lists = sum(t.bit_count() == 1 for t in design.terms)
    return [
        Fitted(
            model=model,
            hidden=float(np.exp(constants[i])),
            log_error=float(errors[i]),
            log_likelihood=float(likelihoods[i]),
            parameters=1 + lists + len(model),
            expected=expected[i],
        )
        for i, model in enumerate(models)
    ]


def _reweighted(design: _Design, used: Mask, kept: Mask) -> tuple[Array, Array, Array]:
    """Expected counts, constants and the constants' standard errors, one row a model."""
    wide = used.shape[1]
    products = (design.columns[:, :, None] * design.columns[:, None, :]).reshape(-1, wide * wide)
    both = used[:, :, None] & used[:, None, :]
    unused = np.where(used, _RIDGE, 1.0)[:, :, None] * np.eye(wide)
    observed = np.where(kept, design.counts, 0.0)
    expected = np.where(kept, design.counts + 0.5, 0.0)
    logs = np.log(design.counts + 0.5) * np.ones_like(expected)
    before = np.full(len(used), -np.inf)
    for _ in range(_STEPS):
        hessian = np.where(both, (expected @ products).reshape(-1, wide, wide), 0.0) + unused
        target = (expected * logs + observed - expected) @ design.columns
        answer = np.linalg.solve(hessian, np.where(used, target, 0.0)[:, :, None])[:, :, 0]
        logs = np.clip(answer @ design.columns.T, -40, 40)
        expected = np.where(kept, np.exp(logs), 0.0)
        likelihood = (observed * logs - expected).sum(1)
        if np.all(np.abs(likelihood - before) < _SETTLED * design.counts.sum()):
            break
        before = likelihood
    hessian = np.where(both, (expected @ products).reshape(-1, wide, wide), 0.0) + unused
    return expected, answer[:, 0], np.sqrt(np.linalg.inv(hessian)[:, 0, 0])
