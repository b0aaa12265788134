"""The numbers of a release, counted from its own records.

The rule: a published figure is one that anybody could count from the published records, so a table
says nothing that the records do not, and no total holds a suppressed record.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from ..model.measure import Figure, Interval
from ..model.release import PublicRecord
from .hierarchies import ANY, band_range

METHOD = "released-1"
FIELD = {"act": "act", "month": "period", "year": "period", "admin1": "place", "country": "place"}


def released_dimensions(figures: Iterable[Figure]) -> tuple[str, ...]:
    """The fields of a public record that the documented figures are counted by, in their order."""
    names = [FIELD[name] for figure in figures for name, _ in figure.cell if name in FIELD]
    return tuple(dict.fromkeys(names))


def released_figures(
    records: Sequence[PublicRecord], dimensions: Sequence[str], threshold: int
) -> tuple[Figure, ...]:
    """Every table over `dimensions`, from the total to the full cross, without its small cells.

    A dimension that the release generalised to nothing gives no table.
    """
    useful = [d for d in dimensions if any(getattr(r, d) != ANY for r in records)]
    tables = [c for size in range(len(useful) + 1) for c in combinations(useful, size)]
    return tuple(
        figure
        for table in tables
        for figure in _table(records, table)
        if figure.incidents >= threshold
    )


def _table(records: Sequence[PublicRecord], dimensions: Sequence[str]) -> list[Figure]:
    cells: dict[tuple[tuple[str, str], ...], list[PublicRecord]] = defaultdict(list)
    for record in records:
        cells[tuple((name, _value(record, name)) for name in dimensions)].append(record)
    return [
        Figure(cell, len(alike), _people(alike), None, METHOD)
        for cell, alike in sorted(cells.items())
    ]


def _value(record: PublicRecord, dimension: str) -> str:
    if dimension == "place" and record.place_level in ("town", "admin-1"):
        return f"{record.place}, {record.country}"
    return str(getattr(record, dimension))


def _people(records: Sequence[PublicRecord]) -> Interval:
    """What the released bands allow: the sum of their lower and of their upper ends."""
    ranges = [band_range(record.people) for record in records]
    highs = [r.high for r in ranges if r.high is not None]
    high = sum(highs) if len(highs) == len(ranges) else None
    return Interval(sum(r.low for r in ranges), high)
