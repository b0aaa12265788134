"""Many pairs at once get to the last bit what one pair gets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.linking import as_sides, block
from bearwitness.linking.block import candidates, spots
from bearwitness.linking.many import Bags, shared_sums
from bearwitness.linking.score_v2 import claim_score
from bearwitness.linking.scored import claim_chances
from bearwitness.linking.stories import Stories
from factories import a_claim, a_day, a_header, a_month, a_place, people

CLAIMS = st.lists(
    st.tuples(
        st.sampled_from([a_place(), a_place("Hunchun"), a_place("Dandong", "Liaoning"), None]),
        st.sampled_from([a_day("2024-03-05"), a_day("2024-03-09"), a_month("2024-03"), None]),
        st.sampled_from([people(2), people(24, 99), people(3, sex="male"), None]),
        st.sampled_from(["arrest", "detention", "killing"]),
        st.integers(0, 3),
    ),
    min_size=2,
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(rows=CLAIMS, stories=st.lists(st.sampled_from([None, "one", "two"]), min_size=4, max_size=4))
def test_scores_of_many_pairs_are_the_scores_of_each(rows, stories):
    headers = {
        f"report-{n}": a_header(f"report-{n}", "Outlet", f"2024-03-{8 + n:02}") for n in range(4)
    }
    claims = [
        a_claim(f"claim-{n}", f"report-{report}", act, where=(where,) if where else (), when=when,
                affected=group)
        for n, (where, when, group, act, report) in enumerate(rows)
    ]  # fmt: skip
    copies = {"report-0": "report-0", "report-1": "report-0"}
    sides = as_sides(claims, headers, copies)
    told = Stories({f"report-{n}": story for n, story in enumerate(stories) if story}, {})
    first, second = np.triu_indices(len(sides), 1)
    found = claim_chances(sides, told, first, second)
    for i, j, chance in zip(first, second, found, strict=True):
        a, b = sides[i], sides[j]
        assert chance == claim_score(a, b, told.one_story(a.claim.report_id, b.claim.report_id))


@given(bags=st.lists(st.sets(st.sampled_from("abcdefg")), min_size=2, max_size=6))
def test_the_worth_of_shared_words_is_added_up_for_each_pair(bags):
    held, words = Bags.of(bags)
    worth = np.array([float(ord(word)) for word in words])
    first, second = np.triu_indices(len(bags), 1)
    found = shared_sums(held, worth, first, second)
    expected = [sum(ord(w) for w in bags[i] & bags[j]) for i, j in zip(first, second, strict=True)]
    assert found.tolist() == expected


def met(*claims, words=None):
    headers = {claim.report_id: a_header(claim.report_id) for claim in claims}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "SMALL", 0)
        first, second = candidates(spots(as_sides(claims, headers, {}), None, words))
    return set(zip(first.tolist(), second.tolist(), strict=True))


def test_claims_of_one_town_and_neighbouring_days_meet():
    assert met(a_claim("claim-1"), a_claim("claim-2", "report-2", when=a_day("2024-03-06")))


def test_a_province_with_a_month_meets_a_town_in_it_with_a_day():
    from bearwitness.model.places import PlacePrecision

    province = a_place("Jilin", "Jilin", precision=PlacePrecision.ADMIN1)
    coarse = a_claim("claim-2", "report-2", where=(province,), when=a_month("2024-03"))
    assert met(a_claim("claim-1"), coarse)


def test_claims_that_say_neither_when_nor_where_meet_by_the_rare_words_of_their_reports():
    silent = [a_claim(f"claim-{n}", f"report-{n}", when=None, where=()) for n in range(40)]
    words = {f"report-{n}": [f"word-{n}", "usual"] for n in range(40)}
    words["report-1"] = words["report-2"] = ["cannery", "ferry", "usual"]
    assert met(*silent, words=words) == {(1, 12)}  # claims 1 and 2, sorted by id as text


def test_claims_of_other_years_and_provinces_do_not_meet():
    far = a_place("Dandong", "Liaoning")
    other = a_claim("claim-2", "report-2", "killing", where=(far,), when=a_day("2019-01-01"))
    assert met(a_claim("claim-1"), other) == set()
