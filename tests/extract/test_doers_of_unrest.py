"""Who is behind a killing or an arrest in reports of unrest, and what is said of none."""

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, Modality
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


def test_a_name_alone_that_arrests_is_no_private_person() -> None:
    assert doers("Maria Invented arrested ten men in Karvel.", "arrest") == [[]]


def test_a_figure_of_arrests_tells_of_arrests() -> None:
    assert len(claims("The figure of arrests has crossed 3,000.", "arrest")) == 1
    assert claims("The number of arrests is a scandal.", "arrest") == []


def test_being_put_under_arrest_is_as_sure_as_the_verb() -> None:
    found = claims("The leaders may be put under house arrest.", "arrest", "detention")
    assert {c.modality for c in found} == {Modality.CONDITIONAL}


def test_what_may_be_of_one_clause_says_nothing_of_the_next() -> None:
    text = "The law could be misused and an example is the arrest of two teachers in Karvel."
    assert [c.modality for c in claims(text, "arrest")] == [Modality.ASSERTED]
    text = "They were not released and guards beat them."
    assert [c.modality for c in claims(text, "ill-treatment")] == [Modality.ASSERTED]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("If they are stopped, we would court arrest.", "arrest"),
        ("He was taken to the clerk's office prior to jail.", "detention"),
        ("The hockey team beat them 3-2 on Monday.", "ill-treatment"),
        ("The mayor beat two men by 40 votes.", "ill-treatment"),
        ("The town's image has taken a beating.", "ill-treatment"),
        ("It could be built only through the use of force.", "use of force"),
    ],
)
def test_manners_of_speaking_are_no_acts(text: str, act: str) -> None:
    assert claims(text, act) == []


def test_a_subject_that_uses_force_acts_whatever_the_tagger_says_of_its_verb() -> None:
    text = "Police resorted to firing to disperse the mob, officials said."
    assert ["police"] in doers(text, "use of force")


def test_months_in_custody_are_a_detention_whoever_spent_them() -> None:
    assert len(claims("She came home after spending over a month in custody.", "detention")) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Three men died as police fired at a crowd outside the mill.", "police"),
        ("Two people died on the spot when the police resorted to firing.", "police"),
        ("One person was killed and four were injured in police firing at Sonpur.", "police"),
        ("Two persons lost their lives in police firing in Karvel.", "police"),
        ("The toll in police firing rose to five on Monday.", "police"),
        ("Police firing resulted in two deaths.", "police"),
        ("Police bullets killed five people.", "police"),
        ("Over 600 people have died in the violence so far.", "private person"),
        ("The death toll in the riots has crossed 100.", "private person"),
        ("Two persons were stabbed to death in Karvel.", "private person"),
        ("Ten men were killed by rebel forces in Karvel.", "armed group"),
    ],
)
def test_who_killed_is_read_from_how_people_died(text: str, kind: str) -> None:
    assert doers(text, "killing") == [[kind]]


def test_who_is_hit_by_a_truck_is_killed_by_nobody() -> None:
    assert claims("A driver was killed when a truck hit his car.", "killing") == []


def test_a_police_station_that_burns_kills_nobody() -> None:
    text = "A mob burnt down a police station charring to death several policemen."
    assert ["police"] not in doers(text, "killing")


def test_ill_treatment_by_nobody_named_goes_to_the_mob_just_told_of() -> None:
    text = "A mob stopped the cart at noon. Two men were beaten up."
    assert doers(text, "ill-treatment") == [["private person"]]
    text = "A mob stopped the cart at noon. Police opened fire. Two men were beaten up later."
    assert ["private person"] not in doers(text, "ill-treatment")


def test_a_death_that_the_held_caused_is_none_in_custody() -> None:
    text = "Two men in jail are accused of burning a truck, causing the death of two porters."
    assert claims(text, "death in custody") == []


def test_a_combing_operation_is_no_raid() -> None:
    assert claims("Police carried out combing operations in the hills.", "raid") == []


@pytest.mark.parametrize(
    "text",
    [
        "The party was in power in the state and at the centre when police came.",
        "The leader has threatened to sit outside the prison.",
        "In several colonies residents were out in the streets.",
        "The pillar was kept under the safe custody of the district.",
    ],
)
def test_nobody_is_held_in_power_unawares_or_in_a_colony_of_houses(text: str) -> None:
    assert claims(text, "arrest", "detention", "ill-treatment") == []


def test_a_killing_by_police_is_a_use_of_force_too() -> None:
    text = "The policemen killed a woman in Karvel."
    assert doers(text, "killing") == doers(text, "use of force") == [["police"]]
