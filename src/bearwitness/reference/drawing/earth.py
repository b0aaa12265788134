"""A map of a window: areas shaded by count, circles as wide as a place is uncertain.

Areas known only as a whole country are striped, so that nobody takes them for a place; where
accounts disagree about the place an outline is broken. Everything with a link is also in the table
beside the map.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

import numpy as np

from ..boundaries import Line, Window, boundaries, frame, point
from .svg import BLUE, FONT, INK, ORANGE, _clean, _n, hatching, words, written

UNITS = 1200.0  # the drawing's width; a unit is a pixel or less
SEA, LAND, COAST, BORDER, INNER = "#eaf1f6", "#fbfaf7", "#9fb2bd", "#8b8b8b", "#d8d4cc"
SHADES = ("#cfe1f2", "#93c0e0", "#4a93c9", "#0b5a9c")
LEAST = 7.0  # units: what is smaller is drawn as a ring of this radius
MOST_LABELS = 14
WITH_DIVISIONS_KM = 6_000  # a wider window shows no lines inside countries


@dataclass(frozen=True, slots=True)
class Area:
    """A place as drawn: a shape by its key, or a circle by its radius; how many incidents."""

    key: str
    name: str
    count: int
    disputed: int  # of them, with other places that exclude this one
    lon: float
    lat: float
    radius_km: float | None
    is_country: bool
    href: str
    is_chosen: bool = False


def earth(window: Window, areas: Sequence[Area], title: str, description: str) -> str:
    """The map as SVG."""
    scale = UNITS / window.wide_km
    width, height = frame(window, scale)
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_n(width)} {_n(height)}",
        "role": "group", "aria-label": title, "class": "earth", "font-family": FONT,
        "font-size": "15", "data-lon": f"{window.lon:.3f}", "data-lat": f"{window.lat:.3f}",
        "data-wide": f"{window.wide_km:.0f}",
    })  # fmt: skip
    SubElement(root, "desc").text = _clean(description)
    stripes = hatching(root, "country", "#7fb0d6")
    SubElement(root, "rect", {"width": _n(width), "height": _n(height), "fill": SEA})
    known = boundaries()
    under = _under(window)
    _drawn(root, under[0], fill=LAND)
    top = max((area.count for area in areas), default=1)
    shapes = [a for a in areas if a.radius_km is None]
    filled = SubElement(root, "g", {"stroke": BLUE, "fill-rule": "evenodd"})
    small: list[Area] = []
    for area in sorted(shapes, key=lambda a: (not a.is_country, a.count)):
        rings = known.drawn(window, area.key, scale)
        if _is_small(rings):
            small += [area] * bool(rings)
        else:
            _shape(filled, area, rings, stripes, top)
    for d, colour in zip(under[1:], (INNER, COAST, BORDER), strict=True):
        _drawn(root, d, fill="none", stroke=colour)
    for area in sorted(shapes, key=lambda a: a.is_chosen):
        if area.is_chosen:
            lines = known.drawn(window, area.key, scale)
            _path(root, lines, True, fill="none", stroke=ORANGE, **{"stroke-width": "3"})
    rings_of = {"fill": ORANGE, "fill-opacity": "0.32", "stroke": "#8a3b00", "stroke-width": "1.5"}
    circles = SubElement(root, "g", rings_of)
    round_ones = [area for area in areas if area.radius_km is not None]
    for area in (*small, *sorted(round_ones, key=lambda a: -a.count)):
        _circle(circles, area, window, scale, max(LEAST, (area.radius_km or 0) * scale))
    _labels(root, areas, window, scale)
    return written(root)


def _link(root: Element, area: Area) -> Element:
    some = f", {area.disputed} of them perhaps elsewhere" if area.disputed else ""
    said = f"{area.name}: {area.count}{some}"
    made = SubElement(root, "a", {"href": area.href, "tabindex": "-1"})
    SubElement(made, "title").text = _clean(said)
    return made


def _is_small(rings: Sequence[Line]) -> bool:
    """Whether a shape is too small to be seen as one: then it is drawn as a circle."""
    sizes = (float((ring.max(axis=0) - ring.min(axis=0)).max()) for ring in rings)
    return max(sizes, default=0.0) < 2 * LEAST


def _shape(root: Element, area: Area, rings: Sequence[Line], stripes: str, top: int) -> None:
    fill = stripes if area.is_country else SHADES[_shade(area.count, top)]
    more = {"stroke-dasharray": "7 4"} if area.disputed else {}
    _path(_link(root, area), rings, True, fill=fill, **more)


def _circle(root: Element, area: Area, window: Window, scale: float, radius: float) -> None:
    x, y = point(window, area.lon, area.lat, scale)
    width, height = frame(window, scale)
    if not (-radius < x < width + radius and -radius < y < height + radius):
        return
    more = {"stroke-dasharray": "4 3"} if area.disputed else {}
    if area.is_chosen:
        more["stroke-width"] = "4"
    where = {"cx": _n(x), "cy": _n(y), "r": _n(radius)}
    SubElement(_link(root, area), "circle", {**where, **more})


def _labels(root: Element, areas: Sequence[Area], window: Window, scale: float) -> None:
    """The counts of the largest, where there is room."""
    taken: list[tuple[float, float]] = []
    width, height = frame(window, scale)
    for area in sorted(areas, key=lambda a: -a.count):
        x, y = point(window, area.lon, area.lat, scale)
        if not (20 < x < width - 60 and 14 < y < height - 6) or len(taken) >= MOST_LABELS:
            continue
        if any(abs(x - a) < 130 and abs(y - b) < 20 for a, b in taken):
            continue
        taken.append((x, y))
        said = f"{area.name} {area.count:,}"
        halo = {"stroke": "#ffffff", "stroke-width": "4", "paint-order": "stroke"}
        words(root, x, y + 5, said, "middle", INK, **{**halo, "class": "label"})


def _shade(count: int, top: int) -> int:
    steps = len(SHADES)
    return min(steps - 1, int(steps * (count / max(1, top)) ** 0.5 - 1e-9))


@lru_cache(maxsize=32)
def _under(window: Window) -> tuple[str, str, str, str]:
    """What lies under every map of a window: land, then lines in countries, coasts, borders."""
    scale, known = UNITS / window.wide_km, boundaries()
    inner = known.lines(window, (2,), scale) if window.wide_km < WITH_DIVISIONS_KM else []
    lines = (inner, known.lines(window, (0,), scale), known.lines(window, (1,), scale))
    return (_d(known.land(window, scale), True), *(_d(one, False) for one in lines))  # type: ignore[return-value]


def _path(parent: Element, lines: Sequence[Line], closed: bool, **more: str) -> None:
    _drawn(parent, _d(lines, closed), **more)


def _drawn(parent: Element, d: str, **more: str) -> None:
    if d:
        SubElement(parent, "path", {"d": d, **more})


def _d(lines: Sequence[Line], closed: bool) -> str:
    """Lines as the `d` of a path, in whole units."""
    parts = []
    for line in lines:
        whole = line.round().astype(int)
        moved = np.diff(whole, axis=0)
        steps = moved[moved.any(axis=1)].tolist()
        if steps:
            joined = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            x, y = whole[0].tolist()
            parts.append(f"M{x} {y}l{joined}" + ("z" if closed else ""))
    return "".join(parts)
