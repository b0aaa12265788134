"""How many people a text could be about, and what that was reckoned from."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing a text tells that narrows down who it is about.

    `unit` is "share" (of the people of a place, 0 to 1) or "people" (that many fit, wherever).
    """

    code: str  # a code of vocabulary/shares.yml, or "place"
    label: str
    exact: str = field(repr=False)
    unit: str
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """One safer wording, and how many people would fit after it."""

    exact: str = field(repr=False)
    instead: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Risk:
    """How many people could fit everything a text tells, taken as said of one person.

    `low` to `high` is as wide as the assumptions are; with anything direct both are 1.
    """

    low: int
    high: int
    direct: int  # exposures that name, reach or number someone
    factors: tuple[Factor, ...]
    uncounted: tuple[str, ...]  # categories that narrow it further, nobody can say how far
    best: Change | None
    after_all: tuple[int, int]  # the same bounds once every safer wording stands
    assumptions: tuple[str, ...]
