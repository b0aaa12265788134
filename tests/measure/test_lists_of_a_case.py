from dataclasses import replace
from datetime import date

import pytest

from bearwitness.measure.undercount.case_lists import OTHERS, case_overlaps
from bearwitness.model.errors import TooFewOverlaps
from bearwitness.model.report import Header
from factories import a_claim
from invented_cases import an_incident


def a_case(told):
    """Incidents by the outlets that tell them; every claim is an origin of its own."""
    claims, headers, incidents = [], {}, []
    for n, outlets in enumerate(told):
        names = []
        for outlet in outlets:
            report = f"report-{n}-{outlet}"
            headers[report] = Header(report, outlet=outlet, published=date(2024, 1, 1 + n % 28))
            claims.append(a_claim(f"claim-{n}-{outlet}", report))
            names.append(claims[-1].id)
        incidents.append(replace(an_incident(n), claim_ids=tuple(names)))
    origins = {claim.id: f"origin-{claim.id}" for claim in claims}
    return incidents, claims, headers, origins


def test_every_incident_is_on_the_lists_of_the_outlets_that_tell_it():
    found = case_overlaps(*a_case([("A",), ("A", "B"), ("B",), ("B",)]))
    assert found.lists == ("A", "B")
    assert found.counts == (0, 1, 2, 1)


def test_a_reprint_puts_an_incident_on_no_second_list():
    incidents, claims, headers, origins = a_case([("A", "B"), ("A",), ("B",)])
    one_origin = {**origins, "claim-0-A": "origin-x", "claim-0-B": "origin-x"}
    found = case_overlaps(incidents, claims, headers, one_origin)
    assert found.documented == 3
    assert found.counts[3] == 0


def test_outlets_are_put_together_as_a_person_says_and_the_rest_is_one_list():
    told = [("A", "C"), ("B",), ("C", "D")]
    found = case_overlaps(*a_case(told), groups={"A": "near", "B": "near", "C": "far"})
    assert found.lists == ("far", "near", OTHERS)
    assert (found.counts[0b011], found.counts[0b101]) == (1, 1)


def test_small_outlets_stand_together_when_there_are_many():
    told = [("A",)] * 5 + [("B",)] * 4 + [(name,) for name in "CDEFGH"]
    assert case_overlaps(*a_case(told), most=3).lists == ("A", "B", OTHERS)


def test_one_list_alone_gives_no_overlaps():
    with pytest.raises(TooFewOverlaps):
        case_overlaps(*a_case([("A",), ("A",)]))
