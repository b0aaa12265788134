"""People's grades and violations, carried to the incident that holds the claim they were given on.

Reliability of the source (A to F) and credibility of the information (1 to 6) are kept apart, as in
the Admiralty system.
"""

from collections.abc import Iterable
from dataclasses import replace

from ..model.incident import Incident
from ..model.judgement import Action, Decision


def graded(incidents: Iterable[Incident], decisions: Iterable[Decision]) -> list[Incident]:
    """The incidents with reliability, credibility and violations as newest decided."""
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    return [_graded(one, ordered) for one in incidents]


def _graded(one: Incident, ordered: list[Decision]) -> Incident:
    reliability: str | None = None
    credibility: int | None = None
    violations: dict[str, None] = {}
    for decision in ordered:
        if decision.subject[0] not in one.claim_ids or len(decision.subject) != 1:
            continue
        if decision.action == Action.GRADE and decision.field == "reliability":
            reliability = str(decision.value)
        elif decision.action == Action.GRADE and decision.field == "credibility":
            credibility = int(decision.value)
        elif decision.action == Action.VIOLATION:
            violations[str(decision.value)] = None
        elif decision.action == Action.WITHDRAW and decision.field == "violation":
            violations.pop(str(decision.value), None)
    if reliability is None and credibility is None and not violations:
        return one
    return replace(
        one, reliability=reliability, credibility=credibility, violations=tuple(violations)
    )
