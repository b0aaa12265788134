"""What a document states of itself, in words: its day of publication, its header lines.

Nothing is completed: a month without a day, a year alone, or 03/04/2024 gives no date.
"""

import re
from dataclasses import dataclass, field
from datetime import date

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for month in names
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN = (
    re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>" + _NAME + r")\.?,?\s+(?P<y>\d{4})\b", re.I
    ),
    re.compile(
        r"\b(?P<m>" + _NAME + r")\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})\b", re.I
    ),
    re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]"),
)


def stated_day(words: str) -> date | None:
    """The first whole day written in `words`; nothing when year, month or day is missing."""
    for pattern in _WRITTEN:
        if found := pattern.search(words):
            return _day(found["y"], found["m"], found["d"])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = _MONTHS[month.lower()] if month.lower() in _MONTHS else int(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def days_stated(words: str) -> frozenset[date]:
    """Every whole day written anywhere in `words`, plain digits (20240731) included."""
    found = [_day(m["y"], m["m"], m["d"]) for p in _WRITTEN for m in p.finditer(words)]
    found += [_day(*m) for m in re.findall(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)", words)]
    return frozenset(day for day in found if day)


_KEYS = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "byline": "byline",
    "author": "byline",
    "by": "byline",
    "published": "published",
    "date": "published",
    "language": "language",
    "lang": "language",
    "url": "url",
    "link": "url",
}
_LINE = re.compile(r"^([A-Za-z]+):[ \t]*(.*?)[ \t]*$")
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_LANGUAGE = re.compile(r"^([A-Za-z]{2})(?:[-_].*)?$")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a document's header lines say, and the words after them."""

    body: str = field(repr=False)
    title: str | None = field(default=None, repr=False)
    outlet: str | None = None
    byline: str | None = field(default=None, repr=False)
    published: date | None = None
    language: str | None = None
    url: str | None = field(default=None, repr=False)


def header_lines(words: str, *, has_blank_lines: bool = True) -> Stated:
    """Header lines taken off the top of `words` (`\\n` line ends).

    Either a fence of `---` lines around `key: value` lines (further keys are passed over; the
    sealed original keeps them), or a first paragraph in which every line is one of the keys
    Title, Outlet, Byline, Published, Language, URL. Anything else is text and stays. A PDF's text
    layer has no blank lines: there the paragraph is taken to end at the first other line.
    """
    words = words.lstrip("\n")
    if fence := _FENCE.match(words):
        values = _values(fence[1].splitlines(), strict=False)
        rest = words[fence.end() :]
    else:
        first, _, rest = words.partition("\n\n")
        if not has_blank_lines:
            first, rest = _leading_keys(words)
        values = _values(first.splitlines(), strict=True)
    if not values:
        return Stated(words)
    return Stated(
        rest.lstrip("\n"),
        title=values.get("title"),
        outlet=values.get("outlet"),
        byline=values.get("byline"),
        published=stated_day(values.get("published", "")),
        language=language_code(values.get("language")),
        url=values.get("url"),
    )


def _leading_keys(words: str) -> tuple[str, str]:
    """The lines at the top that begin with a known key, and the rest."""
    lines = words.split("\n")
    count = 0
    while count < len(lines) and _values([lines[count]], strict=True):
        count += 1
    return "\n".join(lines[:count]), "\n".join(lines[count:])


def _values(lines: list[str], *, strict: bool) -> dict[str, str]:
    """Known keys and their values; with `strict`, nothing unless every line is one."""
    values: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line)
        key = _KEYS.get(found[1].lower()) if found else None
        if found and key:
            words = found[2].strip("\"'") if not strict else found[2]
            if words:
                values.setdefault(key, words)
        elif strict:
            return {}
    return values


def language_code(stated: str | None) -> str | None:
    """ISO 639-1 of a stated language tag such as "en-GB"; nothing for anything else."""
    found = _LANGUAGE.match(stated.strip()) if stated else None
    return found[1].lower() if found else None
