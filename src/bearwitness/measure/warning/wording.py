"""The words beside the alarms: why this method, what is doubtful, how to read them."""

import numpy as np

from ...model.warning import Series
from .verdicts import Verdicts

RARE = 0.5  # expected per period; below, five cases in four periods are the binding rule
QUIET_END = 4  # periods of nothing at the end, where at least this many cases were expected

_METHODS = {
    "changepoint": (
        "a Bayesian online change-point keeps track of whether the present stretch is above twice "
        "the ordinary, so an outbreak is seen as a run and its quieter periods stay in alarm"
    ),
    "cusum": "a negative binomial CUSUM adds up excesses, so small ones that persist are seen",
    "farrington": "Farrington 1996 compares with the same periods of earlier years",
    "farrington-flexible": (
        "Farrington flexible (Noufaily 2013) uses all of the past years, with seasons as steps"
    ),
    "ears-c1": "EARS C1 compares with the seven periods just before",
    "ears-c2": "EARS C2 compares with seven periods, leaving out the last two",
    "ears-c3": "EARS C3 compares as C2 does and adds the excess of the last two periods",
}
_CHOSEN = {
    "changepoint": "there is history enough for it, and it found most outbreaks in the comparison",
    "ears-c2": "the history is short: it knows no season and forgets an outbreak quickly",
}


def why_of(method: str, *, asked: bool) -> str:
    """What the method does and why it was used."""
    reason = "it was asked for" if asked else _CHOSEN[method]
    return f"{_METHODS[method]}; used because {reason}"


def doubts_of(series: Series, verdicts: Verdicts, calibrated: bool) -> tuple[str, ...]:
    """What about this series makes the verdicts weaker."""
    expected = verdicts.expected[verdicts.first :]
    usual = float(np.nanmedian(expected)) if len(expected) else 0.0
    found = []
    if not calibrated:
        found.append(
            "the false-alarm rate is the method's nominal one; with counts it may be several times "
            "higher or lower"
        )
    if usual < RARE:
        found.append(
            f"counts are low (about {usual:.1f} expected a {series.unit}): an alarm needs five in "
            f"four {series.unit}s, so false alarms are rarer than declared, and small rises missed"
            if calibrated
            else f"counts are low (about {usual:.1f} expected a {series.unit}): bounds are coarse"
        )
    if len(series.counts) < 2.5 * series.per_year:
        found.append(
            "the history is too short to know a season: a yearly rise can look like an alarm"
        )
    tail = series.counts[-QUIET_END:]
    if not any(tail) and usual * QUIET_END >= QUIET_END:
        found.append(
            f"the last {QUIET_END} {series.unit}s hold nothing, which is unusual here: reports on "
            "them may not be in yet"
        )
    return tuple(found)


def reading_of(unit: str, rate: float, calibrated: bool) -> str:
    """How to read the alarms, in plain words."""
    level = (
        f"Of 1,000 ordinary {unit}s, about {1000 * rate:g} raise an alarm by chance (fewer where "
        "counts are low); this was set by simulation."
        if calibrated
        else f"The bound is meant to be passed by chance in {1000 * rate:g} of 1,000 ordinary "
        f"{unit}s; that was not set by simulation."
    )
    return (
        f"An alarm says that more was documented in that {unit} than the series' own past lets "
        "expect. It does not show that more happened: a new source, a batch of late reports or "
        f"more attention looks the same. No alarm does not show that nothing happened. {level} "
        "A person should look at the reports behind an alarm before anything is said about it."
    )
