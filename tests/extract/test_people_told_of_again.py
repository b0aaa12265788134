"""Who is spoken of again by other words, how many of them, and what is known of them by then."""

from datetime import date

import pytest

from bearwitness.extract import extract
from bearwitness.model.claim import AffectedGroup, Claim
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

PUBLISHED = date(2023, 5, 4)


def claims(text: str) -> tuple[Claim, ...]:
    return extract(parse(text), Header(id="report-invented", published=PUBLISHED)).claims


def group(text: str, act: str) -> AffectedGroup:
    """Those affected by the last claim of an act."""
    found = [c.affected for c in claims(text) if c.act == act]
    assert found, [c.act for c in claims(text)]
    assert found[-1] is not None
    return found[-1]


# Parts and wholes


@pytest.mark.parametrize(
    ("text", "act", "low", "high"),
    [
        ("Police arrested five Syrians. Two of them were beaten.", "ill-treatment", 2, 2),
        ("Police arrested five Syrians. All of them were released.", "release", 5, 5),
        ("Police arrested five Syrians. Two were released. The rest were deported.",
         "forced return", 3, 3),
        ("Two of three bakers arrested in Kars have died. The third was released.",
         "release", 1, 1),
        ("Eleven of us were caught and beaten.", "ill-treatment", 11, 11),
        ("Soldiers detained nine Malians, two of them under age. They were deported.",
         "forced return", 9, 9),
        ("Around 80 migrants, most of them from Guinea, were arrested in the port.",
         "arrest", 64, 96),
        ("Police arrested 14 women, the youngest 15, in a bar.", "arrest", 14, 14),
        ("In March 14 girls were arrested above a bar.", "arrest", 14, 14),
        ("Women were arrested in Helong. They are 34 and 41. They were beaten.",
         "ill-treatment", 2, None),
        ("Sixteen of the 29, all of them mothers and children, were released on Monday.",
         "release", 16, 16),
    ],
)  # fmt: skip
def test_a_part_is_counted_as_a_part_and_a_whole_as_a_whole(
    text: str, act: str, low: int, high: int
) -> None:
    found = group(text, act)
    assert (found.min, found.max) == (low, high)


def test_one_of_several_shares_what_all_are() -> None:
    text = "Police detained seven Syrians. The youngest was beaten."
    found = group(text, "ill-treatment")
    assert (found.min, found.max, found.nationality) == (1, 1, "SY")


def test_some_who_are_named_by_their_sex_do_not_make_all_of_that_sex() -> None:
    text = "A court sentenced twelve Afghans to prison. Two of the men were released on Monday."
    assert group(text, "sentence").sex is None
    assert group(text, "release").sex == "male"


def test_no_people_are_nobody_to_speak_of_again() -> None:
    text = "Police arrested two Eritrean women. No Somalis were there. They were deported."
    assert group(text, "forced return").nationality == "ER"


# She, he, they


def test_who_speaks_is_not_the_one_it_was_done_to() -> None:
    text = (
        "A Belarusian engineer was detained in Smolensk. A lawyer from Gomel said that she had not "
        "been told. He was deported on Monday."
    )
    found = group(text, "forced return")
    assert (found.nationality, found.sex, found.status) == ("BY", "male", ())


def test_a_child_is_not_the_woman_told_of_before() -> None:
    text = "A woman was arrested in Ipoh. The child was sick and cried."
    assert group(text, "arrest").age is None


def test_what_is_told_later_holds_for_what_was_told_before() -> None:
    text = "A Uyghur cook was detained in Kayseri. The man, 44, was released after nine days."
    found = group(text, "detention")
    assert (found.sex, found.age) == ("male", "40-49")


# Tellers


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("They beat me in the cell. I thought of my husband and I prayed. I was afraid.", "female"),
        ("They beat me although I told them that I was pregnant. I lost it. I cried.", "female"),
        ("They beat me in front of my wife. I said nothing. I bled.", "male"),
        ("They beat me in the cell. I said nothing. I bled.", None),
    ],
)
def test_those_who_tell_their_own_story_tell_their_sex(text: str, sex: str | None) -> None:
    assert group(text, "ill-treatment").sex == sex


def test_a_teller_is_not_she() -> None:
    text = "My sister came after me. She was ill. I hid. On Monday the guards beat me."
    assert group(text, "ill-treatment").sex is None


def test_we_are_as_many_as_was_said() -> None:
    text = "We were put on a bus, seventeen of us, and deported to Namyang."
    found = group(text, "forced return")
    assert (found.min, found.max) == (17, 17)


# Ages and countries


@pytest.mark.parametrize(
    ("who", "age"),
    [
        ("A fisherman of 47", "40-49"),
        ("A girl of nineteen", "18-29"),
        ("A boy of about 16", "0-17"),
        ("Students of 19 and 20", "18-29"),
        ("A trader, then 44,", "40-49"),
        ("Four girls aged between 14 and 17", "0-17"),
        ("Two men aged 25 and 61", None),
        ("A mother of five", None),
        ("A family of five", None),
        ("A group of 12", None),
    ],
)
def test_an_age_is_read_however_it_is_put(who: str, age: str | None) -> None:
    verb = "were" if who.startswith(("Students", "Four", "Two")) else "was"
    assert group(f"{who} {verb} arrested in Van.", "arrest").age == age


@pytest.mark.parametrize(
    ("who", "country"),
    [
        ("Eleven nationals of Ethiopia", "ET"),
        ("Three women from Myanmar", "MM"),
        ("Three women from Myanmar and Laos", None),
        ("Three women of Yangon", None),
    ],
)
def test_a_country_behind_the_noun_is_the_nationality(who: str, country: str | None) -> None:
    assert group(f"{who} were arrested on Monday.", "arrest").nationality == country


def test_the_colleague_from_a_school_and_not_the_school_was_arrested() -> None:
    text = "A colleague from the same school, who was arrested in Kars, was released."
    assert (group(text, "arrest").min, group(text, "arrest").max) == (1, 1)


def test_an_arrest_and_a_return_of_eleven_are_both_of_the_eleven() -> None:
    text = "The letter concerns the arrest and the forced return of eleven women."
    assert group(text, "arrest").min == group(text, "forced return").min == 11


@pytest.mark.parametrize(
    ("text", "act", "most", "sex"),
    [
        ("We were nineteen in the cell, and we were beaten daily.", "ill-treatment", 19, None),
        (
            "She left with her two daughters. The girls were beaten by police.",
            "ill-treatment",
            2,
            "female",
        ),
        (
            "A boy was hit. His father carried him to the clinic, where police arrested both.",
            "arrest",
            2,
            "male",
        ),
        (
            "Twenty-three Somalis reached the reef. Fishermen took them to Kilwa. "
            "There the police deported them.",
            "forced return",
            23,
            None,
        ),
        ("The police caught me and my friend, and we were deported.", "forced return", 2, None),
        ("Forty-one of them were deported.", "forced return", 41, None),
        ("He was deported together with his wife and two children.", "forced return", 4, "mixed"),
        ("A couple with three small children was deported.", "forced return", 5, None),
    ],
)
def test_how_many_they_are_is_followed(text: str, act: str, most: int, sex: str | None) -> None:
    claim = next(
        c
        for c in extract(parse(text), Header(id="r", published=date(2024, 5, 4))).claims
        if c.act == act
    )
    assert claim.affected is not None
    assert claim.affected.max == most
    assert claim.affected.sex == sex


def test_an_age_told_in_a_sentence_of_its_own_is_theirs() -> None:
    text = "Police arrested my brother in March. He was 17. They beat him."
    claim = next(
        c
        for c in extract(parse(text), Header(id="r", published=date(2024, 5, 4))).claims
        if c.act == "ill-treatment"
    )
    assert claim.affected is not None
    assert claim.affected.age == "0-17"


@pytest.mark.parametrize(
    "told",
    [
        "A Turkish teacher was arrested in Zenica on Monday. The 46-year-old lost his permit last "
        "year.",
        "The blogger Sherzod M., who was arrested in Moscow on Monday, is ill. M., 46, is held.",
        "Police arrested a teacher, Hamid Rezai, in Van. Rezai, 46, has lived there for a year.",
        "A nurse from Aleppo, Rima K., was arrested in Van. K., 46, has two sons.",
    ],
)
def test_an_age_told_with_a_name_or_alone_is_of_whoever_was_told_of(told: str) -> None:
    assert group(told, "arrest").age == "40-49"


def test_one_of_them_is_told_of_again() -> None:
    told = (
        "Five women were arrested in Hoeryong. One of them, aged 41, has a stomach illness. "
        "A guard beat her."
    )
    beaten = group(told, "ill-treatment")
    assert (beaten.max, beaten.age) == (1, "40-49")


def test_one_of_them_who_does_it_is_not_whom_it_is_done_to() -> None:
    told = 'A baker said: "They told me to go. I showed my card and one of them tore it." '
    assert group(told + "He was beaten, he said.", "ill-treatment").max == 1


# Who says "I"


def test_a_quotation_without_a_verb_of_saying_is_of_whoever_spoke_before() -> None:
    text = (
        'A mason from Kayes, 34, was stopped in Nouakchott. "They closed the quarter," he said. '
        'The gendarmes kept him three days. "They hit me with a cable when I asked for water."'
    )
    found = group(text, "ill-treatment")
    assert (found.sex, found.age, found.nationality) == ("male", "30-39", "ML")


SCRIPT = """NARRATOR: Hawa is 26. In Jizan a housewife employed her.

HAWA: When I asked for my pay, she burned my hand with the iron.

NARRATOR: A guide, 41, was on the mountain above Al Raqw.

GUIDE: The soldiers beat me with a rifle."""


def test_behind_each_label_of_a_script_somebody_else_speaks() -> None:
    burned, beaten = group(SCRIPT, "torture"), group(SCRIPT, "ill-treatment")
    assert (burned.sex, burned.age) == ("female", "18-29")
    assert (beaten.sex, beaten.age) == (None, "40-49")


def test_of_a_family_it_is_told_that_minors_are_among_them() -> None:
    found = group("Police in Peshawar arrested a carpenter, his wife and five children.", "arrest")
    assert (found.min, found.status) == (7, ("minor",))
