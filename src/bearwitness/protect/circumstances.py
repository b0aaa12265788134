"""Where and when a person did something, told by what stood or happened there.

1. The place of a verb of staying, moving or being seen, when its noun is specified by another noun
   or a clause: "hid in the loft of a tailor's house", "lives in the lane where the mason works".
2. A time specified by a happening: "the week the circus was in town", "an hour after the last bus".

Broad places (a town, a prison) and what reports are about (an arrest, a hearing) are left. The
words are data: vocabulary/circumstances.yml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml, word_sets
from .descriptions import last_token, people
from .draft import Draft
from .found import Found

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMED = frozenset(
    {"GPE", "LOC", "NORP", "ORG", "PERSON", "FAC", "DATE", "TIME", "LAW", "CARDINAL"}
)
_PERSONAL = frozenset("i we she he they who it me us her him them".split())
_MOST = 14  # tokens of one place


@dataclass(frozen=True, slots=True)
class _Words:
    did: frozenset[str]
    where: frozenset[str]
    broad: frozenset[str]
    time: frozenset[str]
    acts: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**word_sets(load_yaml("circumstances")))


def _is_common(token: "Token") -> bool:
    """Whether a noun is no name, number, time or broad place."""
    return (
        token.pos_ == "NOUN"
        and token.ent_type_ not in _NAMED
        and token.lower_ not in _words().broad
        and token.lower_ not in _words().time
        and token.lower_ not in _words().acts
    )


def _told_by_another(token: "Token") -> bool:
    """Whether another noun or a clause says which of its kind a place is."""
    for child in token.rights:
        if child.dep_ == "relcl" and any(
            c.lower_ in ("where", "which", "that") for c in child.lefts
        ):
            return True
        if child.dep_ in ("prep", "advmod") and any(
            _is_common(t) for t in child.subtree if t.dep_ in ("pobj", "npadvmod")
        ):
            return True
    if token.head.lower_ == "between" and any(c.dep_ == "conj" for c in token.rights):
        return True
    return any(c.dep_ == "poss" and _is_common(c) for c in token.lefts)


def _beside(place: "Token", verb: "Token") -> "Token | None":
    """The noun of a second place of the verb that follows at once: "in a hut beside the field"."""
    follows = place.doc[last_token(place) + 1 :][:1]
    for prep in follows:
        if prep.dep_ == "prep" and prep.head == verb and prep.lower_ in _words().where:
            return next((c for c in prep.children if c.dep_ == "pobj" and _is_common(c)), None)
    return None


def _is_someones(verb: "Token") -> bool:
    """Whether a verb tells what a person did: its subject a pronoun or any but a thing of law."""
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if not subjects:
        return verb.dep_ in ("advcl", "xcomp", "conj", "acl")
    return subjects[0].lower_ in _PERSONAL or subjects[0].ent_type_ == "PERSON" or (
        _is_common(subjects[0]) and not subjects[0].tag_.endswith("S")
    )  # fmt: skip


def where(draft: Draft) -> Iterator[Found]:
    """Places of what someone did, told by another thing there."""
    words = _words()
    for token in draft.doc:
        if token.dep_ != "prep" or token.lower_ not in words.where:
            continue
        verb = token.head
        if verb.lemma_ not in words.did or verb.pos_ != "VERB" or not _is_someones(verb):
            continue
        place = next((c for c in token.children if c.dep_ == "pobj"), None)
        if place is None or not _is_common(place) or place.lower_ in people():
            continue  # people: "heard it from a guard's cousin"
        beside = _beside(place, verb)
        if beside is None and not _told_by_another(place):
            continue
        last = last_token(beside or place)
        if last - token.i <= _MOST:
            yield Found(token.idx, draft.end_of(last), "residence",
                        "[at or near a place not given here]",
                        "a place told by what stands near it")  # fmt: skip


def _happening(token: "Token") -> "Token | None":
    """The noun or clause that says which time is meant."""
    for child in token.rights:
        if child.dep_ == "relcl":
            subject = next((c for c in child.lefts if c.dep_ == "nsubj"), None)
            if subject is not None and _is_common(subject):
                return child
        if child.dep_ == "prep" and child.lower_ in ("of", "after", "before", "following", "since"):
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is not None and _is_common(noun):
                return noun
    return None


def _after_what(verb: "Token") -> "Token | None":
    """A clause of what happened before or after: "two days after the bridge collapsed"."""
    marks = [c.lower_ for c in verb.lefts if c.dep_ == "mark"]
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    is_told = subject is not None and _is_common(subject) and subject.lower_ not in people()
    return verb if is_told and marks and marks[0] in ("after", "before") else None


def when(draft: Draft) -> Iterator[Found]:
    """Times told by what happened then."""
    words = _words()
    for token in draft.doc:
        if token.lower_ not in words.time:
            continue
        before = token.head if token.dep_ == "npadvmod" and token.head.dep_ == "prep" else None
        told = _happening(token)
        if told is None and before is not None and before.lower_ in ("after", "before"):
            told = next((c for c in before.children if c.dep_ == "pobj" and _is_common(c)), None)
        if told is None and token.dep_ == "npadvmod" and token.head.dep_ == "advcl":
            told = _after_what(token.head)
        if told is None:
            continue
        yield Found(draft.starts[token.left_edge.i], draft.end_of(last_token(told)), "age or date",
                    "at that time", "those who were there can date it")  # fmt: skip


def circumstances(draft: Draft) -> Iterator[Found]:
    """Where and when someone did something, told by what stood or happened there."""
    yield from where(draft)
    yield from when(draft)
