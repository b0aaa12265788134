"""Where time expressions may be, and which rule reads each.

A text is scanned once for words that only time expressions have (the triggers). Before each a
window is opened, and only the rules that need one of the window's kinds of trigger look at it.
Overlapping readings: the leftmost, then the longest, then the first in the table that accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from . import lexicon
from .frame import Found, Frame
from .holidays import HOLIDAYS

Resolve = Callable[[re.Match[str], Frame], Found | None]
REACH = 56  # code points before a trigger that an expression may take in
WORDS_BEFORE = 7  # and words
_WORDS: dict[str, str] = {}  # a trigger word and its kind


_WORD = re.compile(r"[^\W_]+|['’](?=\d\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, the kinds of trigger it needs (any of them), and what it reads."""

    name: str
    kinds: frozenset[str]
    pattern: re.Pattern[str]
    resolve: Resolve
    explicit: bool = False  # the year stands in the text


def rule(name: str, kinds: str, source: str, resolve: Resolve, explicit: bool = False) -> Rule:
    """A rule from its pattern source (see `lexicon.PIECES`)."""
    return Rule(name, frozenset(kinds.split()), lexicon.pattern(source), resolve, explicit)


def _register(kind: str, words: Iterable[str]) -> None:
    for word in words:
        _WORDS.setdefault(word, kind)


_register("month", lexicon.MONTHS)
_register("weekday", lexicon.WEEKDAYS)
_register("weekday", [f"{word}s" for word in lexicon.WEEKDAYS if word.endswith("day")])
_register("season", lexicon.SEASON_WORDS)
_register("daypart", [*lexicon.DAYPARTS, *lexicon.CLOCK_WORDS, "overnight", "tonight"])
_register("day", ["today", "yesterday", "tomorrow"])
_register("unit", [w for w in lexicon.UNITS if w not in ("min", "sec", "second")])
_register("unit", [f"{word}long" for word in lexicon.UNITS])
_register("half", ["half"])
_register("eve", ["eve"])
_register("set", lexicon.SETS)
_register("decade", lexicon.DECADES)
_register("ref", {w.split()[-1].split("-")[-1] for w in lexicon.REFS})
_register("ref", ["time", "date", "moment"])
_register("age", ["aged", "age"])
_register("holiday", {w for name in HOLIDAYS for w in re.split(r"[\s'’.-]+", name)
                      if len(w) > 2 and w not in ("day", "the", "republic")})  # fmt: skip

_TRIGGER = re.compile(
    r"\d{3,4}s?\b|(?<=\d[-‐‑–—])\d\d?\b(?![-‐‑–—.:/]?\d|%)|\d{1,2}[:.]\d\d\b|\d\d?/\d\d?/\d|\b\d\d?/[01]\d\b|\d\d?\.\d\d?\.\d\d|\bB\.?C\b|\b9/11\b|[-‐‑]seconds?\b|\b(?:a|per)\ssecond\b|\d(?:hrs?|mins?|secs?|yrs?|wks?|mths?)\b|\b[apAP]\.?[mM]\b"
    r"|\d[apAP]\.?[mM]\b|\bQ[1-4]\b|'\d0s|[’']\d\d\b|\b\d\d?(?:st|nd|rd|th)\b|\bFY ?\d"
    r"|\b(?:" + "|".join(re.escape(word) for word in _WORDS if not word.isalpha()) + r")(?![a-z])",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"\b[a-z]+", re.IGNORECASE)


def starts(text: str) -> list[tuple[int, frozenset[str]]]:
    """Where an expression may begin, in order, and the kinds of trigger that follow there.

    An expression begins at most `WORDS_BEFORE` words before its trigger.
    """
    kinds: dict[int, set[str]] = {}
    words = ((m, _WORDS.get(m[0].lower())) for m in _LETTERS.finditer(text))
    others = ((m, _WORDS.get(m[0].lower()) or _kind(m[0])) for m in _TRIGGER.finditer(text))
    for m, kind in (*words, *others):
        if kind is None:
            continue
        low = max(0, m.start() - REACH)
        begins = [w.start() for w in _WORD.finditer(text, low, m.start())][-WORDS_BEFORE:]
        for at in (*begins, m.start()):
            kinds.setdefault(at, set()).add(kind)
    return [(at, frozenset(kinds[at])) for at in sorted(kinds)]


def _kind(said: str) -> str:
    """The kind of a trigger that is no word of the table."""
    if "second" in said.lower():
        return "unit"
    return "hyphen" if said.isdigit() and len(said) < 3 else "digits"


class Grammar:
    """The rules, ready to be tried at one place after the other."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._wanted: dict[frozenset[str], tuple[Rule, ...]] = {}

    def matches(
        self, text: str, at: int, kinds: frozenset[str]
    ) -> list[tuple[Rule, re.Match[str]]]:
        """What the rules that need one of `kinds` match at `at`: the longest first, then rank."""
        wanted = self._wanted.get(kinds)
        if wanted is None:
            wanted = self._wanted[kinds] = tuple(r for r in self.rules if r.kinds & kinds)
        found = [(r, m) for r in wanted if (m := r.pattern.match(text, at)) and m.end() > at]
        return sorted(found, key=lambda pair: -pair[1].end())
