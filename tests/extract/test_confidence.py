"""How sure the machine says it is: of every filled field, never wholly, and by named reasons."""

from datetime import date
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.extract import extract
from bearwitness.extract.confidence import judged, whole
from bearwitness.model.claim import Claim
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse
from bearwitness.reference.vocabulary import load_yaml

TEXT = (
    "Police in Yanji arrested two women on 5 March 2024, a neighbour said. "
    "In April they were sent back. More and more people are being detained.\n\n"
    "The ministry denied it. Article 33 of the 1951 Refugee Convention forbids such returns. "
    "Up to 40,000 people live there without papers, according to the Lantern Institute."
)
TABLE = load_yaml("confidence")
FIELDS = sorted(TABLE["fields"])
FILLED = ("act", "when", "where", "affected", "alleged_perpetrators", "attribution", "detail")
WORDS = st.lists(
    st.sampled_from(sorted({r for f in TABLE["fields"].values() for r in f["points"]} | {"other"})),
    unique=True,
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    header = Header(id="report-invented", outlet="The Invented Post", published=date(2024, 5, 2))
    return extract(parse(TEXT), header)


def is_filled(claim: Claim, field: str) -> bool:
    return bool(getattr(claim, field))


def test_every_filled_field_and_no_other_has_a_confidence(reading: Reading) -> None:
    kinds = {claim.kind for claim in reading.claims}
    assert len(kinds) >= 4, "the text must show several kinds of claim"
    for claim in reading.claims:
        named = [one.field for one in claim.confidences]
        assert named == sorted(set(named), key=named.index)
        assert set(named) == {field for field in FILLED if is_filled(claim, field)}, claim.kind


def test_a_claim_as_a_whole_is_no_surer_than_its_least_sure_field(reading: Reading) -> None:
    for claim in reading.claims:
        assert claim.confidence <= min(one.probability for one in claim.confidences)
        assert claim.confidence_in("act") == next(
            (one.probability for one in claim.confidences if one.field == "act"), None
        )


def test_a_reading_keeps_its_confidences_through_json(reading: Reading) -> None:
    assert Reading.from_dict(reading.to_dict()) == reading


@given(field=st.sampled_from(FIELDS), reasons=WORDS)
def test_the_machine_is_never_sure_and_never_without_hope(field: str, reasons: list[str]) -> None:
    one = judged(field, reasons)
    assert TABLE["low"] <= one.probability <= TABLE["high"] < 1
    assert one.reasons == tuple(reasons)


@given(field=st.sampled_from(FIELDS), reasons=WORDS)
def test_a_reason_moves_confidence_the_way_its_points_say(field: str, reasons: list[str]) -> None:
    before = judged(field, reasons).probability
    for reason, points in TABLE["fields"][field]["points"].items():
        if reason not in reasons:
            after = judged(field, [*reasons, reason]).probability
            assert (after - before) * points >= 0


@given(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6))
def test_the_whole_lies_between_the_product_and_the_least_sure_field(fields: list[str]) -> None:
    held = [judged(field, ()) for field in fields]
    each = [one.probability for one in held]
    assert prod(each) - 0.006 <= whole(held) <= max(TABLE["low"], min(each)) + 0.006
    assert whole(held[:1]) == pytest.approx(each[0], abs=0.006)


def test_a_time_from_the_acts_own_sentence_is_surer_than_one_from_a_text_of_many_dates() -> None:
    assert judged("when", ["own"]).probability > judged("when", ["many_dates"]).probability


def test_every_table_entry_says_how_it_was_made() -> None:
    for entry in TABLE["fields"].values():
        assert entry["how"] in {"fitted", "by hand"}
        assert all(abs(points) < 4 for points in entry["points"].values())
        assert entry["how"] == "by hand" or 0 < entry["right"] < entry["rows"]
