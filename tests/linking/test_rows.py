"""Rows of numbers say what the gists say, hold no word of a report, and are told when damaged."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.linking import as_sides, gist, row_of, unsound
from bearwitness.linking.block import _claims as claim_columns
from bearwitness.linking.columns import Columns
from bearwitness.linking.copies import groups_of
from bearwitness.linking.many import asked_by_value, numbered
from bearwitness.linking.nearness import nearness
from bearwitness.linking.rows import code
from bearwitness.linking.spots import spots
from bearwitness.model.reading import Reading
from factories import a_claim, a_day, a_header, a_place, people

WORDS = ("cannery", "dawn", "ferry", "lorry", "shutter", "bakery", "lantern")


def a_gist(n, words=(), claims=1, text=""):
    header = a_header(f"report-{n}", "Outlet", "2024-03-09")
    held = tuple(
        a_claim(
            f"claim-{n}-{k}",
            header.id,
            ("arrest", "killing")[k % 2],
            where=(a_place(),),
            when=a_day("2024-03-05"),
            affected=people(2 + k),
        )
        for k in range(claims)
    )
    reading = Reading(header, held[0].id if held else None, held, words=tuple(sorted(words)))
    return gist(header.id, header, text, reading, list(held))


@settings(max_examples=30, deadline=None)
@given(
    reports=st.lists(
        st.tuples(st.sets(st.sampled_from(WORDS)), st.integers(0, 3)), min_size=1, max_size=6
    )
)
def test_columns_give_back_what_the_rows_of_the_reports_hold(reports):
    gists = {f"report-{n}": a_gist(n, *one) for n, one in enumerate(reports)}
    held = Columns.of({name: row_of(one) for name, one in gists.items()})
    for n, name in enumerate(held.names):
        one, words = gists[name], held.bag("words")
        found = words.values[words.starts[n] : words.starts[n + 1]].tolist()
        assert found == sorted(map(code, one.about.words))
        assert held.stamps[n] == one.stamp
        assert held.mains[n] == (one.about.main or "")
        assert held.bag("plain").values[n].tolist() == [date(2024, 3, 9).toordinal(), 1]
    assert held.claims == [claim.id for _, one in sorted(gists.items()) for claim in one.claims]
    half = held.taken(np.arange(0, len(held), 2))
    assert half.stamps == held.stamps[::2]


def test_a_row_holds_no_word_and_no_place_of_its_report():
    row = row_of(a_gist(1, WORDS, text="nine words and a few more that make one run of words"))
    for word in (*WORDS, "Yanji", "Jilin", "arrest", "Outlet"):
        assert word.encode() not in row


def test_rows_that_are_cut_or_of_another_layout_are_told_from_sound_ones():
    row = row_of(a_gist(1, WORDS))
    other = bytes([row[0] ^ 1]) + row[1:]
    rows = {"whole": row, "cut": row[:-8], "torn": row[:-3], "other": other, "none": b""}
    assert sorted(unsound(rows)) == ["cut", "none", "other", "torn"]
    assert unsound({}) == []


@given(st.lists(st.integers(-(2**62), 2**62), max_size=30))
def test_values_are_numbered_in_their_order(values):
    names, places = numbered(np.array(values, np.int64))
    assert names.tolist() == sorted(set(values))
    assert names[places].tolist() == values


@given(st.lists(st.floats(-9, 9) | st.just(-np.inf), max_size=30))
def test_each_value_is_asked_about_and_gets_its_own_answer(values):
    found = asked_by_value(np.array(values, np.float64), lambda x: 2 * x)
    assert found.tolist() == [2 * x for x in values]


SKETCHES = st.lists(st.sets(st.integers(0, 40), max_size=12).map(sorted), min_size=1, max_size=7)


@given(SKETCHES)
def test_texts_that_share_half_of_the_shorter_ones_shingles_are_copies(sketches):
    named = {f"report-{n}": tuple(one) for n, one in enumerate(sketches)}
    groups = groups_of(named)
    for a, x in named.items():
        assert groups[a] <= a
        for b, y in named.items():
            shared = len(set(x) & set(y))
            if a != b and shared and shared >= 0.5 * min(len(x), len(y)):
                assert groups[a] == groups[b]


PLACES = [(a_place(),), (a_place("Hunchun"),), (a_place("Dandong", "Liaoning"),), ()]
SAID = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from([a_day("2024-03-05"), a_day("2024-03-09"), a_day("2025-01-01"), None]),
        st.sampled_from([people(1), people(2), people(2, 9), people(3, sex="male"), None]),
        st.sampled_from(["arrest", "detention", "killing"]),
    ),
    min_size=2,
    max_size=5,
)


def rough(x, y):
    """What two claims have in common, one pair at a time."""
    coarser = min(x["level"], y["level"])
    same = {name: x[name] == y[name] for name in x}
    if coarser == 3 and same["town"]:
        near = 500
    elif coarser >= 2:
        near = (-100 if coarser == 3 else 300) if same["admin1"] else -400
    else:
        near = (100 if same["country"] else -400) if coarser == 1 else 0
    if x["first"] >= 0 and y["first"] >= 0:
        gap = max(x["first"] - y["last"], y["first"] - x["last"])
        met = (0, 100, 400)[int(x["short"]) + int(y["short"])]
        near += met if gap <= 2 else -300 if gap <= 21 else -600
    near += 150 if same["act"] else 50 if same["family"] else -150
    if x["least"] >= 0 and y["least"] >= 0:
        if same["least"] and same["most"]:
            near += 150 if x["least"] > 1 else 80
        elif not (x["least"] <= y["most"] and y["least"] <= x["most"]):
            near -= 100
    apart = abs(x["published"] - y["published"])
    near += 100 if apart <= 7 else 0 if apart <= 21 else -100
    near += 900 * (same["copy"] or (same["story"] and x["story"] >= 0))
    for name, worth in (("sex", 50), ("age", 100), ("nationality", 50), ("perpetrator", 100)):
        if x[name] >= 0 and y[name] >= 0:
            near += worth if same[name] else -100
    return near


@settings(max_examples=60, deadline=None)
@given(rows=SAID)
def test_what_many_pairs_of_claims_have_in_common_is_what_each_has(rows):
    claims = [
        a_claim(f"claim-{n}", f"report-{n}", act, where=where, when=when, affected=group)
        for n, (where, when, group, act) in enumerate(rows)
    ]
    headers = {
        f"report-{n}": a_header(f"report-{n}", "Outlet", f"2024-03-{7 + 6 * (n % 4):02}")
        for n in range(len(rows))
    }
    sides = as_sides(claims, headers, {"report-0": "report-0", "report-1": "report-0"})
    columns = claim_columns(spots(sides, {"report-1": "one", "report-2": "one"}))
    plain = [{name: column[n].item() for name, column in columns.items()} for n in range(len(rows))]
    first, second = np.triu_indices(len(rows), 1)
    for a, b in ((first, second), (second, first)):
        found = nearness(columns, a, b).tolist()
        assert found == [rough(plain[i], plain[j]) for i, j in zip(a, b, strict=True)]
