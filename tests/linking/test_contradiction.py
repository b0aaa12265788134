"""What cannot all be true in one incident: which values, who gives each, what superseded what."""

import pytest

import bearwitness
from bearwitness.linking import link, why
from bearwitness.model.errors import UnknownSubject
from bearwitness.model.incident import Clash
from bearwitness.model.places import PlacePrecision
from bearwitness.model.reading import Reading
from bearwitness.review.queue import waiting
from factories import a_claim, a_day, a_decision, a_header, a_place, people

HEADERS = {f"report-{n}": a_header(f"report-{n}", f"Outlet {n}") for n in range(1, 6)}


def one_incident(*claims, headers=HEADERS):
    (one,) = link(claims, headers=headers)
    return one


def test_a_clash_names_the_claims_on_either_side():
    found = one_incident(
        a_claim("claim-1", "report-1", affected=people(50)),
        a_claim("claim-2", "report-2", affected=people(30)),
        a_claim("claim-3", "report-3", affected=people(30)),
    )
    assert found.clashes == (Clash("affected", ("claim-1",), ("claim-2", "claim-3")),)
    assert found.conflicts == ("affected",)


def test_dozens_and_twenty_four_do_not_clash():
    found = one_incident(
        a_claim("claim-1", "report-1", affected=people(24)),
        a_claim("claim-2", "report-2", affected=people(24, 99)),
    )
    assert found.clashes == ()


def test_every_field_clashes_by_itself():
    claims = [
        a_claim("claim-1", "report-1", affected=people(50)),
        a_claim("claim-2", "report-2", affected=people(30), when=a_day("2024-03-06")),
    ]
    same = a_decision("same", "claim-1", "claim-2")
    (found,) = link(claims, [same], headers=HEADERS)
    assert [clash.field for clash in found.clashes] == ["affected", "when"]
    assert found.conflicts == ("affected", "when")


def test_a_town_inside_its_province_clashes_with_nothing():
    found = one_incident(
        a_claim("claim-1", "report-1"),
        a_claim("claim-2", "report-2", where=(a_place("Jilin", precision=PlacePrecision.ADMIN1),)),
    )
    assert found.clashes == ()


def corrected():
    headers = {
        "report-1": a_header("report-1", "Harbour Post", "2024-03-06"),
        "report-2": a_header("report-2", "Harbour Post", "2024-03-09"),
    }
    claims = (
        a_claim("claim-1", "report-1", affected=people(30)),
        a_claim("claim-2", "report-2", affected=people(50)),
    )
    return headers, claims


def test_a_superseded_claim_clashes_with_nothing_and_stays_among_the_values():
    headers, claims = corrected()
    found = one_incident(*claims, headers=headers)
    assert found.clashes == ()
    assert found.superseded == (("claim-1", "claim-2"),)
    assert len(found.groups) == 2


def test_review_says_that_a_later_report_supersedes_a_claim_that_waits():
    headers, claims = corrected()
    items = {item.claim.id: item for item in waiting(claims, (), link(claims, headers=headers))}
    assert items["claim-1"].why == "a later report of its outlet supersedes it"
    assert items["claim-1"].rank < items["claim-2"].rank


def test_why_says_that_two_claims_clash_and_that_one_supersedes_the_other():
    headers, claims = corrected()
    notes = why(*claims, headers, {}).notes
    assert notes[0] == "cannot both be true: affected"
    assert notes[1].startswith("claim-2 is of a later report of the same outlet and supersedes")


def test_why_for_notebooks_gives_every_features_weight_and_sentence():
    _, claims = corrected()
    readings = [Reading(a_header(c.report_id), c.id, (c,)) for c in claims]
    found = bearwitness.why(readings, "claim-1", "claim-2")
    assert found.method == "score-4"
    assert all(reason.sentence for reason in found.reasons)


def test_why_of_a_claim_that_no_reading_has_is_refused():
    with pytest.raises(UnknownSubject):
        bearwitness.why([], "claim-1", "claim-2")


def test_why_adds_no_note_where_both_can_be_true():
    assert why(a_claim("claim-1"), a_claim("claim-2", "report-2"), HEADERS, {}).notes == ()


def test_a_number_no_crowd_reaches_is_linked_like_any_other():
    found = one_incident(
        a_claim("claim-1", "report-1", affected=people(399_226_021_399_226_021)),
        a_claim("claim-2", "report-2", affected=people(399_226_021_399_226_021)),
    )
    assert found.clashes == ()
