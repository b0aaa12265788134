"""The two packaged taggers: WordPiece that knows where it stands, likelihoods that hold still."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.reference.encoder import WINDOW, masked_at, pieces, vocabulary
from bearwitness.reference.tagger import (
    BUCKETS,
    Spoken,
    bucket,
    masked_likely,
    packed,
    tagger,
    unpacked,
)


def _words(text):
    by_id = {id: word for word, id in vocabulary().items()}
    return [(by_id[p.id], text[p.start : p.end]) for p in pieces(text)]


def test_words_are_cut_into_pieces_without_case_and_accents():
    assert _words("The Çağatay family") == [
        ("the", "The"), ("ca", "Ça"), ("##gata", "ğata"), ("##y", "y"), ("family", "family"),
    ]  # fmt: skip


def test_marks_and_chinese_characters_stand_alone():
    assert [words for _, words in _words("(she’s 北京)")] == ["(", "she", "’", "s", "北", "京", ")"]


def test_a_word_of_no_known_pieces_is_unknown_as_a_whole():
    assert _words("🙂🙂 ok") == [("[UNK]", "🙂🙂"), ("ok", "ok")]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_pieces_stand_in_order_within_the_text_and_hold_no_blanks(text):
    end = 0
    for piece in pieces(text):
        assert end <= piece.start < piece.end <= len(text) or piece.start == end - 1
        assert not any(c.isspace() for c in text[piece.start : piece.end])
        end = piece.end


def test_a_name_is_likelier_to_be_masked_than_a_preposition():
    text = "The case was lodged by a Belgian national, Mr Joris Vanderhoeve, on 3 May 2004."
    likely = masked_at(text)
    name, preposition = text.index("Joris"), text.index("lodged")
    assert likely[name] > 0.5 > 0.1 > likely[preposition]


def test_a_long_text_is_answered_as_its_beginning_alone_where_windows_do_not_differ():
    sentence = "Police held two people near the river. "
    long = masked_at(sentence * (WINDOW // 4))
    assert len(long) == len(sentence) * (WINDOW // 4)
    assert float(long.max()) <= 1.0
    assert float(long.min()) >= 0.0


def test_an_empty_text_and_blanks_have_no_likelihood():
    assert masked_at("").shape == (0,)
    assert not masked_at("  \n ").any()


def test_packed_weights_are_read_as_they_were_written():
    made = tagger()
    assert made.weights.shape == made.spoken.in_cases.shape == (BUCKETS,)
    assert np.count_nonzero(made.weights) > 10_000
    again = unpacked(packed(made))
    assert (again.weights == made.weights).all()
    assert again.bias == made.bias
    assert again.spoken.cases == made.spoken.cases
    assert (again.spoken.in_cases == made.spoken.in_cases).all()


def test_a_word_is_usual_by_the_share_of_the_cases_that_say_it():
    in_cases = np.zeros(BUCKETS, np.int64)
    for word, cases in {"hinny": 1, "trough": 4, "canal": 9, "harbour": 20, "court": 99}.items():
        in_cases[bucket(word)] = cases
    spoken = Spoken(100, in_cases)
    asked = ("saddler", "hinny", "trough", "canal", "harbour", "court")
    bands = ["never", "once", "rare", "uncommon", "common", "usual"]
    assert [spoken.band(word) for word in asked] == bands
    assert spoken.band("hinny", own=1) == "never"  # only the case that asks says it
    assert tagger().spoken.band("court") == "usual"


def test_a_token_without_known_features_has_the_likelihood_of_the_bias():
    (likely,) = masked_likely([[]])
    assert likely == pytest.approx(1 / (1 + np.exp(-tagger().bias)))
    assert 0 <= bucket("w=police") < BUCKETS
