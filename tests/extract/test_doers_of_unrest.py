"""Who is behind a killing or an arrest in reports of unrest, and what is said of none."""

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def claims(text: str, *acts: str) -> list[Claim]:
    found = extract(parse(text), Header(id="report-invented")).claims
    return [c for c in found if c.act in acts]


def doers(text: str, act: str) -> list[list[str]]:
    return [[p.kind for p in c.alleged_perpetrators] for c in claims(text, act)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A group of men on horses shot dead a driver near Karvel.", None),
        ("A group of villagers shot dead a driver near Karvel.", "private person"),
        ("Two of the soldiers killed a farmer near Karvel.", "army"),
        ("Violence claimed five lives in Karvel.", "private person"),
        ("Police firing claimed five lives in Karvel.", "police"),
        ("The mayor spoke of the riots in which four tailors were killed.", "private person"),
    ],
)
def test_who_did_it_stands_behind_a_number_or_an_event(text: str, kind: str | None) -> None:
    assert doers(text, "killing") == [[kind] if kind else []]


@pytest.mark.parametrize(
    "text",
    [
        "Two men were killed in clashes between villagers and police in Karvel.",
        "Soldiers fired on a mob in which two men were killed.",
    ],
)
def test_between_a_crowd_and_a_force_nobody_is_named(text: str) -> None:
    assert ["private person"] not in doers(text, "killing")


def test_in_the_state_is_a_place_and_no_doer() -> None:
    assert doers("In the state, ten farmers were killed last year.", "killing") == [[]]


def test_the_use_of_force_names_no_force() -> None:
    (claim,) = claims("The use of force against the strikers in Karvel was shown.", "use of force")
    assert claim.alleged_perpetrators == ()


@pytest.mark.parametrize(
    "text",
    [
        "The bishop said the killing of innocent people in Karvel was shameful.",
        "The union called a strike in protest against the murder of pilgrims.",
        "The march is a tribute to the miners who were killed for their faith.",
        "He said the killing of the innocent at Karvel and the riots were a shame.",
        "The fair opened on the night the Karvel massacre took place.",
    ],
)
def test_what_is_only_judged_mourned_or_alluded_to_is_no_killing(text: str) -> None:
    assert claims(text, "killing") == []


@pytest.mark.parametrize(
    "text",
    [
        "The bishop condemned the killing of four pilgrims in Karvel.",
        "The bishop condemned the murder of a journalist in Karvel.",
        "The bishop condemned the killing of pilgrims by soldiers.",
    ],
)
def test_a_number_a_single_victim_or_a_doer_makes_it_told(text: str) -> None:
    assert len(claims(text, "killing")) == 1


def test_another_one_killed_is_laid_to_the_doers_before() -> None:
    text = "A group of villagers shot dead a tailor. Later, another person was killed in Karvel."
    assert doers(text, "killing")[-1] == ["private person"]


def test_the_victim_of_a_stabbing_who_died_was_killed_by_a_private_person() -> None:
    text = "One of the stabbing victims succumbed to injuries on Monday."
    assert doers(text, "killing") == [["private person"]]


def test_deaths_that_came_about_by_firing_are_killings() -> None:
    text = "The mayor said ten of these deaths have taken place due to police firing on a crowd."
    assert doers(text, "killing") == [["police"]]
    assert claims("Ten deaths took place due to a flood.", "killing") == []
