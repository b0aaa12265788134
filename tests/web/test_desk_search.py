"""Search at the desk: found in any script, by any filter, and no word of it in an address."""

import pytest

from bearwitness.adding import add_files
from bearwitness.pipeline import link_claims
from bearwitness.searching import entered
from bearwitness.settings import Settings

LATER = "2024-06-02T10:00:00Z"


@pytest.fixture
def browser(browser, desk, tmp_path):
    words = {
        "korean.txt": "경찰이 도문에서 세 명을 체포했다. Invented.",
        "chinese.txt": "三人被遣返。Invented.",
        "raid.md": "Police raided a factory in Bangkok on 9 April 2024, a relative said. Invented.",
    }
    for name, text in words.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    list(add_files(desk.case, [tmp_path / name for name in words], Settings(), LATER))
    link_claims(desk.case, Settings())
    return browser.sign_in()


def asked(browser, **fields):
    answer = browser.post("/search", **fields)
    assert answer.status_code == 303
    return browser.get(answer.headers["location"])


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"words": "체포"}, "<mark>체포</mark>했다"),
        ({"words": "遣返"}, "<mark>遣返</mark>"),
        ({"words": "ARREST"}, "<mark>arrested</mark> three North Korean women"),
        ({"words": "“north korean women”"}, "<mark>North Korean women</mark>"),
        ({"act": "raid", "place": "Thailand"}, "Bangkok"),
        ({"place": "Jilin", "since": "2024-03-01", "until": "2024-03-31"}, "Tumen"),
        ({"source": "neighbour"}, "Harbour Post"),
        ({"status": "waits", "kind": "event"}, "arrest"),
    ],
)
def test_words_and_filters_find(browser, fields, text):
    assert text in asked(browser, **fields).text


@pytest.mark.parametrize(
    "fields",
    [
        {"words": "zzzz"},
        {"words": '"north women"'},
        {"words": "arrested -women", "place": "Tumen"},
        {"act": "raid", "place": "Mongolia"},
        {"status": "accepted"},
        {"until": "1999-01-01"},
        {"outlet": "Nobody's Paper"},
        {"words": '"'},
    ],
)
def test_what_does_not_fit_is_not_found(browser, fields):
    assert "Nothing fits" in asked(browser, **fields).text


def test_no_word_of_a_search_stands_in_an_address_or_the_title(browser):
    answer = browser.post("/search", words="Hannelore", place="Tumen")
    assert answer.headers["location"] == "/search/1"
    page = browser.get("/search/1").text
    assert page.count("Hannelore") == 1
    assert '<input type="search" name="words" value="Hannelore"' in page
    assert "<title>Search · Bearwitness</title>" in page
    assert browser.get("/search?words=Hannelore").text.count("Hannelore") == 0


def test_a_search_is_of_its_session_and_is_gone_with_it(browser):
    browser.post("/search", words="women")
    assert browser.get("/search/1").status_code == 200
    assert browser.get("/search/2").status_code == 404
    assert browser.get("/search/x").status_code == 404
    browser.post("/sign-out")
    browser.sign_in("Coder")
    assert browser.get("/search/1").status_code == 404


def test_a_decision_is_found_at_once(browser, desk):
    raids = (c for c in desk.view().claims.values() if c.act == "raid")
    claim = next(c for c in raids if c.where[0].name == "Bangkok")
    browser.post(f"/claim/{claim.id}", action="correct", field="act", value="arrest", state="new")
    assert "Nothing fits" not in asked(browser, act="arrest", place="Thailand").text
    assert "Nothing fits" not in asked(browser, status="corrected").text
    assert "Nothing fits" in asked(browser, act="raid", place="Thailand").text


def test_a_wrong_date_is_said_and_nothing_typed_is_lost(browser):
    answer = browser.post("/search", words="women", since="5 March")
    assert answer.status_code == 400
    assert "2024-03-05" in answer.text
    assert 'value="women"' in answer.text


def test_hostile_words_are_words(browser):
    for words in (
        '<script>alert(1)</script> "',
        "' OR 1=1 --",
        "AND NEAR(* ^",
        "{{7*7}}",
        "\u202e",
    ):
        page = asked(browser, words=words, place=words, outlet=words).text
        assert "<script>alert" not in page
        assert "49" not in page.replace("max-age", "")


def test_more_than_a_page_is_paged(browser, desk, tmp_path):
    files = []
    for n in range(25):
        files.append(tmp_path / f"n{n}.txt")
        files[-1].write_text(f"Quokka number {n}, invented.", encoding="utf-8")
    list(add_files(desk.case, files, Settings(), LATER))
    entered(desk.case)
    first = asked(browser, words="quokka")
    assert "25 reports" in first.text
    assert first.text.count("<h3>") == 20
    second = browser.get("/search/1?from=20")
    assert second.text.count("<h3>") == 5
    assert 'rel="prev"' in second.text
