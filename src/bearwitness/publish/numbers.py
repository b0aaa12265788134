"""Every figure of a release, as a table and as JSON."""

from collections.abc import Sequence

from ..model.measure import Figure
from ..model.release import NoisyCount
from .table import csv_bytes, json_bytes

DIMENSIONS = ("act", "period", "place")
NAMES = (*DIMENSIONS, "incidents", "people_low", "people_high", "single_origin", "method")


def numbers_csv(figures: Sequence[Figure]) -> bytes:
    """One row a figure; a dimension that does not divide the row is empty."""
    return csv_bytes(NAMES, [_row(figure) for figure in figures])


def _row(figure: Figure) -> list[str | int | None]:
    cell = dict(figure.cell)
    return [
        *(cell.get(name) for name in DIMENSIONS),
        figure.incidents,
        figure.people.low,
        figure.people.high,
        figure.single_origin,
        figure.method,
    ]


def numbers_json(figures: Sequence[Figure], reading: str) -> bytes:
    """The figures, and the sentence that says how to read them."""
    rows = [
        {
            "cell": dict(figure.cell),
            "incidents": figure.incidents,
            "people": {"low": figure.people.low, "high": figure.people.high},
            "method": figure.method,
        }
        for figure in figures
    ]
    return json_bytes({"how_to_read": reading, "figures": rows})


def noisy_csv(counts: Sequence[NoisyCount]) -> bytes:
    """One row a count with noise; all rows have the same dimensions."""
    names = tuple(name for name, _ in counts[0].cell)
    rows: list[list[str | int | float | None]] = [
        [*(value for _, value in one.cell), one.incidents] for one in counts
    ]
    return csv_bytes((*names, "incidents_with_noise"), rows)
