"""A group of people that a report tells of, while it is read: what is known of it, and of parts.

The rules it keeps:
- What is held is coarse: number, sex, age band, nationality, status. Names are compared while the
  report is read and forgotten with it.
- What is told later fills in what was not told before, and replaces nothing.
- Some of a group share what all of it are, but for a sex or an age that only some have.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from .people import words

if TYPE_CHECKING:
    from ..model.claim import AffectedGroup


@dataclass(slots=True, eq=False)
class People:
    """A group told of in one report, while it is read: coarse attributes, and where it was told."""

    group: AffectedGroup
    start: int  # code points of the words that told of it first
    end: int
    sentence: int  # where it was last spoken of
    section: int
    token: int
    nouns: set[str]
    names: set[str] = field(default_factory=set, repr=False)
    is_affected: bool = False  # something was done to them
    is_speaker: bool = False  # they were last spoken of as those who said something
    is_subject: bool = False  # they were last spoken of as a sentence's subject
    is_object: bool = False
    is_teller: bool = False  # "I" or "we"
    is_aside: bool = False  # some among others: "six children among them"
    is_doer: bool = False  # an institution, which pronouns for the affected do not mean
    whole: People | None = None  # those of whom these are some
    members: tuple[People, ...] = ()

    @property
    def is_part(self) -> bool:
        """Whether they are several of a group told of, whom "they" means less than all."""
        return self.whole is not None and self.group.max != 1

    def learn(self, other: AffectedGroup) -> None:
        """Take over what only another telling of the same people says."""
        self.group = filled(self.group, other)

    def likeliness(self, sentence: int) -> float:
        """How much speaks for a noun in a sentence meaning them; only its order counts."""
        distance = min(sentence - self.sentence, 10)
        part = 1.0 * self.is_part
        return 3.0 * self.is_affected - 2.0 * self.is_speaker - 0.7 * distance - part

    def may_be(self, other: AffectedGroup) -> bool:
        """Whether sex, age, nationality and number of the two are not at odds."""
        have = self.group
        for one, told in ((other.sex, have.sex), (other.age, have.age),
                          (other.nationality, have.nationality)):  # fmt: skip
            if one and told and one != told:
                return False
        sexes = {part.group.sex for part in self.members}
        if other.sex and have.sex is None and len(sexes) > 1 and sexes - {other.sex, None}:
            return False  # "the men" among a woman and others
        if other.age == "0-17" and have.age is None and self.nouns & _adults():
            return False
        if other.exact and have.exact and (other.min, other.max) != (have.min, have.max):
            return False
        if other.max is not None and have.min > other.max:
            return False
        return have.max is None or other.min <= have.max


@cache
def _adults() -> frozenset[str]:
    """Nouns for grown women and men."""
    return (words().female | words().male) - words().child - words().pronouns


def filled(group: AffectedGroup, other: AffectedGroup) -> AffectedGroup:
    """The group with what only the other says."""
    is_open = group.max is None and group.min <= 2 <= other.min
    return replace(
        group,
        min=other.min if is_open else group.min,
        max=other.max if is_open else group.max,
        exact=other.exact if is_open else group.exact,
        sex=group.sex or other.sex,
        age=group.age or other.age,
        nationality=group.nationality or other.nationality,
        status=group.status or other.status,
    )


def some_of(group: AffectedGroup, whole: AffectedGroup) -> AffectedGroup:
    """Some of a whole, with what holds for all of it."""
    return replace(
        group,
        sex=group.sex or (whole.sex if whole.sex != "mixed" else None),
        age=group.age or whole.age,
        nationality=group.nationality or whole.nationality,
        status=group.status or tuple(s for s in whole.status if s != "minor"),
    )


def left_of(whole: AffectedGroup, taken: AffectedGroup) -> int:
    """How many of a whole are left when some are taken; 0 where the numbers do not tell."""
    if not (whole.exact and taken.exact and whole.max and taken.max):
        return 0
    return max(0, whole.max - taken.max)
