"""When and where acts are taken to be: scenes, stories, datelines, crossings, unlisted places."""

from datetime import date

import pytest

from bearwitness.extract import claims_of
from bearwitness.extract.heads import Heads
from bearwitness.extract.when import find_times
from bearwitness.extract.where import find_places
from bearwitness.model.claim import Claim
from bearwitness.model.report import Header
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse

HEADER = Header(id="report-invented", published=date(2024, 5, 15))


def told(text: str, act: str) -> Claim:
    """The first claim of that act, before one of the claims is the main one."""
    claims, *_ = claims_of(parse(text), HEADER)
    return next(c for c in claims if c.act == act)


def where(claim: Claim) -> set[tuple[str, str]]:
    return {(str(p.role), p.name) for p in claim.where}


def times(text: str, published: date) -> dict[str, str | None]:
    return {t.exact: t.edtf for t in find_times(parse(text), published)}


def test_the_day_of_a_dateline_is_no_day_of_an_act() -> None:
    text = "TUNIS, May 14 (Salt Wire) - Police have arrested nine bakers over a strike in Gabes."
    assert told(text, "arrest").when is None


def test_a_capital_that_a_report_is_written_in_is_not_where_it_was() -> None:
    text = "BEIRUT (Salt Wire) - Soldiers beat four farm workers, their lawyer said on Monday."
    assert ("at", "Beirut") not in where(told(text, "ill-treatment"))


def test_a_small_town_that_a_report_is_written_in_is() -> None:
    text = "NUEVO LAREDO - Police arrested four bus drivers on Monday, Mexico's union said."
    assert where(told(text, "arrest")) == {("at", "Nuevo Laredo")}


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("TRENTON >> Two men were held.", "TRENTON >> "),
        ("LOME (5 May 2022) — Two men were held.", "LOME (5 May 2022) — "),
        ("Police in TRENTON - of all places - held two men.", ""),
    ],
)
def test_a_dateline_ends_with_its_mark(text: str, dateline: str) -> None:
    places = find_places(parse(text), gazetteer())
    spans = [(p.start, p.end) for p in places] or [(0, 4)]
    assert text[: Heads(text, spans).dateline] == dateline


def test_a_place_by_itself_begins_what_has_nothing_of_what_was_before() -> None:
    text = "Sinuiju. Two men were seen.\n\nHyesan. Police beat a porter."
    spans = [(0, 7), (text.index("Hyesan"), text.index("Hyesan") + 6)]
    heads = Heads(text, spans)
    assert heads.head_of(text.index("Two")) == 1
    assert heads.head_of(text.index("Police")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Chinese police deported nine North Koreans over the bridge at Tumen on Monday.",
        "Chinese police deported nine North Koreans through a gate near Tumen on Monday.",
        "Chinese police deported nine North Koreans across the border at Tumen on Monday.",
    ],
)
def test_a_bridge_a_gate_and_a_border_are_passed(text: str) -> None:
    assert ("returned via", "Tumen") in where(told(text, "forced return"))


def test_where_people_are_deported_from_is_not_passed() -> None:
    claim = told("Thai police deported nine men from Mae Sot to Myanmar.", "forced return")
    assert where(claim) == {("returned from", "Mae Sot"), ("returned to", "Myanmar")}


def test_there_and_where_mean_the_place_named_last() -> None:
    text = "The man was moved to a camp near Zahedan in Iran. Guards beat him there."
    assert where(told(text, "ill-treatment")) == {("at", "Zahedan")}
    text = "He comes from Nyala in Sudan, where riders of a militia killed his brother."
    assert where(told(text, "killing")) == {("at", "Nyala")}


def test_a_court_lends_its_town_to_no_arrest() -> None:
    text = (
        "A court in Izmir on Wednesday freed a baker. Nine officers had arrested him in front of "
        "his daughter. Turkey has not said why."
    )
    assert "Izmir" not in {name for _, name in where(told(text, "arrest"))}


def test_officers_of_a_country_are_not_in_it_for_that() -> None:
    text = "U.S. officers beat three men at a bus stop."
    assert where(told(text, "ill-treatment")) == set()


def test_an_own_story_goes_on_in_time() -> None:
    text = (
        "I left my village in October 2014 with my sister. They kept us in the hills until the end "
        "of January. My sister was ill and I begged them for rice. In March they let us go."
    )
    found = times(text, date(2021, 11, 29))
    assert found["the end of January"] == "2015-01-21/2015-01-31"
    assert found["March"] == "2015-03"


def test_a_bare_month_of_the_news_lies_near_the_report() -> None:
    text = "He was first held in October 2014. Police arrested him again in March, a lawyer said."
    assert times(text, date(2021, 11, 29))["March"] == "2021-03"


def test_that_day_is_the_day_of_what_was_told_and_not_of_the_telling() -> None:
    text = "A report on March 28 said that 38 were sent back two days before. Nine fell that day."
    assert times(text, date(2024, 4, 3))["that day"] == "2024-03-26"
    text = "He was held on Jan. 18, a source said on Thursday. Two days later he was sent away."
    assert times(text, date(2024, 3, 1))["Two days later"] == "2024-01-20"


def test_what_is_near_a_month_is_in_that_month() -> None:
    found = times("He was seized last November. The same evening he was fined.", date(2024, 5, 15))
    assert found["The same evening"] == "2023-11"


def test_a_day_beside_a_month_told_in_passing_is_the_last_such_day() -> None:
    passing = "Two women who were returned in July were moved on the 19th."
    assert times(passing, date(2022, 9, 28))["the 19th"] == "2022-09-19"
    story = "Two women were returned in July. On the 19th they were moved."
    assert times(story, date(2022, 9, 28))["the 19th"] == "2022-07-19"


def test_from_a_month_until_now_is_a_stretch() -> None:
    claim = told("From October 2023 until now police arrested 112 men in Tak.", "arrest")
    assert claim.when
    assert claim.when.edtf == "2023-10-01/2024-05-15"


def test_a_day_of_a_ruling_dates_nothing_that_may_never_come() -> None:
    text = "A court ruled on Tuesday that two bakers would not be deported."
    assert told(text, "forced return").when is None


def test_a_place_that_no_list_has_is_in_the_country_of_the_story() -> None:
    text = "Lebanese soldiers arrested nine men in Qab Elias on Monday. Lebanon has not commented."
    (place,) = told(text, "arrest").where
    assert (place.name, place.country, place.precision) == ("Qab Elias", "LB", "country")
    assert place.lat is None
    assert place.gazetteer_id is None


def test_a_village_is_not_taken_for_its_namesake_far_away() -> None:
    text = "A vessel of Trinidad and Tobago rammed a boat off Cedros. Trinidad is silent."
    found = find_places(parse(text), gazetteer())
    assert {p.country for p in found if p.exact == "Cedros"} == {"TT"}


def test_a_firm_and_a_month_are_no_unlisted_places() -> None:
    text = "Lebanese soldiers arrested nine men in Aug. Lebanon said it was in talks with Hexatron."
    found = find_places(parse(text), gazetteer())
    assert {p.exact for p in found if p.gazetteer_id is None} == set()


def test_people_and_what_is_written_on_are_no_unlisted_places() -> None:
    text = (
        "Police in Kenya arrested Tobias Werrunga in May. A leaflet was found in Werrunga's bag, "
        "and in Mr Obbadi's car. In a Facebook post his union asked for calm. "
        "He is held in Tallamek prison."
    )
    found = find_places(parse(text), gazetteer())
    assert {p.exact for p in found if p.gazetteer_id is None} == {"Tallamek"}
