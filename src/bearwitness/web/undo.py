"""What was decided last, in words, with what takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.judgement import ANSWERS, PAIR_ACTIONS, Action, Decision, holding
from ..review.second import Outcome, Proposal, proposals

if TYPE_CHECKING:
    from .desk import View

DONE: Mapping[Action, str] = {
    Action.ACCEPT: "Accepted",
    Action.CORRECT: "Corrected",
    Action.REJECT: "Rejected",
    Action.ADD: "Added",
    Action.SETTLE: "Settled",
    Action.SAME: "One incident",
    Action.NOT_SAME: "Not one incident",
    Action.UNSURE: "Cannot tell",
    Action.VIOLATION: "Tagged",
    Action.GRADE: "Graded",
    Action.WITHDRAW: "Taken back",
}
BY_REVIEWERS = PAIR_ACTIONS | {Action.SETTLE, Action.VIOLATION, Action.GRADE}


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody just did, and the decisions that undo would take back together."""

    words: str
    decisions: tuple[Decision, ...]
    about: str  # a claim that all of them are about

    @property
    def id(self) -> str:
        """The name by which pages ask for it."""
        return self.decisions[0].id


@dataclass(frozen=True, slots=True)
class Line:
    """One decision in a history: whether it still holds."""

    decision: Decision
    holds: bool
    words: str
    second: str  # what became of it where a second person must confirm; empty where none must


def history(decisions: Iterable[Decision]) -> tuple[Line, ...]:
    """Every decision in order, each with whether somebody took it back since."""
    ordered = tuple(decisions)
    known = {one.id: one for one in ordered}
    standing = {one.id for one in holding(ordered)}
    asked = proposals(ordered)
    return tuple(
        Line(one, one.id in standing and not _is_over(asked.get(one.id)), in_words(one, known),
             asked[one.id].outcome.value if one.id in asked else "")
        for one in ordered
        if one.action not in ANSWERS
    )  # fmt: skip


def _is_over(asked: Proposal | None) -> bool:
    """Whether a second person refused it, or it was taken back before one answered."""
    return asked is not None and asked.outcome in (Outcome.REFUSED, Outcome.TAKEN_BACK)


def in_words(one: Decision, known: Mapping[str, Decision] | None = None) -> str:
    """A decision in a few words, without any of the report's."""
    words = DONE.get(one.action, one.action.value)
    if one.takes_back:
        target = (known or {}).get(one.takes_back)
        return f"{words}: {in_words(target, known).lower()}" if target else words
    field = (one.field or "").replace("_", " ")
    said = str(one.value) if one.action in (Action.GRADE, Action.VIOLATION) else ""
    return " ".join(part for part in (words, field, said) if part)


def done_in(view: View, about: str, name: str) -> Done | None:
    """What was done by the decision of that name about a claim, with those taken together with it.

    Decisions taken in one go have one moment and one author. None for one that nobody took.
    """
    held = view.every_by_subject.get(about, ())
    one = next((d for d in held if d.id == name), None)
    if one is None:
        return None
    together = {d.id: d for d in _at_once(held, one)}
    beside = {claim for d in together.values() for claim in d.subject} - {about}
    for claim in sorted(beside):
        together |= {d.id: d for d in _at_once(view.every_by_subject.get(claim, ()), one)}
    taken = tuple(together.values())
    words = _told(taken, {d.id: d for d in held})
    waits = one.needs_second and one.id not in {d.id for d in view.by_subject.get(about, ())}
    return Done(f"{words}, once a second person confirms it" if waits else words, taken, about)


def _at_once(decisions: Iterable[Decision], one: Decision) -> list[Decision]:
    return [d for d in decisions if _act(d) == _act(one)]


def _act(one: Decision) -> tuple[str, str, str]:
    """When, by whom, and what kind of decision: those on pairs are taken in one go."""
    of_pairs = one.action in PAIR_ACTIONS
    return one.at, one.by, "pairs" if of_pairs else one.action.value


def _told(together: Sequence[Decision], known: Mapping[str, Decision]) -> str:
    words = in_words(together[0], known)
    return words if len(together) == 1 else f"{words} ({len(together)} decisions)"


def newest(decisions: Sequence[Decision]) -> Decision | None:
    """The last decision that still holds: what one press on undo takes back."""
    asked = proposals(decisions)
    standing = [
        one
        for one in holding(decisions)
        if one.action not in {Action.WITHDRAW, *ANSWERS} and not _is_over(asked.get(one.id))
    ]
    return max(standing, key=lambda one: (one.at, one.id), default=None)
