"""What each method gives, as arrays over the periods of a series."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# At least five in the last four periods, or there is no alarm. Source: Farrington et al. 1996.
FEWEST_CASES = 5
LAST_PERIODS = 4


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Expected counts, upper bounds and alarms; NaN and False before period number `first`."""

    expected: Floats
    upper: Floats
    alarm: Flags
    first: int


def enough_cases(counts: npt.ArrayLike) -> Flags:
    """Whether the last four periods, this one included, hold five or more; over the last axis."""
    y = np.asarray(counts, dtype=float)
    total = np.cumsum(y, axis=-1)
    total[..., LAST_PERIODS:] -= total[..., :-LAST_PERIODS].copy()
    return np.asarray(total >= FEWEST_CASES)
