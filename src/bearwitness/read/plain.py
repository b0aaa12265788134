"""Plain text and Markdown, with or without header lines."""

import re

from ..model.errors import FileRefused
from ..model.report import Extracted, TextVersion
from .charset import decoded, language_of_script
from .stated import header_lines

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_MARKS = (
    (re.compile(r"<!--.*?-->\n?", re.DOTALL), ""),
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"\n]*\")?\)"), r"\1"),  # links and pictures
    (re.compile(r"(?<![\w*])(\*\*\*|\*\*|\*)(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<!\w)(__|_)(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"^>[ \t]?", re.MULTILINE), ""),
    (_HEADING, r"\1"),
)


def read_plain(data: bytes) -> Extracted:
    """Plain text as it stands, less header lines such as `Title:`, `Outlet:`, `Published:`."""
    return from_words(decoded(data), "text/plain", "plain-1")


def read_markdown(data: bytes) -> Extracted:
    """Markdown without its marks; the first heading is the title when no header line says one."""
    words = _lines(decoded(data))
    heading = _HEADING.search(header_lines(words).body)
    return from_words(
        words,
        "text/markdown",
        "markdown-1",
        title=without_marks(heading[1]) if heading else None,
        marks=True,
    )


def from_words(
    words: str,
    media_type: str,
    reader: str,
    *,
    title: str | None = None,
    before: str = "",
    marks: bool = False,
) -> Extracted:
    """What `words` give once their header lines are read.

    `title` holds where those name none; `before` is a page's header, which opens the text.
    """
    stated = header_lines(_lines(words))
    title = stated.title or title
    body = without_marks(stated.body) if marks else stated.body
    if marks:
        body = without_title(body, title)
    text = TextVersion.of(f"{before}\n\n{body}" if before else body)
    require_words(text)
    return Extracted(
        text=text,
        media_type=media_type,
        title=title,
        outlet=stated.outlet,
        byline=stated.byline,
        published=stated.published,
        language=stated.language or language_of_script(text.content),
        url=stated.url,
        reader=reader,
    )


def without_marks(words: str) -> str:
    """Markdown's words without the marks of headings, emphasis, links and quotations."""
    for pattern, kept in _MARKS:
        words = pattern.sub(kept, words)
    return words


def without_title(words: str, title: str | None) -> str:
    """`words` without a first line that says the title again; the title stands in the header.

    So a headline is one claim, not two, whichever format a report arrived in.
    """
    first, _, rest = words.lstrip("\n").partition("\n")
    is_title = title is not None and first.split() == title.split()
    return rest.lstrip("\n") if is_title and rest.strip() else words


def require_words(text: TextVersion) -> None:
    """Raises FileRefused for a text with no letter and no digit in it."""
    if not any(character.isalnum() for character in text.content):
        raise FileRefused("it has no words in it", "check that it was copied or downloaded whole")


def _lines(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")
