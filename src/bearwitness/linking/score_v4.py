"""The fourth scoring method: as the third, with what a text looks back at, and hours of the day.

1. Two reports are compared (resemblance.py) and the log-odds of `REPORTS` added up: the probability
   that they are mainly about one occurrence. For grouping, the log-odds between -4 and 4 are put on
   a scale from 0 to 1 (`closeness`): ten weak signs against outweigh one strong sign for.
2. Two claims are compared as in the second method, but that their reports tell other stories
   weighs more against.

The weights are set by hand in steps of a half, so that they rise with what a level says; how far
apart they stand was judged from training/linking_weights.py on labelled news articles. Nothing
there is reviewed, so the weights of `confirmed` follow from its meaning: a person vouches for both
days, and one act on days over a week apart is two acts, whatever else is alike.
"""

import math
from collections.abc import Mapping

from . import score_v1
from .compare import MISSING, Side
from .reports import About, Rarity
from .resemblance import FEATURES
from .score_v1 import Reason
from .score_v2 import SENTENCES as EARLIER

METHOD = "score-4"
PRIOR = -0.5  # log-odds that two reports which are worth comparing are about one occurrence
SURE = 4.0  # log-odds beyond which more signs make no difference to grouping
JOINED = 0.75  # times the threshold: the mean closeness at which two groups are one story

REPORTS: Mapping[str, Mapping[str, float]] = {
    "towns": {
        "a small one shared": 2.0,
        "a middling one shared": 1.0,
        "a large one shared": -0.5,
        "others": -2.5,
    },
    "provinces": {"shared": 1.0, "others": -0.5},
    "streets": {"shared": 2.0, "others": -2.5},
    "days": {
        "meet, in reports over 5 days apart": 1.0,
        "meet": 1.0,
        "a day apart": 0.0,
        "a week apart at most": -0.5,
        "far apart": -1.0,
    },
    "order": {
        "both within a week of it": 1.0,
        "later than a week after it": 0.0,
        "one came out before what the other tells": -1.0,
    },
    "publication": {
        "a day apart at most": 0.5,
        "within 5 days": 0.5,
        "within a month": 0.5,
        "within a year": -0.5,
        "over a year apart": -1.5,
    },
    "told": {
        "one day long before": 1.5,
        "one day": 0.5,
        "no day in common": -1.0,
        "the later tells when the earlier came out": 1.0,
        "the later tells other days long before": -1.0,
        "the later tells none long before": -2.0,
    },
    "hours": {
        "the same": 0.0,
        "within a quarter of an hour": 0.0,
        "within an hour": -1.0,
        "others": -1.5,
    },
    "confirmed": {
        "meet": 1.0,
        "a week apart at most": -1.5,
        "over a week apart, other acts": -2.0,
        "over a week apart, one act": -6.0,
    },
    "words": {
        "hardly any": -1.0,
        "very few": -1.0,
        "few": -0.5,
        "some": 0.5,
        "many": 1.0,
        "very many": 1.0,
    },
    "rare words": {"none": -1.0, "one": 0.0, "two": 0.5, "three or more": 0.5},
    "titles": {
        "unlike": -0.5,
        "hardly alike": -0.5,
        "a little alike": -0.5,
        "somewhat alike": 0.0,
        "alike": 0.0,
        "very alike": 0.5,
        "nearly the same": 0.5,
    },
    "title towns": {
        "of both in the other": 1.0,
        "of one in the other": 0.5,
        "in neither": -0.5,
        "others": -1.0,
    },
    "killed": {"one alike, over 1": 2.0, "one alike": 0.5, "none alike": 0.5},
    "ages": {"shared": 0.0, "others": -1.0},
    "sexes": {"shared": 0.0, "others": -1.0},
}

STORY: Mapping[str, float] = {"one story": 2.5, "other stories": -2.0}

SENTENCES: Mapping[str, str] = {
    **EARLIER,
    "order": "what one tells, and when the other came out: {level}",
    "titles": "what the titles say, names left out: {level}",
    "title towns": "towns that the titles name: {level}",
    "killed": "numbers of people killed: {level}",
    "told": "days that the texts name: {level}",
    "hours": "the nearest times of day that the texts name: {level}",
    "confirmed": "the days that people confirmed for the main claims: {level}",
}


def report_reasons(a: About, b: About, rare: Rarity) -> tuple[Reason, ...]:
    """What each feature says of two reports, in the order of the table; missing weighs nothing."""
    found = []
    for feature, weights in REPORTS.items():
        level = FEATURES[feature](a, b, rare)
        weight = 0.0 if level == MISSING else weights[level]
        found.append(Reason(feature, level, weight, SENTENCES[feature].format(level=level)))
    return tuple(found)


def report_log_odds(a: About, b: About, rare: Rarity) -> float:
    """The reasons' weights added up, without saying them."""
    odds = PRIOR
    for feature, weights in REPORTS.items():
        odds += weights.get(FEATURES[feature](a, b, rare), 0.0)
    return odds


def report_score(a: About, b: About, rare: Rarity) -> float:
    """The probability that two reports are mainly about one occurrence, between 0 and 1."""
    return 1 / (1 + math.exp(-report_log_odds(a, b, rare)))


def closeness(log_odds: float) -> float:
    """Log-odds between -`SURE` and `SURE` put on a scale from 0 to 1, for grouping."""
    return (min(max(log_odds, -SURE), SURE) + SURE) / (2 * SURE)


def story_reason(one_story: bool | None) -> Reason:
    """The reason that two claims' reports tell one story, other stories, or nothing is known."""
    level = {True: "one story", False: "other stories", None: MISSING}[one_story]
    return Reason("story", level, STORY.get(level, 0.0), SENTENCES["story"].format(level=level))


def claim_score(a: Side, b: Side, one_story: bool | None) -> float:
    """The probability that two claims are about one occurrence, between 0 and 1."""
    return 1 / (1 + math.exp(-score_v1.log_odds(a, b) - story_reason(one_story).weight))
