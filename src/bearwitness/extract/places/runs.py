"""The runs of words in a text that may be place names, because the gazetteer knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...model.places import PlacePrecision
from ...reference.gazetteer import Entry, Gazetteer, Match
from ...reference.gazetteer_names import fold, shorter
from .cues import abbreviations, cues
from .words import Words

LONGEST = 8  # words in a name
SURE = 4.0  # the score of a run that needs no judging: a short form of a state, a nationality word
_DIRECTIONS = ("north", "south", "east", "west")
_SITE_ENDS = (
    "prison",
    "camp",
    "centre",
    "center",
    "facility",
    "crossing",
    "customs",
    "jail",
)
_PARTY = re.compile(r"^[RD]-(?=[A-Z])")  # "R-Marshall": a politician's party and home
_SHORT_NAMES = ("US", "UK", "UAE", "USA", "DC", "EU", "NYC")


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
    demonym: bool = False  # a nationality word
    in_name: bool = False  # part of an organisation's name
    within: int | None = None  # index among the spots of the place that is said to hold it
    dateline: bool = False


def runs(w: Words, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Every capitalised run of words that the gazetteer knows, longest first at each token."""
    short = abbreviations(gazetteer)
    for i, word in enumerate(w.words):
        if not word[0].isalpha() or word[0].islower():
            if word.startswith(_DIRECTIONS):
                yield from _region(w, i, gazetteer)
            continue
        state = _state(w, i, short, gazetteer)
        if state is not None:
            yield state
            continue
        demonym = _demonym(w, i, gazetteer)
        if demonym is not None:
            yield demonym
        if _PARTY.match(word) and word[2:] not in short:
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
        first = w.words[j][0]
        if (first.isalnum() and not first.islower()) or w.lower[j] in _SITE_ENDS:
            ends.append(j)
    given = 0
    for j in reversed(ends):
        for spot in _known(w, i, j, gazetteer):
            yield spot
            given += 1
        if given == 2:
            return


def _region(w: Words, i: int, gazetteer: Gazetteer) -> Iterator[Spot]:
    """A part of the world whose name starts small: "north-east China"."""
    for j in range(min(i + 4, len(w.words)) - 1, i, -1):
        start, end = w.starts[i], w.starts[j] + len(w.words[j])
        name = w.text[start:end]
        region = tuple(
            m for m in gazetteer.matches(name) if m.entry.precision is PlacePrecision.REGION
        ) if w.words[j][0].isupper() else ()  # fmt: skip
        if region:
            yield Spot(i, j, start, end, fold(name), region, score=SURE)
            return


def _known(w: Words, i: int, j: int, gazetteer: Gazetteer, skip: int = 0) -> Iterator[Spot]:
    start, end = w.starts[i] + skip, w.starts[j] + len(w.words[j])
    name = w.text[start:end]
    key = fold(name)
    if (
        key in cues().never | cues().no_places
        or len(key) < 2
        or (len(key) < 4 and _is_code(name, w, i))
    ):
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
    if name.replace(".", "") in _SHORT_NAMES:
        return False
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


def unknown(w: Words, found: list[Spot]) -> list[Spot]:
    """Places by spaCy's word that the gazetteer lacks; kept when a place is said to hold them."""
    known = {i for s in found for i in range(s.first, s.last + 1)}
    out = []
    for i, word in enumerate(w.words):
        j = w.entity_last[i]
        if w.entity[i] != "GPE" or w.entity_first[i] != i or not word[0].isupper():
            continue
        if known.isdisjoint(range(i, j + 1)):
            start, end = w.starts[i], w.starts[j] + len(w.words[j])
            out.append(Spot(i, j, start, end, fold(w.text[start:end]), (), score=2.5))
    return out


def _state(w: Words, i: int, short: dict[str, Entry], gazetteer: Gazetteer) -> Spot | None:
    """A short form of a state: without its full stop only after the name of a town there."""
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
    if "." not in word and after_town:
        after_town = any(
            m.entry.admin1_row == entry.row
            for k in (2, 3)
            for m in gazetteer.matches(w.text[w.starts[max(0, i - k)] : w.starts[i - 1]])
        )
    after_town = after_town or (i > 1 and w.words[i - 1] == "-" and w.words[i - 2] in ("R", "D"))
    clear = "." in w.text[start:end] and (len(word) > 3 or word.count(".") > 1)
    if not (after_town or clear):
        return None
    key = fold(entry.name) + " (state)"
    return Spot(i, last, start, end, key, (Match(entry, True),), score=SURE)


def _demonym(w: Words, i: int, gazetteer: Gazetteer) -> Spot | None:
    """A nationality word of one or two words at token `i`."""
    for j in (i + 1, i):
        if j >= len(w.words) or not w.words[j][0].isupper():
            continue
        end = w.starts[j] + len(w.words[j])
        name = w.text[w.starts[i] : end]
        entry = _affiliation(name, gazetteer)
        if entry is not None and w.lower[i - 1] not in ("native", "african"):
            spot = Spot(i, j, w.starts[i], end, fold(name), (Match(entry, True),), score=SURE)
            return replace(spot, demonym=True)
    return None


def _affiliation(name: str, gazetteer: Gazetteer) -> Entry | None:
    """The country, or part of the world, that a nationality word belongs to."""
    code = gazetteer.demonym(name)
    if code is not None:
        return gazetteer.country(code)
    region = cues().regional.get(fold(name))
    return gazetteer.entry(f"own:{region}") if region else None
