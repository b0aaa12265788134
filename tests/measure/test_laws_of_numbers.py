"""Laws that every number keeps: order, splitting, holding what is documented, scale."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.measure.case_numbers import case_numbers
from bearwitness.measure.counts import documented
from bearwitness.measure.overtime.lag import nowcast, triangle
from bearwitness.measure.undercount.chao import chao
from bearwitness.measure.undercount.decomposable import dga
from bearwitness.measure.undercount.latent_class import latent_class
from bearwitness.measure.undercount.loglinear import loglinear
from bearwitness.measure.undercount.sparse import sparse
from bearwitness.model.errors import SeriesTooShort, TooFewOverlaps
from bearwitness.model.incident import Said
from bearwitness.model.measure import Overlaps
from bearwitness.model.report import Header
from invented_cases import a_day_when, an_incident, claims_of, facts

told = st.lists(facts(), min_size=1, max_size=25)


def a_case(rows):
    incidents = [an_incident(n, about) for n, about in enumerate(rows)]
    headers = {
        f"report-{n}": Header(
            f"report-{n}", outlet=f"Outlet {n % 3}", published=about.day + timedelta(9 * (n % 7))
        )
        for n, about in enumerate(rows)
    }
    return incidents, claims_of(incidents), headers


def by(incidents, name):
    table = documented(incidents, claims_of(incidents), [name])
    return {figure.cell[0][1]: figure.incidents for figure in table.figures}


@settings(max_examples=20, deadline=None)
@given(rows=told, chance=st.randoms(use_true_random=False))
def test_no_number_of_a_case_depends_on_the_order_of_what_is_given(rows, chance):
    incidents, claims, headers = a_case(rows)
    wanted = case_numbers(incidents, claims, headers, {})
    shuffled = list(headers.items())
    for held in (incidents, claims, shuffled):
        chance.shuffle(held)
    assert case_numbers(incidents, claims, dict(shuffled), {}) == wanted


@given(rows=told, apart=st.lists(st.booleans(), min_size=25, max_size=25))
def test_the_months_of_a_year_and_what_has_no_month_add_up_to_all(rows, apart):
    # Where `apart`, a second account gives a day 40 days later: in conflict, or only the year.
    incidents = [
        replace(
            one,
            whens=(
                *one.whens,
                Said(a_day_when(rows[n].day + timedelta(40)), one.claim_ids, ("o-2",)),
            ),
            conflicts=("when",),
        )
        if apart[n]
        else one
        for n, one in enumerate(an_incident(n, about) for n, about in enumerate(rows))
    ]
    years, months, weeks = (by(incidents, name) for name in ("year", "month", "week"))
    for year, count in years.items():
        parts = sum(n for month, n in months.items() if month.startswith(year))
        assert parts <= count if year != "conflict" else parts >= count
    for table in (years, months, weeks):
        assert sum(table.values()) == len(rows)
    undated = sum(months.get(name, 0) for name in ("unknown", "conflict"))
    known = sum(n for month, n in months.items() if month[:2] == "20")
    assert known + undated == sum(years.values())


@given(first=st.dates(date(2020, 1, 1), date(2026, 12, 31)), days=st.lists(st.integers(0, 6)))
def test_the_days_of_an_iso_week_add_up_to_the_week(first, days):
    monday = first - timedelta(first.weekday())
    incidents = [
        an_incident(n, whens=(Said(a_day_when(monday + timedelta(day)), ("c",), ("o",)),))
        for n, day in enumerate(days)
    ]
    year, week, _ = monday.isocalendar()
    assert by(incidents, "week") == ({f"{year}-W{week:02d}": len(days)} if days else {})


counts = st.lists(st.integers(0, 60), min_size=7, max_size=7).map(lambda n: (0, *n)).filter(any)


@settings(max_examples=40, deadline=None)
@given(counts=counts)
def test_no_interval_of_an_estimate_falls_below_what_is_documented(counts):
    overlaps = Overlaps(("A", "B", "C"), counts)
    for make in (lambda o: [chao(o)], loglinear, lambda o: [dga(o)], lambda o: [sparse(o)]):
        try:
            made = make(overlaps)
        except TooFewOverlaps:
            continue
        for one in made:
            assert one.documented == sum(counts)
            assert one.documented <= one.low <= one.high


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(facts(), min_size=12, max_size=40))
def test_no_interval_of_a_nowcast_excludes_what_is_documented(rows):
    try:
        found = nowcast(triangle(*a_case(rows)))
    except SeriesTooShort:
        return
    for one in found.periods:
        assert one.documented <= one.low <= one.high
        assert one.documented <= one.expected


@pytest.mark.parametrize("times", [3, 10])
def test_a_table_with_every_count_so_many_times_gives_so_many_times_the_figure(times):
    # 1,000 alike units on three lists at chances .4, .35, .3, so one model is best at every scale
    small = Overlaps(("A", "B", "C"), (0, 182, 147, 98, 117, 78, 63, 42))
    large = replace(small, counts=tuple(times * n for n in small.counts))
    for make in (chao, lambda o: loglinear(o)[0], sparse):
        one, more = make(small), make(large)
        assert more.estimate == pytest.approx(times * one.estimate, rel=0.08)
        # and the interval narrows by about the root
        width, wide = (more.high - more.low) / times, one.high - one.low
        assert width < 0.8 * wide


def test_a_latent_class_interval_never_falls_below_what_is_documented():
    overlaps = Overlaps(("A", "B", "C"), (0, 80, 70, 30, 60, 25, 20, 12))
    made = latent_class(overlaps, 1_000)
    assert made.documented <= made.low <= made.estimate <= made.high
