"""Chao's lower bound, for lists of unequal reach.

With f2 units on exactly two lists and o_j units on list j alone, the expected number on no list is
at least sum over pairs (o_i * o_j) / f2, whatever the units' unequal chances, as long as lists are
independent for each unit. Source: Chao 1987, Biometrics 43, 783-791. Two lists give Petersen's
estimate. The interval is log-normal in the units on no list (same source), so it never falls below
what is documented.
"""

import math

from scipy.stats import norm

from ...model.errors import TooFewOverlaps
from ...model.measure import Overlaps, SizeEstimate
from .histories import on_exactly
from .wording import always_doubtful, assumes


def chao(overlaps: Overlaps, level: float = 0.95) -> SizeEstimate:
    """The lower bound with its interval; raises TooFewOverlaps when nobody is on two lists."""
    alone = [overlaps.counts[1 << j] for j in range(len(overlaps.lists))]
    pairs = on_exactly(overlaps, 2)
    if not pairs:
        raise TooFewOverlaps(
            "no unit is on exactly two lists", "use lists that share units, or report counts only"
        )
    singles = sum(alone)
    hidden = (singles**2 - sum(units**2 for units in alone)) / (2 * pairs)
    error = math.sqrt(_variance(alone, pairs, hidden))
    low, high = around(hidden, error, level)
    return SizeEstimate(
        method="chao",
        documented=overlaps.documented,
        estimate=overlaps.documented + hidden,
        low=overlaps.documented + low,
        high=overlaps.documented + high,
        level=level,
        standard_error=error,
        is_lower_bound=True,
        assumes=assumes("chao"),
        doubtful=always_doubtful("chao"),
    )


def around(hidden: float, error: float, level: float) -> tuple[float, float]:
    """A log-normal interval around a positive number with this standard error."""
    if hidden <= 0:
        return 0.0, 0.0
    factor = math.exp(
        float(norm.ppf((1 + level) / 2)) * math.sqrt(math.log1p((error / hidden) ** 2))
    )
    return hidden / factor, hidden * factor


def _variance(alone: list[int], pairs: int, hidden: float) -> float:
    """Of the total, by the delta method with the total fixed and the patterns multinomial.

    The bound is homogeneous in the counts, so it comes to the Poisson variance of the hidden
    number, plus the hidden number itself.
    """
    singles = sum(alone)
    by_single = sum(o * ((singles - o) / pairs) ** 2 for o in alone)
    by_pair = pairs * (hidden / pairs) ** 2
    return by_single + by_pair + hidden
