"""The case as the desk sees it: read once, kept until something changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from ..model.errors import UnknownSubject
from ..model.judgement import PAIR_ACTIONS, Decision
from ..pipeline import decide, now
from ..review.decide import Standing, decided, standings
from ..review.queue import Waiting, waiting
from .kept import Kept
from .sessions import Sessions

if TYPE_CHECKING:
    from ..model.claim import Claim
    from ..model.incident import Incident
    from ..model.report import Header
    from ..settings import Settings
    from ..store.case import Case


T = TypeVar("T")


@dataclass(frozen=True)
class View:
    """Everything people decide on, as it stands after one ledger line; nothing in it changes."""

    head: int
    machine: Mapping[str, Claim]  # claims as the machine has them, by id
    claims: Mapping[str, Claim]  # as people left them, rejected ones gone
    decisions: Sequence[Decision]
    incidents: Mapping[str, Incident]
    headers: Mapping[str, Header]
    primaries: frozenset[str]

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """What was decided on each claim."""
        return standings(self.decisions)

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """What waits, the most pressing first."""
        return waiting(
            self.claims.values(), self.decisions, self.incidents.values(), self.primaries
        )

    @cached_property
    def by_report(self) -> Mapping[str, tuple[Claim, ...]]:
        """The machine's claims of each report, in text order."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.machine.values():
            found[claim.report_id].append(claim)
        return {report: tuple(claims) for report, claims in found.items()}

    @cached_property
    def incident_of(self) -> Mapping[str, str]:
        """The incident of each linked claim."""
        return {claim: one.id for one in self.incidents.values() for claim in one.claim_ids}

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Decision, ...]]:
        """Every decision about a claim, alone or in a pair, oldest first."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for one in sorted(self.decisions, key=lambda d: (d.at, d.id)):
            for subject in one.subject:
                found[subject].append(one)
        return {subject: tuple(held) for subject, held in found.items()}

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


@dataclass
class Desk:
    """An open case with its team at work; one act at a time."""

    case: Case
    settings: Settings
    clock: Callable[[], float]
    turn: RLock = field(default_factory=RLock)
    kept: Kept = field(default_factory=Kept)  # answers that take long, see web/kept.py
    _view: View | None = None

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.clock)

    def view(self) -> View:
        """The case as it stands now."""
        with self.turn:
            head = self.case.head()[0]
            if self._view is None or self._view.head != head:
                self._view = _view(self.case, head)
            return self._view

    def decide(self, rows: list[dict[str, object]], by: str) -> str | None:
        """Takes decisions; gives what was wrong with the first that was refused, or None."""
        with self.turn:
            _, refused = decide(self.case, rows, by, self.settings)
        return f"{refused[0].problem}: {refused[0].hint}" if refused else None

    def now(self) -> str:
        """The moment, UTC."""
        return now()


def _view(case: Case, head: int) -> View:
    machine, decisions = case.claims(), case.decisions()
    return View(
        head=head,
        machine={claim.id: claim for claim in machine},
        claims={claim.id: claim for claim in decided(machine, decisions)},
        decisions=decisions,
        incidents={one.id: one for one in case.incidents()},
        headers={header.id: header for header in case.headers()},
        primaries=frozenset(r.primary for r in case.readings() if r.primary),
    )
