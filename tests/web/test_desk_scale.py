"""What the desk keeps in memory, and brings up to date bit by bit, is what is in the case."""

import shutil
from contextlib import suppress
from dataclasses import fields
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bearwitness.model.errors import Refusal, UnknownSubject
from bearwitness.model.judgement import Action
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header, Report, TextVersion, report_id
from bearwitness.model.restricted import Restricted
from bearwitness.model.team import Member, Role
from bearwitness.pipeline import decide, link_claims, open_case
from bearwitness.review.ordered import Ordered
from bearwitness.review.queue import Queue
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost
from bearwitness.two_people import answer
from bearwitness.web.linker import Linker
from bearwitness.web.view import built, followed
from factories import a_claim, a_day, a_place, people

AT, WORDS = "2024-06-01T10:00:00Z", Restricted("invented")
SETTINGS, RULED = Settings(), Settings(two_people=("reject", "not same"))
ACTS = ("arrest", "detention", "raid")
ANA, BEA = Member("Ana", Role.PUBLISHER, AT), Member("Bea", Role.PUBLISHER, AT)
FOLDERS = count()


def a_report(case: Case, number: int) -> None:
    """An invented report of two claims; three reports in a row tell one night in one town."""
    text = f"arrested them. Report {number} of {number // 3} is invented."
    version = TextVersion.of(text)
    receipt, _ = case.seal(text.encode(), f"{number}.txt", "text/plain", AT)
    header = Header(report_id(receipt.sha256), outlet=f"Outlet {number % 4}")
    case.save_report(Report(header, receipt, f"{number}.txt", version))
    day = a_day(f"2024-03-{1 + number // 3 * 4 % 28:02}")
    claims = tuple(
        a_claim(
            f"claim-{number}-{n}", header.id, act=ACTS[(number // 3 + n) % 3], when=day,
            where=(a_place(f"Town {number // 3}"),), affected=people(2 + number % 2),
            confidence=0.2 + 0.3 * n,
        )
        for n in range(2)
    )  # fmt: skip
    main = claims[0].id if number % 2 else None
    case.save_reading(Reading(header, main, claims), version.digest, AT)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("scale") / "case"
    with Case.create(path, WORDS, AT, PassphraseCost(1, 1024, 1)) as case:
        for number in range(9):
            a_report(case, number)
        for member in (ANA, BEA):
            case.save_member(member, "$argon2id$invented", AT, "Ana")
        link_claims(case, SETTINGS)
    return path


@pytest.fixture
def copied(template, tmp_path_factory):
    """A new copy of the case each time it is called."""

    def copy() -> Path:
        path = tmp_path_factory.getbasetemp() / f"copy-{next(FOLDERS)}"
        shutil.copytree(template, path)
        return path

    return copy


claims = st.builds("claim-{}-{}".format, st.integers(0, 8), st.integers(0, 1))
plain = st.fixed_dictionaries({"claim": claims, "action": st.sampled_from(("accept", "reject"))})
corrections = st.builds(
    lambda claim, told: {"claim": claim, "action": "correct", "field": told[0], "value": told[1]},
    claims,
    st.sampled_from(
        [("when", "2024-03-09"), ("act", "raid"), ("affected", "7"), ("modality", "feared")]
    ),
)
grades = st.sampled_from(
    [
        {"action": "grade", "field": "reliability", "value": "B"},
        {"action": "grade", "field": "credibility", "value": "2"},
        {"action": "violation", "value": "CAT 3"},
        {"action": "settle", "field": "affected"},
    ]
)
of_claim = st.builds(lambda claim, told: {"claim": claim, **told}, claims, grades)
pairs = st.builds(
    lambda a, b, action: {"claim": a, "other": b, "action": action},
    claims, claims, st.sampled_from(("same", "not same", "unsure", "withdraw")),
)  # fmt: skip
takings = st.builds(lambda claim: {"claim": claim, "action": "withdraw"}, claims)
undoings = st.builds(lambda n: {"undo": n}, st.integers(0, 5))
added = st.builds(
    lambda n, quote: {"report": f"{n}.txt", "action": "add", "act": "arrest", "quote": quote},
    st.integers(0, 8), st.just("arrested"),
)  # fmt: skip
answers = st.builds(lambda n, to: {"answer": n, "to": to}, st.integers(0, 3),
                    st.sampled_from((Action.CONFIRM, Action.REFUSE)))  # fmt: skip
elsewhere = st.sampled_from([{"elsewhere": "link"}, {"elsewhere": "report"}])
acts = st.lists(
    st.one_of(plain, corrections, of_claim, pairs, takings, undoings, added, answers, elsewhere),
    min_size=1, max_size=6,
)  # fmt: skip
quick = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),  # a case on disk is too slow to be shrunk with
)


def done(case: Case, row: dict, rules: Settings = SETTINGS, is_left: bool = True) -> None:
    """One act on the case; what is refused changes nothing."""
    if row.get("elsewhere") == "link":
        link_claims(case, rules)
    elif row.get("elsewhere") == "report":
        a_report(case, 100 + len(case.report_ids()))
    elif "answer" in row:
        waits = [one for one in case.every_decision() if one.needs_second]
        for one in waits[row["answer"] : row["answer"] + 1]:
            with suppress(UnknownSubject, Refusal):
                answer(case, one.id, row["to"], BEA, "", rules, is_left=is_left)
    elif "undo" in row:
        for one in case.decisions()[row["undo"] : row["undo"] + 1]:
            told = {"claim": one.subject[0], "action": "withdraw", "value": one.id}
            decide(case, [told], "Ana", rules, ANA, is_left=is_left)
    else:
        decide(case, [row], "Ana", rules, ANA, is_left=is_left)


def same(one: object, other: object) -> None:
    """Fails where two views differ, naming the field."""
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, Queue):
            assert list(a) == list(b)
            assert (a.reasons(), a.acts(), +a.in_report) == (b.reasons(), b.acts(), +b.in_report)
            for why, act in [*((w, "") for w, _ in a.reasons()), *(("", x) for x, _ in a.acts())]:
                assert a.some(1, 5, why, act) == b.some(1, 5, why, act)
                assert a.some(0, 99, why, act) == [
                    item
                    for item in a
                    if why in ("", item.why) and act in ("", item.claim.act or "")
                ]
        elif isinstance(a, Ordered):
            assert list(a) == list(b), field.name
        elif field.name == "parts":
            assert {k: v for k, v in a.items() if v} == {k: v for k, v in b.items() if v}
        else:
            assert a == b, field.name


@quick
@given(rows=acts, is_ruled=st.booleans(), is_looked_at=st.lists(st.booleans(), min_size=6))
def test_a_view_that_followed_the_case_is_the_view_built_from_all_of_it(
    copied, rows, is_ruled, is_looked_at
):
    rules = RULED if is_ruled else SETTINGS
    with Case.open(copied(), WORDS) as case:
        view = built(case, case.head()[0])
        for row, looks in zip(rows, is_looked_at, strict=False):
            done(case, row, rules)
            if looks:
                view = followed(view, case, case.head()[0])
                same(view, built(case, case.head()[0]))
        same(followed(view, case, case.head()[0]), built(case, case.head()[0]))


@quick
@given(rows=acts, is_ruled=st.booleans())
def test_a_decision_that_leaves_the_grouping_gives_what_linking_from_scratch_gives(
    copied, rows, is_ruled
):
    rules = RULED if is_ruled else SETTINGS
    with Case.open(copied(), WORDS) as case:
        for row in rows:
            done(case, row, rules)
            if not case.linking_due() and "elsewhere" not in row:
                before = case.incidents()
                case.change_incidents([one.id for one in before], [])
                link_claims(case, rules)
                assert case.incidents() == before
            link_claims(case, rules)


@quick
@given(rows=acts)
def test_linking_left_for_later_ends_where_linking_at_once_ends(copied, rows):
    with Case.open(copied(), WORDS) as case:
        for row in rows:
            done(case, row)
        link_claims(case, SETTINGS)
        late = case.incidents()
        case.change_incidents([one.id for one in late], [])
        link_claims(case, SETTINGS)
        assert case.incidents() == late
        assert case.linking_due() == 0
        assert [finding for finding in case.verify() if finding.is_broken] == []


@quick
@given(claim=claims)
def test_a_claim_shows_as_people_left_it_before_everything_is_linked(copied, claim):
    with Case.open(copied(), WORDS) as case:
        home = {c: one for one in case.incidents() for c in one.claim_ids}
        done(case, {"claim": claim, "action": "reject"})
        assert all(claim not in one.claim_ids for one in case.incidents())
        left = set(home[claim].claim_ids) - {claim}
        now = {c: one.id for one in case.incidents() for c in one.claim_ids}
        assert len({now[c] for c in left}) <= 1
        assert case.linking_due() == 1


def test_two_claims_held_apart_or_together_show_so_at_once(copied):
    with Case.open(copied(), WORDS) as case:
        one = next(i for i in case.incidents() if len(i.claim_ids) > 1)
        other = next(i for i in case.incidents() if i.id != one.id)
        a, b, c = *one.claim_ids[:2], other.claim_ids[0]
        done(case, {"claim": a, "other": b, "action": "not same"})
        done(case, {"claim": a, "other": c, "action": "same"})
        home = {claim: i.id for i in case.incidents() for claim in i.claim_ids}
        assert home[a] != home[b]
        assert home[a] == home[c]


def test_a_desk_that_stopped_before_all_was_linked_is_linked_when_the_case_is_next_opened(copied):
    path = copied()
    with Case.open(path, WORDS) as case:
        done(case, {"claim": "claim-0-0", "action": "correct", "field": "act", "value": "raid"})
        assert case.linking_due() == 1
    with open_case(path, WORDS) as case:
        assert case.linking_due() == 0


def test_the_linker_links_beside_the_requests_and_a_later_decision_is_not_lost(copied):
    from threading import RLock

    with Case.open(copied(), WORDS) as case:
        linker = Linker(case, SETTINGS, RLock())
        done(case, {"claim": "claim-0-0", "action": "reject"})
        linker.look()
        done(case, {"claim": "claim-3-0", "action": "reject"})
        linker.look()
        linker._thread.join(60)
        linker.look()
        linker._thread.join(60)
        assert case.linking_due() == 0
        assert not linker.is_due
        held = case.incidents()
        case.change_incidents([one.id for one in held], [])
        link_claims(case, SETTINGS)
        assert case.incidents() == held


names = st.text("abc", min_size=1, max_size=2)
keys = st.tuples(st.integers(0, 3), st.integers(0, 3))


@given(first=st.dictionaries(names, keys), more=st.dictionaries(names, st.none() | keys))
def test_what_is_kept_in_order_is_in_the_order_of_sorting_anew(first, more):
    merged = {name: key for name, key in (first | more).items() if key is not None}
    changed = Ordered(first).changed(more)
    assert list(changed) == [
        name for _, name in sorted((key, name) for name, key in merged.items())
    ]
    assert list(Ordered(first)) == list(Ordered(first))
    assert changed.before((2, 0)) == sum(key < (2, 0) for key in merged.values())
