"""Groups of people as tables, logs, lists and court files put them."""

import pytest

from bearwitness import read_texts
from bearwitness.model.claim import AffectedGroup


def group_in(text: str, act: str) -> AffectedGroup:
    (reading,) = read_texts([{"text": text, "published": "2024-05-20"}])
    return next(c.affected for c in reading.claims if c.act == act and c.affected)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Arrested: 3 women, 2 men.", 5),
        ("Arrested: 41.", 41),
        ("Those on the bus, nine in all, were arrested.", 9),
        ("The third group, fourteen Lao men, was arrested.", 14),
        ("Everyone in the yard, six people, was arrested.", 6),
        ("A girl of 9, a woman of 40 and a man of 61 were arrested.", 3),
        ("The welder was arrested along with three cousins.", 4),
        ("A young widow was arrested with the baby.", 2),
        ("His sons, four and seven years old, were arrested.", 2),
        ("Two stateless Bidoon welders were arrested.", 2),
        ("SAMARA, Russia (Bel) - Two Uzbek welders who ran away have been arrested.", 2),
        ("Four of the ten were men. All ten were arrested overnight.", 10),
        ("A tailor, his wife and two sons were arrested.", 4),
    ],
)
def test_as_many_are_counted_as_the_words_tell(text: str, people: int) -> None:
    group = group_in(text, "arrest")
    assert (group.min, group.max) == (people, people)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Nine persons, namely 7 women and 2 men, were arrested.", "mixed"),
        ("Nine persons, namely 2 women, were arrested.", None),
        ("The younger of the two brothers was arrested.", "male"),
        ("Another of the sisters was arrested.", "female"),
        ("Of the seven nuns, only one was arrested.", "female"),
        ("A judge was arrested with her two sons.", "mixed"),
        ("Four of the ten were men. All ten were arrested overnight.", None),
        ("Thirty Burmese, among them nine women, were arrested at the pier.", "mixed"),
        ("Five Tajiks, one of them a girl and one a man of 60, were arrested.", "mixed"),
        ("Soldiers arrested 61 migrants. Among them were four boys and a widow.", "mixed"),
        ("Soldiers arrested three pupils. Two are boys of 12; the third is a girl.", "mixed"),
        ("Three pilgrims, including three women, were arrested.", "female"),
        ("Officers arrested ten welders near the camp of 30 women.", None),
        ("A tailor, his wife and two sons were arrested.", "mixed"),
    ],
)
def test_a_sex_is_told_by_the_words_for_all_of_them(text: str, sex: str | None) -> None:
    assert group_in(text, "arrest").sex == sex


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Two welders, both under 18, were arrested.", "0-17"),
        ("Two people were arrested, a welder of 38 and his apprentice of 17.", None),
        ("My son was arrested. He was twenty-five.", "18-29"),
        ("I was nineteen when the soldiers arrested me.", "18-29"),
    ],
)
def test_an_age_is_told_by_the_words_for_all_of_them(text: str, age: str | None) -> None:
    assert group_in(text, "arrest").age == age


def test_two_nationalities_are_none_of_the_group() -> None:
    assert group_in("Police arrested a Kenyan and two Ugandans.", "arrest").nationality is None


def test_some_children_among_them_give_no_status_to_all() -> None:
    assert group_in("Fourteen Lao, eight of them children, were arrested.", "arrest").status == ()
