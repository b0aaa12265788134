"""Laws of the whole stage: evidence, ids, names, places and order."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bearwitness.extract import extract
from bearwitness.model.claim import Claim
from bearwitness.model.places import PlaceRole
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header
from bearwitness.reference.parse import parse

PARAGRAPHS = [
    "One of two North Korean women arrested by Chinese police in Shenyang in late July 2021 was "
    "sent back to North Korea via Dandong, a source said.",
    "Kim Ara, 34, an escapee from Hyesan who was hiding in a farmhouse near Yanji, was beaten.",
    "More than 10 migrants were detained. The ministry denied that anyone was tortured.",
    "Up to 40,000 people live there without papers, according to the Lantern Institute.",
    "Article 33 of the 1951 Refugee Convention forbids such returns.",
]
TEXT = "\n\n".join(PARAGRAPHS)
HEADER = Header(id="report-invented", outlet="The Invented Post", published=date(2021, 8, 24))
FIELDS = ("when", "where", "affected", "alleged_perpetrators", "detail")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return extract(parse(TEXT), HEADER)


def test_every_filled_field_has_evidence(reading: Reading) -> None:
    for claim in reading.claims:
        named = {e.field for e in claim.evidence}
        assert all(name in named for name in FIELDS if getattr(claim, name)), claim.act
        assert claim.act is None or "act" in named


def test_all_evidence_resolves_and_is_in_text_order(reading: Reading) -> None:
    for claim in reading.claims:
        starts = [e.resolve(TEXT).start for e in claim.evidence]
        assert starts == sorted(starts)


def test_ids_are_unique_and_stable(reading: Reading) -> None:
    ids = [c.id for c in reading.claims]
    assert len(set(ids)) == len(ids)
    assert [c.id for c in extract(parse(TEXT), HEADER).claims] == ids


def test_every_chain_ends_with_the_outlet(reading: Reading) -> None:
    assert all(c.attribution[-1].words == "The Invented Post" for c in reading.claims)


def test_no_name_of_a_person_is_in_any_field(reading: Reading) -> None:
    for claim in reading.claims:
        fields = (claim.affected, claim.alleged_perpetrators, claim.where, claim.detail)
        assert "Kim" not in repr(fields)
        assert "Ara" not in repr(fields)


def test_homes_and_hiding_places_are_never_places_of_a_claim(reading: Reading) -> None:
    names = {p.name for c in reading.claims for p in c.where}
    assert names.isdisjoint({"Hyesan", "Yanji"})
    quoted = " ".join(e.exact for c in reading.claims for e in c.evidence_for("affected"))
    assert "Hyesan" not in quoted
    assert "farmhouse" not in quoted


def test_a_return_has_its_places_by_role(reading: Reading) -> None:
    (claim,) = [c for c in reading.claims if c.act == "forced return"]
    roles = {p.role: p.country for p in claim.where}
    assert roles[PlaceRole.TO] == "KP"
    assert roles[PlaceRole.VIA] == "CN"


def test_a_time_of_an_act_is_kept_and_an_age_is_none(reading: Reading) -> None:
    by_act = {c.act: c for c in reading.claims}
    assert by_act["arrest"].when is not None
    assert by_act["arrest"].when.edtf == "2021-07-21/2021-07-31"


def test_the_publication_date_is_never_a_fallback() -> None:
    claims = extract(parse("Two women were arrested."), HEADER).claims
    assert [c.when for c in claims] == [None]


def test_confidence_stays_between_nought_and_one(reading: Reading) -> None:
    assert all(0 < c.confidence < 1 for c in reading.claims)


def test_a_reading_survives_being_written_and_read(reading: Reading) -> None:
    assert Reading.from_dict(reading.to_dict()) == reading


def said(claims: tuple[Claim, ...]) -> set[tuple[str, str | None, str]]:
    return {(c.kind.value, c.act, c.modality.value) for c in claims}


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations(PARAGRAPHS))
def test_the_order_of_paragraphs_changes_no_act(order: list[str]) -> None:
    shuffled = extract(parse("\n\n".join(order)), HEADER)
    assert said(shuffled.claims) == said(extract(parse(TEXT), HEADER).claims)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    found = extract(parse(text), Header(id="report-invented"))
    assert all(e.resolve(text) for c in found.claims for e in c.evidence)


def test_emoji_before_a_claim_do_not_move_its_words() -> None:
    text = "🕊️👩‍👧 Two women were arrested."
    (claim,) = extract(parse(text), HEADER).claims
    assert claim.evidence_for("act")[0].resolve(text).quote(text) == "arrested"


def test_a_time_of_day_alone_is_not_the_day_of_publication() -> None:
    (claim,) = extract(parse("Two women were arrested at night."), HEADER).claims
    assert claim.when is None
    (dated,) = extract(parse("Two women were arrested yesterday."), HEADER).claims
    assert dated.when is not None
    assert dated.when.edtf == "2021-08-23"
