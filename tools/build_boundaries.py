"""Builds the file of boundaries that the package ships, and the record of how well they join.

    python tools/build_boundaries.py world_map.gpkg [OUT_FOLDER]

Input: the GeoPackage of Natural Earth polygons (public domain) that Debian ships in qgis-common.
Steps: put every point on a grid, longitudes on a circle, so that what the date line cuts is whole
again; give each polygon to the division of our gazetteer that most of the towns in it belong to;
take away lines inside one division; cut what is left into arcs that neighbours share; rank each
point by the area its absence would move (Visvalingam and Whyatt 1993); write.

Natural Earth draws who holds a place; the gazetteer says which country lists it. The shapes here
are Natural Earth's. Two lists in the record say where the two differ and what has no shape.
"""

import hashlib
import heapq
import json
import math
import sqlite3
import struct
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from bearwitness.model.places import PlacePrecision
from bearwitness.reference.gazetteer import NONE, Entry, gazetteer
from bearwitness.reference.gazetteer_file import to_bytes

GRID = 500  # steps a degree: about 220 m of latitude
ROUND = 360 * GRID
LEAST_KM2 = 0.3  # a point whose absence moves less is left out
HALF = 0.5  # of a division's towns that its shape must hold, and of the shape's towns that are its
SOUTHERNMOST = -60.0  # the Antarctic is not drawn: it has no towns, and its ring has no inside
_ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by the GeoPackage header's indicator
OUT = Path(__file__).resolve().parent.parent / "src" / "bearwitness" / "reference" / "data"
Point = tuple[int, int]


@dataclass(slots=True)
class Polygon:
    """One province of the source: its rings on the grid, and what it is called."""

    country: str
    names: tuple[str, ...]
    rings: list[list[Point]]
    division: int | None = None  # the gazetteer's row
    towns: Counter[int] = field(default_factory=Counter)  # in it, by division


def rings_of(blob: bytes) -> Iterator[list[Point]]:
    """Every ring of a GeoPackage multipolygon, inner ones too, on the grid."""
    at = 8 + _ENVELOPE[(blob[3] >> 1) & 7]
    (count,) = struct.unpack_from("<I", blob, at + 5)
    at += 9
    for _ in range(count):
        (ring_count,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
        for _ in range(ring_count):
            (points,) = struct.unpack_from("<I", blob, at)
            flat = struct.unpack_from(f"<{2 * points}d", blob, at + 4)
            at += 4 + 16 * points
            yield _on_grid(zip(flat[::2], flat[1::2], strict=True))


def _on_grid(ring: Iterable[tuple[float, float]]) -> list[Point]:
    made: list[Point] = []
    for lon, lat in ring:
        point = (round(lon * GRID) % ROUND, round(lat * GRID))
        if not made or made[-1] != point:
            made.append(point)
    return made


def polygons(path: Path) -> list[Polygon]:
    """The provinces of the source, the Antarctic left out."""
    columns = "geom, iso_a2, adm0_a3, name, woe_name, gn_name"
    made = []
    for blob, iso, adm0, *names in sqlite3.connect(path).execute(
        f"select {columns} from states_provinces order by fid"  # noqa: S608  our own columns
    ):
        rings = [ring for ring in rings_of(blob) if len(ring) > 3]
        if rings and max(y for ring in rings for _, y in ring) > SOUTHERNMOST * GRID:
            code = iso if iso and len(iso) == 2 and iso != "-1" else adm0
            made.append(Polygon(code, tuple(dict.fromkeys(n for n in names if n)), rings))
    return made


def is_inside(xs: np.ndarray, ys: np.ndarray, rings: list[list[Point]]) -> np.ndarray:
    """Which points lie inside rings, holes being rings within rings; `xs` run as the rings do."""
    inside = np.zeros(len(xs), dtype=bool)
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(unwrapped(ring)):
            if y0 == y1:
                continue
            crosses = (y0 > ys) != (y1 > ys)
            if crosses.any():
                at = x0 + (ys - y0) * (x1 - x0) / (y1 - y0)
                inside ^= crosses & (xs < at)
    return inside


def unwrapped(ring: list[Point]) -> list[Point]:
    """A line with longitudes that run on instead of starting again at the circle's end."""
    made = [ring[0]]
    for x, y in ring[1:]:
        last = made[-1][0]
        made.append((last + (x - last + ROUND // 2) % ROUND - ROUND // 2, y))
    return made


def count_towns(held: list[Polygon]) -> Counter[int]:
    """Counts the gazetteer's towns in each polygon, by division; gives how many each has."""
    places = gazetteer()
    columns = {name: np.asarray(places._c[name]) for name in ("precision", "admin1", "lat", "lon")}
    rows = np.flatnonzero((columns["precision"] <= 1) & (columns["admin1"] != NONE))
    ys = columns["lat"][rows].astype(np.float64) * GRID
    xs = columns["lon"][rows].astype(np.float64) % 360 * GRID
    divisions = columns["admin1"][rows]
    for one in held:
        flat = [point for ring in one.rings for point in unwrapped(ring)]
        x0, x1 = min(x for x, _ in flat), max(x for x, _ in flat)
        y0, y1 = min(y for _, y in flat), max(y for _, y in flat)
        near = np.flatnonzero((ys >= y0) & (ys <= y1) & ((xs - x0) % ROUND <= x1 - x0))
        if len(near):
            run_on = x0 + (xs[near] - x0) % ROUND
            within = near[_inside_any(run_on, ys[near], one.rings, x0)]
            one.towns = Counter(divisions[within].tolist())
    return Counter(divisions.tolist())


def _inside_any(xs: np.ndarray, ys: np.ndarray, rings: list[list[Point]], x0: int) -> np.ndarray:
    """As `is_inside`, each ring moved round to where the points run."""
    inside = np.zeros(len(xs), dtype=bool)
    for ring in rings:
        run = unwrapped(ring)
        least = min(x for x, _ in run)
        turn = -(-(x0 - least) // ROUND) * ROUND if least < x0 else 0
        inside ^= (
            is_inside(xs, ys, [[(x + turn, y) for x, y in run]])
            if turn
            else is_inside(xs, ys, [run])
        )
    return inside


def join(held: list[Polygon], towns: Counter[int]) -> dict[int, tuple[float, float]]:
    """Gives polygons their divisions; of each the share of its towns inside, and inside it."""
    places = gazetteer()
    for one in held:
        if one.towns:
            one.division = _mostly(one)
        else:
            entries = (places.admin1(one.country, name) for name in one.names)
            found = next((entry for entry in entries if entry), None)
            one.division = found.row if found else None
    shares = {}
    for row in {one.division for one in held if one.division is not None}:
        mine = [one for one in held if one.division == row]
        own = sum(one.towns[row] for one in mine)
        within = sum(one.towns.total() for one in mine)
        shares[row] = (own / towns[row] if towns[row] else 1.0, own / within if within else 1.0)
    good = {row: s for row, s in shares.items() if s[0] >= HALF and s[1] >= HALF}
    for one in held:
        if one.division not in good:
            one.division = None
    return good


def _mostly(one: Polygon) -> int | None:
    """The division that most towns of a polygon belong to, one of its own country if it can be.

    Another country's takes it only with five towns or more: a border drawn coarsely is not enough.
    """
    places = gazetteer()
    own = Counter({r: n for r, n in one.towns.items() if places.row(r).country == one.country})
    if own.total() >= one.towns.total() / 5:
        return own.most_common(1)[0][0]
    return one.towns.most_common(1)[0][0] if one.towns.total() >= 5 else None


@dataclass(slots=True)
class Arc:
    """A line between two places where three shapes meet, or a whole coast; who lies beside it."""

    points: list[Point]
    owners: tuple[int, ...]  # shapes


def arcs_of(groups: list[list[list[Point]]]) -> list[Arc]:
    """The lines between shapes, each once; `groups` are the rings of each shape."""
    owners: dict[tuple[Point, Point], list[int]] = defaultdict(list)
    for number, rings in enumerate(groups):
        for ring in rings:
            for a, b in pairwise(ring):
                owners[(a, b) if a < b else (b, a)].append(number)
    lines = {
        edge: tuple(sorted(whose))
        for edge, whose in owners.items()
        if len(set(whose)) == len(whose)  # a line with one shape on both sides is inside it
    }
    beside: dict[Point, list[Point]] = defaultdict(list)
    for a, b in lines:
        beside[a].append(b)
        beside[b].append(a)

    def whose(a: Point, b: Point) -> tuple[int, ...]:
        return lines[(a, b) if a < b else (b, a)]

    def is_node(p: Point) -> bool:
        near = beside[p]
        return len(near) != 2 or whose(p, near[0]) != whose(p, near[1])

    walked: set[tuple[Point, Point]] = set()
    made = []

    def walk(a: Point, b: Point) -> None:
        line = [a, b]
        walked.update(((a, b), (b, a)))
        while not is_node(line[-1]) and line[-1] != line[0]:
            near = beside[line[-1]]
            following = near[0] if near[0] != line[-2] else near[1]
            walked.update(((line[-1], following), (following, line[-1])))
            line.append(following)
        made.append(Arc(unwrapped(line), whose(a, b)))

    for p in sorted(beside):
        if is_node(p):
            for q in beside[p]:
                if (p, q) not in walked:
                    walk(p, q)
    for a, b in sorted(lines):
        if (a, b) not in walked:
            walk(a, b)
    return made


def ranks(points: list[Point]) -> list[float]:
    """For each point the area in km2 that leaving it out would move; ends are never left out."""
    found = [math.inf] * len(points)
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))

    def area(i: int) -> float:
        (x0, y0), (x1, y1), (x2, y2) = points[before[i]], points[i], points[after[i]]
        twice = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        return abs(twice) / 2 * (111.2 / GRID) ** 2 * math.cos(math.radians(y1 / GRID))

    heap = [(area(i), i) for i in range(1, len(points) - 1)]
    heapq.heapify(heap)
    current = {i: a for a, i in heap}
    largest = 0.0
    while heap:
        value, i = heapq.heappop(heap)
        if current.get(i) != value:
            continue
        largest = max(largest, value)
        found[i] = largest
        del current[i]
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if j in current:
                current[j] = area(j)
                heapq.heappush(heap, (current[j], j))
    return found


def rank_code(area: float) -> int:
    """An area in km2 as a byte: 0 for 2^-4 km2, eight steps for each doubling; 255 for ends."""
    if math.isinf(area):
        return 255
    return max(0, min(254, round(8 * (math.log2(max(area, 1e-9)) + 4))))


def stitched(lines: list[tuple[int, list[Point]]]) -> list[list[int]]:
    """Arcs joined end to end into closed rings; an arc run backwards is ~number."""
    starts: dict[Point, list[int]] = defaultdict(list)
    ends: dict[int, tuple[Point, Point]] = {}
    for number, points in lines:
        ends[number] = (
            (points[0][0] % ROUND, points[0][1]),
            (points[-1][0] % ROUND, points[-1][1]),
        )
        starts[ends[number][0]].append(number)
        if ends[number][0] != ends[number][1]:
            starts[ends[number][1]].append(~number)
    left = {number for number, _ in lines}
    rings = []
    for number, _ in lines:
        if number not in left:
            continue
        left.discard(number)
        ring, (first, at) = [number], ends[number]
        while at != first:
            following = next((n for n in starts[at] if (n if n >= 0 else ~n) in left), None)
            if following is None:
                break
            whole = following if following >= 0 else ~following
            left.discard(whole)
            ring.append(following)
            at = ends[whole][1] if following >= 0 else ends[whole][0]
        rings.append(ring)
    return rings


@dataclass(slots=True)
class Shape:
    """A shape of the file: level 0 all land, 1 a country, 2 a division, 3 one with no division."""

    level: int
    key: str
    country: str
    name: str
    rings: list[list[int]]


def shapes_of(groups: list[tuple[str, Entry | None, str]], arcs: list[Arc]) -> list[Shape]:
    """Every shape; `groups` are each division's country, gazetteer entry and name."""
    country = [code for code, _, _ in groups]
    of_group: dict[int, list[int]] = defaultdict(list)
    of_country: dict[str, list[int]] = defaultdict(list)
    coast = []
    for number, arc in enumerate(arcs):
        for owner in arc.owners:
            of_group[owner].append(number)
        sides = {country[owner] for owner in arc.owners}
        if len(sides) == 2 or len(arc.owners) == 1:
            for code in sides:
                of_country[code].append(number)
        if len(arc.owners) == 1:
            coast.append(number)

    def rings(numbers: list[int]) -> list[list[int]]:
        return stitched([(n, arcs[n].points) for n in numbers])

    made = [Shape(0, "land", "", "", rings(coast))]
    for code in sorted(of_country):
        made.append(Shape(1, code, code, gazetteer().country_name(code), rings(of_country[code])))
    for number, (code, entry, name) in enumerate(groups):
        key = entry.id if entry else ""
        level = 2 if entry else 3
        made.append(Shape(level, key, code, name, rings(of_group[number])))
    return made


def written(arcs: list[Arc], shapes: list[Shape], country: list[str]) -> bytes:
    """The file: arcs with ranked points, and the shapes that are made of them."""
    xs, ys, codes, ends, kinds = [], [], [], [0], []
    for arc in arcs:
        for (x, y), area in zip(arc.points, ranks(arc.points), strict=True):
            if area >= LEAST_KM2:
                xs.append(x)
                ys.append(y)
                codes.append(rank_code(area))
        ends.append(len(xs))
        sides = {country[owner] for owner in arc.owners}
        kinds.append(0 if len(arc.owners) == 1 else 1 if len(sides) == 2 else 2)
    ring_arcs, ring_ends, shape_ends = [], [0], [0]
    for shape in shapes:
        for ring in shape.rings:
            ring_arcs += ring
            ring_ends.append(len(ring_arcs))
        shape_ends.append(len(ring_ends) - 1)
    columns = {
        "x": np.array(xs, dtype="<i4"),
        "y": np.array(ys, dtype="<i4"),
        "rank": np.array(codes, dtype="u1"),
        "arc_ends": np.array(ends, dtype="<u4"),
        "arc_kind": np.array(kinds, dtype="u1"),  # 0 coast, 1 between countries, 2 inside one
        "ring_arcs": np.array(ring_arcs, dtype="<i4"),
        "ring_ends": np.array(ring_ends, dtype="<u4"),
        "shape_ends": np.array(shape_ends, dtype="<u4"),
        "shape_level": np.array([shape.level for shape in shapes], dtype="u1"),
    }
    meta = {
        "grid": GRID,
        "keys": [shape.key for shape in shapes],
        "countries": [shape.country for shape in shapes],
        "names": [shape.name for shape in shapes],
    }
    return to_bytes(columns, meta)


def main() -> None:
    source = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    places = gazetteer()
    held = polygons(source)
    shares = join(held, count_towns(held))
    rows = sorted({one.division for one in held if one.division is not None})
    groups: list[tuple[str, Entry | None, str]] = []
    rings: list[list[list[Point]]] = []
    for row in rows:
        mine = [one for one in held if one.division == row]
        country = max(mine, key=lambda one: (one.towns[row], one.country)).country
        groups.append((country, places.row(row), places.row(row).name))
        rings.append([ring for one in mine for ring in one.rings])
    for one in held:
        if one.division is None:
            groups.append((one.country, None, one.names[0] if one.names else ""))
            rings.append(one.rings)
    arcs = arcs_of(rings)
    shapes = shapes_of(groups, arcs)
    data = written(arcs, shapes, [code for code, _, _ in groups])
    (out / "boundaries.bin").write_bytes(data)
    divisions = [
        entry
        for row in range(len(places))
        if (entry := places.row(row)).precision is PlacePrecision.ADMIN1
    ]
    without = [e for e in divisions if e.row not in shares]
    record = {
        "source": "Natural Earth admin-1 and admin-0 (public domain), as Debian's qgis-common "
        "ships them in world_map.gpkg",
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "points": int(sum(len(arc.points) for arc in arcs)),
        "polygons": len(held),
        "divisions": len(divisions),
        "divisions_with_shape": len(shares),
        "people_with_shape": round(
            sum(e.population for e in divisions if e.row in shares)
            / sum(e.population for e in divisions), 4,
        ),
        "median_share_of_towns_inside": round(float(np.median([s[0] for s in shares.values()])), 4),
        "divisions_nine_tenths_inside": sum(s[0] >= 0.9 and s[1] >= 0.9 for s in shares.values()),
        "of_another_country_in_the_gazetteer": sorted(
            f"{entry.id} {entry.name}: {code} here, {entry.country} there"
            for code, entry, _ in groups
            if entry and entry.country != code
        ),
        "without_shape_by_country": dict(
            sorted(Counter(str(e.country) for e in without).items(), key=lambda kv: (-kv[1], kv[0]))
        ),
    }  # fmt: skip
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    (out / "boundaries.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
