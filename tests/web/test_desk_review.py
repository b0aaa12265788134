"""People decide at the desk: every decision is kept, two who meet see each other, none is lost."""

import pytest

from bearwitness.model.judgement import Action
from bearwitness.store.case import Case
from bearwitness.web.marked import marked
from factories import a_claim


def an_arrest(browser) -> str:
    claims = browser.desk.view().machine.values()
    return next(c.id for c in claims if c.act == "arrest")


def state(browser, claim: str) -> str:
    return browser.desk.view().state_of(claim)


def test_the_queue_says_what_waits_and_why_and_can_be_filtered(browser):
    words = browser.sign_in().get("/").text
    assert "it is what its report is mainly about" in words
    only = browser.get("/?act=raid").text
    assert "1 fit" in only
    assert browser.get("/?from=99999999999").status_code == 200


def test_a_report_shows_its_text_with_what_claims_rest_on(browser):
    browser.sign_in()
    claim = browser.desk.view().claim(an_arrest(browser))
    words = browser.get(f"/report/{claim.report_id}").text
    assert "arrested</mark>" in words
    assert f'id="{claim.id}"' in words


@pytest.mark.parametrize(("action", "status"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_claim_is_decided_and_taken_back(browser, action, status):
    browser.sign_in("Coder")
    claim = an_arrest(browser)
    answer = browser.post(f"/claim/{claim}", action=action, state="new", reason="read it")
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"]).text
    assert f'data-status="{status}"' in page
    assert "Coder</bdi>" in page
    browser.post(f"/claim/{claim}", action="withdraw", state=state(browser, claim))
    assert claim in {item.claim.id for item in browser.desk.view().waiting}


def test_a_field_is_corrected_and_the_machines_value_stays_visible(browser):
    browser.sign_in("Coder")
    claim = an_arrest(browser)
    answer = browser.post(
        f"/claim/{claim}", action="correct", field="when", value="2024-03-06", state="new"
    )
    page = browser.get(answer.headers["location"]).text
    assert "2024-03-06" in page
    assert "machine: <bdi>2024-03-05</bdi>" in page


def test_a_value_nobody_can_read_is_refused_with_a_hint_and_nothing_is_saved(browser, desk):
    browser.sign_in("Coder")
    before = desk.case.head()
    answer = browser.post(
        f"/claim/{an_arrest(browser)}", action="correct", field="when", value="soon", state="new"
    )
    assert answer.status_code == 400
    assert "the date cannot be read" in answer.text
    assert desk.case.head() == before


def test_two_who_decide_on_one_claim_see_each_other_and_none_is_lost(browser, desk):
    from web_browser import Browser

    first, second = browser.sign_in("Coder"), Browser(desk).sign_in("Reviewer")
    claim = an_arrest(browser)
    first.post(f"/claim/{claim}", action="accept", state="new")
    answer = second.post(f"/claim/{claim}", action="reject", state="new")
    assert answer.status_code == 409
    assert "Coder decided" in answer.text
    assert [d.action for d in desk.case.decisions()] == [Action.ACCEPT]
    second.post(f"/claim/{claim}", action="reject", state=state(second, claim))
    assert [d.action for d in desk.case.decisions()] == [Action.ACCEPT, Action.REJECT]


def test_what_was_acknowledged_is_there_when_the_case_is_opened_again(browser, desk):
    from bearwitness.model.restricted import Restricted

    browser.sign_in("Coder")
    claim = an_arrest(browser)
    assert browser.post(f"/claim/{claim}", action="accept", state="new").status_code == 303
    path = desk.case.path
    desk.case.close()
    with Case.open(path, Restricted("invented")) as again:
        assert [d.subject for d in again.decisions()] == [(claim,)]


def test_an_incident_is_split_and_put_together_again(browser, desk):
    browser.sign_in("Reviewer")
    one = next(i for i in desk.view().incidents.values() if len(i.claim_ids) == 2)
    a, b = one.claim_ids
    assert "Probability" in browser.get(f"/pair?a={a}&b={b}").text
    browser.post("/pair", a=a, b=b, action="not same", reason="two nights")
    view = desk.view()
    assert view.incident_of[a] != view.incident_of[b]
    browser.post("/pair", a=a, b=b, action="same")
    view = desk.view()
    assert view.incident_of[a] == view.incident_of[b]


def test_an_incident_is_graded_and_a_violation_is_tagged_as_a_decision(browser, desk):
    browser.sign_in("Reviewer")
    one = next(iter(desk.view().incidents.values()))

    def told(**fields: str):
        page = browser.get(f"/incident/{one.id}").text
        mark = page.split('name="state" value="')[1].split('"')[0]
        return browser.post(f"/incident/{one.id}", state=mark, **fields)

    assert told(action="grade", field="reliability", value="B").status_code == 303
    assert told(action="violation", value="CAT 3").status_code == 303
    assert told(action="grade", field="reliability", value="Z").status_code == 400
    now = desk.view().incidents[one.id]
    assert (now.reliability, now.violations) == ("B", ("CAT 3",))


def test_the_original_leaves_only_as_a_download_after_a_warning(browser, desk):
    browser.sign_in("Reader")
    report = next(iter(desk.view().headers))
    assert "is not encrypted" in browser.get(f"/report/{report}/original").text
    answer = browser.post(f"/report/{report}/original")
    assert answer.content == desk.case.original(report)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_verify_says_that_all_holds_and_a_report_is_deleted_only_when_named_twice(browser, desk):
    browser.sign_in()
    report = next(iter(desk.view().headers))
    assert "Everything matches" in browser.post("/custody/verify").text
    assert browser.post("/custody/delete", report=report, again="x").status_code == 400
    assert desk.case.has(report)
    answer = browser.post("/custody/delete", report=report, again=report, reason="source-safety")
    assert answer.status_code == 303
    assert not desk.case.has(report)
    assert browser.get(f"/report/{report}").status_code == 404


def test_the_measures_say_what_is_reviewed_and_what_is_not_and_that_they_are_not_to_be_published(
    browser,
):
    browser.sign_in("Reader")
    assert "Not for publication" in browser.get("/measures").text
    assert "Counts what nobody has reviewed yet" in browser.get("/measures?all=yes&unit=week").text
    assert browser.get("/measures?unit=year").status_code == 400


@pytest.mark.parametrize("path", ["/report/x", "/incident/x", "/pair?a=x&b=y"])
def test_what_the_case_does_not_hold_is_a_page_that_says_so(browser, path):
    answer = browser.sign_in().get(path)
    assert answer.status_code == 404
    assert "error" not in answer.text.lower()


def test_marking_leaves_nothing_out_and_nothing_twice():
    text = "arrested them in Tumen, and held them"
    pieces = marked(text, [a_claim()])
    assert "".join(piece.text for piece in pieces) == text
    assert pieces[0].fields == ("act",)
