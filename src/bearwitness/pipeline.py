"""The stages joined, in the order the data flows: load, think, save.

Stages meet only through the nouns; this is the one place that knows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .model.errors import LedgerBroken, UnknownSubject, WrongUse
from .model.judgement import by_subject
from .model.restricted import Restricted
from .settings import Settings

if TYPE_CHECKING:
    from .linking import Gist
    from .linking.plan import Plan
    from .model.claim import Claim
    from .model.incident import Incident
    from .model.judgement import Decision
    from .model.measure import Measured
    from .model.team import Member
    from .review.queue import Waiting
    from .review.table import RefusedRow
    from .store.case import Case


@dataclass(frozen=True, slots=True)
class Stage:
    """One verb of the flow: what goes in, what comes out."""

    name: str
    takes: str
    gives: str
    folder: str  # where its code is
    command: str  # what runs it from the command line


STAGES = (
    Stage("seal", "bytes", "sealed original", "seal", "add"),
    Stage("read", "sealed original", "text", "read", "add"),
    Stage("extract", "text", "claims", "extract", "add"),
    Stage("link", "claims", "incidents", "linking", "add"),
    Stage("review", "incidents", "decisions", "review", "review"),
    Stage("measure", "incidents and decisions", "numbers", "measure", "measure"),
    Stage("protect", "incidents and numbers", "public records", "protect", "release"),
    Stage("publish", "public records", "a release", "publish", "release"),
)


def now() -> str:
    """The time in UTC, ISO 8601 to the second: the one clock the program reads."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_case(path: str | Path, passphrase: str | Restricted) -> Case:
    """The case at `path`, opened; a context manager. Raises CaseNotFound, WrongPassphrase …"""
    from .store.case import Case

    words = passphrase if isinstance(passphrase, Restricted) else Restricted(passphrase)
    case = Case.open(Path(path), words)
    if case.linking_due():  # the desk was stopped before it had linked everything again
        with suppress(LedgerBroken):
            link_claims(case, case_settings(path))
    return case


def make_case(path: str | Path, passphrase: Restricted) -> Case:
    """A new case at `path`; raises CaseExists where something stands already."""
    from .store.case import Case

    return Case.create(Path(path), passphrase, now())


def change_passphrase(path: str | Path, passphrase: Restricted, new: Restricted) -> None:
    """Puts a new passphrase in the place of a case's; raises WrongPassphrase, CaseBusy …"""
    from .store.case import Case

    Case.change_passphrase(Path(path), passphrase, new)


def case_settings(path: str | Path) -> Settings:
    """The settings of a case: the defaults, changed by its `settings.yml` if there is one."""
    file = Path(path) / "settings.yml"
    return settings_from(file.read_text(encoding="utf-8")) if file.is_file() else Settings()


def settings_from(words: str) -> Settings:
    """Settings from YAML; raises WrongUse for a name or a kind of value that no setting has."""
    import msgspec
    import yaml

    from .review.second import rule_of

    try:
        plain = yaml.safe_load(words) or {}
        unknown = sorted(set(plain) - set(Settings.__dataclass_fields__))
        if unknown:
            raise WrongUse(
                f"settings.yml names '{unknown[0]}', which is no setting",
                f"the settings are: {', '.join(Settings.__dataclass_fields__)}",
            )
        settings = msgspec.convert(plain, Settings)
        rule_of(settings.two_people)
        return settings
    except (yaml.YAMLError, msgspec.ValidationError, TypeError) as error:
        raise WrongUse(
            f"settings.yml cannot be read: {error}", "docs/settings.md shows an example"
        ) from None


def link_claims(case: Case, settings: Settings) -> int:
    """Stage 4: claims and decisions in, incidents out; gives how many there are.

    Only reports that are new or changed are looked at again, and only incidents that change are
    made anew; what comes out is what linking everything from scratch gives.
    """
    with case.transaction():
        try:
            plan = plan_of(to_link(case), settings)
        except UnknownSubject:  # what is kept does not fit together
            case.forget_gists()
            plan = plan_of(to_link(case), settings)
        return save_plan(case, plan)


@dataclass(frozen=True, slots=True)
class ToLink:
    """What linking looks at in a case as it stands: it can be thought about beside other work."""

    rows: dict[str, bytes]  # what reports are compared by
    gists: Callable[[Sequence[str]], dict[str, bytes]]  # of some reports, as they are now
    read: frozenset[str]  # the reports that have a reading
    decisions: tuple[Decision, ...]


def to_link(case: Case) -> ToLink:
    """What linking looks at; makes the gists of reports that are new or changed."""
    with case.transaction():
        asked, missing = kept_to_link(case)
        make_gists(case, asked, missing)
        return asked


def kept_to_link(case: Case) -> tuple[ToLink, list[str]]:
    """What is kept of what linking looks at, and the reports whose gists are to be made."""
    from .linking import SHAPE, unsound

    kept = case.gist_rows(SHAPE)
    for name in unsound(kept):
        del kept[name]
    reports = case.report_ids()
    missing = [name for name in reports if name not in kept]
    gists = partial(case.gists_named, SHAPE)
    return ToLink(kept, gists, case.read_reports(), tuple(case.decisions())), missing


def make_gists(case: Case, asked: ToLink, reports: Sequence[str]) -> None:
    """Looks at reports that are new or changed since they were last linked.

    No decision may have been taken since that changes the content of their claims.
    """
    from .linking import SHAPE, gist, gist_bytes, row_of

    made, on_claim = {}, by_subject(asked.decisions)
    for name in reports:
        report = case.report(name)
        reading = case.reading(name) if name in asked.read else None
        claims = _decided(case, name, on_claim) if reading else ()
        one = gist(name, report.header, report.text.content, reading, claims)
        made[name] = gist_bytes(one), row_of(one)
    case.save_gists(SHAPE, made)
    asked.rows.update({name: row for name, (_, row) in made.items()})


def plan_of(asked: ToLink, settings: Settings) -> Plan:
    """The incidents to be. Takes seconds in a large case, and changes nothing in it.

    Raises UnknownSubject where a report changes meanwhile, or what is kept of it is damaged.
    """
    from msgspec import ValidationError

    from .linking import Kept, gist_from_bytes, planned_from

    def opened(names: Sequence[str]) -> dict[str, Gist]:
        found = {}
        for name, body in asked.gists(names).items():
            with suppress(ValidationError):
                found[name] = gist_from_bytes(body)
        return found

    checked = reviewed_claims(asked.decisions)
    return planned_from(Kept(asked.rows, opened), asked.decisions, checked, settings.link_threshold)


def save_plan(case: Case, plan: Plan) -> int:
    """Brings the incidents into the state of a plan; gives how many there are.

    Decisions taken since the plan was made may change records, but no grouping.
    """
    from .linking import incidents_of

    with case.transaction():
        decisions = tuple(case.decisions())
        checked, on_claim = reviewed_claims(decisions), by_subject(decisions)
        before = case.contexts()
        changed = [one for one in plan.incidents if before.get(one.id) != one.context]
        gone = before.keys() - {one.id for one in plan.incidents}
        if len(before) != case.incident_count():  # saved without contexts, by an older program
            gone |= {one.id for one in case.incidents()} - {one.id for one in plan.incidents}
        named = {report for one in changed for report in one.report_ids}
        claims = [claim for name in sorted(named) for claim in _decided(case, name, on_claim)]
        headers = {header.id: header for header in case.headers() if header.id in named}
        records = incidents_of(plan, changed, claims, decisions, headers, checked)
        contexts = (one.context for one in changed)
        case.change_incidents(gone, zip(records, contexts, strict=True))
        case.note_linked()
    return len(plan.incidents)


def follow_up(
    case: Case, taken: Sequence[Decision], settings: Settings, is_left: bool = False
) -> bool:
    """Brings incidents up to date after saved decisions; gives whether more is to be linked.

    Where a decision may change the grouping everything is linked again, or, where that `is_left`
    for later, only what it touches, and the case notes that linking is due.
    """
    from .regrouping import regrouped

    with case.transaction():
        if not is_left and case.linking_due():
            link_claims(case, settings)
        elif not regrouped(case, taken, settings.link_threshold):
            if not is_left:
                link_claims(case, settings)
            else:
                case.note_linking_due()
        return case.linking_due() > 0


def _decided(case: Case, report: str, on: Mapping[str, Sequence[Decision]]) -> tuple[Claim, ...]:
    """The claims of one report as people left them, with those they added."""
    from .review.decide import decided

    claims = case.claims_of(report)
    names = {claim.id for claim in claims} | {d.subject[0] for d in on.get(report, ())}
    return decided(claims, [d for name in sorted(names) for d in on.get(name, ())])


def human_claims(case: Case) -> tuple[tuple[Claim, ...], tuple[Decision, ...]]:
    """The claims as people left them, and every decision."""
    from .review.decide import decided

    decisions = tuple(case.decisions())
    return decided(case.claims(), decisions), decisions


def reviewed_claims(decisions: tuple[Decision, ...]) -> frozenset[str]:
    """The ids of claims that a person accepted or corrected."""
    from .review.decide import reviewed

    return reviewed(decisions)


def waiting_claims(case: Case) -> tuple[Waiting, ...]:
    """Stage 5: what waits for a person, the most pressing first."""
    from .review.queue import waiting

    claims, decisions = human_claims(case)
    return waiting(claims, decisions, case.incidents(), case.primaries())


def decide(
    case: Case,
    rows: list[dict[str, object]],
    by: str,
    settings: Settings,
    member: Member | None = None,
    *,
    is_left: bool = False,
) -> tuple[list[Decision], list[RefusedRow]]:
    """Takes decisions from rows, saves them and links anew; gives those taken and those refused.

    Linking what they may change elsewhere can be left for later (`follow_up`).

    `member` is who showed that they are `by`: what needs two people is taken from nobody else, and
    waits for another to confirm it.

    Decisions are told apart in time by the second: one taken within a second of the last is dated
    a second after it, so that the newest is always the one that was taken last.
    """
    from .regrouping import CaseKnown
    from .review.second import marked, rule_of
    from .review.table import decisions_of

    known = CaseKnown(case)
    at, rule = next_moment(case), rule_of(settings.two_people)
    taken, refused = decisions_of(rows, known, by, at, lambda one: marked(one, rule, member))
    if taken:
        with case.transaction():
            case.keep_rule(rule, by, at)
            case.decide(taken)
            follow_up(case, taken, settings, is_left)
    return taken, refused


def next_moment(case: Case) -> str:
    """The moment of a decision taken now: after that of every earlier one."""
    return _after(case.newest_decision(), now())


def _after(newest: str, moment: str) -> str:
    """`moment`, or a second after `newest` where that is the same second or a little later."""
    if newest < moment:
        return moment
    last = datetime.fromisoformat(newest.replace("Z", "+00:00"))
    ahead = last - datetime.fromisoformat(moment.replace("Z", "+00:00"))
    if ahead > timedelta(minutes=1):  # a file dated it in the future: no reason to follow
        return moment
    return (last + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def measure_case(
    case: Case, dimensions: tuple[str, ...], *, with_unreviewed: bool = False
) -> Measured:
    """Stage 6: documented counts by `dimensions`, of reviewed incidents unless asked for all."""
    from .measure.counts import documented

    claims, _ = human_claims(case)
    return documented(counted_incidents(case, with_unreviewed), claims, dimensions)


def counted_incidents(case: Case, with_unreviewed: bool) -> list[Incident]:
    """The incidents that figures are made from: reviewed ones, unless all are asked for."""
    return [one for one in case.incidents() if with_unreviewed or one.is_reviewed]
