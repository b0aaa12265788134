"""Who gets in, from where, for how long; and what can never be done by a form from elsewhere."""

from collections import defaultdict

import pytest

from bearwitness.model.team import Role
from bearwitness.web.app import PAGES
from bearwitness.web.guard import HEADERS

HOSTILE_HOSTS = ["evil.example", "127.0.0.1", "127.0.0.1:9999", "localhost.evil.example:8765", ""]


def first_claim(browser) -> str:
    return browser.desk.view().waiting[0].claim.id


def test_without_signing_in_every_page_leads_to_the_sign_in(browser):
    for path, method, _, _ in PAGES:
        filled = path.format_map(defaultdict(lambda: "x"))
        answer = browser.client.request(method, filled)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path


def test_a_name_and_password_that_fit_open_the_queue(browser):
    answer = browser.client.post(
        "/sign-in", data={"name": "Coder", "password": "a long invented password"}
    )
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "claims wait" in browser.get("/").text


@pytest.mark.parametrize(("name", "password"), [("Coder", "wrong"), ("Nobody", "wrong"), ("", "")])
def test_a_wrong_name_or_password_opens_nothing_and_does_not_say_which(browser, name, password):
    answer = browser.client.post("/sign-in", data={"name": name, "password": password})
    assert answer.status_code == 403
    assert "do not fit" in answer.text
    assert "set-cookie" not in answer.headers


def test_five_wrong_passwords_and_a_name_waits_a_minute(browser, clock):
    for _ in range(5):
        browser.sign_in("Coder", "wrong")
    browser.sign_in("Coder")
    assert browser.session is None
    clock.now += 61
    assert browser.sign_in("Coder").session is not None


def test_a_session_ends_when_nobody_is_there(browser, clock):
    browser.sign_in()
    clock.now += 29 * 60
    assert browser.get("/").status_code == 200
    clock.now += 31 * 60
    assert browser.get("/").status_code == 303


def test_a_session_ends_after_a_day_however_busy(browser, clock):
    browser.sign_in()
    for _ in range(30):
        clock.now += 25 * 60
        browser.get("/")
    assert browser.session is None


def test_somebody_who_left_cannot_sign_in(browser, desk, password):
    from dataclasses import replace

    member, kept = desk.case.member_password("Coder")
    desk.case.save_member(replace(member, is_active=False), kept, "2024-06-02T10:00:00Z", "Ana")
    assert browser.sign_in("Coder").session is None


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_another_host_is_refused(browser, host):
    browser.sign_in()
    assert browser.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
     {"sec-fetch-site": "same-site"}],
)  # fmt: skip
def test_a_form_from_another_site_is_refused(browser, headers):
    browser.sign_in()
    answer = browser.client.post("/sign-out", data={"csrf": "x"}, headers=headers)
    assert answer.status_code == 400
    assert browser.session is not None


def test_a_form_without_the_sessions_token_changes_nothing(browser, desk):
    browser.sign_in()
    claim, before = first_claim(browser), desk.case.head()
    for token in ("", "wrong", "é"):
        answer = browser.client.post(
            f"/claim/{claim}", data={"csrf": token, "action": "accept", "state": "new"}
        )
        assert answer.status_code == 403
    assert desk.case.head() == before


@pytest.mark.parametrize(("path", "method", "needs", "_view"), PAGES)
def test_a_role_may_do_only_what_it_may(browser, desk, path, method, needs, _view):
    if needs is Role.READER:
        return
    browser.sign_in(Role(needs - 1).label.capitalize())
    before = desk.case.head()
    filled = path.format_map(defaultdict(lambda: "x"))
    answer = browser.post(filled) if method == "POST" else browser.get(filled)
    assert answer.status_code == 403
    assert f"needs the role of {needs.label}" in answer.text
    assert desk.case.head() == before


def test_every_answer_carries_the_policy_and_is_not_kept(browser):
    browser.sign_in()
    for path in ("/", "/reports", "/nothing-here", "/static/desk.css"):
        answer = browser.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert browser.get("/").headers["cache-control"] == "no-store"


def test_no_page_has_an_inline_script_or_style_or_loads_from_elsewhere(browser):
    browser.sign_in()
    view = browser.desk.view()
    report = next(iter(view.headers))
    incident = next(iter(view.incidents))
    for path in ("/", "/reports", "/incidents", "/measures", "/custody", f"/report/{report}",
                 f"/report/{report}/original", f"/incident/{incident}"):  # fmt: skip
        words = browser.get(path).text
        assert "<style" not in words
        assert " style=" not in words
        assert "<script>" not in words
        assert " on" + "click" not in words
        assert "http://" not in words
        assert "https://" not in words


def test_a_form_that_is_too_large_is_refused(browser):
    browser.sign_in()
    answer = browser.post("/pair", a="x" * 3_000_000)
    assert answer.status_code == 400
