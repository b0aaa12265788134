"""Laws that hold for every text and every moment."""

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.extract.times.moment import PRECISION_OF, SEASONS, Moment, shifted
from bearwitness.extract.when import find_times
from bearwitness.reference.parse import parse

STORY = (
    "She was arrested on 30 July 2021 and freed two days later. Raids went on from March to "
    "May 2020, and since early June. In the summer of 2019, and in Q3 2018, it was rare. He left "
    "last winter. In the mid-1990s and the 19th century. On Friday, on Christmas, at 3 a.m. on "
    "14 March, in 264 BC. "
    "On 12/06/2021. By the end of the year. For two years. In January."
)
PIECES = st.sampled_from(
    [*STORY.replace("\n", " ").split(" "), "\n\n", "1999", "-", "the", "week", "ago"]
)
DAYS = st.dates(date(1700, 1, 1), date(2100, 12, 31))


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    day = draw(DAYS)
    grain = draw(st.sampled_from(list(PRECISION_OF)))
    if grain == "season":
        return Moment("season", day.year, part=draw(st.sampled_from(sorted(SEASONS))))
    moment = Moment.of_day(day).at(grain)
    thirds = (
        [None, "early", "mid", "late"]
        if grain in ("month", "year", "decade", "century")
        else [None]
    )
    return Moment(moment.grain, moment.year, moment.month, moment.day, moment.part,
                  third=draw(st.sampled_from(thirds)))  # fmt: skip


@given(moment=moments())
def test_the_first_day_is_never_after_the_last(moment: Moment) -> None:
    assert moment.days is not None
    assert moment.days[0] <= moment.days[1]


@given(moment=moments())
def test_edtf_is_valid_and_says_the_same_days_as_the_interval(moment: Moment) -> None:
    assert moment.edtf is not None
    assert moment.days is not None
    parsed = parse_edtf(moment.edtf)
    assert date(*parsed.lower_strict()[:3]) == moment.days[0]
    assert date(*parsed.upper_strict()[:3]) == moment.days[1]


@given(day=DAYS, grain=st.sampled_from(list(PRECISION_OF)))
def test_a_day_lies_in_its_coarser_stretch(day: date, grain: str) -> None:
    days = Moment.of_day(day).at(grain).days
    if grain in ("season", "weekend"):  # a day need not lie in the season or weekend of its week
        return
    assert days is not None
    assert days[0] <= day <= days[1]


@given(
    day=DAYS, count=st.integers(-400, 400), unit=st.sampled_from(["day", "week", "month", "year"])
)
def test_moving_forth_and_back_gives_the_same_stretch(day: date, count: int, unit: str) -> None:
    moment = Moment.of_day(day).at(unit)
    assert shifted(shifted(moment, count, unit), -count, unit) == moment


@settings(max_examples=40, deadline=None)
@given(words=st.lists(PIECES, max_size=25), published=st.none() | DAYS)
def test_spans_resolve_follow_each_other_and_agree_with_their_edtf(
    words: list[str], published: date | None
) -> None:
    text, reached = " ".join(words), 0
    for found in find_times(parse(text), published):
        assert reached <= found.start < found.end
        assert text[found.start : found.end] == found.exact
        assert (found.earliest is None) == (found.latest is None)
        if found.earliest and found.latest:
            assert found.earliest <= found.latest
        if found.edtf:
            parse_edtf(found.edtf)
        reached = found.end


@pytest.mark.parametrize("pad", [1, 7, 400])
def test_spaces_before_a_text_shift_the_spans_and_nothing_else(pad: int) -> None:
    published = date(2021, 9, 1)
    plain, moved = (
        find_times(parse(STORY), published),
        find_times(parse(" " * pad + STORY), published),
    )
    assert [(t.start + pad, t.timex, t.edtf) for t in plain] == [
        (t.start, t.timex, t.edtf) for t in moved
    ]


def test_the_same_text_gives_the_same_times() -> None:
    doc = parse(STORY)
    assert find_times(doc, date(2021, 9, 1)) == find_times(doc, date(2021, 9, 1))


def test_a_long_article_with_a_few_past_years_keeps_its_own_days():
    filler = "The union said that its members would go on with their work in the villages. " * 100
    past = "It was founded in 2015, split in 2016, met in 2017 and again in 2017. "
    doc = parse(past + filler + "Since late April, police have arrested nine members.")
    (found,) = [t for t in find_times(doc, date(2020, 5, 20)) if t.exact == "late April"]
    assert str(found.earliest) == "2020-04-21"
