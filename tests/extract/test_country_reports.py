"""Reports with numbered sections, as ministries and organisations write them. All invented."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, ClaimKind, Modality
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

TODAY = date(2024, 12, 31)


def read(text: str) -> tuple[Claim, ...]:
    return extract(parse(text), Header(id="report-invented", published=TODAY)).claims


def of(act: str, text: str) -> list[Claim]:
    return [c for c in read(text) if c.act == act]


def the(act: str, text: str) -> Claim:
    (claim,) = of(act, text)
    return claim


def edtf(claim: Claim) -> str | None:
    return claim.when.edtf if claim.when else None


@pytest.mark.parametrize(
    "text",
    [
        "A March 2023 report by the Lantern Institute said guards tortured three men.",
        "The Lantern Institute released its yearly report in March 2023, which said guards "
        "tortured three men.",
        "The Lantern Institute's March 2023 study says guards tortured three men.",
    ],
)
def test_the_date_of_a_document_is_not_the_date_of_what_it_tells(text: str) -> None:
    assert edtf(the("torture", text)) is None


def test_two_months_side_by_side_are_one_stretch() -> None:
    text = "Authorities arrested nine women in Yanji in March and April 2023."
    found = the("arrest", text)
    assert edtf(found) == "2023-03/2023-04"
    assert [e.exact for e in found.evidence_for("when")] == ["March and April 2023"]


def test_two_dates_far_apart_are_no_stretch() -> None:
    text = "Authorities arrested nine women in Yanji on 3 March and 9 April 2023."
    assert "/" not in (edtf(the("arrest", text)) or "")


SECTIONS = """1. Life

Soldiers shot dead two men in Hoeryong on 4 May 2024.

2. Liberty and arrests

Arbitrary arrests reportedly occurred.
"""


def test_a_heading_tells_of_no_act_and_a_section_borrows_nothing_from_another() -> None:
    found = the("arrest", SECTIONS)
    assert [e.exact for e in found.evidence_for("act")] == ["arrests"]
    assert found.when is None
    assert found.affected is None
    assert all(place.name != "Hoeryong" for place in found.where)


def test_people_told_of_anew_in_another_section_are_others() -> None:
    text = (
        "1. Trials\n\nA teacher was sentenced in Hyesan.\n\n"
        "2. Families\n\nTwo women were sentenced in Hyesan.\n\n"
    )
    assert sorted(c.affected.min for c in of("sentence", text) if c.affected) == [1, 2]


def test_another_trial_is_another() -> None:
    text = "One trial in Hyesan lasted a day. In another trial, 20 athletes were sentenced."
    assert len(of("trial", text)) == 2
    assert the("sentence", text).affected is not None


def test_one_sentence_that_says_it_of_two_makes_two_claims() -> None:
    text = "A cook was sentenced to three months, while the driver was sentenced to six months."
    assert len(of("sentence", text)) == 2


def test_forced_labour_as_a_penalty_is_the_sentence_and_nothing_more() -> None:
    text = "One woman was sentenced to ten years of forced labour."
    assert [c.act for c in read(text)] == ["sentence"]
    assert of("forced labour", "Two women were held for forced labour in a mine.")


@pytest.mark.parametrize(
    "text",
    [
        "Reports noted instances in which the government executed prisoners.",
        "A station reported on cases in which authorities detained citizens for trading.",
        "There were numerous reports that the government committed killings.",
    ],
)
def test_instances_and_numerous_reports_tell_what_usually_happens(text: str) -> None:
    assert {c.kind for c in read(text) if c.act} == {ClaimKind.PATTERN}


def test_what_awaits_people_once_returned_is_no_return() -> None:
    (claim,) = of("forced return", "Women face beatings once repatriated.")
    assert claim.modality is Modality.CONDITIONAL


@pytest.mark.parametrize(
    ("text", "act", "low", "high"),
    [
        ("Police made more than 40 arrests in Yanji.", "arrest", 41, None),
        ("Border guards carried out a series of 12 arrests in Yanji.", "arrest", 12, 12),
        ("42 North Korean defectors went missing.", "disappearance", 42, 42),
        ("Two women received death threats.", "threat", 2, 2),
        ("Twelve athletes were arrested in Hyesan.", "arrest", 12, 12),
        ("Several hundred women were sent back in a single day.", "forced return", 300, 999),
        ("Three deaths were reported at the detention centre.", "death in custody", 3, 3),
        ("A group of six was caught near Hoeryong.", "arrest", 6, 6),
        ("Chinese authorities handed over sixty people at the crossing.", "forced return", 60, 60),
        ("Eleven farmers have been shot dead in the village.", "killing", 11, 11),
    ],
)
def test_how_many_is_read_wherever_it_stands(
    text: str, act: str, low: int, high: int | None
) -> None:
    group = the(act, text).affected
    assert group is not None
    assert (group.min, group.max) == (low, high)


@pytest.mark.parametrize(
    ("text", "act", "kinds"),
    [
        ("The man was beaten and tortured by prison guards.", "ill-treatment", {"prison"}),
        ("Security agents made a series of arrests in Yanji.", "arrest", {"security forces"}),
        ("Kim Ara ordered the execution of two officials.", "killing", set()),
    ],
)
def test_who_did_it_is_read_over_joined_verbs_and_series(
    text: str, act: str, kinds: set[str]
) -> None:
    assert {p.kind for p in the(act, text).alleged_perpetrators} == kinds


def test_where_relatives_live_is_not_where_people_were_arrested() -> None:
    text = "Agents in Hyesan arrested women who had money sent by relatives in South Korea."
    assert all(place.country != "KR" for place in the("arrest", text).where)


def test_an_estimate_from_low_to_high_has_both_ends() -> None:
    text = "Estimates of the camp population varied, some as low as 800, others as high as 2,000."
    (claim,) = [c for c in read(text) if c.kind is ClaimKind.ESTIMATE]
    assert claim.detail is not None
    assert (claim.detail.low, claim.detail.high) == (800, 2_000)


def test_those_accused_are_no_source() -> None:
    text = "The government executed officials, and others accused of crimes."
    found = the("killing", text)
    assert all("others" not in (link.words or "") for link in found.attribution)


def test_what_stands_behind_a_semicolon_dates_and_places_its_own_act() -> None:
    text = (
        "Border guards in Musan held eleven men on 3 May 2024. Four of them were released after "
        "paying; the rest were moved to Chongjin on 12 May."
    )
    found = the("release", text)
    assert edtf(found) == "2024-05-03"
    assert [place.name for place in found.where] == ["Musan"]


def test_a_house_that_is_nobodys_home_says_where() -> None:
    text = "Police arrested two men at a house in Yanji, and three women at their home in Tumen."
    assert [place.name for place in of("arrest", text)[0].where] == ["Yanji"]


def test_being_made_to_kneel_is_ill_treatment() -> None:
    found = the("ill-treatment", "Prison guards made the men kneel for hours.")
    assert [p.kind for p in found.alleged_perpetrators] == ["prison"]
