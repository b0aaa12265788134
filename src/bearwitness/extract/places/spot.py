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
from dataclasses import replace
from math import log10
from typing import TYPE_CHECKING

from ...model.places import PlacePrecision
from ...reference.gazetteer import PRECISIONS, Entry, Gazetteer, Match
from ...reference.lines import MARK
from ..times.entries import DAY_OF_MONTH, WEEKDAY_IN_HEAD
from .company import CERTAIN, THRESHOLD, ends_in_lists, in_company, owns
from .cues import Cues, cues
from .runs import Spot, runs, unknown
from .story import story_country
from .words import Words, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MARKED = re.compile(rf"[^\S\n]*(?:{MARK})?[\[(*]*")
_THEN_A_DAY = re.compile(rf",? (?:{WEEKDAY_IN_HEAD},? )?{DAY_OF_MONTH}\b", re.IGNORECASE)
_AFTER_A_DAY = re.compile(
    rf"{_MARKED.pattern}(?:{WEEKDAY_IN_HEAD},? )?{DAY_OF_MONTH}(?: \d{{4}})?(?:, | [-–—] |\. )",
    re.IGNORECASE,
)
_LATIN_END = "\u024f"
_ENTITY = {"GPE": 2.5, "LOC": 1.8, "FAC": 0.6, "NORP": 0.0, "ORG": 0.4, "PERSON": -1.8, "": 0.0}
_OTHER_ENTITY = -0.6
_WITHIN = {"in", "near", "outside"}
_GREAT = (PlacePrecision.COUNTRY, PlacePrecision.ADMIN1)


def spots(doc: Doc, gazetteer: Gazetteer) -> list[Spot]:
    """The place names of a text, in its order; none overlaps another."""
    return spots_of_story(doc, gazetteer, "")[0]


def spots_of_story(doc: Doc, gazetteer: Gazetteer, title: str) -> tuple[list[Spot], Entry | None]:
    """The place names of a text, in its order, none overlapping; and the country it tells of."""
    w = words_of(doc)
    found = [_scored(s, w, cues()) for s in runs(w, gazetteer)]
    found = _joined(found + unknown(w, found), w)
    certain = {s.key for s in found if s.score >= CERTAIN}
    placed = {s.key for s in found if s.score >= CERTAIN and _stands_as_a_place(s, w)}
    named = frozenset(s.matches[0].entry.country for s in found if s.score >= CERTAIN and s.matches)
    sure = [s for s in found if s.score >= CERTAIN]
    story = story_country(sure, w, title, gazetteer)
    known = (named | {story.country if story else None}) - {None}
    ends = ends_in_lists(found, w)
    again = [
        replace(s, score=s.score + _again(s, w, certain, placed) + in_company(s, w, known, ends))
        for s in found
    ]
    return _without_overlap(again), story


def _scored(s: Spot, w: Words, c: Cues) -> Spot:
    """The spot with what speaks for and against its being a place."""
    if s.score:
        return s
    label = w.entity[s.first]
    whole = w.entity_first[s.first] == s.first and w.entity_last[s.first] <= s.last
    said = -0.8 if whole and label == "PERSON" else _ENTITY.get(label, _OTHER_ENTITY)
    if whole and label == "PERSON" and s.first and w.lower[s.first - 1] in _WITHIN:
        said = 0.4  # nobody is "in Vladivostok" but the town's name
    in_name = label in ("ORG", "FAC", "PERSON", "WORK_OF_ART", "PRODUCT", "EVENT") and not whole
    is_dateline = _is_dateline(s, w)
    is_site = s.matches[0].entry.precision is PlacePrecision.SITE
    score = (
        said
        + _renown(s.matches)
        + _before(s, w, c)
        + _after(s, w, c)
        + _kind_fits(s)
        + (3.0 if w.starts[s.first] < s.start else 0.0)  # "R-Marshall"
        + (2.5 if is_dateline or _heads_entry(s, w) else 0.0)
        + (4.0 if s.key[0] > _LATIN_END else 0.0)
        + (0.6 * (s.key.count(" ")) if label != "PERSON" else 0.0)
        + (_in_name(s, w, c) if in_name else 0.0)
        + (-1.5 if not is_dateline and _is_word(s, w) else 0.0)
    )
    named = (in_name and label == "ORG") or _is_masthead(s, w, c)
    return replace(
        s, score=score, in_name=named and not (is_site or is_dateline), dateline=is_dateline
    )


def _is_masthead(s: Spot, w: Words, c: Cues) -> bool:
    """Whether the next word makes it a newspaper's name: "the Salween Notebook"."""
    return w.lower[s.last + 1 : s.last + 2] != [] and (
        w.words[s.last + 1][0].isupper() and w.lower[s.last + 1] in c.mastheads
    )


def _renown(matches: tuple[Match, ...]) -> float:
    """How likely the name is a place's at all, by the best known place that bears it."""
    best = -2.0
    for match in matches[:4]:
        entry = match.entry
        if entry.precision in _GREAT:
            value = 1.8
        elif entry.precision in (PlacePrecision.REGION, PlacePrecision.SITE):
            value = 1.5
        else:
            value = 0.55 * (log10(entry.population + 100) - 4.3)
        best = max(best, value - (0.0 if match.main else 1.2))
    return min(best, 2.0)


def _kind_fits(s: Spot) -> float:
    """What a word for the kind of place says: much, when there is such a place of that kind."""
    if s.kind is None:
        return 0.0
    fits = any(m.entry.precision is PRECISIONS[s.kind] and m.main for m in s.matches)
    return 2.4 if fits and s.key.rsplit(" ", 1)[-1] in cues().kinds else 1.2 if fits else 0.6


def _before(s: Spot, w: Words, c: Cues) -> float:
    """What the word in front says."""
    if s.first == 0:
        return 0.0
    word, given = w.lower[s.first - 1].rstrip("."), w.words[s.first - 1]
    if word in c.in_front:
        return 1.6
    if given == "-" and s.first > 1 and w.words[s.first - 2] in ("R", "D"):
        return 3.0  # "R-Marshall", cut into three
    if word in c.titles and given[0].isupper():
        return -2.5
    if word in c.in_front_weak:
        return 0.6
    if given[0].isupper() and given.isalpha() and w.is_proper[s.first - 1] and not given.isupper():
        return -1.2 if word not in c.bodies else -0.2
    return 0.0


def _after(s: Spot, w: Words, c: Cues) -> float:
    """What the word behind says."""
    if s.last > s.first and w.lower[s.last] in c.streets:
        return -3.0
    if s.last + 1 >= len(w.words):
        return 0.0
    given, word = w.words[s.last + 1], w.lower[s.last + 1].rstrip(".")
    if given == "," and w.lower[s.last + 2 : s.last + 3] in (["a"], ["the"]):
        return 1.5 if any(x in c.kinds for x in w.lower[s.last + 3 : s.last + 6]) else 0.0
    if word in c.streets and given[0].isupper():
        return -3.0
    if word in c.behind:
        return 1.4
    if word in c.bodies and given[0].isupper():
        return 1.2
    if word in c.speech and w.lower[s.first - 1] not in c.in_front_weak:
        return -0.8
    if word in ("'s", "’s", "'"):
        return 0.2
    if given[0].isupper() and given.isalpha() and w.is_proper[s.last + 1]:
        return -1.0
    return 0.0


def _in_name(s: Spot, w: Words, c: Cues) -> float:
    """What its place in a longer name says: "X Police" speaks for, "Jeff X" against."""
    first, last = w.entity_first[s.first], w.entity_last[s.first]
    follows = w.lower[s.last + 1].rstrip(".") if s.last + 1 <= last else ""
    is_great = any(m.main and m.entry.precision in _GREAT for m in s.matches[:2])
    if w.entity[s.first] == "ORG" and is_great:
        return 1.4
    if s.first == first:
        return 1.4 if follows in c.bodies or follows in c.titles else 0.2
    if w.lower[s.first - 1] in ("of", "in", "at", "for"):
        return 1.3
    if w.entity[s.first] == "FAC" and w.is_proper[s.first - 1] and _renown(s.matches) < 0:
        return -0.9  # "Omer Halis airport": a part of somebody's name
    return 0.8 if follows in c.bodies else -0.9


def _is_word(s: Spot, w: Words) -> bool:
    """Whether it is one word that may be capitalised only because a sentence starts there."""
    if s.first != s.last:
        return False
    return not w.is_proper[s.first] or w.lower[s.first] in w.lower_case


def _is_dateline(s: Spot, w: Words) -> bool:
    """Whether it is the place that a report or paragraph gives itself: "ALEXANDRIA, Va. (AP) --".

    A paragraph's stands by itself: "ONSONG.".
    """
    if not w.words[s.first].isupper() or len(w.words[s.first]) < 3:
        return False
    is_role = w.lower[s.first] in cues().titles or w.lower[s.first] in w.lower_case
    if _opens_line(s, w) and not is_role and w.words[s.last + 1 : s.last + 2] in (["."], [":"]):
        return True
    nearby = w.words[s.last + 1 : s.last + 8]
    return any(x in ("--", "—", "–", "(", "-", "\x97", "_") for x in nearby)


def _opens_line(s: Spot, w: Words) -> bool:
    """Whether nothing but the mark of an item stands before it in its line."""
    line = w.text.rfind("\n", 0, s.start) + 1
    return _MARKED.fullmatch(w.text, line, s.start) is not None


def _heads_entry(s: Spot, w: Words) -> bool:
    """Whether it heads an entry of a log beside its day: "- Kakuma, Thu 12 Oct."."""
    line = w.text.rfind("\n", 0, s.start) + 1
    if _opens_line(s, w):
        return _THEN_A_DAY.match(w.text, s.end) is not None
    return _AFTER_A_DAY.fullmatch(w.text, line, s.start) is not None


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
        if _may_hold(found[j].matches, s.matches) or (found[j].matches and not s.matches):
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


def _stands_as_a_place(s: Spot, w: Words) -> bool:
    """Whether a name is where something is: behind "in", in a larger place, or as a dateline."""
    before = w.lower[s.first - 1] if s.first else ""
    is_in = before in cues().in_front and not owns(s, w)
    return is_in or s.within is not None or s.dateline


def _again(s: Spot, w: Words, certain: set[str], placed: set[str]) -> float:
    """What the rest of the text says of the name."""
    if s.demonym:
        return 0.0
    if w.entity[s.first] == "PERSON" and w.entity_first[s.first] < s.first:
        return 0.0
    if s.first == s.last and w.lower[s.first] in w.surnames and s.within is None:
        return -0.7 if s.key in placed else -4.0 if owns(s, w) else -3.0
    return 1.5 if s.key in certain and s.score < CERTAIN else 0.0


def _whole_names(found: list[Spot]) -> list[Spot]:
    """The spots, a name scored as high as a shorter one that it begins with ("Lajas Blancas")."""
    best: dict[int, float] = {}
    for s in found:
        best[s.start] = max(best.get(s.start, s.score), s.score)
    return [replace(s, score=best[s.start]) if s.matches and s.key.count(" ") else s for s in found]


def _without_overlap(found: list[Spot]) -> list[Spot]:
    """The spots that pass, the longer of two that overlap; `within` points into the result."""
    found = _whole_names(found)
    kept: list[int] = []
    taken = -1
    order = sorted(range(len(found)), key=lambda i: (found[i].start, -found[i].end))
    for i in order:
        is_placed = found[i].matches or found[i].within is not None
        if is_placed and found[i].score >= THRESHOLD and found[i].start >= taken:
            kept.append(i)
            taken = found[i].end
    kept = [i for i in kept if found[i].matches or found[i].within in kept]
    new: dict[int | None, int] = {old: i for i, old in enumerate(kept)}
    return [replace(found[i], within=new.get(found[i].within)) for i in kept]
