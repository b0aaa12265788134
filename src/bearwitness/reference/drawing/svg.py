"""What the figures share: elements, colours, an axis of round numbers."""

from collections.abc import Sequence
from math import ceil, floor, log10
from xml.etree.ElementTree import Element, SubElement, tostring

INK = "#222222"
PALE = "#8c8c8c"
LINE = "#d9d9d9"
BLUE = "#0072b2"
ORANGE = "#d55e00"
WIDTH = 720
FONT = "system-ui, sans-serif"
SMALL = 12  # pixels


def figure(height: float, title: str, description: str) -> Element:
    """An empty figure with its words for those who cannot see it."""
    root = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {_n(height)}",
            "role": "img",
            "font-family": FONT,
            "font-size": str(SMALL),
        },
    )
    SubElement(root, "title").text = _clean(title)
    SubElement(root, "desc").text = _clean(description)
    SubElement(
        root, "rect", {"width": str(WIDTH), "height": _n(height), "fill": "#ffffff"}
    )  # print and dark pages
    return root


def words(
    parent: Element, x: float, y: float, said: str, anchor: str = "start", fill: str = INK,
    **more: str,
) -> Element:  # fmt: skip
    """A line of text; `anchor` is start, middle or end."""
    attributes = {"x": _n(x), "y": _n(y), "text-anchor": anchor, "fill": fill, **more}
    made = SubElement(parent, "text", attributes)
    made.text = _clean(said)
    return made


def line(parent: Element, x1: float, y1: float, x2: float, y2: float, **more: str) -> None:
    """A straight line."""
    ends = {"x1": _n(x1), "y1": _n(y1), "x2": _n(x2), "y2": _n(y2)}
    SubElement(parent, "line", {**ends, "stroke": INK, **more})


def box(parent: Element, x: float, y: float, width: float, height: float, **more: str) -> Element:
    """A rectangle."""
    sides = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height)}
    return SubElement(parent, "rect", {**sides, **more})


def hatching(root: Element, name: str, colour: str) -> str:
    """Defines stripes of a colour; gives the value for `fill`."""
    pattern = SubElement(
        SubElement(root, "defs"),
        "pattern",
        {
            "id": name, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        },
    )  # fmt: skip
    box(pattern, 0, 0, 6, 6, fill="#ffffff")
    box(pattern, 0, 0, 2.5, 6, fill=colour)
    return f"url(#{name})"


def steps(largest: float, about: int = 4) -> list[float]:
    """Round numbers from 0 to `largest` or just above, about `about` + 1 of them."""
    if largest <= 0:
        return [0.0, 1.0]
    raw = largest / about
    tens = 10.0 ** floor(log10(raw))
    step = next(tens * m for m in (1, 2, 5, 10) if tens * m >= raw)
    step = max(step, 1.0) if largest >= 1 else step
    return [step * i for i in range(ceil(largest / step) + 1)]


def fits(said: str, room: float) -> str:
    """The words, cut where they would be wider than `room` pixels."""
    most = max(3, int(room / (0.56 * SMALL)))
    return said if len(said) <= most else said[: most - 1] + "…"


def room_for(labels: Sequence[str], least: float, most: float) -> float:
    """Pixels that the labels at the left of rows need, between two bounds."""
    return min(most, max(least, max((len(one) for one in labels), default=0) * 0.56 * SMALL + 24))


def every(labels: Sequence[str], room: float) -> int:
    """Of so many labels beside each other in `room` pixels each, every how many-th fits."""
    longest = max((len(one) for one in labels), default=1) * 0.6 * SMALL + 8
    return max(1, ceil(longest / max(room, 0.1)))


def written(root: Element) -> str:
    """The figure as SVG text."""
    return tostring(root, encoding="unicode")


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _clean(said: str) -> str:
    """Text without characters that XML cannot hold."""
    return "".join(c for c in said if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff"))
