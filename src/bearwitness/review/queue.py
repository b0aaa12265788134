"""What to look at next, and why.

Machine output waits until a person decides. First what could change a published figure: conflicts,
then what the reader was least sure of, then the main claim of each report, then the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model.claim import Claim
from ..model.incident import Incident
from ..model.judgement import Decision
from .decide import standings

UNSURE_BELOW = 0.25  # chance that nothing in a claim needs correcting


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for a person: its place in the order and the reason for it."""

    claim: Claim
    rank: int
    why: str


def waiting(
    claims: Iterable[Claim],
    decisions: Iterable[Decision],
    incidents: Iterable[Incident] = (),
    primaries: frozenset[str] = frozenset(),
) -> tuple[Waiting, ...]:
    """Claims nobody decided on, the most pressing first; ties in order of report and text."""
    known = standings(decisions)
    open_claims = [claim for claim in claims if not _is_decided(claim.id, known)]
    incidents = tuple(incidents)
    clashing = {claim for one in incidents if one.conflicts for claim in one.claim_ids}
    older = {claim for one in incidents for claim, _ in one.superseded}
    items = [_waiting(claim, clashing, older, primaries) for claim in open_claims]
    return tuple(sorted(items, key=_order))


def _is_decided(claim_id: str, known: Mapping[str, object]) -> bool:
    standing = known.get(claim_id)
    return bool(getattr(standing, "is_reviewed", False) or getattr(standing, "is_rejected", False))


def _waiting(
    claim: Claim, clashing: set[str], older: set[str], primaries: frozenset[str]
) -> Waiting:
    if claim.id in older:
        return Waiting(claim, 0, "a later report of its outlet supersedes it")
    if claim.id in clashing:
        return Waiting(claim, 0, "its incident has conflicting values")
    if claim.confidence < UNSURE_BELOW:
        return Waiting(claim, 1, "the reader was unsure of it")
    if claim.id in primaries:
        return Waiting(claim, 2, "it is what its report is mainly about")
    return Waiting(claim, 3, "it is new")


def _order(item: Waiting) -> tuple[int, str, int, str]:
    start = item.claim.evidence[0].start if item.claim.evidence else 0
    return (item.rank, item.claim.report_id, start, item.claim.id)
