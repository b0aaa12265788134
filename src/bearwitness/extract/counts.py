"""How many: numbers, words for numbers and vague numbers as bounds.

The rules it keeps:
- "more than 10" is 11 or more, "up to 10" is 1 to 10; vague numbers are in vocabulary/counts.yml.
- A singular noun is one; a plural without a number is two or more.
- Ages, dates and percentages are no counts of people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.parse import once_a_word
from ..reference.vocabulary import load_yaml
from . import shares

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?$")
_GROUPED = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:(?:[ \u00a0\u202f]\d{3})+|(?:[.'’]\d{3})+)(?![\d.,]*\d)"
)
_NOT_DIGITS = re.compile(r"\D")
MOST = 2_000_000_000  # more than this is a telephone number or a misprint, not people


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least `low`, at most `high` (None: no upper bound), and whether the words are exact."""

    low: int
    high: int | None
    is_exact: bool = False
    is_stated: bool = True  # a number or vague number stands in the text

    def plus(self, other: Bounds) -> Bounds:
        """Both together."""
        high = None if self.high is None or other.high is None else self.high + other.high
        exact = self.is_exact and other.is_exact
        return Bounds(self.low + other.low, high, exact, self.is_stated or other.is_stated)


@cache
def _tables() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("counts")
    vague = {c["code"]: Bounds(c["min"], c["max"]) for c in table["codes"]}
    cues = sorted(((tuple(p.split()), kind) for kind, ps in table["bounds"].items() for p in ps
                  if not kind.endswith("_after")),
                  key=lambda cue: -len(cue[0]))  # fmt: skip
    bounds = dict(cues)  # the longest first: "no more than" before "more than"
    return {**table, "vague": vague, "before": bounds}


def number(words: str) -> float | None:
    """The number that a run of words or digits says ("two hundred", "10,000"); None if none."""
    tables = _tables()
    total, current, seen = 0.0, 0.0, False
    for word in _ungrouped(words).lower().replace("-", " ").replace(" and ", " ").split():
        if _DIGITS.match(word):
            value = float(word.replace(",", ""))
        elif word in tables["multipliers"] or word.rstrip("s") in tables["multipliers"]:
            times = tables["multipliers"].get(word) or tables["multipliers"][word.rstrip("s")]
            current = (current or 1) * times
            if times >= 1000:
                total, current = total + current, 0.0
            seen = True
            continue
        elif word in tables["numbers"]:
            value = float(tables["numbers"][word])
        else:
            return None
        current, seen = current + value, True
    return total + current if seen and total + current <= MOST else None


def _ungrouped(words: str) -> str:
    """A run of words with digits in groups of three as one: "18 742" gives "18742"."""
    return _GROUPED.sub(lambda m: _NOT_DIGITS.sub("", m[0]), words)


def bounded(value: int, before: str) -> Bounds:
    """`value` as the words right `before` it bound it ("more than", "about" …)."""
    tables = _tables()
    words = before.lower().split()
    kinds = (k for p, k in tables["before"].items() if tuple(words[-len(p) :]) == p)
    kind = next(kinds, None)
    if kind == "at_least":
        return Bounds(value, None)
    if kind == "more_than":
        return Bounds(value + 1, None)
    if kind == "at_most":
        return Bounds(1, value)
    if kind == "fewer_than":
        return Bounds(1, max(1, value - 1))
    if kind == "about":
        share = tables["about_share"]
        return Bounds(max(1, round(value * (1 - share))), round(value * (1 + share)))
    return Bounds(value, value, is_exact=True)


def vague(word: str) -> Bounds | None:
    """The bounds of a vague number word ("several", "dozens"); None for any other."""
    found: Bounds | None = _tables()["vague"].get(word.lower())
    return found


@once_a_word
def number_of(token: Token) -> Bounds | None:
    """The number that stands with a noun ("about 40 refugees") or that `token` itself is."""
    if any(c.lower_ == "both" for c in token.lefts):
        return Bounds(2, 2, is_exact=True)
    numerals = [c for c in token.lefts if _is_numeral(c) and not _is_of_date(c)]
    numerals = numerals or _behind_month(token) or _on_a_modifier(token) or _beside(token)
    if numerals and is_number(token) and token.doc[numerals[0].i + 1].text in {",", "-"}:
        numerals = []  # "of the 27, eighteen", "forty-one of them"
    own = token if is_number(token) or token.lower_ in {"one", "both"} else None
    numeral = numerals[0] if numerals else own
    if numeral is None:
        return _vague_of(token)
    first, last = numeral.left_edge.i, numeral.i
    doc = token.doc
    if is_number(token) and last + 1 == token.i:
        last = token.i  # "two million were sent"
    first, last = _with_groups(doc, first, last)
    first = max([i + 1 for i in range(first, last) if doc[i].text == ","], default=first)
    while first < last and number(doc[first : last + 1].text) is None:
        first += 1
    value = number(doc[first : last + 1].text)
    if value is None or value < 1 or value != int(value) or doc[first].ent_type_ == "PERCENT":
        return _vague_of(token)
    if not _is_whole(token) and (part := _part_before(doc, first)) is not None:
        return Bounds(part, part, is_exact=True)
    if first and (many := _several(doc[first - 1].lower_, doc[first : last + 1].text)):
        return many
    if first and doc[first - 1].lower_ == "half" and doc[last].lower_ == "dozen":
        return Bounds(6, 6, is_exact=True)
    if (ends := _range(numeral, int(value))) is not None:
        return ends
    particles = [i for i in range(max(0, first - 4), first) if doc[i].dep_ == "prt"]
    start = max(token.sent.start, first - 4, *(i + 1 for i in particles))
    if (after := _bounded_after(int(value), doc, last + 1)) is not None:
        return after
    return bounded(int(value), doc[start:first].text)


def _bounded_after(value: int, doc: Doc, end: int) -> Bounds | None:
    """`value` as the words right behind it bound it: "forty or so", "60-odd"; None for none."""
    for kind in ("about", "at_least"):
        for cue in _tables()["bounds"][f"{kind}_after"]:
            words = cue.split()
            if [t.lower_ for t in doc[end : end + len(words)]] == words:
                before = {"about": "about", "at_least": "at least"}[kind]
                return bounded(value, before)
    return None


def _with_groups(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The tokens of a number, its groups of three digits included: "18 | 742"."""
    while last + 1 < len(doc) and _is_group(doc, last + 1):
        last += 1
    while first > 0 and _is_group(doc, first):
        first -= 1
    return first, last


def _is_group(doc: Doc, i: int) -> bool:
    """Whether three digits go on with the digits right before them, a space between."""
    token, before = doc[i], doc[i - 1] if i else doc[i]
    if i == 0 or not (token.is_digit and len(token) == 3 and before.is_digit):
        return False
    return len(before) <= 3 and before.idx + len(before) + 1 == token.idx


@cache
def _money() -> tuple[frozenset[str], frozenset[str]]:
    """Signs and codes that stand right before a sum, and words for money."""
    table = _tables()["money"]
    return frozenset(table["beside"]), frozenset(table["words"])


def is_sum(token: Token) -> bool:
    """Whether a word is money, or a number that counts it: "2 million kip", "MK 61 million"."""
    beside, money = _money()
    if token.lower_ in money and any(c.pos_ == "NUM" for c in token.lefts):
        return True
    if token.pos_ != "NUM":
        return False
    doc, first, last = token.doc, token.i, token.i + 1
    while first and (doc[first - 1].pos_ == "NUM" or doc[first - 1].is_digit):
        first -= 1
    while last < len(doc) and doc[last].pos_ == "NUM":
        last += 1
    is_behind = last < len(doc) and doc[last].lower_ in money and doc[last].pos_ != "VERB"
    return is_behind or (first > 0 and doc[first - 1].lower_ in beside)


def is_time(token: Token) -> bool:
    """Whether a number is a clock's, a date's or a year's: "at six in the morning", "on 10.01"."""
    if _DATE.fullmatch(token.text):
        return True
    if not (token.pos_ == "NUM" or token.is_digit):
        return False
    after = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
    is_dated = token.ent_type_ in {"DATE", "TIME"} and token.dep_ == "pobj"
    if is_dated and token.head.lower_ in {"at", "in", "on", "by", "since", "until"}:
        return token.ent_type_ == "TIME" or token.is_digit
    return token.is_digit and after in _MONTHS | {"may"} and len(token) <= _DAY


_DATE = re.compile(r"\d{1,2}[.:]\d{2}(?:[.:]\d{2,4})?")
_DAY = 2  # digits


@once_a_word
def is_number(token: Token) -> bool:
    """Whether a word is a number; the parser takes "Eleven" at a sentence's start for a noun."""
    if token.pos_ == "NUM" or (token.is_title and number(token.text) is not None):
        return True
    if token.tag_ != "NN" or token.lower_ in _tables()["multipliers"]:
        return False  # "some forty were held", which the parser takes for a noun
    return number(token.text) is not None and len(token) > len("one")


def _is_whole(token: Token) -> bool:
    """Whether it is that of which a number takes some: "the 25" in "ten of the 25"."""
    of = token.head
    return token.dep_ == "pobj" and of.lower_ == "of" and of.head.pos_ == "NUM"


def _part_before(doc: Doc, first: int) -> int | None:
    """Two in "two of three men", "two out of the three men", whose number begins at `first`."""
    i = first - 1
    while i > 0 and doc[i].lower_ in {"of", "out", "the"}:
        i -= 1
    if i < 0 or i == first - 1 or (i and doc[i - 1].lower_ == "in"):
        return None  # "one in four of the 80"
    if all(t.lower_ == "the" for t in doc[i + 1 : first]):
        return None  # "on November 11 the seven"
    value = number(doc[i].text)
    return int(value) if value and value >= 1 else None


def _several(before: str, words: str) -> Bounds | None:
    """The bounds of "several hundred", "a few thousand"."""
    times, some = _tables()["multipliers"].get(words.lower()), vague(before)
    if times is None or some is None or some.high is None:
        return None
    return Bounds(some.low * times, (some.high + 1) * times - 1)


def _is_numeral(token: Token) -> bool:
    """A number before a noun; the parser takes "Eleven" at a sentence's start for an adjective.

    Before a people that it does not know ("Twelve Rohingya") it takes it for part of a name.
    """
    as_word = token.dep_ in {"amod", "compound"} and token.is_alpha
    return token.dep_ == "nummod" or (as_word and number(token.text) is not None)


def _range(numeral: Token, value: int) -> Bounds | None:
    """Both ends of "20 to 30", "two or three", "six or more"."""
    start, end = shares.range_start(numeral), shares.range_end(numeral)
    low = number(start.text) if start is not None else value
    if start is not None and low and low <= value:
        return Bounds(int(low), value)
    if end is None:
        return None
    if end.lower_ == "more":
        return Bounds(value, None)
    high = number(end.text)
    return Bounds(value, int(high)) if high and high >= value else None


def _is_of_date(numeral: Token) -> bool:
    """Whether a number is a date's; one in letters right before people is theirs ("In May two")."""
    of_range = shares.range_end(numeral) is not None  # "between 20 and 30 people"
    if _is_after_month(numeral):
        return False
    return numeral.ent_type_ == "DATE" and not numeral.is_alpha and not of_range


_MONTHS = {"january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december"}  # fmt: skip


def _is_after_month(numeral: Token) -> bool:
    """Whether it counts what follows a month alone: "in March 14 girls were found"."""
    doc, i = numeral.doc, numeral.i
    if i < 2 or doc[i - 1].lower_ not in _MONTHS or doc[i - 2].lower_ not in {"in", "since"}:
        return False
    return i + 1 < len(doc) and doc[i + 1].tag_ in {"NNS", "JJ", "NN"}


def _behind_month(token: Token) -> list[Token]:
    """The number right before a noun that the parser gave to the month before it."""
    for month in (c for c in token.lefts if c.lower_ in _MONTHS):  # "on 27 June two brothers"
        if own := [c for c in month.rights if c.dep_ == "nummod" and c.is_alpha]:
            return own
    before = token.doc[token.i - 1] if token.i else token
    is_number = before.dep_ == "nummod" and before.head.i < before.i and token.tag_ == "NNS"
    return [before] if is_number and _is_after_month(before) else []


def _beside(token: Token) -> list[Token]:
    """The number right before a noun that the parser hung elsewhere: "KYIV - Four young men".

    So too of "Four, all monks, were beaten".
    """
    first = token.left_edge.i
    if token.tag_ != "NNS" or not first:
        return []
    doc, before = token.doc, token.doc[first - 1]
    if before.text == "," and first > 1 and doc[first].lower_ == "all":
        before = doc[first - 2]
        return [before] if before.is_alpha and number(before.text) is not None else []
    is_its = before.head.i == token.head.i and before.dep_ == token.dep_
    is_first = before.is_title and (before.is_sent_start or doc[before.i - 1].text in _DASHES)
    is_counted = before.is_alpha and number(before.text) is not None
    return [before] if is_counted and (is_its or is_first) else []


_DASHES = {"-", "–", "—", "--"}


def _on_a_modifier(token: Token) -> list[Token]:
    """The number that the parser gave to a word between: "two stateless Bidoon men"."""
    first = token.left_edge
    if token.tag_ not in {"NNS", "NNPS"} or not _is_numeral(first) or not first.is_alpha:
        return []
    holder = first.head
    between = token.doc[first.i + 1 : token.i]
    plain = all(t.text != "-" and t.lower_ not in {"of", "and", ","} for t in between)
    is_theirs = holder.head.i == token.i and holder.dep_ in {"compound", "amod", "nmod"}
    singular = holder.tag_ in {"NN", "NNP", "JJ"} and holder.ent_type_ not in {"DATE", "TIME"}
    return [first] if plain and is_theirs and singular else []


def _vague_of(token: Token) -> Bounds | None:
    """A vague number before a noun, or before "of" ("dozens of women", "a couple of boys")."""
    words = [c.lower_ for c in token.lefts if c.dep_ in {"amod", "det", "quantmod", "nummod"}]
    words.append(token.lower_)
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        holder = token.head.head
        words.append(holder.lower_)
        if holder.lower_ in {"thousands", "hundreds"} and holder.i >= 2:
            words.append(token.doc[holder.i - 2 : holder.i + 1].text.lower())
    found = [b for b in map(vague, words) if b]
    dozen = next((c for c in token.lefts if c.lower_ == "dozen"), None)
    if dozen is not None:
        value = number(token.doc[dozen.left_edge.i : dozen.i + 1].text) or 12
        return Bounds(int(value), int(value))
    return found[-1] if found else None
