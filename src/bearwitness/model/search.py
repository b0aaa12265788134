"""What somebody looks for in a case, and what is found."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ClaimStatus(StrEnum):
    """What people decided on a claim."""

    WAITS = "waits"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Facets:
    """What one claim is found by, as people left it; a rejected one as the machine has it.

    `places` are keys, each place's own and those of all that hold it; `sources` are the kinds of
    the links of its attribution.
    """

    claim_id: str
    kind: str
    act: str | None
    modality: str
    status: ClaimStatus
    earliest: date | None
    latest: date | None
    places: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: words, and filters that one claim must fit all of.

    `places` are keys of which one must fit; None stands for a filter that is not set. A claim
    fits a period when any day of its own lies in it; one without a date fits none.
    """

    words: str = field(default="", repr=False)
    act: str | None = None
    places: tuple[str, ...] | None = field(default=None, repr=False)
    since: date | None = None
    until: date | None = None
    source: str | None = None
    status: str | None = None
    kind: str | None = None
    outlet: str | None = None

    @property
    def has_filters(self) -> bool:
        """Whether claims must fit anything."""
        filters = (self.act, self.places, self.since, self.until, self.source, self.status,
                   self.kind)  # fmt: skip
        return any(value is not None for value in filters)


@dataclass(frozen=True, slots=True)
class Found:
    """A report that fits, with the ids of those of its claims that fit the filters."""

    report_id: str
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One page of what was found, the number of reports in all, and whether the best come first."""

    found: tuple[Found, ...]
    total: int
    is_ranked: bool
