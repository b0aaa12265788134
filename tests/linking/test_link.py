from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.linking import link, why
from bearwitness.model.claim import ClaimKind, Detail, Modality, ResponseKind
from bearwitness.model.errors import WrongUse
from bearwitness.model.places import PlacePrecision
from factories import a_claim, a_day, a_decision, a_header, a_month, a_place, a_source, people

HEADERS = {f"report-{n}": a_header(f"report-{n}", f"Outlet {n}") for n in range(1, 9)}


def groups(claims, decisions=(), **more):
    found = link(claims, decisions, headers=HEADERS, **more)
    return {one.claim_ids for one in found}


def test_the_same_raid_in_two_outlets_is_one_incident_with_both_numbers_kept():
    claims = [
        a_claim("claim-1", "report-1", affected=people(30)),
        a_claim("claim-2", "report-2", affected=people(50)),
    ]
    (one,) = link(claims, headers=HEADERS)
    assert one.claim_ids == ("claim-1", "claim-2")
    assert {said.value.min for said in one.groups} == {30, 50}
    assert one.conflicts == ("affected",)
    assert len(one.origins) == 2


def test_a_later_number_of_the_same_outlet_corrects_the_earlier_and_is_no_conflict():
    headers = {
        "report-1": a_header("report-1", "Harbour Post", "2024-03-06"),
        "report-2": a_header("report-2", "HARBOUR POST", "2024-03-09"),
    }
    claims = [
        a_claim("claim-1", "report-1", affected=people(30)),
        a_claim("claim-2", "report-2", affected=people(50)),
    ]
    (one,) = link(claims, headers=headers)
    assert one.superseded == (("claim-1", "claim-2"),)
    assert one.conflicts == ()
    assert {said.value.min for said in one.groups} == {30, 50}


def test_another_outlets_later_number_corrects_nothing():
    headers = {
        "report-1": a_header("report-1", "Harbour Post", "2024-03-06"),
        "report-2": a_header("report-2", "Ferry Times", "2024-03-09"),
    }
    claims = [
        a_claim("claim-1", "report-1", affected=people(30)),
        a_claim("claim-2", "report-2", affected=people(50)),
    ]
    (one,) = link(claims, headers=headers)
    assert one.superseded == ()
    assert one.conflicts == ("affected",)


def test_a_vague_number_that_holds_an_exact_one_is_no_conflict():
    claims = [
        a_claim("claim-1", "report-1", affected=people(24)),
        a_claim("claim-2", "report-2", affected=people(24, 99)),
    ]
    (one,) = link(claims, headers=HEADERS)
    assert one.conflicts == ()


def test_arrests_in_other_provinces_stay_apart():
    far = a_place("Hunchun", "Liaoning")
    assert groups([a_claim("claim-1"), a_claim("claim-2", "report-2", where=(far,))]) == {
        ("claim-1",),
        ("claim-2",),
    }


def test_arrests_a_month_apart_in_one_town_stay_apart():
    later = a_day("2024-04-20")
    assert len(groups([a_claim("claim-1"), a_claim("claim-2", "report-2", when=later)])) == 2


def test_claims_that_say_neither_when_nor_where_are_not_joined_by_silence():
    silent = {"when": None, "where": (), "affected": None, "alleged_perpetrators": ()}
    claims = [a_claim("claim-1", **silent), a_claim("claim-2", "report-2", **silent)]
    assert len(groups(claims)) == 2


def test_a_detention_the_report_dates_to_the_month_joins_the_arrest_of_that_month_in_that_town():
    claims = [
        a_claim("claim-1"),
        a_claim("claim-2", "report-2", act="arrest", when=a_month("2024-03")),
    ]
    assert groups(claims) == {("claim-1", "claim-2")}


def test_what_is_feared_planned_or_only_a_pattern_is_no_incident():
    claims = [
        a_claim("claim-1", modality=Modality.FEARED),
        a_claim("claim-2", modality=Modality.PLANNED),
        a_claim("claim-3", kind=ClaimKind.PATTERN),
    ]
    assert link(claims) == ()


def test_a_denial_in_the_same_report_is_kept_with_the_incident_it_denies():
    denial = a_claim(
        "claim-9",
        kind=ClaimKind.RESPONSE,
        detail=Detail(response=ResponseKind.DENIAL),
    )
    (one,) = link([a_claim("claim-1"), denial])
    assert one.denied_by == ("claim-9",)


def test_people_decide_that_two_claims_are_the_same_and_undoing_it_undoes_the_merge():
    far = a_place("Hunchun", "Liaoning")
    claims = [a_claim("claim-1"), a_claim("claim-2", "report-2", where=(far,))]
    same = a_decision("same", "claim-1", "claim-2")
    undone = a_decision("withdraw", "claim-1", "claim-2", at="2024-04-02T10:00:00Z")
    assert groups(claims, [same]) == {("claim-1", "claim-2")}
    assert groups(claims, [same, undone]) == groups(claims)


def test_people_decide_that_two_claims_are_not_the_same():
    claims = [a_claim("claim-1"), a_claim("claim-2", "report-2")]
    assert groups(claims, [a_decision("not same", "claim-1", "claim-2")]) == {
        ("claim-1",),
        ("claim-2",),
    }


def test_unsure_takes_away_the_machines_edge():
    claims = [a_claim("claim-1"), a_claim("claim-2", "report-2")]
    assert len(groups(claims, [a_decision("unsure", "claim-1", "claim-2")])) == 2


def test_one_wrong_edge_does_not_merge_two_well_knit_incidents():
    one = [a_claim(f"claim-a{n}", f"report-{n}", when=a_day("2024-03-05")) for n in (1, 2, 3)]
    two = [
        a_claim(f"claim-b{n}", f"report-{n + 3}", when=a_day("2024-03-09"), affected=people(40))
        for n in (1, 2, 3)
    ]
    bridge = replace(one[2], id="claim-c", report_id="report-7", when=a_month("2024-03"))
    found = groups([*one, *two, bridge])
    assert any({"claim-a1", "claim-a2", "claim-a3"} <= set(group) for group in found)
    assert not any({"claim-a1", "claim-b1"} <= set(group) for group in found)


WORDS = "officers took two people from a rented room near the river before dawn on the fifth " * 4


def test_a_wire_copy_adds_a_report_but_no_origin():
    claims = [a_claim("claim-1", "report-1"), a_claim("claim-2", "report-2")]
    texts = {"report-1": WORDS + "(Wire)", "report-2": "Harbour: " + WORDS}
    (one,) = link(claims, headers=HEADERS, texts=texts)
    assert len(one.report_ids) == 2
    assert len(one.origins) == 1


def test_a_report_that_cites_the_other_outlet_adds_no_origin():
    citing = (a_source("outlet", "Outlet 1"), a_source("outlet", "Outlet 2"))
    claims = [a_claim("claim-1", "report-1"), a_claim("claim-2", "report-2", attribution=citing)]
    (one,) = link(claims, headers=HEADERS)
    assert len(one.origins) == 1


def test_two_sources_of_one_report_are_two_origins():
    claims = [
        a_claim("claim-1", attribution=(a_source(register=1),)),
        a_claim("claim-2", attribution=(a_source(register=2),)),
    ]
    (one,) = link(claims, headers=HEADERS)
    assert len(one.origins) == 2


def test_a_grade_and_a_violation_go_with_the_incident_that_holds_the_claim():
    decisions = [
        a_decision("grade", "claim-1", field="reliability", value="B"),
        a_decision("grade", "claim-1", field="credibility", value=2),
        a_decision("violation", "claim-1", value="CAT 3"),
    ]
    (one,) = link([a_claim()], decisions)
    assert (one.reliability, one.credibility, one.violations) == ("B", 2, ("CAT 3",))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"kind": ClaimKind.PATTERN}, "kind is pattern"),
        ({"modality": Modality.PLANNED}, "modality is planned"),
        ({"act": None}, "no act"),
    ],
)
def test_why_says_in_words_that_a_claim_of_no_occurrence_is_never_linked(more, reason):
    with pytest.raises(WrongUse, match=f"claim-2 is never linked: .*{reason}"):
        why(a_claim("claim-1"), a_claim("claim-2", "report-2", **more), HEADERS, {})


def test_why_gives_a_sentence_and_a_weight_for_every_feature():
    found = why(a_claim("claim-1"), a_claim("claim-2", "report-2"), HEADERS, {}).reasons
    assert [reason.feature for reason in found][:3] == ["act", "when", "where"]
    assert all(reason.sentence for reason in found)


PLACES = [a_place(), a_place("Hunchun"), a_place("Dandong", "Liaoning"), None]
CLAIMS = st.lists(
    st.builds(
        lambda day, place, count, report: (day, place, count, report),
        st.integers(1, 28),
        st.sampled_from(PLACES),
        st.integers(1, 30),
        st.integers(1, 5),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(rows=CLAIMS, shuffle=st.randoms(use_true_random=False))
def test_linking_ignores_the_order_of_claims(rows, shuffle):
    claims = [
        a_claim(
            f"claim-{n:02}",
            f"report-{report}",
            when=a_day(f"2024-03-{day:02}"),
            where=(place,) if place else (),
            affected=people(count),
        )
        for n, (day, place, count, report) in enumerate(rows)
    ]
    mixed = claims[:]
    shuffle.shuffle(mixed)
    assert link(mixed, headers=HEADERS) == link(claims, headers=HEADERS)


@settings(max_examples=40, deadline=None)
@given(rows=CLAIMS)
def test_every_linked_claim_is_in_exactly_one_incident(rows):
    claims = [
        a_claim(f"claim-{n:02}", f"report-{report}", when=a_day(f"2024-03-{day:02}"))
        for n, (day, _, _, report) in enumerate(rows)
    ]
    held = [claim for one in link(claims, headers=HEADERS) for claim in one.claim_ids]
    assert sorted(held) == sorted(claim.id for claim in claims)


def test_a_place_inside_a_province_is_not_in_conflict_with_the_province():
    province = a_place("Jilin", "Jilin", precision=PlacePrecision.ADMIN1)
    claims = [a_claim("claim-1"), a_claim("claim-2", "report-2", where=(province,))]
    (one,) = link(claims, headers=HEADERS)
    assert one.conflicts == ()
