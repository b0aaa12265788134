"""A table of counts is read in any of the ways people write periods, or refused with a hint."""

import random

import pytest

from bearwitness.measure.warning.series import read_series
from bearwitness.model.errors import BadTable

WEEKS = [[f"2020-W{week:02d}", "1"] for week in range(50, 54)] + [["2021-W01", "2"]]


def test_iso_weeks_run_over_a_year_of_fifty_three():
    series = read_series(["week", "count"], WEEKS)
    assert series.labels[-2:] == ("2020-W53", "2021-W01")
    assert (series.unit, series.counts) == ("week", (1, 1, 1, 1, 2))


@pytest.mark.parametrize(
    ("header", "rows", "unit", "last"),
    [
        (
            ["month", "n"],
            [["2020-11", "0"], ["2020-12", "3"], ["2021-01", "1"]],
            "month",
            "2021-01",
        ),
        (["year", "month", "n"], [["2020", "12", "3"], ["2021", "1", "1"]], "month", "2021-01"),
        (["year", "week", "n"], [["2019", "52", "3"], ["2020", "1", "1"]], "week", "2020-W01"),
        (["date", "n"], [["2021-02-22", "3"], ["2021-03-01", "1"]], "week", "2021-03-01"),
        (["date", "n"], [["2021-01-01", "3"], ["2021-02-01", "1"]], "month", "2021-02-01"),
        (["t", "obs", "state"], [["7", "3", "0"], ["8", "1", "1"]], "week", "8"),
        (["month", "obs"], [["1", "3"], ["2", "1"]], "month", "2"),
        (["incidents"], [["3"], ["1.0"]], "week", "2"),
        (["\ufeffperiod", "raids"], [["2021-W01", "3"], ["2021-W02", "1"]], "week", "2021-W02"),
    ],
)
def test_periods_are_read_as_people_write_them(header, rows, unit, last):
    series = read_series(header, rows)
    assert (series.unit, series.labels[-1], series.counts[-1]) == (unit, last, 1)


def test_the_order_of_the_rows_does_not_matter():
    mixed = WEEKS.copy()
    random.Random(3).shuffle(mixed)
    assert read_series(["week", "count"], mixed) == read_series(["week", "count"], WEEKS)


def test_columns_can_be_named_and_the_unit_said():
    rows = [["1", "5", "9"], ["2", "6", "8"]]
    series = read_series(["a", "b", "c"], rows, count_column="b", period_column="a", unit="month")
    assert (series.counts, series.unit) == ((5, 6), "month")


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        (["week", "count"], [], "no rows"),
        (["week", "count"], [["2021-W01", "-1"]], "line 2: the count is negative"),
        (["week", "count"], [["2021-W01", "few"]], "line 2: the count is not a whole number"),
        (["week", "count"], [["2021-W01", "1.5"]], "not a whole number"),
        (["week", "count"], [["2021-W01", "nan"]], "not a whole number"),
        (["week", "count"], [["2021-W01", ""]], "the count is missing"),
        (["week", "count"], [["2021-W01", "9" * 30]], "the count is over"),
        (["week", "count"], [["2021-W01", "1"], ["2021-W03", "1"]], "2021-W02 is missing"),
        (["week", "count"], [["2021-W54", "1"]], "line 2: the period cannot be read"),
        (["month", "count"], [["2021-13", "1"]], "line 2: the period cannot be read"),
        (["date", "count"], [["2021-02-30", "1"]], "line 2: the period cannot be read"),
        (["month", "count"], [["2021-01", "1"], ["2021-01", "1"]], "is there twice"),
        (["week", "count"], [["2021-W01", "1"], ["2021-02", "1"]], "more than one way"),
        (["date", "count"], [["2021-01-01", "1"], ["2021-01-03", "1"]], "neither a week nor"),
        (["date", "count"], [["2021-01-01", "1"], ["2021-01-15", "1"]], "2021-01-08 is missing"),
        (["week", "count"], [["2021-W01"]], "line 2 has 1 cells"),
        (["week", "arrests", "raids"], [["2021-W01", "1", "2"]], "2 columns could hold the count"),
        (["week", "date", "n"], [["2021-W01", "1", "2"]], "2 columns could hold the period"),
        (["year", "n"], [["2021", "2"]], "there is a year column"),
        (["n", "n"], [["1", "2"]], "two columns have one name"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line_and_a_hint(header, rows, said):
    with pytest.raises(BadTable, match=said) as refused:
        read_series(header, rows)
    assert refused.value.hint


def test_a_unit_against_the_periods_is_refused():
    with pytest.raises(BadTable, match="the periods are months"):
        read_series(["month", "n"], [["2021-01", "1"], ["2021-02", "1"]], unit="week")


def test_a_refusal_never_repeats_what_a_cell_says():
    with pytest.raises(BadTable) as refused:
        read_series(["week", "count"], [["2021-W01", "Invented Name"]])
    assert "Invented" not in refused.value.problem + refused.value.hint


def test_a_column_that_was_named_must_be_there():
    with pytest.raises(BadTable, match="not in the heading"):
        read_series(["week", "n"], [["2021-W01", "1"]], count_column="raids")
