"""Where time expressions may be, and which rule reads each.

A text is scanned once for words that only time expressions have (the triggers). Around each a small
window is opened, and only the rules that need one of the window's kinds of trigger look at it.
Overlapping readings: the leftmost, then the longest, then the first in the table that accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from . import lexicon
from .frame import Found, Frame
from .holidays import HOLIDAYS

Resolve = Callable[[re.Match[str], Frame], Found | None]
REACH = 56  # code points either side of a trigger that an expression may take in
_WORDS: dict[str, str] = {}  # a trigger word and its kind


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
_register("season", lexicon.SEASON_WORDS)
_register("daypart", [*lexicon.DAYPARTS, *lexicon.CLOCK_WORDS, "overnight", "tonight"])
_register("day", ["today", "yesterday", "tomorrow"])
_register("unit", [w for w in lexicon.UNITS if w not in ("min", "sec", "second")])
_register("set", lexicon.SETS)
_register("decade", lexicon.DECADES)
_register("ref", {w.split()[-1].split("-")[-1] for w in lexicon.REFS})
_register("ref", ["time", "anniversary", "era"])
_register("age", ["aged", "age"])
_register("holiday", {w for name in HOLIDAYS for w in re.split(r"[\s'’.-]+", name)
                      if len(w) > 2 and w not in ("day", "the", "republic")})  # fmt: skip

_TRIGGER = re.compile(
    r"\d{3,4}s?\b|\d{1,2}[:.]\d\d\b|\d\d?/\d\d?/\d|\d\d?\.\d\d?\.\d\d|\bB\.?C\b|\b[apAP]\.?[mM]\b"
    r"|\d[apAP]\.?[mM]\b|\bQ[1-4]\b|'\d0s|[’']\d\d\b|\b\d\d?(?:st|nd|rd|th)\b|\bFY ?\d"
    r"|\b(?:" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + r")(?![a-z])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text around triggers, and their kinds."""

    start: int
    end: int
    kinds: frozenset[str]


def windows(text: str) -> list[Window]:
    """The stretches that may hold time expressions, in order, never overlapping."""
    found: list[tuple[int, int, set[str]]] = []
    for m in _TRIGGER.finditer(text):
        start, end = _edge(text, m.start() - REACH, -1), _edge(text, m.end() + REACH, 1)
        kind = _WORDS.get(m[0].lower(), "digits")
        if found and start <= found[-1][1]:
            first, _, kinds = found[-1]
            kinds.add(kind)
            found[-1] = (first, end, kinds)
        else:
            found.append((start, end, {kind}))
    return [Window(s, e, frozenset(k)) for s, e, k in found]


def _edge(text: str, at: int, step: int) -> int:
    """The nearest place outward from `at` that is not inside a word or number."""
    while 0 < at < len(text) and not text[at - 1 if step > 0 else at].isspace():
        at += step
    return min(max(at, 0), len(text))


def readings(rules: tuple[Rule, ...], text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every match of every rule, from left to right, the longest first."""
    for window in windows(text):
        here = [
            (m.start(), -m.end(), i, m)
            for i, r in enumerate(rules)
            if r.kinds & window.kinds
            for m in r.pattern.finditer(text, window.start, window.end)
        ]
        for _, _, i, m in sorted(here, key=lambda x: x[:3]):
            yield rules[i], m
