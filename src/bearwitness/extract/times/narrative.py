"""Whether a text is a narrative, told from the last date it gave, or news, told from its day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from spacy.tokens import Doc, Token

_EXPLICIT = re.compile(
    r"(?<![\d.,$#/-])(?P<year>1[5-9]\d\d|20\d\d)(?![\d%]|[.,/]\d)|(?P<bc>\d{1,4})\s?B\.?C\b"
)
_DEICTIC = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:last|next|this) (?:week|month|year|night|morning|evening|weekend)|ago)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'["“][^"“”\n]{1,600}["”]')
NARRATIVE_DATES = 4  # explicit years before a text can be a narrative
NARRATIVE_SHARE = 6.0  # explicit years for each deictic word; histories have 16 and more
NARRATIVE_DENSITY = 0.004  # explicit years for each word; long news names a past year now and then
RECENT_DENSITY = 0.008  # the same where they reach up to the publication
LONG_PAST_YEARS = 15  # years older than this are no news


def is_narrative(text: str, published: date | None = None) -> bool:
    """Whether dates with their year set the time of the text, and not the day it appeared.

    Years near the day of publication are what news looks back to, and must be denser.
    """
    years = [year for _, year in years_of(text)]
    explicit, words = len(years), len(text.split())
    recent = published is not None and max(years, default=0) > published.year - LONG_PAST_YEARS
    density = RECENT_DENSITY if recent else NARRATIVE_DENSITY
    if explicit < max(NARRATIVE_DATES, density * words):
        return False
    deictic = sum(1 for _ in _DEICTIC.finditer(_QUOTED.sub("", text)))
    return explicit >= NARRATIVE_SHARE * deictic


def is_label(token: Token) -> bool:
    """Whether a year only names what stands after it: "a 2019 study", "the 1951 Convention"."""
    return token.dep_ in ("nummod", "compound", "amod", "nmod") and token.head.i > token.i


def without_labels(text: str, doc: Doc) -> str:
    """The text with the years that name things blanked out, as long as before."""
    labels = [t for t in doc if t.shape_ == "dddd" and is_label(t)]
    for token in labels:
        text = text[: token.idx] + " " * len(token) + text[token.idx + len(token) :]
    return text


def years_of(text: str) -> list[tuple[int, int]]:
    """Every year written out: where, and which; before Christ negative."""
    return [
        (m.start(), int(m["year"]) if m["year"] else -int(m["bc"]))
        for m in _EXPLICIT.finditer(text)
    ]
