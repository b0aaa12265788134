"""Lists, logs and headings: what stands over an item holds for it. Every text is invented."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.extract.when import find_times
from bearwitness.model.claim import Claim
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

TODAY = date(2024, 5, 20)


def claims(text: str, act: str) -> list[Claim]:
    found = extract(parse(text), Header(id="report-invented", published=TODAY)).claims
    return [c for c in found if c.act == act]


def told(claim: Claim) -> tuple[list[str], str | None]:
    return [p.name for p in claim.where], claim.when.edtf if claim.when else None


def sentences(text: str) -> list[str]:
    return [s.text.strip() for s in parse(text).sents]


@pytest.mark.parametrize(
    "text",
    [
        "Three boats were seen\n- Two sank off the cape\n- One reached the shore",
        "(a) The gate is shut (b) or so\n(b) The guards have gone",
        "1. ARRESTS IN THE PORT\nNine men were taken at dawn.",
        "[22:15] The line is dead\n\n[22:40] They call again",
    ],
)
def test_every_line_that_begins_anew_is_a_sentence_of_its_own(text: str) -> None:
    assert all("\n" not in sentence for sentence in sentences(text))


def test_an_item_that_goes_on_with_a_small_letter_is_no_new_sentence() -> None:
    text = "We ask the ministry\n- to free the three men;\n- to publish the list."
    assert len(sentences(text)) == 1


def test_a_wrapped_line_is_no_new_sentence() -> None:
    text = "The guards took the\nphones of all the men and kept\nthem until the next day."
    assert len(sentences(text)) == 1


def test_a_dateline_is_not_in_the_first_sentence() -> None:
    assert sentences("LOME, Togo (TRN) - Police held nine men.")[-1] == "Police held nine men."


def test_the_place_and_day_over_an_entry_are_those_of_its_acts() -> None:
    text = (
        "UGANDA\n- Gulu, Tue 7 May. Police arrested four refugees. They face a magistrate in "
        "Kampala.\n- Arua, Thu 9 May. Two men were beaten by soldiers. Police arrested a tailor.\n"
    )
    places = [told(c) for c in claims(text, "arrest") if c.method == "rules-1"]
    assert places == [(["Gulu"], "2024-05-07"), (["Arua"], "2024-05-09")]


def test_a_clock_time_over_an_entry_is_of_the_day_of_the_log() -> None:
    text = (
        "1/ 03:10 - a group calls us from the lake.\n\n2/ 04:40 - masked men beat two of them with "
        "a stick.\n\n3/ Remember: on 2 April nine people came."
    )
    assert [told(c)[1] for c in claims(text, "ill-treatment")] == ["2024-05-20"]


def test_yesterday_counts_from_the_day_of_the_entry() -> None:
    text = "MON 6 MAY. Yesterday a boat came.\n\nTHU 9 MAY. It left on Friday. We slept tonight."
    days = {t.exact: t.edtf for t in find_times(parse(text), TODAY)}
    assert days["Yesterday"] == "2024-05-05"
    assert days["Friday"] == "2024-05-10"
    assert days["tonight"] == "2024-05-09"


def test_a_section_lends_the_place_of_its_heading() -> None:
    text = (
        "1. KENYA: MORE RAIDS\nPolice arrested nine refugees in their shops on Monday.\n\n"
        "2. CHAD: CAMP CLOSED\nSoldiers arrested a teacher on Tuesday."
    )
    assert [c.where[0].country for c in claims(text, "arrest")] == ["KE", "TD"]


def test_the_name_of_a_speaker_in_capitals_is_no_place() -> None:
    text = "HOST: Where in Trinidad?\n\nSISTER: The police arrested my brother.\n"
    assert all(p.country == "TT" for c in claims(text, "arrest") for p in c.where)


def test_days_of_a_log_may_be_in_numbers_alone() -> None:
    text = "02/04. Nothing moved.\n\n04/04. Soldiers beat a porter at the gate.\n\n07/04. Rain."
    found = claims(text, "ill-treatment") + claims(text, "use of force")
    assert [told(c)[1] for c in found] == ["2024-04-04"]


def test_days_without_a_year_are_read_where_the_text_writes_days_so() -> None:
    text = "She was arrested on 02.03.24 in Gulu. On 09.03 police beat her brother in Arua."
    found = {t.exact: t.edtf for t in find_times(parse(text), TODAY)}
    assert found["09.03"] == "2024-03-09"
    assert not find_times(parse("The price rose by 09.03 in all."), TODAY)


def test_the_place_in_the_head_of_a_persons_entry_is_that_of_its_acts() -> None:
    text = (
        "CALL 3. Woman, cook, 41, Kampala. The police arrested her brother and beat him.\n\n"
        "CALL 4. Man, driver, 29, Gulu. Soldiers took his phone."
    )
    assert [told(c)[0] for c in claims(text, "arrest")] == [["Kampala"]]


def test_names_in_capitals_that_open_paragraphs_are_places_where_others_are() -> None:
    text = (
        "KAMPALA - Police arrested nine Eritreans on Friday.\n\n"
        "OLD KILN LANE - Two constables took money off a tailor.\n\n"
        "GULU (our correspondent) - Soldiers beat a driver.\n\nARUA - Four men were released."
    )
    assert [told(c)[0] for c in claims(text, "extortion or bribe")] in ([], [["Old Kiln Lane"]])
    assert [told(c)[0] for c in claims(text, "release")] == [["Arua"]]
