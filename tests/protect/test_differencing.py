from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.model.errors import GateClosed
from bearwitness.model.release import Verdict
from bearwitness.protect.differencing import are_tangled, isolated_by, isolating, levels_of
from bearwitness.protect.gate_checks import differencing_check
from bearwitness.protect.records import released_values
from bearwitness.settings import Settings as Limits
from invented_cases import Facts, an_incident, cleared_from, facts

MARCH = [an_incident(n, Facts(day=date(2024, 3, 5))) for n in range(10)]
NEWCOMER = an_incident(50, Facts(day=date(2024, 3, 9)))


def test_one_new_incident_is_held_back_until_enough_have_come():
    first = cleared_from(MARCH)
    second = cleared_from([*MARCH, NEWCOMER], release_id="2024-2", earlier=[first])
    assert len(second.records) == 10
    assert second.guarantee.suppressed == 1
    assert isolated_by(second, [first], 5) == 0


def test_without_the_earlier_release_the_newcomer_would_stand_out():
    first = cleared_from(MARCH)
    second = cleared_from([*MARCH, NEWCOMER], release_id="2024-2")
    assert isolated_by(second, [first], 5) == 1
    assert differencing_check(second, [first], 5).verdict is Verdict.FAIL


def test_five_newcomers_alike_come_out_together():
    more = [an_incident(50 + n, Facts(day=date(2024, 3, 9))) for n in range(5)]
    first = cleared_from(MARCH)
    second = cleared_from([*MARCH, *more], release_id="2024-2", earlier=[first])
    assert len(second.records) == 15


def test_a_withdrawn_incident_does_not_stand_out_by_its_absence():
    first = cleared_from(MARCH)
    second = cleared_from(MARCH[1:], release_id="2024-2", earlier=[first])
    assert len(second.records) == 5
    assert isolated_by(second, [first], 5) == 0


def test_a_release_that_can_not_be_mended_is_refused():
    first = cleared_from(MARCH[:5], Limits(max_suppressed=0.0))
    with pytest.raises(GateClosed, match="beside the earlier releases"):
        cleared_from(
            [*MARCH[:5], NEWCOMER],
            Limits(max_suppressed=0.0),
            release_id="2024-2",
            earlier=[first],
        )


def test_releases_at_different_levels_are_compared_where_they_meet():
    first = cleared_from(MARCH)
    months = [*[1] * 4, *[2] * 4, *[3] * 4]
    spread = [an_incident(60 + n, Facts(day=date(2024, m, 9))) for n, m in enumerate(months)]
    coarse = cleared_from(spread, release_id="2024-2")
    assert dict(coarse.guarantee.levels)["period"] != dict(first.guarantee.levels)["period"]
    assert isolated_by(coarse, [first], 5) == 1


@settings(max_examples=20, deadline=None)
@given(
    old=st.lists(facts(), min_size=6, max_size=20),
    new=st.lists(facts(), min_size=0, max_size=12),
    gone=st.integers(0, 3),
)
def test_whatever_comes_or_goes_no_difference_is_about_fewer_than_k(old, new, gone):
    before = [an_incident(n, about) for n, about in enumerate(old)]
    first = cleared_from(before)
    after = [*before[gone:], *(an_incident(100 + n, about) for n, about in enumerate(new))]
    try:
        second = cleared_from(after, release_id="2024-2", earlier=[first])
    except GateClosed:
        return
    assert isolated_by(second, [first], 5) == 0
    assert all(n >= 5 for n in Counter(map(released_values, second.records)).values())


@settings(max_examples=3, deadline=None)
@given(chance=st.randoms())
def test_who_is_held_back_does_not_depend_on_the_order_of_the_input(chance):
    first = cleared_from(MARCH)
    incidents = [*MARCH, NEWCOMER, replace(NEWCOMER, id="i-51", claim_ids=("claim-51",))]
    wanted = cleared_from(incidents, release_id="2024-2", earlier=[first])
    chance.shuffle(incidents)
    assert cleared_from(incidents, release_id="2024-2", earlier=[first]) == wanted


def test_a_third_release_is_set_beside_both_earlier_ones():
    more = [an_incident(50 + n, Facts(day=date(2024, 3, 9))) for n in range(6)]
    first = cleared_from(MARCH)
    second = cleared_from([*MARCH, *more[:5]], release_id="2024-2", earlier=[first])
    third = cleared_from([*MARCH, *more], release_id="2024-3", earlier=[first, second])
    assert (len(first.records), len(second.records), len(third.records)) == (10, 15, 15)


counts = st.dictionaries(st.sampled_from([("a",), ("b",), ("c",)]), st.integers(0, 20))


@given(one=counts, other=counts, k=st.integers(2, 6))
def test_isolating_looks_both_ways(one, other, k):
    forth, back = isolating(one, other, k), isolating(other, one, k)
    assert forth == {cell: -by for cell, by in back.items()}
    assert isolating(one, one, k) == {}


def test_three_releases_general_in_three_ways_are_never_made():
    assert are_tangled([(0, 1, 2), (1, 2, 0), (2, 0, 1)])
    assert not are_tangled([(0, 1, 2), (1, 2, 0), (1, 2, 2), (0, 1, 2)])
    assert not are_tangled([(0, 0), (0, 1), (1, 1)])


def at_levels(cleared, **levels):
    told = dict(cleared.guarantee.levels) | levels
    return replace(cleared, guarantee=replace(cleared.guarantee, levels=tuple(told.items())))


def test_a_third_way_of_generalising_is_found_and_avoided():
    first = cleared_from(MARCH)
    by_act = at_levels(first, act="*", period="month", place="town")
    by_time = at_levels(first, act="act", period="*", place="town")
    by_place = at_levels(first, act="act", period="month", place="*")
    check = differencing_check(by_place, [by_act, by_time], 5)
    assert check.verdict is Verdict.FAIL
    assert "three ways" in check.why
    third = cleared_from(MARCH, release_id="2024-3", earlier=[by_act, by_time])
    assert not are_tangled(map(levels_of, [by_act, by_time, third]))
