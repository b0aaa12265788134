"""Stage 4: claims to incidents. Nothing here names, compares or follows a person.

Only event claims are linked: a pattern, an estimate, a norm and a response are no occurrence. What
is planned, feared or conditional has not been said to have happened and stays out; a denial is kept
with the incident it denies.

Reports come first: those that are mainly about one occurrence tell one story (stories.py), and
their main claims are one incident, whatever act each calls it. The other claims are compared one by
one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..model.claim import Claim, ClaimKind
from ..model.errors import WrongUse
from ..model.incident import Incident
from ..model.judgement import Decision
from ..model.reading import Reading
from ..model.report import Header
from ..reference.vocabulary import vocabulary
from .columns import unsound
from .compare import Side
from .copies import copy_groups
from .corroborate import independent_origins
from .explain import Explanation, explanation, word_weights
from .gist import SHAPE, Gist, gist, is_denial
from .gist import from_bytes as gist_from_bytes
from .gist import to_bytes as gist_bytes
from .grades import graded
from .incident import incident
from .plan import Kept, Plan, Planned, planned, planned_from
from .reports import LINKED, Rarity, linkable
from .rows import row_of
from .score_v4 import METHOD

__all__ = [
    "LINKED", "METHOD", "SHAPE", "Gist", "Kept", "gist", "gist_bytes", "gist_from_bytes",
    "incidents_of", "link", "planned", "planned_from", "row_of", "unsound", "why", "word_weights",
]  # fmt: skip


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
    headers, texts = headers or {}, texts or {}
    gists = gists_of(claims, headers, texts, readings)
    plan = planned(gists, decisions, reviewed, threshold)
    return tuple(incidents_of(plan, plan.incidents, claims, decisions, headers, reviewed))


def gists_of(
    claims: Iterable[Claim],
    headers: Mapping[str, Header],
    texts: Mapping[str, str],
    readings: Iterable[Reading],
) -> list[Gist]:
    """What linking looks at of every report that is named anywhere."""
    of_report: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        of_report[claim.report_id][claim.id] = claim
    read = {one.report.id: one for one in readings}
    names = {*of_report, *headers, *texts, *read}
    return [
        gist(
            name, headers.get(name), texts.get(name, ""), read.get(name),
            list(of_report[name].values()),
        )
        for name in sorted(names)
    ]  # fmt: skip


def incidents_of(
    plan: Plan,
    wanted: Iterable[Planned],
    claims: Iterable[Claim],
    decisions: Iterable[Decision],
    headers: Mapping[str, Header],
    reviewed: frozenset[str],
) -> Iterator[Incident]:
    """The records of the `wanted` incidents of a plan, in their order.

    `claims` are as people left them: all those of the reports that the wanted incidents are in.
    """
    claims, decisions = list(claims), list(decisions)
    by_id = {side.claim.id: side for side in as_sides(claims, headers, plan.copies)}
    rivals = Counter(report for one in plan.incidents for report in one.report_ids)
    denials: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in filter(is_denial, claims):
        denials[claim.report_id].append(claim)
    on_claim: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if len(decision.subject) == 1:
            on_claim[decision.subject[0]].append(decision)
    for one in wanted:
        members = [by_id[i] for i in one.claim_ids]
        origins = independent_origins([side.claim for side in members], headers, plan.copies)
        made = incident(members, origins, reviewed, METHOD)
        (with_grades,) = graded([made], [d for i in one.claim_ids for d in on_claim.get(i, ())])
        answers = [claim for name in one.report_ids for claim in denials.get(name, ())]
        yield _answered(with_grades, answers, rivals)


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


def why(
    a: Claim,
    b: Claim,
    headers: Mapping[str, Header],
    texts: Mapping[str, str],
    readings: Iterable[Reading] = (),
    rare: Rarity | None = None,
    reviewed: frozenset[str] = frozenset(),
) -> Explanation:
    """What each feature says of two claims, with its weight and a sentence.

    `rare` are the case's word weights; with them `readings` need only hold the two reports'.
    `reviewed` holds the ids of claims that a person accepted or corrected.

    Raises WrongUse for a claim that is never linked: one of no occurrence, or of one that is only
    feared, planned or conditional.
    """
    for claim in (a, b):
        if not linkable(claim):
            raise WrongUse(
                f"{claim.id} is never linked: {_never_linked(claim)}",
                "choose two claims of an act that is said to have happened, or denied",
            )
    sides = {side.claim.id: side for side in as_sides([a, b], headers, copy_groups(texts))}
    return explanation(sides[a.id], sides[b.id], readings, rare, reviewed)


def _never_linked(claim: Claim) -> str:
    """Why a claim is never linked."""
    if claim.kind != ClaimKind.EVENT:
        return f"its kind is {claim.kind}, not {ClaimKind.EVENT}"
    return f"its modality is {claim.modality}" if claim.act else "it names no act"


def _answered(one: Incident, denials: Iterable[Claim], rivals: Mapping[str, int]) -> Incident:
    """An incident with the denials that answer it: of the same act, or the report's only one."""
    found = {
        claim.id
        for claim in denials
        if claim.report_id in one.report_ids
        and (rivals[claim.report_id] == 1 or any(said.value == claim.act for said in one.acts))
    }
    return replace(one, denied_by=tuple(sorted({*one.denied_by, *found})))
