"""The gazetteer: every town over 500 people, provinces, counties, countries, regions and rivers.

One read-only file, mapped into memory and shared by all processes (docs/decisions/0011-places.md);
`tools/build_gazetteer.py` writes it. Names are found in any case, with or without accents and the
word for the kind of place, in Latin, Hangul, Han, Cyrillic, Arabic, Thai and other scripts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from ..model.errors import UnknownCode
from ..model.places import PlacePrecision
from .gazetteer_file import open_file
from .gazetteer_names import fold, shorter
from .vocabulary import load_yaml

PRECISIONS = (
    PlacePrecision.SITE,
    PlacePrecision.TOWN,
    PlacePrecision.ADMIN2,
    PlacePrecision.ADMIN1,
    PlacePrecision.COUNTRY,
    PlacePrecision.REGION,
)
NONE = 0xFFFFFFFF
_LOOKED_AT = 2_000  # names, when only their beginning is known
ALTERNATE = 0x80000000  # set on a posting whose name is not the place's main one


@dataclass(frozen=True, slots=True)
class Entry:
    """One place; coordinates are WGS 84 degrees, of the place's middle.

    `admin1` is the name of the first-level division that holds it (its own name if it is one),
    `admin2` of the second. `country` is ISO 3166-1 alpha-2, None for what spans several.
    """

    id: str
    name: str
    precision: PlacePrecision
    country: str | None
    country_name: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    admin2: str | None = None
    row: int = -1
    admin1_row: int = -1
    admin2_row: int = -1
    capital: bool = False  # the seat of a country's government


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name may mean; `main` when it is the place's main name, not an alternate."""

    entry: Entry
    main: bool


class _Keys(Sequence[bytes]):
    """The folded names in byte order, cut from one long string as they are asked for."""

    def __init__(self, text: memoryview, ends: memoryview) -> None:
        self._text = text
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, i: Any) -> Any:
        return bytes(self._text[self._ends[i] : self._ends[i + 1]])


class Gazetteer:
    """Look-ups in one gazetteer file."""

    def __init__(self, path: Path) -> None:
        columns, self.meta = open_file(path)
        # memoryviews give plain Python numbers at half the cost of numpy scalars
        self._c = {name: memoryview(column.data) for name, column in columns.items()}
        self._keys = _Keys(self._c["keys"], self._c["key_ends"])
        self._countries: list[str] = self.meta["countries"]
        self._own_ids: list[str] = self.meta["own_ids"]
        self._own_numbers = {id: ALTERNATE + i for i, id in enumerate(self._own_ids)}
        self._country_rows: dict[str, int] = self.meta["country_rows"]
        self.matches = lru_cache(maxsize=50_000)(self._matches)
        self.row = lru_cache(maxsize=100_000)(self._row)

    def __len__(self) -> int:
        return len(self._c["lat"])

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The places of that name, most populous first; () when there is none.

        A town goes before the county or province of its name unless that has many more people, and
        a capital before all towns that are not five times its size. The name is tried as it is,
        then without its word for the kind of place.
        """
        found = self.matches(name)
        key = fold(name)
        for short in () if found else _ever_shorter(key):
            found = self.matches(short)
            if found:
                break
        return tuple(match.entry for match in found)

    def entry(self, id: str) -> Entry:
        """The place with that id; raises UnknownCode."""
        row = self._row_of(id)
        if row is None:
            raise UnknownCode(
                f"'{id}' is not in the gazetteer", "ids are as find_places gives them"
            )
        return self.row(row)

    def known(self, id: str) -> Entry | None:
        """The place with that id, or None."""
        row = self._row_of(id)
        return None if row is None else self.row(row)

    def reach_km(self, entry: Entry, share: float) -> float | None:
        """How far from a division's point that share of its towns lie; None without towns."""
        column = {PlacePrecision.ADMIN1: "admin1", PlacePrecision.ADMIN2: "admin2"}
        name = column.get(entry.precision)
        if name is None:
            return None
        precise = np.asarray(self._c["precision"]) == 1
        rows = np.flatnonzero((np.asarray(self._c[name]) == entry.row) & precise)
        if not len(rows):
            return None
        lat, lon = np.asarray(self._c["lat"])[rows], np.asarray(self._c["lon"])[rows]
        east = ((lon - entry.lon + 180) % 360 - 180) * np.cos(np.radians(entry.lat))
        return float(np.quantile(np.hypot(east, lat - entry.lat), share)) * 111.2

    def country(self, code: str) -> Entry | None:
        """The country with that ISO 3166-1 alpha-2 code."""
        row = self._country_rows.get(code.upper())
        return None if row is None else self.row(row)

    def countries(self) -> list[tuple[str, str]]:
        """The code and usual English name of every country."""
        return [(code, self._name(row)) for code, row in self._country_rows.items()]

    def country_name(self, code: str) -> str:
        """The country's usual English name; the code itself when it is unknown."""
        entry = self.country(code)
        return entry.name if entry else code

    def admin1(self, country: str, name: str) -> Entry | None:
        """The first-level division of that country with that name."""
        for entry in (*(m.entry for m in self.matches(name)), *self.lookup(name)):
            if entry.precision is PlacePrecision.ADMIN1 and entry.country == country.upper():
                return entry
        for short in _ever_shorter(fold(name)):
            for match in self.matches(short):
                entry = match.entry
                if entry.precision is PlacePrecision.ADMIN1 and entry.country == country.upper():
                    return entry
        return None

    def demonym(self, word: str) -> str | None:
        """The country of a nationality word ("North Korean" gives KP); None for any other word."""
        return _demonyms().get(fold(word))

    def starts(self, key: str) -> bool:
        """Whether any name begins with this folded text."""
        wanted = key.encode()
        i = bisect_left(self._keys, wanted)
        return i < len(self._keys) and self._keys[i].startswith(wanted)

    def beginning(self, words: str, most: int) -> tuple[Entry, ...]:
        """Places of which some name begins with these words, most populous first; at most `most`.

        Looks at the first `_LOOKED_AT` names in the order of their spelling.
        """
        wanted = fold(words).encode()
        if not wanted:
            return ()
        ends, rows = self._c["posting_ends"], self._c["postings"]
        found: dict[int, None] = {}
        i = bisect_left(self._keys, wanted)
        for n in range(i, min(i + _LOOKED_AT, len(self._keys))):
            if not self._keys[n].startswith(wanted):
                break
            found |= {row & ~ALTERNATE: None for row in rows[ends[n] : ends[n + 1]].tolist()}
        people = self._c["population"]
        best = sorted(found, key=lambda row: -people[row])[:most]
        return tuple(self.row(row) for row in best)

    def _matches(self, name: str) -> tuple[Match, ...]:
        wanted = fold(name).encode()
        i = bisect_left(self._keys, wanted) if wanted else len(self._keys)
        if i >= len(self._keys) or self._keys[i] != wanted:
            return ()
        ends, rows = self._c["posting_ends"], self._c["postings"]
        postings = rows[ends[i] : ends[i + 1]].tolist()
        return tuple(Match(self.row(p & ~ALTERNATE), not p & ALTERNATE) for p in postings)

    def _row_of(self, id: str) -> int | None:
        if id in self._own_numbers:
            number = self._own_numbers[id]
        elif id.startswith("geonames:") and id[9:].isdecimal():
            number = int(id[9:])
        else:
            return None
        order = self._c["id_order"]
        i = bisect_left(order, number, key=self._c["ids"].__getitem__)
        return order[i] if i < len(order) and self._c["ids"][order[i]] == number else None

    def _row(self, row: int) -> Entry:
        c = self._c
        number, code = c["ids"][row], self._countries[c["country"][row]] or None
        admin1, admin2 = c["admin1"][row], c["admin2"][row]
        country_row = self._country_rows.get(code or "")
        return Entry(
            id=self._own_ids[number - ALTERNATE] if number >= ALTERNATE else f"geonames:{number}",
            name=self._name(row),
            precision=PRECISIONS[c["precision"][row]],
            country=code,
            country_name=None if country_row is None else self._name(country_row),
            admin1=None if admin1 == NONE else self._name(admin1),
            lat=round(c["lat"][row], 4),
            lon=round(c["lon"][row], 4),
            population=c["population"][row],
            admin2=None if admin2 == NONE else self._name(admin2),
            row=row,
            admin1_row=-1 if admin1 == NONE else admin1,
            admin2_row=-1 if admin2 == NONE else admin2,
            capital=bool(c["capital"][row]),
        )

    def _name(self, row: int) -> str:
        ends = self._c["name_ends"]
        return bytes(self._c["names"][ends[row] : ends[row + 1]]).decode()


def _ever_shorter(key: str) -> list[str]:
    """`key` without one, then two words for the kind of place."""
    once = list(shorter(key))
    return once + [k for s in once for k in shorter(s) if k not in once]


@cache
def _demonyms() -> dict[str, str]:
    table: dict[str, list[str]] = load_yaml("nationalities")["demonyms"]
    words = {fold(word): code for code, forms in table.items() for word in forms}
    plural = {f"{w}s": c for w, c in words.items() if not w.endswith(("s", "sh", "ch", "ese"))}
    plural.pop("laos", None)  # the country, not more than one Lao
    return words | plural


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that the package ships."""
    return Gazetteer(Path(str(files("bearwitness") / "reference" / "data" / "gazetteer.bin")))
