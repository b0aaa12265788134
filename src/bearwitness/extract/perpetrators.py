"""Alleged perpetrators: institutions and roles with a country, never persons.

The rules it keeps:
- A kind comes from the noun and what stands right before or after it; the longest match wins.
- A country comes from a demonym or a country's name in the same noun phrase, or from the table.
- A named person who acts for no institution is a "private person"; the name is not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model.claim import AllegedPerpetrator
from ..reference.parse import lowers_of, once_a_place, once_a_word, spans_of, text_of
from ..reference.vocabulary import load_yaml, vocabulary, word_sets
from .bodies import body_at, is_head_of_body
from .by_text import kind_by_text
from .states import country_after, named_state, of_region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Doc, Token

Demonym = Callable[[str], str | None]
FAR_BACK = 800  # tokens back in which the longer name of "the department" is looked for
LONGEST = 4  # words of an institution's name that are looked up together


@dataclass(frozen=True, slots=True)
class Institution:
    """A kind of perpetrator as written at tokens `start` to `end` (end exclusive)."""

    kind: str
    country: str | None
    start: int
    end: int


@cache
def _table() -> Mapping[str, tuple[str, str | None]]:
    """Name, lower case → (kind, country)."""
    names: dict[str, tuple[str, str | None]] = {}
    for code in vocabulary("perpetrators"):
        for noun in code.cues.get("nouns", ()):
            names[noun] = (code.code, None)
    for entry in vocabulary("perpetrators"):
        for name, country in entry.extra.get("names", {}).items():  # type: ignore[attr-defined]
            names[name] = (entry.code, country or None)
    return names


@cache
def _beginnings() -> frozenset[str]:
    """What names begin with, so that few stretches of a text are put together to be looked up."""
    return frozenset(name[:3] for name in _table())


@once_a_place
def kind_at(doc: Doc, i: int) -> Institution | None:
    """The institution whose name covers token `i`, the longest name first."""
    names, beginnings, lowers = _table(), _beginnings(), lowers_of(doc)
    text, spans = text_of(doc), spans_of(doc)
    for length in range(LONGEST, 0, -1):
        if length == 1 and (body := body_at(doc, i)) is not None:
            return Institution(body.kind, None, body.start, body.end)
        for start in range(max(0, i - length + 1), min(i, len(doc) - length) + 1):
            if len(lowers[start]) > 2 and lowers[start][:3] not in beginnings:
                continue
            found = names.get(text[spans[start][0] : spans[start + length - 1][1]].lower())
            if (
                found
                and not _is_manner(doc, start, length)
                and not _is_division(doc, start, length)
                and not _is_custody(doc, start, length)
            ):
                return Institution(found[0], found[1], start, start + length)
    return None


def _is_custody(doc: Doc, start: int, length: int) -> bool:
    """Whether "immigration" says what kind of custody or paper: "in immigration detention"."""
    if length > 1 or doc[start].lower_ != "immigration" or start + 1 >= len(doc):
        return False
    return doc[start + 1].lower_ in {"detention", "jail", "prison", "custody", "law", "laws",
                                     "status", "papers", "centre", "center", "offence",
                                     "offences", "rules", "case", "cases"}  # fmt: skip


def _is_division(doc: Doc, start: int, length: int) -> bool:
    """Whether "State" is part of a province's name: "Rakhine State"."""
    return length == 1 and doc[start].text == "State" and start > 0 and doc[start - 1].is_title


def _is_manner(doc: Doc, start: int, length: int) -> bool:
    """Whether "force" says how and not who: "returned by force", "the use of force"."""
    if length > 1 or doc[start].lower_ != "force" or not start:
        return False
    if doc[start - 1].lower_ in {"by", "with"}:
        return True
    return start > 1 and [t.lower_ for t in doc[start - 2 : start]] == ["use", "of"]


@once_a_word
def institution(token: Token, demonym: Demonym) -> Institution | None:
    """What kind of institution `token` heads, with its country; None when it is none."""
    if (kind := kind_by_text(token)) is not None:
        return Institution(kind, None, token.i, token.i + 1)
    found = kind_at(token.doc, token.i)
    if found is None and (part := counted(token)) is not None:
        return institution(part, demonym)
    if found is None:
        if (body := _of_unit(token, demonym)) is not None:
            return body
        if (body := _told_again(token, demonym)) is not None:
            return body
        if token.ent_type_ == "PERSON" and (rank := rank_of(token)) is not None:
            return rank
        if token.ent_type_ == "PERSON" and token.text[:1].isupper():
            return Institution("private person", None, token.i, token.i + 1)
        return _by_rank(token) or _state(token)
    if found.kind == "family member":
        owners = (kind_at(token.doc, c.i) for c in token.lefts if c.dep_ == "poss")
        if any(o is not None and o.kind == "employer" for o in owners):
            return Institution("employer", None, token.i, token.i + 1)
    if found.kind == "prison" and token.lower_ in {"guard", "guards"}:
        owners = (kind_at(token.doc, c.i) for c in token.lefts if c.dep_ == "poss")
        found = next((o for o in owners if o and o.kind in body_kinds()), found)
        if found.kind == "prison" and found.end - found.start == 1 and _at_frontier(token):
            found = Institution("border guard", None, found.start, found.end)
    found = _of_body(token, found, demonym) or found
    return Institution(
        found.kind, found.country or country_of(token, found, demonym), found.start, found.end
    )


def _at_frontier(guards: Token) -> bool:
    """Whether guards stand at a checkpoint or frontier in their sentence, and keep no prison."""
    words = {t.lower_ for t in guards.sent}
    if any(is_site(t) for t in guards.sent):
        return False
    if words & _FRONTIER:
        return True
    of_land = any(c.ent_type_ == "NORP" and c.dep_ == "amod" for c in guards.lefts)
    before = guards.doc[max(0, guards.i - _LATELY) : guards.i]
    return of_land and _speaks_of_border(guards.doc) and not any(is_site(t) for t in before)


def _speaks_of_border(doc: Doc) -> bool:
    """Whether a text speaks of a border: there "Saudi guards" are those of it."""
    return any(low in _BORDER for low in lowers_of(doc))


_LATELY = 80  # tokens back in which guards are those of a prison told of
_BORDER = {"border", "frontier", "crossing", "kolbar"}
_FRONTIER = {"checkpoint", "checkpoints", "frontier"}


def _by_rank(token: Token) -> Institution | None:
    """An officer by a rank that is another word too: "the major", no "major road"."""
    if token.lower_ not in _heads()["ranks"] or token.pos_ not in {"NOUN", "ADJ"}:
        return None
    if token.dep_ not in {"nsubj", "nsubjpass", "pobj", "conj", "appos"}:
        return None
    return Institution("army", None, token.i, token.i + 1)


def _told_again(token: Token, demonym: Demonym) -> Institution | None:
    """The body that "the department" is, by its longer name told before; None for no such name."""
    if not is_head_of_body(token.lower_) or not _stands_alone(token):
        return None
    doc = token.doc
    for i in range(token.i - 1, max(-1, token.i - FAR_BACK), -1):
        if doc[i].lower_ == token.lower_ and not _stands_alone(doc[i]):
            known = kind_at(doc, i) or _of_unit(doc[i], demonym)
            if known is None:
                continue
            country = known.country or country_of(doc[i], known, demonym)
            return Institution(known.kind, country, known.start, known.end)
    return None


def _stands_alone(token: Token) -> bool:
    """Whether only "the" or "this" stands before a noun, and no "of" behind: "the department"."""
    if any(c.lower_ == "of" for c in token.rights):
        return False
    lefts = list(token.lefts)
    return len(lefts) == 1 and lefts[0].lower_ in {"the", "this", "that"}


def counted(token: Token) -> Token | None:
    """The people that a noun or number counts: "a group of villagers", "two of the guards"."""
    if token.lower_ not in COUNTING and token.pos_ != "NUM":
        return None
    of = next((c for c in token.rights if c.lower_ == "of" and c.dep_ == "prep"), None)
    return next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None


def _state(token: Token) -> Institution | None:
    """A country that acts, or its capital for it: "Poland returned them", "Ankara deported"."""
    if token.pos_ != "PROPN" or token.dep_ not in {"nsubj", "pobj"}:
        return None
    if token.ent_type_ not in {"GPE", "NORP"} and (token.ent_type_ or token.dep_ != "nsubj"):
        return None
    named = named_state(token)
    if named is None or not (named.is_country or token.ent_type_ == "GPE"):
        return None
    return Institution("government", named.country, named.start, token.i + 1)


def _of_body(token: Token, found: Institution, demonym: Demonym) -> Institution | None:
    """The body that officers are of: "officers from the Chinese embassy" act for a government."""
    if token.lower_ not in STAFF or found.end - found.start > 1:
        return None
    for child in token.lefts:  # "security service officers"
        body = kind_at(token.doc, child.i) if child.dep_ in {"compound", "amod"} else None
        if body is not None and body.start != token.i:
            return Institution(body.kind, body.country, body.start, token.i + 1)
    return _body_after(token, demonym)


def _of_unit(token: Token, demonym: Demonym) -> Institution | None:
    """The body of a unit, vessel or man of it: "a coast guard vessel", "men from the consulate"."""
    heads = _heads()
    if token.lower_ in heads["units"]:
        for child in _before_unit(token):
            body = _beside(child)
            if body is None or is_against(token.doc, body.start):
                continue
            is_bare = body.end - body.start == 1 and child.lower_ in heads["bare"]
            if is_bare and child.dep_ != "poss":
                continue
            if body.kind in heads["kinds"]:
                country = body.country or country_of(token, body, demonym)
                return Institution(body.kind, country, body.start, token.i + 1)
    if token.lower_ not in heads["units"] and token.lower_ not in heads["people"]:
        return None
    body = _body_after(token, demonym)
    return body if body is not None and body.kind in heads["kinds"] else None


def _before_unit(token: Token) -> Iterator[Token]:
    """The words before a unit that may say whose it is, one more where the parser cut it off."""
    yield from (c for c in token.lefts if c.dep_ in {"compound", "amod", "poss", "nmod"})
    before = token.nbor(-1) if token.i > token.sent.start else token
    if before.dep_ in {"intj", "npadvmod", "dep", "nmod"} and before.head.i > token.i:
        yield before


def _beside(child: Token) -> Institution | None:
    """What a word beside a unit names; of "Colonel Invented's men" the rank."""
    found = kind_at(child.doc, child.i)
    return found if found is not None or child.dep_ != "poss" else rank_of(child)


def rank_of(name: Token) -> Institution | None:
    """The office or rank before somebody's name: "Colonel Invented"; None without one."""
    titles = (c for c in name.lefts if c.dep_ == "compound" or c.i == name.i - 1)
    found = (kind_at(t.doc, t.i) for t in titles if t.text[:1].isupper())
    return next((f for f in found if f is not None and f.kind in body_kinds()), None)


def body_kinds() -> frozenset[str]:
    """The kinds of institution that people can be told to be of."""
    return _heads()["kinds"]


def is_against(doc: Doc, start: int) -> bool:
    """Whether what follows is fought: "anti-terrorist squad"."""
    before = [t.lower_ for t in doc[max(0, start - 2) : start]]
    return bool({"anti", "counter"} & {*before}) or any(w.startswith("anti-") for w in before)


def _body_after(token: Token, demonym: Demonym) -> Institution | None:
    """The body behind "of" or "from": "officers of the State Committee for National Security"."""
    behind = [c for c in token.rights if c.dep_ == "prep"]
    if not behind and token.i + 1 < token.sent.end:
        behind = [token.nbor(1)]  # hung on the word it is joined to: "police and members of …"
    for prep in (c for c in behind if c.lower_ in {"from", "of"}):
        for noun in (t for c in prep.children if c.dep_ == "pobj" for t in (c, *c.subtree)):
            body = kind_at(token.doc, noun.i)
            held_in = noun.dep_ == "pobj" and noun.lower_ != "cell" and is_site(noun)
            if body is None and held_in:
                return Institution("prison", None, noun.i, noun.i + 1)
            if body is not None and body.kind not in {"private person", "family member"}:
                country = body.country or country_of(noun, body, demonym)
                return Institution(body.kind, country, body.start, body.end)
    return None


@cache
def _heads() -> dict[str, frozenset[str]]:
    """Words for units and people that act for the body named beside them, and its kinds."""
    return word_sets(load_yaml("perpetrators")["spoken_of"])


def is_site(token: Token) -> bool:
    """Whether a noun is a place where people are held: "the camp", "a detention house"."""
    return token.lower_ in _heads()["sites"] or (
        token.lower_ in PLACES | {"centre", "center", "house", "facility"}
        and any(c.lower_ in {"detention", "holding", "interrogation"} for c in token.lefts)
    )


def country_of(token: Token, found: Institution, demonym: Demonym) -> str | None:
    """The country that a demonym or name right before the institution, or after "in", gives."""
    doc = token.doc
    for i in range(found.start - 1, max(-1, found.start - 4), -1):
        if doc[i].is_punct or doc[i].pos_ in {"VERB", "ADP"}:
            break
        two = of_region(doc, i) or demonym(doc[max(0, i - 1) : i + 1].text)
        if two or demonym(doc[i].text):
            return two or demonym(doc[i].text)
        state = named_state(doc[i]) if doc[i].ent_type_ in {"GPE", "NORP"} else None
        if state is not None and state.is_country:
            return state.country  # "U.S. officers"
    return country_after(doc[found.end - 1])


STAFF = {"officer", "officers", "agent", "agents", "official", "officials", "staff", "men",
         "members", "guards", "personnel", "lieutenant", "lieutenants",
         "sergeant", "sergeants", "corporal", "corporals", "colonel", "colonels", "brigadier",
         "operative", "operatives", "investigator", "investigators", "interrogator",
         "interrogators", "major", "captain", "commander", "commanders",
         "superintendent", "superintendents", "fighter", "fighters"}  # fmt: skip
COUNTING = {"group", "groups", "number", "dozens", "hundreds", "scores", "some", "many", "several",
            "all", "couple", "pair", "most", "handful", "bunch", "gang"}  # fmt: skip
FORCES = {"police", "security forces", "army", "paramilitary", "border guard", "armed group"}
PLACES = {
    "station",
    "stations",
    "headquarters",
    "office",
    "offices",
    "camp",
    "barracks",
    "building",
}


def perpetrators(found: Iterable[Institution]) -> tuple[AllegedPerpetrator, ...]:
    """One entry a kind and country, in order, without doubles."""
    unique = dict.fromkeys(AllegedPerpetrator(f.kind, f.country) for f in found)
    with_country = {p.kind for p in unique if p.country}
    return tuple(p for p in unique if p.country or p.kind not in with_country)
