"""The same quantity two ways."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import gammaln

from bearwitness.measure.undercount import latent_moves
from bearwitness.measure.undercount.fitting import fit, is_estimable
from bearwitness.measure.undercount.graphs import decomposable_graphs
from bearwitness.measure.undercount.latent_moves import from_prior, joint, sweep
from bearwitness.measure.undercount.loglinear import mixture_quantile
from bearwitness.measure.undercount.profile import profile_interval
from bearwitness.measure.undercount.terms import hierarchical_models

COUNTS = np.array([0, 40, 35, 12, 28, 9, 6, 4], dtype=np.int64)


def by_optimizer(counts, model):
    """The constant of the Poisson maximum, by a general optimizer."""
    patterns = np.arange(1, len(counts))
    terms = [0, 1, 2, 4, *sorted(model)]
    columns = np.column_stack([(patterns & t) == t for t in terms]).astype(float)
    observed = counts[1:]

    def loss(at):
        logs = columns @ at
        return np.exp(logs).sum() - observed @ logs

    def slope(at):
        return columns.T @ (np.exp(columns @ at) - observed)

    start = np.zeros(len(terms))
    start[0] = np.log(observed.mean())
    return minimize(loss, start, jac=slope, method="BFGS", options={"gtol": 1e-8}).x[0]


@pytest.mark.parametrize("model", hierarchical_models(3))
def test_reweighting_finds_what_an_optimizer_finds(model):
    (one,) = fit(COUNTS, [model])
    assert np.log(one.hidden) == pytest.approx(by_optimizer(COUNTS, model), abs=1e-4)


def test_models_fitted_together_are_the_models_fitted_alone():
    models = hierarchical_models(3)
    together = fit(COUNTS, models)
    for model, one in zip(models, together, strict=True):
        (alone,) = fit(COUNTS, [model])
        assert one.hidden == pytest.approx(alone.hidden, rel=1e-8)
        assert one.log_likelihood == pytest.approx(alone.log_likelihood)


def test_two_independent_lists_give_petersens_number():
    (one,) = fit(np.array([0, 60, 30, 20], dtype=np.int64), [frozenset()])
    assert one.hidden == pytest.approx(60 * 30 / 20)


def test_a_profile_interval_is_near_the_normal_one_when_there_is_much_data():
    counts = COUNTS * 400
    (one,) = fit(counts, [frozenset()])
    low, high = profile_interval(counts, one, 0.95)
    assert low == pytest.approx(one.hidden - 1.96 * one.standard_error, rel=0.01)
    assert high == pytest.approx(one.hidden + 1.96 * one.standard_error, rel=0.01)


def test_a_model_whose_maximum_lies_at_infinity_is_not_estimable():
    pairs = frozenset({0b011, 0b101, 0b110})
    (sound,) = fit(COUNTS, [pairs])
    assert is_estimable(COUNTS, pairs, sound.expected)
    nobody_on_all = np.array([0, 30, 20, 0, 25, 5, 6, 3], dtype=np.int64)
    (one,) = fit(nobody_on_all, [pairs])
    assert not is_estimable(nobody_on_all, pairs, one.expected)


def test_a_pair_that_shares_nobody_takes_its_patterns_out_of_the_fit():
    counts = np.array([0, 30, 20, 0, 25, 5, 6, 0], dtype=np.int64)
    (one,) = fit(counts, [frozenset({0b011})])
    assert one.expected[0b011 - 1] == one.expected[0b111 - 1] == 0
    assert one.parameters == 5
    assert is_estimable(counts, frozenset({0b011}), one.expected)
    everything = frozenset({0b011, 0b101, 0b110})
    (loose,) = fit(counts, [everything])
    assert not is_estimable(counts, everything, loose.expected)


def test_every_graph_is_cliques_over_separators_that_hold_each_list_once():
    for graph in decomposable_graphs(5):
        assert len(graph.cliques) == len(graph.separators) + 1
        for j in range(5):
            over = sum(c >> j & 1 for c in graph.cliques)
            under = sum(s >> j & 1 for s in graph.separators)
            assert over - under == 1


def test_a_mixture_of_one_has_its_own_quantiles():
    one = np.array([1.0]), np.array([100.0]), np.array([30.0])
    assert mixture_quantile(*one, 0.5) == pytest.approx(100)
    twice = (np.array([0.5, 0.5]), np.array([100.0, 100.0]), np.array([30.0, 30.0]))
    assert mixture_quantile(*twice, 0.9) == pytest.approx(mixture_quantile(*one, 0.9))


def test_joint_chances_of_all_patterns_add_up_to_one():
    generator = np.random.default_rng(5)
    held = from_prior(200, 4, 2, generator)
    patterns = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=float)
    for _ in range(3):
        sweep(held, patterns, np.array([30.0, 20.0, 25.0]), generator)
    assert joint(held, patterns).sum((1, 2)) == pytest.approx(np.ones(200))


def log_evidence_of_independence(hidden, counts):
    """Two independent lists with uniform chances and weight 1 / N, chances integrated out."""
    alone_a, alone_b, both = counts
    total = hidden + sum(counts)
    value = gammaln(total + 1) - gammaln(hidden + 1) - np.log(total)
    for on in (alone_a + both, alone_b + both):
        value = value + gammaln(on + 1) + gammaln(total - on + 1) - gammaln(total + 2)
    return value


def test_the_sampler_with_one_class_is_the_sum_it_stands_for():
    generator = np.random.default_rng(2)
    held = from_prior(4000, 1, 2, generator)
    patterns = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=float)
    counts = (60, 50, 40)
    for _ in range(60):
        hidden = sweep(held, patterns, np.array(counts, dtype=float), generator)
    grid = np.arange(0, 2000)
    logs = log_evidence_of_independence(grid, counts)
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    exact = np.interp([0.1, 0.5, 0.9], weights.cumsum(), grid)
    assert np.quantile(hidden, [0.1, 0.5, 0.9]) == pytest.approx(exact, rel=0.05)


def test_the_added_moves_leave_the_posterior_as_it_is(monkeypatch):
    patterns = np.array([[p >> j & 1 for j in range(3)] for p in range(8)], dtype=float)
    units = np.array([12.0, 9.0, 8.0, 7.0, 6.0, 5.0, 9.0])

    def quantiles(seed):
        generator = np.random.default_rng(seed)
        held = from_prior(3000, 3, 3, generator)
        for _ in range(80):
            hidden = sweep(held, patterns, units, generator)
        return np.quantile(hidden, [0.1, 0.5, 0.9])

    with_moves = quantiles(1)
    monkeypatch.setattr(latent_moves, "_slide", lambda *_: None)
    monkeypatch.setattr(latent_moves, "_swap", lambda *_: None)
    assert with_moves == pytest.approx(quantiles(2), rel=0.12)
