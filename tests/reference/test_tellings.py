"""The network of tellings: shares add up, names are acts, what was read before changes nothing."""

import numpy as np

from bearwitness.reference.gists import BITS, vectors
from bearwitness.reference.tellings import WINDOW, acts, shares
from bearwitness.reference.vocabulary import vocabulary

TEXT = "They took her telephone. The soup was cold."
STARTS = [TEXT.index("took"), TEXT.index("was")]
LONG = " ".join(["The soup was cold and nobody came to eat it."] * WINDOW)


def test_every_row_of_shares_adds_up_to_one() -> None:
    said = shares(TEXT, STARTS)
    assert said.shape == (2, len(acts()))
    assert np.allclose(said.sum(axis=1), 1, atol=1e-5)


def test_the_network_tells_none_and_acts_of_the_vocabulary_apart() -> None:
    none, *known = acts()
    assert none == "none"
    assert set(known) <= {code.code for code in vocabulary("acts")}


def test_what_is_taken_is_likelier_an_act_than_cold_soup() -> None:
    text = f"Soldiers stopped the bus with the migrants. {TEXT}"
    took, was = shares(text, [text.index("took"), text.index("was cold")])
    assert took[0] < 0.5 < was[0]
    assert acts()[1 + int(took[1:].argmax())] in {"confiscation", "extortion or bribe"}


def test_a_word_gets_the_same_shares_whatever_was_read_before() -> None:
    alone = shares(TEXT, STARTS)
    shares(LONG, [4])
    assert np.array_equal(shares(TEXT, STARTS), alone)


def test_every_word_of_a_text_longer_than_a_window_has_its_row() -> None:
    at = [n for n in range(len(LONG)) if LONG.startswith("was", n)]
    said = shares(LONG, at)
    assert said.shape == (WINDOW, len(acts()))
    assert (said[:, 0] > 0.5).all()


def test_no_words_give_no_rows_and_blanks_tell_nothing() -> None:
    assert shares("", []).shape == (0, len(acts()))
    assert shares("   ", [1])[0, 0] == 1.0


def test_vectors_come_a_row_a_text() -> None:
    assert vectors(["one", "two"]).shape == (2, BITS)
