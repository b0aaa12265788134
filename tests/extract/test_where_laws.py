"""What holds for the places of any text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.extract.places.resolve import resolve
from bearwitness.extract.places.spot import spots
from bearwitness.extract.where import find_places
from bearwitness.model.span import Span
from bearwitness.reference.gazetteer import gazetteer
from bearwitness.reference.parse import parse

PIECES = st.sampled_from(
    ["Dandong", "Ohio", "Springfield", "North Korean", "단둥", "Va.", "U.S.", "police", "in", ",",
     "County", "Yalu River", "🔥", "\n", "(R-Boise)", "Suan Phlu", "Mr.", "Georgia", "é", "--"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_every_mention_is_what_the_text_says_there(text: str) -> None:
    for m in find_places(parse(text), gazetteer()):
        assert Span(m.start, m.end).quote(text) == m.exact
        assert m.exact.strip() == m.exact != ""


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_mentions_are_in_order_and_none_overlaps_another(text: str) -> None:
    mentions = find_places(parse(text), gazetteer())
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_every_mention_is_on_the_map_or_known_by_its_country_alone(text: str) -> None:
    for m in find_places(parse(text), gazetteer()):
        if m.gazetteer_id is None:
            assert (m.lat, m.lon, m.admin1) == (None, None, None)
            assert m.country is not None
            assert m.precision == "country"
            continue
        assert m.lat is not None
        assert m.lon is not None
        assert -90 <= m.lat <= 90
        assert -180 <= m.lon <= 180
        assert gazetteer().entry(m.gazetteer_id or "").precision is m.precision


def test_the_same_text_gives_the_same_places() -> None:
    doc = parse("Police in Paris, Texas, asked police in London, Ontario, for help.")
    assert find_places(doc, gazetteer()) == find_places(doc, gazetteer())


def test_emoji_before_a_place_do_not_move_it() -> None:
    text = "🔥🔥 Police in Dandong said so."
    (mention,) = find_places(parse(text), gazetteer())
    assert text[mention.start : mention.end] == "Dandong"


@pytest.mark.parametrize("times", [1, 50])
def test_saying_a_thing_again_changes_no_place(times: int) -> None:
    doc = parse("They went from Paris, Texas, to London, Ontario. " * times)
    chosen = resolve(spots(doc, gazetteer()))
    assert {e.country for e in chosen} == {"US", "CA"}
