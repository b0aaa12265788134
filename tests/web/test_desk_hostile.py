"""Words made to break a page stay words on every page, and no page breaks."""

from html.parser import HTMLParser

import pytest

from bearwitness.adding import add_files
from bearwitness.pipeline import link_claims
from bearwitness.settings import Settings

STRINGS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "javascript:alert(1)",
    "'; DROP TABLE claims; --",
    "{{ 7 * 7 }} {% raw %}",
    "../../etc/passwd",
    "\u202egnp.exe\u202c",
    "a\u200bb\u200dc\ufeff",
    "%00%0d%0aSet-Cookie: x=1",
    "]]><!--",
    "x" * 100_000,
]


class Seen(HTMLParser):
    """The tags of a page and the names of their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.targets: list[str] = []
        self.own_scripts = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        source = dict(attrs).get("src") or ""
        self.own_scripts += tag == "script" and source.startswith("/static/")
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.targets += [value or "" for name, value in attrs if name in ("href", "src", "action")]


@pytest.mark.parametrize("words", STRINGS, ids=range(len(STRINGS)))
def test_hostile_words_in_text_title_outlet_name_and_note_stay_words(
    browser, desk, tmp_path, words
):
    name = "".join(c for c in words[:60] if c not in "/\x00") or "x"
    told = (
        f"Title: {words}\nOutlet: {words[:500]}\nPublished: 2024-03-08\nLanguage: en\n\n"
        f"Police arrested two men in Hunchun on 6 March 2024, a neighbour said. {words}\n"
    )
    file = tmp_path / f"{name}.txt"
    file.write_text(told, encoding="utf-8")
    (row,) = add_files(desk.case, [file], Settings(), "2024-06-03T10:00:00Z")
    assert row.outcome == "added"
    link_claims(desk.case, Settings())
    browser.sign_in()
    view = desk.view()
    claim = view.by_report[row.report_id][0]
    browser.post(f"/claim/{claim.id}", action="accept", state="new", reason=words[:2_000])
    incident = desk.view().incident_of[claim.id]
    for path in ("/", "/reports", "/incidents", "/measures?all=yes", "/custody",
                 f"/report/{row.report_id}", f"/incident/{incident}"):  # fmt: skip
        answer = browser.get(path)
        assert answer.status_code == 200
        seen = Seen(answer.text)
        assert seen.tags.count("script") == seen.own_scripts
        assert not {"img", "textarea", "iframe"} & set(seen.tags)
        assert seen.handlers == []
        assert all(target.startswith(("/", "#")) for target in seen.targets), seen.targets
