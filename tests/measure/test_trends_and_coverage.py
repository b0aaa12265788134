from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.measure.overtime.coverage import coverage, mix_change
from bearwitness.measure.overtime.trends import ratio, trend
from bearwitness.model.errors import WrongUse
from bearwitness.model.report import Header
from factories import a_claim, a_place
from invented_cases import Facts, an_incident, claims_of

months = st.integers(1, 12)
told = st.lists(st.tuples(months, months, st.sampled_from("ABC")), min_size=1, max_size=30)


def a_case(rows):
    """Incidents of 2024: the month it happened in, the month of its report, the outlet."""
    incidents = [an_incident(n, Facts(day=date(2024, m, 9))) for n, (m, _, _) in enumerate(rows)]
    headers = {
        f"report-{n}": Header(f"report-{n}", outlet=f"Outlet {o}", published=date(2024, r, 20))
        for n, (_, r, o) in enumerate(rows)
    }
    return incidents, claims_of(incidents), headers


def the_trend(rows):
    incidents, claims, headers = a_case(rows)
    return trend(incidents, claims, headers, coverage(claims, headers))


@given(told)
def test_a_trend_adds_up_to_the_incidents_and_no_period_is_missing(rows):
    found = the_trend(rows)
    assert sum(one.incidents for one in found.periods) == len(rows)
    labels = [one.period for one in found.periods]
    assert labels == sorted(labels)
    assert len(labels) == int(labels[-1][5:]) - int(labels[0][5:]) + 1


@given(told)
def test_the_count_at_constant_mix_is_never_above_the_whole(rows):
    found = the_trend(rows)
    assert all(0 <= one.constant_mix <= one.incidents for one in found.periods)


def test_an_outlet_that_came_late_changes_the_count_and_not_the_count_at_constant_mix():
    steady = [(m, m, "A") for m in range(1, 13) for _ in range(3)]
    late = [(m, m, "B") for m in range(8, 13) for _ in range(9)]
    found = the_trend(steady + late)
    assert found.panel == ("Outlet A",)
    assert found.change is not None
    assert found.change.low > 1
    assert found.change_constant_mix is not None
    assert found.change_constant_mix.ratio == 1.0


def test_the_ratio_of_two_counts_has_the_exact_interval():
    # R: binom.test(30, 50)$conf.int is 0.4517508 0.7359092; as odds:
    found = ratio(20, 30)
    assert found.ratio == 1.5
    assert (found.low, found.high) == (
        pytest.approx(0.824, abs=1e-3),
        pytest.approx(2.787, abs=1e-3),
    )
    assert (ratio(0, 5).ratio, ratio(0, 5).high) == (None, None)
    assert ratio(0, 0).low == 0.0


def test_coverage_says_where_nobody_could_look():
    headers = {
        "r1": Header("r1", outlet="North", published=date(2024, 1, 5)),
        "r2": Header("r2", outlet="South", published=date(2024, 2, 5)),
        "r3": Header("r3", outlet="North", published=date(2024, 3, 5)),
    }
    claims = [
        a_claim("c1", "r1", where=(a_place("Tumen", "Jilin"),)),
        a_claim("c2", "r2", where=(a_place("Ruili", "Yunnan"),)),
        a_claim("c3", "r3", where=(a_place("Tumen", "Jilin"),)),
    ]
    found = coverage(claims, headers)
    assert found.places == ("Jilin, CN", "Yunnan, CN")
    assert found.seen == ((1, 0, 1), (0, 1, 0))
    assert [one.new for one in found.mix] == [("North",), ("South",), ()]
    assert [one.gone for one in found.mix] == [(), ("North",), ("South",)]
    assert coverage(claims, headers, level="country").places == ("CN",)


def test_a_report_without_a_date_is_counted_as_undated():
    found = coverage([a_claim("c1", "r1")], {"r1": Header("r1", outlet="North")})
    assert (found.undated, found.periods) == (1, ())


@given(st.dictionaries(st.sampled_from("ABCD"), st.integers(1, 9), min_size=1))
def test_a_mix_does_not_differ_from_itself_and_wholly_from_another(mix):
    assert mix_change(mix, {k: 3 * v for k, v in mix.items()}) == pytest.approx(0, abs=1e-3)
    assert mix_change(mix, {"Z": 4}) == 1.0


def test_the_order_of_what_is_given_changes_nothing():
    rows = [(m, min(12, m + 1), "AB"[m % 2]) for m in range(1, 13)]
    incidents, claims, headers = a_case(rows)
    seen = coverage(claims, headers)
    assert coverage(claims[::-1], headers) == seen
    assert trend(incidents[::-1], claims[::-1], headers, seen) == trend(
        incidents, claims, headers, seen
    )


def test_weeks_are_iso_weeks_and_another_unit_is_refused():
    incidents, claims, headers = a_case([(1, 1, "A")])
    new_year = replace(incidents[0], whens=an_incident(0, Facts(day=date(2024, 12, 30))).whens)
    found = trend([new_year], claims, headers, coverage(claims, headers, "week"), "week")
    assert [one.period for one in found.periods] == ["2025-W01"]
    with pytest.raises(WrongUse):
        coverage(claims, headers, "year")
