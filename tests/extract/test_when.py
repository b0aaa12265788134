"""Time expressions, phenomenon by phenomenon. Every sentence is invented."""

from datetime import date

import pytest

from bearwitness.extract.when import find_times
from bearwitness.model.dates import Precision, TimeExpression
from bearwitness.reference.parse import parse

FRIDAY = date(2013, 3, 22)


def times(text: str, published: date | None = FRIDAY) -> list[TimeExpression]:
    return list(find_times(parse(text), published))


def values(text: str, published: date | None = FRIDAY) -> list[tuple[str, str]]:
    return [(t.exact, t.timex) for t in times(text, published)]


@pytest.mark.parametrize(
    ("text", "exact", "timex"),
    [
        ("They were held on 14 March 2019.", "14 March 2019", "2019-03-14"),
        ("They were held on March 14, 2019.", "March 14, 2019", "2019-03-14"),
        ("They were held on the 3rd of May 2019.", "the 3rd of May 2019", "2019-05-03"),
        ("It was signed 2019-03-14 in the town.", "2019-03-14", "2019-03-14"),
        ("It was signed on 25/12/2019 there.", "25/12/2019", "2019-12-25"),
        ("The raid was in February of 2020.", "February of 2020", "2020-02"),
        ("It was rare in the 1990s.", "the 1990s", "199"),
        ("It was rare in the mid-1990s.", "the mid-1990s", "199"),
        ("It began in the 19th century.", "the 19th century", "18"),
        ("It fell in 264 BC after a siege.", "264 BC", "BC0264"),
        ("He came in the summer of 2010.", "the summer of 2010", "2010-SU"),
        ("Arrests rose in Q3 2012 again.", "Q3 2012", "2012-Q3"),
        ("It fell in the first half of 2019.", "the first half of 2019", "2019-H1"),
        ("It was passed in fiscal 2012.", "fiscal 2012", "2012"),
        ("They met at 9:30 p.m. on Thursday.", "9:30 p.m.", "2013-03-21T21:30"),
        ("They met on Tuesday night.", "Tuesday night", "2013-03-19TNI"),
        ("They left this morning.", "this morning", "2013-03-22TMO"),
        ("They left on the night of 14 March.", "the night of 14 March", "2013-03-14TNI"),
        ("They left last week.", "last week", "2013-W11"),
        ("They left earlier this month.", "earlier this month", "2013-03"),
        ("They left yesterday.", "yesterday", "2013-03-21"),
        ("They left two years ago.", "two years ago", "2011"),
        ("They left nearly three weeks ago.", "nearly three weeks ago", "2013-W09"),
        ("He waited for several years.", "several years", "PXY"),
        ("He waited for nearly two years.", "nearly two years", "P2Y"),
        ("He waited two and a half years.", "two and a half years", "P2.5Y"),
        ("He slept for half an hour.", "half an hour", "PT30M"),
        ("It rose over the past three years.", "the past three years", "P3Y"),
        ("It ended a 24-hour strike.", "24-hour", "PT24H"),
        ("She is now in prison.", "now", "PRESENT_REF"),
        ("She was recently freed.", "recently", "PAST_REF"),
        ("He was a guard recently.", "recently", "PAST_REF"),
        ("They meet every Sunday.", "every Sunday", "XXXX-WXX-7"),
        ("They meet twice a week.", "twice a week", "P1W"),
        ("The annual report is out.", "annual", "P1Y"),
    ],
)
def test_an_expression_has_its_span_and_its_timex_value(text: str, exact: str, timex: str) -> None:
    assert (exact, timex) in values(text)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Some 2,000 people fled.", "2,000"),
        ("They slept in room 2010.", "2010"),
        ("Resolution 1973 was adopted.", "1973"),
        ("Call 010 1985 2012 for help.", "1985"),
        ("It cost $1990 in all.", "1990"),
        ("They may march again.", "may"),
        ("She was in her forties.", "forties"),
        ("The spring of the trap broke.", "spring"),
        ("After the fall of the city they fled.", "fall"),
    ],
)
def test_quantities_and_look_alikes_are_not_dates(text: str, exact: str) -> None:
    assert exact not in [t.exact for t in times(text)]


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("The court sentenced them on Monday.", "2013-03-18"),
        ("The court will sentence them on Monday.", "2013-03-25"),
        ("The court sentenced them in November.", "2012-11"),
        ("The court will sentence them in November.", "2013-11"),
        ("The trial begins on Wednesday.", "2013-03-27"),
    ],
)
def test_the_tense_says_on_which_side_of_publication_a_bare_date_lies(
    text: str, timex: str
) -> None:
    assert timex in [t.timex for t in times(text)]


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        ("early July 2021", date(2021, 7, 1), date(2021, 7, 10)),
        ("mid-July 2021", date(2021, 7, 11), date(2021, 7, 20)),
        ("late July 2021", date(2021, 7, 21), date(2021, 7, 31)),
        ("late February 2021", date(2021, 2, 21), date(2021, 2, 28)),
    ],
)
def test_a_third_of_a_month_is_ten_days_or_what_is_left(
    said: str, earliest: date, latest: date
) -> None:
    found = times(f"They were arrested in {said} there.")[0]
    assert (found.earliest, found.latest) == (earliest, latest)
    assert found.edtf == f"{earliest}/{latest}"
    assert found.precision is Precision.PART_OF_MONTH


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("He has been held since July 2019.", "since"),
        ("He fled before July 2019.", "before"),
        ("He stayed until July 2019.", "until"),
        ("They were gone by July 2019.", "by"),
        ("It was around July 2019.", "about"),
        ("It was July 2019.", None),
    ],
)
def test_the_operator_before_a_date_is_kept(text: str, operator: str | None) -> None:
    found = next(t for t in times(text) if t.timex == "2019-07")
    assert found.operator == operator
    assert (found.earliest, found.latest) == (date(2019, 7, 1), date(2019, 7, 31))


def test_without_a_publication_date_the_year_stays_open() -> None:
    found = times("She was arrested on 12 December.", None)[0]
    assert (found.timex, found.edtf, found.earliest) == ("XXXX-12-12", "XXXX-12-12", None)
    assert found.precision is Precision.YEAR_UNKNOWN


def test_without_a_publication_date_yesterday_is_no_date() -> None:
    found = times("She was arrested yesterday.", None)[0]
    assert (found.timex, found.edtf, found.when) == ("XXXX-XX-XX", None, None)


def test_anchored_expressions_count_from_the_date_before_them() -> None:
    text = (
        "She was arrested on 30 July 2021. Two days later she was charged. The next day she died."
    )
    assert [t.timex for t in times(text)] == ["2021-07-30", "2021-08-01", "2021-08-02"]
    assert [t.anchor for t in times(text)] == ["absolute", "previous", "previous"]


def test_that_month_and_the_following_week_count_from_the_date_before_them() -> None:
    text = (
        "She was arrested on 5 May 2020. That month ten others were. The following week none was."
    )
    assert [t.timex for t in times(text)] == ["2020-05-05", "2020-05", "2020-W20"]


NARRATIVE = (
    "The camp was opened in April 1951 and closed in August 1953. In May 1955 it was opened again. "
    "In June guards fired on prisoners. On 12 June the governor came. On 3 December 1955 he left. "
    "In January a new one came. "
)


def test_a_narrative_is_told_from_the_date_it_has_reached() -> None:
    found = dict(values(NARRATIVE))
    assert found["June"] == "1955-06"
    assert found["12 June"] == "1955-06-12"
    assert found["January"] == "1956-01"


def test_a_year_mentioned_in_passing_does_not_move_a_narrative() -> None:
    text = (
        NARRATIVE + "He praised the treaty of 1812. In March he fell. It was 1956. In 1957 he died."
    )
    assert dict(values(text))["March"] == "1956-03"


def test_today_in_a_quotation_of_a_narrative_is_left_open() -> None:
    text = (
        NARRATIVE
        + "It was full in 1956 and 1957. "
        + '"Today we are free," he said. Today it is a museum.'
    )
    assert [t.timex for t in times(text)][-2:] == ["XXXX-XX-XX", "PRESENT_REF"]


@pytest.mark.parametrize(
    "text",
    [
        "It went on between March and May 2020 there.",
        "It went on from March to May 2020 there.",
    ],
)
def test_both_ends_of_a_range_carry_the_whole_interval(text: str) -> None:
    first, second = times(text)
    assert (first.timex, second.timex) == ("2020-03", "2020-05")
    assert first.edtf == second.edtf == "2020-03/2020-05"
    assert (second.earliest, second.latest) == (date(2020, 3, 1), date(2020, 5, 31))


def test_a_range_of_days_gives_each_day_its_month() -> None:
    found = times("The raids of 3-7 June 2019 went on.")
    assert [(t.exact, t.timex) for t in found] == [
        ("3", "2019-06-03"),
        ("7 June 2019", "2019-06-07"),
    ]
    assert found[0].edtf == "2019-06-03/2019-06-07"
    assert [t.timex for t in times("The raids of June 3-7, 2019 went on.")] == [
        "2019-06-03",
        "2019-06-07",
    ]


def test_a_short_end_of_a_year_range_is_a_year() -> None:
    assert [t.timex for t in times("The famine of 1995-98 went on.")] == ["1995", "1998"]


def test_where_day_and_month_may_be_swapped_the_interval_holds_both_readings() -> None:
    found = times("The form is dated 12/06/2021 in ink.")[0]
    assert (found.earliest, found.latest) == (date(2021, 6, 12), date(2021, 12, 6))
    assert found.precision is Precision.INTERVAL


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("A six-year-old was freed.", "P6Y"),
        ("A boy aged 14 was freed.", "P14Y"),
        ("She was held for seven years.", "P7Y"),
        ("He reports daily to them.", "P1D"),
    ],
)
def test_ages_durations_and_sets_never_fill_a_when(text: str, timex: str) -> None:
    found = times(text)[0]
    assert (found.timex, found.when, found.edtf) == (timex, None, None)


def test_the_article_of_a_noun_that_a_season_stands_before_is_left_out() -> None:
    assert "summer" in [t.exact for t in times("The summer offensive failed in the end.")]


def test_a_clock_time_takes_the_day_told_after_it() -> None:
    found = times("Guards came at 3 a.m. Tuesday and left.")[0]
    assert (found.exact, found.timex, found.edtf) == (
        "3 a.m. Tuesday",
        "2013-03-19T03:00",
        "2013-03-19",
    )


def test_years_before_christ_have_astronomical_edtf_and_no_days() -> None:
    found = times("It fell in 264 BC after a siege.")[0]
    assert (found.edtf, found.earliest) == ("-0263", None)
