"""Boundaries of countries and first-level divisions, and how a part of the earth is drawn flat.

One read-only file, mapped into memory (`tools/build_boundaries.py` writes it from Natural Earth,
public domain). Neighbours share their lines, so that they stay neighbours however coarsely they
are drawn; each point carries the area its absence would move. The lines are those of who holds a
place, as Natural Earth draws them, and no statement of whose it is.

A window is drawn in Lambert's azimuthal equal-area projection about its own middle, so that areas
compare and the date line cuts nothing; the whole world in Equal Earth (Savric, Patterson and Jenny
2018). Lengths are kilometres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import atan2, ceil, cos, degrees, hypot, isnan, log2, radians, sin, sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .gazetteer_file import open_file

Line = npt.NDArray[np.float64]  # n rows of x and y
EARTH_KM = 6371.0
WORLD_KM = 16_000.0  # a window at least so wide is the whole world
_MOVED_PX2 = 4.0  # square pixels that a point's absence must move for it to be drawn
_ROUGH = 56  # the rank of points enough to find a shape's middle: 8 km2
WORLD_MIDDLE = 11.0  # degrees east: the edge then runs through Bering Strait
_A = (1.340264, -0.081106, 0.000893, 0.003796)  # Equal Earth


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the earth: its middle, and how wide it is; `ratio` is height over width."""

    lon: float
    lat: float
    wide_km: float
    ratio: float = 0.62

    @property
    def is_world(self) -> bool:
        """Whether it is drawn as the whole world."""
        return self.wide_km >= WORLD_KM

    def flat(self, lon: Line, lat: Line) -> tuple[Line, Line]:
        """Kilometres east and south of the window's middle, for degrees."""
        if self.is_world:
            return _equal_earth(lon, lat, self.lon)
        return _azimuthal(lon, lat, self.lon, self.lat)

    @property
    def half(self) -> tuple[float, float]:
        """Half its width and height in kilometres."""
        return self.wide_km / 2, self.wide_km * self.ratio / 2


WORLD = Window(WORLD_MIDDLE, 18.0, 34_600.0, 0.42)


def _azimuthal(lon: Line, lat: Line, lon0: float, lat0: float) -> tuple[Line, Line]:
    """Lambert azimuthal equal-area about a point, y to the south."""
    turned, phi, phi0 = np.radians(lon - lon0), np.radians(lat), radians(lat0)
    facing = 1 + sin(phi0) * np.sin(phi) + cos(phi0) * np.cos(phi) * np.cos(turned)
    k = EARTH_KM * np.sqrt(2 / np.maximum(facing, 1e-3))
    x = k * np.cos(phi) * np.sin(turned)
    y = k * (cos(phi0) * np.sin(phi) - sin(phi0) * np.cos(phi) * np.cos(turned))
    return x, -y


def _equal_earth(lon: Line, lat: Line, lon0: float) -> tuple[Line, Line]:
    """Equal Earth; longitudes run on past the edge where a line does. y to the south of 11 N."""
    theta = np.arcsin(sqrt(3) / 2 * np.sin(np.radians(lat)))
    a1, a2, a3, a4 = _A
    t2, t6 = theta**2, theta**6
    along = 9 * a4 * theta**8 + 7 * a3 * t6 + 3 * a2 * t2 + a1
    x = 2 * sqrt(3) * np.radians(lon - lon0) * np.cos(theta) / (3 * along)
    y = a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta
    return x * EARTH_KM, (0.22 - y) * EARTH_KM


@dataclass(frozen=True, slots=True)
class Shape:
    """A country or a division: its key, whose it is drawn as, its middle and its reach."""

    number: int
    key: str  # ISO 3166-1 alpha-2 for a country, the gazetteer's id for a division
    country: str
    name: str
    is_country: bool
    lon: float
    lat: float
    reach_km: float  # from the middle to the farthest point of its box


class Boundaries:
    """The shapes of one file."""

    def __init__(self, path: Path) -> None:
        self._c, self._meta = open_file(path)
        grid = self._meta["grid"]
        self._lon = self._c["x"] / grid
        self._lat = self._c["y"] / grid
        ends = self._c["arc_ends"].astype(np.int64)
        self._starts, self._ends = ends[:-1], ends[1:]
        self._kind = self._c["arc_kind"]
        self._rank = self._c["rank"]
        self._box = self._boxes()
        self._numbers = {
            key: n
            for n, key in enumerate(self._meta["keys"])
            if self._c["shape_level"][n] in (1, 2)
        }

    def _boxes(self) -> tuple[Line, Line, Line]:
        """Of each arc: the middle of its box in degrees, and how far its corners lie from it."""
        lon0 = np.minimum.reduceat(self._lon, self._starts)
        lon1 = np.maximum.reduceat(self._lon, self._starts)
        lat0 = np.minimum.reduceat(self._lat, self._starts)
        lat1 = np.maximum.reduceat(self._lat, self._starts)
        lon, lat = (lon0 + lon1) / 2, (lat0 + lat1) / 2
        widest = np.cos(np.radians(np.minimum(np.abs(lat0), np.abs(lat1))))
        widest[(lat0 < 0) & (lat1 > 0)] = 1.0
        return lon, lat, np.hypot((lon1 - lon0) / 2 * widest, (lat1 - lat0) / 2) * 111.2

    def __contains__(self, key: str) -> bool:
        return key in self._numbers

    @cache  # noqa: B019  one object for the whole process
    def shape(self, key: str) -> Shape | None:
        """The shape of that key, or None: then a place is drawn as a circle."""
        number = self._numbers.get(key)
        return None if number is None else self._shape(number)

    def _shape(self, number: int) -> Shape:
        lon, lat, reach = self._middle(number)
        return Shape(
            number, self._meta["keys"][number], self._meta["countries"][number],
            self._meta["names"][number], bool(self._c["shape_level"][number] == 1), lon, lat, reach,
        )  # fmt: skip

    def _middle(self, number: int) -> tuple[float, float, float]:
        """The middle of a shape's largest ring, and how far its points lie from there."""
        best: tuple[float, float, float, float] = (-1.0, 0.0, 0.0, 0.0)
        for ring in self._ring_numbers(number):
            lon, lat = self._degrees(ring, _ROUGH)
            x, y = lon * np.cos(np.radians(lat)), lat
            cross = x[:-1] * y[1:] - x[1:] * y[:-1]
            twice = float(cross.sum())
            if abs(twice) <= best[0] or not twice:
                continue
            middle_lat = float(((y[:-1] + y[1:]) * cross).sum() / (3 * twice))
            middle_lat = min(max(middle_lat, float(lat.min())), float(lat.max()))
            middle_x = float(((x[:-1] + x[1:]) * cross).sum() / (3 * twice))
            middle_lon = middle_x / max(cos(radians(middle_lat)), 0.05)
            far = np.hypot((lon - middle_lon) * cos(radians(middle_lat)), lat - middle_lat)
            best = (abs(twice), middle_lon, middle_lat, float(far.max()) * 111.2)
        return (best[1] + 180) % 360 - 180, best[2], best[3]

    @cache  # noqa: B019  one object for the whole process
    def countries(self) -> tuple[str, ...]:
        """The keys of the countries."""
        levels = self._c["shape_level"]
        return tuple(key for n, key in enumerate(self._meta["keys"]) if levels[n] == 1)

    def _ring_numbers(self, number: int) -> range:
        ends = self._c["shape_ends"]
        return range(int(ends[number]), int(ends[number + 1]))

    def _arcs_of(self, ring: int) -> list[int]:
        ends = self._c["ring_ends"]
        arcs: list[int] = self._c["ring_arcs"][ends[ring] : ends[ring + 1]].tolist()
        return arcs

    def _degrees(self, ring: int, least: int) -> tuple[Line, Line]:
        """A ring in degrees, longitudes running on, with points of that rank and more."""
        lons, lats, at = [], [], None
        for arc in self._arcs_of(ring):
            n = arc if arc >= 0 else ~arc
            start, end = self._starts[n], self._ends[n]
            keep = self._rank[start:end] >= least
            lon, lat = self._lon[start:end][keep], self._lat[start:end][keep]
            if arc < 0:
                lon, lat = lon[::-1], lat[::-1]
            if at is not None:
                lon = lon + 360 * round((at - float(lon[0])) / 360)
            at = float(lon[-1])
            lons.append(lon)
            lats.append(lat)
        return np.concatenate(lons), np.concatenate(lats)

    def drawn(self, window: Window, key: str, px_per_km: float) -> list[Line]:
        """The rings of a shape in pixels from the window's upper left corner, cut at its frame.

        Rings of less than a pixel are left out. "land" is all land, of the whole world alone: in a
        window it would turn inside out at the point opposite to its middle.
        """
        number = 0 if key == "land" else self._numbers.get(key)
        if number is None:
            return []
        flat = self._flat(window, px_per_km)
        made = []
        for ring in self._ring_numbers(number):
            arcs = self._arcs_of(ring)
            if any(flat.is_shown[arc if arc >= 0 else ~arc] for arc in arcs) or len(arcs) > 3:
                line = np.concatenate([flat.arc(arc) for arc in arcs])
                if len(line) > 3:
                    cut = _clipped(line, window, px_per_km)
                    if len(cut) > 2:
                        made.append(cut)
        return made

    def land(self, window: Window, px_per_km: float) -> list[Line]:
        """All land in a window."""
        if window.is_world:
            return self.drawn(window, "land", px_per_km)
        made = []
        for key in self.countries():
            shape = self.shape(key)
            far = distance_km(window.lon, window.lat, shape.lon, shape.lat) if shape else 0.0
            if shape and far < hypot(*window.half) + self._width(shape.number):
                made += self.drawn(window, key, px_per_km)
        return made

    @cache  # noqa: B019  one object for the whole process
    def _width(self, number: int) -> float:
        """How far any of a shape's arcs reaches from its middle, in km."""
        shape = self._shape(number)
        arcs = {a if a >= 0 else ~a for r in self._ring_numbers(number) for a in self._arcs_of(r)}
        lon, lat, reach = (part[sorted(arcs)] for part in self._box)
        flat_x, flat_y = _azimuthal(lon, lat, shape.lon, shape.lat)
        return float(np.max(np.hypot(flat_x, flat_y) + reach))

    def lines(self, window: Window, kinds: Sequence[int], px_per_km: float) -> list[Line]:
        """Lines in pixels: 0 coasts, 1 between countries, 2 inside one; those in the window."""
        flat = self._flat(window, px_per_km)
        width, height = frame(window, px_per_km)
        made = []
        for n in np.flatnonzero(flat.is_shown & np.isin(self._kind, kinds)).tolist():
            line = flat.arc(n)
            inside = (
                (line[:, 0] > -20) & (line[:, 0] < width + 20)
                & (line[:, 1] > -20) & (line[:, 1] < height + 20)
            )  # fmt: skip
            if inside.all():
                made.append(line)
                continue
            near = inside.copy()
            near[1:] |= inside[:-1]
            near[:-1] |= inside[1:]
            cuts = np.flatnonzero(np.diff(near.astype(np.int8))) + 1
            pieces = np.split(line, cuts)
            made += [p for p in pieces if len(p) > 1 and _touches(p, width, height)]
        return made

    @lru_cache(maxsize=4)  # noqa: B019  one object for the whole process
    def _flat(self, window: Window, px_per_km: float) -> "_Flat":
        """Every arc in pixels, with the points that show at this scale, and which arcs show."""
        keep = self._rank >= _least(px_per_km)
        counts = np.add.reduceat(keep, self._starts, dtype=np.int64)
        lon, lat = self._lon[keep], self._lat[keep]
        box_lon, box_lat, reach = self._box
        if window.is_world:
            turns = np.round((box_lon - window.lon) / 360)
            lon = lon - 360 * np.repeat(turns, counts)
            near = np.ones(len(reach), dtype=bool)
        else:
            x, y = window.flat(box_lon, box_lat)
            near = np.hypot(x, y) <= (hypot(*window.half) + reach) * 1.1
        x, y = window.flat(lon, lat)
        width, height = frame(window, px_per_km)
        pixels = np.stack([x * px_per_km + width / 2, y * px_per_km + height / 2], axis=1)
        return _Flat(
            pixels, np.concatenate([[0], np.cumsum(counts)]), near & (reach * px_per_km > 0.7)
        )


@dataclass(frozen=True, slots=True)
class _Flat:
    """All arcs in pixels of one window."""

    pixels: Line
    ends: npt.NDArray[np.int64]
    is_shown: npt.NDArray[np.bool_]

    def arc(self, arc: int) -> Line:
        n = arc if arc >= 0 else ~arc
        line = self.pixels[self.ends[n] : self.ends[n + 1]]
        return line if arc >= 0 else line[::-1]


def frame(window: Window, px_per_km: float) -> tuple[float, float]:
    """A window's width and height in pixels."""
    return window.wide_km * px_per_km, window.wide_km * window.ratio * px_per_km


def point(window: Window, lon: float, lat: float, px_per_km: float) -> tuple[float, float]:
    """A place in pixels from the window's upper left corner."""
    if window.is_world:
        lon -= 360 * round((lon - window.lon) / 360)
    x, y = window.flat(np.array([lon]), np.array([lat]))
    width, height = frame(window, px_per_km)
    return float(x[0]) * px_per_km + width / 2, float(y[0]) * px_per_km + height / 2


def window_around(circles: Sequence[tuple[float, float, float]], ratio: float = 0.62) -> Window:
    """The window that shows circles of longitude, latitude and radius in km; else the world."""
    if not circles:
        return WORLD
    vectors = [
        (cos(radians(b)) * cos(radians(a)), cos(radians(b)) * sin(radians(a)), sin(radians(b)))
        for a, b, _ in circles
    ]
    x, y, z = (sum(part) / len(circles) for part in zip(*vectors, strict=True))
    if hypot(x, y, z) < 0.2:  # all round the earth
        return WORLD
    lon, lat = degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))
    lons, lats = np.array([c[0] for c in circles]), np.array([c[1] for c in circles])
    reach = np.array([c[2] for c in circles])
    flat_x, flat_y = _azimuthal(lons, lats, lon, lat)
    wide = float(np.max(np.abs(flat_x) + reach)) * 2.2
    high = float(np.max(np.abs(flat_y) + reach)) * 2.2
    across = max(wide, high / ratio, 60.0)
    if across >= WORLD_KM * 0.8 or isnan(across):
        return WORLD
    return rounded(Window(lon, lat, across, ratio))


def rounded(window: Window) -> Window:
    """A window not much wider, out of few: so that what is beneath is drawn once for many."""
    wide = 2 ** (ceil(2 * log2(window.wide_km) - 1e-6) / 2)
    step = max(0.02, wide / 12 / 111.2)
    lat = min(max(round(window.lat / step) * step, -80.0), 80.0)
    east = step / max(0.2, cos(radians(lat)))
    lon = (round(window.lon / east) * east + 180) % 360 - 180
    return Window(round(lon, 3), round(lat, 3), round(wide, 1), window.ratio)


def _least(px_per_km: float) -> int:
    """The rank from which on a point moves a line visibly at that scale."""
    return max(0, min(254, round(8 * (log2(_MOVED_PX2 / px_per_km**2) + 4))))


def _touches(line: Line, width: float, height: float) -> bool:
    low, high = line.min(axis=0), line.max(axis=0)
    return bool(high[0] >= 0 and low[0] <= width and high[1] >= 0 and low[1] <= height)


def _clipped(ring: Line, window: Window, px_per_km: float) -> Line:
    """A ring cut at a frame a little outside the window (Sutherland and Hodgman 1974)."""
    width, height = frame(window, px_per_km)
    low, high = ring.min(axis=0), ring.max(axis=0)
    if high[0] < 0 or low[0] > width or high[1] < 0 or low[1] > height:
        return ring[:0]
    for axis, edge, keeps_above in ((0, -9.0, True), (0, width + 9, False),
                                    (1, -9.0, True), (1, height + 9, False)):  # fmt: skip
        if len(ring) < 3:
            return ring[:0]
        ring = _cut(ring, axis, edge, keeps_above)
    return ring


def _cut(ring: Line, axis: int, edge: float, keeps_above: bool) -> Line:
    inside = ring[:, axis] >= edge if keeps_above else ring[:, axis] <= edge
    if inside.all():
        return ring
    if not inside.any():
        return ring[:0]
    before = np.roll(ring, 1, axis=0)
    crosses = inside != np.roll(inside, 1)
    span = ring[:, axis] - before[:, axis]
    share = (edge - before[:, axis]) / np.where(span == 0, 1, span)
    at = before + share[:, None] * (ring - before)
    both = np.empty((2 * len(ring), 2))
    both[0::2], both[1::2] = at, ring
    keep = np.empty(2 * len(ring), dtype=bool)
    keep[0::2], keep[1::2] = crosses, inside
    left: Line = both[keep]
    return left


def distance_km(lon0: float, lat0: float, lon1: float, lat1: float) -> float:
    """Along a great circle."""
    turned = radians(lon1 - lon0)
    a, b = radians(lat0), radians(lat1)
    y = hypot(cos(b) * sin(turned), cos(a) * sin(b) - sin(a) * cos(b) * cos(turned))
    return EARTH_KM * atan2(y, sin(a) * sin(b) + cos(a) * cos(b) * cos(turned))


@cache
def boundaries() -> Boundaries:
    """The boundaries that the package ships."""
    return Boundaries(Path(str(files("bearwitness") / "reference" / "data" / "boundaries.bin")))
