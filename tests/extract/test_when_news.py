"""What news says of time, kind by kind: the year it leaves out, quarters, ranges, lengths."""

from datetime import date, datetime, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.extract import extract
from bearwitness.extract.when import find_times
from bearwitness.model.dates import Precision, TimeType
from bearwitness.model.report import Header
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


@pytest.mark.parametrize(
    ("text", "exact", "timex"),
    [
        ("Profit fell in the March quarter.", "the March quarter", "2013-Q1"),
        ("Sales rose in the October-December period.", "the October-December period", "2012-Q4"),
        ("Sales rose in the January-to-June period of 2012.",
         "the January-to-June period of 2012", "2012-H1"),
        ("Net income for the quarter was $3 million.", "the quarter", "2012-Q4"),
        ("In the third quarter it lost money. Sales for the quarter fell.", "the quarter",
         "2012-Q3"),
        ("Sales fell in the quarter ended Sept. 30, 2012.", "the quarter", "2012-Q3"),
        ("Claims rose in the week ended March 9.", "the week", "2013-W10"),
        ("It earned $2 million in the same quarter last year.", "the same quarter last year",
         "2011-Q4"),
        ("It earned more in the same period of 2010.", "the same period of 2010", "2010"),
        ("It will report by the end of the second quarter.", "the end of the second quarter",
         "2013-Q2"),
        ("It lost money last quarter.", "last quarter", "2012-Q4"),
        ("It forecast lower sales for the first half.", "the first half", "2013-H1"),
        ("In fiscal 2011's fourth quarter it lost money.", "fiscal 2011's fourth quarter",
         "2011-Q4"),
        ("Orders fell in the latest month.", "the latest month", "2013-02"),
        ("It will hire in the current fiscal year.", "the current fiscal year", "2013"),
        ("It was sold as a car of the 2014 model year.", "the 2014 model year", "2014"),
    ],
)  # fmt: skip
def test_business_tells_its_quarters_halves_and_years(text: str, exact: str, timex: str) -> None:
    assert values(text).get(exact) == timex


@pytest.mark.parametrize(
    ("text", "exact", "timex"),
    [
        ("He left the Friday before.", "the Friday before", "2013-03-15"),
        ("He came in 2008. The year before, he had married.", "The year before", "2007"),
        ("Monday of last week was dry.", "Monday of last week", "2013-03-11"),
        ("They meet Tuesday next week.", "Tuesday next week", "2013-03-26"),
        ("The trial begins a week from Tuesday.", "a week from Tuesday", "2013-04-02"),
        ("He left two Fridays ago.", "two Fridays ago", "2013-03-08"),
        ("The index plunged on Friday the 15th.", "Friday the 15th", "2013-03-15"),
        ("The contract runs through next Feb. 15.", "next Feb. 15", "2014-02-15"),
        ("It opened on the first Monday of June 2012.", "the first Monday of June 2012",
         "2012-06-04"),
        ("They spoke the week before last.", "the week before last", "2013-W10"),
        ("It was founded 20 years ago today.", "20 years ago today", "1993-03-22"),
        ("He fled a year and a half ago.", "a year and a half ago", "2011-09"),
        ("He married last Christmas.", "last Christmas", "2012-12-25"),
        ("She who took over 12 months ago quits.", "12 months ago", "2012-03"),
        ("On March 18 the army came. The following Thursday it left.", "The following Thursday",
         "2013-03-21"),
    ],
)  # fmt: skip
def test_what_is_told_beside_another_time_is_one_expression(
    text: str, exact: str, timex: str
) -> None:
    assert values(text).get(exact) == timex


@pytest.mark.parametrize(
    ("text", "exact", "timex"),
    [
        ("He was shot at about 11 o'clock Wednesday night.", "about 11 o'clock Wednesday night",
         "2013-03-20T23:00"),
        ("It shut at 8:30 Tuesday night.", "8:30 Tuesday night", "2013-03-19T20:30"),
        ("He was found at 7:40 this morning.", "7:40 this morning", "2013-03-22T07:40"),
        ("They were shot between 2 p.m. and 4 p.m. Tuesday.", "2 p.m.", "2013-03-19T14:00"),
        ("She left at 10 p.m. on Monday and was found 25 minutes later.", "25 minutes later",
         "2013-03-18T22:25"),
        ("She left at 11:50 p.m. on Monday and was found half dead an hour later.",
         "an hour later", "2013-03-19T00:50"),
        ("He died in the early hours of Monday.", "the early hours of Monday", "2013-03-18TMO"),
        ("The house collapsed overnight.", "overnight", "2013-03-21TNI"),
        ("Rain is expected overnight.", "overnight", "2013-03-22TNI"),
        ("The storm is due on Tuesday night.", "Tuesday night", "2013-03-26TNI"),
    ],
)  # fmt: skip
def test_clock_times_and_nights_lie_on_the_day_told_with_them(
    text: str, exact: str, timex: str
) -> None:
    assert values(text).get(exact) == timex


def test_a_clock_time_is_not_of_a_day_told_in_passing_in_another_paragraph() -> None:
    text = "Shares fell Monday, said Ann Tobin, an analyst who left last Thursday.\n\n{}"
    assert values(text.format("They stood at $13 by 10:15 a.m."))["10:15 a.m."] == (
        "2013-03-18T10:15"
    )


@pytest.mark.parametrize(
    ("text", "exact", "kind", "timex"),
    [
        ("It operates 130 flights a day.", "a day", "SET", "P1D"),
        ("It pumps two million barrels of oil a day.", "a day", "SET", "P1D"),
        ("Four people died a day after the raid.", "a day", "DURATION", "P1D"),
        ("The laser fires 10 times a second.", "10 times a second", "SET", "PT1S"),
        ("He won by less than a second.", "less than a second", "DURATION", "PT1S"),
        ("She was held for two years and three months.", "two years and three months",
         "DURATION", "P2Y3M"),
        ("He ran it in 27 minutes 14 seconds.", "27 minutes 14 seconds", "DURATION", "PT27M14S"),
        ("They met over an eight-month period.", "an eight-month period", "DURATION", "P8M"),
        ("The siege will last about eight weeks.", "about eight weeks", "DURATION", "P8W"),
        ("A 2 1/2-year term awaits him.", "2 1/2-year", "DURATION", "P2.5Y"),
        ("A three-and-a-half-year term awaits him.", "three-and-a-half-year", "DURATION",
         "P3.5Y"),
        ("The yearlong strike is over.", "yearlong", "DURATION", "P1Y"),
        ("The centuries-old custom is dying.", "centuries-old", "DURATION", "PXCE"),
        ("He worked for two nights.", "two nights", "DURATION", "P2D"),
        ("Interest is paid semiannually.", "semiannually", "SET", "P6M"),
        ("The river floods every few years.", "every few years", "SET", "PXY"),
        ("The council meets on the first Monday of each month.",
         "the first Monday of each month", "SET", "P1M"),
    ],
)  # fmt: skip
def test_rates_and_lengths_have_their_kind(text: str, exact: str, kind: str, timex: str) -> None:
    found = {t.exact: (t.type.name, t.timex) for t in find_times(parse(text), FRIDAY)}
    assert found.get(exact) == (kind, timex)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("He scored twice in the first half as the team won the match.", "the first half"),
        ("A former soldier was held.", "former"),
        ("He gave her a second chance.", "a second"),
        ("It has happened three times in as many weeks.", "many weeks"),
        ("He was seen as recently as March.", "recently"),
    ],
)
def test_halves_of_a_match_ordinals_and_former_people_are_no_times_of_news(
    text: str, exact: str
) -> None:
    assert exact not in values(text)


def test_today_against_a_long_past_is_the_present() -> None:
    assert values("Until recently we guessed. Today we can count.")["Today"] == "PRESENT_REF"
    assert values("The court ruled in 2009. Today the judge will retire.")["Today"] == "2013-03-22"


def test_the_article_of_a_decade_before_a_clause_belongs_to_it() -> None:
    assert "the 1970s" in values("In the 1970s premiums doubled.")
    assert "1970s" in values("He acted in the 1970s film.")


@given(hour=st.integers(1, 12), minutes=st.integers(1, 59), count=st.integers(1, 50))
@settings(max_examples=40, deadline=None)
def test_minutes_later_are_counted_from_the_clock_time_before(
    hour: int, minutes: int, count: int
) -> None:
    text = f"She left at {hour}:{minutes:02d} p.m. on Monday and fell {count} minutes later."
    first, second = [t for t in find_times(parse(text), FRIDAY) if t.type is TimeType.TIME]
    start, end = (datetime.fromisoformat(t.timex) for t in (first, second))
    assert end - start == timedelta(minutes=count)


def test_what_goes_on_since_a_month_began_before_the_report() -> None:
    told = find_times(parse("Since July at least nine of us are missing."), date(2021, 1, 27))
    assert [t.edtf for t in told] == ["2020-07"]


def test_the_year_may_stand_behind_a_part_of_a_day_and_a_day_be_told_in_words() -> None:
    text = "I left Gulu in 2014. On the night of 3 April this year they came for me."
    told = {t.exact: t.edtf for t in find_times(parse(text), date(2023, 11, 20))}
    assert told["the night of 3 April"] == "2023-04-03"
    told = {
        t.exact: t.edtf for t in find_times(parse("It was the ninth of May."), date(2023, 6, 1))
    }
    assert told == {"the ninth of May": "2023-05-09"}


def test_a_day_of_birth_dates_no_act() -> None:
    text = "My sister, born 1985, was sold to a farmer near Gulu. She was arrested in 2019."
    found = extract(parse(text), Header(id="report-invented", published=date(2023, 1, 1))).claims
    assert all(c.when is None or c.when.edtf != "1985" for c in found)
