"""The gazetteer that the package ships: what its names resolve to."""

import hashlib
import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.errors import UnknownCode
from bearwitness.model.places import PlacePrecision
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.gazetteer_names import fold, shorter
from bearwitness.reference.vocabulary import load_yaml

NAMES = [
    ("Dandong", "Dandong", "CN"),
    ("단둥", "Dandong", "CN"),
    ("단둥시", "Dandong", "CN"),
    ("丹东", "Dandong", "CN"),
    ("丹东市", "Dandong", "CN"),
    ("Даньдун", "Dandong", "CN"),
    ("داندونج", "Dandong", "CN"),
    ("통화", "Tonghua", "CN"),
    ("랴오닝성", "Liaoning", "CN"),
    ("辽宁省", "Liaoning", "CN"),
    ("Liaoning Province", "Liaoning", "CN"),
    ("Yanbian", "Yanbian", "CN"),
    ("延边朝鲜族自治州", "Yanbian", "CN"),
    ("Hyesan", "Hyesan", "KP"),
    ("혜산시", "Hyesan", "KP"),
    ("Musan", "Musan", "KP"),
    ("Musan County", "Musan County", "KP"),
    ("함경북도", "North Hamgyong", "KP"),
    ("Jagang Province", "Chagang", "KP"),
    ("Mukdahan", "Mukdahan", "TH"),
    ("Nong Khai", "Nong Khai", "TH"),
    ("Yalu River", "Yalu River", None),
    ("압록강", "Yalu River", None),
    ("Tumen River", "Tumen River", None),
    ("the Middle East", "Middle East", None),
    ("Southeast Asia", "Southeast Asia", None),
    ("north-east China", "Northeast China", "CN"),
    ("N. Korea", "North Korea", "KP"),
    ("북한", "North Korea", "KP"),
    ("Bang Kwang prison", "Bang Kwang prison", "TH"),
    ("washington", "Washington", "US"),
    ("LONDON", "London", "GB"),
    ("Lang Son", "Lạng Sơn", "VN"),
    ("Sverdlovsk Oblast", "Sverdlovsk", "RU"),
]


@pytest.mark.parametrize(("asked", "name", "country"), NAMES)
def test_a_name_in_any_script_and_form_finds_its_place(
    asked: str, name: str, country: str | None
) -> None:
    first = gazetteer().lookup(asked)[0]
    assert (first.name, first.country) == (name, country)


def test_a_name_nobody_bears_finds_nothing() -> None:
    assert gazetteer().lookup("Xyzzyton-on-Nowhere") == ()
    assert gazetteer().lookup("") == ()


def test_the_most_populous_town_of_a_name_comes_first() -> None:
    towns = [e for e in gazetteer().lookup("Springfield") if e.precision is PlacePrecision.TOWN]
    people = [t.population for t in towns]
    assert len(people) > 20
    assert people == sorted(people, reverse=True)


def test_every_entry_is_found_again_by_its_id() -> None:
    for name in ("Dandong", "Yalu River", "Camp 15", "Musan County", "Thailand"):
        entry = gazetteer().lookup(name)[0]
        assert gazetteer().entry(entry.id) == entry


@pytest.mark.parametrize("id", ["geonames:0", "geonames:x", "own:nowhere", ""])
def test_an_unknown_id_is_an_error(id: str) -> None:
    with pytest.raises(UnknownCode):
        gazetteer().entry(id)


def test_every_country_has_a_name_and_a_middle_on_the_map() -> None:
    g = gazetteer()
    for code in g.meta["country_rows"]:
        country = g.country(code)
        assert country is not None
        assert country.name == g.country_name(code)
        assert -90 <= country.lat <= 90
        assert -180 <= country.lon <= 180


def test_countries_are_found_in_any_case_and_unknown_codes_are_not() -> None:
    assert gazetteer().country("kp") == gazetteer().country("KP")
    assert gazetteer().country("QQ") is None
    assert gazetteer().country_name("QQ") == "QQ"


@pytest.mark.parametrize(
    ("country", "name", "shown"),
    [
        ("CN", "Jilin", "Jilin"),
        ("CN", "Jilin Province", "Jilin"),
        ("CN", "지린성", "Jilin"),
        ("KP", "Yanggang Province", "Ryanggang"),
        ("TH", "Bangkok", "Bangkok"),
        ("US", "Washington", "Washington"),
    ],
)
def test_first_level_divisions_are_found_by_country_and_name(
    country: str, name: str, shown: str
) -> None:
    entry = gazetteer().admin1(country, name)
    assert entry is not None
    assert (entry.name, entry.precision) == (shown, PlacePrecision.ADMIN1)
    assert entry.admin1 == shown


def test_a_division_of_another_country_is_not_given() -> None:
    assert gazetteer().admin1("TH", "Jilin") is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("North Korean", "KP"),
        ("North Koreans", "KP"),
        ("Thai", "TH"),
        ("Lao", "LA"),
        ("Swiss", "CH"),
        ("Uyghur", None),
        ("Tibetan", None),
        ("Korean", None),
        ("Laos", None),
        ("Dandong", None),
    ],
)
def test_a_nationality_word_gives_its_country_and_a_people_without_one_gives_none(
    word: str, code: str | None
) -> None:
    assert gazetteer().demonym(word) == code


def test_every_nationality_word_names_a_country_of_the_gazetteer() -> None:
    for code in load_yaml("nationalities")["demonyms"]:
        assert gazetteer().country(code) is not None, code


def test_places_of_detention_stand_at_their_town_and_name_their_source() -> None:
    g = gazetteer()
    for site in load_yaml("places")["sites"]:
        entry = g.entry(f"own:{site['id']}")
        assert entry.precision is PlacePrecision.SITE
        assert site["source"]
        country, _, town = site["town"]
        assert entry.country == country
        near = [t for t in g.lookup(town) if t.country == country]
        assert any(abs(t.lat - entry.lat) < 0.01 and abs(t.lon - entry.lon) < 0.01 for t in near)


def test_the_shipped_file_is_the_one_that_was_recorded() -> None:
    folder = files("bearwitness") / "reference" / "data"
    record = json.loads((folder / "gazetteer.json").read_text(encoding="utf-8"))
    data = (folder / "gazetteer.bin").read_bytes()
    assert (len(data), hashlib.sha256(data).hexdigest()) == (record["bytes"], record["sha256"])


@given(st.text(max_size=40))
def test_any_text_may_be_asked_for(name: str) -> None:
    for entry in gazetteer().lookup(name):
        assert entry.name


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.sampled_from([asked for asked, _, _ in NAMES]))
def test_case_and_accents_do_not_matter(name: str) -> None:
    assert gazetteer().lookup(name.upper()) == gazetteer().lookup(name.lower())


@given(st.text(max_size=40))
def test_a_shortened_name_is_never_empty_nor_the_name_itself(name: str) -> None:
    key = fold(name)
    assert all(short and short != key for short in shorter(key))
