"""How likely many pairs of claims are, scored at once by the functions that score one.

As `score_v4.claim_score`: the same features, the same weights, added in the same order. For each
feature `READ_FROM` reads a number of every pair from columns, such that pairs of one number are of
one level. The feature's own function is asked once for each number, and its weight handed to all
pairs of that number: nothing is written twice, and what `why` prints links a million claims.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from . import compare, score_v1, score_v4
from .compare import Side
from .many import Floats, Ints, asked_once, probabilities, shared_sums, weighed
from .spots import NONE, Spots

_AT_ONCE = 200_000  # pairs: few enough to stay near the processor
_FAR = 32  # days; no feature tells longer spans apart


def _act(held: Spots, a: Ints, b: Ints) -> Ints:
    """By whether act and family are the same."""
    number: Ints = 2 * (held.act[a] == held.act[b]) + _both_same(held.family, a, b)
    return number


def _when(held: Spots, a: Ints, b: Ints) -> Ints:
    """By the days between, and how many of the two place their event within some days."""
    gap = np.maximum(held.earliest[b] - held.latest[a], held.earliest[a] - held.latest[b])
    fine = held.fine[a].astype(np.int64) + held.fine[b]
    number = 1 + 3 * np.clip(gap, 0, _FAR) + fine
    return np.where((held.earliest[a] == NONE) | (held.earliest[b] == NONE), 0, number)


def _where(held: Spots, a: Ints, b: Ints) -> Ints:
    """By what is the same of country, province and town, and how much of each is known."""
    country = _both_same(held.country, a, b) + 2 * _both_known(held.country, a, b)
    towns = (held.town[a] >= 0).astype(np.int64) + (held.town[b] >= 0)
    admin1 = 2 * _both_known(held.admin1, a, b) + (held.admin1[a] == held.admin1[b])
    number: Ints = ((country * 3 + towns) * 4 + admin1) * 2 + _both_same(held.town, a, b)
    return number


def _people(held: Spots, a: Ints, b: Ints) -> Ints:
    """By whether one number could satisfy both, and whether both give one number over one."""
    least, most = held.least, held.most
    meet = (least[a] <= most[b]) & (least[b] <= most[a])
    same = (least[a] == least[b]) & (most[a] == most[b]) & (least[a] > 1)
    return np.where(_both_known(least, a, b) > 0, 1 + meet + 2 * same, 0)


def _group(held: Spots, a: Ints, b: Ints) -> Ints:
    """By what is the same, and what is known of both, of sex, age and nationality."""
    number = np.zeros(len(a), np.int64)
    for column in (held.sex, held.age, held.nationality):
        number = 4 * number + _both_known(column, a, b) + _both_same(column, a, b)
    return number


def _perpetrator(held: Spots, a: Ints, b: Ints) -> Ints:
    """By the two sides' kinds."""
    kinds = int(held.perpetrator.max(initial=NONE)) + 2
    number: Ints = (held.perpetrator[a].astype(np.int64) + 1) * kinds + held.perpetrator[b] + 1
    return number


def _publication(held: Spots, a: Ints, b: Ints) -> Ints:
    """By the days between."""
    gap = np.minimum(np.abs(held.published[a] - held.published[b]), _FAR)
    return np.where(_both_known(held.published, a, b) > 0, 1 + gap, 0)


def _wording(held: Spots, a: Ints, b: Ints) -> Ints:
    """By whether two reports that are near copies use the same words for the act."""
    number = np.zeros(len(a), np.int64)
    near = np.flatnonzero((held.copy[a] == held.copy[b]) & (held.report[a] != held.report[b]))
    if held.said is not None and len(near):
        ones = np.ones(int(held.said.words.max(initial=0)) + 1)
        number[near] = shared_sums(held.said, ones, a[near], b[near]) > 0
    return number


def _both_known(column: NDArray[np.int32], a: Ints, b: Ints) -> Ints:
    known: Ints = ((column[a] != NONE) & (column[b] != NONE)).astype(np.int64)
    return known


def _both_same(column: NDArray[np.int32], a: Ints, b: Ints) -> Ints:
    same: Ints = ((column[a] == column[b]) & (column[a] != NONE)).astype(np.int64)
    return same


READ_FROM: Mapping[str, Callable[[Spots, Ints, Ints], Ints]] = {
    "act": _act,
    "when": _when,
    "where": _where,
    "people": _people,
    "group": _group,
    "perpetrator": _perpetrator,
    "publication": _publication,
    "wording": _wording,
}


def claim_chances(sides: Sequence[Side], held: Spots, first: Ints, second: Ints) -> Floats:
    """For each pair of positions the probability that the claims are about one occurrence.

    `held` are the columns of `sides`.
    """
    found = np.empty(len(first))
    for start in range(0, len(first), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        found[piece] = _chances(sides, held, first[piece], second[piece])
    return found


def _chances(sides: Sequence[Side], held: Spots, first: Ints, second: Ints) -> Floats:
    total = np.zeros(len(first))
    for name, compared in compare.FEATURES.items():
        ask = weighed(compared, score_v1.WEIGHTS[name])
        number = READ_FROM[name](held, first, second)
        total += asked_once(number, partial(_asked, sides, first, second, ask))
    odds = score_v1.PRIOR + total
    return probabilities(odds + _story_weights(held, first, second))


def _asked(
    sides: Sequence[Side], first: Ints, second: Ints, ask: Callable[[Side, Side], float], n: int
) -> float:
    """What a feature says of one pair."""
    return ask(sides[first[n]], sides[second[n]])


def _story_weights(held: Spots, first: Ints, second: Ints) -> Floats:
    """The weight of one story, of other stories, or of nothing known (within a report too)."""
    story = held.story
    known = (story[first] >= 0) & (story[second] >= 0) & (held.report[first] != held.report[second])
    one, other = (score_v4.story_reason(said).weight for said in (True, False))
    weights: Floats = np.where(known, np.where(story[first] == story[second], one, other), 0.0)
    return weights
