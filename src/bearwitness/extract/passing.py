"""Words that name an act and tell of none: allusions, opinions, penalties, links elsewhere."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..model.claim import Modality
from ..reference.gazetteer import gazetteer
from ..reference.parse import dictionary
from .arguments import of as arguments_of
from .cues import index
from .people import is_people, is_surely_people

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .acts import Mention

LINKED = 300  # code points that a list of links reaches where the page has no line ends
_OCCURS = {"take", "occur", "happen", "begin", "start", "continue", "follow", "leave", "claim"}
_OF_MANY = {"massacre", "massacres", "killings", "murders", "lynchings", "executions"}


_PENALTIES = {"sentence", "condemn", "punishment", "penalty", "face", "carry"}


def elsewhere(text: str) -> tuple[tuple[int, int], ...]:
    """The code points of headlines of other reports that a page links to ("Related stories: …")."""
    marks = index().links
    found = marks.finditer(text) if marks else ()
    return tuple((m.start(), _line_end(text, m.end())) for m in found)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start, start + LINKED)
    return end if end >= 0 else min(len(text), start + LINKED)


def is_allusion(mention: Mention) -> bool:
    """Whether a noun calls up a known event by the name of its place: "the Invented massacre".

    Nothing is said of it: no people, no agent, and it is not the subject of "took place".
    """
    if not mention.is_noun or mention.act != "killing" or mention.agents:
        return False
    token, known = mention.token, dictionary()
    people = mention.arguments.patients
    if token.lower_ in _OF_MANY:  # the name before it is a place's, if no person's
        people = tuple(t for t in people if t.dep_ not in _BEFORE or _are_people(t))
    if not people and _dates(token):
        return True
    if people or token.dep_ in {"nsubjpass", "ROOT"}:
        return False
    if token.dep_ == "nsubj" and token.head.lemma_ in _OCCURS:
        return False
    before = [t for c in token.lefts if c.dep_ in {*_BEFORE, "amod"} for t in c.subtree]
    names = [t for t in before if t.pos_ == "PROPN" or t.ent_type_ in _NAMES]
    strange = [t for t in before if t.is_lower and t.is_alpha and t.lemma_ not in known]
    counted = any(c.dep_ == "nummod" for c in token.lefts)
    return bool(names or strange) and not counted


_BEFORE = {"compound", "nmod"}
_NAMES = {"GPE", "LOC", "FAC", "NORP"}


def _are_people(token: Token) -> bool:
    """Whether a word before "killings" is surely people, and no place taken for a people."""
    is_place = token.ent_type_ == "NORP" and token.pos_ == "NOUN" and token.is_lower
    return is_surely_people(token) and not (is_place and gazetteer().lookup(token.text))


def _dates(token: Token) -> bool:
    """Whether an act only dates another: "on the day the Invented massacre took place"."""
    before = [t.lower_ for t in token.doc[max(token.sent.start, token.i - FAR) : token.i]]
    return any(first in _TIMES and second in _WHEN for first, second in pairwise(before))


FAR = 6  # tokens between "the day" and the act that it is the day of
_TIMES = {"day", "night", "morning", "evening", "week", "month", "year"}
_WHEN = {"the", "when", "that", "of", "after", "before"}


def is_opinion(mention: Mention) -> bool:
    """Whether a killing of nobody in particular, by nobody named, is only judged or mourned.

    "The killing of the innocent is shameful", "a protest against the murder of pilgrims". A number,
    a name, a single victim or an agent makes it one that is told of.
    """
    if mention.act != "killing" or mention.agents:
        return False
    victims = [t for t in arguments_of(mention.token).patients if not _is_place_or_manner(t)]
    if not victims or any(not _is_nobody_in_particular(t) for t in victims):
        return False
    if all(_is_innocent(t) for t in victims):
        return True
    return any(t.lemma_.lower() in index().judging for t in _above(mention.token))


def _is_nobody_in_particular(token: Token) -> bool:
    """Whether a noun in the plural has no number and no name: "pilgrims", "the innocent"."""
    if token.ent_type_ == "PERSON" or any(c.dep_ == "nummod" for c in token.lefts):
        return False
    return token.tag_ in {"NNS", "NNPS"} or _is_innocent(token)


def _is_place_or_manner(token: Token) -> bool:
    """Whether the word stands before the noun or behind "at": no victim of "the killing of"."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in _BEFORE or (token.dep_ == "pobj" and token.head.lower_ in {"at", "on"})


def _is_innocent(token: Token) -> bool:
    words = {token.lower_, *(c.lower_ for c in token.lefts)}
    return bool(words & {"innocent", "innocents"})


def _above(token: Token) -> list[Token]:
    """What governs an act, and what is said of it where it is a subject."""
    found = list(token.ancestors)[:STEPS]
    if token.dep_ in {"nsubj", "nsubjpass"}:
        said = [c for c in token.head.children if c.dep_ in {"acomp", "attr"}]
        found += [*said, *(c for s in said for c in s.lefts)]
    return found


STEPS = 5  # governors looked at above an act that may only be judged


def is_penalty(mention: Mention) -> bool:
    """Whether a court gave it or may give it: "to ten years of forced labour", "if convicted"."""
    if mention.act == "sentence" and mention.token.lemma_ == "convict":
        return any(c.lower_ == "if" for c in mention.token.lefts)
    if mention.act != "forced labour" or not mention.is_noun:
        return False
    above = list(mention.token.ancestors)
    subjects = [c for a in above if a.pos_ == "VERB" for c in a.lefts if c.dep_ == "nsubj"]
    return any(token.lemma_.lower() in _PENALTIES for token in (*above, *subjects))


def is_caused(noun: Token) -> bool:
    """Whether a death is what a deed led to, and so none in custody: "causing the death of"."""
    return noun.dep_ == "dobj" and noun.head.lemma_ == "cause"


def is_crash(verb: Token) -> bool:
    """Whether a vehicle or a building killed: "was killed when a truck hit his car"."""
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    subjects = (c for clause in clauses for c in clause.lefts if c.dep_.startswith("nsubj"))
    return any(c.lemma_.lower() in index().vehicles for c in subjects)


def is_score(verb: Token) -> bool:
    """Whether somebody is beaten in a game or a vote: "beat them 3-2", "beaten by 40 votes"."""
    words = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + FAR + FAR)]
    return _SCORE.search(words.text.lower()) is not None


_SCORE = re.compile(
    r"\b\d+ ?[-–] ?\d+\b|\bby (?:\w+ ){1,2}(?:run|goal|point|wicket|vote|second|game)s?\b"
)


def is_taken(noun: Token) -> bool:
    """Whether a beating is only a manner of speaking: "its image has taken a beating"."""
    taken = noun.dep_ == "dobj" and noun.head.lemma_ == "take"
    subjects = (c for c in noun.head.lefts if c.dep_ == "nsubj")
    return taken and not any(is_people(c) for c in subjects)


def is_own_plan(mention: Mention, how: Modality) -> bool:
    """Whether those who want to be arrested say so: "we would court arrest"."""
    before = mention.token.nbor(-1) if mention.token.i else mention.token
    courted = "court" in {mention.token.lemma_, before.lower_} and mention.act == "arrest"
    helpers = {c.lower_ for c in mention.token.lefts if c.dep_ == "aux"}  # also beside a noun
    return courted and (how in _TO_COME or not helpers.isdisjoint(_WILL))


_TO_COME = {Modality.PLANNED, Modality.CONDITIONAL}
_WILL = {"will", "would", "shall", "may", "might", "could"}


def is_on_a_thing(noun: Token) -> bool:
    """Whether an assault is on nobody: "an assault on parliament"."""
    preps = (c for c in noun.children if c.lower_ in {"on", "against"})
    targets = [t for prep in preps for t in prep.children if t.dep_ == "pobj"]
    return bool(targets) and not any(is_people(t) for t in targets)
