"""Published figures of other programs on the same tables."""

import csv
from pathlib import Path

import pytest

from bearwitness.measure.undercount.chao import chao
from bearwitness.measure.undercount.decomposable import dga
from bearwitness.measure.undercount.graphs import decomposable_graphs
from bearwitness.measure.undercount.histories import overlaps_of
from bearwitness.measure.undercount.latent_class import is_settled, latent_class
from bearwitness.measure.undercount.loglinear import loglinear
from bearwitness.measure.undercount.sparse import resampled, sparse
from bearwitness.measure.undercount.terms import hierarchical_models, written

DATA = Path(__file__).parent / "data"


def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return overlaps_of(header, rows)


KOSOVO, UK = table("kosovo"), table("uk")


def test_chaos_bound_on_kosovo_is_the_published_one():
    assert chao(KOSOVO).estimate == pytest.approx(8591, rel=1e-4)


def test_log_linear_models_on_kosovo_are_rcaptures():
    by_bic, by_aic, averaged = loglinear(KOSOVO)
    assert (by_bic.model, by_aic.model) == ("123,14,34", "123,134")
    assert by_bic.estimate == pytest.approx(10356.5, rel=1e-5)
    assert by_bic.standard_error == pytest.approx(785.9, rel=1e-4)
    assert by_aic.estimate == pytest.approx(12741, rel=1e-4)
    assert by_bic.estimate < averaged.estimate < averaged.high


def test_averaged_graphs_on_kosovo_are_dgas():
    made = dga(KOSOVO)
    assert made.estimate == pytest.approx(12749, rel=1e-4)
    assert (made.low, made.high) == (9827, 16544)


def test_sparse_terms_on_the_uk_lists_are_sparsemses():
    made = sparse(UK)
    assert made.estimate == pytest.approx(11418, rel=1e-4)
    assert made.low == pytest.approx(9977, rel=1e-4)
    assert made.high == pytest.approx(13146, rel=1e-4)


def test_resamples_keep_the_figure_and_the_same_seed_gives_the_same_interval():
    again = resampled(KOSOVO, resamples=40, seed=3)
    assert again.estimate == sparse(KOSOVO).estimate
    assert again.low < again.estimate < again.high
    assert resampled(KOSOVO, resamples=40, seed=3) == again


def test_latent_classes_on_kosovo_are_lcmcrs():
    made = latent_class(KOSOVO, seed=3)
    assert is_settled(made)
    assert made.estimate == pytest.approx(10367, rel=0.03)
    assert made.low == pytest.approx(9267, rel=0.06)
    assert made.high == pytest.approx(13597, rel=0.06)


@pytest.mark.slow
def test_latent_classes_hold_their_figures_over_ten_seeds():
    for seed in range(10):
        made = latent_class(KOSOVO, seed=seed)
        assert made.estimate == pytest.approx(10367, rel=0.03)
        assert made.low == pytest.approx(9267, rel=0.06)
        assert made.high == pytest.approx(13597, rel=0.06)


def test_there_are_as_many_models_as_the_books_say():
    assert [len(hierarchical_models(size)) for size in (2, 3, 4, 5)] == [1, 8, 113, 6893]
    assert [len(decomposable_graphs(size)) for size in (2, 3, 4, 5)] == [1, 7, 60, 821]
    assert written(frozenset({0b11, 0b101, 0b110, 0b111, 0b1001, 0b1100}), 4) == "123,14,34"
