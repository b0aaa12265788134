"""What people decided on an incident, carried to the one that holds the claim they decided it on.

Reliability of the source (A to F) and credibility of the information (1 to 6) are kept apart, as in
the Admiralty system. A settled conflict keeps both its values; it says which claim's stands.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ..model.incident import Incident
from ..model.judgement import Action, Decision, holding

_GRADING = frozenset({Action.GRADE, Action.VIOLATION, Action.SETTLE, Action.WITHDRAW})


def graded(incidents: Iterable[Incident], decisions: Iterable[Decision]) -> list[Incident]:
    """The incidents with grades, violations and settled conflicts as newest decided."""
    on_claim: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in holding(decisions):
        if decision.action in _GRADING and len(decision.subject) == 1:
            on_claim[decision.subject[0]].append(decision)
    return [
        _graded(one, [d for i in one.claim_ids for d in on_claim.get(i, ())]) for one in incidents
    ]


def _graded(one: Incident, given: list[Decision]) -> Incident:
    if not given:
        return one
    reliability: str | None = None
    credibility: int | None = None
    violations: dict[str, None] = {}
    settled: dict[str, str] = {}
    for decision in sorted(given, key=lambda d: (d.at, d.id)):
        if decision.action == Action.GRADE and decision.field == "reliability":
            reliability = str(decision.value)
        elif decision.action == Action.GRADE and decision.field == "credibility":
            credibility = int(decision.value)
        elif decision.action == Action.VIOLATION:
            violations[str(decision.value)] = None
        elif decision.action == Action.WITHDRAW and decision.field == "violation":
            violations.pop(str(decision.value), None)
        elif decision.action == Action.SETTLE and decision.field in one.conflicts:
            settled[decision.field] = decision.subject[0]
        elif settled.get(str(decision.field)) == decision.subject[0]:
            settled.pop(str(decision.field))
    return replace(
        one,
        reliability=reliability,
        credibility=credibility,
        violations=tuple(violations),
        settled=tuple(sorted(settled.items())),
        conflicts=tuple(name for name in one.conflicts if name not in settled),
    )
