"""Whom an act was done to where its own words hang on nobody; parts that tell what all are."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import AffectedGroup
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

HEADER = Header(id="report-invented", published=date(2024, 5, 4))


def group(text: str, act: str) -> AffectedGroup | None:
    """Those affected by the last claim of an act."""
    found = [c.affected for c in extract(parse(text), HEADER).claims if c.act == act]
    assert found, text
    return found[-1]


@pytest.mark.parametrize(
    ("text", "act", "low", "high", "sex"),
    [
        ("Two cousins were arrested. The older one died in prison.", "death in custody", 1, 1,
         None),
        ("Eleven detained at the market, ten freed in the evening.", "release", 10, 10, None),
        ("Soldiers stopped a bus with eleven Kurds and sent it back over the border.",
         "forced return", 11, 11, None),
        ("Police detained a lorry carrying thirty workers.", "detention", 30, 30, None),
        ("A woman was arrested. The teacher's son was brought down with an electric baton.",
         "torture", 1, 1, "male"),
        ("Police arrested three men. They were made to stand all night.", "ill-treatment", 3, 3,
         "male"),
    ],
)  # fmt: skip
def test_who_undergoes_it_is_found_around_the_act(
    text: str, act: str, low: int, high: int, sex: str | None
) -> None:
    found = group(text, act)
    assert found is not None
    assert (found.min, found.max, found.sex) == (low, high, sex)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Four men were arrested in May. Nobody has been allowed to see them.", 4),
        ("Eleven Malians were detained. Lawyers were not let in until Friday.", 11),
    ],
)
def test_visitors_kept_away_are_not_those_kept(text: str, low: int) -> None:
    found = group(text, "incommunicado detention")
    assert found is not None
    assert (found.min, found.max) == (low, low)


@pytest.mark.parametrize(
    "text",
    [
        "Five Kurds were arrested in Van. The three women and two men were beaten.",
        "Three Kurds were arrested last week, officials said. Two are weavers, both men; the third "
        "is a woman of 27.",
    ],
)
def test_women_and_men_among_them_make_a_group_mixed(text: str) -> None:
    found = group(text, "arrest")
    assert found is not None
    assert found.sex == "mixed"


def test_those_arrested_with_others_are_one_group_afterwards() -> None:
    found = group(
        "He was arrested with 17 other Eritreans at a bridge. Soldiers beat them.", "ill-treatment"
    )
    assert found is not None
    assert (found.min, found.max, found.nationality) == (18, 18, "ER")


def test_the_day_before_a_number_is_not_how_many_they_are() -> None:
    found = group("On November 11 the seven were deported.", "forced return")
    assert found is not None
    assert (found.min, found.max) == (7, 7)


@pytest.mark.parametrize(
    "text",
    [
        "Police broke in his door at six in the morning and beat him.",
        "The baker was arrested on 10.01 and they beat him.",
    ],
)
def test_clock_times_and_dates_count_nobody(text: str) -> None:
    assert all(
        c.affected is None or c.affected.max == 1 for c in extract(parse(text), HEADER).claims
    )


@pytest.mark.parametrize(
    ("text", "act", "age", "nationality"),
    [
        ("I am Nicaraguan. They beat me at the port.", "ill-treatment", None, "NI"),
        ("A student was arrested in Dubai. The man, who is in his late twenties, was beaten.",
         "ill-treatment", "18-29", None),
        ("A baker was arrested. He is in his forties. He was beaten.", "ill-treatment", "40-49",
         None),
    ],
)  # fmt: skip
def test_what_a_sentence_says_they_are_is_theirs(
    text: str, act: str, age: str | None, nationality: str | None
) -> None:
    found = group(text, act)
    assert found is not None
    assert (found.age, found.nationality) == (age, nationality)
