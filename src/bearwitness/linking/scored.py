"""How likely many pairs of claims are, scored at once by the functions that score one.

As `score_v2.claim_score`: the same features, the same weights, added in the same order. `LOOKS_AT`
says what of a claim each feature depends on; a feature that is not listed is asked for every pair.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from . import compare, score_v1, score_v2
from .compare import Side
from .many import Floats, Ints, answers, coded, probabilities, weighed

if TYPE_CHECKING:
    from .stories import Stories


def _number(side: Side) -> Hashable:
    group = side.claim.affected
    return None if group is None else (group.min, group.max)


def _attributes(side: Side) -> Hashable:
    group = side.claim.affected
    return None if group is None else (group.sex, group.age, group.nationality)


LOOKS_AT: Mapping[str, Callable[[Side], Hashable]] = {
    "act": lambda side: (side.claim.act, side.family),
    "when": lambda side: side.claim.when,
    "where": lambda side: compare.events_place(side.claim),
    "people": _number,
    "group": _attributes,
    "perpetrator": lambda side: frozenset(p.kind for p in side.claim.alleged_perpetrators),
    "publication": lambda side: side.published,
}


def claim_chances(sides: Sequence[Side], told: Stories, first: Ints, second: Ints) -> Floats:
    """For each pair of positions the probability that the claims are about one occurrence."""
    total = np.zeros(len(first))
    for name, compared in compare.FEATURES.items():
        ask = weighed(compared, score_v1.WEIGHTS[name])
        if name == "wording":
            total += _within_copies(sides, first, second, ask)
            continue
        held = coded(sides, LOOKS_AT.get(name, lambda side: side.claim.id))
        total += answers(held, first, second, ask)
    odds = score_v1.PRIOR + total
    return probabilities(odds + _story_weights(sides, told, first, second))


def _within_copies(
    sides: Sequence[Side], first: Ints, second: Ints, ask: Callable[[Side, Side], float]
) -> Floats:
    """A feature that says something of near copies alone, asked for those pairs."""
    group = coded(sides, lambda side: side.copy_group).codes
    weights = np.zeros(len(first))
    for n in np.flatnonzero(group[first] == group[second]).tolist():
        weights[n] = ask(sides[first[n]], sides[second[n]])
    return weights


def _story_weights(sides: Sequence[Side], told: Stories, first: Ints, second: Ints) -> Floats:
    """The weight of one story, of other stories, or of nothing known (within a report too)."""
    report = coded(sides, lambda side: side.claim.report_id).codes
    story = coded(sides, lambda side: told.story.get(side.claim.report_id, ""))
    is_told = np.array([side.claim.report_id in told.story for side in story.examples], bool)
    codes = story.codes
    known = is_told[codes[first]] & is_told[codes[second]] & (report[first] != report[second])
    one, other = (score_v2.story_reason(said).weight for said in (True, False))
    weights: Floats = np.where(known, np.where(codes[first] == codes[second], one, other), 0.0)
    return weights
