"""Measures the gazetteer and the place finder.

    python benchmarks/places.py cost                        load time, memory, speed against spaCy
    python benchmarks/places.py storage                     mapped columns against SQLite
    python benchmarks/places.py accuracy GOLD.jsonl.gz ...  three ways to choose among places

A gold file has a JSON object a line: `text` and `toponyms` with start, end and either lat and lon
or latitude and longitude (LGL and TR-News come so). `resolved` is the share of all gold toponyms
put within 161 km; `of_found` of those found at all. A third of the documents, by digest of their
text, is held out: look at it last.
"""

import gzip
import hashlib
import json
import math
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bearwitness.extract.places.resolve import resolve
from bearwitness.extract.places.runs import Spot
from bearwitness.extract.places.spot import holds, spots
from bearwitness.extract.where import find_places
from bearwitness.model.places import PlacePrecision
from bearwitness.reference.gazetteer import Entry, gazetteer
from bearwitness.reference.gazetteer_names import fold
from bearwitness.reference.parse import parse_many

NEAR_KM = 161.0
NAMES = ["Dandong", "단둥", "丹东", "Yalu River", "Nong Khai", "Springfield", "Xyzzyton", "Musan"]
TEXT = (
    "Police in Dandong, in Liaoning province, held two North Korean women in late July, a "
    "neighbour told the Harbour Courier. They were moved to Tumen in Jilin and returned to Musan. "
    "A woman from Springfield, Ohio, said that she had seen nothing. "
) * 40
COLD_START = """
import time
from pathlib import Path
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before = rss()
started = time.perf_counter()
from bearwitness.reference.gazetteer import gazetteer
imported = time.perf_counter()
g = gazetteer()
g.lookup("Dandong")
loaded = time.perf_counter()
after = rss()
for row in range(len(g)): g._row(row)
print(imported - started, loaded - imported, after - before, rss() - before)
"""


def km(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance between two points in degrees."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def cost() -> dict[str, Any]:
    """Load time in s, memory in MB of a fresh process, and the finder's share of spaCy's time."""
    run = subprocess.run(
        [sys.executable, "-c", COLD_START], capture_output=True, text=True, check=True
    )
    imported, loaded, memory, swept = map(float, run.stdout.split())
    g, docs = gazetteer(), list(parse_many([TEXT]))
    parse_s = min(_seconds(lambda: list(parse_many([TEXT]))) for _ in range(3))
    places_s = min(_seconds(lambda: find_places(docs[0], g)) for _ in range(3))
    return {
        "import_s": round(imported, 3), "load_s": round(loaded, 3), "memory_mb": round(memory, 1),
        "memory_after_reading_all_mb": round(swept, 1),
        "share_of_spacy": round(places_s / parse_s, 4),
    }  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def storage() -> dict[str, Any]:
    """Look-ups a second and size on disk: the mapped file, and the same names in SQLite."""
    g = gazetteer()
    keys = [g._keys[i] for i in range(len(g._keys))]
    ends, rows = g._c["posting_ends"], g._c["postings"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.db"
        db = sqlite3.connect(path)
        db.execute(
            "create table names (key blob, row integer, primary key (key, row)) without rowid"
        )
        db.executemany(
            "insert into names values (?, ?)",
            ((k, r) for i, k in enumerate(keys) for r in rows[ends[i] : ends[i + 1]].tolist()),
        )
        db.commit()
        wanted = [fold(name).encode() for name in NAMES] * 2_000
        in_sqlite = _seconds(
            lambda: [
                db.execute("select row from names where key = ?", (k,)).fetchall() for k in wanted
            ]
        )
        mapped = _seconds(lambda: [g._matches(name) for name in NAMES * 2_000])
        starts = _seconds(lambda: [g.starts(name) for name in NAMES * 2_000])
        prefix = "select 1 from names where key >= ? and key < ? limit 1"
        starts_in_sqlite = _seconds(
            lambda: [db.execute(prefix, (k, k + b"\xff")).fetchone() for k in wanted]
        )
        return {
            "names": len(keys), "sqlite_names_mb": round(path.stat().st_size / 1e6, 1),
            "sqlite_lookups_per_s": round(len(wanted) / in_sqlite),
            "mapped_lookups_per_s": round(len(wanted) / mapped),
            "sqlite_prefixes_per_s": round(len(wanted) / starts_in_sqlite),
            "mapped_prefixes_per_s": round(len(wanted) / starts),
        }  # fmt: skip


def by_population(found: Sequence[Spot]) -> list[Entry | None]:
    """The first place of each name."""
    return [s.matches[0].entry if s.matches else None for s in found]


def greedy(found: Sequence[Spot]) -> list[Entry | None]:
    """The first place that lies in what is said to hold it, else in a division or country named."""
    great = (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1)
    named = [
        s.matches[0].entry for s in found if s.matches and s.matches[0].entry.precision in great
    ]
    out: list[Entry | None] = []
    for s in found:
        outers = [m.entry for m in found[s.within].matches] if s.within is not None else []
        fits = [m.entry for m in s.matches if any(holds(o, m.entry) for o in outers)]
        fits = fits or [m.entry for m in s.matches if m.entry.row in [n.row for n in named]]
        fits = fits or [
            m.entry for p in (PlacePrecision.ADMIN1, PlacePrecision.COUNTRY)
            for n in named if n.precision is p for m in s.matches if holds(n, m.entry)
        ]  # fmt: skip
        out.append((fits or [m.entry for m in s.matches] or [None])[0])
    return out


WAYS: dict[str, Callable[[Sequence[Spot]], Sequence[Entry | None]]] = {
    "population": by_population,
    "greedy": greedy,
    "joint": lambda found: resolve(found) if found else [],
}


def gold(document: dict[str, Any]) -> Iterator[tuple[int, int, float, float]]:
    """Start, end, latitude and longitude of the toponyms that have coordinates."""
    for t in document["toponyms"]:
        lat, lon = (
            str(t.get(a) or t.get(b) or "").strip()
            for a, b in (("lat", "latitude"), ("lon", "longitude"))
        )
        if lat and lon and t.get("nonLocational") != "Yes":
            yield int(t["start"]), int(t["end"]), float(lat), float(lon)


def is_held_out(text: str) -> bool:
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 0


def accuracy(path: Path) -> Iterator[dict[str, Any]]:
    """For each way and part: the shares resolved, found, and of predictions that are gold."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    g = gazetteer()
    found = [spots(doc, g) for doc in parse_many(d["text"] for d in documents)]
    for part in ("tuning", "held out"):
        rows = [
            (d, s)
            for d, s in zip(documents, found, strict=True)
            if is_held_out(d["text"]) == (part == "held out")
        ]
        for way, choose in WAYS.items():
            yield {"file": path.name, "part": part, "way": way, **_shares(rows, choose)}


def _shares(
    rows: Sequence[tuple[dict[str, Any], list[Spot]]],
    choose: Callable[[Sequence[Spot]], Sequence[Entry | None]],
) -> dict[str, Any]:
    total, predicted, right, distances = 0, 0, 0, []
    for document, found in rows:
        chosen = choose(found)
        marks = [(int(t["start"]), int(t["end"])) for t in document["toponyms"]]
        predicted += len(found)
        right += sum(any(s.start < b and a < s.end for a, b in marks) for s in found)
        for start, end, lat, lon in gold(document):
            total += 1
            hits = [
                km(lat, lon, e.lat, e.lon) if e else math.inf
                for s, e in zip(found, chosen, strict=True)
                if s.start < end and start < s.end
            ]
            distances += [min(hits)] if hits else []
    near = sum(d <= NEAR_KM for d in distances)
    return {
        "resolved": round(near / total, 4), "of_found": round(near / len(distances), 4),
        "found": round(len(distances) / total, 4), "precision": round(right / predicted, 4),
        "median_km": round(statistics.median(distances), 1), "gold": total,
    }  # fmt: skip


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "cost"
    if what == "accuracy":
        for path in sys.argv[2:]:
            for row in accuracy(Path(path)):
                print(json.dumps(row))
    else:
        print(json.dumps({"cost": cost, "storage": storage}[what]()))
    print(
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
