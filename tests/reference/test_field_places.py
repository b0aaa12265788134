"""The places of the field that the packaged lists lack: in their country, and none there twice."""

from collections import defaultdict
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from bearwitness.model.places import PlacePrecision
from bearwitness.reference.boundaries import Window, boundaries
from bearwitness.reference.gazetteer import Entry, gazetteer
from bearwitness.reference.vocabulary import load_yaml

Floats = npt.NDArray[np.float64]
NEAR_KM = 40.0
SAME_KM = 30.0


@cache
def own(section: str) -> list[dict[str, object]]:
    """The entries of a section in both files."""
    return [row for file in ("places", "field_places") for row in load_yaml(file)[section]]


def entries() -> list[Entry]:
    return [gazetteer().entry(f"own:{row['id']}") for s in ("missing", "sites") for row in own(s)]


@cache
def listed_towns() -> dict[str | None, list[Entry]]:
    """The towns of the packaged lists, by country."""
    by_country: dict[str | None, list[Entry]] = defaultdict(list)
    for row in range(len(gazetteer())):
        entry = gazetteer().row(row)
        if entry.precision is PlacePrecision.TOWN and entry.id.startswith("geonames:"):
            by_country[entry.country].append(entry)
    return by_country


@cache
def town_points(country: str | None) -> Floats:
    return np.array([(t.lat, t.lon) for t in listed_towns()[country]]).reshape(-1, 2)


def km(entry: Entry, lat: Floats, lon: Floats) -> Floats:
    east = ((lon - entry.lon + 180) % 360 - 180) * np.cos(np.radians(entry.lat))
    distance: Floats = np.hypot(east, lat - entry.lat) * 111.2
    return distance


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Renk", "SS"),
        ("Masnaa", "LB"),
        ("Maungdaw", "MM"),
        ("O'Yadav", "KH"),
        ("O Yadav", "KH"),
        ("Haina", "DO"),
        ("Belladère", "HT"),
        ("Belladere", "HT"),
        ("Hato del Yaque", "DO"),
        ("Verón", "DO"),
        ("Bajo Chiquito", "PA"),
        ("San Vicente reception center", "PA"),
        ("Panitanki", "IN"),
        ("Qustul", "EG"),
        ("Givon Prison", "IL"),
        ("Gernada prison", "LY"),
        ("Boca Sint Michiel", "CW"),
        ("Langkap immigration depot", "MY"),
        ("Kaishantun", "CN"),
        ("Verkhny Lars", "RU"),
        ("Le Thanh", "VN"),
        ("Nong Het", "LA"),
        ("Umpiem Mai", "TH"),
        ("Laiza", "MM"),
        ("Zokhawthar", "IN"),
        ("Kakarvitta", "NP"),
        ("Nayapara", "BD"),
        ("Pul-e-Charkhi prison", "AF"),
        ("Angoor Adda", "PK"),
        ("Qezel Hesar", "IR"),
        ("Tuzla removal centre", "TR"),
        ("Kolzhat", "KZ"),
        ("Atmeh", "SY"),
        ("Rihaniyeh", "LB"),
        ("Swaqa", "JO"),
        ("Peshkhabour", "IQ"),
        ("Hamdayet", "SD"),
        ("Farchana", "TD"),
        ("Minawao", "CM"),
        ("Assamaka", "NE"),
        ("Al-Nasr detention centre", "LY"),
        ("Gourougou", "MA"),
        ("Adi Abeto", "ER"),
        ("Pugnido", "ET"),
        ("Lawyacado", "SO"),
        ("Kalobeyei", "KE"),
        ("Bidibidi", "UG"),
        ("Gashora", "RW"),
        ("Kamanyola", "CD"),
        ("Nyarugusu", "TZ"),
        ("Dzaleka", "MW"),
        ("Lindela", "ZA"),
        ("Al-Raqw", "YE"),
        ("Shumaisi", "SA"),
        ("Amygdaleza", "GR"),
        ("Busmantsi", "BG"),
        ("Vučjak", "BA"),
        ("Dubicze Cerkiewne", "PL"),
        ("Vaalimaa", "FI"),
        ("Hal Far", "MT"),
        ("Pournara", "CY"),
        ("Arguineguin", "ES"),
        ("Yarl's Wood", "GB"),
        ("El Helicoide", "VE"),
        ("Icacos", "TT"),
        ("CATEM", "CR"),
        ("El Nuevo Chipote", "NI"),
        ("CECOT", "SV"),
        ("Siglo XXI", "MX"),
        ("Krome", "US"),
        ("Roxham Road", "CA"),
        ("Matthew Town", "BS"),
        ("Lombrum", "PG"),
        ("Nusakambangan", "ID"),
    ],
)
def test_a_place_of_the_field_is_in_its_country(name: str, country: str) -> None:
    assert gazetteer().lookup(name)[0].country == country


def test_every_place_of_our_own_has_its_own_id_and_says_what_names_it() -> None:
    rows = [row for section in ("missing", "sites", "regions", "waters") for row in
            (own(section) if section != "regions" else load_yaml("places")[section])]  # fmt: skip
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)
    numbers = [row["of"] for row in own("towns")]
    assert len(set(numbers)) == len(numbers)
    assert all(row["source"] for section in ("missing", "sites") for row in own(section))


def test_every_name_of_our_own_finds_its_place() -> None:
    for section in ("missing", "sites", "waters"):
        for row in own(section):
            for name in (row["name"], *row.get("also", ())):  # type: ignore[misc]
                found = {match.entry.id for match in gazetteer().matches(str(name))}
                assert f"own:{row['id']}" in found, name


def test_no_place_of_our_own_is_a_listed_town_of_the_same_name() -> None:
    for row in own("missing"):
        entry = gazetteer().entry(f"own:{row['id']}")
        for name in (row["name"], *row.get("also", ())):  # type: ignore[misc]
            for other in (match.entry for match in gazetteer().matches(str(name))):
                if other.country == entry.country and other.id.startswith("geonames:"):
                    away = km(entry, np.array([other.lat]), np.array([other.lon]))[0]
                    is_town = other.precision is PlacePrecision.TOWN
                    assert not is_town or away > SAME_KM, (entry.id, name, other.id)


def test_every_place_of_our_own_lies_in_its_country_or_close_by() -> None:
    for entry in entries():
        towns = town_points(entry.country)
        if len(towns) and km(entry, towns[:, 0], towns[:, 1]).min() <= NEAR_KM:
            continue
        window = Window(entry.lon, entry.lat, 2 * NEAR_KM, 1.0)
        assert boundaries().drawn(window, str(entry.country), 8.0), entry
