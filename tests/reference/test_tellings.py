"""The model of tellings: shares add up, names are acts, a clause's company changes nothing."""

import numpy as np

from bearwitness.reference.gists import BITS, vectors
from bearwitness.reference.tellings import shares, tellings
from bearwitness.reference.vocabulary import vocabulary

CLAUSES = ["they took her telephone", "the soup was cold"]
MARKS = [["lemma take", "pos VERB", "obj telephone"], []]


def test_every_row_of_shares_adds_up_to_one() -> None:
    said = shares(CLAUSES, MARKS)
    assert said.shape == (2, len(tellings().acts))
    assert np.allclose(said.sum(axis=1), 1, atol=1e-5)


def test_the_model_tells_none_and_acts_of_the_vocabulary_apart() -> None:
    none, *acts = tellings().acts
    assert none == "none"
    assert set(acts) <= {code.code for code in vocabulary("acts")}


def test_a_row_of_weights_stands_for_each_number_each_mark_and_the_start() -> None:
    model = tellings()
    assert model.weights.shape == (BITS + len(model.rows) + 1, len(model.acts))


def test_a_clause_gets_the_same_shares_in_any_company() -> None:
    alone, together = shares(CLAUSES[:1], MARKS[:1]), shares(CLAUSES, MARKS)
    assert np.allclose(alone[0], together[0], atol=1e-4)


def test_vectors_come_a_row_a_text() -> None:
    assert vectors(CLAUSES).shape == (2, BITS)
