"""Places named in a text, each with its coordinates and how precisely it is known.

A nationality word ("a North Korean woman") is given too, marked `demonym`, and a place inside an
organisation's name ("Yanji Police") is marked `in_name`: neither says where a thing happened. Take
`event_places` for the mentions that may.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.places import PlaceMention, PlacePrecision
from ..model.report import Header
from ..reference.gazetteer import Entry, Gazetteer
from ..reference.parse import text_of
from .hanging import tables
from .places.lying import near
from .places.resolve import resolve
from .places.runs import Spot
from .places.spot import spots_of_story
from .places.unlisted import unlisted, unlisted_at

if TYPE_CHECKING:
    from spacy.tokens import Doc

SMALL = 50_000  # people of a town whose name may well be another place's
KNOWN_ALONE = 15_000  # people of a town whose name no other place bears
STORY = 2  # how many times the country of the story counts as context


def find_places(
    doc: Doc, gazetteer: Gazetteer, header: Header | None = None
) -> tuple[PlaceMention, ...]:
    """The places that a text names, in its order; no two overlap.

    Offsets are code points into `doc.text`. What `header` says of the outlet ("the Musan Herald")
    counts as context for names that many places bear.
    """
    found, story = spots_of_story(doc, gazetteer, (header.title if header else None) or "")
    if not found:
        return ()
    around = [story] * STORY if story else []
    text = text_of(doc)
    entries = resolve(found, [*_home(header, gazetteer), *around])
    entries = [_of_side(text, s, e, gazetteer) for s, e in zip(found, entries, strict=True)]
    named = _named_spans(text, header)
    found = [replace(s, in_name=True) if _is_inside(s, named) else s for s in found]
    listed = [_mention(text, s, e) for s, e in zip(found, entries, strict=True)]
    return unlisted(doc, _strayed(doc, listed, found, story), story, gazetteer)


def _of_side(text: str, spot: Spot, entry: Entry, gazetteer: Gazetteer) -> Entry:
    """Of two towns of a name, that of the side told right behind: "Padang Besar, the Thai side"."""
    side = _SIDE.match(text, spot.end)
    code = gazetteer.demonym(side[1]) if side else None
    if code is None or entry.country == code:
        return entry
    return next((m.entry for m in spot.matches if m.entry.country == code), entry)


_SIDE = re.compile(r",? (?:on )?the ([A-Z]\w+) side\b")


def _named_spans(text: str, header: Header | None) -> list[tuple[int, int]]:
    """Where the text names the outlet, which may be named for a place."""
    name = (header.outlet or "").strip() if header else ""
    if len(name.split()) < 2:
        return []
    return [(m.start(), m.end()) for m in re.finditer(re.escape(name), text)]


def _is_inside(spot: Spot, spans: list[tuple[int, int]]) -> bool:
    return any(start <= spot.start and spot.end <= end for start, end in spans)


def event_places(
    mentions: Iterable[PlaceMention], doc: Doc | None = None
) -> tuple[PlaceMention, ...]:
    """The mentions that may say where something happened; with `doc` sides named for a country."""
    read = [_side(m, doc) if doc is not None and m.demonym else m for m in mentions]
    return tuple(m for m in read if not m.demonym and not m.in_name)


def _side(mention: PlaceMention, doc: Doc) -> PlaceMention:
    """A nationality word with the side, bank or border it names: "the Turkish side", a place."""
    found = doc.char_span(mention.start, mention.end)
    if found is None or not 0 < found.start < found.end < len(doc) or not mention.country:
        return mention
    side, before = doc[found.end], doc[found.start - 1]
    is_whole = side.dep_ not in {"compound", "amod", "nmod", "poss"} and before.lower_ == "the"
    if side.lower_ not in tables()["sides"] or not is_whole:
        return mention
    end = side.idx + len(side)
    return replace(mention, end=end, exact=text_of(doc)[mention.start : end], demonym=False)


def _home(header: Header | None, gazetteer: Gazetteer) -> list[Entry]:
    """The best known place in an outlet's name, when it names one."""
    words = (header.outlet or "").split() if header else []
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size])
            main = [m.entry for m in gazetteer.matches(name) if m.main and name[:1].isupper()]
            if main and main[0].population > 5_000:
                return main[:1]
    return []


def _strayed(
    doc: Doc, mentions: Sequence[PlaceMention], found: Sequence[Spot], story: Entry | None
) -> list[PlaceMention]:
    """The mentions, a small town of a country the text has nothing else of put elsewhere.

    A crossing or a village that no list has often bears the name of some village far away. It
    lies where the place named before it in its sentence does, else in the country of the story.
    """
    if story is None:
        return list(mentions)
    said = Counter(
        country for country, _ in {(p.country, p.name) for p in mentions if not p.demonym}
    )
    out: list[PlaceMention] = []
    for mention, spot in zip(mentions, found, strict=True):
        small = mention.precision is PlacePrecision.TOWN and spot.within is None
        if small and not spot.demonym and said[mention.country] < 2 and mention.country:
            most = max(m.entry.population for m in spot.matches) if spot.matches else 0
            is_capital = any(m.entry.capital for m in spot.matches)
            is_only = len(spot.matches) == 1 and most > KNOWN_ALONE
            is_small = most < SMALL and not is_capital and not is_only
            is_small = is_small and not _SIDE.match(text_of(doc), mention.end)
            if mention.country != story.country and is_small:
                named = doc.char_span(mention.start, mention.end, alignment_mode="expand")
                beside = near(named[0], [*out, *mentions[len(out) + 1 :]]) if named else None
                before = next((p for p in out if p.exact == mention.exact), None)
                around = before or beside or story
                mention = unlisted_at(mention.start, mention.exact, around)
        out.append(mention)
    return out


def _mention(text: str, s: Spot, e: Entry) -> PlaceMention:
    """The mention; a place the gazetteer lacks keeps its own name at its holder's precision."""
    words = text[s.start : s.end]
    return PlaceMention(
        start=s.start, end=s.end, exact=words, name=e.name if s.matches else words, admin1=e.admin1,
        country=e.country, country_name=e.country_name, precision=e.precision, lat=e.lat, lon=e.lon,
        gazetteer_id=e.id, demonym=s.demonym, in_name=s.in_name,
    )  # fmt: skip
