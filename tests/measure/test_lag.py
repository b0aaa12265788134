from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.measure.overtime.lag import nowcast, triangle
from bearwitness.model.errors import SeriesTooShort, WrongUse
from bearwitness.model.overtime import Triangle
from bearwitness.model.report import Header
from invented_cases import Facts, an_incident, claims_of

LATE = np.array([0.4, 0.25, 0.15, 0.1, 0.06, 0.04])  # the share reported 0, 1 … 5 months later


def some_case(delays: list[tuple[date, int]]):
    """Incidents on the given days, each reported so many days later."""
    incidents = [an_incident(n, Facts(day=day)) for n, (day, _) in enumerate(delays)]
    headers = {
        f"report-{n}": Header(f"report-{n}", outlet="Post", published=day + timedelta(days=late))
        for n, (day, late) in enumerate(delays)
    }
    return incidents, claims_of(incidents), headers


def made(rng, mean: float, months: int, cluster: int = 1) -> tuple[Triangle, list[int]]:
    """A triangle from a known truth, and how many there are of each month in the end."""
    rows, truth = [], []
    for month in range(months):
        happened = rng.poisson(mean * (1 + 0.5 * np.sin(month / 5)) / cluster)
        at = np.bincount(rng.choice(len(LATE), happened, p=LATE), minlength=len(LATE)) * cluster
        whole = np.concatenate([at, np.zeros(months, dtype=int)])
        truth.append(int(at.sum()))
        rows.append(tuple(int(n) for n in whole[: months - month]))
    return Triangle("month", tuple(map(str, range(months))), tuple(rows)), truth


def test_an_incident_stands_in_the_period_it_happened_in_by_the_delay_of_its_first_report():
    told = [(date(2024, 1, 10), 3), (date(2024, 1, 12), 45), (date(2024, 3, 1), 30)]
    table = triangle(*some_case(told))
    assert table.periods == ("2024-01", "2024-02", "2024-03")
    assert table.counts == ((1, 1, 0), (0, 0), (1,))


def test_a_month_that_is_not_over_at_the_newest_report_is_left_out_and_said_to_be():
    told = [(date(2024, 1, 10), 3), (date(2024, 1, 12), 45), (date(2024, 3, 1), 10)]
    table = triangle(*some_case(told))
    assert table.periods == ("2024-01", "2024-02")
    assert dict(table.left_out) == {"incidents first reported in the month that is not over": 1}


def test_incidents_without_a_period_or_a_report_date_are_left_out_with_a_reason():
    told = [(date(2024, 1, 10), 3), (date(2024, 2, 12), -20), (date(2024, 1, 1), 59)]
    incidents, _, headers = some_case(told)
    undated = an_incident(7, Facts(day=date(2024, 1, 3)))
    vague = an_incident(8, whens=())
    all_of_them = [*incidents, undated, vague]
    table = triangle(all_of_them, claims_of(all_of_them), headers)
    assert sum(n for _, n in table.left_out) == 3
    assert sum(map(sum, table.counts)) == 2


def test_too_few_incidents_give_no_nowcast_and_another_unit_is_refused():
    case = some_case([(date(2024, 1, 10), 3), (date(2024, 2, 12), 17)])
    with pytest.raises(SeriesTooShort):
        nowcast(triangle(*case))
    with pytest.raises(WrongUse):
        triangle(*case, unit="year")


@given(st.integers(0, 50))
def test_a_nowcast_never_expects_fewer_than_are_documented(seed):
    table, _ = made(np.random.default_rng(seed), 8, 14)
    found = nowcast(table)
    assert all(one.documented <= one.low <= one.high for one in found.periods)
    assert all(one.documented <= one.expected for one in found.periods)
    shares = [one.share_in for one in found.periods]
    assert shares == sorted(shares, reverse=True)


def test_the_same_triangle_gives_the_same_nowcast():
    table, _ = made(np.random.default_rng(1), 12, 20)
    assert nowcast(table) == nowcast(table)


def test_reports_that_all_come_at_once_leave_nothing_to_expect():
    rows = tuple((20, *[0] * (11 - month)) for month in range(12))
    found = nowcast(Triangle("month", tuple(map(str, range(12))), rows))
    assert all(one.expected - one.documented < 0.5 for one in found.periods)


@pytest.mark.slow
@pytest.mark.parametrize(("mean", "cluster"), [(20, 1), (100, 1), (30, 3)])
def test_the_95_percent_interval_of_the_latest_month_holds_what_came_in_the_end(mean, cluster):
    rng, held, runs = np.random.default_rng(11), 0, 400
    for _ in range(runs):
        table, truth = made(rng, mean, 30, cluster)
        last = nowcast(table).periods[-1]
        held += last.low <= truth[-1] <= last.high
    assert 0.92 <= held / runs <= 0.985
