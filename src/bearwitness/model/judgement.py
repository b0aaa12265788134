"""A person's judgement. The newest holds; none is erased."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What a person can decide."""

    ACCEPT = "accept"  # a claim, as the machine has it
    CORRECT = "correct"  # one field of a claim, with its value
    REJECT = "reject"  # a claim
    SAME = "same"  # two claims are about one incident
    NOT_SAME = "not same"
    UNSURE = "unsure"
    VIOLATION = "violation"  # an incident is a violation of a norm's article
    GRADE = "grade"  # reliability A to F of a source, credibility 1 to 6 of an incident
    APPROVE = "approve"  # something the gate marked REVIEW
    WITHDRAW = "withdraw"  # takes back every earlier decision on the same subject and field


CLAIM_ACTIONS = frozenset({Action.ACCEPT, Action.CORRECT, Action.REJECT, Action.WITHDRAW})
PAIR_ACTIONS = frozenset({Action.SAME, Action.NOT_SAME, Action.UNSURE})


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what about which subject, when and why.

    `subject` is one id, or two claim ids in sorted order for a pair. `value` is the corrected
    field in the shape of reading.json, the article, or the grade.
    """

    id: str
    subject: tuple[str, ...]
    action: Action
    by: str
    at: str  # UTC, ISO 8601
    reason: str = field(default="", repr=False)
    field: str | None = None
    value: Any = None
