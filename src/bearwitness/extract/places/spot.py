"""Which words of a text are place names.

1. Walk the tokens; at each capitalised one take the longest run of words that the gazetteer knows
   (also short forms of states, and nationality words).
2. Score the run by what spaCy's entities say of it, by the words either side, and by how known the
   place is.
3. Score again in the light of the whole text: a name that was certain once is likely meant again,
   and one that is also somebody's surname is not.
4. Keep what passes the threshold, never two that overlap.

The weights are set by hand (docs/decisions/0011-places.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log10
from typing import TYPE_CHECKING

from ...model.places import PlacePrecision
from ...reference.gazetteer import Entry, Gazetteer, Match
from ...reference.gazetteer_names import fold, shorter
from .cues import Cues, abbreviations, cues

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST = 6  # words in a name
THRESHOLD = 1.0
CERTAIN = 3.0
_PARTY = re.compile(r"^[RD]-(?=[A-Z])")  # "R-Marshall": a politician's party and home
_ENTITY = {"GPE": 2.5, "LOC": 1.8, "FAC": 0.6, "NORP": 0.0, "ORG": 0.2, "PERSON": -1.8, "": -0.1}
_OTHER_ENTITY = -0.6


@dataclass(frozen=True, slots=True)
class Spot:
    """A name that may be a place: tokens `first` to `last`, characters `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    key: str
    matches: tuple[Match, ...]
    kind: int | None = None  # the precision that a word beside it asks for, as in PRECISIONS
    score: float = 0.0
    demonym: str | None = None  # ISO 3166-1 alpha-2
    in_name: bool = False  # part of an organisation's name
    within: int | None = None  # index among the spots of the place that is said to hold it
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the spotter asks of a parsed text, as plain lists by token."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    entity: list[str]
    entity_first: list[int]  # first token of the entity the token is in, else itself
    entity_last: list[int]
    is_proper: list[bool]
    sentence_start: list[bool]
    lower_case: frozenset[str]  # the words that the text also writes small
    surnames: frozenset[str]  # last words of people's names of two words or more


def words_of(doc: Doc) -> Words:
    """The plain lists of a parsed text."""
    words = [t.text for t in doc]
    lower = [w.lower() for w in words]
    first, last = list(range(len(words))), list(range(len(words)))
    entity, surnames = [""] * len(words), set()
    for ent in doc.ents:
        for i in range(ent.start, ent.end):
            entity[i], first[i], last[i] = ent.label_, ent.start, ent.end - 1
        if ent.label_ == "PERSON" and ent.end - ent.start > 1:
            name = [w for w in lower[ent.start : ent.end] if w not in ("'s", "’s")]
            surnames.add(name[-1])
    return Words(
        doc.text, words, lower, [t.idx for t in doc], entity, first, last,
        [t.pos_ == "PROPN" for t in doc],
        [bool(t.is_sent_start) or (i > 0 and not words[i - 1].strip()) for i, t in enumerate(doc)],
        frozenset(w for w in words if w.islower()), frozenset(surnames),
    )  # fmt: skip


def spots(doc: Doc, gazetteer: Gazetteer) -> list[Spot]:
    """The place names of a text, in its order; none overlaps another."""
    w = words_of(doc)
    found = [_scored(s, w, cues()) for s in _runs(w, gazetteer)]
    found = _joined(found, w)
    certain = {s.key for s in found if s.score >= CERTAIN}
    again = [replace(s, score=s.score + _again(s, w, certain)) for s in found]
    return _without_overlap(again)


def _runs(w: Words, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Every capitalised run of words that the gazetteer knows, longest first at each token."""
    short = abbreviations(gazetteer)
    for i, word in enumerate(w.words):
        if not word[0].isalpha() or word[0].islower():
            continue
        state = _state(w, i, short)
        if state is not None:
            yield state
            continue
        demonym = _demonym(w, i, gazetteer)
        if demonym is not None:
            yield demonym
        if _PARTY.match(word):
            yield from _known(w, i, i, gazetteer, skip=2)
            continue
        yield from _longest(w, i, gazetteer)


def _longest(w: Words, i: int, gazetteer: Gazetteer) -> Iterator[Spot]:
    """The longest known runs from token `i`, at most two."""
    ends = []
    for j in range(i, min(i + LONGEST, len(w.words))):
        if not w.words[j].strip() or (j > i and w.words[j] in (",", ";", "(", ")", '"')):
            break
        key = fold(w.text[w.starts[i] : w.starts[j] + len(w.words[j])])
        if not gazetteer.starts(key):
            break
        if w.words[j][0].isupper() or w.words[j][0].isdigit():
            ends.append(j)
    given = 0
    for j in reversed(ends):
        for spot in _known(w, i, j, gazetteer):
            yield spot
            given += 1
        if given == 2:
            return


def _known(w: Words, i: int, j: int, gazetteer: Gazetteer, skip: int = 0) -> Iterator[Spot]:
    start, end = w.starts[i] + skip, w.starts[j] + len(w.words[j])
    name = w.text[start:end]
    key = fold(name)
    if key in cues().never or len(key) < 2 or (len(key) < 4 and _is_code(name, w, i)):
        return
    matches = gazetteer.matches(name)
    if not matches:
        for shorter_key in shorter(key):
            if shorter_key.startswith(("saint ", "st ", "mount ", "fort ")):
                matches = gazetteer.matches(shorter_key)
    kind, last, end = _kind(w, j, end, key)
    if kind is not None and last > j:
        whole = gazetteer.matches(w.text[start:end])
        if whole:
            matches, key = whole, fold(w.text[start:end])
    if matches:
        yield Spot(i, last, start, end, key, matches, kind)


def _is_code(name: str, w: Words, i: int) -> bool:
    """Whether three letters or fewer are rather a word or a code than a name of a place."""
    if name.replace(".", "") in ("US", "UK", "UAE", "USA", "DC", "EU", "LA", "NYC"):
        return name in ("LA",) and w.lower[i - 1] != "in"
    return name.isupper() or w.lower[i] in w.lower_case


def _kind(w: Words, j: int, end: int, key: str) -> tuple[int | None, int, int]:
    """The kind that a word after the name gives it, and where the name then ends."""
    kinds = cues().kinds
    own = kinds.get(key.rsplit(" ", 1)[-1]) if " " in key else None
    if own is not None:
        return own, j, end
    if j + 1 < len(w.words):
        kind = kinds.get(w.lower[j + 1].rstrip("."))
        if kind is not None:
            if w.words[j + 1][0].isupper():
                return kind, j + 1, w.starts[j + 1] + len(w.words[j + 1])
            return kind, j, end
    return None, j, end


def _state(w: Words, i: int, short: dict[str, Entry]) -> Spot | None:
    """A short form of a state: with its full stop anywhere, without it only after "Town,"."""
    word = w.words[i]
    start, end, last = w.starts[i], w.starts[i] + len(word), i
    entry = short.get(word)
    if entry is None and i + 1 < len(w.words) and w.words[i + 1] == ".":
        entry = short.get(word + ".") if len(word) > 1 and not w.sentence_start[i] else None
        end, last = (end + 1, i + 1) if entry else (end, last)
    if entry is None and word == "W." and w.words[i + 1 : i + 2] == ["Va."]:
        entry, last = short["W.Va."], i + 1
        end = w.starts[last] + len(w.words[last])
    if entry is None:
        return None
    after_town = i > 1 and w.words[i - 1] == "," and w.words[i - 2][:1].isupper()
    clear = "." in w.text[start:end] and (len(word) > 3 or word.count(".") > 1)
    if not (after_town or clear):
        return None
    key = fold(entry.name) + " (state)"
    return Spot(i, last, start, end, key, (Match(entry, True),), score=4.0)


def _demonym(w: Words, i: int, gazetteer: Gazetteer) -> Spot | None:
    """A nationality word of one or two words at token `i`."""
    for j in (i + 1, i):
        if j >= len(w.words) or not w.words[j][0].isupper():
            continue
        end = w.starts[j] + len(w.words[j])
        name = w.text[w.starts[i] : end]
        code = gazetteer.demonym(name)
        country = gazetteer.country(code) if code else None
        if code and country:
            matches = (Match(country, True),)
            return Spot(i, j, w.starts[i], end, fold(name), matches, score=4.0, demonym=code)
    return None


def _scored(s: Spot, w: Words, c: Cues) -> Spot:
    """The spot with what speaks for and against its being a place."""
    if s.score:
        return s
    label = w.entity[s.first]
    whole = w.entity_first[s.first] == s.first and w.entity_last[s.first] <= s.last
    in_name = label in ("ORG", "FAC", "PERSON", "WORK_OF_ART", "PRODUCT", "EVENT") and not whole
    is_dateline = _is_dateline(s, w)
    score = (
        _ENTITY.get(label, _OTHER_ENTITY)
        + _renown(s.matches)
        + _before(s, w, c)
        + _after(s, w, c)
        + (0.9 if s.kind is not None else 0.0)
        + (2.5 if is_dateline else 0.0)
        + (0.6 * (s.key.count(" ")) if label != "PERSON" else 0.0)
        + (_in_name(s, w, c) if in_name else 0.0)
        + (-1.5 if _is_word(s, w) else 0.0)
    )
    return replace(s, score=score, in_name=in_name and label == "ORG", dateline=is_dateline)


def _renown(matches: tuple[Match, ...]) -> float:
    """How likely the name is a place's at all, by the best known place that bears it."""
    best = -2.0
    for match in matches[:4]:
        entry = match.entry
        if entry.precision in (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1):
            value = 1.8
        elif entry.precision in (PlacePrecision.REGION, PlacePrecision.SITE):
            value = 1.5
        else:
            value = 0.55 * (log10(entry.population + 100) - 4.3)
        best = max(best, value - (0.0 if match.main else 1.2))
    return min(best, 2.0)


def _before(s: Spot, w: Words, c: Cues) -> float:
    """What the word in front says."""
    if s.first == 0:
        return 0.0
    word, given = w.lower[s.first - 1].rstrip("."), w.words[s.first - 1]
    if word in c.in_front:
        return 1.6
    if word in c.titles and given[0].isupper():
        return -2.5
    if word in c.in_front_weak:
        return 0.6
    if given[0].isupper() and given.isalpha() and w.is_proper[s.first - 1] and not given.isupper():
        return -1.2 if word not in c.bodies else -0.2
    return 0.0


def _after(s: Spot, w: Words, c: Cues) -> float:
    """What the word behind says."""
    if s.last + 1 >= len(w.words):
        return 0.0
    given, word = w.words[s.last + 1], w.lower[s.last + 1].rstrip(".")
    if word in c.streets and given[0].isupper():
        return -3.0
    if word in c.behind:
        return 1.4
    if word in c.bodies and given[0].isupper():
        return 1.2
    if word in c.speech:
        return -0.8
    if word in ("'s", "’s", "'"):
        return 0.2
    if given[0].isupper() and given.isalpha() and w.is_proper[s.last + 1]:
        return -1.0
    return 0.0


def _in_name(s: Spot, w: Words, c: Cues) -> float:
    """What its place in a longer name says: "University of X", "X Police" speak for, "Jeff X" against."""
    first, last = w.entity_first[s.first], w.entity_last[s.first]
    follows = w.lower[s.last + 1].rstrip(".") if s.last + 1 <= last else ""
    if s.first == first:
        return 1.4 if follows in c.bodies or follows in c.titles else 0.2
    if w.lower[s.first - 1] in ("of", "in", "at", "for"):
        return 1.3
    return 0.8 if follows in c.bodies else -0.9


def _is_word(s: Spot, w: Words) -> bool:
    """Whether it is one word that may be capitalised only because a sentence starts there."""
    if s.first != s.last:
        return False
    return not w.is_proper[s.first] or w.lower[s.first] in w.lower_case


def _is_dateline(s: Spot, w: Words) -> bool:
    """Whether it is the place that a report gives itself: "ALEXANDRIA, Va. (AP) --"."""
    if not w.words[s.first].isupper() or len(w.words[s.first]) < 3:
        return False
    nearby = w.words[s.last + 1 : s.last + 8]
    return any(x in ("--", "—", "–", "(", "-", "\x97", "_") for x in nearby)


def _joined(found: list[Spot], w: Words) -> list[Spot]:
    """The spots with the place that holds each ("X, Ohio"; "X in Ohio"), which speaks for both."""
    at = {s.first: i for i, s in reversed(list(enumerate(found)))}
    out = list(found)
    for i, s in enumerate(found):
        if s.demonym:
            continue
        j = _holder(s, w, at)
        if j is None or out[j].demonym:
            continue
        if _may_hold(found[j].matches, s.matches):
            gain = 2.6 if w.words[s.last + 1] == "," else 0.8
            out[i] = replace(out[i], within=j, score=out[i].score + gain)
            out[j] = replace(out[j], score=out[j].score + 1.5)
    return out


def _holder(s: Spot, w: Words, at: dict[int, int]) -> int | None:
    """The spot that stands where a holding place would."""
    nxt = s.last + 1
    if nxt >= len(w.words):
        return None
    if w.words[nxt] == ",":
        for step in (1, 2, 3):  # "X, Ohio", "X, in Ohio", "X, in northern Ohio"
            if nxt + step in at and (step == 1 or w.lower[nxt + 1] in ("in", "a")):
                return at[nxt + step]
    elif w.lower[nxt] in ("in", "("):
        for step in (1, 2):
            if nxt + step in at:
                return at[nxt + step]
    return None


def _may_hold(holders: tuple[Match, ...], held: tuple[Match, ...]) -> bool:
    """Whether any reading of the second lies in any reading of the first."""
    return any(holds(h.entry, m.entry) for h in holders[:12] for m in held)


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether `inner` lies in `outer` by the gazetteer's divisions."""
    if outer.precision is PlacePrecision.COUNTRY:
        return inner.country == outer.country and inner.row != outer.row
    return inner.row != outer.row and outer.row in (inner.admin1_row, inner.admin2_row)


def _again(s: Spot, w: Words, certain: set[str]) -> float:
    """What the rest of the text says of the name."""
    if s.demonym:
        return 0.0
    if s.first == s.last and w.lower[s.first] in w.surnames and s.within is None:
        return -0.7 if s.key in certain else -2.2
    return 1.5 if s.key in certain and s.score < CERTAIN else 0.0


def _without_overlap(found: list[Spot]) -> list[Spot]:
    """The spots that pass, the longer of two that overlap; `within` points into the result."""
    kept: list[int] = []
    taken = -1
    order = sorted(range(len(found)), key=lambda i: (found[i].start, -found[i].end))
    for i in order:
        if found[i].score >= THRESHOLD and found[i].start >= taken:
            kept.append(i)
            taken = found[i].end
    new = {old: i for i, old in enumerate(kept)}
    return [replace(found[i], within=new.get(w) if (w := found[i].within) is not None else None) for i in kept]
