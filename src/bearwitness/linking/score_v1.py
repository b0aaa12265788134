"""The first scoring method: log-odds added up, one visible table.

The weights are natural log-odds set by hand from the levels' meaning, not fitted; a fitted method
is a new file and old incidents go on saying which method made them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .compare import FEATURES, MISSING, Side

METHOD = "score-1"

# Two claims of one act family that share a block are the same occurrence about once in fifty.
PRIOR = math.log(1 / 50)

WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "act": {"same act": 1.2, "same family": 0.0, "other family": -4.0},
    "when": {
        "same days": 3.2,
        "one fits in the other": 1.4,
        "may meet": 0.4,
        "days apart": -0.5,
        "weeks apart": -3.0,
        "far apart": -7.0,
    },
    "where": {
        "same town": 2.6,
        "same province": 1.0,
        "same country": 0.1,
        "other town": -2.5,
        "other province": -4.5,
        "other country": -7.0,
    },
    "people": {"same number": 1.6, "compatible": 0.3, "conflict": -1.2},
    "group": {"agrees": 0.5, "differs": -1.5},
    "perpetrator": {"shared": 0.4, "different": -0.8},
    "publication": {"within 3 days": 0.6, "within a month": 0.0, "later": -0.8},
    "wording": {"copied": 6.0},
}

SENTENCES: Mapping[str, str] = {
    "act": "the acts: {level}",
    "when": "the dates: {level}",
    "where": "the places: {level}",
    "people": "the numbers of people: {level}",
    "group": "sex, age band and nationality: {level}",
    "perpetrator": "the alleged perpetrators: {level}",
    "publication": "the reports' dates: {level}",
    "wording": "the words for the act in near-identical reports: {level}",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What one feature found, what it weighs in log-odds, and that in words."""

    feature: str
    level: str
    weight: float
    sentence: str


def reasons(a: Side, b: Side) -> tuple[Reason, ...]:
    """What each feature says of two claims, in the order of the table; missing weighs nothing."""
    found = []
    for feature, compare in FEATURES.items():
        level = compare(a, b)
        weight = 0.0 if level == MISSING else WEIGHTS[feature][level]
        found.append(Reason(feature, level, weight, SENTENCES[feature].format(level=level)))
    return tuple(found)


def probability(found: tuple[Reason, ...]) -> float:
    """The probability that two claims are about one occurrence, from the reasons' weights."""
    return 1 / (1 + math.exp(-(PRIOR + sum(reason.weight for reason in found))))


def log_odds(a: Side, b: Side) -> float:
    """The reasons' weights added up, without saying them."""
    return PRIOR + sum(
        WEIGHTS[feature].get(compare(a, b), 0.0) for feature, compare in FEATURES.items()
    )


def score(a: Side, b: Side) -> float:
    """The probability that two claims are about one occurrence, between 0 and 1."""
    return 1 / (1 + math.exp(-log_odds(a, b)))
