"""What holds of every attribution, whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bearwitness.extract.attributions import chain_for, find_attributions
from bearwitness.extract.saying.quotes import paragraphs, quotes
from bearwitness.model.report import Header
from bearwitness.model.source import SourceKind
from bearwitness.reference.parse import parse

PIECES = [
    "The source said ", "a neighbour told us ", "that two women were held",
    "“They came at night,”",
    " said Ms. Orlan", ", according to police", ". ", "\n\n", "\n", " 😀 ",
    "who heard from a guard ",
    "Officials denied ", "the claim that she died", " is said to have ", "“", "”", "\"", "''", ": ",
    "reportedly ", "declined to comment", " and ", "we ", "report — ", "체포", "‏",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=0, max_size=14).map("".join)


@given(TEXTS)
@example("The source said ”The source said : \n\n")  # a colon with nothing but blanks behind it
@settings(max_examples=120, deadline=None)
def test_every_span_lies_in_the_text_and_content_is_apart_from_its_cue(text: str) -> None:
    for a in find_attributions(parse(text)):
        assert a.cue is not None
        for span in (a.cue, *a.content, *([a.source] if a.source else [])):
            assert span.quote(text).strip()
        relayed = a.link is not None and a.content and a.content[0].start <= a.cue.start
        if not relayed:
            assert not any(s.overlaps(a.cue) for s in a.content)
        assert list(a.content) == sorted(a.content)
        assert not any(x.overlaps(y) for x, y in pairwise(a.content))


@given(TEXTS, st.integers(0, 60), st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_every_chain_ends_in_the_outlet_and_only_there(text: str, start: int, width: int) -> None:
    header = Header("report-1", outlet="Northern Courier")
    chain = chain_for(find_attributions(parse(text)), start, start + width, header)
    assert chain[-1].kind is SourceKind.OUTLET
    assert chain[-1].words == "Northern Courier"
    assert all(link.words != "Northern Courier" for link in chain[:-1])


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_the_same_text_gives_the_same_attributions(text: str) -> None:
    assert find_attributions(parse(text)) == find_attributions(parse(text))


@given(st.text(alphabet="ab “”\"'’.,\n«»", max_size=60))
def test_quotations_are_in_order_and_never_overlap(text: str) -> None:
    found = quotes(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(x.end <= y.start for x, y in pairwise(found))


@given(st.text(alphabet="ab.\n ", max_size=60))
def test_paragraphs_leave_nothing_out_but_white_space(text: str) -> None:
    kept = {i for a, b in paragraphs(text) for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in kept)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", ":", "said"])
def test_a_text_with_nothing_said_has_no_attributions(text: str) -> None:
    assert find_attributions(parse(text)) == ()
