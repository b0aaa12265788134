"""What of a report's wording may be kept to compare reports: never who somebody is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.api import read_text
from bearwitness.reference.parse import dictionary

TEXT = (
    "HARBOUR TOWN - A tall, bearded fisherman named Mark Oakwell was shot near the jetty in the "
    "300 block of North Limekiln Street on Tuesday, police said. "
    "The gunman fired a shotgun from a van. "
    "Mr Oakwell, a retired welder with a scar on his chin, wore a red jacket. "
    "His cousin lives on Sailmaker Lane. The bullet left a mark on the lighthouse."
)


@pytest.fixture(scope="module")
def reading():
    return read_text(TEXT, published="2024-03-05")


def test_words_of_what_happened_are_kept(reading):
    assert {"shotgun", "van", "jetty", "lighthouse", "bullet"} <= set(reading.words)


def test_no_name_and_no_word_that_a_name_holds_is_kept(reading):
    assert not {"oakwell", "mark", "harbour"} & set(reading.words)


def test_nothing_that_describes_somebody_is_kept(reading):
    described = {"tall", "bearded", "fisherman", "retired", "welder", "scar", "red", "jacket",
                 "cousin", "chin"}  # fmt: skip
    assert not described & set(reading.words)


def test_words_are_sorted_and_stand_once(reading):
    assert list(reading.words) == sorted(set(reading.words))


def test_one_street_has_one_name_however_a_report_writes_it():
    one = read_text("Two men were shot near the corner of East Sixth and Larkspur streets.")
    other = read_text("Officers were called to the 200 block of 6th St. and found two men shot.")
    assert (one.streets, other.streets) == (("6", "larkspur"), ("6",))


def test_a_numbered_road_is_kept_and_a_court_of_law_is_no_street():
    reading = read_text("The shooting happened on U.S. 76. He was shot, a Superior Court heard.")
    assert reading.streets == ("route 76",)


def test_the_street_of_the_act_is_kept_and_a_home_street_is_not(reading):
    assert reading.streets == ("limekiln",)


NAMES = st.sampled_from(["Bramblewick", "Oduyale", "Kestrelmann", "Tavishenko", "Rilmoor"])
PLACES = st.sampled_from(["a farmer", "the nurse", "a student", "an old man"])


@settings(max_examples=12, deadline=None)
@given(first=NAMES, last=NAMES, who=PLACES)
def test_no_name_put_into_a_text_comes_out_in_its_words(first, last, who):
    text = f"Officers shot {who}, {first} {last}, at the ferry. {last} died in the harbour clinic."
    kept = set(read_text(text, published="2024-03-05").words)
    assert not {first.lower(), last.lower(), "farmer", "nurse", "student", "old"} & kept
    assert kept <= dictionary()
