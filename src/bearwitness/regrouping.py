"""What a few decisions change at once in a case of any size, before everything is linked again.

1. A decision that leaves every claim's content and every pair as they were (an acceptance, a grade,
   a violation, a settled conflict), and confirms no day by which reports are told apart, leaves the
   grouping: only the records of the incidents that it touches are made anew, and they are what
   linking from scratch gives.
2. Any other decision is shown in the incidents it touches: their claims as people left them, kept
   together, brought together or told apart as people say. What else may follow elsewhere is known
   when everything has been linked; until then the case notes that linking is due.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from .linking import gist, incidents_of, planned
from .linking.grades import graded
from .linking.plan import pair_decisions
from .model.judgement import Action, Decision
from .review.decide import added, decided, reviewed
from .review.second import in_force
from .review.table import Known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .linking import Gist
    from .model.claim import Claim
    from .model.incident import Incident
    from .store.case import Case

PROVISIONAL = ""  # the context of a record that the next linking makes anew


class CaseKnown(Known):
    """What a row may refer to in a case, looked up when it is named."""

    case: Case

    def __init__(self, case: Case) -> None:
        self.__dict__["case"] = case
        self.__dict__["text_of"] = case.text

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim, for rows that name none."""
        return (*self.case.claims(), *added(self.case.decisions()))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The reports' file names by id, for rows that name no claim."""
        return self.case.file_names()

    def claim_ids(self, name: str) -> list[str]:
        if name.startswith("incident-"):
            one = self.case.incident_named(name)
            return [one.claim_ids[0]] if one else []
        held = [*self.case.claims_named([name]), *added(in_force(self.case.decisions_on([name])))]
        return [claim.id for claim in held if claim.id == name]

    def decision(self, name: str) -> Decision | None:
        return self.case.decision_named(name)

    def reports_called(self, words: str) -> list[str]:
        return self.case.report_called(words)


def regrouped(case: Case, taken: Sequence[Decision], threshold: float) -> bool:
    """Brings the incidents that saved decisions touch up to date.

    Gives whether that is all: where not, everything is to be linked again.
    """
    about = {subject for one in taken for subject in one.subject}
    on = case.decisions_on(about)
    new = {one.id for one in taken}
    before, after = in_force([one for one in on if one.id not in new]), in_force(on)
    machine = case.claims_named(about)
    reports = {claim.report_id for claim in (*machine, *added(after), *added(before))}
    touched = [one for one in case.incidents_told_in(reports) if about & {one.id, *one.claim_ids}]
    pairs = [pair_decisions(held) for held in (before, after)]
    is_same = pairs[0] == pairs[1] and decided(machine, before) == decided(machine, after)
    if is_same and not any(one.conflicts and not one.clashes for one in touched):
        _save(case, touched, [_regraded(case, one) for one in touched])
        return not _confirms_a_day(case, machine, before, after)
    _save(case, touched, _provisional(case, touched, reports, after, pairs, threshold))
    return False


def _confirms_a_day(
    case: Case, machine: Iterable[Claim], before: Sequence[Decision], after: Sequence[Decision]
) -> bool:
    """Whether a report's dated main claim is reviewed now and was not, or the other way round."""
    changed = reviewed(before) ^ reviewed(after)
    dated = (
        claim
        for claim in decided(machine, after)
        if claim.id in changed and claim.when and claim.when.earliest and claim.when.latest
    )
    return any(case.primary_of(claim.report_id) == claim.id for claim in dated)


def _save(case: Case, old: Sequence[Incident], new: Sequence[Incident]) -> None:
    made = [(one, PROVISIONAL) for one in new if one not in old]
    kept = {one.id for one in new}
    case.change_incidents([one.id for one in old if one.id not in kept], made)


def _regraded(case: Case, one: Incident) -> Incident:
    """An incident of the same claims with what people decided on it."""
    on = in_force(case.decisions_on(one.claim_ids))
    checked = reviewed(on)
    bare = replace(
        one, reliability=None, credibility=None, violations=(), settled=(),
        conflicts=tuple(sorted({clash.field for clash in one.clashes})),
        is_reviewed=all(claim in checked for claim in one.claim_ids),
    )  # fmt: skip
    return graded([bare], on)[0]


def _provisional(
    case: Case,
    touched: Sequence[Incident],
    reports: Iterable[str],
    after: Sequence[Decision],
    pairs: Sequence[tuple[frozenset[tuple[str, str]], ...]],
    threshold: float,
) -> list[Incident]:
    """The touched incidents as their claims now are, kept together unless people say otherwise."""
    names = sorted({*reports, *(name for one in touched for name in one.report_ids)})
    gists, claims, on = _gists(case, names)
    held = {claim for one in touched for claim in one.claim_ids}
    held |= {claim.id for claim in (*added(after), *case.claims_named(_subjects(after)))}
    parted = frozenset().union(*pairs[1][1:]) - frozenset().union(*pairs[0][1:])
    together = [
        _together(pair)
        for one in touched
        if not any(set(pair) <= set(one.claim_ids) for pair in parted)
        for pair in pairwise(sorted(one.claim_ids))
    ]
    few = [replace(one, claims=tuple(c for c in one.claims if c.id in held)) for one in gists]
    plan = planned(few, [*together, *on], reviewed(on), threshold)
    headers = {one.id: one for one in case.headers_of(names)}
    return list(incidents_of(plan, plan.incidents, claims, on, headers, reviewed(on)))


def _subjects(decisions: Iterable[Decision]) -> set[str]:
    return {subject for one in decisions for subject in one.subject}


def _together(pair: tuple[str, str]) -> Decision:
    """That two claims stay in one incident: older than all that people decided."""
    return Decision("", pair, Action.SAME, "", "")


def _gists(case: Case, names: Sequence[str]) -> tuple[list[Gist], list[Claim], list[Decision]]:
    """What linking looks at of some reports, their claims as people left them, the decisions."""
    gists: list[Gist] = []
    held: list[Claim] = []
    machine = {name: case.claims_of(name) for name in names}
    about = {claim.id for claims in machine.values() for claim in claims} | set(names)
    first = case.decisions_on(about)
    on = in_force(case.decisions_on(about | _subjects(first)))
    for name, claims in machine.items():
        own = {claim.id for claim in claims} | {
            one.subject[0] for one in on if one.action is Action.ADD and name in one.subject
        }
        left = decided(claims, [one for one in on if own & set(one.subject)])
        held += left
        report = case.report(name)
        reading = case.reading(name) if claims or left else None
        gists.append(gist(name, report.header, report.text.content, reading, left))
    return gists, held, list(on)
