"""What waits for a second person at this desk, read once for each ledger line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from ..model.errors import NotAllowed, UnknownSubject
from ..model.judgement import Action, by_subject
from ..review.second import Proposal, answerable, proposals

if TYPE_CHECKING:
    from ..model.judgement import Decision
    from ..model.team import Member
    from ..store.case import Case


@dataclass
class SecondPeople:
    """The decisions of one case that need a second person; none are read where none ever did."""

    case: Case
    is_ruled: bool  # whether the case's settings name any
    _head: int = 0
    _known: Mapping[str, Proposal] = field(default_factory=dict)
    _about: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def known(self) -> Mapping[str, Proposal]:
        """Every decision that needs a second person, by id, oldest first."""
        if not self.is_ruled and self._head and not self._known:
            return self._known  # nothing waits, and nothing new can
        head = self.case.head()[0]
        with self._turn:
            if head != self._head:
                self._known = proposals(self.case.every_decision())
                self._about = by_subject(one.decision for one in self._known.values() if one.waits)
                self._head = head
            return self._known

    def waiting(self) -> list[Decision]:
        """The decisions that wait, oldest first."""
        return [one.decision for one in self.known().values() if one.waits]

    def about(self, subject: str) -> tuple[Decision, ...]:
        """The waiting decisions about one claim, report, release or pair."""
        self.known()
        return self._about.get(subject, ())

    def for_member(self, member: Member) -> int:
        """How many waiting decisions a member may confirm."""
        return sum(self.may_confirm(one, member) for one in self.waiting())

    def may_confirm(self, decision: Decision, member: Member) -> bool:
        """Whether a member may confirm a decision: another's, and within their role."""
        try:
            answerable(decision.id, Action.CONFIRM, self.known(), member)
        except (NotAllowed, UnknownSubject):
            return False
        return True
