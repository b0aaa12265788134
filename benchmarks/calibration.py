"""How far confidence lies from the share that is right: the expected calibration error.

Rows fall into ten bins by confidence, of equal width or of equal size. Of each bin, the mean
confidence less the share right, without its sign; the error is their mean, weighted by rows.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

BINS = 10


def error(sure: Sequence[float], right: Sequence[bool], *, by_size: bool = False) -> float:
    """The expected calibration error over ten bins; of no rows it is no number."""
    parts = bins(sure, by_size=by_size)
    p, y = np.array(sure), np.array(right, float)
    return float(sum(len(b) / len(p) * abs(p[b].mean() - y[b].mean()) for b in parts))


def bins(sure: Sequence[float], *, by_size: bool = False) -> list[npt.NDArray[np.intp]]:
    """The rows of each bin that holds any, by confidence; of equal width unless `by_size`."""
    p = np.array(sure)
    if by_size:
        found = np.array_split(np.argsort(p, kind="stable"), BINS)
    else:
        where = np.minimum((p * BINS).astype(int), BINS - 1)
        found = [np.flatnonzero(where == n) for n in range(BINS)]
    return [part for part in found if len(part)]
