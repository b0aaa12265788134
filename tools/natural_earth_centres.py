"""Writes the middle of every country and province as a small table.

    python tools/natural_earth_centres.py world_map.gpkg > tools/natural_earth_centres.tsv

Input: the GeoPackage of Natural Earth polygons (public domain) that Debian ships in qgis-common.
The middle is the area centroid of the largest ring, so that the United States lie in Kansas and not
in the Pacific. Columns: country (ISO 3166-1 alpha-2), FIPS code, name, latitude, longitude.
"""

import sqlite3
import struct
import sys
from itertools import pairwise

QUERIES = (
    "select geom, iso_a2, \"FIPS_10_\", '' from countries",
    "select geom, iso_a2, fips, coalesce(woe_name, name) from states_provinces",
)
_ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by the GeoPackage header's indicator


def outer_rings(blob: bytes) -> list[list[tuple[float, float]]]:
    """The outer ring of every polygon in a GeoPackage (multi)polygon."""
    at = 8 + _ENVELOPE[(blob[3] >> 1) & 7]
    (count,) = struct.unpack_from("<I", blob, at + 5)
    at += 9
    rings = []
    for _ in range(count):
        (ring_count,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
        for number in range(ring_count):
            (points,) = struct.unpack_from("<I", blob, at)
            flat = struct.unpack_from(f"<{2 * points}d", blob, at + 4)
            at += 4 + 16 * points
            if number == 0:
                rings.append(list(zip(flat[::2], flat[1::2], strict=True)))
    return rings


def area_and_centre(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area (square degrees), longitude and latitude of a closed ring's centroid."""
    twice = x_sum = y_sum = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        twice, x_sum, y_sum = twice + cross, x_sum + (x0 + x1) * cross, y_sum + (y0 + y1) * cross
    if not twice:
        return 0.0, *ring[0]
    return abs(twice) / 2, x_sum / (3 * twice), y_sum / (3 * twice)


def main() -> None:
    world = sqlite3.connect(sys.argv[1])
    rows = set()
    for query in QUERIES:
        for blob, country, fips, name in world.execute(query):
            _, lon, lat = max(map(area_and_centre, outer_rings(blob)))
            name = " ".join((name or "").split())
            rows.add(f"{country or ''}\t{fips or ''}\t{name}\t{lat:.3f}\t{lon:.3f}")
    print("\n".join(sorted(rows)))


if __name__ == "__main__":
    main()
