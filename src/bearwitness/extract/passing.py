"""Words that name an act and tell of none: allusions, penalties, links to other reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..reference.parse import dictionary
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
        people = tuple(t for t in people if t.dep_ != "compound" or is_surely_people(t))
    if people or token.dep_ in {"nsubjpass", "ROOT"}:
        return False
    if token.dep_ == "nsubj" and token.head.lemma_ in _OCCURS:
        return False
    before = [t for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"} for t in c.subtree]
    names = [t for t in before if t.pos_ == "PROPN" or t.ent_type_ in {"GPE", "LOC", "FAC"}]
    strange = [t for t in before if t.is_lower and t.is_alpha and t.lemma_ not in known]
    counted = any(c.dep_ == "nummod" for c in token.lefts)
    return bool(names or strange) and not counted


def is_penalty(mention: Mention) -> bool:
    """Whether forced labour is what a court gave: "sentenced to ten years of forced labour"."""
    if mention.act != "forced labour" or not mention.is_noun:
        return False
    above = list(mention.token.ancestors)
    subjects = [c for a in above if a.pos_ == "VERB" for c in a.lefts if c.dep_ == "nsubj"]
    return any(token.lemma_.lower() in _PENALTIES for token in (*above, *subjects))


def is_on_a_thing(noun: Token) -> bool:
    """Whether an assault is on nobody: "an assault on parliament"."""
    preps = (c for c in noun.children if c.lower_ in {"on", "against"})
    targets = [t for prep in preps for t in prep.children if t.dep_ == "pobj"]
    return bool(targets) and not any(is_people(t) for t in targets)
