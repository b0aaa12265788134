"""Estimates side by side: a dot with its interval a row, and the documented number as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import (
    BLUE,
    INK,
    LINE,
    ORANGE,
    PALE,
    WIDTH,
    figure,
    fits,
    line,
    room_for,
    steps,
    words,
    written,
)

ROW, TOP, BOTTOM, RIGHT = 26, 40, 40, 30
NARROWEST, WIDEST = 120, 340  # room for the names


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One estimate: its name, point and ends; a lower bound has an arrow instead of a high end."""

    label: str
    point: float
    low: float
    high: float
    is_lower_bound: bool = False


def intervals(
    title: str, description: str, rows: Sequence[IntervalRow], documented: int | None = None
) -> str:
    """The figure as SVG; the scale starts at 0."""
    left = room_for([row.label for row in rows], NARROWEST, WIDEST)
    height = TOP + ROW * len(rows) + BOTTOM
    root = figure(height, title, description)
    words(root, 12, 20, title, **{"font-weight": "600"})
    ticks = steps(max([row.high for row in rows] + [documented or 0], default=0))
    scale = (WIDTH - left - RIGHT) / ticks[-1]
    floor = TOP + ROW * len(rows)
    for tick in ticks:
        x = left + tick * scale
        line(root, x, TOP - 6, x, floor, stroke=LINE)
        words(root, x, floor + 16, f"{tick:,.0f}", "middle", PALE)
    if documented is not None:
        x = left + documented * scale
        line(root, x, TOP - 6, x, floor, stroke=ORANGE, **{"stroke-dasharray": "4 3"})
        words(root, x, floor + 32, f"documented {documented:,}", "middle", ORANGE)
    for i, row in enumerate(rows):
        y = TOP + ROW * i + ROW / 2
        words(root, left - 10, y + 4, fits(row.label, left - 20), "end")
        low, high = left + row.low * scale, left + row.high * scale
        line(root, low, y, high, y, stroke=BLUE, **{"stroke-width": "2"})
        for x in (low, high):
            line(root, x, y - 5, x, y + 5, stroke=BLUE, **{"stroke-width": "2"})
        at = left + row.point * scale
        words(root, at, y + 5, "▶" if row.is_lower_bound else "●", "middle", INK)
    return written(root)
