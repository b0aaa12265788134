"""Web pages: the article's words, and what the page states of itself.

`extensive_search=False` keeps the date finder from inventing a day (1 January) on pages that state
none; a day that is not written somewhere in the page's own source is dropped as well.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..model.errors import FileRefused
from ..model.report import Extracted, TextVersion
from .charset import decoded, language_of_script
from .plain import require_words, without_title
from .refusals import refusing_broken
from .stated import days_stated, language_code

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]*\slang=[\"']?([A-Za-z_-]+)", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style|noscript|template|svg)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_HEAD = 4096  # bytes in which a page declares its encoding
_FEW = 25  # words: less than this, on a page with scripts, is what a page built by script shows
# The last day the date finder may give; fixed, so that a page reads the same in any year.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}


def read_html(data: bytes) -> Extracted:
    """The article in a page, and its title, outlet, byline, day, address and language if stated."""
    page = _page(data)
    found = _article(page)
    text = TextVersion.of(without_title(found.words, found.title))
    if _SCRIPT.search(page) and len(text.content.split()) < _FEW:
        raise FileRefused(
            "the page is built by script and holds no article text",
            "open it in a browser and save what it shows as a PDF or as text",
        )
    require_words(text)
    stated = _LANG.search(page)
    return Extracted(
        text=text,
        media_type="text/html",
        title=found.title,
        outlet=found.outlet,
        byline=found.byline,
        published=found.published,
        language=language_code(stated[1] if stated else None) or language_of_script(text.content),
        url=found.url,
        reader="html-1",
    )


def words_of_page(data: bytes, declared: str | None = None) -> str:
    """The words of a whole page in order, as an HTML e-mail body wants."""
    from trafilatura import html2txt

    page = _HIDDEN.sub(" ", _page(data, declared))
    with refusing_broken("HTML"):
        return str(html2txt(page) or "") if page.strip() else ""


@dataclass(frozen=True, slots=True)
class _Article:
    words: str = field(repr=False)
    title: str | None = field(default=None, repr=False)
    outlet: str | None = None
    byline: str | None = field(default=None, repr=False)
    published: date | None = None
    url: str | None = field(default=None, repr=False)


def _page(data: bytes, declared: str | None = None) -> str:
    """The page's source; what a browser would be told of its encoding counts as declared."""
    meta = _CHARSET.search(data[:_HEAD])
    return decoded(data, declared or (meta[1].decode("ascii") if meta else None))


def _article(page: str) -> _Article:
    """The article by trafilatura, which gives nothing for a page it finds no text in."""
    from trafilatura import bare_extraction

    with refusing_broken("HTML"):
        found: Any = bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params=dict(_DATES),
        )
        if found is None:
            return _Article("")
        return _Article(
            str(found.text or ""),
            title=found.title or None,
            outlet=found.sitename or None,
            byline=found.author or None,
            published=_written(found.date, page),
            url=found.url or None,
        )


def _written(found: str | None, page: str) -> date | None:
    """The day found, if the page's source writes that very day somewhere."""
    day = date.fromisoformat(found[:10]) if found else None
    return day if day in days_stated(page) else None
