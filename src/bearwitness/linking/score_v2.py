"""The second scoring method: reports first, then claims; log-odds added up, visible tables.

1. Two reports are compared (resemblance.py) and the log-odds of `REPORTS` added up: the probability
   that they are mainly about one occurrence.
2. Two claims are compared as in the first method, with one more feature: whether their reports tell
   one story.

The weights of `REPORTS` were fitted by training/linking_weights.py on pairs of labelled news
articles and rounded by hand; those of claims stay as set in score_v1.py.
"""

import math
from collections.abc import Mapping

from . import score_v1
from .compare import MISSING, Side
from .reports import About, Rarity
from .resemblance import FEATURES
from .score_v1 import Reason

METHOD = "score-2"
PRIOR = -0.3  # log-odds that two reports which share a key are about one occurrence
JOINED = 0.7  # times the threshold: a mean in which pairs never compared count as no match

REPORTS: Mapping[str, Mapping[str, float]] = {
    "towns": {
        "a small one shared": 2.0,
        "a middling one shared": 1.0,
        "a large one shared": -0.3,
        "others": -2.4,
    },
    "provinces": {"shared": 0.0, "others": -1.0},
    "streets": {"shared": 2.3, "others": -2.2},
    "days": {
        "meet, in reports over 5 days apart": 4.0,
        "meet": 1.6,
        "a day apart": 0.3,
        "a week apart at most": -0.8,
        "far apart": -1.9,
    },
    "publication": {
        "a day apart at most": 2.3,
        "within 5 days": 1.4,
        "within a month": -0.2,
        "within a year": -1.3,
        "over a year apart": -2.1,
    },
    "words": {
        "hardly any": -0.7,
        "very few": -0.6,
        "few": 0.0,
        "some": 0.2,
        "many": 0.6,
        "very many": 0.6,
    },
    "rare words": {"none": -1.7, "one": -0.5, "two": 1.0, "three or more": 1.4},
    "people": {"one alike, over 1": 1.6, "one alike": 0.4, "none alike": 0.3},
    "ages": {"shared": -0.6, "others": -1.7},
    "sexes": {"shared": -0.7, "others": -1.3},
}

STORY: Mapping[str, float] = {"one story": 2.5, "other stories": -1.0}

SENTENCES: Mapping[str, str] = {
    "towns": "towns both reports speak of: {level}",
    "provinces": "provinces both reports speak of: {level}",
    "streets": "streets where the reports put the act: {level}",
    "days": "the days of the gravest acts: {level}",
    "publication": "the reports were published: {level}",
    "words": "ordinary words in common: {level}",
    "rare words": "rare ordinary words in common: {level}",
    "people": "numbers of people: {level}",
    "ages": "age bands of those affected: {level}",
    "sexes": "sexes of those affected: {level}",
    "story": "what the reports are mainly about: {level}",
}


def report_reasons(a: About, b: About, rare: Rarity) -> tuple[Reason, ...]:
    """What each feature says of two reports, in the order of the table; missing weighs nothing."""
    found = []
    for feature, weights in REPORTS.items():
        level = FEATURES[feature](a, b, rare)
        weight = 0.0 if level == MISSING else weights[level]
        found.append(Reason(feature, level, weight, SENTENCES[feature].format(level=level)))
    return tuple(found)


def report_score(a: About, b: About, rare: Rarity) -> float:
    """The probability that two reports are mainly about one occurrence, between 0 and 1."""
    odds = PRIOR
    for feature, weights in REPORTS.items():
        odds += weights.get(FEATURES[feature](a, b, rare), 0.0)
    return 1 / (1 + math.exp(-odds))


def story_reason(one_story: bool | None) -> Reason:
    """The reason that two claims' reports tell one story, other stories, or nothing is known."""
    level = {True: "one story", False: "other stories", None: MISSING}[one_story]
    return Reason("story", level, STORY.get(level, 0.0), SENTENCES["story"].format(level=level))


def claim_score(a: Side, b: Side, one_story: bool | None) -> float:
    """The probability that two claims are about one occurrence, between 0 and 1."""
    return 1 / (1 + math.exp(-score_v1.log_odds(a, b) - story_reason(one_story).weight))
