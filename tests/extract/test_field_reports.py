"""What reports of the field put in their own ways: who is spoken of again, where, when, by whom."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, ClaimKind, Modality
from bearwitness.model.report import Header
from bearwitness.model.source import SourceKind
from bearwitness.reference.parse import parse

PUBLISHED = date(2023, 5, 4)


def told(text: str, act: str, *, published: date = PUBLISHED, outlet: str | None = None) -> Claim:
    """The first claim of an act."""
    header = Header(id="report-invented", published=published, outlet=outlet)
    claims = extract(parse(text), header).claims
    return next(c for c in claims if c.act == act)


def places(claim: Claim) -> set[tuple[str, str]]:
    return {(place.role.value, place.name) for place in claim.where}


def sources(claim: Claim) -> list[SourceKind]:
    return [link.kind for link in claim.attribution[:-1]]


# Who is spoken of again


def test_she_has_the_age_and_the_nationality_of_the_woman_told_of_before() -> None:
    text = (
        "An Afghan woman in her forties was arrested in Zahedan on Monday. "
        "The woman was beaten at the station, and she was released on Tuesday."
    )
    for act in ("ill-treatment", "release"):
        group = told(text, act).affected
        assert group is not None
        assert (group.sex, group.age, group.nationality) == ("female", "40-49", "AF")


def test_the_four_are_the_four_people_told_of_before() -> None:
    text = "Police arrested four Syrian men in Edirne. The men were deported two days later."
    group = told(text, "forced return").affected
    assert group is not None
    assert (group.min, group.max, group.nationality) == (4, 4, "SY")


def test_he_tells_the_sex_of_the_one_who_was_held_before() -> None:
    text = "A Uyghur baker was detained in Kayseri in March. He was released after nine days."
    group = told(text, "detention").affected
    assert group is not None
    assert group.sex == "male"


def test_one_number_holds_for_two_nouns() -> None:
    group = told("Soldiers arrested 70 women and children near Kassala.", "arrest").affected
    assert group is not None
    assert (group.min, group.max) == (70, 70)


def test_a_number_in_two_words_is_no_range() -> None:
    group = told("Twenty-six refugees were arrested in Calais.", "arrest").affected
    assert group is not None
    assert (group.min, group.max) == (26, 26)


# By whom


def test_they_are_those_who_came_before() -> None:
    text = "Three gendarmes came to the house in Adana at dawn. They beat her father with sticks."
    assert [p.kind for p in told(text, "ill-treatment").alleged_perpetrators] == ["police"]


def test_kidnappers_are_perpetrators() -> None:
    claim = told("Nine migrants were seized by kidnappers near Kufra.", "abduction")
    assert [p.kind for p in claim.alleged_perpetrators] == ["private person"]


def test_officers_of_an_embassy_act_for_a_government() -> None:
    claim = told("Officers from the Eritrean embassy questioned the two men.", "interrogation")
    assert [(p.kind, p.country) for p in claim.alleged_perpetrators] == [("government", "ER")]


def test_a_country_that_deports_is_its_government_and_where_people_left_from() -> None:
    claim = told("Algeria deported 90 Malians on Tuesday.", "forced return")
    assert [(p.kind, p.country) for p in claim.alleged_perpetrators] == [("government", "DZ")]
    assert places(claim) == {("returned from", "Algeria")}


# Where


def test_every_place_of_a_list_is_the_acts() -> None:
    claim = told("Police arrested 30 Afghans in Lahore, Multan and Quetta.", "arrest")
    assert places(claim) == {("at", "Lahore"), ("at", "Multan"), ("at", "Quetta")}


def test_where_the_speaker_is_is_not_where_it_was() -> None:
    claim = told("Lawyers in Geneva said that Chinese police arrested a poet.", "arrest")
    assert "Geneva" not in {name for _, name in places(claim)}


def test_a_province_named_stands_before_its_country() -> None:
    text = (
        "Sources in North Korea's Chagang province spoke to us of a trial. "
        "They say that the price of rice rose.\n\nTwo women were arrested in winter."
    )
    assert places(told(text, "arrest")) == {("at", "Chagang")}


def test_where_somebody_is_now_is_no_place_of_an_act() -> None:
    text = "Guards tortured a man who is now in Kampala, according to his lawyer."
    assert places(told(text, "torture")) == set()


def test_a_home_that_was_raided_may_be_placed_by_its_town() -> None:
    claim = told("She was arrested at her home in Gaziantep on Friday.", "arrest")
    assert places(claim) == {("at", "Gaziantep")}


# When


def test_since_a_beginning_reaches_to_the_report() -> None:
    claim = told("Since the start of the year police have deported 80 Uyghurs.", "forced return")
    assert claim.when is not None
    assert (claim.when.earliest, claim.when.latest) == (date(2023, 1, 1), PUBLISHED)


def test_who_is_held_since_a_day_keeps_that_day() -> None:
    claim = told("He has been held in Baku since 9 March 2023.", "detention")
    assert claim.when is not None
    assert (claim.when.edtf, claim.when.operator) == ("2023-03-09", "since")


def test_the_past_weeks_are_an_interval() -> None:
    claim = told("Soldiers have deported 50 Syrians in the past three weeks.", "forced return")
    assert claim.when is not None
    assert (claim.when.earliest, claim.when.latest) == (date(2023, 4, 13), PUBLISHED)


def test_during_the_year_of_a_yearly_report_is_the_year_before() -> None:
    text = "During the year the government deported at least 40 Rohingya."
    claim = told(text, "forced return")
    assert claim.when is not None
    assert claim.when.edtf == "2022"


def test_a_testimony_goes_from_one_time_to_the_next() -> None:
    text = (
        "I left my village in 2015 because we were hungry. A broker sold me to a man in Hebei.\n\n"
        "In June 2018 police arrested me at the market. My son stayed behind.\n\n"
        "I was beaten by the guards there."
    )
    for act in ("arrest", "ill-treatment"):
        when = told(text, act).when
        assert when is not None
        assert when.edtf == "2018-06"


# Who says so


def test_a_testimony_is_its_tellers() -> None:
    text = "I was arrested in Yanji. We were held for a month. They beat me. I came home in May."
    assert sources(told(text, "arrest")) == [SourceKind.PARTICIPANT]


@pytest.mark.parametrize(
    "text",
    [
        "Police detained nine men in Sfax. One of the men said officers had beaten them.",
        "A woman told us that a guard had beaten her in the cell.",
        "A man who was held in the same camp said guards had beaten a boy.",
    ],
)
def test_who_it_was_done_to_is_a_participant(text: str) -> None:
    assert sources(told(text, "ill-treatment")) == [SourceKind.PARTICIPANT]


def test_she_is_the_woman_who_spoke_and_not_the_guard_named_since() -> None:
    text = (
        "His wife said he was arrested in Minsk in May. A guard told the wife that he was ill. "
        "She said he was beaten."
    )
    assert sources(told(text, "ill-treatment")) == [SourceKind.RELATIVE]


def test_a_note_names_the_source_of_its_entry() -> None:
    text = "Musan, 3 March. Soldiers arrested two women at the bridge. Source: a relative."
    assert sources(told(text, "arrest")) == [SourceKind.RELATIVE]


def test_a_man_told_who_heard_it_from_his_brother() -> None:
    text = "He told us he had heard from his brother that nine people were deported at Nanping."
    assert sources(told(text, "forced return"))[0] is SourceKind.RELATIVE


# How it is put


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The five could be subjected to torture if they are returned.", "torture"),
        ("He is at risk of deportation to Eritrea.", "forced return"),
        ("There is concern that the family will be deported.", "forced return"),
    ],
)
def test_what_may_come_is_not_asserted(text: str, act: str) -> None:
    assert told(text, act).modality in {Modality.FEARED, Modality.CONDITIONAL}


def test_not_a_single_person_is_nobody() -> None:
    claim = told("Not a single refugee was deported, the minister said.", "forced return")
    assert claim.modality is Modality.DENIED


def test_what_goes_on_uncounted_is_usual() -> None:
    claim = told("Authorities continued to deport asylum seekers to Burundi.", "forced return")
    assert claim.kind is ClaimKind.PATTERN
