"""Villages, quarters and posts that no list has, or has in another spelling, and where they lie."""

import pytest

from bearwitness.api import read_text
from bearwitness.extract.where import find_places
from bearwitness.model.places import PlaceMention
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse


def places(text: str) -> dict[str, PlaceMention]:
    """The places of a text by their words."""
    return {m.exact: m for m in find_places(parse(text), gazetteer(), Header(id="report-1"))}


def where(text: str, act: str) -> list[tuple[str, str | None]]:
    """The names and countries of the places of the first claim of an act."""
    claims = read_text(text, published="2024-05-20").claims
    return [(p.name, p.country) for p in next(c for c in claims if c.act == act).where]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Police in Lebanon stopped him at a post between Baalbek and Bar Elias, on the road.",
         "Bar Elias", "LB"),
        ("She left Hai Phong in Vietnam on foot and came as far as Mong Cai with a cousin.",
         "Mong Cai", "VN"),
        ("A boat from Trinidad and Tobago sank. It was found off the Toco coast.", "Toco", "TT"),
        ("In Chechnya men were taken in Grozny, Argun and Gudermes.", "Gudermes", "RU"),
    ],
)  # fmt: skip
def test_small_towns_of_countries_told_of_are_known_by_the_words_around_them(
    text: str, words: str, country: str
) -> None:
    assert places(text)[words].country == country
    assert places(text)[words].gazetteer_id


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("In Imphal, India, soldiers counted everyone in the tents at Gamvazol.", "Gamvazol", "IN"),
        ("They were found in a garden of Sambok Vey district, Cambodia.", "Sambok Vey", "KH"),
        ("A boat left Samos in Greece and was stopped off Cape Trazo.", "Cape Trazo", "GR"),
        ("Guards in Jizan, Saudi Arabia, fired on a camp near Nzavi.", "Nzavi", "SA"),
        ("He fell at the Bubrit check post in Musina, South Africa.", "Bubrit", "ZA"),
    ],
)
def test_names_no_list_has_are_places_where_their_words_say_so(
    text: str, words: str, country: str
) -> None:
    assert (places(text)[words].country, places(text)[words].gazetteer_id) == (country, None)


def test_what_is_aimed_at_is_no_place() -> None:
    assert "Mirzo" not in places("In Kabul the crowd turned its anger at Mirzo and left.")


def test_another_spelling_of_a_town_is_the_town() -> None:
    found = places("In Eritrea he was seen at the jail. Omhajer is near. They sat in Tesseney.")
    assert (
        found["Tesseney"].gazetteer_id
        == places("He is in Teseney, Eritrea.")["Teseney"].gazetteer_id
    )


def test_a_village_lies_where_the_town_told_behind_it_in_its_sentence_does() -> None:
    text = (
        "Ecuador and Peru spoke. Ecuador said no. Ecuador asked again. "
        "At the El Rubito checkpoint south of the town of Zorritos police took them off a bus."
    )
    assert places(text)["El Rubito"].country == "PE"


def test_all_of_a_list_are_the_places_of_an_act() -> None:
    text = "Algeria sent a convoy. They were picked up in Algiers, Oran, Blida during the week."
    assert [name for name, _ in where(text, "arrest")] == ["Algiers", "Oran", "Blida"]


def test_a_band_named_like_a_town_is_nowhere() -> None:
    text = "Near Metema in Ethiopia two friends were seized by Fano men, who beat them."
    assert ("Fano", "IT") not in where(text, "abduction")


def test_those_who_question_are_where_they_question() -> None:
    text = "In 2009 our mother was questioned for six days by the state security in Hyesan."
    assert where(text, "interrogation") == [("Hyesan", "KP")]


def test_taken_at_work_or_from_home_tells_the_town() -> None:
    text = "They were arrested at building sites or in their homes in Algiers and Oran."
    assert where(text, "arrest") == [("Algiers", "DZ"), ("Oran", "DZ")]


def test_a_paper_named_for_a_lake_is_no_place() -> None:
    found = places("Two men of Van in Turkey were held, a driver told the Lake Orvan Bulletin.")
    assert "Lake Orvan Bulletin" not in found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In India one message from Rihanna was read by many. Delhi was quiet.", "Rihanna"),
        ("In Somalia the station was closed, according to Sakaria, who works in Las Anod.",
         "Sakaria"),
        ("In Ohio he read a book, The Red Coast, and left for Columbus.", "Red"),
    ],
)  # fmt: skip
def test_who_something_is_from_and_titles_are_no_places(text: str, word: str) -> None:
    assert word not in places(text)
