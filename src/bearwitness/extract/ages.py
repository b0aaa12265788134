"""Age bands of those told of: exact ages, ages in words, decades, children.

The rules it keeps:
- An exact age becomes a band and is kept nowhere; two bands in one group give none.
- A stated age goes before what the noun says: "a girl of nineteen" is 18-29.
- "A family of five" and "a mother of three" tell no age.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.parse import text_of
from ..reference.vocabulary import load_yaml, vocabulary
from .counts import number
from .people import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

_AGES = re.compile(
    r"\b(\d{1,3})[- ]years?[- ]olds?\b"
    r"|\baged? (?:of |about |around |between |from )?(\d{1,3})(?: ?(?:and|to|-|–) ?(\d{1,3}))?\b"
    r"|\b(\d{1,2}) years? of age\b"
    r"|, (?:then |now |aged )?(\d{1,2})(?:,(?!\d)|$)|\((\d{1,2})(?:\)|$)",
    re.I,
)
_WORDED = re.compile(
    r"\b([a-z]+(?:-[a-z]+)?)[- ]years?[- ]old|\baged? ([a-z]+(?:-[a-z]+)?)\b"
    r"|\b([a-z]+) years of age", re.I)  # fmt: skip
_OF = re.compile(
    r" of (?:about |around |some |nearly |almost |only |just |barely |perhaps )?"
    r"([a-z]+(?:-[a-z]+)?|\d{1,2})(?:,? and ([a-z]+(?:-[a-z]+)?|\d{1,2}))?(?! months| days)\b",
    re.I,
)
_UNDER = re.compile(r"\bunder (?:the age of )?([a-z]+|\d{1,2})\b", re.I)
_AFTER = re.compile(
    r",? in (?:his|her|their) (?:(?:early|mid|late)[- ]?)?(?P<decade>\w+)"
    r"|, (?:both |all )?(?:then |now |aged )?(?P<years>\d{1,2})(?=[,.;]| and | at the time)"
    r"|, (?:both|all|each) (?:aged )?under (?:the age of )?(?P<under>\d{1,2}|eighteen)\b"
    r"| \((?P<inside>\d{1,2})\)"
)
OLDEST = 110
PARENTS = 16  # "a mother of sixteen" is sixteen; "a mother of three" has three children


@cache
def _bands() -> tuple[tuple[str, int, int, tuple[str, ...]], ...]:
    codes = vocabulary("ages")
    return tuple(
        (c.code, int(str(c.extra["min"])), int(str(c.extra["max"])), c.cues["words"]) for c in codes
    )


@cache
def _not_aged() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns before "of five" that have no age, and those that have it only from sixteen on."""
    table: dict[str, Any] = load_yaml("ages")
    return frozenset(table["of_a_number"]), frozenset(table["of_children"])


def band(years: int) -> str | None:
    """The age band that holds `years`; None past any age."""
    return next((code for code, low, high, _ in _bands() if low <= years <= high), None)


def common_age(
    phrases: Sequence[Sequence[Token]], people: Sequence[Token], described: Sequence[Token]
) -> str | None:
    """The band that all of a group share: of each head its phrase and the noun that says who."""
    bands = {
        _age_of(phrase, token, noun)
        for phrase, token, noun in zip(phrases, people, described, strict=True)
    }
    return bands.pop() if len(bands) == 1 else None


def age_said(verb: Token) -> str | None:
    """The band of the age that "be" tells: "he was 17", "she was then sixteen years old"."""
    years = years_said(verb)
    return band(years) if years is not None else _decade_said(verb)


def _decade_said(verb: Token) -> str | None:
    """The band of "he is in his late twenties"."""
    ins = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "in")
    nouns = (o for c in ins for o in c.children if o.dep_ == "pobj")
    own = (o.lower_ for o in nouns if any(c.tag_ == "PRP$" for c in o.lefts))
    said = {code for word in own for code, _, _, cues in _bands() if word in cues}
    return said.pop() if len(said) == 1 else None


def years_said(verb: Token) -> int | None:
    """The age in years that "be" tells; also "I am a nurse, aged 41"."""
    for word in (*verb.rights, *(c for w in verb.rights for c in w.rights if c.lower_ == "aged")):
        numeral = word if word.dep_ in {"attr", "acomp"} and word.pos_ == "NUM" else None
        if word.lower_ == "old":
            inner = (g for c in word.lefts for g in c.lefts if c.lower_ in {"year", "years"})
            numeral = next((g for g in inner if g.pos_ == "NUM"), None)
        if word.lower_ == "aged":
            numeral = next((g for g in word.rights if g.pos_ == "NUM"), None)
        if numeral is None or any(c.dep_ in {"prep", "nummod"} for c in numeral.children):
            continue
        years = number(numeral.doc[numeral.left_edge.i : numeral.i + 1].text)  # "twenty-five"
        if years and years == int(years) and years <= OLDEST:
            return int(years)
    return None


def years_beside(token: Token) -> int | None:
    """The age in years that a sentence tells, where it tells one alone: "the speaker, 38, is"."""
    told = {m["old"] or m["aged"] or m["beside"] for m in _YEARS.finditer(token.sent.text)}
    return int(told.pop()) if len(told) == 1 else None


_YEARS = re.compile(
    r"\b(?P<old>\d{2})[- ]years?[- ]old\b|\baged (?P<aged>\d{2})\b|, (?P<beside>\d{2})(?=[,.;])"
)


def _age_of(phrase: Sequence[Token], token: Token, noun: Token) -> str | None:
    text = token.doc[phrase[0].i : phrase[-1].i + 1].text
    nouns = [noun, *(t for t in phrase if t.dep_ == "appos" and t.i != noun.i)]
    stated = {*_stated(text), *(b for n in nouns for b in _of_a_number(n))}
    others = [t for n in nouns[1:] for t in n.conjuncts if t.pos_ in {"NOUN", "PROPN", "ADJ"}]
    if any(stated != _told_of(t) for t in others):
        return None  # "two people, a carpenter of 38 and his apprentice"
    stated = stated or {*_after(phrase[-1])} or {*_behind_home(noun)}
    if not stated:
        stated = {*_decades(text)}
    if not stated and noun.lower_ in words().child:
        return "0-17"
    return stated.pop() if len(stated) == 1 else None


def _told_of(noun: Token) -> set[str]:
    """The bands that a noun with its own words tells: "a miner of 38", "a Syrian aged 35"."""
    own = noun.doc[noun.left_edge.i : noun.i + 3].text
    return {*_of_a_number(noun), *_stated(own)}


def _stated(text: str) -> Iterable[str]:
    """The bands of the exact ages in some words."""
    for match in (*_AGES.finditer(text), *_WORDED.finditer(text)):
        for said in match.groups():
            years = number(said) if said else None
            if years and (found := band(int(years))):
                yield found
    for match in _UNDER.finditer(text):
        years = number(match[1])
        if years and years <= 18:
            yield "0-17"


def _of_a_number(noun: Token) -> Iterable[str]:
    """The bands of "a fisherman of 47", "girls of nine and fourteen"."""
    none, parents = _not_aged()
    said = _OF.match(text_of(noun.doc), noun.idx + len(noun))
    if said is None or noun.lower_ in none or noun.pos_ == "NUM":
        return
    if said[0].strip() == "of one" and noun.lower_ not in words().child:
        return  # "the hand of one"
    for years in (number(word) for word in said.groups() if word):
        if years and years <= OLDEST and not (noun.lower_ in parents and years < PARENTS):
            yield from (found for found in (band(int(years)),) if found)


def _behind_home(noun: Token) -> Iterable[str]:
    """The band of "a baker from Sfax, 44,", "from Sfax, A. B., 44," and "from Oran aged 26"."""
    said = _BEHIND_HOME.match(text_of(noun.doc), noun.idx + len(noun))
    years = number(said["beside"] or said["aged"]) if said else None
    if years and years <= OLDEST:
        yield from (found for found in (band(int(years)),) if found)


_CAPITALS = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*)*"
_BEHIND_HOME = re.compile(
    rf" from {_CAPITALS}(?:"
    rf"(?:, {_CAPITALS})?, (?P<beside>\d{{1,2}})(?=[,.;])|,? aged (?P<aged>[\w-]+))"
)


def _after(last: Token) -> Iterable[str]:
    """The band of ", 52," or "in her late twenties" right after `last`, which ends the phrase."""
    said = _AFTER.match(text_of(last.doc), last.idx + len(last))
    if said is None:
        return
    if years := said["years"] or said["inside"]:
        yield from (found for found in (band(int(years)),) if found)
        return
    if said["under"]:
        yield from ("0-17" for years in (number(said["under"]),) if years and years <= 18)
        return
    word = said["decade"].lower()
    yield from (code for code, _, _, cues in _bands() if word in cues)


def _decades(text: str) -> Iterable[str]:
    lower = f" {text.lower()} ".replace(",", " ").replace("-", " ")
    return (code for code, _, _, cues in _bands() if any(f" {cue} " in lower for cue in cues))
