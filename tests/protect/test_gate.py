from collections import Counter
from dataclasses import astuple, replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pycanon import anonymity
from scipy.optimize import linprog

from bearwitness.measure.counts import documented
from bearwitness.model.claim import ClaimKind, Modality
from bearwitness.model.errors import GateClosed, NotReviewed
from bearwitness.model.incident import Said
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.release import Verdict
from bearwitness.protect.gate_checks import diversity_check, group_check, words_check
from bearwitness.protect.hierarchies import hierarchies
from bearwitness.protect.records import released_values
from bearwitness.settings import Settings
from invented_cases import (
    Facts,
    a_day_when,
    accepts,
    an_incident,
    approve,
    claims_of,
    cleared_from,
    facts,
    some_facts,
)

QUASI = [tree.field for tree in hierarchies()]
ACT = hierarchies()[QUASI.index("act")]
MANY = [an_incident(n, about) for n, about in enumerate(some_facts(40))]


def frame(cleared):
    return pd.DataFrame([astuple(r) for r in cleared.records], columns=FIELDS)


FIELDS = list(cleared_from(MANY).records[0].__dataclass_fields__)


@settings(max_examples=25, deadline=None)
@given(told=st.lists(facts(), min_size=5, max_size=40), k=st.integers(2, 6))
def test_every_released_record_is_one_of_k_alike_or_nothing_is_released(told, k):
    incidents = [an_incident(n, about) for n, about in enumerate(told)]
    limits = Settings(k=k, small_cell=2)
    if len(incidents) < k:
        with pytest.raises(GateClosed):
            cleared_from(incidents, limits)
        return
    cleared = cleared_from(incidents, limits)
    groups = Counter(map(released_values, cleared.records))
    assert all(size >= k for size in groups.values())
    assert all(f.incidents >= k for f in cleared.figures)
    assert cleared.guarantee.records_out + cleared.guarantee.suppressed == len(incidents)


@settings(max_examples=15, deadline=None, phases=[Phase.generate])
@given(told=st.lists(facts(), min_size=8, max_size=40))
def test_an_independent_implementation_finds_the_guarantee_kept(told):
    cleared = cleared_from([an_incident(n, about) for n, about in enumerate(told)])
    table = frame(cleared)
    assert anonymity.k_anonymity(table, QUASI) == cleared.guarantee.smallest_group >= 5
    shown = table[table.origins != "*"].reset_index(drop=True)
    if len(shown):
        assert anonymity.l_diversity(shown, QUASI, ["origins"]) >= 2
        assert dict(cleared.guarantee.l_diverse)["origins"] >= 2


def test_the_release_of_an_invented_case_still_says_something():
    cleared = cleared_from(MANY)
    assert cleared.guarantee.records_out >= 30
    assert dict(cleared.guarantee.levels)["place"] != "*"
    assert "*" not in {dict(cleared.guarantee.levels)[field] for field in ("act", "period")}
    assert cleared.figures


@settings(max_examples=10, deadline=None)
@given(chance=st.randoms())
def test_the_order_of_the_input_changes_nothing(chance):
    incidents, claims = MANY.copy(), claims_of(MANY)
    decisions = [*accepts(MANY), approve("words")]
    for list_ in (incidents, claims, decisions):
        chance.shuffle(list_)
    assert cleared_from(incidents, claims=claims, decisions=decisions) == cleared_from(MANY)


def test_incidents_nobody_reviewed_never_appear_and_are_counted():
    waiting = [an_incident(100 + n, Facts(act="torture"), is_reviewed=False) for n in range(8)]
    cleared = cleared_from([*MANY, *waiting])
    assert cleared.records == cleared_from(MANY).records
    assert "5 to 9 incidents that nobody reviewed" in cleared.checks[0].why


def test_the_mark_of_review_is_not_believed_without_the_decisions():
    decisions = [*accepts(MANY[:30]), approve("words")]
    cleared = cleared_from(MANY, decisions=decisions)
    assert cleared.guarantee.records_in == 30


@pytest.mark.parametrize("action", [Action.REJECT, Action.WITHDRAW])
def test_a_later_rejection_or_withdrawal_takes_an_incident_out(action):
    later = Decision("d-late", ("claim-3",), action, "R. Viewer", "2024-04-09T10:00:00Z", "wrong")
    cleared = cleared_from(MANY, decisions=[later, *accepts(MANY), approve("words")])
    assert cleared.guarantee.records_in == len(MANY) - 1


def test_a_correction_counts_as_review_until_it_is_taken_back():
    def on(action, at):
        return Decision(f"d-{at}", ("claim-0",), action, "R. Viewer", at, "why", "when", {})

    rest = [*accepts(MANY[1:]), approve("words")]
    corrected = cleared_from(MANY, decisions=[*rest, on(Action.CORRECT, "2024-04-01")])
    assert corrected.guarantee.records_in == len(MANY)
    both = [on(Action.CORRECT, "2024-04-01"), on(Action.WITHDRAW, "2024-04-02")]
    assert cleared_from(MANY, decisions=[*rest, *both]).guarantee.records_in == len(MANY) - 1


def test_nothing_reviewed_is_refused():
    with pytest.raises(NotReviewed):
        cleared_from(MANY, decisions=[approve("words")])


def test_strictness_refuses_when_anything_waits():
    waiting = an_incident(99, is_reviewed=False)
    with pytest.raises(NotReviewed, match="1 incidents"):
        cleared_from([*MANY, waiting], strict=True)


def test_what_is_only_feared_or_planned_is_not_released():
    feared = [an_incident(200 + n) for n in range(6)]
    claims = [*claims_of(MANY), *claims_of(feared, Modality.FEARED)]
    cleared = cleared_from([*MANY, *feared], claims=claims)
    assert cleared.guarantee.records_in == len(MANY)
    with pytest.raises(GateClosed, match="said to have happened"):
        cleared_from(feared, claims=claims_of(feared, Modality.PLANNED))


def test_a_pattern_is_no_incident():
    patterns = [replace(claim, kind=ClaimKind.PATTERN) for claim in claims_of(MANY)]
    with pytest.raises(GateClosed):
        cleared_from(MANY, claims=patterns)


def test_fewer_incidents_than_k_are_refused():
    with pytest.raises(GateClosed, match="5 records alike"):
        cleared_from(MANY[:4])


def test_a_check_that_needs_a_person_closes_the_gate_until_one_approves():
    with pytest.raises(GateClosed, match="'words' needs a person"):
        cleared_from(MANY, decisions=accepts(MANY))
    for approval in (approve("words"), approve("words", "2024-1")):
        cleared = cleared_from(MANY, decisions=[*accepts(MANY), approval])
        assert cleared.approvals == ("ok-words",)
        assert cleared.verdict is Verdict.REVIEW


def test_an_approval_without_a_name_or_for_another_release_does_not_count():
    for approval in (approve("words", by=" "), approve("words", "2023-9"), approve("groups")):
        with pytest.raises(GateClosed):
            cleared_from(MANY, decisions=[*accepts(MANY), approval])


def test_an_approval_taken_back_does_not_count():
    back = Decision("x", ("release", "words"), Action.WITHDRAW, "R. Viewer", "2024-05-01", "no")
    with pytest.raises(GateClosed):
        cleared_from(MANY, decisions=[*accepts(MANY), approve("words"), back])


def test_restricted_words_given_and_not_found_need_nobody():
    cleared = cleared_from(
        MANY, decisions=accepts(MANY), restricted=frozenset({"Kim Invented", "010-5555-0100"})
    )
    assert cleared.verdict is Verdict.PASS
    assert cleared.approvals == ()


def test_a_restricted_word_in_a_value_fails_and_no_approval_helps():
    record = replace(cleared_from(MANY).records[0], perpetrator="police of Kim Invented")
    assert words_check([record], frozenset({"kim invented"})).verdict is Verdict.FAIL
    assert words_check([record], frozenset({"invent"})).verdict is Verdict.PASS


def test_a_restricted_word_that_is_a_released_place_or_code_gives_nobody_away():
    record = replace(cleared_from(MANY).records[0], place="Tumen, Jilin", act="arrest")
    assert words_check([record], frozenset({"Jilin", "Tumen", "Arrest"})).verdict is Verdict.PASS


def test_a_restricted_word_inside_a_places_name_is_for_a_person_to_judge():
    first = cleared_from(MANY).records[0]
    record = replace(first, place="Kim Chaek, North Invented", place_level="town")
    assert words_check([record], frozenset({"Kim"})).verdict is Verdict.REVIEW
    country = replace(first, place="Saudi Arabia", place_level="country")
    assert words_check([country], frozenset({"Saudi"})).verdict is Verdict.PASS


def test_a_restricted_word_in_the_title_closes_the_gate():
    with pytest.raises(GateClosed, match="'words' failed"):
        cleared_from(MANY, restricted=frozenset({"Kim Invented"}), title="The Kim Invented case")


def test_the_year_is_given_up_before_what_was_done_and_where():
    years = [an_incident(n, Facts(day=date(2010 + n, 3, 5), town=n % 2)) for n in range(10)]
    levels = dict(cleared_from(years, Settings(max_suppressed=0.0)).guarantee.levels)
    assert levels["period"] == "*"
    assert "*" not in {levels["act"], levels["place"]}


def test_a_release_of_nothing_needs_a_person():
    assert group_check([], 5).verdict is Verdict.REVIEW


def test_a_group_that_is_too_small_or_too_uniform_is_found():
    records = list(cleared_from(MANY).records)
    assert group_check(records[:1], 5).verdict is Verdict.FAIL
    alike = [replace(record, origins="1") for record in records]
    assert diversity_check(alike, 2).verdict is Verdict.FAIL


def test_origins_are_hidden_where_all_records_of_a_group_share_them():
    incidents = [an_incident(n, Facts(origins=1)) for n in range(6)]
    cleared = cleared_from(incidents)
    assert {record.origins for record in cleared.records} == {"*"}
    assert cleared.guarantee.l_diverse == ()


def test_a_release_never_tells_records_apart_by_number_or_case_ids():
    cleared = cleared_from(MANY)
    other = cleared_from(MANY, release_id="2024-2", decisions=[*accepts(MANY), approve("words")])
    ids = {record.id for record in cleared.records}
    assert not ids & {record.id for record in other.records}
    assert list(cleared.records) == sorted(
        cleared.records, key=lambda record: (released_values(record), record.id)
    )


ODD = [an_incident(300 + n, Facts(act="torture", town=3)) for n in range(3)]


def width_of_small_cells(published, total_at_most, incidents):
    """How far each small documented cell can be pinned down, by linear programming.

    `published` are (act, family or None, count): so many documented incidents at least are of it.
    """
    cells = documented(incidents, claims_of(incidents), ("act",)).figures
    acts = [dict(figure.cell)["act"] for figure in cells]
    above = {act: (None, *ACT.path(act)) for act in acts}
    rows = [[-1.0 if said in above[act] else 0.0 for act in acts] for said, _ in published]
    limits = [-float(count) for _, count in published]
    rows.append([1.0] * len(acts))
    limits.append(float(total_at_most))
    widths = []
    for i, figure in enumerate(cells):
        if figure.incidents < 5:
            aim = np.eye(len(acts))[i]
            low = linprog(aim, A_ub=np.array(rows), b_ub=np.array(limits)).fun
            high = -linprog(-aim, A_ub=np.array(rows), b_ub=np.array(limits)).fun
            widths.append(high - low)
    return widths


def test_no_figure_lets_an_attacker_work_out_a_small_documented_cell():
    """The intruder has every figure and the number of suppressed records as it is stated."""
    incidents = [*MANY, *ODD]
    cleared = cleared_from(incidents)
    published = [(dict(figure.cell).get("act"), figure.incidents) for figure in cleared.figures]
    stated = max(cleared.guarantee.suppressed, 4)
    widths = width_of_small_cells(published, cleared.guarantee.records_out + stated, incidents)
    assert widths
    assert all(width >= 4 for width in widths)


def test_the_attack_would_find_a_total_that_gives_a_small_cell_away():
    incidents = [*MANY, *ODD]
    documented_acts = Counter(incident.acts[0].value for incident in incidents)
    leaked = [(act, n) for act, n in documented_acts.items() if n >= 5]
    assert set(documented_acts.values()) - {n for _, n in leaked} == {3}
    leaked.append((None, len(incidents)))
    # every large cell is full, so what is left of the total is the small one, from 0 to its count
    exact = width_of_small_cells(leaked, len(incidents), incidents)
    assert exact == [3.0]
    assert not all(width >= 4 for width in exact)


def test_figures_are_what_anybody_can_count_from_the_records():
    cleared = cleared_from(MANY)
    for figure in cleared.figures:
        cell = {name: value.removesuffix(", CN") for name, value in figure.cell}
        count = sum(
            all(getattr(record, n) == v for n, v in cell.items()) for record in cleared.records
        )
        assert count == figure.incidents


def test_conflicting_dates_are_released_as_what_covers_them():
    march, april = (a_day_when(date(2024, month, 5)) for month in (3, 5))
    said = tuple(Said(when, ("claim-1",), ("origin-1",)) for when in (march, april))
    one = an_incident(1, Facts(day=date(2024, 3, 5)), whens=said, conflicts=("when",))
    incidents = [one, *(replace(one, id=f"i{n}", claim_ids=(f"c{n}",)) for n in range(5))]
    records = cleared_from(incidents).records
    assert {(r.period, r.period_level, r.conflicts) for r in records} == {("2024", "year", "some")}
