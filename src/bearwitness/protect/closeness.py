"""t-closeness: how far a group's sensitive values may stand from those of all that is released.

The rules: what is compared with is what is released, so that anybody can check it; leaving groups
out changes it, so groups are left out until all that stay are close. Distance is the earth mover's:
of words, half the sum of differences of shares; of numbers, the mean difference of the shares up to
each value.
Source: Li, Li and Venkatasubramanian 2007, t-Closeness.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import Codes, Column, Counts
from .groups import Kept, Keys, Levels, keys_of, numbered
from .recoding import Judge, Recoding

_CELLS = 4_000_000  # groups times values looked at together


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A sensitive column: each row's value by number, in the order of the values when `ordered`."""

    name: str
    codes: Codes
    ordered: bool = False


def close_enough(
    columns: Sequence[Column],
    sensitive: Sequence[Sensitive],
    t: float,
    price: Judge,
    counts: Counts | None = None,
) -> Judge:
    """A judge that leaves out groups further than `t` from all that is released, then asks `price`.

    Levels at which nothing would be left are refused.
    """
    weights = np.ones(columns[0].base.size, dtype=np.int64) if counts is None else counts

    def judge(levels: Levels, kept: Kept) -> Recoding | None:
        chosen = [c.at(level) for c, level in zip(columns, levels, strict=True)]
        group, number = numbered(*keys_of(chosen))
        near = kept.copy()
        while near.any():
            far = np.zeros(number, dtype=np.bool_)
            for one in sensitive:
                found = distances(group[near], number, one, near, weights[near])
                far |= found > t + 1e-12
            if not far.any():
                return price(levels, near)
            near &= ~far[group]
        return None

    return judge


def distances(
    group: Keys, number: int, sensitive: Sensitive, kept: Kept, counts: Counts
) -> NDArray[np.float64]:
    """Each group's distance from all kept rows, 0 to 1; 0 for a group without rows.

    `group` and `counts` are of the kept rows only.
    """
    present, values = np.unique(sensitive.codes[kept], return_inverse=True)
    shares = np.bincount(values, weights=counts, minlength=present.size) / counts.sum()
    sizes = np.bincount(group, weights=counts, minlength=number)
    order = np.argsort(group, kind="stable")
    group, values, counts = group[order], values.reshape(-1)[order], counts[order]
    found = np.zeros(number)
    step = max(1, _CELLS // present.size)
    for start in range(0, number, step):
        end = min(number, start + step)
        low, high = np.searchsorted(group, [start, end])
        cells = (group[low:high] - start) * present.size + values[low:high]
        held = np.bincount(cells, counts[low:high], (end - start) * present.size)
        table = held.reshape(end - start, -1) / np.maximum(sizes[start:end, None], 1)
        apart = np.where(sizes[start:end, None] > 0, table - shares, 0.0)
        found[start:end] = _moved(apart, sensitive.ordered)
    return found


def _moved(apart: NDArray[np.float64], ordered: bool) -> NDArray[np.float64]:
    """The earth mover's distance from differences of shares, a group a row."""
    if ordered:
        steps = max(1, apart.shape[1] - 1)
        return np.asarray(np.abs(np.cumsum(apart, axis=1)).sum(axis=1) / steps)
    return np.asarray(np.abs(apart).sum(axis=1) / 2)
