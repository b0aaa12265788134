"""Laws, treaties and principles that a text cites, with their articles.

Names and abbreviations are in vocabulary/norms.yml; a short abbreviation that is also a word
("CAT") counts only in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..reference.vocabulary import load_yaml, vocabulary

NATIONAL = "national law"
REACH = 60  # code points between an article's number and the treaty's name
_ARTICLES = re.compile(
    r"\b(?:Articles?|Art\.?)\s+"
    r"(\d{1,3}(?:\(\d+\))?(?:(?:,| and| to|, and)\s*\d{1,3}(?:\(\d+\))?)*)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class NormMention:
    """A norm as cited: its code, the article if one is given, and its code points."""

    code: str
    article: str | None
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Names in any case, abbreviations in capitals only, and the code of each."""
    code_of: dict[str, str] = {}
    names, exact = [], []
    for code in vocabulary("norms"):
        for name in code.cues.get("names", ()):
            code_of[name.lower()] = code.code
            names.append(name)
        for name in code.cues.get("exact", ()):
            code_of[name.lower()] = code.code
            exact.append(name)
    return _any_of(names, re.I), _any_of(exact, 0), code_of


def _any_of(names: list[str], flags: int) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, longest)) + r")(?!\w)", flags)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """How laws are cited that no list names: "the law on …", "Resolution 325"."""
    return tuple(re.compile(shape) for shape in load_yaml("norms")["national"])


def find_norms(text: str) -> tuple[NormMention, ...]:
    """Every citation of a norm in `text`, in text order."""
    names, exact, code_of = _patterns()
    named = [
        (m.start(), m.end(), code_of[m[1].lower()])
        for pattern in (names, exact)
        for m in pattern.finditer(text)
    ]
    shaped = (m.span() for shape in _shapes() for m in shape.finditer(text))
    others = [(a, b, NATIONAL) for a, b in shaped if not any(a < d and c < b for c, d, _ in named)]
    found = sorted({*named, *others})
    articles = list(_ARTICLES.finditer(text)) if found else []
    shaped_at = {(start, end) for start, end, _ in others}  # of these no article is looked for
    return tuple(
        _cited(text, start, end, code, [] if (start, end) in shaped_at else articles)
        for start, end, code in found
    )


def _cited(
    text: str, start: int, end: int, code: str, articles: list[re.Match[str]]
) -> NormMention:
    """The norm with the nearest article in its sentence, before it or right behind."""
    for match in reversed(articles):
        between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
        if abs(match.start() - start) > REACH + end - start or "." in between.replace("Art.", ""):
            continue
        if match.end() <= start or len(between) <= 12:
            low, high = min(start, match.start()), max(end, match.end())
            return NormMention(code, match[1], low, high)
    return NormMention(code, None, start, end)
