"""The methods of early warning: as in R, lawful, and right where the answer is plain."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from bearwitness.measure.warning.baseline import ordinary
from bearwitness.measure.warning.changepoint import scores
from bearwitness.measure.warning.combine import METHODS, alerts
from bearwitness.measure.warning.cusum import held, log_ratios, restarted, size_inverse
from bearwitness.measure.warning.ears import ears
from bearwitness.measure.warning.farrington import farrington
from bearwitness.measure.warning.farrington_flexible import farrington_flexible, season_levels
from bearwitness.measure.warning.invented import ordinary_series, series_with_outbreaks
from bearwitness.measure.warning.quasipoisson import fit_quasipoisson
from bearwitness.measure.warning.verdicts import enough_cases
from bearwitness.model.errors import SeriesTooShort, WrongUse
from bearwitness.model.warning import Series

REFERENCE = json.loads(
    (Path(__file__).parent / "data" / "warning_reference.json").read_text(encoding="utf-8")
)
AS_R = {
    "farrington2": lambda y: farrington(y, 52, quantile=ndtri(0.975), years=2).alarm[113:],
    "farrington3": lambda y: farrington(y, 52, quantile=ndtri(0.975), years=3).alarm[159:],
    "flexible2": lambda y: farrington_flexible(y, 52, alpha=0.05, years=2).alarm[113:],
    "flexible3": lambda y: farrington_flexible(y, 52, alpha=0.01, years=3).alarm[159:],
    "earsC1": lambda y: ears(y, "C1", alpha=0.001).alarm,
    "earsC2": lambda y: ears(y, "C2", alpha=0.001).alarm,
    "earsC3": lambda y: ears(y, "C3", alpha=0.025, as_in_r=True).alarm,
    "cusum": lambda y: restarted(log_ratios(y, np.full(len(y), 2.0), np.full(len(y), 0.5)), 4.0)[1],
}


def numbered(counts, per_year=52):
    return Series(tuple(str(i + 1) for i in range(len(counts))), tuple(counts), per_year)


def flags(counts, method, per_year=52):
    found = alerts(numbered(counts, per_year), method)
    return [one.alarm for one in found.periods]


@pytest.mark.parametrize("method", AS_R)
@pytest.mark.parametrize("which", range(3))
def test_alarms_are_those_of_r_surveillance(method, which):
    alarm = AS_R[method](np.array(REFERENCE["series"][which], dtype=float))
    first = 209 - len(alarm) + 1
    assert [int(i) + first for i in np.flatnonzero(alarm)] == REFERENCE["alarms"][method][which]


@pytest.mark.parametrize("method", METHODS)
def test_no_verdict_depends_on_later_periods(method):
    counts = [int(n) for n in series_with_outbreaks(4, 1, 150, 52).counts[0]]
    whole = flags(counts, method)
    assert any(whole)
    for end in (115, 131, 149):
        assert flags([*counts[:end], 999], method)[:end] == whole[:end]


@pytest.mark.parametrize("method", METHODS)
def test_the_upper_bound_is_the_largest_count_without_an_alarm(method):
    counts = [int(n) for n in series_with_outbreaks(9, 1, 140, 52).counts[0]]
    for at in (120, 133):
        upper = alerts(numbered(counts[: at + 1]), method).periods[at].upper
        assert flags([*counts[:at], upper], method)[at] is False
        assert flags([*counts[:at], upper + 1], method)[at] is True


def test_the_names_of_the_periods_do_not_matter_so_whole_years_can_be_shifted():
    counts = [int(n) for n in series_with_outbreaks(4, 1, 130, 52).counts[0]]
    plain = alerts(numbered(counts))
    later = alerts(Series(tuple(str(i + 521) for i in range(130)), tuple(counts), 52))
    assert [int(one) for one in later.alarms] == [int(one) + 520 for one in plain.alarms]


@pytest.mark.parametrize("method", ["farrington", "farrington-flexible", "changepoint", "cusum"])
def test_a_year_of_history_more_moves_alarms_by_a_year_in_a_series_that_repeats(method):
    year = [int(n) for n in np.random.default_rng(5).poisson(6, 52)]
    outbreak = [6, 25, 30, 28, 7]
    shorter = flags([*year * 5, *year[:20], *outbreak], method)
    longer = flags([*year * 6, *year[:20], *outbreak], method)
    assert shorter[-5:] == longer[-5:]
    assert True in shorter[-5:]


@pytest.mark.parametrize("kind", ["C1", "C2", "C3"])
@given(counts=st.lists(st.integers(0, 50), min_size=13, max_size=40), factor=st.integers(2, 9))
@settings(max_examples=25, deadline=None)
def test_ears_alarms_do_not_change_with_the_scale(kind, counts, factor):
    y = np.array(counts, dtype=float)
    upper = ears(y, kind, alpha=0.01).upper
    assert np.allclose(
        ears(y * factor, kind, alpha=0.01).upper, upper * factor, equal_nan=True, atol=1e-9
    )


@pytest.mark.parametrize("factor", [2, 5])
def test_farringtons_bound_grows_with_the_scale_of_overdispersed_counts(factor):
    y = np.round(np.random.default_rng(2).gamma(2, 6, 200)) * 4
    one = farrington(y, 52, quantile=2.326)
    more = farrington(y * factor, 52, quantile=2.326)
    assert np.allclose(more.expected[one.first :], one.expected[one.first :] * factor, rtol=1e-6)
    assert (more.upper[one.first :] > one.upper[one.first :]).all()


@given(st.lists(st.integers(0, 30), min_size=60, max_size=75), st.integers(52, 59))
@settings(max_examples=15, deadline=None)
def test_a_higher_count_never_lowers_the_score(counts, at):
    y = np.array([counts, counts], dtype=float)
    y[1, at] += 3
    base = ordinary(y, 52)
    found = scores(y, base)[:, at]
    assert found[1] >= found[0] - 1e-9
    size = size_inverse(base.mean, base.dispersion)
    summed = held(log_ratios(y, base.mean, size), base.first)[:, at]
    assert summed[1] >= summed[0] - 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_a_flat_series_raises_no_alarm(method):
    assert not any(flags([4] * 170, method))


@pytest.mark.parametrize("method", METHODS)
def test_nothing_at_all_raises_no_alarm(method):
    assert not any(flags([0] * 170, method))


@pytest.mark.parametrize("method", METHODS)
def test_a_tenfold_week_is_an_alarm(method):
    calm = [int(n) for n in np.random.default_rng(8).poisson(3, 169)]
    assert flags([*calm, 30, 31, 33], method)[-1 if method == "ears-c3" else 169] is True


def test_the_quieter_weeks_of_an_outbreak_stay_in_alarm():
    calm = [int(n) for n in np.random.default_rng(3).poisson(1, 140)]
    run = [6, 7, 5, 8, 3, 6, 3, 5]
    changed = flags([*calm, *run], "changepoint")[-8:]
    apart = flags([*calm, *run], "farrington")[-8:]
    assert changed[4] is True
    assert changed[6] is True
    assert apart[4] is False
    assert sum(changed) > sum(apart)


def test_an_outbreak_that_ended_leaves_no_alarm_behind():
    calm = [int(n) for n in np.random.default_rng(3).poisson(1, 120)]
    after = [int(n) for n in np.random.default_rng(4).poisson(1, 30)]
    assert not any(flags([*calm, 9, 14, 12, 8, *after], "changepoint")[-25:])


def test_a_past_outbreak_hardly_lifts_what_is_expected():
    calm = np.random.default_rng(6).poisson(2, (1, 120)).astype(float)
    struck = calm.copy()
    struck[0, 30:38] += 40
    plain, past = (ordinary(one, 52).mean[0, -1] for one in (calm, struck))
    assert past < 1.4 * plain
    assert struck[0, :94].mean() > 2 * calm[0, :94].mean()


def test_a_running_outbreak_is_not_taken_for_ordinary():
    counts = np.concatenate([np.full(100, 2.0), np.full(20, 20.0)])[None]
    assert ordinary(counts, 52).mean[0, -1] == pytest.approx(2.0, rel=0.05)


def test_a_season_is_found_after_two_years_and_not_before():
    week = np.arange(260)
    counts = np.random.default_rng(1).poisson(8 * np.exp(0.8 * np.cos(2 * np.pi * week / 52)))
    base = ordinary(counts[None].astype(float), 52)
    assert not base.seasonal[0, :130].any()
    assert base.seasonal[0, 150:].all()
    truth = 8 * np.exp(0.8 * np.cos(2 * np.pi * week / 52))
    assert np.median(np.abs(base.mean[0, 160:] / truth[160:] - 1)) < 0.15


def test_a_yearly_rise_is_no_alarm_once_known():
    week = np.arange(260)
    mean = 6 * np.exp(0.8 * np.cos(2 * np.pi * week / 52))
    counts = [int(n) for n in np.random.default_rng(1).poisson(mean)]
    assert sum(flag is True for flag in flags(counts, "changepoint")[156:]) <= 2


def test_the_dispersion_lies_a_little_under_the_truth_since_high_counts_weigh_less():
    draw = np.random.default_rng(12)
    counts = draw.poisson(draw.gamma(5 / 2, 2.0, (200, 120))).astype(float)
    assert 2 < np.median(ordinary(counts, 52).dispersion[:, -1]) < 3


def test_five_cases_in_four_periods_are_counted_with_the_present_one():
    assert enough_cases([1, 1, 1, 1, 2, 0, 0, 9]).tolist() == [
        False, False, False, False, True, False, False, True,
    ]  # fmt: skip


def test_the_seasons_of_the_flexible_method_are_nine_blocks_and_a_window():
    levels = season_levels(now=160, per_year=52, years=2, half_window=3, seasons=10)
    assert levels[0] == 0
    assert set(levels[53:60]) == {10}
    lengths = [int((levels[60:105] == block).sum()) for block in range(1, 10)]
    assert lengths == [5] * 9


def test_a_fit_gives_back_the_truth_of_exact_counts():
    design = np.column_stack([np.ones(30), np.arange(30)])
    fit = fit_quasipoisson(design, np.exp(1 + 0.05 * np.arange(30)))
    assert fit.coefficients == pytest.approx([1, 0.05], abs=1e-8)
    assert fit.dispersion == pytest.approx(0, abs=1e-8)


def test_a_cusum_starts_anew_after_an_alarm_and_the_held_one_stops_at_its_ceiling():
    steps = np.array([1.0, 1.5, 1.0, -3.0, 2.5, 9.0, 9.0, -1.0])
    sums, alarm = restarted(steps, 2.0)
    assert alarm.tolist() == [False, True, False, False, True, True, True, False]
    assert sums[2] == 1.0
    assert held(steps[None], 0)[0].tolist() == [1, 2.5, 3.5, 0.5, 3, 12, 12, 11]


def test_the_likelihood_ratio_is_the_poissons_without_overdispersion():
    counts, mean = np.array([0.0, 3, 10]), np.array([2.0, 2, 2])
    found = log_ratios(counts, mean, np.zeros(3))
    assert found == pytest.approx(counts * np.log(2) - 2, abs=1e-6)


def test_invented_series_have_the_mean_and_dispersion_they_say():
    made = ordinary_series(1, 300, 260, 52)
    ratio = made.counts.mean(axis=1) / made.level
    assert np.median(ratio) == pytest.approx(1.05, abs=0.08)  # a wave lifts the mean a little
    spread = ((made.counts - made.mean) ** 2 / made.mean).mean(axis=1)
    assert np.median(spread / made.dispersion) == pytest.approx(1, abs=0.08)


def test_outbreaks_only_add_cases_and_only_where_they_say():
    quiet, struck = ordinary_series(2, 20, 209, 52), series_with_outbreaks(2, 20, 209, 52)
    assert (struck.counts >= quiet.counts).all()
    assert (struck.counts == quiet.counts)[~struck.outbreak].all()
    assert 0.02 < struck.outbreak.mean() < 0.25


@pytest.mark.parametrize(
    ("method", "per_year", "needed"),
    [("changepoint", 52, 52), ("cusum", 12, 18), ("farrington", 52, 107), ("ears-c2", 52, 9)],
)
def test_a_short_series_is_refused_with_the_history_it_needs(method, per_year, needed):
    with pytest.raises(SeriesTooShort, match=f"needs {needed} ") as refused:
        alerts(numbered([2] * needed, per_year), method)
    assert str(needed + 1) in refused.value.hint
    assert alerts(numbered([2] * (needed + 1), per_year), method).periods[-1].alarm is False


def test_a_rate_or_method_that_is_not_offered_is_wrong_use():
    with pytest.raises(WrongUse, match="rate"):
        alerts(numbered([2] * 60), rate=0.03)
    with pytest.raises(WrongUse, match="method"):
        alerts(numbered([2] * 60), "oracle")


def test_a_short_series_gets_ears_and_a_long_one_the_change_point():
    assert alerts(numbered([2] * 30)).method == "ears-c2"
    long = alerts(numbered([2] * 60))
    assert (long.method, long.judged_from, long.calibrated) == ("changepoint", "53", True)
    assert [one.alarm for one in long.periods[:52]] == [None] * 52


def test_low_counts_short_histories_and_silent_ends_are_said():
    doubts = " ".join(alerts(numbered([0, 0, 1, 0] * 15)).doubts)
    assert "counts are low" in doubts
    assert "too short to know a season" in doubts
    assert "may not be in yet" in " ".join(alerts(numbered([5] * 140 + [0] * 4)).doubts)
    assert alerts(numbered([5] * 140)).doubts == ()


def test_the_reading_says_documented_and_what_an_alarm_does_not_show():
    reading = alerts(numbered([5] * 60)).reading
    for said in ("documented", "does not show that more happened", "by chance"):
        assert said in reading
