"""How many people, of what sex, age band, nationality and status; never a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.extract import extract
from bearwitness.extract.ages import band
from bearwitness.extract.counts import bounded, number
from bearwitness.model.claim import AffectedGroup
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse


def affected(who: str) -> AffectedGroup:
    verb = "were" if who[-1] == "s" or "and" in who else "was"
    claims = extract(parse(f"{who} {verb} arrested."), Header(id="report-invented")).claims
    groups = [c.affected for c in claims if c.act == "arrest"]
    assert len(groups) == 1
    assert groups[0] is not None
    return groups[0]


@pytest.mark.parametrize(
    ("who", "low", "high"),
    [
        ("A woman", 1, 1),
        ("Three women", 3, 3),
        ("More than 10 refugees", 11, None),
        ("At least 10 refugees", 10, None),
        ("Up to 10 refugees", 1, 10),
        ("As many as 10 refugees", 1, 10),
        ("Fewer than 10 refugees", 1, 9),
        ("About 10 refugees", 8, 12),
        ("Dozens of refugees", 24, 99),
        ("Several students", 3, 9),
        ("A couple", 2, 2),
        ("Two women and a child", 3, 3),
        ("One of two women", 1, 1),
        ("Two hundred workers", 200, 200),
        ("Refugees", 2, None),
        ("Kim Ara", 1, 1),
        ("Kim Ara and two others", 3, 3),
    ],
)
def test_words_for_numbers_become_bounds(who: str, low: int, high: int | None) -> None:
    group = affected(who)
    assert (group.min, group.max) == (low, high)


def test_only_a_plain_number_is_exact() -> None:
    assert affected("Three women").exact
    assert not affected("Dozens of women").exact
    assert not affected("About 10 women").exact


@pytest.mark.parametrize(
    ("who", "sex"),
    [
        ("Two women", "female"),
        ("Two men", "male"),
        ("A man and a woman", "mixed"),
        ("Two students", None),
    ],
)
def test_sex_comes_from_the_noun(who: str, sex: str | None) -> None:
    assert affected(who).sex == sex


@pytest.mark.parametrize(
    ("who", "age"),
    [
        ("A 34-year-old woman", "30-39"),
        ("A woman in her thirties", "30-39"),
        ("A six-year-old girl", "0-17"),
        ("Two children", "0-17"),
        ("An elderly man", "60+"),
        ("A girl and her mother", None),
        ("A woman", None),
    ],
)
def test_an_age_becomes_a_band(who: str, age: str | None) -> None:
    assert affected(who).age == age


def test_a_demonym_gives_the_nationality_and_words_the_status() -> None:
    group = affected("Two undocumented North Korean refugees")
    assert group.nationality == "KP"
    assert group.status == ("refugee", "undocumented")


@given(st.integers(0, 120))
def test_every_age_has_one_band_and_under_eighteen_is_one(years: int) -> None:
    assert (band(years) == "0-17") == (years < 18)


@given(
    st.integers(1, 10**6),
    st.sampled_from(["", "about", "at least", "more than", "up to", "fewer than"]),
)
def test_bounds_are_never_the_wrong_way_round(value: int, before: str) -> None:
    found = bounded(value, before)
    assert found.low >= 1
    assert found.high is None or found.low <= found.high
    assert found.is_exact == (before == "")


@given(st.integers(0, 999_999))
def test_digits_say_themselves(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@pytest.mark.parametrize(
    ("who", "low", "high"),
    [
        ("Half of the 60 miners", 30, 30),
        ("Most of the 9 monks", 5, 9),
        ("Between 20 and 30 people", 20, 30),
        ("Six or more women", 6, None),
        ("No more than 20 women", 1, 20),
        ("A family of five", 5, 5),
        ("Both brothers", 2, 2),
        ("Half a dozen women", 6, 6),
        ("One in four of the 80 inmates", 20, 20),
    ],
)
def test_shares_and_ranges_become_bounds(who: str, low: int, high: int | None) -> None:
    group = affected(who)
    assert (group.min, group.max) == (low, high)


@given(st.sampled_from(["Mira", "Aram", "Jisu"]), st.sampled_from(["Oll", "Tarr", "Senn"]))
def test_a_group_of_named_people_holds_no_name(first: str, last: str) -> None:
    group = affected(f"{first} {last}, her husband and their two sons")
    assert group.min == 4
    assert first not in repr(group)
    assert last not in repr(group)
