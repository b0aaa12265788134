"""PDF with a text layer; a scan or an encrypted file is refused, with the reason."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

from ..model.errors import FileRefused
from ..model.report import Extracted, TextVersion
from .charset import language_of_script
from .refusals import refusing_broken
from .stated import header_lines

_SOFT_BREAK = re.compile(r"[\x02\ufffe\u00ad]\s*\n?")  # how PDFium gives a hyphen at a line's end
_PASSWORD = "password"  # noqa: S105  the word in PDFium's message
_WIDE_STEP = 1.4  # a step down of more than this many usual ones is space between paragraphs
_FULL_LINE = 0.6  # a line shorter than this share of the page's longest ends its paragraph


def read_pdf(data: bytes) -> Extracted:
    """The words of the text layer, page after page, with the lines of a paragraph joined.

    The day a file was made is no day of publication, so `published` comes from a header line only.
    """
    pages, properties = _pages(data)
    if not any(character.isalnum() for page in pages for character in page):
        raise FileRefused(
            f"the PDF has no text layer on any of its {len(pages)} pages",
            "run text recognition (OCR) on it, check the result, and add that",
        )
    first = header_lines(pages[0], has_blank_lines=False)
    text = TextVersion.of(
        "\n\n".join(words for page in (first.body, *pages[1:]) for words in paragraphs(page))
    )
    return Extracted(
        text=text,
        media_type="application/pdf",
        title=first.title or properties.get("Title") or None,
        outlet=first.outlet,
        byline=first.byline or properties.get("Author") or None,
        published=first.published,
        language=first.language or language_of_script(text.content),
        url=first.url,
        reader="pdf-1",
    )


def _pages(data: bytes) -> tuple[list[str], dict[str, str]]:
    """The text of each page, `\\n` line ends, and the file's own properties."""
    import pypdfium2

    with refusing_broken("PDF"):
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if _PASSWORD in str(error).lower():
                raise FileRefused(
                    "the PDF is encrypted", "open it with its password and save it without one"
                ) from error
            raise
        with document:
            pages = [_page_words(page) for page in document]
            return pages, document.get_metadata_dict(skip_empty=True)


def _page_words(page: Any) -> str:
    """The page's lines; where white space parts two of them, a blank line between."""
    textpage = page.get_textpage()
    words = str(textpage.get_text_range())
    lines = words.replace("\r\n", "\n").split("\n")
    tops = _tops(textpage, words)
    steps = [above - below for above, below in pairwise(tops)]
    usual = median(steps) if steps else 0.0
    spaced = lines[:1]
    for line, step in zip(lines[1:], steps, strict=True):
        spaced += [""] * (step > _WIDE_STEP * usual > 0) + [line]
    textpage.close()
    page.close()
    return _SOFT_BREAK.sub("", "\n".join(spaced))


def _tops(textpage: Any, words: str) -> list[float]:
    """For each line of `words`, how high on the page its first character stands, in points."""
    tops, start = [], 0
    for line in words.split("\n"):
        inside = min(start, textpage.count_chars() - 1)
        tops.append(float(textpage.get_charbox(inside, loose=True)[3]) if inside >= 0 else 0.0)
        start += len(line.encode("utf-16-le")) // 2 + 1  # PDFium counts UTF-16 units
    return tops


def paragraphs(page: str) -> Iterator[str]:
    """The paragraphs of a page: its lines joined, until a blank or a short line ends one."""
    lines = page.split("\n")
    full = _FULL_LINE * max(map(len, lines))
    joined: list[str] = []
    for line in map(str.strip, lines):
        if line:
            joined.append(line)
        if joined and (not line or len(line) < full):
            yield " ".join(joined)
            joined = []
    if joined:
        yield " ".join(joined)
