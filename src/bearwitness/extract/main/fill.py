"""The main claim with the time and place that were chosen for it, and the evidence for them.

The rules it keeps:
- What was given is evidenced by its own words, and its confidence says that it was given.
- What another sentence gave before is replaced; what the act's own sentence gave stays as evidence.
- In a short text, where both were weighed, a time or place is replaced by a finer one inside it
  alone; a claim without a place may have a country that those it was done to are not of.
- A pattern is given nothing: what usually happens has no day and no town of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...model.claim import ClaimKind
from ...model.dates import Precision
from ...model.places import PlacePrecision
from ...model.span import Evidence, evidence
from ..confidence import of_given, whole
from ..layout import is_long
from ..places_of_acts import as_written, default_role
from .features import is_finer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.claim import Claim
    from ...model.dates import TimeExpression
    from ...model.places import PlaceMention
    from .choose import Pair
    from .story import Story

_IN = {"in", "at"}


def filled(pair: Pair, place: Sequence[PlaceMention], story: Story) -> Claim:
    """The claim of `pair` with the pair's time, and the place, where it has not its own."""
    claim = pair.claim
    if claim.kind is ClaimKind.PATTERN:
        return claim
    if place and (is_long(story.text) or _may_be_given(place[0], claim)):
        claim = _placed(claim, _clearest(place, claim, story), story)
    time = pair.time
    if time and time is not story.time_of(claim) and not _is_weighed(claim, time, story):
        claim = _timed(claim, time, story)
    return claim


def _may_be_given(place: PlaceMention, claim: Claim) -> bool:
    """Whether a short text may give a claim a place: one in the country that is all it has, or a
    country that those it was done to are not of.
    """
    is_country = place.precision is PlacePrecision.COUNTRY
    if not claim.where:
        of = claim.affected.nationality if claim.affected else None
        return is_country and place.country != of
    has = {p.country for p in claim.where if p.precision is PlacePrecision.COUNTRY}
    return not is_country and len(claim.where) == len(has) == 1 and place.country in has


def _is_weighed(claim: Claim, time: TimeExpression, story: Story) -> bool:
    """Whether a short text gave the claim a time already, and this one is no finer one inside."""
    had = story.time_of(claim)
    return had is not None and not is_long(story.text) and not is_finer(time, had)


def _timed(claim: Claim, time: TimeExpression, story: Story) -> Claim:
    has_own = claim.id in story.own
    words = evidence("when", story.text, time.start, time.end)
    reasons = ["given", *(["day"] if time.precision is Precision.DAY else [])]
    return _with(replace(claim, when=time.when), words, reasons, keep=has_own)


def _placed(claim: Claim, mention: PlaceMention, story: Story) -> Claim:
    sentences = story.sentences_of(claim)
    own = any(story.sentence_of(e.start) in sentences for e in claim.evidence_for("where"))
    new = as_written(mention, default_role(claim.act or ""))
    where = [new]
    if own:
        held = next((p for p in claim.where if p.country in {None, new.country}), claim.where[0])
        where = [replace(new, role=held.role) if p is held else p for p in claim.where]
    words = evidence("where", story.text, mention.start, mention.end)
    is_country = mention.precision is PlacePrecision.COUNTRY
    reasons = ["given", "country_only" if is_country else "town"]
    return _with(replace(claim, where=tuple(where)), words, reasons, keep=own)


def _with(claim: Claim, words: Evidence, reasons: list[str], *, keep: bool) -> Claim:
    """The claim with new evidence for a field, in text order, and that field's confidence."""
    kept = [e for e in claim.evidence if keep or e.field != words.field]
    ordered = sorted([*kept, words], key=lambda e: (e.start, e.end, e.field))
    sure = of_given(claim, words.field, reasons)
    confidences = [c for c in claim.confidences if c.field != words.field]
    at = 1 + sum(c.field == "when" for c in confidences) if words.field == "where" else 1
    confidences.insert(at, sure)
    return replace(
        claim,
        evidence=tuple(ordered),
        confidences=tuple(confidences),
        confidence=whole(confidences) if claim.confidences else claim.confidence,
    )


def _clearest(group: Sequence[PlaceMention], claim: Claim, story: Story) -> PlaceMention:
    """The mention nearest to the act among those that "in" or "at" goes before, else among all."""
    said = [p for p in group if story.token_at(p.start).head.lower_ in _IN] or list(group)
    start = claim.evidence_for("act")[0].start
    return min(said, key=lambda p: (abs(p.start - start), p.start))
