"""What needs two people waits for the second, wherever it was decided, and the ledger proves it."""

import json

import pytest
from click.testing import CliRunner

from bearwitness.cli.main import bearwitness
from bearwitness.model.errors import NotAllowed, UnknownSubject
from bearwitness.model.judgement import Action
from bearwitness.model.tombstone import DeletionReason
from bearwitness.pipeline import decide
from bearwitness.review.second import proposals
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.two_people import answer, carry_out, delete_report
from made_case import PASSPHRASE
from web_browser import PASSWORD, Browser

FOUR = {"reports": 4, "accepted": False}


def a_claim_of(desk) -> str:
    return next(iter(desk.view().machine))


def accept(browser: Browser, claim: str):
    return browser.post(
        f"/claim/{claim}", action="accept", state=browser.desk.view().state_of(claim)
    )


def waiting(desk) -> list[str]:
    return [one.id for one in desk.second.waiting()]


def ledger_of(case: Case) -> list[dict]:
    return [json.loads(line) for line in (case.path / "ledger.jsonl").read_text().splitlines()]


@pytest.fixture
def asked(made):
    """A desk where accepting needs two, with one acceptance by Dao that waits."""
    desk = made("accept", **FOUR)
    accept(Browser(desk).sign_in("Dao"), a_claim_of(desk))
    return desk


def test_a_decision_that_needs_two_counts_for_nothing_until_another_confirms_it(asked):
    claim = a_claim_of(asked)
    assert claim in {item.claim.id for item in asked.view().waiting}
    assert not any(one.is_reviewed for one in asked.view().incidents.values())
    other = Browser(asked).sign_in("Eno")
    page = other.get("/second").text
    assert "waits for a second person" in page
    assert other.post(f"/second/{waiting(asked)[0]}", action="confirm").status_code == 303
    assert claim not in {item.claim.id for item in asked.view().waiting}
    assert sum(one.is_reviewed for one in asked.view().incidents.values()) == 1
    assert asked.case.verify() == ()


def test_nobody_confirms_a_decision_of_their_own(asked):
    own = Browser(asked).sign_in("Dao")
    page = own.get("/second").text
    assert "Take back" in page
    assert 'value="confirm"' not in page
    answered = own.post(f"/second/{waiting(asked)[0]}", action="confirm")
    assert answered.status_code == 403
    assert "of their own" in answered.text
    assert len(waiting(asked)) == 1


def test_a_reader_confirms_nothing_and_is_not_shown_the_page(asked):
    reader = Browser(asked).sign_in("Fay")
    assert reader.post(f"/second/{waiting(asked)[0]}", action="confirm").status_code == 403
    assert "/second" not in reader.get("/reports").text


def test_confirming_needs_the_role_that_deciding_needs(made):
    desk = made("grade", **FOUR)
    one = next(iter(desk.view().incidents.values()))
    rows = [{"claim": one.id, "action": "grade", "field": "reliability", "value": "B"}]
    assert desk.decide(rows, "Chen") is None
    assert "role" in (desk.decide(rows, "Dao") or "")
    coder = Browser(desk).sign_in("Dao").post(f"/second/{waiting(desk)[0]}", action="confirm")
    assert coder.status_code == 403
    Browser(desk).sign_in("Ana").post(f"/second/{waiting(desk)[0]}", action="confirm")
    assert {i.reliability for i in desk.view().incidents.values()} == {"B", None}


@pytest.mark.parametrize(("name", "outcome"), [("Eno", "refused"), ("Dao", "taken back")])
def test_what_is_refused_or_taken_back_is_gone_and_cannot_be_confirmed_later(asked, name, outcome):
    [decision] = waiting(asked)
    Browser(asked).sign_in(name).post(f"/second/{decision}", action="refuse", reason="no")
    assert asked.second.known()[decision].outcome == outcome
    late = Browser(asked).sign_in("Ana").post(f"/second/{decision}", action="confirm")
    assert late.status_code == 404
    assert asked.case.decisions() == ()


def test_taking_back_on_the_report_page_takes_back_what_waits_too(asked):
    claim = a_claim_of(asked)
    decide(asked.case, [{"claim": claim, "action": "withdraw"}], "Dao", asked.settings)
    assert waiting(asked) == []
    with pytest.raises(UnknownSubject):
        confirm(asked, next(iter(asked.second.known())))


def confirm(desk, decision: str, name: str = "Ana"):
    member, _ = desk.case.member_password(name)
    return answer(desk.case, decision, Action.CONFIRM, member, "", desk.settings)


def test_who_decides_anew_leaves_one_decision_that_waits(asked):
    claim = a_claim_of(asked)
    asked.decide([{"claim": claim, "action": "accept", "reason": "on second thoughts"}], "Dao")
    asked.decide([{"claim": claim, "action": "accept"}], "Eno")
    told = [one.by for one in asked.second.waiting()]
    assert told == ["Dao", "Eno"]


def test_the_mark_stays_whatever_the_rule_becomes(asked):
    asked.settings = Settings()
    link_free = Settings()
    decide(
        asked.case, [{"claim": list(asked.view().machine)[1], "action": "accept"}], "Dao", link_free
    )
    assert len(asked.case.decisions()) == 1
    assert len(waiting(asked)) == 1


def test_the_ledger_proves_who_decided_who_confirmed_and_from_when_the_rule_held(asked):
    [decision] = waiting(asked)
    confirm(asked, decision)
    lines = ledger_of(asked.case)
    [rule] = [one for one in lines if one["kind"] == "rule"]
    assert rule["data"]["two_people"] == ["accept"]
    [first] = [one for one in lines if one["data"]["subject"] == decision]
    assert (first["data"]["by"], first["data"]["needs"]) == ("Dao", "second")
    [second] = [one for one in lines if one["data"].get("confirm") == decision]
    assert second["data"]["by"] == "Ana"
    assert rule["n"] < first["n"] < second["n"]
    decide(asked.case, [{"claim": a_claim_of(asked), "action": "withdraw"}], "Dao", Settings())
    rules = [one["data"] for one in ledger_of(asked.case) if one["kind"] == "rule"]
    assert [one["two_people"] for one in rules] == [["accept"], []]


def test_without_a_member_who_signed_in_nothing_that_needs_two_is_taken(made):
    desk = made("accept", **FOUR)
    rows = [{"claim": a_claim_of(desk), "action": "accept"}]
    taken, [refused] = decide(desk.case, rows, "Dao", desk.settings)
    assert taken == []
    assert "needs two people" in refused.problem
    member, _ = desk.case.member_password("Dao")
    taken, [refused] = decide(desk.case, [{**rows[0], "by": "Eno"}], "Dao", desk.settings, member)
    assert taken == []


def test_an_answer_is_never_taken_from_a_table(made):
    desk = made("accept", **FOUR)
    for action in ("confirm", "refuse", "release", "delete"):
        rows = [{"claim": a_claim_of(desk), "action": action}]
        assert desk.decide(rows, "Ana") is not None
    assert desk.case.every_decision() == ()


def test_a_deletion_waits_and_is_done_when_another_publisher_confirms(made):
    desk = made("delete", **FOUR)
    report = next(iter(desk.view().headers))
    ana = Browser(desk).sign_in("Ana")
    answered = ana.post("/custody/delete", report=report, again=report, reason="source-safety")
    assert answered.headers["location"] == "/second"
    assert desk.case.has(report)
    assert "asked for this" in ana.get(f"/custody/delete?report={report}").text
    assert ana.post(f"/second/{waiting(desk)[0]}", action="confirm").status_code == 403
    Browser(desk).sign_in("Bina").post(f"/second/{waiting(desk)[0]}", action="confirm")
    assert not desk.case.has(report)
    assert desk.case.every_decision() == ()
    stone = ledger_of(desk.case)
    [told] = [one["data"] for one in stone if one["kind"] == "tombstone"]
    assert (told["by"], told["second"]) == ("Ana", "Bina")
    assert desk.case.verify() == ()
    assert report in Browser(desk).sign_in("Fay").get("/custody").text


def test_a_deletion_confirmed_before_a_stop_is_done_when_the_case_is_next_opened(made):
    desk = made("delete", **FOUR)
    report = next(iter(desk.view().headers))
    ana, _ = desk.case.member_password("Ana")
    request = delete_report(desk.case, report, "Ana", DeletionReason.LAW, desk.settings, ana)
    bina, _ = desk.case.member_password("Bina")
    from bearwitness.review.table import decision

    made_by = decision((request.id, report), Action.CONFIRM, bina.name, "2030-01-01T00:00:00Z")
    desk.case.decide([made_by])  # and here the program stopped
    assert carry_out(desk.case, desk.settings) == 1
    assert not desk.case.has(report)
    assert carry_out(desk.case, desk.settings) == 0


def test_deleting_at_the_command_needs_a_member_where_two_must_agree(made):
    desk = made("delete", **FOUR)
    report = next(iter(desk.view().headers))
    with pytest.raises(NotAllowed):
        delete_report(desk.case, report, "Ana", DeletionReason.LAW, desk.settings)
    assert desk.case.has(report)


def test_what_was_answered_stays_in_the_order_of_the_ledger_not_of_the_clock(asked):
    [decision] = waiting(asked)
    every = [*asked.case.every_decision()]
    from dataclasses import replace

    late = replace(every[-1], id="decision-x", by="Dao", at="2020-01-01T00:00:00Z",
                   action=Action.CONFIRM, subject=(decision, *every[-1].subject))  # fmt: skip
    assert proposals([*every, late])[decision].waits  # its author's own word
    assert proposals([late, *every])[decision].waits  # an answer before the question


@pytest.fixture
def at_the_terminal(made, tmp_path, monkeypatch):
    """Commands on a case where accepting needs two; the desk's hold on it is let go."""
    desk = made("accept", **FOUR)
    claim, path = a_claim_of(desk), desk.case.path
    desk.case.close()
    (path / "settings.yml").write_text("two_people: [accept]\n")
    (tmp_path / "word").write_text(PASSWORD)
    monkeypatch.setenv("BEARWITNESS_PASSPHRASE", PASSPHRASE.words)

    def run(*words: str):
        return CliRunner().invoke(bearwitness, ["review", str(path), *words], catch_exceptions=True)

    return run, claim, str(tmp_path / "word"), path


def test_the_review_command_keeps_to_the_rule_as_the_desk_does(at_the_terminal):
    run, claim, word, path = at_the_terminal
    nobody = run("--accept", claim, "--by", "Dao")
    assert nobody.exit_code != 0
    assert "password" in nobody.output + str(nobody.exception)
    taken = run("--accept", claim, "--by", "Dao", "--password-file", word)
    assert "wait for a second person" in taken.output
    with Case.open(path, PASSPHRASE) as case:
        [held] = case.every_decision()
        assert case.decisions() == ()
    assert held.id in run().output
    own = run("--confirm", held.id, "--by", "Dao", "--password-file", word)
    assert own.exit_code == 1
    done = run("--confirm", held.id, "--by", "Eno", "--password-file", word)
    assert done.exit_code == 0, done.output
    with Case.open(path, PASSPHRASE) as case:
        assert [one.subject for one in case.decisions()] == [(claim,)]


def test_what_waits_for_a_second_person_is_said_where_people_work(asked):
    claim = asked.view().claim(a_claim_of(asked))
    other = Browser(asked).sign_in("Eno")
    words = "waits for a second person"
    assert words in other.get(f"/report/{claim.report_id}").text
    assert words in other.get(f"/incident/{asked.view().incident_of[claim.id]}").text
    assert "1 decision of another" in other.get("/").text
    assert "wait for a second person" not in Browser(asked).sign_in("Dao").get("/").text
