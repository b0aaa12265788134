"""A settled conflict keeps both values; figures and releases use the one that stands."""

from datetime import date

from bearwitness.linking.grades import graded
from bearwitness.model.covering import covering_days, covering_people, event_places
from bearwitness.model.incident import Clash, Incident, Said
from bearwitness.model.judgement import Action
from bearwitness.model.report import TextVersion
from bearwitness.protect.gate_checks import reviewed_incidents
from bearwitness.review.adding import added_id, added_value
from bearwitness.review.table import decision
from factories import a_day, a_decision, a_place, people

ONE, OTHER = "claim-1", "claim-2"


def said(one, other) -> tuple[Said, Said]:
    return Said(one, (ONE,), ("origin-1",)), Said(other, (OTHER,), ("origin-2",))


CLASHING = Incident(
    "incident-1",
    (ONE, OTHER),
    ("report-1", "report-2"),
    (Said("arrest", (ONE, OTHER), ("origin-1", "origin-2")),),
    whens=said(a_day("2024-03-05"), a_day("2024-03-20")),
    wheres=said(a_place("Tumen"), a_place("Yanji")),
    groups=said(people(3), people(9)),
    conflicts=("affected", "when", "where"),
    clashes=tuple(Clash(name, (ONE,), (OTHER,)) for name in ("affected", "when", "where")),
)


def settled(*decisions) -> Incident:
    (one,) = graded([CLASHING], decisions)
    return one


def test_what_one_claim_says_stands_and_the_other_is_kept():
    one = settled(*(a_decision("settle", OTHER, field=name) for name in CLASHING.conflicts))
    assert one.conflicts == ()
    assert one.clashes == CLASHING.clashes
    assert one.whens == CLASHING.whens
    assert covering_days(one) == (date(2024, 3, 20), date(2024, 3, 20))
    assert (covering_people(one).low, covering_people(one).high) == (9, 9)
    assert [place.name for place in event_places(one)] == ["Yanji"]


def test_a_conflict_nobody_settled_is_covered_and_said():
    one = settled(a_decision("settle", OTHER, field="when"))
    assert one.conflicts == ("affected", "where")
    assert (covering_people(one).low, covering_people(one).high) == (3, 9)


def test_the_newest_settlement_holds_and_taking_it_back_brings_the_one_before():
    first = a_decision("settle", ONE, field="when", at="2024-04-01T10:00:00Z")
    second = a_decision("settle", OTHER, field="when", at="2024-04-02T10:00:00Z")
    back = a_decision("withdraw", OTHER, value=second.id, at="2024-04-03T10:00:00Z")
    assert settled(first, second).settled == (("when", OTHER),)
    assert settled(first, second, back).settled == (("when", ONE),)


def test_what_was_settled_means_nothing_once_nothing_conflicts():
    calm = Incident("incident-1", (ONE,), ("report-1",), (), whens=(CLASHING.whens[0],))
    (one,) = graded([calm], [a_decision("settle", ONE, field="when")])
    assert one.settled == ()


def test_the_gate_counts_an_added_claim_as_reviewed_until_it_is_taken_back():
    text = TextVersion.of("Police arrested two women.")
    value = added_value({"act": "arrest", "spans": {"act": "arrested"}}, text)
    name = added_id("report-1", value)
    add = decision((name, "report-1"), Action.ADD, "Ana", "2024-04-01T10:00:00Z", value=value)
    back = decision(add.subject, Action.WITHDRAW, "Ana", "2024-04-02T10:00:00Z", value=add.id)
    one = Incident("incident-1", (name,), ("report-1",), (), is_reviewed=True)
    assert reviewed_incidents([one], [add]).incidents == (one,)
    assert reviewed_incidents([one], [add, back]).incidents == ()
