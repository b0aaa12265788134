"""The stages joined, in the order the data flows: load, think, save.

Stages meet only through the nouns; this is the one place that knows them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from .model.errors import WrongUse
from .model.restricted import Restricted
from .settings import Settings

if TYPE_CHECKING:
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
    return Case.open(Path(path), words)


def make_case(path: str | Path, passphrase: Restricted) -> Case:
    """A new case at `path`; raises CaseExists where something stands already."""
    from .store.case import Case

    return Case.create(Path(path), passphrase, now())


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
    from .linking import gist_from_bytes, incidents_of, planned

    decisions = tuple(case.decisions())
    checked = reviewed_claims(decisions)
    with case.transaction():
        on_claim = _by_subject(decisions)
        gists = (gist_from_bytes(body) for body in _kept_gists(case, on_claim).values())
        plan = planned(gists, decisions, checked, settings.link_threshold)
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
    return len(plan.incidents)


def _kept_gists(case: Case, on_claim: Mapping[str, list[Decision]]) -> dict[str, bytes]:
    """Every report's gist; looks at those that are new or changed since they were last linked."""
    from .linking import SHAPE, gist, gist_bytes

    kept, read = case.gists(SHAPE), case.read_reports()
    made = {}
    for name in case.report_ids():
        if name not in kept:
            report = case.report(name)
            reading = case.reading(name) if name in read else None
            claims = _decided(case, name, on_claim) if reading else ()
            one = gist(name, report.header, report.text.content, reading, claims)
            made[name] = gist_bytes(one)
    case.save_gists(SHAPE, made)
    return kept | made


def _decided(case: Case, report: str, on: Mapping[str, list[Decision]]) -> tuple[Claim, ...]:
    """The claims of one report as people left them, with those they added."""
    from .review.decide import decided

    claims = case.claims_of(report)
    names = {claim.id for claim in claims} | {d.subject[0] for d in on.get(report, ())}
    return decided(claims, [d for name in sorted(names) for d in on.get(name, ())])


def _by_subject(decisions: Iterable[Decision]) -> Mapping[str, list[Decision]]:
    """The decisions about each claim, and those that add claims to a report."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        for subject in decision.subject:
            found.setdefault(subject, []).append(decision)
    return found


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

    primaries = frozenset(r.primary for r in case.readings() if r.primary)
    claims, decisions = human_claims(case)
    return waiting(claims, decisions, case.incidents(), primaries)


def decide(
    case: Case,
    rows: list[dict[str, object]],
    by: str,
    settings: Settings,
    member: Member | None = None,
) -> tuple[list[Decision], list[RefusedRow]]:
    """Takes decisions from rows, saves them and links anew; gives those taken and those refused.

    `member` is who showed that they are `by`: what needs two people is taken from nobody else, and
    waits for another to confirm it.

    Decisions are told apart in time by the second: one taken within a second of the last is dated
    a second after it, so that the newest is always the one that was taken last.
    """
    from .review.decide import added
    from .review.second import marked, rule_of
    from .review.table import Known, decisions_of

    names = {report.id: report.name for report in case.reports()}
    every = case.every_decision()
    claims = (*case.claims(), *added(every))
    known = Known(claims, tuple(case.incidents()), names, case.text, every)
    at, rule = next_moment(case), rule_of(settings.two_people)
    taken, refused = decisions_of(rows, known, by, at, lambda one: marked(one, rule, member))
    if taken:
        with case.transaction():
            case.keep_rule(rule, by, at)
            case.decide(taken)
            link_claims(case, settings)
    return taken, refused


def next_moment(case: Case) -> str:
    """The moment of a decision taken now: after that of every earlier one."""
    return _after(max((decision.at for decision in case.every_decision()), default=""), now())


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
