"""Many pairs at once get to the last bit what one pair gets."""

from datetime import date
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.linking import as_sides, block
from bearwitness.linking.block import candidates
from bearwitness.linking.cluster import clustered
from bearwitness.linking.many import Bags, shared_sums
from bearwitness.linking.score_v4 import claim_score
from bearwitness.linking.scored import claim_chances
from bearwitness.linking.spots import spots
from bearwitness.linking.stories import Stories
from bearwitness.model.claim import AllegedPerpetrator
from bearwitness.model.dates import When
from bearwitness.model.places import PlacePrecision
from factories import a_claim, a_day, a_header, a_month, a_place, people

CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                a_place(),
                a_place("Hunchun"),
                a_place("Dandong", "Liaoning"),
                None,
                a_place("Jilin", "Jilin", precision=PlacePrecision.ADMIN1),
                a_place("China", None, precision=PlacePrecision.COUNTRY),
            ]
        ),
        st.sampled_from(
            [
                a_day("2024-03-05"),
                a_day("2024-03-09"),
                a_day("2024-05-09"),
                a_month("2024-03"),
                When("2024-03-04/..", date(2024, 3, 4), None),
                None,
            ]
        ),
        st.sampled_from(
            [
                people(2),
                people(24, 99),
                people(3, sex="male"),
                people(1, sex="female", age="30-39"),
                people(2, 9, sex="male", nationality="KP"),
                None,
            ]
        ),
        st.sampled_from([(), ("police",), ("police", "army"), ("army",), ("unknown",)]),
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
                affected=group, alleged_perpetrators=tuple(map(AllegedPerpetrator, kinds)))
        for n, (where, when, group, kinds, act, report) in enumerate(rows)
    ]  # fmt: skip
    copies = {"report-0": "report-0", "report-1": "report-0"}
    sides = as_sides(claims, headers, copies)
    told = Stories({f"report-{n}": story for n, story in enumerate(stories) if story}, {})
    first, second = np.triu_indices(len(sides), 1)
    found = claim_chances(sides, spots(sides, told.story), first, second)
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


EDGES = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([0.01, 0.3, 0.5, 0.7, 1.0])),
    max_size=30,
)
TOLD = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=2)


def one_at_a_time(edges, threshold, same, apart):
    """The two groups of highest mean merge, ties by smallest members, until none may."""
    groups = [frozenset({n}) for n in range(10)]
    for a, b in same:
        x, y = (next(g for g in groups if n in g) for n in (a, b))
        groups = [g for g in groups if g not in (x, y)] + [x | y]
    while True:
        means = []
        for x, y in combinations(groups, 2):
            pairs = [tuple(sorted(pair)) for pair in product(x, y)]
            mean = sum(edges.get(pair, 0.0) for pair in pairs) / len(pairs)
            if mean >= threshold and not any(pair in apart for pair in pairs):
                means.append((-mean, sorted([min(x), min(y)]), x, y))
        if not means:
            return sorted(tuple(sorted(group)) for group in groups)
        _, _, x, y = min(means, key=lambda one: one[:2])
        groups = [g for g in groups if g not in (x, y)] + [x | y]


@settings(max_examples=150, deadline=None)
@given(drawn=EDGES, same=TOLD, apart=TOLD)
def test_groups_merged_many_at_once_are_those_merged_one_pair_at_a_time(drawn, same, apart):
    edges = {(min(a, b), max(a, b)): round(w * 1024) / 1024 for a, b, w in drawn if a != b}
    counted = {pair: w for pair, w in edges.items() if w >= 0.02}
    same, apart = ([(min(p), max(p)) for p in told if p[0] != p[1]] for told in (same, apart))
    same = [pair for pair in same if pair not in apart]
    ends = np.array(sorted(edges), np.int64).reshape(-1, 2)
    chance = np.array([edges[pair] for pair in sorted(edges)])
    found = clustered(10, ends[:, 0], ends[:, 1], chance, 0.5, same, apart)
    assert found == one_at_a_time(counted, 0.5, same, set(apart))


def met(*claims, words=None):
    headers = {claim.report_id: a_header(claim.report_id) for claim in claims}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "SMALL", 0)
        first, second = candidates(spots(as_sides(claims, headers, {}), None, words))
    return set(zip(first.tolist(), second.tolist(), strict=True))


@settings(max_examples=6, deadline=None)
@given(rows=CLAIMS, shuffle=st.randoms(use_true_random=False))
def test_the_same_claims_meet_in_whatever_order_they_lie(rows, shuffle):
    claims = [
        a_claim(f"claim-{n}", f"report-{n}", act, where=(where,) if where else (), when=when,
                affected=group, alleged_perpetrators=tuple(map(AllegedPerpetrator, kinds)))
        for n, (where, when, group, kinds, act, _) in enumerate(rows)
    ]  # fmt: skip
    headers = {f"report-{n}": a_header(f"report-{n}") for n in range(len(rows))}
    words = {f"report-{n}": [f"word-{n % 3}", f"word-{n % 2 + 7}"] for n in range(len(rows))}
    sides = as_sides(claims, headers, {})
    mixed = sides[:]
    shuffle.shuffle(mixed)
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "SMALL", 0)
        for some in (sides, mixed):
            pairs = zip(*candidates(spots(some, None, words)), strict=True)
            found.append({frozenset((some[a].claim.id, some[b].claim.id)) for a, b in pairs})
    assert found[0] == found[1]


def test_claims_of_one_town_and_neighbouring_days_meet():
    assert met(a_claim("claim-1"), a_claim("claim-2", "report-2", when=a_day("2024-03-06")))


def test_a_province_with_a_month_meets_a_town_in_it_with_a_day():
    province = a_place("Jilin", "Jilin", precision=PlacePrecision.ADMIN1)
    coarse = a_claim("claim-2", "report-2", where=(province,), when=a_month("2024-03"))
    assert met(a_claim("claim-1"), coarse)


def test_claims_that_say_neither_when_nor_where_meet_by_the_rare_words_of_their_reports():
    silent = [
        a_claim(
            f"claim-{n}", f"report-{n}", when=None, where=(), affected=None, alleged_perpetrators=()
        )
        for n in range(40)
    ]
    words = {f"report-{n}": [f"word-{n}", "usual"] for n in range(40)}
    words["report-1"] = words["report-2"] = ["cannery", "ferry", "usual"]
    assert met(*silent, words=words) == {(1, 12)}  # claims 1 and 2, sorted by id as text


def test_claims_of_other_years_and_provinces_do_not_meet():
    far = a_place("Dandong", "Liaoning")
    other = a_claim("claim-2", "report-2", "killing", where=(far,), when=a_day("2019-01-01"))
    assert met(a_claim("claim-1"), other) == set()
