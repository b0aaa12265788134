"""One report's statement. A claim is what is said, never what is so."""

from dataclasses import dataclass, field
from enum import StrEnum

from .dates import When
from .places import Place
from .source import SourceLink
from .span import Evidence


class ClaimKind(StrEnum):
    """The five kinds of claim."""

    EVENT = "event"
    PATTERN = "pattern"
    ESTIMATE = "estimate"
    NORM = "norm"
    RESPONSE = "response"


class Modality(StrEnum):
    """How the report puts it."""

    ASSERTED = "asserted"
    DENIED = "denied"
    FEARED = "feared"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


class Direction(StrEnum):
    """Which way a pattern goes."""

    MORE = "more"
    FEWER = "fewer"
    USUAL = "usual"


class ResponseKind(StrEnum):
    """What someone who was asked, or accused, answered."""

    DENIAL = "denial"
    NO_COMMENT = "no comment"
    ACKNOWLEDGEMENT = "acknowledgement"


@dataclass(frozen=True, slots=True)
class AffectedGroup:
    """How many people, and coarse attributes; never a person.

    `min` and `max` bound the count; `max` is None when the report gives no upper bound.
    """

    min: int = 1
    max: int | None = None
    exact: bool = False
    sex: str | None = None  # "female", "male", "mixed"
    age: str | None = None  # a band: "0-17", "30-39", "60+"
    nationality: str | None = None  # ISO 3166-1 alpha-2
    status: tuple[str, ...] = ()  # codes of vocabulary/statuses.yml


@dataclass(frozen=True, slots=True)
class AllegedPerpetrator:
    """An institution said to have done it: a code of vocabulary/perpetrators.yml and a country."""

    kind: str
    country: str | None = None  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True)
class Detail:
    """What only some kinds of claim have; fields that do not apply are None.

    estimate: `author`, `year`, `unit` ("people", "percent") and the number in `low` and `high`;
    norm: `norm` (a code of vocabulary/norms.yml) and `article`; pattern: `direction`;
    response: `response`.
    """

    direction: Direction | None = None
    response: ResponseKind | None = None
    norm: str | None = None
    article: str | None = None
    author: str | None = None
    year: int | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FieldConfidence:
    """How likely the machine's value of one filled field is right, and what that was judged by.

    `reasons` are names of vocabulary/confidence.yml under the field; `docs/confidence.md` says what
    "right" means and how often it held.
    """

    field: str  # as in Evidence.field
    probability: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One report's statement that one act happened, usually happens, is estimated or is barred.

    `attribution` runs from the source closest to the event to the outlet. `evidence` has at least
    one entry for every field that is filled, in text order. `confidence` is of the whole claim,
    the chance that nothing in it needs correcting; `confidences` are of its filled fields.
    """

    id: str
    report_id: str
    kind: ClaimKind
    act: str | None  # a code of vocabulary/acts.yml; None for norms and bare estimates
    modality: Modality = Modality.ASSERTED
    when: When | None = None
    where: tuple[Place, ...] = ()
    affected: AffectedGroup | None = None
    alleged_perpetrators: tuple[AllegedPerpetrator, ...] = ()
    attribution: tuple[SourceLink, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    detail: Detail | None = None
    confidence: float = 0.5
    method: str = "rules-1"
    confidences: tuple[FieldConfidence, ...] = ()

    @property
    def innermost(self) -> SourceLink | None:
        """The source closest to the event."""
        return self.attribution[0] if self.attribution else None

    def evidence_for(self, field_name: str) -> tuple[Evidence, ...]:
        """The evidence of one field, in text order."""
        return tuple(e for e in self.evidence if e.field == field_name)

    def confidence_in(self, field_name: str) -> float | None:
        """How sure the machine was of one field; None where it gave none."""
        return next((c.probability for c in self.confidences if c.field == field_name), None)


@dataclass(frozen=True, slots=True)
class Exposure:
    """A stretch of text that could lead the authorities to someone, and what to say instead."""

    start: int
    end: int
    exact: str = field(repr=False)
    category: str  # a code of vocabulary/exposures.yml
    level: str  # "direct" or "quasi"
    instead: str
    why: str = ""
