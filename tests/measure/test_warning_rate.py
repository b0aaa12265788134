"""The declared false-alarm rate, where nothing happens; and outbreaks that are known are found."""

import numpy as np
import pytest

from bearwitness.measure.warning.baseline import ordinary
from bearwitness.measure.warning.calibration import RATES, bilinear, place, thresholds
from bearwitness.measure.warning.combine import alerts, score_of
from bearwitness.measure.warning.invented import ordinary_series, series_with_outbreaks
from bearwitness.measure.warning.verdicts import enough_cases
from bearwitness.model.errors import WrongUse
from bearwitness.model.warning import Series

PER_YEAR = {"week": 52, "month": 12}
PERIODS = {"week": 209, "month": 66}
LEAST_LEVEL = 0.3  # cases a period
NOT_OFFERED = [("cusum", 0.005)]


def simulated(method, unit, rates, *, series, seed):
    """By rate, flags of every judged period of invented ordinary series; the level of each."""
    per_year, periods = PER_YEAR[unit], PERIODS[unit]
    made = ordinary_series(seed, series, periods, per_year)
    base = ordinary(made.counts, per_year)
    years = np.broadcast_to(np.arange(periods) / per_year, made.counts.shape)
    may = enough_cases(made.counts) & (made.counts > 0)
    scores = score_of(method, made.counts, base)
    flags = {}
    for rate in rates:
        limits = thresholds(method, unit, rate).at(base.mean, base.dispersion, years)
        flags[rate] = ((scores > limits) & may)[:, base.first :]
    return flags, made.level


@pytest.mark.parametrize("method", ["changepoint", "cusum"])
@pytest.mark.parametrize("unit", ["week", "month"])
def test_the_declared_rate_holds_in_a_short_simulation(method, unit):
    number = 250 if unit == "week" else 900
    flags, level = simulated(method, unit, [0.02], series=number, seed=90_000)
    assert flags[0.02][level >= LEAST_LEVEL].mean() == pytest.approx(
        0.02, rel=0.3
    )  # s.e. about 10 %


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("method", ["changepoint", "cusum"])
@pytest.mark.parametrize("unit", ["week", "month"])
def test_every_rate_that_is_offered_as_calibrated_holds_to_a_tenth(method, unit):
    # 16,000 weekly series, or 48,000 monthly: the standard error of the share is under 2 %
    found = {rate: [] for rate in RATES if (method, rate) not in NOT_OFFERED}
    levels = []
    for part in range(16 if unit == "week" else 48):
        flags, level = simulated(method, unit, list(found), series=1000, seed=91_000 + part)
        levels.append(level)
        for rate, alarm in flags.items():
            found[rate].append(alarm.mean(axis=1))
    level = np.concatenate(levels)
    for rate, shares in found.items():
        share = np.concatenate(shares)
        assert share[level >= LEAST_LEVEL].mean() == pytest.approx(rate, rel=0.1)
        # Where cases are rare, five in four periods are rarer still: below what is declared.
        assert share[level < LEAST_LEVEL].mean() < 1.1 * rate


@pytest.mark.parametrize(("method", "rate"), NOT_OFFERED)
def test_a_rate_that_is_not_offered_is_refused(method, rate):
    with pytest.raises(WrongUse):
        alerts(Series(("1",), (1,), 52), method, rate)


def test_the_command_judges_one_series_as_the_simulation_judges_many():
    made = series_with_outbreaks(31, 6, 130, 52)
    base = ordinary(made.counts, 52)
    years = np.broadcast_to(np.arange(130) / 52, made.counts.shape)
    limits = thresholds("changepoint", "week", 0.01).at(base.mean, base.dispersion, years)
    may = enough_cases(made.counts) & (made.counts > 0)
    many = (score_of("changepoint", made.counts, base) > limits) & may
    for counts, flags in zip(made.counts, many, strict=True):
        series = Series(tuple(map(str, range(130))), tuple(int(n) for n in counts), 52)
        one = [bool(period.alarm) for period in alerts(series, "changepoint").periods]
        assert one == flags.tolist()


def test_a_rarer_rate_never_gives_more_alarms():
    made = series_with_outbreaks(17, 2, 209, 52)
    for counts in made.counts:
        series = Series(tuple(map(str, range(209))), tuple(int(n) for n in counts), 52)
        numbers = [len(alerts(series, "changepoint", rate).alarms) for rate in RATES]
        assert numbers == sorted(numbers)


def test_the_change_point_finds_more_of_known_outbreaks_than_farrington_at_fewer_false_alarms():
    made = series_with_outbreaks(77, 20, 209, 52)
    right, wrong = {}, {}
    for method, rate in (("changepoint", 0.01), ("farrington", 0.02)):
        flags = np.array(
            [
                [
                    bool(period.alarm)
                    for period in alerts(
                        Series(tuple(map(str, range(209))), tuple(int(n) for n in counts), 52),
                        method,
                        rate,
                    ).periods[113:]
                ]
                for counts in made.counts
            ]
        )
        truth = made.outbreak[:, 113:]
        right[method], wrong[method] = flags[truth].mean(), flags[~truth].mean()
    assert right["changepoint"] > 1.2 * right["farrington"]
    assert wrong["changepoint"] < wrong["farrington"]


def test_between_knots_the_surface_is_even_and_beyond_them_it_is_kept():
    surface, knots = np.array([[0.0, 1.0], [2.0, 3.0]]), np.array([1.0, 4.0])
    values = np.array([0.1, 1.0, 2.0, 4.0, 99.0])
    found = bilinear(surface, place(values, knots), place(values, knots))
    assert found == pytest.approx([0, 0, 1.5, 3, 3])
