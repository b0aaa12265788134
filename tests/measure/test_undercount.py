"""Laws of the estimates, tables that can not be read, overlaps that carry nothing."""

import csv
import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.cli.estimate import estimate_command
from bearwitness.measure.undercount.chao import around, chao
from bearwitness.measure.undercount.decomposable import dga
from bearwitness.measure.undercount.histories import overlaps_of, reordered
from bearwitness.measure.undercount.latent_class import latent_class
from bearwitness.measure.undercount.loglinear import loglinear
from bearwitness.measure.undercount.sparse import resampled, sparse
from bearwitness.measure.undercount.summary import METHODS, Sampling, undercount
from bearwitness.measure.undercount.wording import sentence
from bearwitness.model.errors import BadTable, TooFewOverlaps, WrongUse
from bearwitness.model.measure import Overlaps

DATA = Path(__file__).parent / "data"
QUICK = Sampling(draws=2_000, resamples=20)
WITHOUT_DRAWS = ("chao", "loglinear", "dga")

tables_of_three = st.lists(st.integers(3, 300), min_size=7, max_size=7).map(
    lambda counts: Overlaps(("A", "B", "C"), (0, *counts))
)


def every_figure(overlaps):
    """What each method without draws gives; a method that refuses gives nothing."""
    figures = []
    for method in (lambda o: (chao(o),), loglinear, lambda o: (dga(o),), lambda o: (sparse(o),)):
        with suppress(TooFewOverlaps):
            figures += method(overlaps)
    return figures


def sparse_table():
    with (DATA / "uk.csv").open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return overlaps_of(header, rows)


@settings(max_examples=15, deadline=None)
@given(overlaps=tables_of_three, order=st.permutations(range(3)))
def test_the_order_of_the_lists_changes_no_figure(overlaps, order):
    for one, other in zip(
        every_figure(overlaps), every_figure(reordered(overlaps, order)), strict=True
    ):
        assert other.estimate == pytest.approx(one.estimate, rel=1e-6)
        assert other.low == pytest.approx(one.low, rel=1e-4)
        assert other.high == pytest.approx(one.high, rel=1e-4)


def test_the_order_of_the_lists_changes_no_draw():
    overlaps = Overlaps(("A", "B", "C"), (0, 90, 70, 30, 60, 25, 20, 15))
    turned = reordered(overlaps, (2, 0, 1))
    assert latent_class(turned, 2_000, 4) == latent_class(overlaps, 2_000, 4)
    assert resampled(turned, 20, 4).high == pytest.approx(resampled(overlaps, 20, 4).high)


@settings(max_examples=25, deadline=None)
@given(overlaps=tables_of_three)
def test_an_interval_holds_its_figure_and_never_goes_below_the_documented_count(overlaps):
    for one in every_figure(overlaps):
        assert overlaps.documented <= one.low <= one.estimate <= one.high, one.method


def test_draws_never_go_below_the_documented_count():
    nearly_all = Overlaps(("A", "B", "C"), (0, 3, 4, 20, 2, 30, 25, 200))
    made = latent_class(nearly_all, 2_000)
    assert nearly_all.documented <= made.low <= made.estimate <= made.high


@settings(max_examples=25, deadline=None)
@given(overlaps=tables_of_three)
def test_twice_the_counts_are_twice_the_total_and_a_narrower_share(overlaps):
    twice = Overlaps(overlaps.lists, tuple(2 * units for units in overlaps.counts))
    one, two = chao(overlaps), chao(twice)
    assert two.estimate == pytest.approx(2 * one.estimate)
    assert two.high / two.estimate <= one.high / one.estimate + 1e-9


def test_twice_the_counts_are_about_twice_the_total_by_a_model_that_stays_the_same():
    overlaps = Overlaps(("A", "B", "C"), (0, 160, 120, 40, 80, 27, 20, 7))
    twice = Overlaps(overlaps.lists, tuple(2 * units for units in overlaps.counts))
    for one, two in zip(every_figure(overlaps), every_figure(twice), strict=True):
        if one.model == two.model:
            assert two.estimate == pytest.approx(2 * one.estimate, rel=0.1)


def test_a_log_normal_interval_around_nothing_is_nothing():
    assert around(0.0, 0.0, 0.95) == (0.0, 0.0)
    low, high = around(100.0, 20.0, 0.95)
    assert low * high == pytest.approx(100.0**2)


def test_rows_with_counts_and_rows_of_units_are_one_table():
    counted = overlaps_of(["a", "b", "Count"], [["1", "0", "2"], ["0", "1", "1"], ["1", "1", "1"]])
    by_unit = overlaps_of(["a", "b"], [["1", "0"], ["1", "1"], ["0", "1"], ["1", "0"], ["", ""]])
    assert counted == by_unit
    assert counted.counts == (0, 2, 1, 1)


def test_a_pattern_given_twice_adds_up_and_a_list_that_holds_nobody_is_left_out():
    read = overlaps_of(
        ["n", "a", "b", "c"], [["2", "1", "0", "0"], ["3", "1", "0", "0"], ["1", "0", "1", "0"]]
    )
    assert read == Overlaps(("a", "b"), (0, 5, 1, 0), ("c",))


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["a", "b"], [["1", "2"]]),  # neither 0 nor 1
        (["id", "a", "b"], [["7", "1", "0"]]),  # identifiers are no list
        (["a", "b", "count"], [["1", "1", "1.5"]]),
        (["a", "b", "count"], [["1", "1", "-3"]]),
        (["a", "b", "count"], [["0", "0", "3"]]),  # on no list
        (["a", "b", "n", "count"], [["1", "1", "1", "1"]]),  # two counts
        (["a", "count"], [["1", "3"]]),  # one list
        (["a", "b", "count"], [["1", "0", "3"]]),  # one list holds anybody
        (["a", "a", "count"], [["1", "0", "3"]]),
        (["a", "", "count"], [["1", "0", "3"]]),
        (["a", "b", "count"], [["1", "0"]]),
        ([f"l{n}" for n in range(9)], [["1"] * 9]),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_a_hint(header, rows):
    with pytest.raises(BadTable) as refused:
        overlaps_of(header, rows)
    assert refused.value.hint


def test_the_count_column_can_be_named():
    rows = [["1", "0", "4"], ["0", "1", "2"]]
    assert overlaps_of(["a", "b", "units"], rows, "units").counts == (0, 4, 2, 0)
    with pytest.raises(BadTable):
        overlaps_of(["a", "b", "units"], rows, "people")


def test_a_refusal_never_shows_what_a_cell_holds():
    with pytest.raises(BadTable) as refused:
        overlaps_of(["name", "a"], [["Ama Invented", "1"]])
    assert "Ama" not in refused.value.problem + refused.value.hint


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ((0, 90, 80, 0, 70, 0, 0, 0), "0 of 240"),
        ((0, 90, 80, 3, 70, 1, 2, 0), "6 of 246"),
        ((0, 90, 80, 30, 70, 0, 0, 0), "parts that share nobody: A and B; C"),
    ],
)
def test_overlaps_that_carry_no_figure_are_refused(counts, why):
    with pytest.raises(TooFewOverlaps, match=why):
        undercount(Overlaps(("A", "B", "C"), counts), WITHOUT_DRAWS, QUICK)


def test_a_figure_whose_interval_says_nothing_is_withheld():
    open_ended = Overlaps(("A", "B", "C"), (0, 59, 40, 6, 130, 1, 0, 0))
    made = undercount(open_ended, ("chao", "dga", "loglinear"), QUICK)
    shown = {one.method for one in made.estimates}
    assert {one.method for one in made.without} - shown
    assert all(one.why for one in made.without)


def test_a_figure_many_times_the_documented_count_is_a_doubt():
    thin = Overlaps(("A", "B", "C"), (0, 400, 300, 3, 200, 2, 2, 0))
    said = undercount(thin, ("chao",), QUICK).doubts
    assert any("many times what is documented" in doubt for doubt in said)


def test_a_table_that_supports_no_method_asked_for_is_refused():
    two = Overlaps(("A", "B"), (0, 60, 40, 30))
    with pytest.raises(TooFewOverlaps, match="three"):
        undercount(two, ("latent-class", "sparse", "dga"), QUICK)
    made = undercount(two, METHODS, QUICK)
    assert [one.method for one in made.estimates][:2] == ["chao", "loglinear-bic"]
    assert "nothing shows whether they depend" in made.doubts[0]


def test_a_method_that_does_not_exist_is_wrong_use():
    with pytest.raises(WrongUse):
        undercount(Overlaps(("A", "B"), (0, 60, 40, 30)), ["guess"], QUICK)


def test_a_list_inside_another_and_a_pair_that_shares_nobody_are_doubts():
    inside = Overlaps(("A", "B", "C"), (0, 60, 0, 30, 50, 20, 0, 12))
    said = undercount(inside, ("chao",), QUICK).doubts
    assert "all of B is on A: is one copied from the other?" in said
    apart = Overlaps(("A", "B", "C"), (0, 60, 50, 0, 50, 20, 14, 0))
    assert "A and B share nobody" in undercount(apart, ("chao",), QUICK).doubts


def test_a_model_that_does_not_fit_is_marked_doubtful():
    three_way = Overlaps(("A", "B", "C", "D"), tuple(kosovo_counts()))
    made = undercount(three_way, ("sparse", "loglinear"), QUICK)
    by_method = {one.method: one for one in made.estimates}
    assert "pairs" in by_method["sparse"].doubtful
    assert "alike" not in by_method["loglinear-aic"].doubtful
    assert all(sentence(code) for one in made.estimates for code in one.assumes)


def kosovo_counts():
    with (DATA / "kosovo.csv").open(encoding="utf-8") as file:
        _, *rows = csv.reader(file)
    counts = [0] * 16
    for *flags, units in rows:
        counts[sum(1 << j for j, flag in enumerate(flags) if flag == "1")] = int(units)
    return counts


def test_documented_is_never_called_the_total():
    made = undercount(Overlaps(("A", "B"), (0, 60, 40, 30)), ("chao",), QUICK)
    assert "documented is never the total" in made.reading
    assert made.documented == 130
    assert made.on_two_or_more == 30


def run(path, *options):
    return CliRunner().invoke(estimate_command, [str(path), *options])


def test_the_command_prints_every_method_as_json_with_the_words_of_its_assumptions():
    done = run(DATA / "kosovo.csv", "--method", "loglinear", "--json")
    told = json.loads(done.stdout)
    assert told["documented"] == 4400
    best = told["estimates"][0]
    assert round(best["estimate"], 1) == 10356.5
    assert best["diagnostics"]["BIC"] > best["diagnostics"]["AIC"]
    assert set(told["assumptions"]) == {c for one in told["estimates"] for c in one["assumes"]}


def test_the_command_says_in_words_what_is_assumed_and_how_the_sampler_did():
    done = run(DATA / "kosovo.csv", "--method", "latent-class", "--draws", "1000")
    assert done.exit_code == 0
    assert "R-hat" in done.stdout
    assert "independent ones" in done.stdout
    assert "What they assume" in done.stdout


def test_the_command_reads_semicolons_and_refuses_what_is_no_table(tmp_path):
    table = tmp_path / "lists.csv"
    table.write_text("a;b;count\n1;0;60\n0;1;40\n1;1;30\n", encoding="utf-8")
    assert "at least 210" in run(table, "--method", "chao").stdout
    table.write_text("", encoding="utf-8")
    assert isinstance(run(table).exception, BadTable)
    assert isinstance(run(tmp_path / "missing.csv").exception, BadTable)


def test_many_lists_that_share_little_still_get_figures_by_the_methods_made_for_them():
    made = undercount(sparse_table(), ("chao", "sparse"), Sampling(resamples=10))
    assert [one.method for one in made.estimates] == ["chao", "sparse", "sparse-resampled"]
    assert "LA and GP share nobody" in made.doubts
    assert np.isfinite([one.high for one in made.estimates]).all()
