"""By whom: bodies whose name is put together, doers beside a passive, "the department"."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

HEADER = Header(id="r", published=date(2024, 5, 4))


def by(text: str, act: str) -> list[tuple[str, str | None]]:
    claims = [c for c in extract(parse(text), HEADER).claims if c.act == act]
    return [(p.kind, p.country) for p in claims[-1].alleged_perpetrators] if claims else []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The migration service of Kyrgyzstan deported nine Tajiks.", "border guard"),
        ("Officers of the Federal Migration Institute deported 12 women.", "border guard"),
        ("Men of the State Service for Frontiers deported 12 women.", "border guard"),
        ("The Ministry of Internal Affairs of Uzbekistan deported three women.", "government"),
        ("The Department deported 45 men.", "government"),
    ],
)
def test_a_body_is_known_by_the_words_its_name_is_put_together_of(text: str, kind: str) -> None:
    assert [k for k, _ in by(text, "forced return")] == [kind]


def test_the_country_stands_behind_the_whole_name() -> None:
    text = "The Ministry of Internal Affairs of Uzbekistan deported three women."
    assert by(text, "forced return") == [("government", "UZ")]
    assert by("Yesterday Laos deported nine women.", "forced return") == [("government", "LA")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two men were beaten by guards of the Department of Corrections.", "prison"),
        ("Two men were beaten by officers of the Marine Branch.", "police"),
        ("Two men were beaten by soldiers of Light Infantry Battalion 345.", "army"),
        ("Two men were beaten by Merin Rifles personnel.", "paramilitary"),
        ("Two men were beaten by men of the district security department.", "security forces"),
    ],
)
def test_staff_act_for_the_body_they_are_of(text: str, kind: str) -> None:
    assert [k for k, _ in by(text, "ill-treatment")] == [kind]


def test_a_head_alone_means_the_body_told_of_before() -> None:
    text = (
        "The county security department in Hyesan took nine women. "
        "They had no lawyer. The department beat them for three days."
    )
    assert by(text, "ill-treatment") == [("security forces", None)]


@pytest.mark.parametrize(
    ("text", "act", "kind"),
    [
        ("Two men were killed when a police launch ran into their boat.", "killing", "police"),
        ("A man was shot dead as coastguards pursued a trawler.", "killing", "border guard"),
        ("Soldiers surrounded the market and ten men were arrested.", "arrest", "army"),
        ("Border guards stormed the hostel. Forty people were arrested.", "arrest", "border guard"),
    ],
)
def test_who_comes_upon_people_did_what_is_told_in_the_passive(
    text: str, act: str, kind: str
) -> None:
    assert [k for k, _ in by(text, act)] == [kind]


def test_who_only_arrives_did_nothing() -> None:
    assert by("She was wounded before police arrived.", "wounding") == []


def test_those_whose_station_it_is_hold_the_people_in_it() -> None:
    assert by("They spent two nights in the local police station.", "detention") == [
        ("police", None)
    ]


def test_who_signs_the_order_gives_it() -> None:
    text = "The Prefecture had signed their expulsion orders on Friday."
    assert by(text, "deportation order") == [("government", None)]


def test_the_family_of_a_housemaid_is_her_employer() -> None:
    told = "got away from a villa in which the family had struck her with a cable."
    assert by(f"Ms. D., a housemaid, {told}", "ill-treatment") == [("employer", None)]
    assert by(f"Ms. D., a student, {told}", "ill-treatment") == []


def test_a_skipper_who_takes_fares_is_a_smuggler() -> None:
    text = "The skipper, who had taken the fares, beat two women."
    assert by(text, "ill-treatment") == [("smuggler or trafficker", None)]


def test_the_same_men_spoken_of_again_are_of_the_same_country() -> None:
    text = "A North Korean diplomat came to the camp. On Friday the diplomat questioned nine men."
    assert by(text, "interrogation") == [("government", "KP")]


def test_an_employers_wife_acts_for_the_employer() -> None:
    assert by("Her employer's wife beat the nurse.", "ill-treatment") == [("employer", None)]
