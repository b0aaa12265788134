"""EARS C1, C2 and C3: the last seven periods say what to expect.

For short series: no season, no trend, and a running outbreak raises its own bound. Source:
Hutwagner et al. 2003, Journal of Urban Health 80:i89-i96; Fricker, Hegler and Dunfee 2008,
Statistics in Medicine 27:3407-3429. The details are those of `earsC` in R's surveillance.

C1 uses the seven periods just before; C2 the seven before the last two, so that the start of an
outbreak is not in its own baseline; C3 adds what the last two periods were above C2's bound of one
standard deviation: its bound is mean + spread * (z - that excess). The code of `earsC` 1.20.3 puts
the present count in the place of the mean, against its own manual, so that the alarm does not
depend on the present count; `as_in_r` does the same, for the comparison.
"""

import numpy as np
from scipy.special import ndtri

from .verdicts import Floats, Verdicts

BASELINE = 7
LAG = {"C1": 0, "C2": 2, "C3": 2}
FIRST = {"C1": 7, "C2": 9, "C3": 11}


def ears(
    counts: Floats,
    kind: str,
    *,
    alpha: float,
    least_spread: float = 0.0,
    as_in_r: bool = False,
) -> Verdicts:
    """Verdicts of `kind` "C1", "C2" or "C3"; `alpha` is one-sided, the counts taken as normal.

    `least_spread` is a floor for the standard deviation; without one, any case after seven
    periods of none is an alarm.
    """
    expected, spread = _moving(counts, LAG[kind], least_spread)
    z, first = float(ndtri(1 - alpha)), FIRST[kind]
    if kind == "C3":
        centre = counts if as_in_r else expected
        with np.errstate(invalid="ignore"):  # no spread at all: no number, no alarm
            upper = centre + spread * (z - _recent_excess(counts, expected, spread))
        upper = np.maximum(upper, 0.0)
    else:
        upper = expected + z * spread
    expected[:first] = upper[:first] = np.nan
    return Verdicts(expected, upper, np.asarray(counts > upper), first)


def _moving(counts: Floats, lag: int, least_spread: float) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the seven periods that end `lag` + 1 before each."""
    mean, spread = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    for now in range(BASELINE + lag, len(counts)):
        held = counts[now - lag - BASELINE : now - lag]
        mean[now], spread[now] = held.mean(), max(held.std(ddof=1), least_spread)
    return mean, spread


def _recent_excess(counts: Floats, mean: Floats, spread: Floats) -> Floats:
    """Over the two periods before each: standard deviations above the mean, less one each."""
    with np.errstate(divide="ignore", invalid="ignore"):
        above = np.maximum((counts - mean) / spread - 1, 0.0)
    total = np.zeros(len(counts))
    total[1:] += above[:-1]
    total[2:] += above[:-2]
    return total
