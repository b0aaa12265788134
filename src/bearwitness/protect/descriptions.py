"""Whom a text describes without a name, by its grammar: who told, and who helped.

1. "A nurse on the night shift of the county hospital", where she tells or knows something, stands
   beside "our source", or after "according to": the noun with all that specifies it.
2. "A deacon", "a teacher with a green car", where such a one hides, drives or pays for someone.

Those who act in office (police, guards, soldiers) are no helpers, and a noun that nothing but a
named place specifies ("a source in Harim") is left: the place is coarsened by itself. The words are
data: vocabulary/descriptions.yml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml, word_sets
from .draft import Draft
from .found import Found

if TYPE_CHECKING:
    from spacy.tokens import Token

_FROM_SOMEWHERE = frozenset({"GPE", "LOC", "NORP", "DATE"})
_ONE_OF_FEW = frozenset("one two three four five six seven eight nine few only".split())
_VAGUE = frozenset("man woman boy girl person youth friend relative someone somebody".split())
_STOPS = frozenset(',;:—–.()“”"\n')
_WHY_TOLD = "narrows down who spoke"


@dataclass(frozen=True, slots=True)
class _Words:
    people: frozenset[str]
    several: frozenset[str]
    forces: frozenset[str]
    tell: frozenset[str]
    help: frozenset[str]
    helped: frozenset[str]
    paid: frozenset[str]
    said_of_talks: frozenset[str]


@cache
def _words() -> _Words:
    table = dict(load_yaml("descriptions"))
    trades = {str(trade).split()[-1] for trade in load_yaml("occupations")["occupations"]}
    table["people"] = [*table["people"], *(trades - {"unemployed", "self-employed"})]
    return _Words(**word_sets(table))


def people() -> frozenset[str]:
    """Nouns for people, one and several."""
    return _words().people | _words().several


def _is_specified(token: "Token") -> bool:
    """Whether more than a named place, a people or a date says which one is meant."""
    if any(c.dep_ == "poss" and c.pos_ == "NOUN" for c in token.lefts):
        return True  # "a junior officer's wife"
    last = last_token(token)
    for child in token.rights:
        if child.left_edge.i > last:
            break  # after a comma: "the neighbour, who asked not to be named"
        if child.dep_ == "relcl":
            if not any(c.dep_ == "auxpass" for c in child.children):
                return True  # "who was beaten" tells what was done, not who she is
        elif child.dep_ in ("prep", "amod", "acl"):
            inner = list(child.subtree)[1:]
            if any(t.pos_ == "NOUN" and t.ent_type_ not in _FROM_SOMEWHERE for t in inner):
                return True
    return False


def last_token(token: "Token") -> int:
    """The last token of what a noun opens, up to the next mark."""
    last = token.i
    for other in token.doc[token.i + 1 : token.right_edge.i + 1]:
        if other.text in _STOPS:
            break
        last = other.i
    return last


def _tells(token: "Token") -> bool:
    """Whether the noun is who told: the subject of telling, after "according to", a source."""
    head, tell = token.head, _words().tell
    if token.dep_ == "nsubj" and head.lemma_ in tell and head.pos_ == "VERB":
        return True
    if token.dep_ == "appos":
        return head.lower_ in ("source", "contact", "informant", "witness", "i", "me")
    if token.dep_ == "pobj":
        before = head.head
        if head.lower_ == "to":
            return before.lower_ == "according"
        return head.lower_ in ("from", "by") and before.lemma_ in tell | {"interview"}
    return False


def _few(token: "Token") -> bool:
    """Whether a plural is one of few: "one of the two interpreters"."""
    if token.lower_ not in _words().several or token.dep_ != "pobj":
        return False
    one = token.head.head
    counted = any(c.lower_ in _ONE_OF_FEW for c in token.lefts)
    of_them = token.head.lower_ == "of" and one.lower_ in ("one", "both", "none")
    return counted and of_them and (_is_specified(token) or _tells(one))


def _found(draft: Draft, first: int, last: int, category: str, instead: str, why: str) -> Found:
    return Found(draft.starts[first], draft.end_of(last), category, instead, why)


def tellers(draft: Draft) -> Iterator[Found]:
    """Who told, with all that says which one it was."""
    words = _words()
    for token in draft.doc:
        if _few(token):
            one = token.head.head
            yield _found(draft, one.i, last_token(token), "source position",
                         "one of a few people", _WHY_TOLD)  # fmt: skip
        elif token.lower_ in words.people and _is_specified(token) and _tells(token):
            yield _found(draft, token.left_edge.i, last_token(token), "source position",
                         "a person with knowledge of the matter", _WHY_TOLD)  # fmt: skip


def _helps(verb: "Token") -> bool:
    """Whether a verb is helping someone: "hid them", "paid for the tickets"."""
    words = _words()
    if verb.lemma_ in words.help:
        return any(c.dep_ in ("dobj", "dative") and c.lower_ in words.helped for c in verb.children)
    if verb.lemma_ == "pay":
        return any(
            t.lower_ in words.paid
            for c in verb.children if c.dep_ == "prep" and c.lower_ == "for" for t in c.children
        )  # fmt: skip
    return False


def asides(draft: Draft) -> Iterator[Found]:
    """What a clause after a comma says of who told: "our stringer, who sells shoes, phoned"."""
    words = _words()
    for token in draft.doc:
        if token.lower_ not in words.people or not _tells(token):
            continue
        for clause in token.rights:
            if clause.dep_ != "relcl" or clause.lemma_ in words.said_of_talks:
                continue
            if draft.words[clause.left_edge.i - 1] == "," and any(
                t.pos_ == "NOUN" and t.ent_type_ not in _FROM_SOMEWHERE for t in clause.rights
            ):
                yield _found(draft, clause.left_edge.i, last_token(clause), "source position",
                             "with knowledge of the matter", _WHY_TOLD)  # fmt: skip


def helpers(draft: Draft) -> Iterator[Found]:
    """Who helped, with all that says which one it was."""
    words = _words()
    for token in draft.doc:
        if not _helps(token):
            continue
        who = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if token.dep_ == "acl" and who is None:  # "a deacon paid for …", misread as a participle
            who = token.head
        if who is None or who.lower_ not in words.people or who.lower_ in words.forces:
            continue
        if who.lower_ in _VAGUE and not _is_specified(who):
            continue
        last = last_token(who) if token.dep_ != "acl" else who.i
        yield _found(draft, who.left_edge.i, last, "helper", "someone who helped",
                     "tells who helped")  # fmt: skip


def descriptions(draft: Draft) -> Iterator[Found]:
    """Who told and who helped."""
    yield from tellers(draft)
    yield from asides(draft)
    yield from helpers(draft)
