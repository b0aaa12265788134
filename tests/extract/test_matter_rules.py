"""What a report is about and what it only mentions; short and untitled reports lose nothing."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.extract.marks import kind_of, step
from bearwitness.extract.matter import is_plain, is_told, weight, weights
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse
from bearwitness.reference.vocabulary import vocabulary

MURDER = "Editor shot dead outside her office in Karvel"
# Invented, long enough to be a report with a background.
BODY = (
    "Mira Tolan, the editor of a small weekly, was shot dead outside her office on Monday evening. "
    "Witnesses said that a gunman got off a motorcycle and shot her four times. "
    "She died on the way to the hospital. "
    + "Colleagues laid flowers at the door and lit candles along the wall of the building. "
    * 8
    + "The weekly had printed articles on the price of building land for many years. "
    "A suspect was arrested on Tuesday in connection with the murder and was charged with murder. "
    "The accused, a driver, was convicted of robbery in 2009 and served three years in jail. "
    + "The mayor spoke at the funeral and asked the people of the town to stay calm. "
    * 8
)
MATTER = {"arrest", "charge", "sentence", "detention", "trial"}


def acts(text: str, title: str | None) -> set[str]:
    header = Header(id="report-invented", title=title, published=date(2021, 5, 6))
    return {str(c.act) for c in extract(parse(text), header).claims if c.act}


def test_the_arrest_of_a_suspect_is_not_what_a_report_of_a_murder_is_about() -> None:
    told = acts(BODY, MURDER)
    assert "killing" in told
    assert not told & MATTER


def test_without_a_title_nothing_is_dropped() -> None:
    assert acts(BODY, None) & MATTER


def test_a_short_report_drops_nothing() -> None:
    text = "An editor was shot dead on Monday. A suspect was arrested and charged with murder."
    assert {"arrest", "charge"} <= acts(text, MURDER)


@pytest.mark.parametrize(
    "arrest",
    [
        "Police arrested forty people at the funeral.",
        "Police arrested a North Korean woman at the station.",
        "Several demonstrators were arrested after the funeral.",
    ],
)
def test_a_plain_arrest_keeps_its_kind(arrest: str) -> None:
    body = BODY.replace("was arrested on Tuesday in connection with", "was named on Tuesday in")
    assert "arrest" in acts(f"{body}\n\n{arrest}", MURDER)


def test_a_report_on_arrests_keeps_them() -> None:
    title = "Police detain journalist over article in Karvel"
    text = (
        "Police detained the journalist Mira Tolan on Monday over an article on the opposition. "
        + "Her lawyer said that she had been taken to a police station and questioned. " * 6
        + "Rights groups condemned the detention and called for her release. " * 10
        + "The union of journalists said that the press in the town was under pressure. " * 6
    )
    assert "detention" in acts(text, title)


def test_every_weighed_act_is_an_act_of_the_vocabulary() -> None:
    assert set(kind_of()) <= set(vocabulary("acts").codes)
    assert weights().dropped <= set(kind_of().values())
    assert set(weights().start) == set(kind_of().values())


def test_a_kind_that_cannot_be_dropped_is_told_whatever_is_seen() -> None:
    assert is_told("killing", [("killing", frozenset({"pat=suspect"}))])


def test_suspects_and_crimes_speak_against_and_rights_for_a_detention() -> None:
    against = weight("detention", {"s crime", "pat=suspect", "title suspect", "doccrime=4"})
    in_favour = weight("detention", {"s rights", "pat=defender", "title defender", "docrights=3"})
    assert against < weight("detention", ()) < in_favour


def test_a_plain_arrest_is_one_of_several_or_of_people_whose_status_is_told() -> None:
    assert is_plain("arrest", frozenset({"n=3", "grp own"}))
    assert is_plain("arrest", frozenset({"grp known"}))
    assert not is_plain("charge", frozenset({"grp known"}))
    assert not is_plain("arrest", frozenset({"title no type", "own long ago"}))


@pytest.mark.parametrize(("value", "number"), [(0, 0), (1, 0), (2, 1), (4, 1), (5, 2)])
def test_a_step_is_the_first_cut_not_exceeded(value: int, number: int) -> None:
    assert step(value, (1, 4)) == number
