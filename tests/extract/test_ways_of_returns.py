"""Where a return goes from, via and to, and where courts act. Every sentence is invented."""

import pytest

from bearwitness.extract import extract
from bearwitness.extract.where import find_places
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse


def where(text: str, act: str) -> list[tuple[str, str, str | None]]:
    found = extract(parse(text), Header(id="report-invented")).claims
    return [(str(p.role), p.name, p.country) for c in found if c.act == act for p in c.where]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        (
            "Thirty Somalis were driven back to the Kenyan side before dawn.",
            ("returned to", "Kenya", "KE"),
        ),
        (
            "They were driven in lorries to the Nigerian frontier and expelled.",
            ("returned to", "Nigeria", "NG"),
        ),
        (
            "Kenya deported 30 Ethiopians from Mombasa on Friday.",
            ("returned from", "Mombasa", "KE"),
        ),
    ],
)
def test_the_words_say_the_way_of_a_return(text: str, way: tuple[str, str, str]) -> None:
    assert way in where(text, "forced return")


def test_a_side_is_where_something_was_done() -> None:
    text = "On the Zambian side police arrested the four men."
    assert where(text, "arrest") == [("at", "Zambia", "ZM")]


def test_what_only_a_way_leads_to_holds_nobody() -> None:
    text = "In Lilongwe he was put in detention with a view to his return to Burundi."
    assert [place[2] for place in where(text, "detention")] == ["MW"]


def test_a_court_sentences_where_it_sits() -> None:
    text = (
        "A court in Kampala heard the case of a man caught near Arua. He had been taken to Gulu. "
        "It sentenced him to four years in prison."
    )
    assert where(text, "sentence") == [("at", "Kampala", "UG")]


@pytest.mark.parametrize(
    "text",
    [
        "In Gulu soldiers questioned her in Luganda.",
        "In Gulu soldiers questioned her in a Hilux.",
    ],
)
def test_languages_and_makes_are_no_places(text: str) -> None:
    assert {place[1] for place in where(text, "interrogation")} <= {"Gulu"}


def test_a_number_belongs_to_the_name_of_a_kilometre() -> None:
    text = "In Tunisia police surrounded the camp at Kilometre 27, near the village of El Amra."
    assert "Kilometre 27" in {p.exact for p in find_places(parse(text), gazetteer())}


def test_without_a_place_people_were_returned_from_the_country_of_those_who_did_it() -> None:
    text = "Kenya is tired of camps. In May Kenyan police deported 300 Somalis."
    assert where(text, "forced return") == [("returned from", "Kenya", "KE")]
    text = "Kenya is tired of camps. It is feared that 300 Somalis will be deported."
    assert where(text, "forced return") == []


def test_officers_who_come_for_people_in_a_town_act_there() -> None:
    text = "Officers had come for the couple in Gulu on 3 April. They searched the room."
    assert where(text, "raid") == [("at", "Gulu", "UG")]


def test_the_police_of_one_country_do_not_arrest_in_the_one_a_text_tells_of() -> None:
    text = "Eritrea is a prison. Eritrea has no courts. Ethiopian police arrested hundreds of men."
    assert ("at", "Eritrea", "ER") not in where(text, "arrest")
