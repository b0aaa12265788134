"""Many pairs of reports get to the last bit what one pair gets, and those meet that should."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.linking.alike import alike
from bearwitness.linking.meeting import distinct, matched, meetings, one_key
from bearwitness.linking.neighbours import neighbours
from bearwitness.linking.reports import NO_MOST, About, rarity
from bearwitness.linking.resemblance import FEATURES, cosine
from bearwitness.linking.score_v4 import REPORTS, report_log_odds
from bearwitness.linking.scored_reports import READ_FROM, report_odds
from bearwitness.linking.told import Told
from bearwitness.reference.gazetteer import gazetteer

WORDS = ("cannery", "dawn", "ferry", "lorry", "shutter", "bakery", "lantern", "petrol", "roof")
TOWNS = [gazetteer().lookup(name)[0].id for name in ("Yanji", "Dandong", "Tumen")] + ["unheard of"]
DAY = date(2024, 3, 5)


def some(*things):
    return st.frozensets(st.sampled_from(things), max_size=3)


@st.composite
def days(draw):
    first = DAY + timedelta(days=draw(st.integers(-40, 400)))
    return first, first + timedelta(days=draw(st.integers(0, 3)))


@st.composite
def spans(draw):
    first = DAY + timedelta(days=draw(st.integers(-40, 400)))
    return first, first + timedelta(days=draw(st.sampled_from([0, 0, 1, 6, 30])))


def flat(confirmed):
    act, (first, last) = confirmed
    return act, first, last


NUMBERS = some((1, 1), (3, 3), (2, NO_MOST))
ABOUTS = st.builds(
    About,
    report_id=st.just(""),
    main=st.just("claim"),
    published=st.none() | st.integers(-3, 500).map(lambda n: DAY + timedelta(days=n)),
    words=some(*WORDS),
    towns=some(*TOWNS),
    provinces=some(("CN", "Jilin"), ("CN", "Liaoning")),
    streets=some("harbour road", "mill lane"),
    days=st.lists(days(), max_size=3).map(tuple),
    numbers=some((True, 1, 1), (False, 3, 3)),
    ages=some("child", "adult"),
    sexes=some("male", "female"),
    title_signs=st.just("") | st.binary(min_size=64, max_size=64).map(bytes.hex),
    title_towns=some(*TOWNS),
    main_days=st.lists(days(), max_size=1).map(tuple),
    killed=NUMBERS,
    wounded=NUMBERS,
    told=st.lists(spans(), max_size=4).map(lambda held: tuple(sorted(set(held)))),
    hours=some(3, 17, 150, 1430),
    confirmed=st.none() | st.tuples(st.sampled_from(["arrest", "killing"]), days()).map(flat),
)


def named(abouts):
    return [replace(one, report_id=f"report-{n}") for n, one in enumerate(abouts)]


@settings(max_examples=150, deadline=None)
@given(abouts=st.lists(ABOUTS, min_size=2, max_size=7))
def test_log_odds_of_many_pairs_of_reports_are_those_of_each(abouts):
    reports = named(abouts)
    rare = rarity(reports)
    first, second = np.triu_indices(len(reports), 1)
    found = report_odds(Told.of(reports), first, second)
    for i, j, odds in zip(first, second, found, strict=True):
        assert odds == report_log_odds(reports[i], reports[j], rare)
        assert odds == report_log_odds(reports[j], reports[i], rare)


@settings(max_examples=60, deadline=None)
@given(abouts=st.lists(ABOUTS, min_size=2, max_size=7), least=st.sampled_from([-6.0, -3.84, 0.0]))
def test_pairs_that_come_to_enough_are_never_left_out_early(abouts, least):
    told = Told.of(named(abouts))
    first, second = np.triu_indices(len(abouts), 1)
    whole, found = report_odds(told, first, second), report_odds(told, first, second, least)
    assert (found[whole >= least] == whole[whole >= least]).all()
    assert ((found == whole) | (found == -np.inf)).all()


@settings(max_examples=40, deadline=None)
@given(abouts=st.lists(ABOUTS, min_size=1, max_size=7).map(named))
def test_words_weighed_as_codes_weigh_what_they_weigh_one_by_one(abouts):
    rare, told = rarity(abouts), Told.of(abouts)
    assert told.words.rarity(told.open(range(len(told)))) == rare
    assert told.words.is_rare.sum() == sum(map(rare.is_rare, rare.of))


@settings(max_examples=40, deadline=None)
@given(abouts=st.lists(ABOUTS, min_size=1, max_size=7).map(named), most=st.integers(1, 3))
def test_the_rarest_words_of_a_report_are_its_rarest(abouts, most):
    words = Told.of(abouts).words
    owners, found = words.rarest(np.ones(len(words.rank), bool), most)
    for n in range(len(abouts)):
        held = words.held.codes[words.held.starts[n] : words.held.starts[n + 1]].tolist()
        rarest = sorted(held, key=lambda word: words.rank[word])[:most]
        assert sorted(rarest) == found[owners == n].tolist()


def test_every_feature_that_weighs_says_what_of_a_pair_it_is_read_from():
    assert REPORTS.keys() <= READ_FROM.keys() <= FEATURES.keys()


def test_no_pairs_have_no_log_odds():
    none = np.zeros(0, np.int64)
    reports = named([About("", "claim")])
    assert len(report_odds(Told.of(reports), none, none)) == 0


@settings(max_examples=60, deadline=None)
@given(abouts=st.lists(ABOUTS, min_size=2, max_size=7))
def test_reports_meet_that_share_a_town_or_a_word_and_days_that_neighbour(abouts):
    reports = named(abouts)
    rare = rarity(reports)
    met = {(a.report_id, b.report_id) for a, b in neighbours(reports, rare)}
    for a, b in combinations(reports, 2):
        news = a.published and b.published and abs((a.published - b.published).days) <= 14
        rarest = {w for w in a.words & b.words if rare.is_rare(w)}
        expected = a.towns & b.towns or (rarest and (news or a.provinces & b.provinces))
        if expected:
            assert (a.report_id, b.report_id) in met


@settings(max_examples=60, deadline=None)
@given(abouts=st.lists(ABOUTS, min_size=2, max_size=12))
def test_the_most_alike_report_is_always_proposed(abouts):
    reports = named(abouts)
    rare = rarity(reports)
    met = {(a.report_id, b.report_id) for a, b in alike(reports, rare)}
    for one in reports:
        near = [(round(cosine(one, b, rare), 12), b) for b in reports if b is not one]
        best = max(likeness for likeness, _ in near)
        if best > 0:
            pairs = {tuple(sorted((one.report_id, b.report_id))) for n, b in near if n == best}
            assert pairs & met


@given(rows=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=30))
def test_things_meet_under_each_key_that_not_too_many_hold(rows):
    keys = np.array([key for key, _ in rows], np.int64)
    things = np.array([thing for _, thing in rows], np.int64)
    a, b = distinct(meetings(keys, things, 3), 7)
    expected = set()
    for key in set(keys.tolist()):
        held = sorted({thing for k, thing in rows if k == key})
        if len(held) <= 3:
            expected |= set(combinations(held, 2))
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == sorted(expected)


@given(
    owners=st.lists(st.integers(0, 4), max_size=9).map(sorted),
    others=st.lists(st.integers(0, 4), max_size=9).map(sorted),
)
def test_entries_of_one_owner_are_matched(owners, others):
    a, b = matched(np.array(owners, np.int64), np.array(others, np.int64))
    expected = [(i, j) for i, x in enumerate(owners) for j, y in enumerate(others) if x == y]
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == expected


@given(rows=st.lists(st.tuples(st.integers(-9, 9), st.integers(-3, 900)), min_size=2, max_size=9))
def test_rows_have_one_key_when_they_are_equal_and_only_then(rows):
    key = one_key(*(np.array(column, np.int64) for column in zip(*rows, strict=True)))
    for (x, a), (y, b) in combinations(zip(rows, key.tolist(), strict=True), 2):
        assert (x == y) == (a == b)
