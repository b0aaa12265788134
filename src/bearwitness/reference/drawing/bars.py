"""Counts by period as bars, with what is still expected hatched on top and its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .svg import (
    BLUE,
    INK,
    LINE,
    ORANGE,
    PALE,
    WIDTH,
    box,
    every,
    figure,
    hatching,
    line,
    steps,
    words,
    written,
)

HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 300, 34, 46, 52, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: what is documented, a second count inside it, what is expected with its ends."""

    label: str
    documented: int
    inner: int | None = None  # the part at constant mix: a mark across the bar
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    is_marked: bool = False  # an alarm


def bars(title: str, description: str, rows: Sequence[Bar], what: str = "incidents") -> str:
    """The figure as SVG; periods from left to right."""
    root = figure(HEIGHT, title, description)
    words(root, LEFT, 18, title, **{"font-weight": "600"})
    ticks = steps(max((_top(row) for row in rows), default=0))
    floor, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    scale = room / ticks[-1]
    for tick in ticks:
        y = floor - tick * scale
        line(root, LEFT, y, WIDTH - RIGHT, y, stroke=LINE)
        words(root, LEFT - 6, y + 4, f"{tick:g}", "end", PALE)
    stripes = hatching(root, "expected", BLUE)
    width = (WIDTH - LEFT - RIGHT) / max(1, len(rows))
    skip = every([row.label for row in rows], width)
    for i, row in enumerate(rows):
        x = LEFT + i * width
        _bar(root, row, x, width, floor, scale, stripes)
        if i % skip == 0:
            words(root, x + width / 2, floor + 16, row.label, "middle")
    _legend(root, rows, what, stripes)
    return written(root)


def _top(row: Bar) -> float:
    return max(row.documented, row.expected or 0, row.high or 0)


def _bar(
    root: Element, row: Bar, x: float, width: float, floor: float, scale: float, stripes: str
) -> None:
    gap, middle = min(3.0, width * 0.15), x + width / 2
    inside = width - 2 * gap
    tall = row.documented * scale
    if row.expected is not None and row.expected > row.documented:
        more = (row.expected - row.documented) * scale
        box(root, x + gap, floor - tall - more, inside, more, fill=stripes, stroke=BLUE)
    box(root, x + gap, floor - tall, inside, tall, fill=BLUE)
    if row.inner is not None:
        y = floor - row.inner * scale
        line(root, x + gap, y, x + gap + inside, y, stroke="#ffffff", **{"stroke-width": "4"})
        line(root, x + gap, y, x + gap + inside, y, stroke=ORANGE, **{"stroke-width": "2"})
    if row.low is not None and row.high is not None:
        low, high = floor - row.low * scale, floor - row.high * scale
        line(root, middle, low, middle, high)
        for y in (low, high):
            line(root, middle - 3, y, middle + 3, y)
    if row.is_marked:
        words(root, middle, floor - _top(row) * scale - 4, "▲", "middle", ORANGE)


def _legend(root: Element, rows: Sequence[Bar], what: str, stripes: str) -> None:
    y, x = HEIGHT - 12, float(LEFT)
    box(root, x, y - 9, 10, 10, fill=BLUE)
    words(root, x + 15, y, f"documented {what}")
    x += 40 + 7 * len(what) + 75
    if any(row.expected is not None for row in rows):
        box(root, x, y - 9, 10, 10, fill=stripes, stroke=BLUE)
        words(root, x + 15, y, "expected once reports are in, with interval")
        x += 290
    if any(row.inner is not None for row in rows):
        line(root, x, y - 4, x + 12, y - 4, stroke=ORANGE, **{"stroke-width": "2"})
        words(root, x + 17, y, "constant mix")
        x += 105
    if any(row.is_marked for row in rows):
        words(root, x, y, "▲", fill=ORANGE)
        words(root, x + 15, y, "alarm", fill=INK)
