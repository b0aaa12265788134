"""The nationality of groups whose own words tell none, by what the text tells of others."""

from datetime import date

from bearwitness import read_texts
from bearwitness.extract.weighed.nations import nations_in, weights
from bearwitness.model.claim import AffectedGroup
from bearwitness.reference.gazetteer import gazetteer

BOAT = (
    "Coast guards stopped a boat with 34 Ethiopians off the port of Obock on 3 May 2024. "
    "Twelve were taken to a detention centre. Four women were raped there by guards."
)


def group_of(act: str, text: str, title: str = "Ethiopians held after landing") -> AffectedGroup:
    given = [{"text": text, "title": title, "published": date(2024, 5, 20)}]
    (reading,) = read_texts(given)
    affected = next(c.affected for c in reading.claims if c.act == act)
    assert affected is not None
    return affected


def test_some_of_those_a_report_is_about_share_their_nation() -> None:
    assert group_of("detention", BOAT).nationality == "ET"
    women = group_of("sexual violence", BOAT)
    assert (women.min, women.sex, women.nationality) == (4, "female", "ET")


def test_a_nation_that_is_told_is_kept() -> None:
    text = BOAT + " Soldiers shot dead two Somali men at a checkpoint in Tadjoura."
    assert group_of("killing", text).nationality == "SO"


def test_somebody_of_the_place_is_not_of_the_nation_of_those_told_of() -> None:
    text = BOAT + " A local driver was killed by soldiers in Tadjoura in April."
    assert group_of("killing", text).nationality is None


def test_those_who_serve_a_body_get_no_nation() -> None:
    text = BOAT + " A court sentenced three police officers to a year in prison."
    assert group_of("sentence", text).nationality is None


def test_a_text_that_tells_of_no_nation_gives_none() -> None:
    text = "Police arrested nine women in the market. They were beaten at the station."
    assert group_of("ill-treatment", text, title="Women beaten").nationality is None


def test_a_title_tells_nations_by_their_words() -> None:
    title = "North Korean women and an Afghan held in Van"
    assert nations_in(title, gazetteer().demonym) >= {"KP", "AF"}


def test_the_table_weighs_none_and_those_told_of_last() -> None:
    assert weights()["none: ruled"] > 0
    assert weights()["told last"] > 0
