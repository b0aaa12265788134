"""What may be seen by everyone. A public record has no field that could hold restricted words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from .measure import Figure


class Verdict(IntEnum):
    """Ordered by caution, so the verdict on many checks is the largest."""

    PASS = 0
    REVIEW = 1
    FAIL = 2


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The most cautious verdict; with nothing checked, a person must look."""
    return max(verdicts, default=Verdict.REVIEW)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the gate looked at, what it found, and why."""

    name: str
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """One incident as released, generalised until at least k records are alike.

    Quasi-identifiers: act, period, place, people, sex, age, nationality, status. A suppressed
    value is "*". `origins` and `conflicts` say how well supported it is. `lat` and `lon` are the
    centre of the released place, never of the incident.
    """

    id: str  # new in every release; says nothing about the case
    act: str
    act_level: str  # "act", "family" or "*"
    period: str  # EDTF
    period_level: str
    place: str
    place_level: str
    country: str
    people: str  # a band: "1", "2-9", "10-99" …
    sex: str
    age: str
    nationality: str
    status: str
    perpetrator: str
    origins: str  # "1", "2 or more"
    conflicts: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What the gate promises of a release, in figures that someone else can check."""

    k: int
    smallest_group: int  # 0 when nothing is released
    records_in: int
    records_out: int
    suppressed: int
    levels: tuple[tuple[str, str], ...]  # quasi-identifier, the level it was generalised to
    l_diverse: tuple[tuple[str, int], ...] = ()  # sensitive field, the fewest values in a group
    loss: float = 0.0  # 0 nothing lost, 1 everything


@dataclass(frozen=True, slots=True)
class NoisyCount:
    """A count of incidents with noise added to it, so that it hides any one of them."""

    cell: tuple[tuple[str, str], ...]  # as ("family", "killing")
    incidents: int  # may be below zero


@dataclass(frozen=True, slots=True)
class Cleared:
    """What came through the gate: the only thing that `publish` takes."""

    records: tuple[PublicRecord, ...]
    figures: tuple[Figure, ...]
    guarantee: Guarantee
    checks: tuple[Check, ...]
    approvals: tuple[str, ...] = ()  # decision ids that cleared a REVIEW
    noisy: tuple[NoisyCount, ...] = ()
    epsilon: float = 0.0  # of the case's privacy budget, spent on `noisy`

    @property
    def verdict(self) -> Verdict:
        return worst(check.verdict for check in self.checks)


@dataclass(frozen=True, slots=True)
class About:
    """What a release says of itself besides its data."""

    case: str  # the title under which the case is published
    release_id: str
    made_at: str  # UTC, ISO 8601; given from outside, so the same input gives the same bytes
    version: str  # of the program
    methods: tuple[str, ...] = ()  # "score-1", "rules-1" …
