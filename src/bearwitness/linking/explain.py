"""Why two claims are, or are not, taken for one incident: every feature, its weight, a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model.claim import Claim
from ..model.reading import Reading
from . import score_v1, score_v4
from .compare import Side
from .incident import clashing, corrects
from .reports import About, Rarity, about, as_confirmed, rarity
from .score_v1 import Reason

THRESHOLD = 0.5  # the probability at which reports are said to tell one story


@dataclass(frozen=True, slots=True)
class Explanation:
    """What each feature says of two claims, in log-odds, and what they come to together."""

    prior: float
    reasons: tuple[Reason, ...]
    method: str = score_v4.METHOD
    notes: tuple[str, ...] = ()  # what cannot both be true, and which claim corrects which

    @property
    def probability(self) -> float:
        """The probability that the two claims are about one occurrence."""
        return 1 / (1 + math.exp(-self.log_odds))

    @property
    def log_odds(self) -> float:
        """What is known before looking, and the weights of the reasons, added up."""
        return self.prior + sum(reason.weight for reason in self.reasons)


def explanation(
    a: Side,
    b: Side,
    readings: Iterable[Reading],
    rare: Rarity | None = None,
    reviewed: frozenset[str] = frozenset(),
) -> Explanation:
    """How two claims are scored: main claims of one story by their reports, others by themselves.

    `readings` are all of the case, since how rare a word is depends on them; with `rare`, worked
    out for the case before, those of the two claims' reports are enough. Without these two the
    claims are compared by themselves.
    """
    told = _reports(a.claim, b.claim, list(readings), rare, reviewed)
    return replace(_scored(a, b, told), notes=notes(a, b))


def word_weights(abouts: Iterable[About]) -> Rarity:
    """How rare every word is in the reports of a case: what `explanation` needs of all of them."""
    return rarity(list(abouts))


def notes(a: Side, b: Side) -> tuple[str, ...]:
    """Sentences on two claims taken for one occurrence: where they clash, and who corrects whom."""
    fields = clashing(a, b)
    if not fields:
        return ()
    said = [f"cannot both be true: {', '.join(fields)}"]
    for newer, older in ((a, b), (b, a)):
        if corrects(newer, older):
            said.append(
                f"{newer.claim.id} is of a later report of the same outlet and supersedes "
                f"{older.claim.id}"
            )
    return tuple(said)


def _scored(a: Side, b: Side, told: _Told | None) -> Explanation:
    if told is None:
        return Explanation(score_v1.PRIOR, (*score_v1.reasons(a, b), score_v4.story_reason(None)))
    by_reports = Explanation(score_v4.PRIOR, told.reasons)
    one_story = score_v4.closeness(by_reports.log_odds) >= score_v4.JOINED * THRESHOLD
    if told.are_mains and one_story:
        return by_reports
    story = score_v4.story_reason(one_story if told.have_mains else None)
    return Explanation(score_v1.PRIOR, (*score_v1.reasons(a, b), story))


@dataclass(frozen=True, slots=True)
class _Told:
    """The comparison of two claims' reports."""

    are_mains: bool
    have_mains: bool
    reasons: tuple[Reason, ...]


def _reports(
    a: Claim, b: Claim, readings: list[Reading], rare: Rarity | None, reviewed: frozenset[str]
) -> _Told | None:
    """The two claims' reports compared; None within one report or where a reading is missing."""
    abouts = [about(one) for one in readings]
    by_id = {one.report_id: one for one in abouts}
    x, y = by_id.get(a.report_id), by_id.get(b.report_id)
    if x is None or y is None or x is y:
        return None
    claims = (*(claim for one in readings for claim in one.claims), a, b)
    mains = {claim.id: claim for claim in claims if claim.id in reviewed}
    x, y = as_confirmed(x, mains), as_confirmed(y, mains)
    return _Told(
        (a.id, b.id) == (x.main, y.main),
        bool(x.main and y.main),
        score_v4.report_reasons(x, y, _fitting(rare, abouts)),
    )


def _fitting(rare: Rarity | None, abouts: list[About]) -> Rarity:
    """The case's word weights where they know these reports and all their words."""
    if rare is not None and all(
        one.report_id in rare.lengths and one.words <= rare.of.keys() for one in abouts
    ):
        return rare
    return rarity(abouts)
