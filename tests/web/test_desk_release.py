"""The release page: a preview by the command's own code, which writes nothing until asked to."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bearwitness.model.judgement import Action
from bearwitness.model.release import Verdict
from bearwitness.pipeline import decide, link_claims
from bearwitness.protect.fates import Outcome
from bearwitness.releasing import TITLE, Release
from bearwitness.settings import Settings
from bearwitness.web.previews import preview
from bearwitness.web.sessions import password_hash
from made_case import add_arrest
from web_browser import PASSWORD, Browser


def upon(page: str) -> str:
    return re.search(r'name="upon" value="([^"]+)"', page).group(1)


def look(browser: Browser, path: str = "/release") -> str:
    """The page once it is worked out."""
    browser.desk.kept.patience_s = 60
    answered = browser.get(path)
    assert answered.status_code == 200
    return answered.text


def make(browser: Browser, folder: str = "first", page: str | None = None):
    return browser.post(
        "/release/make", folder=folder, title=TITLE, upon=upon(page or look(browser))
    )


def test_looking_writes_nothing_and_says_what_the_command_would_do(made):
    desk = made()
    before, files = desk.case.head(), sorted(desk.case.path.rglob("*"))
    page = look(Browser(desk).sign_in("Fay"))
    assert (desk.case.head(), sorted(desk.case.path.rglob("*"))) == (before, files)
    cleared = Release(desk.case, desk.settings).look()
    assert f"{cleared.guarantee.records_out} of {cleared.guarantee.records_in} incidents" in page
    for check in cleared.checks:
        assert f'data-check="{check.name}"' in page


def test_the_preview_and_the_command_release_the_same_bytes(made):
    desk = made(reports=14)
    seen = preview(desk, TITLE)
    while seen.value is None:
        seen = preview(desk, TITLE)
    ours, theirs = seen.value.release, Release(desk.case, desk.settings)
    assert ours.id == theirs.id
    assert ours.look() == theirs.look()
    out = Path(desk.case.path) / "releases"
    make(Browser(desk).sign_in("Ana"), "by-desk")
    theirs.make(out / "by-command")
    by_desk, by_command = (
        {p.name: p.read_bytes() for p in (out / name).rglob("*") if p.is_file()}
        for name in ("by-desk", "by-command")
    )
    assert by_desk == by_command


def test_every_incident_is_shown_before_and_after_with_what_would_give_people_away(made):
    desk = made()
    browser = Browser(desk).sign_in("Fay")
    page = look(browser)
    seen = desk.previews[TITLE]
    released = seen.by_outcome[Outcome.RELEASED]
    for fate in released:
        assert f"/release/{fate.incident_id}?" in page
        assert "Tumen" in fate.before[2]
    one = browser.get(f"/release/{released[0].incident_id}").text
    assert "Jin-ok" in one
    assert "Tumen, Jilin, CN" in one
    assert "Jin-ok" not in page


def test_what_nobody_reviewed_is_named_and_stays_out(made):
    desk = made()
    add_arrest(desk.case, 99)
    link_claims(desk.case, Settings())
    page = look(Browser(desk).sign_in("Fay"), "/release?show=not+reviewed")
    assert "neither accepted nor corrected" in page
    assert len(desk.previews[TITLE].by_outcome[Outcome.NOT_REVIEWED]) == 1


def test_too_few_to_be_alike_is_a_page_that_says_so(made):
    page = look(Browser(made(reports=3)).sign_in("Ana"))
    assert "FAIL" in page
    assert "nothing can be released" in page
    assert "/release/make" not in page


def test_a_check_that_needs_a_person_is_approved_by_name_and_reason_held_and_approved_again(made):
    desk = made(exposing=False)  # no restricted words are known, so somebody must look
    browser = Browser(desk).sign_in("Ana")
    page = look(browser)
    assert "Waits for a named person" in page
    assert "/release/make" not in page

    def say(action: str, reason: str = "I looked"):
        mark = upon(look(browser))
        return browser.post(
            "/release/check", check="words", action=action, reason=reason, upon=mark
        )

    assert say("approve", "").status_code == 400
    assert say("approve").status_code == 303
    page = look(browser)
    assert "<bdi>Ana</bdi> approved it" in page
    assert "I looked" in page
    assert "/release/make" in page
    assert say("hold", "wait for Bina").status_code == 303
    page = look(browser)
    assert "<bdi>Ana</bdi> held it" in page
    assert "/release/make" not in page
    assert make(browser, page=page).status_code == 409
    say("approve")
    assert "Released" in make(browser).text
    assert desk.case.verify() == ()


def test_holding_and_approving_do_not_make_it_another_release(made):
    desk = made(exposing=False)
    first = Release(desk.case, desk.settings)
    name = first.id
    first.approve(["words"], "Ana", "looked")
    first.hold(["words"], "Ana", "wait")
    again = Release(desk.case, desk.settings)
    assert (again.id, len(again.weigh().waiting)) == (name, 1)


def test_making_shows_where_it_is_with_every_files_digest_and_it_verifies(made):
    desk = made()
    page = make(Browser(desk).sign_in("Ana")).text
    out = desk.case.path / "releases" / "first"
    assert str(out) in page
    for line in (out / "manifest-sha256.txt").read_text().splitlines():
        digest, name = line.split("  ")
        assert digest in page
        assert name in page
    assert desk.case.verify() == ()
    assert "first" in look(Browser(desk).sign_in("Fay"))


@pytest.mark.parametrize("folder", ["", ".hidden", "../up", "a/b", "a\\b", "x" * 81, "a\nb", "/x"])
def test_a_folder_that_leads_elsewhere_is_refused(made, folder):
    desk = made()
    assert make(Browser(desk).sign_in("Ana"), folder).status_code == 400
    assert desk.case.releases() == ()


def test_a_preview_that_the_case_has_left_is_not_released_and_the_page_says_what_came_between(made):
    desk = made()
    browser = Browser(desk).sign_in("Ana")
    page = look(browser)
    decide(desk.case, [{"claim": next(iter(desk.view().machine)), "action": "reject"}], "Dao",
           desk.settings)  # fmt: skip
    answered = make(browser, page=page)
    assert answered.status_code == 409
    assert "The case has moved on" in answered.text
    assert "<bdi>Dao</bdi>" in answered.text
    assert desk.case.releases() == ()
    for mark in ("", "0-0", "x", "99999999999999-a"):
        answered = browser.post("/release/make", folder="f", title=TITLE, upon=mark)
        assert answered.status_code == 409


def test_the_next_release_says_what_appears_disappears_and_changes(made):
    desk = made(reports=14)
    browser = Browser(desk).sign_in("Ana")
    make(browser)
    for number in range(20, 32):
        add_arrest(desk.case, number)
    link_claims(desk.case, desk.settings)
    held = {claim.id for claim in desk.case.claims()} - {
        d.subject[0] for d in desk.case.decisions()
    }
    decide(
        desk.case, [{"claim": c, "action": "accept"} for c in sorted(held)], "Dao", desk.settings
    )
    page = look(browser, "/release?show=changed")
    seen = desk.previews[TITLE]
    assert seen.kinds["appears"] >= 5
    assert f"{seen.kinds['appears']} records appear" in page
    assert "combinations differ by fewer than 5" in page
    told = {one.incident_id for one in seen.changes if one.kind == "appears"}
    old = desk.case.releases()[0].cleared
    assert (
        len(told) == len(seen.weighed.draft.records) - len(old.records) + seen.kinds["disappears"]
    )


def test_a_preview_after_an_approval_takes_over_what_was_weighed(made):
    desk = made(exposing=False)
    browser = Browser(desk).sign_in("Ana")
    look(browser)
    weighed = desk.previews[TITLE].weighed
    browser.post("/release/check", check="words", action="approve", reason="I looked",
                 upon=upon(look(browser)))  # fmt: skip
    look(browser)
    again = desk.previews[TITLE].weighed
    assert again.fates is weighed.fates
    assert (len(weighed.approved), len(again.approved)) == (0, 1)


def test_while_it_is_worked_out_the_page_says_so_and_loads_again(made):
    desk = made()
    desk.kept.patience_s = 0
    browser = Browser(desk).sign_in("Ana")
    answered = browser.get("/release")
    assert answered.headers.get("refresh") or "PASS" in answered.text


def test_two_publishers_agree_on_a_release_and_on_an_approval(made):
    desk = made("release", "approve", exposing=False)
    ana, bina = Browser(desk).sign_in("Ana"), Browser(desk).sign_in("Bina")
    page = look(ana)
    ana.post("/release/check", check="words", action="approve", reason="I looked", upon=upon(page))
    page = look(ana)
    assert "needs a second person" in page
    assert "/release/make" not in page
    bina.post(f"/second/{desk.second.waiting()[0].id}", action="confirm")
    assert "Ask for it to be made" in look(ana)
    assert make(ana).status_code == 303
    assert desk.case.releases() == ()
    page = look(ana)
    assert "who cannot be you" in page
    assert "/release/make" not in page
    assert make(ana, page=page).status_code == 303  # asked a second time by hand: still one request
    assert len(desk.second.waiting()) == 1
    page = look(bina)
    assert "Confirm and make the release" in page
    assert "Released" in make(bina, page=page).text
    lines = [json.loads(x) for x in (desk.case.path / "ledger.jsonl").read_text().splitlines()]
    [asked] = [d for d in desk.case.every_decision() if d.action is Action.RELEASE]
    [confirms] = [one["data"] for one in lines if one["data"].get("confirm") == asked.id]
    assert (asked.by, confirms["by"]) == ("Ana", "Bina")
    assert desk.case.verify() == ()


def test_a_request_does_not_reach_a_release_of_other_content(made):
    desk = made("release")
    make(Browser(desk).sign_in("Ana"))
    decide(desk.case, [{"claim": next(iter(desk.view().machine)), "action": "reject"}], "Dao",
           Settings(two_people=()))  # fmt: skip
    bina = Browser(desk).sign_in("Bina")
    assert "Ask for it to be made" in look(bina)
    assert make(bina).status_code == 303
    assert desk.case.releases() == ()


def test_no_request_takes_a_passphrase_or_password_in_its_address(made):
    desk = made()
    browser = Browser(desk).sign_in("Ana")
    for path in ("/", "/release", "/team", "/you", "/custody", "/second"):
        page = look(browser, path)
        for form in re.findall(r"<form[^>]*>.*?</form>", page, re.S):
            if "password" in form:
                assert 'method="post"' in form


def test_the_worst_verdict_holds(made):
    desk = made(exposing=False)
    look(Browser(desk).sign_in("Ana"))
    seen = desk.previews[TITLE]
    assert seen.verdict is Verdict.REVIEW
    failed = replace(seen.weighed.draft.checks[0], verdict=Verdict.FAIL)
    worse = replace(seen.weighed, draft=replace(seen.weighed.draft, checks=(failed,)))
    assert replace(seen, weighed=worse).verdict is Verdict.FAIL
    assert not replace(seen, weighed=worse).may_be_made


def test_the_team_is_kept_by_a_publisher_and_never_left_without_one(made):
    desk = made(reports=1, accepted=False)
    ana = Browser(desk).sign_in("Ana")

    def change(**fields: str):
        return ana.post("/team", **fields)

    new = {"password": PASSWORD, "again": PASSWORD}
    assert change(action="add", name="Gil", role="coder", **new).status_code == 303
    assert change(action="add", name="gIL ", role="coder", **new).status_code == 400
    assert change(action="add", name="Hanna", role="owner", **new).status_code == 400
    assert (
        change(action="add", name="Hanna", role="coder", password="x", again="x").status_code == 400
    )
    gil = Browser(desk).sign_in("Gil")
    assert gil.session.member.role.label == "coder"
    assert gil.get("/team").status_code == 403
    assert "Team" not in gil.get("/reports").text
    change(action="role", member="Gil", role="publisher")
    assert gil.session is None
    change(action="leave", member="Bina")
    change(action="leave", member="Gil")
    assert Browser(desk).sign_in("Gil").session is None
    last = change(action="leave", member="Ana")
    assert (last.status_code, "nobody who may publish" in last.text) == (400, True)
    assert change(action="role", member="Ana", role="reader").status_code == 400
    assert change(action="return", member="Gil", **new).status_code == 303
    assert Browser(desk).sign_in("Gil").session is not None
    assert desk.case.verify() == ()


def test_everybody_changes_their_own_password_and_other_sign_ins_end(made):
    desk = made(reports=1, accepted=False)
    here, there = Browser(desk).sign_in("Dao"), Browser(desk).sign_in("Dao")
    fresh = "another long invented one"
    wrong = here.post("/you/password", old="wrong", new=fresh, again=fresh)
    assert wrong.status_code == 403
    assert here.post("/you/password", old=PASSWORD, new="short", again="short").status_code == 400
    assert "holds" in here.post("/you/password", old=PASSWORD, new=fresh, again=fresh).text
    assert there.session is None
    assert here.session is not None
    assert Browser(desk).sign_in("Dao").session is None
    assert Browser(desk).sign_in("Dao", fresh).session is not None


def test_pages_read_from_right_to_left_where_the_browser_asks_for_it(made):
    browser = Browser(made(reports=1, accepted=False))
    browser.client.post("/look", data={"direction": "rtl", "contrast": "high", "size": "large"})
    assert (
        '<html lang="en" dir="rtl" class="contrast-high size-large">'
        in browser.get("/sign-in").text
    )
    browser.sign_in("Fay")
    assert 'dir="rtl"' in browser.get("/reports").text
    browser.client.post("/look", data={"direction": '"><script>', "contrast": "x", "size": "y"})
    assert (
        '<html lang="en" dir="ltr" class="contrast-usual size-usual">' in browser.get("/you").text
    )
    browser.client.cookies.set("look", '"><b>.<i>.x', domain="127.0.0.1")
    assert "<b>" not in browser.get("/you").text


def test_the_ledger_is_read_page_by_page_and_by_kind(made):
    desk = made(reports=20)
    browser = Browser(desk).sign_in("Fay")
    page = browser.get("/custody").text
    assert 'rel="next"' in page
    only = browser.get("/custody?kind=member").text
    assert "<bdi>Chen</bdi>" in only
    assert ">decision<" not in only.split("Ledger lines")[1].split("</form>")[1]
    assert "No such line" in browser.get("/custody?before=1").text
    assert browser.get("/custody?before=x&kind=%27").status_code == 200


def test_a_report_is_deleted_after_it_was_said_what_goes_with_it(made):
    desk = made(reports=2)
    ana, report = Browser(desk).sign_in("Ana"), next(iter(desk.view().headers))
    page = ana.get(f"/custody/delete?report={report}").text
    assert "1 claims" in page
    assert "1 decisions" in page
    for fields in ({"again": "x", "reason": "law"}, {"again": report, "reason": ""}):
        assert ana.post("/custody/delete", report=report, **fields).status_code == 400
        assert desk.case.has(report)
    assert ana.post("/custody/delete", report=report, again=report, reason="law").status_code == 303
    assert not desk.case.has(report)
    assert report in ana.get("/custody").text
    assert ana.get(f"/custody/delete?report={report}").status_code == 404


def test_a_password_is_kept_as_argon2id():
    assert password_hash("x").startswith("$argon2id$")
