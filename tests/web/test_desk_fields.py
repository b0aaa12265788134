"""Every field has a control that fits; what a person did not touch comes back as it was."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, Detail, Direction
from bearwitness.model.dates import When
from bearwitness.model.errors import BearwitnessError
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.source import Connection, SourceKind, SourceLink
from bearwitness.web.fields import FIELDS, as_form, choices, found_places, from_form, named
from factories import a_claim, a_day, a_month, a_place

groups = st.builds(
    lambda low, more, exact, sex, age, status: AffectedGroup(
        low, None if more is None else low + more, more == 0 and exact, sex, age, "KP", status
    ),
    st.integers(1, 500), st.none() | st.integers(0, 99), st.booleans(),
    st.sampled_from([None, "female", "male", "mixed"]), st.sampled_from([None, "0-17", "60+"]),
    st.sampled_from([(), ("refugee",), ("refugee", "minor")]),
)  # fmt: skip
links = st.builds(
    SourceLink, st.sampled_from(SourceKind), st.sampled_from(["", "a neighbour", "신문"]),
    st.sampled_from(["", "said"]), st.sampled_from(Connection), st.none() | st.integers(0, 9),
)  # fmt: skip
claims = st.builds(
    a_claim,
    act=st.sampled_from(["arrest", "raid"]),
    when=st.sampled_from([None, a_day("2024-03-05"), a_month("2024-03"),
                          When("2024", None, None, operator="since"), When("XXXX-12-12")]),
    where=st.lists(st.sampled_from([a_place(), a_place("Yanji", role=PlaceRole.HELD_AT),
                                    Place(PlaceRole.AT, "Old mill, by the river")]),
                   max_size=3).map(tuple),
    affected=st.none() | groups,
    alleged_perpetrators=st.lists(
        st.builds(AllegedPerpetrator, st.sampled_from(["police", "army"]),
                  st.sampled_from([None, "CN"])), max_size=3).map(tuple),
    attribution=st.lists(links, max_size=4).map(tuple),
    detail=st.sampled_from([None, Detail(direction=Direction.MORE),
                            Detail(author="A. Expert", year=2020, unit="people", low=10.0)]),
)  # fmt: skip


@given(claims)
def test_a_form_that_is_sent_back_unchanged_changes_nothing(claim):
    form = as_form(claim)
    plain = msgspec.json.decode(msgspec.json.encode(claim))
    for field in FIELDS:
        told = msgspec.json.decode(msgspec.json.encode(from_form(field, form, claim)))
        assert told == plain[field], field


def form_with(claim: Claim = a_claim(), **more: str) -> dict[str, str]:  # noqa: B008  frozen
    return as_form(claim) | more


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [("2024-03", "2024-03-01", "2024-03-31"), ("2024", "2024-01-01", "2024-12-31"),
     ("2024-03-05/2024-03-09", "2024-03-05", "2024-03-09"),
     ("2024-03~", "2024-03-01", "2024-03-31"),
     ("XXXX-12-12", None, None)],
)  # fmt: skip
def test_a_date_typed_anew_takes_its_days_from_its_notation(edtf, first, last):
    told = from_form("when", form_with(when_edtf=edtf))
    assert (told["edtf"], told["earliest"], told["latest"]) == (edtf, first, last)


def test_days_can_be_given_by_themselves_and_an_emptied_date_is_none():
    empty = as_form(a_claim(when=None))
    told = from_form("when", empty | {"when_earliest": "2024-03-01", "when_latest": "2024-03-09"})
    assert told["edtf"] == "2024-03-01/2024-03-09"
    assert from_form("when", empty) is None


@pytest.mark.parametrize(
    ("field", "form"),
    [("when", {"when_edtf": "soon"}), ("when", {"when_edtf": "", "when_latest": "2024-01-01"}),
     ("when", {"when_earliest": "x"}), ("affected", {"affected_min": "9", "affected_max": "3"}),
     ("affected", {"affected_min": "many"}), ("affected", {"affected_nationality": "Nowhere"}),
     ("act", {"act": "no such act"}), ("where", {"where_new": "geonames:0"}),
     ("where", {"where_name": "A mill", "where_country": "QQ"}),
     ("where", {"where_0_role": "near"}), ("attribution", {"source_0_kind": "wizard"}),
     ("alleged_perpetrators", {"who_0_kind": "wizards"}), ("detail", {"detail_year": "then"})],
)  # fmt: skip
def test_what_nobody_can_read_is_refused_with_a_hint(field, form):
    with pytest.raises(BearwitnessError) as refused:
        from_form(field, form_with(**form))
    assert refused.value.hint


def test_places_are_found_in_any_script_and_by_their_beginning():
    for words in ("Tumen, CN", "图们", "투먼", "tumen"):
        found = found_places(words)
        assert any(entry.name == "Tumen" for entry in found), words
    assert any(entry.name == "Yanji" for entry in found_places("Yanj"))
    assert found_places("") is None
    assert found_places("no such place anywhere") == ()


def test_a_place_is_added_left_out_and_written_by_hand():
    (tumen,) = found_places("图们")[:1]
    form = form_with(where_new=tumen.id, where_new_role="held at")
    assert [p["role"] for p in from_form("where", form, a_claim())] == ["at", "held at"]
    assert from_form("where", form_with(where_0_drop="yes"), a_claim()) == []
    by_hand = form_with(a_claim(where=()), where_name="Old mill", where_country="China",
                        where_precision="site")  # fmt: skip
    (place,) = from_form("where", by_hand)
    assert (place["name"], place["country"], place["precision"]) == ("Old mill", "CN", "site")
    assert named("|Old mill|CN|site") == "Old mill, CN, site, not in the gazetteer"


def test_links_of_the_chain_are_ordered_added_and_taken_out_by_their_numbers():
    chain = (SourceLink(SourceKind.NEIGHBOUR, "a neighbour"), SourceLink(SourceKind.OUTLET, "it"))
    form = form_with(a_claim(attribution=chain), source_0_place="2", source_1_place="1",
                     source_2_kind="eyewitness", source_2_place="3")  # fmt: skip
    assert [link["kind"] for link in from_form("attribution", form)] == [
        "outlet", "neighbour", "eyewitness",
    ]  # fmt: skip
    gone = from_form("attribution", form | {"source_0_kind": ""})
    assert [link["kind"] for link in gone] == ["outlet", "eyewitness"]


def test_the_controls_offer_every_code_and_two_rows_more_than_are_filled():
    offered = choices(form_with())
    assert offered["rows"] == {"who": 3, "source": 3}
    assert {a.code for _, acts in offered["acts"] for a in acts} >= {"arrest", "forced return"}
    assert ("CN", "China") in offered["countries"]
    assert PlacePrecision.SITE.value in offered["place_precision"]


def test_a_place_of_an_older_gazetteer_is_kept_as_it_was():
    odd = replace(a_place(), gazetteer_id="older:1")
    claim = a_claim(where=(odd,))
    (told,) = from_form("where", as_form(claim), claim)
    assert told["gazetteer_id"] == "older:1"
    assert named("older:1") == "older:1"
