"""The case in memory as it stands after one ledger line; the next view is made from the last.

1. A view never changes: whoever was given one can go on reading it.
2. `followed` looks only at what is new in the case: decisions added, parts of the incidents whose
   vouchers changed. Anything else (a report added or deleted) and the view is `built` anew.
3. Both ways give equal views; a property test holds them to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ..model.errors import UnknownSubject
from ..model.judgement import ANSWERS, PAIR_ACTIONS, Action, Decision, by_subject
from ..review.decide import Standing, added, corrected, standings
from ..review.ordered import Key, Ordered
from ..review.queue import Queue, Waiting, waiting_item
from ..review.second import in_force
from ..store.following import part_of

if TYPE_CHECKING:
    from ..model.claim import Claim
    from ..model.incident import Incident
    from ..model.report import Header
    from ..store.case import Case

T = TypeVar("T")
# Ledger lines after which a view can be followed: no report, text or reading is other than before.
FOLLOWED = frozenset({"decision", "incidents", "release", "member", "rule", "restored"})


@dataclass(frozen=True)
class View:
    """Everything people decide on, as it stands after one ledger line; nothing in it changes."""

    head: int
    machine: Mapping[str, Claim]  # claims as the machine has them, or as people added them, by id
    claims: Mapping[str, Claim]  # as people left them, rejected ones gone
    decisions: Sequence[Decision]  # those that count
    incidents: Mapping[str, Incident]  # in the order of their ids
    headers: Mapping[str, Header]
    primaries: frozenset[str]
    standings: Mapping[str, Standing]  # what was decided on each claim
    by_report: Mapping[str, tuple[Claim, ...]]  # of `machine`, in text order
    incident_of: Mapping[str, str]  # by linked claim
    by_subject: Mapping[str, tuple[Decision, ...]]  # those that count, oldest first
    waiting: Queue  # the most pressing first
    incident_order: Ordered  # those in conflict first, then the newest
    report_order: Ordered  # those in which most waits first
    every: Sequence[Decision]  # also those that wait for a second person, were refused, confirm
    every_by_subject: Mapping[str, tuple[Decision, ...]]
    last_decision: int  # the position of the newest
    marks: Mapping[str, str]  # what vouches for each part of the incidents
    parts: Mapping[str, tuple[str, ...]]  # the incidents of each part

    def decided_on(self, claim: str) -> tuple[Decision, ...]:
        """The decisions about a claim by itself, oldest first."""
        return tuple(d for d in self.by_subject.get(claim, ()) if d.action not in PAIR_ACTIONS)

    def state_of(self, claim: str) -> str:
        """A name for what has been decided on a claim: forms carry it, to see what came between."""
        own = self.decided_on(claim)
        return own[-1].id if own else "new"

    def claim(self, name: str) -> Claim:
        """A claim as the machine has it; raises UnknownSubject."""
        return _found(self.machine, name, "claim")

    def incident(self, name: str) -> Incident:
        """An incident; raises UnknownSubject."""
        return _found(self.incidents, name, "incident")


def _found(held: Mapping[str, T], name: str, what: str) -> T:
    if name not in held:
        raise UnknownSubject(f"no such {what} in this case", "it may have been linked anew")
    return held[name]


def built(case: Case, head: int) -> View:
    """The view of a case from everything in it."""
    every, last = case.decisions_after(0)
    decisions = in_force(every)
    machine = {claim.id: claim for claim in (*case.claims(), *added(decisions))}
    known = standings(decisions)
    claims = _left(machine, machine, known)
    incidents = {one.id: one for one in case.incidents()}
    home = {claim: one.id for one in incidents.values() for claim in one.claim_ids}
    headers, primaries = {header.id: header for header in case.headers()}, case.primaries()
    items = _items(claims, claims, known, incidents, home, primaries)
    waits = Queue(item for item in items.values() if item)
    return View(
        head=head, machine=machine, claims=claims, decisions=decisions, incidents=incidents,
        headers=headers, primaries=primaries, standings=known, by_report=_by_report(machine),
        incident_of=home, by_subject=by_subject(sorted(decisions, key=_age)), waiting=waits,
        incident_order=Ordered({one.id: incident_key(one) for one in incidents.values()}),
        report_order=Ordered({name: (-waits.in_report[name],) for name in headers}),
        every=every, every_by_subject=by_subject(every), last_decision=last,
        marks=case.incident_marks(), parts=_parts(incidents),
    )  # fmt: skip


def followed(view: View, case: Case, head: int) -> View:
    """The view of a case that was as `view` says, and has gone on since."""
    if not case.kinds_after(view.head) <= FOLLOWED:
        return built(case, head)
    new, last = case.decisions_after(view.last_decision)
    every = (*view.every, *new)
    if any(one.needs_second or one.action in ANSWERS | {Action.WITHDRAW} for one in new):
        decisions = in_force(every)
    else:
        decisions = (*view.decisions, *new)
    marks = case.incident_marks()
    changed = {part for part, mark in marks.items() if view.marks.get(part) != mark}
    held = {one.id: one for one in case.incidents_in(changed)}
    earlier = (name for part in changed for name in view.parts.get(part, ()))
    gone = {name for name in earlier if view.incidents[name] != held.get(name)}
    made = {name: one for name, one in held.items() if view.incidents.get(name) != one}
    incidents, home = _relinked(view, gone, made)
    every_by, by = _with_new(view, new)
    subjects = {subject for one in new for subject in one.subject}
    known, machine, by_report = _decided_anew(view, subjects, by)
    touched = {claim for name in gone for claim in view.incidents[name].claim_ids} | subjects
    touched |= {claim for one in made.values() for claim in one.claim_ids}
    claims = dict(view.claims)
    for name in subjects:
        claims.pop(name, None)
    claims |= _left(machine, subjects, known)
    items = _items(touched, claims, known, incidents, home, view.primaries)
    waits = view.waiting.changed(items)
    of = (machine.get(name) or view.machine.get(name) for name in touched)
    reports = {claim.report_id for claim in of if claim}
    return View(
        head=head, machine=machine, claims=claims, decisions=decisions, incidents=incidents,
        headers=view.headers, primaries=view.primaries, standings=known, by_report=by_report,
        incident_of=home, by_subject=by, waiting=waits,
        incident_order=view.incident_order.changed(
            dict.fromkeys(gone) | {one.id: incident_key(one) for one in made.values()}
        ),
        report_order=view.report_order.changed(
            {name: (-waits.in_report[name],) for name in reports if name in view.headers}
        ),
        every=every, every_by_subject=every_by, last_decision=last,
        marks=marks, parts={**view.parts, **dict.fromkeys(changed, ()), **_parts(held)},
    )  # fmt: skip


def incident_key(one: Incident) -> Key:
    """Where an incident stands among others: more fields in conflict first, then the newest."""
    latest = max((s.value.latest.toordinal() for s in one.whens if s.value.latest), default=0)
    return (-len(one.conflicts), -latest)


def _relinked(
    view: View, gone: Collection[str], made: Mapping[str, Incident]
) -> tuple[Mapping[str, Incident], Mapping[str, str]]:
    """The incidents, and the incident of each claim, with some gone and others made."""
    if not gone and not made:
        return view.incidents, view.incident_of
    incidents, home = dict(view.incidents), dict(view.incident_of)
    for name in gone:
        for claim in incidents[name].claim_ids:
            home.pop(claim, None)
    incidents |= made
    home |= {claim: one.id for one in made.values() for claim in one.claim_ids}
    if incidents.keys() == view.incidents.keys() and made.keys() >= set(gone):
        return incidents, home  # the same names, in their order
    for name in set(gone) - made.keys():
        del incidents[name]
    return dict(sorted(incidents.items())), home


def _with_new(
    view: View, new: Iterable[Decision]
) -> tuple[Mapping[str, tuple[Decision, ...]], Mapping[str, tuple[Decision, ...]]]:
    """Every decision by subject, and those that count, with new ones."""
    coming: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in new:
        for subject in dict.fromkeys(one.subject):
            coming[subject].append(one)
    every, counting = dict(view.every_by_subject), dict(view.by_subject)
    for subject, more in coming.items():
        every[subject] = (*every.get(subject, ()), *more)
        counting[subject] = tuple(sorted(in_force(every[subject]), key=_age))
        if not counting[subject]:
            del counting[subject]
    return every, counting


def _decided_anew(
    view: View, subjects: Iterable[str], by: Mapping[str, tuple[Decision, ...]]
) -> tuple[Mapping[str, Standing], Mapping[str, Claim], Mapping[str, tuple[Claim, ...]]]:
    """Standings, the claims there are, and those of each report, after decisions on `subjects`."""
    known, machine, by_report = dict(view.standings), view.machine, view.by_report
    for name in subjects:
        standing = standings(by.get(name, ())).get(name)
        before = known.pop(name, None)
        if standing is not None:
            known[name] = standing
        old, now = (one.added if one else None for one in (before, standing))
        if old != now:
            machine = _with(machine, name, now)
            for report in {claim.report_id for claim in (old, now) if claim}:
                own = {claim.id: claim for claim in by_report.get(report, ())}
                by_report = _with(by_report, report, _in_text(_with(own, name, now)) or None)
    return known, machine, by_report


def _with(held: Mapping[str, T], name: str, value: T | None) -> dict[str, T]:
    """A copy in which `name` has a value, or is gone."""
    found = {key: one for key, one in held.items() if key != name}
    return found | {name: value} if value is not None else found


def _left(
    machine: Mapping[str, Claim], names: Iterable[str], known: Mapping[str, Standing]
) -> dict[str, Claim]:
    """Those of the named claims that stand, as people left them."""
    found = {}
    for name in names:
        claim, standing = machine.get(name), known.get(name)
        if claim is not None and not (standing and standing.is_rejected):
            found[name] = corrected(claim, standing.corrections) if standing else claim
    return found


def _items(
    names: Iterable[str],
    claims: Mapping[str, Claim],
    known: Mapping[str, Standing],
    incidents: Mapping[str, Incident],
    home: Mapping[str, str],
    primaries: frozenset[str],
) -> dict[str, Waiting | None]:
    """How each of the named claims waits; None for one that does not."""
    found: dict[str, Waiting | None] = {}
    for name in names:
        claim, incident = claims.get(name), incidents.get(home.get(name, ""))
        if claim is None:
            found[name] = None
        else:
            found[name] = waiting_item(claim, known.get(name), incident, name in primaries)
    return found


def _by_report(machine: Mapping[str, Claim]) -> dict[str, tuple[Claim, ...]]:
    found: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in machine.values():
        found[claim.report_id][claim.id] = claim
    return {report: _in_text(claims) for report, claims in found.items()}


def _in_text(claims: Mapping[str, Claim]) -> tuple[Claim, ...]:
    """Claims of one report in text order."""
    starts = {c.id: c.evidence[0].start if c.evidence else 0 for c in claims.values()}
    return tuple(sorted(claims.values(), key=lambda claim: (starts[claim.id], claim.id)))


def _age(decision: Decision) -> tuple[str, str]:
    return decision.at, decision.id


def _parts(incidents: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(incidents):
        found[part_of(name)].append(name)
    return {part: tuple(names) for part, names in found.items()}
