"""Stage 4: claims to incidents. Nothing here names, compares or follows a person.

Only event claims are linked: a pattern, an estimate, a norm and a response are no occurrence. What
is planned, feared or conditional has not been said to have happened and stays out; a denial is kept
with the incident it denies.

Reports come first: those that are mainly about one occurrence tell one story (stories.py), and
their main claims are one incident, whatever act each calls it. The other claims are compared one by
one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..model.claim import Claim, ClaimKind, ResponseKind
from ..model.incident import Incident
from ..model.judgement import PAIR_ACTIONS, Action, Decision
from ..model.reading import Reading
from ..model.report import Header
from ..reference.vocabulary import vocabulary
from .block import pairs
from .cluster import Pair, clusters
from .compare import Side
from .copies import copy_groups
from .corroborate import independent_origins
from .explain import Explanation, explanation
from .grades import graded
from .incident import incident
from .reports import LINKED, linkable
from .score_v2 import METHOD, claim_score
from .stories import Stories, stories

__all__ = ["LINKED", "METHOD", "link", "why"]


def link(
    claims: Iterable[Claim],
    decisions: Iterable[Decision] = (),
    *,
    headers: Mapping[str, Header] | None = None,
    texts: Mapping[str, str] | None = None,
    readings: Iterable[Reading] = (),
    reviewed: frozenset[str] = frozenset(),
    threshold: float = 0.5,
) -> tuple[Incident, ...]:
    """Incidents, sorted by id; the order of what is given changes nothing.

    `claims` are as people left them; `headers` and `texts` are by report id; `readings` say what
    each report is mainly about, its ordinary words and places; `reviewed` holds the ids of claims
    that a person accepted or corrected.
    """
    claims, decisions = list(claims), list(decisions)
    headers = headers or {}
    copies = copy_groups(texts or {})
    sides = as_sides(claims, headers, copies)
    by_id = {side.claim.id: side for side in sides}
    same, apart, unsure = pair_decisions(decisions)
    told = stories(readings, claims, apart, unsure, threshold)
    scores = pair_scores(sides, told)
    for pair in unsure:
        scores.pop(pair, None)
    groups = clusters(list(by_id), scores, same, apart, threshold)
    found = []
    for group in groups:
        members = [by_id[i] for i in group]
        origins = independent_origins([side.claim for side in members], headers, copies)
        found.append(incident(members, origins, reviewed, METHOD))
    return tuple(sorted(_answered(graded(found, decisions), claims), key=lambda one: one.id))


def as_sides(
    claims: Iterable[Claim], headers: Mapping[str, Header], copies: Mapping[str, str]
) -> list[Side]:
    """The claims that can be linked, with what comparing them needs, sorted by claim id."""
    return [
        _side(claim, headers.get(claim.report_id), copies)
        for claim in sorted({claim.id: claim for claim in claims}.values(), key=lambda c: c.id)
        if linkable(claim)
    ]


def _side(claim: Claim, header: Header | None, copies: Mapping[str, str]) -> Side:
    return Side(
        claim,
        vocabulary("acts")[claim.act].family if claim.act else None,
        header.published if header else None,
        copies.get(claim.report_id, claim.report_id),
        header.outlet.casefold() if header and header.outlet else None,
    )


def pair_scores(sides: Sequence[Side], told: Stories) -> dict[Pair, float]:
    """For pairs of claims worth comparing, the probability that they are about one occurrence.

    The main claims of one story are one by what their reports say together.
    """
    scores = {
        (a.claim.id, b.claim.id): claim_score(
            a, b, told.one_story(a.claim.report_id, b.claim.report_id)
        )
        for a, b in pairs(sides, told.story)
    }
    return {**scores, **told.main_pairs}


def pair_decisions(
    decisions: Iterable[Decision],
) -> tuple[frozenset[Pair], frozenset[Pair], frozenset[Pair]]:
    """Pairs that people hold to be the same, not the same and unsure; the newest holds."""
    newest: dict[Pair, Action] = {}
    for decision in sorted(decisions, key=lambda d: (d.at, d.id)):
        if len(decision.subject) == 2:
            first, second = sorted(decision.subject)
            newest[first, second] = decision.action
    chosen = {
        action: frozenset(p for p, a in newest.items() if a == action) for action in PAIR_ACTIONS
    }
    return chosen[Action.SAME], chosen[Action.NOT_SAME], chosen[Action.UNSURE]


def why(
    a: Claim,
    b: Claim,
    headers: Mapping[str, Header],
    texts: Mapping[str, str],
    readings: Iterable[Reading] = (),
) -> Explanation:
    """What each feature says of two claims, with its weight and a sentence."""
    sides = {side.claim.id: side for side in as_sides([a, b], headers, copy_groups(texts))}
    return explanation(sides[a.id], sides[b.id], readings)


def _answered(incidents: Sequence[Incident], claims: Iterable[Claim]) -> list[Incident]:
    """Incidents with the denials that answer them: of the same act, or the report's only one."""
    denials = [
        claim
        for claim in claims
        if claim.kind == ClaimKind.RESPONSE
        and claim.detail is not None
        and claim.detail.response == ResponseKind.DENIAL
    ]
    return [
        replace(
            one, denied_by=tuple(sorted({*one.denied_by, *_denials_of(one, incidents, denials)}))
        )
        for one in incidents
    ]


def _denials_of(
    one: Incident, incidents: Sequence[Incident], denials: Sequence[Claim]
) -> Iterable[str]:
    for claim in denials:
        if claim.report_id not in one.report_ids:
            continue
        rivals = [other for other in incidents if claim.report_id in other.report_ids]
        if len(rivals) == 1 or any(said.value == claim.act for said in one.acts):
            yield claim.id
