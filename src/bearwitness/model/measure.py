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


@dataclass(frozen=True, slots=True)
class Overlaps:
    """How many units stand on each combination of lists, and nothing about any one of them.

    `counts[pattern]` is the number of units with that pattern; bit j of the pattern says "on list
    j". `counts[0]` is 0: units on no list cannot be counted, only estimated.
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...]  # 2 ** len(lists) of them
    left_out: tuple[str, ...] = ()  # lists that hold nobody

    @property
    def documented(self) -> int:
        """Units on at least one list."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class SizeEstimate:
    """What one method makes of the overlaps: an estimated number, never a documented one.

    `low` and `high` bound the central `level` interval and never fall below `documented`.
    `doubtful` are those of `assumes` that the data or the method itself give reason to doubt.
    """

    method: str
    documented: int
    estimate: float
    low: float
    high: float
    level: float = 0.95
    standard_error: float | None = None
    is_lower_bound: bool = False
    model: str = ""  # which lists it lets depend on each other
    assumes: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    diagnostics: tuple[tuple[str, float], ...] = ()
    version: str = "undercount-1"


@dataclass(frozen=True, slots=True)
class NoEstimate:
    """A method that gives no figure here, and why."""

    method: str
    why: str


@dataclass(frozen=True, slots=True)
class Undercount:
    """Every method that applies to one table of overlaps, side by side."""

    lists: tuple[str, ...]
    documented: int
    on_two_or_more: int
    estimates: tuple[SizeEstimate, ...]
    without: tuple[NoEstimate, ...]
    doubts: tuple[str, ...]  # about the table itself
    reading: str  # the sentence that says how to read the figures
