"""Words that speak of people again: pronouns, definite nouns, parts of a group, tellers.

The rules it keeps:
- A noun is definite where "the", "these" or "both" stands before it and no clause says which ones.
- What is said of "me" tells the teller's sex only by the cues of vocabulary/people.yml.
- Names are compared as sets of words and kept nowhere.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.vocabulary import load_yaml, word_sets
from .counts import is_number, number
from .people import is_initials, is_people, is_surely_people, words
from .pronouns import ANY_HE_OR_SHE, ANY_ME, ANY_THEY, ANY_US
from .shares import whole_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_SUBJECTS = {"nsubj", "nsubjpass"}
_PLACED = {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj", "ROOT", "dative",
           "poss", "oprd", "dep", "npadvmod", "ccomp"}  # fmt: skip
WHOLE = {"all", "both", "each", "everyone", "everybody"}
COLLECTIVE = {"family", "group", "couple", "pair", "trio", "party", "crew"}
_DEFINITE = {"the", "these", "those", "both", "that", "this", "all"}


@cache
def cues() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("people")["spoken_of"]
    return table | word_sets(table)


def sex_of_teller(text: str) -> str | None:
    """The sex that somebody's own words tell of them; None where they tell none or both."""
    lower = f" {' '.join(text.lower().split())} "
    found = [sex for sex, cues in cues()["teller"].items() if any(cue in lower for cue in cues)]
    return found[0] if len(found) == 1 else None


def is_mention(token: Token, is_affected: bool) -> bool:
    """Whether a token heads words for people that can be spoken of again.

    `is_affected`: something is done to them there.
    """
    lower = token.lower_
    if lower in ANY_HE_OR_SHE or lower in ANY_THEY or lower in ANY_ME or lower in ANY_US:
        return token.tag_ in {"PRP", "PRP$"}
    if lower in {"nobody", "you", "who", "whom"}:
        return False  # nobody told of again by "they" or "she"
    if _is_in_the_name_of_a_body(token):
        return False
    before = {c.lower_ for c in token.lefts}
    if "no" in before or (word_of(token) in COLLECTIVE and before & cues()["bodies"]):
        return False
    if is_affected:
        return is_people(token)
    if token.dep_ not in _PLACED or (lower in words().pronouns - WHOLE and not _is_one_of(token)):
        return False
    if is_number(token):
        return is_definite(token) or is_some_people(token) or _is_one_of(token)
    return is_surely_people(token) and token.pos_ in {"NOUN", "PROPN", "PRON", "ADJ"}


def _is_in_the_name_of_a_body(token: Token) -> bool:
    """Whether a noun is part of an organisation's name: "the Sudanese Lawyers' Platform"."""
    if not token.text[:1].isupper() or token.ent_type_ == "PERSON" or token.tag_ == "PRP":
        return False
    owns = token.dep_ == "poss" and token.head.pos_ == "PROPN" and token.head.ent_type_ != "PERSON"
    return owns or (token.ent_type_ == "ORG" and token.pos_ == "PROPN" and token.tag_ != "NNP")


def is_speaking(token: Token) -> bool:
    """Whether a word is the subject of a verb of saying."""
    if token.dep_ != "nsubj":
        return False
    verbs = (token.head, *(c for c in token.head.rights if c.dep_ == "conj"))
    return any(verb.lemma_.lower() in cues()["saying"] for verb in verbs)


def said_by(token: Token, speaker: int) -> float:
    """How much speaks for the speaker: "he said that he was beaten", less "she fears that he"."""
    if token.dep_ not in _SUBJECTS | {"dobj", "poss"}:
        return 0.0
    verb = token.head if token.dep_ != "poss" else token.head.head
    for above in verb.ancestors:
        if above.lemma_.lower() in cues()["saying"]:
            subject = next((c for c in above.lefts if c.dep_ == "nsubj"), None)
            if subject is None or subject.i != speaker:
                return 0.0
            return 1.0 if above.lemma_.lower() in cues()["of_others"] else 4.0
    return 0.0


def is_some_people(token: Token) -> bool:
    """Whether a number stands for people: "seven are in Seoul", "three of them", "eleven of us"."""
    of = whole_of(token)
    if of is not None and (of.lower_ in ANY_THEY | ANY_US or of.lower_ == "whom"):
        return True
    after = token.doc[token.i + 1 : token.i + 2]
    is_part = token.ent_type_ == "DATE" and is_of_these(token)
    return (
        token.dep_ in _SUBJECTS
        and (token.ent_type_ in {"", "CARDINAL"} or is_part)
        and not list(token.children)
        and all(t.pos_ in {"AUX", "VERB"} for t in after)
    )


def _is_one_of(token: Token) -> bool:
    """Whether it is "one of them", "one of the women", who does nothing to others there."""
    of = whole_of(token) if token.lower_ == "one" else None
    if of is None or (token.dep_ == "pobj" and is_surely_people(token.head.head)):
        return False  # "a cousin of one of them"
    does = token.dep_ == "nsubj" and token.head.lemma_ != "have"
    if does and any(c.dep_ == "dobj" for c in token.head.rights):
        return False  # "one of them tore it"
    return of.lower_ in ANY_THEY | ANY_US or (is_definite(of) and is_surely_people(of))


def is_of_these(token: Token) -> bool:
    """Whether "of these" opens what is said of a number: "of these, 38 stated that"."""
    opening = (c for c in token.head.lefts if c.dep_ == "prep" and c.lower_ == "of")
    return any(o.lower_ in _THESE for c in opening for o in c.children)


_THESE = {"these", "those", "them", "whom"}


def is_definite(token: Token) -> bool:
    """Whether a noun speaks of somebody told of before: "the women", "the five", "both"."""
    if token.ent_type_ == "PERSON" and token.pos_ == "PROPN":
        return False
    owned = any(c.dep_ == "poss" for c in token.lefts)
    told = token.lower_ == "both" or any(c.lower_ in _DEFINITE for c in token.lefts)
    return told and not owned and not _is_told_apart(token)


def _is_told_apart(token: Token) -> bool:
    """Whether a clause says which ones: "the men who came", "the driver of the van"."""
    for child in token.rights:
        if child.dep_ in {"relcl", "acl"} and child.i - token.i <= 2:
            return not any(t.is_punct for t in token.doc[token.i : child.left_edge.i])
        if child.lower_ == "of" and child.i == token.i + 1:
            return not any(g.ent_type_ == "GPE" for g in child.children)
    return False


def is_aside(token: Token) -> bool:
    """Whether those are some among others: "six children among them", "eight of whom are girls"."""
    before = {t.lower_ for t in token.doc[max(token.sent.start, token.i - 5) : token.i]}
    of = whole_of(token)
    if of is not None and of.lower_ in {"them", "whom"} and token.i and token.nbor(-1).text == ",":
        return True
    if any(_is_of_them(c) for c in token.lefts if c.dep_ in {"nummod", "nsubj"}):
        return True  # "eight of them children"
    if _is_behind_of_them(token):
        return True  # "one of them a boy of twelve"
    end = token.right_edge.i if token.dep_ == "appos" else token.i
    for i in {token.i, end}:
        if [t.lower_ for t in token.doc[i + 1 : i + 3]] == ["among", "them"]:
            return True  # "nine refugees, three children among them"
    return bool(before & {"including", "whom"}) or {"among", "them"} <= before


def _is_behind_of_them(token: Token) -> bool:
    """Whether "one of them" stands right before a noun and the words that belong to it."""
    doc, i = token.doc, token.left_edge.i
    numeral = doc[i - 3] if i - 3 >= token.sent.start else None
    if numeral is None or not (numeral.pos_ == "NUM" or numeral.lower_ in cues()["some"]):
        return False
    some = numeral.lower_ not in {"all", "both", "each", "most"}
    return some and doc[i - 2].lower_ == "of" and doc[i - 1].lower_ in {"them", "whom"}


def _is_of_them(numeral: Token) -> bool:
    """Whether it is "eight of them"."""
    of = whole_of(numeral)
    is_some = numeral.lower_ not in {"all", "both", "each"}
    return is_some and of is not None and of.lower_ in {"them", "whom"}


def is_all_of(token: Token) -> bool:
    """Whether it is "all eleven", "all the men"."""
    return any(c.lower_ in {"all", "both"} for c in token.lefts) and (
        number(token.text) is not None or is_definite(token)
    )


def is_order(word: str) -> bool:
    """Whether a word says which of several: "second", "youngest", "31st"."""
    return word in cues()["order"] or bool(_ORDINAL.fullmatch(word))


_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|(?:seven|eigh|nin|ten|eleven|twelf|\w+teen)th")


def is_rest(token: Token) -> bool:
    """Whether it is "the rest", "the others", "the remaining six", "the other 25"."""
    if not any(c.lower_ == "the" for c in token.lefts):
        return False
    return token.lower_ in cues()["rest"] or any(
        c.lower_ in {"other", "remaining"} for c in token.lefts
    )


def is_same(token: Token, appositive: Token) -> bool:
    """Whether an appositive says who they are, not some among them: no other number of people."""
    plural = {"NNS", "NNPS"}
    many = token.tag_ in plural or (token.pos_ == "NUM" and token.lower_ not in {"one", "1"})
    return many == (appositive.tag_ in plural) or token.pos_ == "PROPN"


def word_of(token: Token) -> str:
    """The word that a group is called by: a participle as it stands ("the injured")."""
    return token.lower_ if token.tag_.startswith("V") else token.lemma_.lower()


def name_words(token: Token) -> set[str]:
    """The words of a name, small letters."""
    if is_initials(token):
        return {token.lower_}
    if token.ent_type_ != "PERSON":
        return set()
    beside = [t for t in (*token.lefts, token) if t.ent_type_ == "PERSON" and len(t.text) > 1]
    return {t.lower_ for t in beside if t.is_alpha or (t == token and _INITIAL.match(t.text))}


_INITIAL = re.compile(r"[A-Z]\.$")  # "Sherzod M.", later "M."


def ends(known: str, noun: str) -> bool:
    return len(noun) > 3 and known.endswith(noun)


def sentence_before(token: Token) -> Iterator[Token] | None:
    start = token.sent.start
    return iter(token.doc[start - 1].sent) if start else None
