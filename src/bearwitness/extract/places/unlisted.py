"""Names that stand where a place's name would, and that the gazetteer does not know.

The rules it keeps:
- A name beside a word for a site ("the Lombrum naval base", "the prison of Givon", "a Farwaniya
  flat"), that opens as places' do ("off Cape Praso"), or behind "in", "near" and their like ("in
  camps around Qab Elias") and that the parser takes for no firm or office.
- Never the name of a person, one that stands with a title, before "'s" or as a surname elsewhere in
  the text, nor of what people write on ("in a Facebook post").
- Such a place has a name and a country (lying.py); no coordinates, and no finer precision than
  that country. Another spelling of a town there is that town (spelling.py), and a name that the
  text gives to a site elsewhere is that site.
- Where paragraphs are headed by places in capitals, the other names that head one are places.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model.places import PlaceMention, PlacePrecision
from ...reference.parse import text_of
from ..layout import Layout
from ..people import is_people
from ..times.lexicon import MONTHS, WEEKDAYS
from .cues import cues
from .lying import lies_by
from .spelling import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from ...reference.gazetteer import Entry, Gazetteer

KNOWN = 100_000  # people of a town that is meant though the text does not speak of its country
LONGEST = 5  # words of a name, hyphens counted
LEAST = 2  # paragraphs headed by places, for other heads to be places
MOST = 3  # heads for each that is a known place
GAP = 1  # words between a name and the word for its site: "the Lombrum naval base"
_IN = {"in", "near", "outside", "at", "around", "inside", "through", "via", "above", "below"}
_SURE = {"GPE", "LOC", "FAC"}
_MAYBE = {"PERSON", "ORG", "PRODUCT", ""}
_NAMELIKE = {"in", "near", "outside", "around", "inside", "at"}
_PASSED = {"checkpoint", "post", "crossing", "bridge", "gate", "border"}
_TOWARDS = {"toward", "towards", "off", "past", "between", "across"}
_JOINS = {"-", "e", "i", "al", "ul"}  # inside a name: "Panj-e Poyon"
_FINE = {
    PlacePrecision.SITE,
    PlacePrecision.TOWN,
    PlacePrecision.ADMIN2,
    PlacePrecision.ADMIN1,
}


def unlisted(
    doc: Doc, found: Sequence[PlaceMention], story: Entry | None, gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """`found` with such places among them, in text order."""
    held = [p for p in found if p.country and p.gazetteer_id]
    if not held:
        return tuple(found)
    named = [code for code, _ in Counter(p.country for p in held).most_common()]
    taken = {i for p in found for i in range(p.start, p.end)}
    more, people, layout = _heads(text_of(doc), found), _surnames(doc), Layout(text_of(doc))
    taken |= {i for p in more for i in range(p.start, p.end)}
    for first, last in _names(doc, taken):
        if _is_another_name(first, last, people):
            continue
        end = _numbered(last)
        words = text_of(doc)[first.idx : end.idx + len(end)]
        site = _site_named_so(words, held)
        if site is not None:
            more.append(replace(site, start=first.idx, end=first.idx + len(words), exact=words))
            continue
        around = lies_by(first, words, [*found, *more], layout, story)
        around = around or gazetteer.country(named[0] or "")
        if around is not None:
            more.append(_listed(first.idx, words, around, gazetteer, named))
    return tuple(sorted((*found, *more), key=lambda p: p.start))


def _heads(text: str, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Names in capitals that open a paragraph, in a text where places do: "LYARI - A pupil was"."""
    heads, places = list(_HEAD.finditer(text)), {p.start: p for p in found if not p.demonym}
    known = [places[m.start("name")] for m in heads if m.start("name") in places]
    if len(known) < LEAST or len(known) * MOST < len(heads):
        return []
    return [
        replace(unlisted_at(m.start("name"), m["name"], known[0]), name=m["name"].title())
        for m in heads
        if m.start("name") not in places
    ]


_HEAD = re.compile(
    r"^[^\S\n]*(?P<name>[^\W\d_a-z]{3,}(?: [^\W\d_a-z]{2,}){0,3})"
    r"(?: \([^()\n]*\))?(?: [-–—] |[.:] )",
    re.MULTILINE,
)


def _site_named_so(words: str, held: Sequence[PlaceMention]) -> PlaceMention | None:
    """The site that the text names whole elsewhere: "Kurubas", of "Kurubas removal centre"."""
    sites = (p for p in held if p.precision is PlacePrecision.SITE)
    return next((p for p in sites if p.exact.startswith(f"{words} ")), None)


def _respelled(words: str, countries: Sequence[str | None], gazetteer: Gazetteer) -> list[Entry]:
    """The towns of those countries that another spelling of a name has: "Tesseney" of "Teseney"."""
    found = (e for name in spellings(words) for e in gazetteer.lookup(name))
    return [e for e in found if e.precision in _FINE and e.country in countries]


def _listed(
    start: int,
    words: str,
    around: PlaceMention | Entry,
    gazetteer: Gazetteer,
    named: Sequence[str | None],
) -> PlaceMention:
    """The place of that name after all, where the gazetteer has one there, or one well known.

    `named` are the countries that the text speaks of, the one most spoken of first.
    """
    entries = [e for e in gazetteer.lookup(words) if e.precision in _FINE]
    order = [around.country, *named]
    here = [e for e in entries if e.country in order] or _respelled(words, order, gazetteer)
    known = [e for e in entries if e.population >= KNOWN]
    entry = min(here, key=lambda e: order.index(e.country), default=known[0] if known else None)
    if entry is None:
        return unlisted_at(start, words, around)
    return PlaceMention(
        start=start, end=start + len(words), exact=words, name=entry.name,
        admin1=entry.admin1, country=entry.country, country_name=entry.country_name,
        precision=entry.precision, lat=entry.lat, lon=entry.lon, gazetteer_id=entry.id,
    )  # fmt: skip


def unlisted_at(start: int, words: str, around: PlaceMention | Entry) -> PlaceMention:
    """A place that is known by its name and country alone."""
    return PlaceMention(
        start=start, end=start + len(words), exact=words, name=words, country=around.country,
        country_name=around.country_name, precision=PlacePrecision.COUNTRY,
    )  # fmt: skip


def _names(doc: Doc, taken: set[int]) -> Iterator[tuple[Token, Token]]:
    """First and last words of the names that may be places."""
    reached = 0
    for token in doc:
        if token.i < reached or token.pos_ != "PROPN" or not token.text[0].isupper():
            continue
        last = _last_of(token, taken)
        reached = last.i + 1
        if token.idx not in taken and last.idx not in taken and _is_place(token, last):
            yield token, last


def _numbered(last: Token) -> Token:
    """The number behind a name that it makes a place's: "Kilometre 33"; else the name's end."""
    after = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else last
    return after if last.lower_ in cues().numbered and after.is_digit else last


def _surnames(doc: Doc) -> set[str]:
    """The last words of people's names of two words or more; compared here and not kept."""
    named = ([t for t in e if t.pos_ != "PART"] for e in doc.ents if e.label_ == "PERSON")
    return {words[-1].lower_ for words in named if len(words) > 1}


def _is_another_name(first: Token, last: Token, people: set[str]) -> bool:
    """Whether a name is a person's, or that of something people write on."""
    doc, is_sure = first.doc, last.ent_type_ in _SURE
    if first.i < last.i and first.lower_.rstrip(".") in cues().titles and not is_sure:
        return True
    no_places = cues().written_on | cues().no_places
    if any(t.lower_ in no_places for t in doc[first.i : last.i + 1]):
        return True
    if first.i == last.i and last.lower_ in people:
        return True
    after = doc[last.i + 1 : last.i + 3 + GAP]
    is_owner = not is_sure and len(after) > 0 and after[0].tag_ == "POS"
    return is_owner and not any(t.lower_ in cues().sites for t in after)


def _last_of(first: Token, taken: set[int]) -> Token:
    """The last word of the name that begins there."""
    last = first
    for token in first.doc[first.i + 1 : first.i + LONGEST]:
        if token.lower_ in _JOINS and token.i + 1 < len(first.doc):
            continue
        if token.idx in taken or not (token.text[0].isupper() and token.pos_ == "PROPN"):
            break
        last = token
    return last


def _is_place(first: Token, last: Token) -> bool:
    """Whether the words around a name say that it is a place's."""
    doc = first.doc
    said = [t for t in doc[first.i : last.i + 1] if t.lower_ not in _JOINS]
    if not all(t.text[0].isupper() and t.is_alpha for t in said):
        return False
    if (
        last.lower_ in cues().streets
        or last.text.isupper()
        or last.lower_.rstrip(".") in MONTHS | WEEKDAYS.keys()
    ):
        return False
    before = doc[first.i - 1] if first.i else None
    labels = _SURE | _MAYBE | ({"NORP"} if _is_held_by_site(last, before) else set())
    if any(t.ent_type_ not in labels for t in said):
        return False
    behind = doc[last.i + 1 : last.i + 2 + GAP]
    after = [t.lower_ for t in behind]
    sites = cues().sites
    things = sites | {t.lower_ for t in behind if t.is_lower and t.lower_ in cues().there}
    ends = last.lower_ in sites and first.i < last.i and last.ent_type_ in _SURE | {""}
    if ends or (set(after) & things and _is_compound(last, after, things)):
        return True
    if before is None:
        return False
    if before.pos_ in {"ADP", "DET"} and _opens_as_places_do(first, last):
        return True
    if first.ent_type_ in {"GPE", "LOC"} and _is_on_the_way(before):
        return True
    if before.lower_ == "of" and first.i > 1:
        return doc[first.i - 2].lower_ in sites | cues().called
    if before.lower_ == "at":
        return _lies_at(before, first)
    is_name = first.ent_type_ in _SURE or before.lower_ in _NAMELIKE
    return before.lower_ in _IN and is_name and first.ent_type_ != "ORG"


def _lies_at(preposition: Token, name: Token) -> bool:
    """Whether "at" says where: behind a noun that lies somewhere, or no verb that aims."""
    over, before = preposition.head, preposition.doc[max(0, preposition.i - 1)]
    if over.lemma_ in cues().aimed:
        return False
    if name.ent_type_ in _SURE or {over.lemma_.lower(), before.lemma_.lower()} & (
        cues().lies | cues().sites
    ):
        return True
    is_aimed = {over.lemma_, before.lemma_} & cues().aimed_nouns
    return name.ent_type_ != "ORG" and not is_aimed


def _is_on_the_way(preposition: Token) -> bool:
    """Whether what stands behind is moved to, or where somebody is from: no "support from"."""
    word, over = preposition.lower_, preposition.head
    if word == "from":
        return over.text.lower() in cues().moved or is_people(over)
    if word == "to":
        return preposition.doc[max(0, preposition.i - 1)].lower_ in cues().moved
    return word in _TOWARDS


def _opens_as_places_do(first: Token, last: Token) -> bool:
    """Whether a name begins with a word for a lie of land: "Cape Praso", no "Lake Van Bulletin"."""
    is_body = last.lower_ in cues().mastheads | cues().bodies or last.ent_type_ == "ORG"
    return first.i < last.i and first.lower_ in cues().features and not is_body


def _is_held_by_site(last: Token, before: Token | None) -> bool:
    """Whether a name is no people's, whatever the parser says: "near Nzagi", "the Bubi post"."""
    if before is not None and before.lower_ in _NAMELIKE and last.dep_ == "pobj":
        return True
    return last.dep_ == "compound" and any(
        t.lower_ in _PASSED for t in last.doc[last.i + 1 : last.i + 3]
    )


def _is_compound(last: Token, after: Sequence[str], things: frozenset[str]) -> bool:
    """Whether the site's word goes with the name: "Lombrum naval base", not "Ali left camp"."""
    doc = last.doc
    site = next(doc[last.i + 1 + n] for n, word in enumerate(after) if word in things)
    return any(t.i == site.i for t in last.ancestors) and last.dep_ in {
        "compound",
        "nmod",
        "amod",
    }
