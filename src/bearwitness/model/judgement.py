"""A person's judgement. The newest holds; none is erased."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What a person can decide."""

    ACCEPT = "accept"  # a claim, as the machine has it
    CORRECT = "correct"  # one field of a claim, with its value
    REJECT = "reject"  # a claim
    ADD = "add"  # a claim that the machine did not find, with the words it rests on
    SETTLE = "settle"  # of an incident's field in conflict: what this claim says of it stands
    SAME = "same"  # two claims are about one incident
    NOT_SAME = "not same"
    UNSURE = "unsure"
    VIOLATION = "violation"  # an incident is a violation of a norm's article
    GRADE = "grade"  # reliability A to F of a source, credibility 1 to 6 of an incident
    APPROVE = "approve"  # something the gate marked REVIEW
    WITHDRAW = "withdraw"  # takes back one decision, or all on the same subject and field
    RELEASE = "release"  # that a release be made; asked for where two people must agree
    DELETE = "delete"  # that a report be deleted; asked for where two people must agree
    CONFIRM = "confirm"  # a second person: another's decision holds
    REFUSE = "refuse"  # a second person: it does not; by its author: it is taken back


CLAIM_ACTIONS = frozenset({Action.ACCEPT, Action.CORRECT, Action.REJECT, Action.WITHDRAW})
PAIR_ACTIONS = frozenset({Action.SAME, Action.NOT_SAME, Action.UNSURE})
ANSWERS = frozenset({Action.CONFIRM, Action.REFUSE})


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what about which subject, when and why.

    `subject` is one id, or two claim ids in sorted order for a pair; a claim that a person adds is
    named with its report. `value` is the corrected field, or the added claim, in the shape of
    reading.json; the article; the grade; or the id of the one decision that is taken back.
    A confirmation's subject is the confirmed decision's id, then that decision's own subject.
    """

    id: str
    subject: tuple[str, ...]
    action: Action
    by: str
    at: str  # UTC, ISO 8601
    reason: str = dataclasses.field(default="", repr=False)
    field: str | None = None
    value: Any = dataclasses.field(default=None, repr=False)
    needs_second: bool = False  # it counts only once another person has confirmed it

    @property
    def takes_back(self) -> str | None:
        """The id of the one decision that this one takes back; None for every other decision."""
        is_one = self.action == Action.WITHDRAW and str(self.value or "").startswith("decision-")
        return str(self.value) if is_one else None


def by_subject(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """The decisions about each id, in the order given; one that names an id twice is there once."""
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        for subject in dict.fromkeys(one.subject):
            found[subject].append(one)
    return {subject: tuple(held) for subject, held in found.items()}


def taken_back(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of decisions that were taken back one by one, by a taking back that itself holds."""
    aims = {one.id: one.takes_back for one in decisions if one.takes_back}
    open_takers = Counter(aims.values())
    gone: set[str] = set()
    settled = [name for name in aims if not open_takers[name]]
    while settled:
        taker = settled.pop()
        target = aims[taker]
        if taker not in gone:
            gone.add(target)
        open_takers[target] -= 1
        if target in aims and not open_takers[target]:
            settled.append(target)
    return frozenset(gone)


def holding(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that nobody took back one by one, in the order given, without such takings.

    Undoing a decision is as if it had never been taken; undoing the undoing brings it back.
    """
    decisions = tuple(decisions)
    gone = taken_back(decisions)
    return tuple(one for one in decisions if not one.takes_back and one.id not in gone)
