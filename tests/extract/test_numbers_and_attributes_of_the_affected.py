"""Affected groups: numbers in groups of three, dates beside numbers, whose body, both nations."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.extract.counts import number
from bearwitness.model.claim import AffectedGroup
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

HEADER = Header(id="r", published=date(2024, 5, 4))


def group(text: str, act: str) -> AffectedGroup:
    found = [c.affected for c in extract(parse(text), HEADER).claims if c.act == act]
    assert found
    assert found[0] is not None
    return found[0]


@pytest.mark.parametrize("words", ["18 742", "18.742", "18,742", "18\u202f742", "18'742"])
def test_groups_of_three_digits_are_one_number(words: str) -> None:
    assert number(words) == 18742


def test_two_numbers_are_not_made_one() -> None:
    assert number("12 5") != 125
    assert number("1.5") == 1.5


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("The ministry deported 18 742 persons.", 18742),
        ("A further 11 260 persons were deported.", 11260),
        ("On 27 June two Congolese brothers were deported.", 2),
        ("Mr Speaker, in 2019 a total of 38 such persons were deported.", 38),
        ("TARN, Orland (XNA) - Two women were deported and a boat was burnt.", 2),
    ],
)
def test_the_number_is_the_peoples_own(text: str, most: int) -> None:
    assert group(text, "forced return").max == most


def test_of_those_among_others_the_clause_means_all() -> None:
    text = "Police freed 34 persons, among them nine minors, who were being held in a warehouse."
    told = group(text, "detention")
    assert (told.max, told.age) == (34, None)


def test_two_nations_in_one_group_give_none() -> None:
    assert group("Police beat 40 Kenyan and Nepali women.", "ill-treatment").nationality is None
    assert group("Police beat two ethnic Kazakh cousins.", "ill-treatment").nationality is None


def test_a_trade_beside_a_name_tells_who_it_is() -> None:
    told = group("Sujan, a Bangladeshi plasterer, was arrested on Monday.", "arrest")
    assert (told.max, told.nationality) == (1, "BD")


def test_his_relative_tells_the_sex_of_whose_it_is() -> None:
    assert group("Gunmen shot a teacher and his nephew.", "wounding").sex == "male"
    assert group("Gunmen shot a teacher and her nephew.", "wounding").sex == "mixed"


def test_an_entry_says_in_its_head_whom_it_is_about() -> None:
    text = "0417. F, 44, of Osh. Left home in 2009. Beaten by police there. Freed in 2012."
    told = group(text, "ill-treatment")
    assert (told.max, told.sex, told.age) == (1, "female", "40-49")


def test_others_are_of_the_nation_just_told() -> None:
    text = "Three Cameroonians were arrested in Oujda and 41 others were pushed across the border."
    assert group(text, "forced return").nationality == "CM"
