"""Who acts in an event that a noun names: "in police firing", "the riots", "clashes", "a sweep".

The rules it keeps:
- An institution in the event's phrase acts in it; an event that people make has people act in it.
- Where two sides clash and one is an institution, nobody is given by the event alone.
- A place or a cell where it was has nobody act.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import vocabulary
from .perpetrators import FORCES, PLACES, Institution, counted, kind_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span, Token

FIRING = {
    "bullet",
    "bullets",
    "gunfire",
    "firing",
    "shooting",
    "shelling",
    "crackdown",
}  # events whose doer stands before them
OPERATIONS = {"raid", "raids", "operation", "operations", "sweep", "sweeps", "crackdown", "patrols",
              "search", "searches", "checks", "campaign"}  # fmt: skip
CLASHES = {"clash", "clashes", "confrontation", "confrontations", "fighting", "battle", "battles"}
NOT_CAUSES = {"prison", "private person"}
CAUSES = {"in", "during", "by", "from", "of", "due", "because", "to", "after"}


@cache
def _nouns() -> frozenset[str]:
    """The nouns of events that people make: "riot", "stabbing"."""
    codes = vocabulary("perpetrators")
    return frozenset(noun for code in codes for noun in code.cues.get("nouns_of_event", ()))


def of_event(token: Token) -> Institution | None:
    """Who acts in an event named as a noun: "in police firing" → police, "in the riots" → people.

    `token` is the act's verb; its in-, during-, by- and due-to-phrases are looked at, and for
    "in which" the noun before ("the clashes in which two men died").
    """
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in CAUSES:
            if token.dep_ == "relcl" and any(c.lower_ == "which" for c in child.children):
                if (doer := _who_held(token.head)) is not None:
                    return doer
                noun, words = token.head, [*token.head.lefts, token.head]
                if kind_at(noun.doc, noun.i):  # "fired on the mob, in which two were killed"
                    continue
            else:
                noun, words = child, [*child.subtree]
            found = None if is_clash_with_force(noun) else _first_event(words, child.lower_)
            if found is not None:
                return found
    return None


def _who_held(event: Token) -> Institution | None:
    """Who carried out the event: "police carried out 23 operations, in which 312 were held"."""
    noun = event
    while noun.dep_ in {"appos", "conj", "pobj", "prep"} and noun.lower_ not in OPERATIONS:
        noun = noun.head
    if noun.lower_ not in OPERATIONS or noun.dep_ != "dobj":
        return None
    subjects = (c for c in noun.head.lefts if c.dep_ == "nsubj")
    return next((f for c in subjects if (f := kind_at(c.doc, c.i)) and f.kind in FORCES), None)


def is_clash_with_force(noun: Token) -> bool:
    """Whether two sides are named, one an institution: "clashes between villagers and police"."""
    nouns = [t for t in noun.subtree if t.lower_ in CLASHES]
    below = (t for clash in nouns for c in clash.rights if c.dep_ == "prep" for t in c.subtree)
    found = (kind_at(t.doc, t.i) for t in below)
    return any(f is not None and f.kind in FORCES for f in found)


def as_doer(noun: Token) -> Institution | None:
    """Who acts where an event is the subject: "the riots", "firing by police claimed lives"."""
    if any(c.dep_ == "acl" and c.lower_ in FIRING for c in noun.rights):  # "police firing", torn
        return kind_at(noun.doc, noun.i)
    if noun.lower_ not in _nouns() and noun.lower_ not in FIRING:
        return None
    by = [t for c in noun.rights if c.lower_ == "by" for t in c.subtree]
    return _first_event([*(c for c in noun.lefts if c.dep_ == "compound"), *by, noun], "by")


def as_victim(people: Token) -> Institution | None:
    """Who acted where the people are an event's victims: "one of the stabbing victims died"."""
    whole = counted(people) or people
    if whole.lemma_.lower() != "victim":
        return None
    return _first_event([c for c in whole.lefts if c.dep_ in {"compound", "amod"}], "of")


def _first_event(words: Iterable[Token], prep: str) -> Institution | None:
    """The first institution, or event that people make, among the words behind `prep`."""
    for noun in words:
        if noun.dep_ in {"compound", "poss", "pobj", "amod"} or noun.pos_ == "NOUN":
            found = kind_at(noun.doc, noun.i)
            if found and found.kind not in NOT_CAUSES and not _is_place(noun.doc, found, prep):
                return found
            if noun.lower_ in _nouns():
                return Institution("private person", None, noun.i, noun.i + 1)
    return None


def _is_place(doc: Doc, found: Institution, prep: str) -> bool:
    """Whether a name is only where it was: "in the limits of … police station", "in the state"."""
    if prep == "in" and doc[found.end - 1].lower_ == "state":
        return True
    after = doc[found.end].lower_ if found.end < len(doc) else ""
    return doc[found.end - 1].lower_ in PLACES or after in PLACES


def around(doc: Doc) -> list[int]:
    """The tokens that name a crowd's violence ("riots", "a mob"), which killings may come of."""
    names = frozenset(vocabulary("perpetrators")["private person"].cues["nouns_around"])
    return [t.i for t in doc if t.lower_ in names or (t.lower_ == "violence" and _is_struck(t))]


def _is_struck(violence: Token) -> bool:
    """Whether a place is told to be hit by it: "the violence-hit towns"."""
    after = [t.lower_ for t in violence.doc[violence.i + 1 : violence.i + 3]]
    return len(after) > 1 and after[0] == "-" and after[1] in _STRUCK


_STRUCK = {"hit", "affected", "torn", "ravaged", "stricken", "ridden"}


def speaks_of_force(sentence: Span) -> bool:
    """Whether a sentence names what only an institution does: "firing", "encounter", "custody"."""
    words = frozenset(vocabulary("perpetrators")["police"].cues["force_around"])
    if any(token.lower_ in words for token in sentence):
        return True
    return any(is_clash_with_force(token) for token in sentence if token.lower_ in CLASHES)
