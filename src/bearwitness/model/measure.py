"""Numbers, each with what it counts, its interval and what it does not show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """Lowest and highest value the documents allow; `high` is None without an upper bound."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A documented count: incidents and people in one cell of a table; never a total.

    `cell` gives the value of each dimension ("act", "month", "admin1"). An incident whose value
    is not known counts in the cell "unknown". `single_origin` is how many of the incidents rest
    on one independent origin.
    """

    cell: tuple[tuple[str, str], ...]
    incidents: int
    people: Interval
    single_origin: int | None  # None where a release does not say
    method: str = "documented-1"


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures of one run: what was counted, what was left out and why."""

    figures: tuple[Figure, ...]
    incidents: int
    left_out: tuple[tuple[str, int], ...]  # reason, how many claims or incidents
    reading: str  # the sentence that says how to read the figures
