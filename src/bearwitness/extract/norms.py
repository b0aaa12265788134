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
    r"\b(?:Articles?|Art\.?|Sections?|Sec\.|Rules?|Principles?|Clauses?)\s+"
    r"(\d{1,3}(?:\(\d+\))*(?:(?:,| and| to|, and)\s*\d{1,3}(?:\(\d+\))*)*)",
    re.I,
)
_BEHIND = re.compile(
    r"[\s,(]*(?:in |under )?(?:its )?$"
)  # between a treaty and an article after it
_OF = re.compile(r"\s+of\b[^,;.]*$")
_WORD_BEFORE = re.compile(r"(?:^|[\s(“\"])((?:[\w.-]|['’](?!s?\s))+)((?:['’]s?)?)\s+$")
_JOINING = frozenset({"of", "and", "for", "on", "to", "against", "or", "in", "with"})
_OPENING = frozenset({"Under", "In", "By", "Of", "And", "Against", "With", "For", "No"})
_DEFINING = frozenset({"the", "this", "that", "its", "their", "our", "a", "an"})
_LONGEST_NAME = 14  # words


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


@cache
def _named_shapes() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What ends a name in capitals, the names that are none, and a treaty named again."""
    table = load_yaml("norms")
    nouns = "|".join(table["instruments"])
    end = re.compile(
        rf"\b(?P<noun>{nouns})\b(?P<year>,? (?:of )?(?:19|20)\d\d(?:/\d\d)?)?"
        r"(?!['’]?\w)(?! [A-Z])(?!-)"
    )
    again = re.compile(
        _ARTICLES.pattern
        + rf"\s+of\s+(?:the|that|this|said)\s+(?P<noun>{'|'.join(table['again'])})\b"
        r"(?! (?:on|for|relating|against|of|concerning|governing)\b)",
        re.I,
    )
    return end, re.compile("|".join(map(re.escape, table["no_instruments"]))), again


def _capital_names(text: str) -> list[tuple[int, int]]:
    """Where an instrument is named in capitals: "the Aliens Act", "Foreigners Act 1946"."""
    end, none, _ = _named_shapes()
    out = []
    for m in end.finditer(text):
        start, before = _start_of_name(text, m.start())
        is_bare = start == m.start()
        if is_bare and m["noun"] != "Constitution":
            continue
        if none.search(text[start : m.end()]) or not (before or m["year"]):
            continue
        out.append((start, m.end()))
    return out


def _start_of_name(text: str, at: int) -> tuple[int, bool]:
    """Where a name in capitals begins, and whether "the", "its" or "Ruritania's" stands before."""
    noun = start = at
    owned = False
    for _ in range(_LONGEST_NAME):
        m = _WORD_BEFORE.search(text, max(0, at - 40), at)
        if m is None:
            break
        word, owner = m[1], bool(m[2])
        if word.lower() in _DEFINING or (owner and start < noun):
            return start, True
        at = m.start(1)
        if word in _JOINING and at:
            continue
        if not word[0].isupper() or word in _OPENING:
            break
        start, owned = at, owned or owner
    return start, owned


def find_norms(text: str) -> tuple[NormMention, ...]:
    """Every citation of a norm in `text`, in text order."""
    names, exact, code_of = _patterns()
    named = [
        (m.start(), m.end(), code_of[m[1].lower()])
        for pattern in (names, exact)
        for m in pattern.finditer(text)
    ]
    named += _again(text, named)
    shaped = [m.span() for shape in _shapes() for m in shape.finditer(text)]
    shaped += _capital_names(text)
    others = [(a, b, NATIONAL) for a, b in shaped if not any(a < d and c < b for c, d, _ in named)]
    others = _joined(others)
    found = sorted({*named, *others})
    articles = list(_ARTICLES.finditer(text)) if found else []
    return tuple(_cited(text, start, end, code, articles) for start, end, code in found)


def _again(text: str, named: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """ "Article 16 of the Convention": the treaty of that sort that was named last before."""
    out = []
    for m in _named_shapes()[2].finditer(text):
        if any(a < m.end() and m.start() < b for a, b, _ in named):
            continue
        noun = m["noun"].lower()
        before = [
            code for a, b, code in sorted(named) if b <= m.start() and noun in text[a:b].lower()
        ]
        out.append((m.start("noun"), m.end(), before[-1] if before else NATIONAL))
    return out


def _joined(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The stretches, those that overlap made one: "article 12 of the law of 11 July 2003"."""
    out: list[tuple[int, int, str]] = []
    for a, b, code in sorted(found):
        if out and a < out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]), code)
        else:
            out.append((a, b, code))
    return out


def _cited(
    text: str, start: int, end: int, code: str, articles: list[re.Match[str]]
) -> NormMention:
    """The norm with the nearest article in its sentence, before it or right behind."""
    for match in reversed(articles):
        between = text[match.end() : start] if match.end() <= start else text[end : match.start()]
        if abs(match.start() - start) > REACH + end - start or "." in between.replace("Art.", ""):
            continue
        if start <= match.start() and match.end() <= end:
            return NormMention(code, match[1], start, end)
        far = code == NATIONAL and match.end() <= start and not _OF.match(between)
        if (match.end() <= start and not far) or _BEHIND.match(between):
            low, high = min(start, match.start()), max(end, match.end())
            return NormMention(code, match[1], low, high)
    return NormMention(code, None, start, end)
