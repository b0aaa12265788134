"""A case linked batch by batch is the case linked from scratch, in whatever order things came."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.linking import (
    block,
    gist,
    gist_bytes,
    gist_from_bytes,
    incidents_of,
    link,
    planned_from,
    row_of,
)
from bearwitness.linking.plan import Kept as KeptRows
from bearwitness.linking.plan import Plan
from bearwitness.model.errors import UnknownSubject
from bearwitness.model.judgement import Action
from bearwitness.model.reading import Reading
from factories import a_claim, a_day, a_decision, a_header, a_month, a_place, people

WORDS = ("cannery", "dawn", "ferry", "lorry", "shutter", "bakery", "lantern", "petrol", "roof")
PLACES = [(a_place(),), (a_place("Hunchun"),), (a_place("Dandong", "Liaoning"),), ()]
WHENS = [a_day("2024-03-05"), a_day("2024-03-06"), a_month("2024-03"), None]
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(WHENS),
        st.integers(1, 4),
        st.sampled_from(["arrest", "raid", "killing"]),
        st.sets(st.sampled_from(WORDS), max_size=5),
    ),
    min_size=1,
    max_size=9,
)
PAIRS = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.integers(0, 8),
        st.sampled_from([Action.SAME, Action.NOT_SAME, Action.UNSURE, Action.WITHDRAW]),
    ),
    max_size=4,
)


def readings_of(rows):
    made = []
    for n, (where, when, count, act, words) in enumerate(rows):
        header = a_header(f"report-{n}", f"Outlet {n % 3}", f"2024-03-{7 + n % 4:02}")
        claim = a_claim(
            f"claim-{n}", header.id, act, where=where, when=when, affected=people(count)
        )
        made.append(Reading(header, claim.id, (claim,), words=tuple(sorted(words))))
    return made


def decisions_of(pairs, count):
    return [
        a_decision(
            action, f"claim-{min(a, b)}", f"claim-{max(a, b)}", at=f"2024-04-0{n + 1}T10:00:00Z"
        )
        for n, (a, b, action) in enumerate(pairs)
        if a != b and max(a, b) < count
    ]


class Kept:
    """What a case keeps between two linkings."""

    def __init__(self):
        self.readings, self.decisions, self.held = {}, [], {}
        self.gists, self.rows = {}, {}
        self.made = 0

    def add(self, readings=(), decisions=()):
        for one in readings:
            self.readings[one.report.id] = one
            kept = gist(one.report.id, one.report, "", one, list(one.claims))
            self.gists[one.report.id] = gist_bytes(kept)
            self.rows[one.report.id] = row_of(kept)
        self.decisions += decisions
        held = KeptRows(self.rows, self.opened)
        plan: Plan = planned_from(held, self.decisions, frozenset(), 0.5)
        changed = [
            one
            for one in plan.incidents
            if one.id not in self.held or self.held[one.id][0] != one.context
        ]
        claims = [c for one in self.readings.values() for c in one.claims]
        headers = {name: one.report for name, one in self.readings.items()}
        records = incidents_of(plan, changed, claims, self.decisions, headers, frozenset())
        fresh = {
            record.id: (one.context, record) for one, record in zip(changed, records, strict=True)
        }
        wanted = {one.id for one in plan.incidents}
        self.held = {name: had for name, had in (self.held | fresh).items() if name in wanted}
        self.made = len(changed)

    def opened(self, names):
        return {name: gist_from_bytes(self.gists[name]) for name in names}

    def incidents(self):
        return tuple(record for _, (_, record) in sorted(self.held.items()))


def from_scratch(readings, decisions):
    return link(
        [claim for one in readings for claim in one.claims],
        decisions,
        headers={one.report.id: one.report for one in readings},
        readings=readings,
    )


@settings(max_examples=25, deadline=None)
@given(rows=REPORTS, pairs=PAIRS, shuffle=st.randoms(use_true_random=False), size=st.integers(1, 4))
def test_any_batches_in_any_order_give_what_linking_from_scratch_gives(rows, pairs, shuffle, size):
    readings = readings_of(rows)
    decisions = decisions_of(pairs, len(readings))
    mixed = readings[:]
    shuffle.shuffle(mixed)
    kept = Kept()
    for start in range(0, len(mixed), size):
        kept.add(mixed[start : start + size])
    for decision in decisions:
        kept.add(decisions=[decision])
    assert kept.incidents() == from_scratch(readings, decisions)


@settings(max_examples=5, deadline=None)
@given(rows=REPORTS, pairs=PAIRS, shuffle=st.randoms(use_true_random=False))
def test_batches_are_linked_alike_where_claims_meet_by_keys_alone(rows, pairs, shuffle):
    readings = readings_of(rows)
    decisions = decisions_of(pairs, len(readings))
    mixed = readings[:]
    shuffle.shuffle(mixed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "SMALL", 0)
        kept = Kept()
        for start in range(0, len(mixed), 3):
            kept.add(mixed[start : start + 3])
        kept.add(decisions=decisions)
        assert kept.incidents() == from_scratch(readings, decisions)


def test_a_report_about_something_else_makes_one_incident_and_leaves_the_others_as_they_are():
    rows = [(PLACES[0], WHENS[0], 2, "arrest", {"dawn"}), (PLACES[0], WHENS[0], 2, "arrest", set())]
    kept = Kept()
    kept.add(readings_of(rows))
    before = kept.incidents()
    other = readings_of([*rows, (PLACES[2], WHENS[2], 1, "killing", {"roof"})])[2]
    kept.add([other])
    assert kept.made == 1
    assert set(before) < set(kept.incidents())


def test_a_decision_on_a_pair_makes_only_its_own_incidents_anew():
    rows = [(PLACES[0], WHENS[0], 2, "arrest", set())] * 2
    rows += [(PLACES[2], WHENS[0], 4, "killing", set())] * 2
    kept = Kept()
    kept.add(readings_of(rows))
    untouched = [one for one in kept.incidents() if "claim-2" in one.claim_ids]
    kept.add(decisions=[a_decision("not same", "claim-0", "claim-1")])
    assert kept.made == 2
    assert untouched == [one for one in kept.incidents() if "claim-2" in one.claim_ids]


def test_a_grade_makes_the_incident_of_its_claim_anew():
    kept = Kept()
    kept.add(readings_of([(PLACES[0], WHENS[0], 2, "arrest", set())]))
    kept.add(decisions=[a_decision("grade", "claim-0", field="credibility", value=2)])
    (one,) = kept.incidents()
    assert one.credibility == 2


def test_a_gist_that_is_kept_and_read_again_is_the_same_gist():
    (one,) = readings_of([(PLACES[0], WHENS[2], 2, "arrest", {"dawn", "roof"})])
    made = gist("report-0", one.report, "a text of some nine or ten words in all", one, one.claims)
    assert gist_from_bytes(gist_bytes(made)) == made


def test_a_gist_changes_its_stamp_with_anything_a_claim_says():
    (one,) = readings_of([(PLACES[0], WHENS[2], 2, "arrest", {"dawn"})])
    (claim,) = one.claims
    other = replace(claim, attribution=())
    stamps = {gist("report-0", one.report, "", one, [c]).stamp for c in (claim, other)}
    assert len(stamps) == 2


def test_more_claims_than_are_compared_each_with_each_are_linked_alike_in_batches():
    rows = [
        (PLACES[n % 4], WHENS[n % 3], 1 + n % 5, ("arrest", "raid", "killing")[n % 7 % 3],
         {WORDS[n % 9], WORDS[n % 5]})
        for n in range(90)
    ]  # fmt: skip
    readings, kept = readings_of(rows), Kept()
    for start in (60, 0, 30):
        kept.add(readings[start : start + 30])
    assert kept.incidents() == from_scratch(readings, [])


def test_a_plan_is_given_up_when_a_gist_is_no_longer_as_its_row_says():
    readings = readings_of([(PLACES[n % 4], WHENS[n % 4], 2, "arrest", {"dawn"}) for n in range(3)])
    gists = {
        one.report.id: gist(one.report.id, one.report, "", one, one.claims) for one in readings
    }
    rows = {name: row_of(one) for name, one in gists.items()}
    changed = {name: replace(one, stamp="another") for name, one in gists.items()}
    for held in (changed, {}):
        with pytest.raises(UnknownSubject):
            planned_from(KeptRows(rows, lambda _, held=held: held), [], frozenset(), 0.5)
