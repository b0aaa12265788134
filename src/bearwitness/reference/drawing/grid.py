"""A table of small numbers as shaded cells, each with its number in it: places by period."""

from collections.abc import Sequence

from .svg import INK, PALE, WIDTH, box, every, figure, fits, hatching, words, written

ROW, TOP, LEFT, RIGHT = 20, 58, 190, 12
SHADES = ("#ffffff", "#deebf7", "#9ecae1", "#4292c6", "#08519c")  # one hue, light to dark
DARK = 3  # from this shade on the number is white


def grid(
    title: str,
    description: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[int]],
    hatched: str = "nobody could look",
) -> str:
    """The figure as SVG; a cell with 0 is hatched, and `hatched` says what that means."""
    floor = TOP + ROW * len(rows)
    root = figure(floor + 30, title, description)
    words(root, 12, 20, title, **{"font-weight": "600"})
    width = (WIDTH - LEFT - RIGHT) / max(1, len(columns))
    skip = every(columns, width)
    for i, name in enumerate(columns):
        if i % skip == 0:
            words(root, LEFT + (i + 0.5) * width, TOP - 8, name, "middle")
    none = hatching(root, "nobody", "#cccccc")
    largest = max((value for row in cells for value in row), default=0)
    for j, (name, values) in enumerate(zip(rows, cells, strict=True)):
        y = TOP + j * ROW
        words(root, LEFT - 8, y + ROW / 2 + 4, fits(name, LEFT - 20), "end")
        for i, value in enumerate(values):
            shade = _shade(value, largest)
            fill = SHADES[shade] if value else none
            box(root, LEFT + i * width, y, width, ROW, fill=fill, stroke="#ffffff")
            if width >= 16 and value:
                ink = "#ffffff" if shade >= DARK else INK
                words(root, LEFT + (i + 0.5) * width, y + 14, str(value), "middle", ink)
    box(root, LEFT, floor + 10, 10, 10, fill=none, stroke=PALE)
    words(root, LEFT + 15, floor + 19, hatched)
    return written(root)


def _shade(value: int, largest: int) -> int:
    if value <= 0:
        return 0
    return min(len(SHADES) - 1, 1 + (value - 1) * (len(SHADES) - 1) // max(1, largest))
