"""What news says of time, kind by kind: the year it leaves out, quarters, ranges, lengths."""

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.extract.when import find_times
from bearwitness.model.dates import Precision, TimeType
from bearwitness.reference.parse import parse

FRIDAY = date(2013, 3, 22)
NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def values(text: str, published: date | None = FRIDAY) -> dict[str, str]:
    return {t.exact: t.timex for t in find_times(parse(text), published)}


@pytest.mark.parametrize(
    ("text", "exact", "timex"),
    [
        ("She was arrested on Dec. 4.", "Dec. 4", "2012-12-04"),
        ("The pilgrims will return on April 6.", "April 6", "2013-04-06"),
        ("The vote was put off to April 2.", "April 2", "2013-04-02"),
        ("The trial of June 2 was long.", "June 2", "2012-06-02"),
        ("Officials asked for the money to be paid in January.", "January", "2013-01"),
        ("Join us on April 9.", "April 9", "2013-04-09"),
        ("The council meets on Tuesday.", "Tuesday", "2013-03-26"),
        ("Tuesday's talks are a test.", "Tuesday", "2013-03-19"),
        ("Come to the office on Tuesday.", "Tuesday", "2013-03-26"),
        ("The plant will shut Sunday through Tuesday.", "Tuesday", "2013-03-26"),
        (
            "He was shot at 4 p.m. local time Tuesday.",
            "4 p.m. local time Tuesday",
            "2013-03-19T16:00",
        ),
        ("Next week they go to the coast.", "Next week", "2013-W13"),
        ("It rose in February from 3 percent a year earlier.", "a year earlier", "2012-02"),
        ("Profit fell from the year-earlier quarter.", "the year-earlier quarter", "2012-Q1"),
        ("Profit fell in last year's third quarter.", "last year's third quarter", "2012-Q3"),
        ("Profit fell in the 2011 third quarter.", "the 2011 third quarter", "2011-Q3"),
        ("Profit fell in the latest quarter.", "the latest quarter", "2012-Q4"),
        ("It cut jobs this fiscal year.", "this fiscal year", "2013"),
        ("The mine will close by year-end.", "year-end", "2013"),
        ("He was killed a week after the raid.", "a week", "P1W"),
        ("He was killed four days before soldiers came.", "four days", "P4D"),
        ("Over 200 died over ten years.", "ten years", "P10Y"),
        ("He was held for over ten years.", "over ten years", "P10Y"),
        ("It takes six to eight weeks.", "eight weeks", "P8W"),
        ("It takes six to eight weeks.", "six", "P6W"),
        ("They walked for 3hrs.", "3hrs", "PT3H"),
        ("They waited all day.", "all day", "P1D"),
        ("They met the other day.", "the other day", "PAST_REF"),
        ("The Sept. 11 attacks changed that.", "Sept. 11", "2001-09-11"),
        ("After 9/11 it was closed.", "9/11", "2001-09-11"),
        ("The road floods every spring.", "every spring", "XXXX-SP"),
        ("The road floods every April.", "every April", "XXXX-04"),
        ("He came back later in the day.", "later in the day", "2013-03-22"),
        ("They ruled for half a century.", "half a century", "P50Y"),
        ("He left a quarter-century ago.", "a quarter-century ago", "1988"),
    ],
)
def test_news_expressions_have_their_span_and_value(text: str, exact: str, timex: str) -> None:
    assert values(text).get(exact) == timex


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("The Guards May Be Freed.", "May"),
        ("He kept it up to date.", "date"),
        ("He said that Thursday was hard.", "that Thursday"),
        ("Since the start of the 2016 season he has won.", "the start of the 2016"),
        ("He spoke on election night.", "night"),
    ],
)
def test_what_only_looks_like_a_time_is_not_read(text: str, exact: str) -> None:
    assert exact not in values(text)


def test_without_a_publication_date_words_that_need_one_stay_open() -> None:
    text = "The camp may grow by 2030. She fled last night. He will be tried on Tuesday morning."
    assert values(text, None)["last night"] == "XXXX-XX-XXTNI"
    assert values(text, None)["Tuesday morning"] == "XXXX-WXX-2TMO"
    found = find_times(parse("It opened on 3 May. Next week it shuts."), None)
    assert [(t.earliest, t.precision) for t in found] == [
        (None, Precision.YEAR_UNKNOWN),
        (None, Precision.UNKNOWN),
    ]


def test_a_year_two_paragraphs_back_gives_no_year_where_none_was_published() -> None:
    text = "They came in 2014.\n\nIt was cold.\n\nIt was dark.\n\nOn 3 May she left."
    assert values(text, None)["3 May"] == "XXXX-05-03"


@settings(max_examples=60, deadline=None)
@given(published=st.dates(date(1990, 1, 1), date(2060, 1, 1)), index=st.integers(0, 8))
def test_days_ago_are_that_many_days_before_the_publication(published: date, index: int) -> None:
    (found,) = find_times(parse(f"She fled {NUMBERS[index]} days ago."), published)
    assert found.earliest == found.latest == published - timedelta(index + 2)
    assert found.anchor == "publication"


@settings(max_examples=60, deadline=None)
@given(day=st.dates(date(1990, 1, 1), date(2060, 1, 1)), index=st.integers(0, 8))
def test_days_later_are_counted_from_the_date_named_before(day: date, index: int) -> None:
    text = f"She fled on {day.day} {day:%B %Y} and was caught {NUMBERS[index]} days later."
    first, second = find_times(parse(text), date(2061, 1, 1))
    assert second.earliest == second.latest == day + timedelta(index + 2)
    assert (first.anchor, second.anchor) == ("absolute", "previous")


@settings(max_examples=80, deadline=None)
@given(
    published=st.dates(date(1990, 2, 1), date(2060, 1, 1)),
    said=st.sampled_from(
        [
            "was shot on Tuesday",
            "was shot last week",
            "was shot in May",
            "was shot on 9 June",
            "was shot last month",
            "was shot in early March",
            "was shot last summer",
            "was shot in the second quarter",
            "was shot in the late 1980s",
            "was shot on Christmas",
        ]
    ),
)
def test_edtf_and_days_say_the_same_and_most_past_days_lie_behind(
    published: date, said: str
) -> None:
    (found,) = [t for t in find_times(parse(f"One woman {said}."), published) if t.edtf]
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.latest
    parsed = parse_edtf(found.edtf)
    assert date(*parsed.lower_strict()[:3]) == found.earliest
    assert date(*parsed.upper_strict()[:3]) == found.latest
    assert found.earliest <= published + timedelta(46)


@given(years=st.integers(1, 110), form=st.sampled_from(["{}-year-old", "aged {}", "{} years old"]))
@settings(max_examples=30, deadline=None)
def test_an_age_is_a_duration_and_gives_no_date(years: int, form: str) -> None:
    (found,) = find_times(parse(f"A guard {form.format(years)} was freed."), FRIDAY)
    assert (found.type, found.timex, found.when) == (TimeType.DURATION, f"P{years}Y", None)
