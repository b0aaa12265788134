"""Claims judged to be about the same occurrence, computed and never edited."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from .claim import AffectedGroup, AllegedPerpetrator
from .dates import When
from .places import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """One value of a field, the claims that give it and the independent origins behind them."""

    value: T
    claim_ids: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two values of a field that cannot both be true, by the claims that give each."""

    field: str  # "when", "where", "affected"
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One occurrence as several reports tell it.

    Every field keeps all its values, each with who gives it; `conflicts` names the fields whose
    values cannot all be true ("when", "where", "affected") and `clashes` says who gives which. A
    claim that its own outlet corrected later stays among the values, stands in `superseded` and is
    in conflict with nothing. `origins` are the independent origins (ten reprints are one).
    Reliability of the sources (A to F) and credibility of the information (1 to 6) are people's
    grades and are kept apart. A conflict that a person settled stays in `clashes` and is no longer
    in `conflicts`; `settled` names its field and the claim whose value stands. Published figures
    never come from a field in conflict without saying so.
    """

    id: str
    claim_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    acts: tuple[Said[str], ...]
    whens: tuple[Said[When], ...] = ()
    wheres: tuple[Said[Place], ...] = ()
    groups: tuple[Said[AffectedGroup], ...] = ()
    perpetrators: tuple[Said[AllegedPerpetrator], ...] = ()
    conflicts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()  # claim ids that deny it
    reliability: str | None = None
    credibility: int | None = None
    violations: tuple[str, ...] = ()  # "CAT 3": people's decisions
    is_reviewed: bool = False  # every claim in it was accepted or corrected by a person
    method: str = "score-1"
    superseded: tuple[
        tuple[str, str], ...
    ] = ()  # claim, and the outlet's later one that corrects it
    clashes: tuple[Clash, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()  # field, and the claim whose value stands

    def origins_of(self, name: str) -> tuple[str, ...]:
        """The independent origins behind one field ("acts", "whens", "wheres", "groups" …)."""
        values: tuple[Said[object], ...] = getattr(self, name)
        return tuple(sorted({origin for value in values for origin in value.origins}))

    def standing(self, name: str, values: "tuple[Said[T], ...]") -> "tuple[T, ...]":
        """The values of one field that a person let stand; all of them where nobody settled it."""
        claim = dict(self.settled).get(name)
        chosen = tuple(said.value for said in values if claim in said.claim_ids)
        return chosen or tuple(said.value for said in values)
