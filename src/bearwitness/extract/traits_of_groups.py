"""Sex, nationality and status of a group, as its words tell them.

The rules it keeps:
- A sex is a group's when all of its nouns tell one; women and men are mixed.
- A list that says who all of them are tells their sex: "nine persons, seven women and two men".
- Somebody's "wife" or "nephew" tells their sex where "his" or "her" means them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from ..model.places import PlacePrecision
from ..reference.gazetteer import gazetteer
from ..reference.vocabulary import vocabulary
from .arguments import conjuncts
from .gathered import described
from .people import is_surely_people, sex_of, words
from .pronouns import HE_OR_SHE
from .sizes import ANAPHORA, parts_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    Demonym = Callable[[str], str | None]


def sex_in(tokens: list[Token], people: list[Token]) -> str | None:
    """The sex that all of a group's words tell; "mixed" for women and men."""
    known = words()
    if len(people) == 1 and (parts := parts_of(people[0])):
        sexes = {sex_of(part.lower_) for part in parts}
        if {"female", "male"} <= sexes:
            return "mixed"
        return sexes.pop() if len(sexes) == 1 else None
    sexes = set()
    for token in people:
        if token.lower_ in known.female:
            sexes.add("female")
        elif token.lower_ in known.male:
            sexes.add("male")
    for token in people:
        if token.lower_ not in known.female | known.male and (owner := _owner_sex(token)):
            sexes.add(owner)
    for token in tokens:
        if token.lower_ in {"female", "women", "woman", "girl", "girls", "mother"}:
            sexes.add("female")
        elif token.lower_ in {"male", "men", "man", "boy", "boys"}:
            sexes.add("male")
    if len(sexes) == 2:
        return "mixed"
    others = any(
        t.lower_ == "other" and t.head.lower_ in known.female | known.male for t in tokens
    )  # "X and two other women"
    everyone = others or all(t.lower_ in known.female | known.male or _owner_sex(t) for t in people)
    return sexes.pop() if sexes and (everyone or len(people) == 1) else None


def _owner_sex(token: Token) -> str | None:
    """The sex that a relative joined to somebody tells of them: "a teacher and his nephew"."""
    if token.tag_ not in {"NN", "NNP"} or token.lower_ in ANAPHORA:
        return None
    along = (c for h in (token, token.head) for c in h.rights if c.lower_ == "with")
    beside = (c for c in token.rights if c.dep_ in {"conj", "appos"})  # "a teacher, his wife and"
    kin = next(beside, None) or next(
        (o for c in along for o in c.children if o.dep_ == "pobj"), None
    )
    owners = (c for c in kin.lefts if c.tag_ == "PRP$") if kin is not None else ()
    return next((HE_OR_SHE[c.lower_] for c in owners if c.lower_ in HE_OR_SHE), None)


def nationality_in(tokens: list[Token], demonym: Demonym) -> str | None:
    found = set()
    for i, token in enumerate(tokens):
        two = demonym(f"{tokens[i - 1].text} {token.text}") if i else None
        code = two or (demonym(token.text) if token.text[:1].isupper() else None)
        is_ethnic = token.i > 0 and token.nbor(-1).lower_ == "ethnic"
        if is_ethnic or any(c.lower_ == "ethnic" for c in token.lefts):
            code = None  # "ethnic Kazakhs" may be of any country
        if two:
            found.discard(demonym(tokens[i - 1].text))
        code = code or _country_before_people(token)
        if code and not (i + 1 < len(tokens) and demonym(f"{token.text} {tokens[i + 1].text}")):
            found.add(code)
            if token.dep_ in {"amod", "compound", "nmod"}:  # "Syrian and Afghan men"
                found.update(d for c in token.rights if c.dep_ == "conj" and (d := demonym(c.text)))
    return found.pop() if len(found) == 1 else None


def _country_before_people(token: Token) -> str | None:
    """The country whose name stands for its adjective: "38 Myanmar nationals"."""
    beside = token.i + 1 < len(token.doc) and token.nbor(1).is_alpha and not token.nbor(1).like_num
    if token.ent_type_ != "GPE" or token.dep_ not in {"compound", "nmod", "amod"} or not beside:
        return None
    if token.head.tag_ not in {"NN", "NNS"} or not is_surely_people(token.head):
        return None
    return _country(token.text)


def _country(name: str) -> str | None:
    """The country of that name; None for every other place."""
    named = gazetteer().lookup(name)[:1]
    is_country = bool(named) and named[0].precision is PlacePrecision.COUNTRY
    return named[0].country if is_country else None


def country_of(people: list[Token], demonym: Demonym) -> str | None:
    """The country of "eleven nationals of Ethiopia", "two women from Myanmar"; None for several."""
    found = {code for token in people for code in _countries_after(described(token))}
    for token in people:
        found |= {code for held in _nationalities(token) if (code := nationality_in(held, demonym))}
    return found.pop() if len(found) == 1 else None


def _nationalities(token: Token) -> Iterable[list[Token]]:
    """The words before the noun of "one of the maids, of Sri Lankan nationality"."""
    for holder in {token.i: token, (whole := described(token)).i: whole}.values():
        for prep in (c for c in holder.rights if c.lower_ in {"of", "with"}):
            for noun in (o for o in prep.children if o.lemma_ in _NATIONALITY):
                yield [t for t in noun.subtree if t.i < noun.i]


_NATIONALITY = {"nationality", "citizenship", "origin"}


def _countries_after(token: Token) -> Iterable[str]:
    for prep in token.rights:
        if prep.lower_ == "from" or (prep.lower_ == "of" and token.lemma_ in NATIONALS):
            for noun in (g for c in prep.children if c.dep_ == "pobj" for g in conjuncts(c)):
                for name in (noun, *(c for c in noun.lefts if c.dep_ == "poss")):
                    if name.ent_type_ not in {"GPE", "LOC", "NORP", "ORG"}:
                        continue  # "from Myanmar", "from Myanmar's Chin State"
                    if code := _country(_name_around(name)):
                        yield code


def _name_around(noun: Token) -> str:
    """The whole name that a noun is in: "Democratic People's Republic of Korea"."""
    doc, start, end = noun.doc, noun.i, noun.i + 1
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    start += doc[start].lower_ == "the"
    return str(doc[start:end].text)


NATIONALS = {"national", "citizen", "subject", "native"}


@cache
def _status_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (f" {word.replace('-', ' - ')} ", code.code)
        for code in vocabulary("statuses")
        for word in code.cues["words"]
    )


def statuses_in(lower: str) -> tuple[str, ...]:
    """Status codes in the order of the vocabulary."""
    padded = f" {lower} "
    return tuple(dict.fromkeys(code for word, code in _status_words() if word in padded))
