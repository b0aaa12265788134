"""Counts of a table as lying bars, one a row of the table, each with its number beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .svg import (
    BLUE,
    LINE,
    PALE,
    WIDTH,
    box,
    figure,
    fits,
    hatching,
    line,
    room_for,
    steps,
    words,
    written,
)

ROW, TOP, RIGHT = 24, 34, 60
NARROWEST, WIDEST = 90, 340  # room for the names


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, its count, and the part of it that is striped (None where not said)."""

    label: str
    count: int
    striped: int | None = None


def lying_bars(
    title: str, description: str, rows: Sequence[Row], striped: str = "from one origin only"
) -> str:
    """The figure as SVG; rows from top to bottom as given, the scale starts at 0.

    `striped` says what the striped part of a bar is; it is drawn where a row has one.
    """
    has_stripes = any(row.striped for row in rows)
    left = room_for([row.label for row in rows], NARROWEST, WIDEST)
    floor = TOP + ROW * len(rows)
    root = figure(floor + (44 if has_stripes else 24), title, description)
    words(root, 12, 20, title, **{"font-weight": "600"})
    ticks = steps(max((row.count for row in rows), default=0))
    scale = (WIDTH - left - RIGHT) / ticks[-1]
    for tick in ticks:
        x = left + tick * scale
        line(root, x, TOP - 4, x, floor, stroke=LINE)
        words(root, x, floor + 14, f"{tick:,g}", "middle", PALE)
    stripes = hatching(root, "striped", BLUE) if has_stripes else BLUE
    for i, row in enumerate(rows):
        _row(root, row, left, TOP + ROW * i, scale, stripes)
    if has_stripes:
        box(root, left, floor + 24, 10, 10, fill=stripes, stroke=BLUE)
        words(root, left + 15, floor + 33, striped)
    return written(root)


def _row(root: Element, row: Row, left: float, y: float, scale: float, stripes: str) -> None:
    middle = y + ROW / 2 + 4
    words(root, left - 10, middle, fits(row.label, left - 20), "end")
    striped = min(row.striped or 0, row.count)
    full = (row.count - striped) * scale
    box(root, left, y + 4, full, ROW - 8, fill=BLUE)
    if striped:
        part = striped * scale
        box(root, left + full, y + 4, part, ROW - 8, fill=stripes, stroke=BLUE)
    words(root, left + row.count * scale + 6, middle, f"{row.count:,}")
