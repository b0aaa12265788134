"""Which words are people, and the coarse attributes that a noun alone gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..reference.parse import once_a_word
from ..reference.vocabulary import load_yaml, vocabulary
from .counts import is_number, is_sum, is_time

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """The tables of vocabulary/people.yml as sets of lower-case words."""

    female: frozenset[str]
    male: frozenset[str]
    child: frozenset[str]
    old: frozenset[str]
    nouns: frozenset[str]
    pronouns: frozenset[str]
    plural: frozenset[str]
    loads: frozenset[str]  # people where people follow: "a busload of migrants"
    one_of_several: frozenset[str]  # "the youngest", "the injured": people where no noun follows


@cache
def words() -> PeopleWords:
    """The people words, loaded once a process."""
    table = load_yaml("people")
    nouns, pronouns = table["nouns"], table["pronouns"]
    loads = nouns["loads"]
    listed = frozenset(w for group in nouns.values() for w in group if w not in loads)
    vague = frozenset(code.code for code in vocabulary("counts"))
    workers = _workers() | frozenset(_plural(w) for w in nouns["stations"])
    return PeopleWords(
        female=frozenset([*nouns["female"], *pronouns["female"]]),
        male=frozenset([*nouns["male"], *pronouns["male"]]),
        child=frozenset(nouns["child"]),
        old=frozenset(nouns["old"]),
        nouns=listed | vague | workers,
        pronouns=frozenset(w for group in pronouns.values() for w in group),
        plural=frozenset([*nouns["plural_only"], *table["standing_alone"]["many"]]),
        loads=frozenset([*loads, *(_plural(w) for w in loads)]),
        one_of_several=frozenset(w for some in table["standing_alone"].values() for w in some),
    )


_TITLES = {"mr": "male", "sir": "male", "lord": "male", "mrs": "female", "ms": "female",
           "miss": "female", "lady": "female"}  # fmt: skip


def sex_of(word: str) -> str | None:
    """The sex that a noun, pronoun or title in small letters tells by itself; None for others."""
    known = words()
    if word in known.female:
        return "female"
    return "male" if word in known.male else _TITLES.get(word)


def _workers() -> frozenset[str]:
    """The last word of every occupation and post, one and many: "performer", "performers"."""
    table = load_yaml("occupations")
    last = {re.split("[ -]", name)[-1] for part in ("occupations", "posts") for name in table[part]}
    last -= {"chief", "employed", "unemployed", "hand"}  # a hand alone is a part of the body
    return frozenset(last) | {_plural(word) for word in last}


def _plural(word: str) -> str:
    if word.endswith(("man", "men")):
        return word[:-2] + "en"
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


_STANDING = {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "dative", "poss", "ROOT"}
_AGES_IN = {"year", "years", "month", "months"}


def is_aged(token: Token) -> bool:
    """Whether an age stands for somebody: "a 15-year-old was shot"."""
    if token.lower_ not in {"old", "olds"} or token.dep_ not in _STANDING:
        return False
    return any(child.lower_ in _AGES_IN for child in token.lefts)


def is_initials(token: Token) -> bool:
    """Whether somebody is called by initials alone: "A.M. was arrested"; no "U.S."."""
    if token.text in _NO_NAMES or not _INITIALS.fullmatch(token.text):
        return False
    return token.i == 0 or not token.nbor(-1).like_num  # "10 A.M."


_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_NO_NAMES = {"U.S.", "U.N.", "U.K.", "E.U.", "A.U.", "D.C.", "U.A.E.", "P.O.", "N.B.", "P.S.",
             "U.S.A.", "D.P.R.", "R.O.K.", "R.A.", "D.R."}  # fmt: skip


def is_language(token: Token) -> bool:
    """Whether a people's name is its language: "a form in Turkish", "he spoke Arabic"."""
    if token.ent_type_ not in {"NORP", "LANGUAGE"} or token.tag_ in {"NNS", "NNPS"}:
        return False
    first = token
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    if any(c.dep_ in {"det", "nummod", "poss"} for c in first.lefts):
        return False
    if first.dep_ == "pobj":
        return first.head.lower_ in {"in", "into"}
    return first.dep_ == "dobj" and first.head.lemma_ in _SPOKEN


_SPOKEN = {"speak", "understand", "read", "write", "learn"}


def _is_an_age(token: Token) -> bool:
    """Whether a number is somebody's age: "14 girls, the youngest 15"."""
    before = [c.lower_ for c in token.lefts]
    return is_number(token) and bool({*before} & words().one_of_several - _ORDINALS)


_ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth", "last"}
_FOR_A_NOUN = {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "poss"}


def _stands_alone(token: Token) -> bool:
    """Whether "the youngest", "the fourth" or "the injured" stands for people without a noun."""
    if token.ent_type_ in {"DATE", "TIME"} or token.dep_ not in _FOR_A_NOUN:
        return False
    if any(c.lower_ == "of" for c in token.rights) and token.lower_ in _ORDINALS:
        return False
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if token.dep_ == "pobj" and token.lower_ in _ORDINALS:
        return False  # "on the third", "from the first"
    if after is not None and after.pos_ in {"NOUN", "PROPN", "ADJ"} and after.dep_ != "appos":
        return False
    return any(c.lower_ in {"the", "these", "those"} for c in token.lefts)


def is_thing(token: Token) -> bool:
    """Whether a noun in small letters, or the iris that is scanned, is taken for a name."""
    if token.lower_ == "iris":
        return token.dep_ == "compound" or token.tag_ in {"NN", "NNS"}
    return token.ent_type_ == "PERSON" and token.is_lower and token.tag_ in {"NN", "NNS"}


def is_surely_people(token: Token) -> bool:
    """Whether a noun is in the table, an age or a person's name: no other name, no bare number."""
    known = words()
    listed = token.lower_ in known.nouns or token.lower_ in known.pronouns or is_aged(token)
    if token.lower_ in known.one_of_several and _stands_alone(token):
        return True
    if is_sum(token) or is_language(token):
        return False
    named = token.ent_type_ in {"PERSON", "NORP"} or is_initials(token)
    named = named and not is_thing(token)
    return listed or named or token.pos_ == "NUM"


@once_a_word
def is_people(token: Token) -> bool:
    """Whether a noun, name, number or pronoun can stand for people."""
    known = words()
    lower = token.lower_
    if lower in known.nouns or lower in known.pronouns:
        return True
    if lower in {"hand", "hands"}:  # "two farm hands"
        return any(c.dep_ == "compound" for c in token.lefts)
    if lower in known.loads:
        behind = (o for c in token.rights if c.lower_ == "of" for o in c.children)
        return any(is_people(o) for o in behind)
    if is_sum(token) or is_language(token) or is_time(token):
        return False
    if is_initials(token):
        return True
    if is_thing(token):
        return False
    if token.ent_type_ in {"PERSON", "NORP"} or is_number(token) or is_aged(token):
        return not _is_an_age(token)
    if lower in known.one_of_several and _stands_alone(token):
        return True
    if token.tag_ == "NNPS" and any(c.dep_ in {"nummod", "amod"} for c in token.lefts):
        return True  # "two ethnic Kazakhs", which the parser takes for a country
    return token.pos_ == "PROPN" and token.ent_type_ not in {"GPE", "LOC", "FAC", "DATE", "EVENT"}
