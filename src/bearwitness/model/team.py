"""The people who work on a case, what each may do, and nothing else about them."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What a member of the team may do; each role may do what those below it may."""

    READER = 0  # look
    CODER = 1  # accept, correct and reject claims
    REVIEWER = 2  # merge and split incidents, grade, tag violations
    PUBLISHER = 3  # approve, release, delete for safety, manage the team

    @property
    def label(self) -> str:
        """The role as it is written: "coder"."""
        return self.name.lower()


def role_named(words: str) -> Role:
    """The role of that name; raises ValueError."""
    for role in Role:
        if role.label == words.strip().lower():
            return role
    raise ValueError(f"no role '{words}'")


@dataclass(frozen=True, slots=True)
class Member:
    """One who works on the case, known by the name that stands beside every decision."""

    name: str
    role: Role
    since: str  # UTC, ISO 8601
    is_active: bool = True
