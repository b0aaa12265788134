"""A person adds a claim that the machine did not find, and takes decisions back one by one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.errors import BadTable, BearwitnessError
from bearwitness.model.judgement import Action, holding, taken_back
from bearwitness.model.report import TextVersion
from bearwitness.review.adding import span_of
from bearwitness.review.decide import added, decided, reviewed
from bearwitness.review.queue import waiting
from bearwitness.review.table import Known, decision, decisions_of, rows_of
from factories import a_claim, a_decision, people

TEXT = TextVersion.of(
    "On 5 March 2024 officers \U0001f6a8 took three women from a house in Tumen, a neighbour said. "
    "They were held for a night; they were held again in May."
)
KNOWN = Known((a_claim("claim-1"),), (), {"report-1": "one.txt"}, lambda _: TEXT)


def taken(*lines: str, known: Known = KNOWN):
    words = "report,act,kind,quote,when,where,people,action,value,by,reason\n" + "\n".join(lines)
    return decisions_of(rows_of(words), known, "Ana", "2024-04-01T10:00:00Z")


def test_a_row_adds_a_claim_with_its_words_and_what_it_says():
    (one,), refused = taken('one.txt,arrest,,took three women,2024-03-05,"Tumen, CN",3,add,,,')
    assert refused == []
    (claim,) = added([one])
    assert one.subject == (claim.id, "report-1")
    assert (claim.act, claim.when.edtf, claim.where[0].name) == ("arrest", "2024-03-05", "Tumen")
    assert claim.affected == people(3)
    assert {e.field for e in claim.evidence} == {"act", "when", "where", "affected"}
    assert all(e.resolve(TEXT.content) for e in claim.evidence)
    assert (claim.method, claim.confidence, claim.confidences) == ("by hand", 1.0, ())


def test_an_added_claim_counts_as_reviewed_by_its_maker_and_does_not_wait():
    (one,), _ = taken("one.txt,arrest,,took three women,,,,add,,,")
    left = decided([], [one])
    assert reviewed([one]) == {left[0].id}
    assert waiting(left, [one]) == ()


def test_the_same_claim_added_twice_is_one_whoever_adds_it():
    rows = [f"one.txt,arrest,,took three women,,,,add,,{who}," for who in ("Ana", "Ben")]
    made, _ = taken(*rows)
    assert len({d.id for d in made}) == 2
    assert len(added(made)) == 1


def test_an_added_claim_is_corrected_rejected_and_taken_back_like_any_other():
    (one,), _ = taken("one.txt,arrest,,took three women,,,,add,,,")
    name = one.subject[0]
    later = {"at": "2024-04-02T10:00:00Z"}
    assert (
        decided([], [one, a_decision("correct", name, field="act", value="raid", **later)])[0].act
        == "raid"
    )
    assert decided([], [one, a_decision("reject", name, **later)]) == ()
    assert decided([], [one, a_decision("withdraw", name, **later)]) == ()
    assert decided([], [one, back(one)]) == ()


def back(one, at="2024-04-03T10:00:00Z"):
    return decision(one.subject, Action.WITHDRAW, "Ana", at, value=one.id)


def test_one_decision_is_taken_back_and_the_one_before_it_holds_again():
    first = a_decision("accept", at="2024-04-01T10:00:00Z")
    second = a_decision("reject", at="2024-04-01T11:00:00Z")
    assert decided([a_claim()], [first, second]) == ()
    assert decided([a_claim()], [first, second, back(second)]) == (a_claim(),)
    assert reviewed([first, second, back(second)]) == {"claim-1"}


def test_taking_back_what_took_back_brings_the_decision_back():
    first = a_decision("reject")
    undone = back(first)
    redone = back(undone, "2024-04-04T10:00:00Z")
    assert decided([a_claim()], [first, undone, redone]) == ()
    assert holding([first, undone, redone]) == (first,)


@given(st.integers(1, 60))
def test_undoing_over_and_over_changes_between_two_states(times):
    chain = [a_decision("reject")]
    for n in range(times):
        chain.append(back(chain[-1], f"2024-05-01T{n // 60:02}:{n % 60:02}:00Z"))
    assert (chain[0].id in taken_back(chain)) == bool(times % 2)


def test_a_row_takes_back_the_decision_it_names_whatever_that_was_about():
    pair = a_decision("same", "claim-1", "claim-2")
    known = Known(KNOWN.claims, (), {}, decisions=(pair,))
    rows = rows_of(f"action,value\nwithdraw,{pair.id}\nwithdraw,decision-none\n")
    (one,), refused = decisions_of(rows, known, "Ana", "2024-04-02T10:00:00Z")
    assert (one.subject, one.takes_back) == (pair.subject, pair.id)
    assert "no decision" in refused[0].problem


@pytest.mark.parametrize(
    "line",
    [
        "one.txt,arrest,,were held,,,,add,,,",  # stands twice
        "one.txt,arrest,,nobody said this,,,,add,,,",
        "one.txt,arrest,,,,,,add,,,",
        "one.txt,no such act,,took three women,,,,add,,,",
        "one.txt,,,took three women,,,,add,,,",
        "one.txt,arrest,,took three women,soon,,,add,,,",
        "two.txt,arrest,,took three women,,,,add,,,",
        "one.txt,arrest,,took three women,,,,add,[1],,",
    ],
)
def test_a_claim_nobody_could_check_is_refused(line):
    made, refused = taken(line)
    assert made == []
    assert len(refused) == 1


def test_the_claims_sources_and_other_words_come_as_json():
    more = {
        "attribution": [{"kind": "neighbour", "words": "a neighbour", "cue": "said"}],
        "spans": {"when": "On 5 March 2024", "attribution": {"start": 72, "end": 83}},
        "when": "2024-03-05",
    }
    row = {"report": "report-1", "act": "arrest", "quote": "took three women", "action": "add",
           "value": json.dumps(more)}  # fmt: skip
    (one,), refused = decisions_of([row], KNOWN, "Ana", "2024-04-01T10:00:00Z")
    assert refused == []
    (claim,) = added([one])
    assert claim.innermost.kind == "neighbour"
    told = {e.field: e.exact for e in claim.evidence}
    assert told["when"] == "On 5 March 2024"
    assert told["attribution"] == TEXT.content[72:83]


@given(st.data())
def test_words_chosen_by_offsets_are_found_again_where_they_were_chosen(data):
    start = data.draw(st.integers(0, len(TEXT.content) - 2))
    end = data.draw(st.integers(start + 1, len(TEXT.content)))
    words = TEXT.content[start:end]
    found = span_of({"start": start, "end": end, "words": words}, TEXT.content)
    assert found.quote(TEXT.content) == words


def test_offsets_that_do_not_fit_their_words_give_the_nearest_such_words_or_nothing():
    near = span_of({"start": 120, "end": 130, "words": "they were held"}, TEXT.content)
    assert near.quote(TEXT.content) == "they were held"
    with pytest.raises(BadTable):
        span_of({"start": 0, "end": 10_000}, TEXT.content)


def test_a_correction_with_a_code_nobody_knows_is_refused():
    for field, value in (("act", "no such act"), ("alleged_perpetrators", "wizards"),
                         ("alleged_perpetrators", "police, QQ")):  # fmt: skip
        row = {"claim": "claim-1", "action": "correct", "field": field, "value": value}
        made, refused = decisions_of([row], KNOWN, "Ana", "2024-04-01T10:00:00Z")
        assert made == [], field
        assert refused


def test_a_conflict_is_settled_only_in_a_field_that_can_conflict():
    row = {"claim": "claim-1", "action": "settle", "field": "act"}
    assert decisions_of([row], KNOWN, "Ana", "2024-04-01T10:00:00Z")[0] == []
    row["field"] = "when"
    assert len(decisions_of([row], KNOWN, "Ana", "2024-04-01T10:00:00Z")[0]) == 1


def test_an_added_claims_words_never_show_in_what_is_printed():
    (one,), _ = taken("one.txt,arrest,,took three women,,,,add,,,")
    assert "women" not in repr(one)
    assert "women" not in repr(added([one]))


def test_errors_never_hold_the_reports_words():
    _, (refused,) = taken("one.txt,arrest,,were held,,,,add,,,")
    assert "were" not in refused.problem + refused.hint
    assert issubclass(BadTable, BearwitnessError)
