"""Time as bars: each incident from the first to the last day it may have been on, or, of many,
how many were surely in each period and how many may have been.

A bar's ends are as uncertain as the dates; an open end is an arrow. Nothing is drawn as a day that
is not known to the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from .svg import (
    BLUE,
    FONT,
    INK,
    LINE,
    ORANGE,
    PALE,
    SMALL,
    _clean,
    _n,
    box,
    every,
    fits,
    hatching,
    line,
    steps,
    words,
    written,
)  # fmt: skip

UNITS = 1200.0
LEFT, RIGHT, TOP, FLOOR = 150.0, 14.0, 12.0, 26.0
ROW, HIGH = 15.0, 150.0


@dataclass(frozen=True, slots=True)
class Period:
    """One period on the axis: its name, first and last day, how many surely and perhaps in it."""

    label: str
    first: int
    last: int
    surely: int
    perhaps: int
    href: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """One incident: the lane it is drawn in, the days it may have been on, and its page."""

    lane: str
    label: str
    first: int
    last: int
    href: str
    is_disputed: bool = False
    open_before: bool = False
    open_after: bool = False


def periods(rows: Sequence[Period], title: str, description: str) -> str:
    """Periods from left to right as SVG: solid for surely, striped for perhaps."""
    root = _figure(TOP + HIGH + FLOOR, title, description, rows[0].first, rows[-1].last)
    stripes = hatching(root, "perhaps", BLUE)
    ticks = steps(max((r.surely + r.perhaps for r in rows), default=0), 3)
    floor, scale = TOP + HIGH, HIGH / ticks[-1]
    for tick in ticks:
        y = floor - tick * scale
        line(root, LEFT, y, UNITS - RIGHT, y, stroke=LINE)
        words(root, LEFT - 6, y + 4, f"{tick:,g}", "end", "#5c5c5c")
    width = (UNITS - LEFT - RIGHT) / len(rows)
    skip = every([row.label for row in rows], width)
    for i, row in enumerate(rows):
        x = LEFT + i * width
        said = f"{row.label}: {row.surely} surely, {row.perhaps} perhaps"
        link = _link(root, row.href, said)
        fill = "#fdebd8" if row.is_chosen else "#ffffff"
        box(link, x, TOP, width, HIGH, fill=fill, **{"fill-opacity": "0.6"})
        gap, tall, more = min(2.0, width * 0.12), row.surely * scale, row.perhaps * scale
        if more:
            box(link, x + gap, floor - tall - more, width - 2 * gap, more, fill=stripes)
        if tall:
            box(link, x + gap, floor - tall, width - 2 * gap, tall, fill=BLUE)
        if i % skip == 0:
            words(root, x + width / 2, floor + 16, row.label, "middle")
    return written(root)


def spans(rows: Sequence[Span], axis: Sequence[Period], title: str, description: str) -> str:
    """Incidents as bars in lanes, as SVG; `axis` are the periods ruled behind them."""
    lanes = _packed(rows)
    height = TOP + sum(len(lines) for _, lines in lanes) * ROW + 6 * len(lanes)
    first, last = axis[0].first, axis[-1].last
    root = _figure(height + FLOOR, title, description, first, last)
    scale = (UNITS - LEFT - RIGHT) / max(1, last - first + 1)
    width = (UNITS - LEFT - RIGHT) / len(axis)
    skip = every([period.label for period in axis], width)
    for i, period in enumerate(axis):
        x, end = LEFT + (period.first - first) * scale, LEFT + (period.last + 1 - first) * scale
        if period.is_chosen:
            box(root, x, TOP, end - x, height - TOP, fill="#fdebd8", **{"fill-opacity": "0.6"})
        line(root, x, TOP, x, height, stroke=LINE)
        if i % skip == 0:
            link = _link(root, period.href, period.label)
            words(link, (x + end) / 2, height + 16, period.label, "middle")
    y = TOP
    for lane, lines in lanes:
        words(root, LEFT - 8, y + 11, fits(lane, LEFT - 14), "end")
        for held in lines:
            for span in held:
                _bar(root, span, y, first, last, scale)
            y += ROW
        y += 6
        line(root, 0, y - 3, UNITS, y - 3, stroke=LINE)
    return written(root)


def _bar(root: Element, span: Span, y: float, first: int, last: int, scale: float) -> None:
    start = LEFT + (max(span.first, first) - first) * scale
    end = LEFT + (min(span.last, last) + 1 - first) * scale
    link = _link(root, span.href, span.label)
    is_day = span.first == span.last
    fill = BLUE if is_day else "#8fc1e3"
    more = {"stroke": ORANGE, "stroke-dasharray": "3 2"} if span.is_disputed else {"stroke": BLUE}
    box(link, start, y + 2, max(3.0, end - start), ROW - 5, fill=fill, rx="2", **more)
    if span.open_before or span.first < first:
        words(link, start - 1, y + 11, "◂", "end", BLUE)
    if span.open_after or span.last > last:
        words(link, max(end, start + 3) + 1, y + 11, "▸", "start", BLUE)


def _packed(rows: Sequence[Span]) -> list[tuple[str, list[list[Span]]]]:
    """Lanes in the order of their first bar, each in as few lines as its bars need."""
    lanes: dict[str, list[list[Span]]] = {}
    for span in sorted(rows, key=lambda s: (s.first, s.last)):
        lines = lanes.setdefault(span.lane, [])
        free = next((held for held in lines if held[-1].last + 1 < span.first), None)
        if free is None:
            lines.append([span])
        else:
            free.append(span)
    return list(lanes.items())


def _figure(height: float, title: str, description: str, first: int, last: int) -> Element:
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_n(UNITS)} {_n(height)}",
        "role": "group", "aria-label": title, "class": "timeline", "font-family": FONT,
        "font-size": str(SMALL + 2), "data-first": str(first), "data-last": str(last),
        "data-left": _n(LEFT), "data-right": _n(UNITS - RIGHT),
    })  # fmt: skip
    SubElement(root, "desc").text = _clean(description)
    return root


def _link(root: Element, href: str, said: str) -> Element:
    made = SubElement(root, "a", {"href": href, "tabindex": "-1"})
    SubElement(made, "title").text = _clean(said)
    return made


__all__ = ["INK", "PALE", "Period", "Span", "periods", "spans"]
