"""The page with a text before and after: complete, escaped, without anything from outside."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.model.claim import Exposure
from bearwitness.protect.operators import redact
from bearwitness.protect.side_by_side import side_by_side

KEY = b"k" * 16


def _name(text, words):
    start = text.index(words)
    return Exposure(start, start + len(words), words, "name", "direct", "[a name]")


def _page(text, *names):
    made = redact(text, [_name(text, n) for n in names], KEY)
    return side_by_side(text, made), made


def _side(page, side):
    cells = re.findall(rf'<td data-side="{side}">(.*?)</td>', page, flags=re.DOTALL)
    return "".join(unescape(re.sub(r"<[^>]+>", "", cell)) for cell in cells)


def test_both_sides_hold_their_text_whole():
    text = "Wrenna Oddlace left.\nThey asked for Oddlace.\n\nNobody answered."
    page, made = _page(text, "Wrenna Oddlace")
    assert _side(page, "As it was") == text.replace("\n", "")
    assert _side(page, "As it may be shown") == made.text.replace("\n", "")
    assert page.count('<mark class="direct" title=') == 2


def test_the_right_side_never_holds_the_name():
    page, _ = _page("Wrenna Oddlace left; WRENNA’S door.", "Wrenna Oddlace")
    assert "wrenna" not in _side(page, "As it may be shown").lower()


def test_markup_in_a_text_is_text():
    page, _ = _page('<script>alert("1")</script> <img src=x onerror=y> Oddlace & co', "Oddlace")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_page_loads_nothing_and_says_that_it_holds_the_original():
    page, _ = _page("Oddlace left.", "Oddlace")
    assert "default-src 'none'" in page
    assert not re.search(r"(?i)src=|href=|url\(|@import|http://|https://", page)
    assert "holds the original words" in page
    assert "1 changes, 1 of them direct" in page


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab <>&\"'\n\t[]é한", max_size=40))
def test_any_text_comes_back_from_both_sides(words):
    text = f"{words}Oddlace{words}"
    page, made = _page(text, "Oddlace")

    def plain(t):
        return re.sub(r"\s", "", t)

    assert plain(_side(page, "As it was")) == plain(text)
    assert plain(_side(page, "As it may be shown")) == plain(made.text)
