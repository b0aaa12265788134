"""What becomes of each incident at the gate and why, and what a release changes beside an earlier.

The rule: it is read off what the gate decided, never decided anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ..model.incident import Incident
from ..model.judgement import Decision
from ..model.release import Check, Cleared, PublicRecord, Verdict
from .gate_checks import approvals
from .hierarchies import ANY, Hierarchy, hierarchies
from .recoding import Recoding
from .records import Prepared, record_id

COMPARED = (
    "act", "period", "place", "people", "sex", "age", "nationality", "status", "perpetrator",
    "origins", "conflicts",
)  # fmt: skip


class Outcome(StrEnum):
    """What becomes of an incident."""

    RELEASED = "released"
    LEFT_OUT = "left out"  # suppressed: too few are alike, or it would stand out
    NOT_SAID = "not said to have happened"
    NOT_REVIEWED = "not reviewed"


@dataclass(frozen=True, slots=True)
class Fate:
    """One incident before and after the gate; `before` is empty for what never came to it."""

    incident_id: str
    outcome: Outcome
    why: str
    before: tuple[str, ...] = ()  # the finest values, in the order of `hierarchies()`
    record: PublicRecord | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the gate would do: every check with its verdict, and each incident's fate.

    `draft` has not passed; `gate` lets it through once every REVIEW is among the `approved` and no
    check failed.
    """

    release_id: str
    draft: Cleared
    fates: tuple[Fate, ...]
    approved: Mapping[str, str]  # check name → the id of the decision that approved it
    passing: tuple[Incident, ...]  # those that came to the gate
    k: int  # how many must be alike
    l_diversity: int  # how many values a sensitive field must have in a group that shows it

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that failed: nobody can approve them."""
        return tuple(c for c in self.draft.checks if c.verdict is Verdict.FAIL)

    @property
    def waiting(self) -> tuple[Check, ...]:
        """The checks that need a person and have nobody's approval."""
        return tuple(
            c
            for c in self.draft.checks
            if c.verdict is Verdict.REVIEW and c.name not in self.approved
        )

    def judged_anew(self, decisions: Iterable[Decision]) -> Weighed:
        """The same with the approvals that newer decisions give; nothing else looks at them."""
        found = approvals(self.draft.checks, decisions, self.release_id)
        return replace(self, approved=found)


def kept_or_not(
    rows: Sequence[Prepared],
    recoding: Recoding,
    records: Mapping[str, PublicRecord],
    k: int,
) -> tuple[Fate, ...]:
    """The fates of what came to the gate; `records` by incident id."""
    groups = [tuple(map(Hierarchy.at, hierarchies(), row.values, recoding.levels)) for row in rows]
    alike = Counter(groups)
    return tuple(
        _released(row, records[row.incident_id])
        if row.incident_id in records
        else Fate(row.incident_id, Outcome.LEFT_OUT, _why_left(alike[group], k), row.values)
        for row, group in zip(rows, groups, strict=True)
    )


def _released(row: Prepared, record: PublicRecord) -> Fate:
    hidden = record.origins == ANY
    why = "how many origins it rests on is hidden: all alike have the same" if hidden else ""
    return Fate(row.incident_id, Outcome.RELEASED, why, row.values, record)


def _why_left(alike: int, k: int) -> str:
    if alike < k:
        return f"{alike} alike at these levels; {k} are needed"
    return "held back: set beside an earlier release, a few would stand out"


@dataclass(frozen=True, slots=True)
class Change:
    """How a record differs from the last release's of the same incident.

    `kind` is "appears", "disappears" or "changes"; `fields` are (field, before, after).
    """

    incident_id: str  # empty where the incident is no longer in the case as it was
    kind: str
    fields: tuple[tuple[str, str, str], ...]
    why: str = ""


def changes(fates: Iterable[Fate], last: Cleared, last_name: str, key: bytes) -> tuple[Change, ...]:
    """What a release would change beside the `last` one, what disappears first.

    Records are tied by the key that named them; nobody without it can.
    """
    old = {record.id: record for record in last.records}
    found: list[Change] = []
    for fate in fates:
        before = old.pop(record_id(key, last_name, fate.incident_id), None)
        if before is None and fate.record is None:
            continue
        kind = "changes" if before and fate.record else "disappears" if before else "appears"
        told = _differences(before, fate.record)
        if told:
            found.append(Change(fate.incident_id, kind, told, fate.why if before else ""))
    gone = "its incident is no longer in the case as it was"
    found += [Change("", "disappears", _differences(one, None), gone) for one in old.values()]
    order = {"disappears": 0, "changes": 1, "appears": 2}
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.fields, one.incident_id)))


def _differences(
    before: PublicRecord | None, after: PublicRecord | None
) -> tuple[tuple[str, str, str], ...]:
    pairs = (
        (field, str(getattr(before, field, "")), str(getattr(after, field, "")))
        for field in COMPARED
    )
    return tuple(one for one in pairs if one[1] != one[2])
