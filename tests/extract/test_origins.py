"""The country of people of whom is told what town or region they are from."""

from datetime import date

import pytest

from bearwitness import read_texts


def nation_of(act: str, text: str) -> str | None:
    (reading,) = read_texts([{"text": text, "published": date(2025, 11, 1)}])
    affected = next(c.affected for c in reading.claims if c.act == act)
    assert affected is not None
    return affected.nationality


@pytest.mark.parametrize(
    ("told", "nation"),
    [
        ("A tailor, a native of Asmara in Eritrea, was arrested in Khartoum on Monday.", "ER"),
        ("A nurse, originally from Aleppo, was arrested in Istanbul on Monday.", "SY"),
        ("The man, who was born in Homs, was arrested in Beirut on Tuesday.", "SY"),
        ("The women, who are from Myanmar's Chin State, were arrested in Aizawl.", "MM"),
        ("Two brothers hailing from Ghazni were arrested in Quetta on Sunday.", "AF"),
        ("One of them, whose family comes from Darfur, was arrested in Tripoli.", "SD"),
        ("I am 31 years old and come from Honduras. Officers arrested me in Texas.", "HN"),
        ("One of the cooks, of Sri Lankan nationality, was arrested in Doha.", "LK"),
        ("Two men of Syrian origin were arrested in Berlin on Friday.", "SY"),
    ],
)
def test_what_town_somebody_is_from_tells_their_nation(told: str, nation: str) -> None:
    assert nation_of("arrest", told) == nation


def test_a_child_born_where_it_lives_may_have_no_nation() -> None:
    text = "The girl, born in Santiago in the Dominican Republic, was arrested in Dajabón."
    assert nation_of("arrest", text) is None


def test_where_somebody_came_from_on_the_way_tells_nothing() -> None:
    text = "A courier, who had come from Istanbul by bus, was arrested in Sofia on Monday."
    assert nation_of("arrest", text) != "TR"


def test_whom_a_body_received_from_a_country_is_not_of_it_for_that() -> None:
    text = "Police in Gia Lai received from Cambodia nine persons. The nine were arrested."
    assert nation_of("arrest", text) != "KH"
