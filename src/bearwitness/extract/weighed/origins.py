"""The country that somebody is from, as the town or region tells that they are said to be from.

The rules it keeps:
- Whoever is a native of a town, comes, hails or is originally from it is of its country.
- "Three boys from Takhar" are of the country of that place where the act was done in another one,
  or sent them there. In their own country "from" may be a home or a workplace, and tells nothing.
- So are those born in Takhar; a child born where its parents fled to may have no nation.
- Whoever "came from" a town may have passed it; where somebody lives tells nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...model.places import PlaceRole
from ..arguments import conjuncts
from ..people import is_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from ..drafts import Draft
    from ..told_people import People
    from .nations import Nations


class Said(NamedTuple):
    """The preposition behind which a place of origin stands; whether it can be nothing else."""

    prep: Token
    is_plain: bool


def origin_of(draft: Draft, own: People | None, nations: Nations) -> str | None:
    """The country of the place that an act's people are said to be from; None where it is open."""
    words = nations.words_of(draft)
    if own is not None and nations.known is not None:
        words = [*words, *nations.known.words.get(id(own), ())]
    said = [(country, one.is_plain) for w in words for one, country in _told_by(w, nations)]
    plain = {country for country, is_plain in said if is_plain}
    found = plain or {country for country, _ in said}
    if len(found) != 1:
        return None
    (country,) = found
    here = {p.place.country for p in draft.places if p.role is not PlaceRole.TO}
    is_sent_there = any(p.place.country == country and p.role is PlaceRole.TO for p in draft.places)
    is_abroad = bool(here) and country not in here
    return country if plain or is_abroad or (is_sent_there and country not in here) else None


def _told_by(word: Token, nations: Nations) -> Iterator[tuple[Said, str]]:
    """What a word, and what hangs on it, says of where somebody is from, with the country."""
    if not is_people(word) and word.dep_ not in _SUBJECTS:
        return
    for one in (*_of_noun(word), *_behind_comma(word), *_of_verbs(word)):
        for country in _countries_behind(one.prep, nations):
            yield one, country


_SUBJECTS = {"nsubj", "nsubjpass"}


def _of_noun(word: Token) -> Iterator[Said]:
    """With the noun or what it is: "three boys from Takhar", "a tailor, a native of Asmara"."""
    said_as = [c for c in word.rights if c.dep_ == "appos"]
    if word.dep_ == "nsubj" and word.head.lemma_ == "be":
        said_as += [c for c in word.head.rights if c.dep_ == "attr"]
    for noun in (word, *said_as):
        for prep in (c for c in noun.rights if c.dep_ == "prep"):
            if prep.lower_ == "from":
                yield Said(prep, _is_originally(prep))
            elif prep.lower_ == "of" and noun.lemma_ == "native":
                yield Said(prep, is_plain=True)


def _behind_comma(word: Token) -> Iterator[Said]:
    """Between commas behind the word, wherever it hangs: "Hamid, from Herat, said"."""
    doc, at = word.doc, word.i + 1
    if at >= len(doc) or doc[at].lower_ != ",":
        return
    at += 1 + (at + 1 < len(doc) and doc[at + 1].lower_ == "originally")
    if at < len(doc) and doc[at].lower_ == "from" and doc[at].head.i != word.i:
        yield Said(doc[at], _is_originally(doc[at]))


def _of_verbs(word: Token) -> Iterator[Said]:
    """By a clause of which they are the subject: "was born in Homs", "who are from Yunnan"."""
    clauses = [c for c in word.rights if c.dep_ in {"relcl", "acl"}]
    if word.dep_ in _SUBJECTS:
        clauses.append(word.head)
    for verb in (v for c in clauses for v in (c, *_joined(c))):
        wanted = _BIRTH if verb.lower_ == "born" else _FROM
        for prep in (c for c in verb.rights if c.lower_ in wanted):
            if verb.lemma_ in {"hail", "originate"} or _is_coming(verb):
                yield Said(prep, is_plain=True)
            elif verb.lemma_ == "be" or verb.lower_ == "born":
                yield Said(prep, _is_originally(prep))


def _is_coming(verb: Token) -> bool:
    """Whether somebody "comes from" somewhere, not "came" or "will come" on their way."""
    is_now = verb.lower_ in {"come", "comes"} and verb.tag_ in {"VB", "VBP", "VBZ"}
    return is_now and not any(c.dep_ == "aux" for c in verb.lefts)


_FROM, _BIRTH = {"from"}, {"in", "at", "near", "outside", "from"}


def _joined(verb: Token) -> Iterable[Token]:
    """Verbs joined to one that share its subject: "I am 29 years old and come from Léon"."""
    joined = (t for t in verb.conjuncts if t.i > verb.i)
    return [t for t in joined if not any(c.dep_ in _SUBJECTS for c in t.lefts)]


def _is_originally(prep: Token) -> bool:
    return prep.i > 0 and prep.nbor(-1).lower_ == "originally"


def _countries_behind(prep: Token, nations: Nations) -> Iterator[str]:
    """The countries of the places behind a preposition, or of what lies near them."""
    for noun in (n for o in prep.children if o.dep_ == "pobj" for n in _named_in(o)):
        for place in nations.places:
            if place.country and place.start <= noun.idx < place.end:
                yield place.country


def _named_in(noun: Token) -> Iterator[Token]:
    """A place, those joined to it, and those that a village is of, in or near."""
    for one in conjuncts(noun):
        yield one
        yield from (c for c in one.children if c.dep_ in {"poss", "appos"})
        for prep in (c for c in one.rights if c.lower_ in {"of", "in", "near", "outside"}):
            yield from (o for o in prep.children if o.dep_ == "pobj")
