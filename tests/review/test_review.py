import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.model.claim import Modality
from bearwitness.model.errors import BadTable
from bearwitness.model.incident import Incident
from bearwitness.model.judgement import Action
from bearwitness.model.span import evidence
from bearwitness.review.agreement import agreements
from bearwitness.review.decide import decided, reviewed
from bearwitness.review.queue import waiting
from bearwitness.review.shorthand import value_of
from bearwitness.review.table import Known, decisions_of, rows_of, template
from factories import a_claim, a_day, a_decision, people

ONE = a_claim("claim-1")


def at(hour):
    return f"2024-04-01T{hour:02}:00:00Z"


def test_a_rejected_claim_is_gone_and_an_accepted_one_is_reviewed():
    decisions = [a_decision("reject", "claim-1"), a_decision("accept", "claim-2")]
    assert decided([ONE, a_claim("claim-2")], decisions) == (a_claim("claim-2"),)
    assert reviewed(decisions) == {"claim-2"}


def test_the_newest_decision_holds_whatever_the_order_they_come_in():
    first, second = a_decision("reject", at=at(9)), a_decision("accept", at=at(10))
    assert decided([ONE], [second, first]) == (ONE,)


def test_a_correction_replaces_the_field_and_counts_as_a_review():
    decisions = [a_decision("correct", field="act", value="detention")]
    (claim,) = decided([ONE], decisions)
    assert claim.act == "detention"
    assert reviewed(decisions) == {"claim-1"}


def test_withdrawing_a_correction_gives_the_machines_value_back():
    decisions = [
        a_decision("correct", field="modality", value="feared", at=at(9)),
        a_decision("withdraw", field="modality", at=at(10)),
    ]
    assert decided([ONE], decisions) == (ONE,)
    assert reviewed(decisions) == frozenset()


def test_withdrawing_everything_leaves_the_claim_waiting_again():
    decisions = [a_decision("accept", at=at(9)), a_decision("withdraw", at=at(10))]
    assert [item.claim for item in waiting([ONE], decisions)] == [ONE]


@given(
    st.permutations(
        [
            a_decision("accept", at=at(8)),
            a_decision(
                "correct", field="affected", value={"min": 3, "max": 3, "exact": True}, at=at(9)
            ),
            a_decision("reject", at=at(10)),
            a_decision("accept", at=at(11)),
        ]
    )
)
def test_replaying_decisions_twice_and_in_any_order_changes_nothing(decisions):
    (claim,) = decided([ONE], [*decisions, *decisions])
    assert claim.affected == people(3)


def test_a_correction_of_a_wrong_shape_is_refused_with_the_field_named():
    with pytest.raises(BadTable, match="affected"):
        decided([ONE], [a_decision("correct", field="affected", value={"min": "many"})])


def test_the_queue_puts_conflicts_first_then_the_unsure_then_what_a_report_is_about():
    claims = [
        a_claim("claim-1"),
        a_claim("claim-2", confidence=0.9),
        a_claim("claim-3", confidence=0.2),
        a_claim("claim-4", confidence=0.9),
    ]
    clash = Incident("incident-1", ("claim-4",), ("report-1",), (), conflicts=("when",))
    order = [item.claim.id for item in waiting(claims, [], [clash], frozenset({"claim-2"}))]
    assert order == ["claim-4", "claim-3", "claim-2", "claim-1"]


KNOWN = Known((ONE, a_claim("claim-2", "report-2", act="raid")), (), {"report-2": "two.txt"})


def test_a_table_names_claims_by_id_or_by_report_and_act():
    words = (
        "claim,report,act,action,by,reason\n"
        "claim-1,,,accept,Ana,checked\n"
        ",two.txt,raid,reject,Ana,a film\n"
    )
    taken, refused = decisions_of(rows_of(words), KNOWN, "", at(9))
    assert [(d.subject, d.action) for d in taken] == [
        (("claim-1",), Action.ACCEPT),
        (("claim-2",), Action.REJECT),
    ]
    assert refused == []


def test_rows_that_fit_nothing_are_refused_and_the_others_go_on():
    rows = ("claim,action,by", "claim-7,accept,Ana", "claim-1,acept,Ana", "claim-1,accept,")
    words = "\n".join([*rows, "claim-1,accept,Ana"])
    taken, refused = decisions_of(rows_of(words), KNOWN, "", at(9))
    assert len(taken) == 1
    assert [row.row for row in refused] == [1, 2, 3]


def test_json_lines_are_taken_too():
    rows = rows_of('{"claim": "claim-1", "action": "correct", "field": "when", "value": "2024-03"}')
    taken, refused = decisions_of(rows, KNOWN, "Ana", at(9))
    assert refused == []
    (claim, _) = decided(KNOWN.claims, taken)
    assert (str(claim.when.earliest), str(claim.when.latest)) == ("2024-03-01", "2024-03-31")


@pytest.mark.parametrize("words", ["name,action\nx,accept\n", "claim,by\nclaim-1,Ana\n", "{oops"])
def test_a_table_with_other_columns_is_refused_whole(words):
    with pytest.raises(BadTable):
        rows_of(words)


def test_a_decision_without_a_name_is_refused():
    _, refused = decisions_of([{"claim": "claim-1", "action": "accept"}], KNOWN, "", at(9))
    assert "name" in refused[0].problem


def test_the_template_comes_back_as_no_decisions_and_shows_no_words_of_the_report():
    words = template([(ONE, "it is new")])
    assert decisions_of(rows_of(words), KNOWN, "Ana", at(9)) == ([], [])
    assert "arrested" not in words


@pytest.mark.parametrize(
    ("field", "words", "expected"),
    [
        ("affected", "10+", {"min": 10, "max": None, "exact": False}),
        ("affected", "2-9", {"min": 2, "max": 9, "exact": False}),
        ("act", "raid", "raid"),
        ("where", "", ()),
        ("alleged_perpetrators", "police, cn", [{"kind": "police", "country": "CN"}]),
    ],
)
def test_a_person_may_type_a_short_form(field, words, expected):
    assert value_of(field, words) == expected


@pytest.mark.parametrize(
    ("field", "words"), [("when", "2024-13"), ("when", "soon"), ("affected", "many")]
)
def test_a_short_form_nobody_can_read_is_refused(field, words):
    with pytest.raises(BadTable):
        value_of(field, words)


def test_a_date_typed_as_a_day_is_that_day():
    assert value_of("when", "2024-03-05")["earliest"] == str(a_day("2024-03-05").earliest)


def test_agreement_counts_the_claims_both_decided_and_takes_chance_off():
    decisions = [
        a_decision("accept", f"claim-{n}", by=who)
        for who, accepted in (("Ana", (1, 2, 3)), ("Ben", (1, 2)))
        for n in accepted
    ]
    decisions += [
        a_decision("reject", "claim-4", by="Ana"),
        a_decision("reject", "claim-4", by="Ben"),
    ]
    (found,) = agreements(decisions)
    assert (found.claims, found.alike, found.kappa) == (3, 1.0, 1.0)


def test_a_denied_claim_stays_denied_when_accepted():
    denied = a_claim(modality=Modality.DENIED)
    assert decided([denied], [a_decision("accept")])[0].modality == Modality.DENIED


def test_a_row_may_quote_the_words_where_its_claim_stands():
    claims = (a_claim("claim-1"), a_claim("claim-2", evidence=(evidence("act", WORDS, 22, 30),)))
    known = Known(claims, (), {"report-1": "one.txt"})
    rows = rows_of("report,act,quote,action\none.txt,arrest,officers detained,accept\n")
    taken, refused = decisions_of(rows, known, "Ana", at(9))
    assert [d.subject for d in taken] == [("claim-2",)]
    assert refused == []


WORDS = "At dawn some officers detained two people near the bridge."


def test_a_place_can_be_corrected_to_none():
    rows = rows_of("claim,action,field,value\nclaim-1,correct,where,\n")
    taken, refused = decisions_of(rows, KNOWN, "Ana", at(9))
    assert refused == []
    assert decided([ONE], taken)[0].where == ()
