"""Invented sentences, each for one thing that reading whole reports once got wrong."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import Claim, ClaimKind, Direction, Modality, ResponseKind
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

TODAY = date(2024, 5, 31)


def read(text: str) -> tuple[Claim, ...]:
    return extract(parse(text), Header(id="report-invented", published=TODAY)).claims


def the(act: str, text: str) -> Claim:
    (claim,) = [c for c in read(text) if c.act == act]
    return claim


def day(claim: Claim) -> str | None:
    return claim.when.edtf if claim.when else None


def places(claim: Claim) -> list[tuple[str, str]]:
    return [(place.role.value, place.name) for place in claim.where]


@pytest.mark.parametrize(
    "text",
    [
        "Railway police arrested a Lao woman at the main station in Harbin, Heilongjiang "
        "province, on 6 May 2024, a fellow passenger told the Alder Post.",
        "Chinese police arrested 22 people in Tumen, Jilin province, on 6 May 2024, a source in "
        "the town told the Alder Post.",
        "Police arrested a man on 6 May 2024, a person familiar with the case told the Alder Post.",
    ],
)
def test_a_date_before_the_speaker_is_of_the_act_and_the_speaker_is_its_source(text: str) -> None:
    claim = the("arrest", text)
    assert day(claim) == "2024-05-06"
    assert len(claim.attribution) == 2


def test_a_date_of_saying_is_no_date_of_the_act() -> None:
    text = "Two women were arrested, and on Monday the police said that they knew nothing of it."
    assert day(the("arrest", text)) is None


def test_a_year_of_somebodys_life_is_not_the_day_of_what_follows() -> None:
    text = (
        "Police arrested a woman in Yanji on 6 May 2024. The woman, who is 41 and left Musan in "
        "2016, worked at a mill. She was interrogated for two days."
    )
    assert day(the("interrogation", text)) == "2024-05-06"


@pytest.mark.parametrize(
    "later",
    [
        "She was released after nine days.",
        "She has since been released.",
        "She had been detained in the days before.",
    ],
)
def test_an_act_that_says_it_came_at_another_time_takes_no_date_from_before(later: str) -> None:
    claims = read(f"Police arrested a woman in Yanji on 6 May 2024. {later}")
    assert [day(c) for c in claims if c.act in {"release", "detention"}] == [None]


def test_what_may_never_come_takes_neither_date_nor_place_from_before() -> None:
    text = "Police arrested a man in Yanji on 6 May 2024. It is feared that he will be deported."
    claim = the("forced return", text)
    assert (claim.modality, claim.when, claim.where) == (Modality.FEARED, None, ())


def test_a_date_of_what_is_feared_is_not_of_what_happened() -> None:
    text = "Ten men are held in Tumen and it is feared they will be deported before July 2024."
    assert day(the("detention", text)) is None


def test_a_new_paragraph_takes_the_date_of_the_lead() -> None:
    text = (
        "Police arrested two women in Kuandian on 6 May 2024.\n\n"
        "In March three men were deported through Tumen, he had heard.\n\n"
        "Police confirmed that two women were detained."
    )
    assert day(the("detention", text)) == "2024-05-06"


def test_where_people_were_sent_is_not_where_they_were_arrested() -> None:
    text = (
        "Lao police deported seven men from Vientiane to China on 6 May 2024. "
        "They were arrested at a hotel."
    )
    assert places(the("arrest", text)) == [("at", "Vientiane")]


def test_the_province_around_a_town_is_no_second_place() -> None:
    text = "Police forcibly returned ten men through Dandong in Liaoning province."
    assert places(the("forced return", text)) == [("returned via", "Dandong")]


@pytest.mark.parametrize("house", ["detention house", "guest house"])
def test_a_house_of_detention_is_nobodys_home(house: str) -> None:
    claim = the("arrest", f"Police arrested two women at a {house} in Tonghua.")
    assert places(claim) == [("at", "Tonghua")]


def test_a_home_stays_out() -> None:
    claim = the("arrest", "Police in Yanji arrested a man whose family home is in Tonghua.")
    assert ("at", "Tonghua") not in places(claim)


@pytest.mark.parametrize(
    "text",
    [
        "A man who is now in Tunisia was beaten by police in May.",
        "The women, who are currently in Thailand, were raped by guards.",
    ],
)
def test_the_country_where_somebody_is_today_is_no_place_of_what_was_done(text: str) -> None:
    assert [c.where for c in read(text)] == [()]


@pytest.mark.parametrize("now", ["are now in custody in Maturín", "are now held in Maturín"])
def test_where_somebody_is_held_today_is_one(now: str) -> None:
    told = read(f"Six Cambodians were seized on Monday. They {now}.")
    assert "Maturín" in {p.name for c in told if c.act == "detention" for p in c.where}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Officers interrogated the women in Sinuiju.", "Sinuiju"),
        ("Police arrested two men in Ruili, Yunnan province.", "Ruili"),
    ],
)
def test_a_town_has_the_name_that_the_report_gives_it(text: str, name: str) -> None:
    assert [place.name for c in read(text) for place in c.where] == [name]


def test_a_river_in_a_newspapers_name_is_no_place() -> None:
    text = "(Tumen River Dispatch) Police in Yanji raided a hall. One woman was arrested."
    assert places(the("arrest", text)) == [("at", "Yanji")]


def test_people_forced_back_over_a_border_are_returned_however_long_they_are_described() -> None:
    text = (
        "Soldiers forced about 50 people who had fled fighting in the hills back across the river."
    )
    claim = the("forced return", text)
    assert claim.affected is not None
    assert (claim.affected.min, claim.affected.max) == (40, 60)


@pytest.mark.parametrize(("words", "count"), [("In June three women", 3), ("In May two men", 2)])
def test_a_number_behind_a_month_counts_the_people(words: str, count: int) -> None:
    group = the("forced return", f"{words} were sent back to North Korea.").affected
    assert group is not None
    assert (group.min, group.max) == (count, count)


def test_the_other_is_one() -> None:
    group = the("detention", "The other is still held at the county jail.").affected
    assert group is not None
    assert (group.min, group.max) == (1, 1)


def test_people_are_those_whose_fingerprints_were_taken() -> None:
    group = the("biometric collection", "The officers took the fingerprints of two men.").affected
    assert group is not None
    assert (group.min, group.sex) == (2, "male")


def test_a_picture_is_no_word_of_the_people() -> None:
    claim = the("forced return", "👀\n\nEight women were forcibly returned from Dandong.")
    assert [e.exact for e in claim.evidence_for("affected")] == ["Eight women"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("One of the women was denied medicine for her cough.", "denial of medical care"),
        ("He was ill for a month and was denied a doctor.", "denial of medical care"),
        ("An officer asked the father for 30,000 yuan.", "extortion or bribe"),
        ("The man has not been heard from since.", "disappearance"),
        ("They hit me with a book, she said of the police.", "ill-treatment"),
        ("The men were taken to the detention centre.", "detention"),
        ("The women were tied together in pairs.", "ill-treatment"),
        ("The police took their telephones.", "confiscation"),
        ("Officers questioned the two men before letting them go.", "release"),
        ("The boy has no household registration.", "statelessness of a child"),
    ],
)
def test_these_words_say_the_act(text: str, act: str) -> None:
    assert the(act, text).modality is Modality.ASSERTED


def test_who_shares_an_object_with_the_next_verb_did_both_to_them() -> None:
    text = "Officers photographed and questioned each of them."
    assert {c.act for c in read(text)} == {"biometric collection", "interrogation"}


def test_a_court_that_is_expected_to_try_somebody_plans_a_trial() -> None:
    assert the("trial", "A court in Dalian is expected to try him.").modality is Modality.PLANNED


@pytest.mark.parametrize(
    "text",
    [
        "The Convention, article 9, protects a child from being separated from his parents.",
        "Article 33 forbids the return of refugees to a place where they are threatened.",
    ],
)
def test_a_law_says_nothing_happened(text: str) -> None:
    assert [c for c in read(text) if c.act] == []


def test_money_asked_for_a_release_is_no_release() -> None:
    text = "The father said that an officer asked him for 30,000 yuan for her release."
    assert [c.act for c in read(text) if c.act] == ["extortion or bribe"]


def test_by_force_names_nobody() -> None:
    claim = the("forced return", "Ten men were deported by force.")
    assert claim.alleged_perpetrators == ()


def test_who_only_says_it_did_not_do_it() -> None:
    text = "In the first week of May police detained four women at a yard, the driver said."
    kinds = {p.kind for p in the("detention", text).alleged_perpetrators}
    assert "private person" not in kinds


def test_a_trend_is_one_however_far_its_words_stand_from_the_act() -> None:
    text = (
        "More and more refugees who have lived for years without any papers in the hills of the "
        "north, are held for months."
    )
    (claim,) = [c for c in read(text) if c.act == "detention"]
    assert claim.kind is ClaimKind.PATTERN
    assert claim.detail is not None
    assert claim.detail.direction is Direction.MORE


def test_what_was_so_earlier_is_what_was_usual() -> None:
    assert the("release", "Earlier they were let go after a night.").kind is ClaimKind.PATTERN


def test_a_year_that_names_a_study_or_a_treaty_leaves_the_months_near_the_report() -> None:
    text = (
        "A 2019 study counted them, and a 2022 survey did so again. Fewer came than in 2020. China "
        "joined the 1951 Convention in 1982. In April police in Shenyang detained a woman."
    )
    assert day(the("detention", text)) == "2024-04"


def test_two_days_later_counts_from_the_story_and_not_from_a_look_back() -> None:
    text = (
        "Police arrested four men on 6 May 2024. They had left the town two days before. Two days "
        "later all four were deported."
    )
    assert day(the("forced return", text)) == "2024-05-08"


def test_a_number_that_a_survey_puts_forward_is_an_estimate() -> None:
    text = "Up to 40,000 live there. A 2022 survey put the number at 8,000 to 12,000."
    bounds = [(c.detail.low, c.detail.high) for c in read(text) if c.detail and c.detail.unit]
    assert [high for _, high in bounds] == [40000, 12000]


@pytest.mark.parametrize(
    "text",
    [
        "The institute for migration gave no comment.",
        "The ministry said that it had no information on the case.",
        "The prosecutor's office said that it does not comment on cases under way.",
    ],
)
def test_a_reply_that_tells_nothing_is_no_comment(text: str) -> None:
    kinds = [c.detail.response for c in read(text) if c.detail]
    assert kinds == [ResponseKind.NO_COMMENT]


@pytest.mark.parametrize("text", ["Last fortnight police arrested ten men.", "This fortnight."])
def test_a_fortnight_is_read_without_a_date(text: str) -> None:
    assert all(c.when is None for c in read(text))
