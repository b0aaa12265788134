"""Two hundred hostile strings wherever words of others come in: they stay words."""

from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

from bearwitness.model.judgement import Action
from bearwitness.model.team import Member, Role
from bearwitness.pipeline import link_claims
from bearwitness.settings import Settings
from hostile_strings import HOSTILE, LINE, add_hostile, as_stored
from made_case import AT
from web_browser import PASSWORD, Browser

VOID = {"meta", "link", "input", "br", "hr", "img", "wbr", "area", "col", "source"}
OPTIONAL = {"p", "li", "option", "dt", "dd", "tr", "td", "th", "thead", "tbody"}
FOREIGN = {"iframe", "img", "object", "embed", "base", "math", "plaintext", "video", "noscript",
           "style", "form-x"}  # fmt: skip


class Shape(HTMLParser):
    """Whether a page is closed as it was opened, and what no page of ours ever holds."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)
        self.close()
        self.wrong += [f"never closed: {tag}" for tag in self.open if tag not in OPTIONAL]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        told = dict(attrs)
        if tag in FOREIGN or len(set(names)) != len(names):
            self.wrong.append(f"<{tag}> {names}")
        self.wrong += [f"{name} on {tag}" for name in names if name.startswith("on")]
        if tag == "script" and not (told.get("src") or "").startswith("/static/"):
            self.wrong.append("a script that is none of ours")
        for name in ("href", "src", "action", "data-hx-post"):
            if not (told.get(name) or "/").startswith(("/", "#", "?")) or (
                told.get(name) or ""
            ).startswith("//"):
                self.wrong.append(f"{name} to {told[name][:40]}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.open and self.open[-1] != tag and self.open[-1] in OPTIONAL:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"closed without being opened: {tag}")


def whole(answer, *allowed: int) -> str:
    """The page, which must be well made."""
    assert answer.status_code in (200, *allowed), answer.status_code
    if answer.headers["content-type"].startswith("text/html"):
        assert Shape(answer.text).wrong == []
    return answer.text


def test_as_text_title_outlet_file_name_place_source_and_reason_they_stay_words(browser, desk):
    claims = [add_hostile(desk.case, number, words) for number, words in enumerate(HOSTILE)]
    link_claims(desk.case, Settings())
    browser.sign_in()
    for claim, words in zip(claims, HOSTILE, strict=True):
        reason = words.encode("utf-8", "surrogatepass")[:3_000].decode("utf-8", "replace")
        answer = browser.post(f"/claim/{claim.id}", action="accept", state="new", reason=reason)
        assert answer.status_code == 303
        page = whole(browser.get(f"/report/{claim.report_id}"))
        assert shown(as_stored(words)[:400]) in shown(unescape(page)), words[:80]
        whole(browser.get(f"/incident/{desk.view().incident_of[claim.id]}"))
        whole(browser.get(f"/claim/{claim.id}/correct?field=attribution"))
        whole(browser.get(f"/custody/delete?report={claim.report_id}"))
    assert len({d.id for d in desk.case.decisions() if d.action is Action.ACCEPT}) == len(HOSTILE)
    look_at_pages_of_many(browser)


def shown(words: str) -> str:
    """Letters and digits alone: line ends and control characters are a parser's to change."""
    return "".join(c for c in words if c.isalnum())


def look_at_pages_of_many(browser: Browser) -> None:
    """Every list, to its end."""
    for path in ("/", "/reports", "/incidents", "/map", "/measures?all=yes", "/release", "/custody",
                 "/search"):  # fmt: skip
        page = whole(browser.get(path))
        for _ in range(12):
            following = unescape(page).partition('rel="next" href="')[2].split('"')[0]
            if not following:
                break
            page = whole(browser.get(following))


def test_as_words_searched_for_as_addresses_and_as_fields_they_are_answered_or_refused(
    browser, desk
):
    browser.sign_in()
    claim = next(iter(desk.view().machine))
    token = browser.session.csrf
    for words in HOSTILE:
        raw = words.encode("utf-8", "surrogatepass")[:10_000]
        for field in ("words", "place", "outlet"):
            body = f"csrf={token}&{field}=".encode() + quote(raw).encode()
            answer = browser.client.post("/search", content=body, headers=FORM)
            assert answer.status_code in (303, 400), (field, words[:60])
            if answer.status_code == 303:
                whole(browser.get(answer.headers["location"]))
            else:
                whole(answer, 400)
        answer = browser.get("/report/" + quote(raw[:2_000], safe=""))
        if answer.status_code == 307:  # a slash at the end
            assert answer.headers["location"].startswith("http://127.0.0.1:8765/report/")
        else:
            whole(answer, 400, 404)
        for path in (f"/pair?a={claim}&b=", "/incidents?only=", "/custody?kind=", "/map?since="):
            whole(browser.get(path + quote(raw[:2_000])), 400, 404)
        body = f"csrf={token}&q=1&where_q=".encode() + quote(raw).encode()
        whole(browser.client.post("/places", content=body, headers=FORM), 400)
    for words in HOSTILE[::9]:  # each title is a preview of its own
        whole(browser.get("/release?title=" + quote(as_stored(words)[:500])), 400)


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_as_names_of_the_team_they_are_refused_or_stay_words(browser, desk, password):
    browser.sign_in()
    for words in HOSTILE:
        browser.post("/team", action="add", name=as_stored(words)[:300], role="coder",
                     password="short", again="other")  # fmt: skip
    for words in HOSTILE[::3]:
        name = " ".join(as_stored(words).split())[:80] or "x"
        desk.case.save_member(Member(name, Role.READER, AT), password, AT, "Ana")
    page = whole(browser.get("/team"))
    assert "has left" not in page
    name = " ".join(HOSTILE[0].split())[:80]
    mine = Browser(desk).sign_in(name, PASSWORD)
    assert "&lt;img" in whole(mine.get("/you"))


def test_a_line_of_a_million_characters_is_shown_whole(browser, desk):
    claim = add_hostile(desk.case, 9_999, LINE)
    link_claims(desk.case, Settings())
    page = whole(browser.sign_in().get(f"/report/{claim.report_id}"))
    assert "y" * 1_000_000 in page


def test_a_form_longer_than_two_megabytes_is_refused(browser):
    browser.sign_in()
    assert browser.post("/search", words="x" * 2_100_000).status_code == 400
