"""What a word hangs on in its sentence: an act, a saying, an aside, somebody's home."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.parse import once_a_word
from ..reference.vocabulary import load_yaml, word_sets
from .perpetrators import kind_at

if TYPE_CHECKING:
    from spacy.tokens import Token

_ON_THE_SPOT = {"police", "border guard", "army", "prison", "prosecution or court",
                "security forces", "paramilitary"}  # fmt: skip
SIDE = 12  # words by which a clause on the side is farther
HOPS = 6  # how far up the tree an attachment is followed


@cache
def tables() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("placing")
    return table | word_sets(table)


def up(token: Token) -> list[Token]:
    """A word and those it hangs on, the nearest first."""
    return [token, *map(token.doc.__getitem__, _above(token))]


@once_a_word
def _above(token: Token) -> tuple[int, ...]:
    """The places of the words that a word hangs on."""
    found = [token.i]
    for _ in range(HOPS):
        token = token.head
        if token.i == found[-1]:
            break
        found.append(token.i)
    return tuple(found[1:])


def reach(token: Token, act: Token, others: frozenset[int]) -> int:
    """How far a time or place is from an act: tokens, less when it hangs on the act itself.

    More when it stands in a clause that only says which: "the man beaten in March".
    """
    distance = abs(token.i - act.i) + (SIDE if _is_beside(token, act) else 0)
    for above in (token.i, *_above(token)):
        if above == act.i:
            return distance - 20
        if above in others:
            return distance + 10
    return distance


def _is_beside(token: Token, act: Token) -> bool:
    verb = _verb_above(token)
    if verb is None or verb.i == act.i or verb.dep_ not in {"relcl", "acl"}:
        return False
    return not any(above.i == verb.i for above in act.ancestors)


def _verb_above(token: Token) -> Token | None:
    return next((t for t in up(token)[1:] if t.pos_ in {"VERB", "AUX"}), None)


@once_a_word
def is_of_saying(token: Token, act: Token) -> bool:
    """Whether a time hangs on a verb of saying rather than on the act.

    In "police held ten, on 5 May, a source said", what stands between the act and the speaker
    dates the act, whatever the parse hangs it on. A date of a document is one of saying.
    """
    if is_of_document(token) or is_of_speaker(token, act.i):
        return True
    verb = _verb_above(token)
    if verb is None or verb.i == act.i or verb.lemma_ not in tables()["saying"]:
        return False
    speaker = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if speaker is None or not act.i < token.i < speaker.left_edge.i:
        return True
    between = token.doc[act.i : token.i]
    return any(t.dep_ == "cc" and t.head.pos_ in {"VERB", "AUX"} for t in between)


@once_a_word
def is_of_speaker(token: Token, act_at: int) -> bool:
    """Whether a time or place belongs to whoever speaks: "activists in Seoul said …".

    The speaker is the subject of a verb of saying, or stands after "according to"; the act at
    token `act_at` is not what is told of the speaker. Police who speak are where they act.
    """
    table = tables()
    for above in (token, *token.ancestors):
        head = above.head
        says = above.dep_ == "nsubj" and head.lemma_ in table["saying"] and head.i != act_at
        if says and head.lemma_ not in table["plain_saying"]:
            says = any(t.i == act_at for t in head.subtree)
        named = above.dep_ == "pobj" and head.lower_ == "to" and head.head.lower_ == "according"
        if says or named:
            doer = kind_at(above.doc, above.i)
            if doer is not None and doer.kind in _ON_THE_SPOT:
                return False
            return not any(t.i == act_at for t in above.subtree)
    return False


@once_a_word
def is_on_the_spot(first: Token, last: Token) -> bool:
    """Whether the words from one token to another are for police and their like."""
    found = (kind_at(first.doc, i) for i in range(first.i, last.i + 1))
    return any(f is not None and f.kind in _ON_THE_SPOT for f in found)


@once_a_word
def is_of_document(token: Token) -> bool:
    """Whether a time is a document's: "a March 2023 report", "released its paper in May"."""
    for below, above in zip(up(token), up(token)[1:], strict=False):
        if above.pos_ in {"NOUN", "PROPN"}:
            if below.dep_ in {
                "amod",
                "compound",
                "nmod",
                "nummod",
                "poss",
                "npadvmod",
                "prep",
            }:
                if above.lemma_.lower() in tables()["papers"]:
                    return True
                continue
            return False
        if above.pos_ == "VERB":
            issued = (c for c in above.children if c.dep_ in {"dobj", "nsubjpass"})
            return above.lemma_ in tables()["publishing"] and any(
                c.lemma_.lower() in tables()["papers"] for c in issued
            )
    return False


def clause_of(act: Token) -> Token:
    """The verb of the relative clause that an act is told in, else of the whole sentence."""
    return act.doc[_clause_at(act)]


@once_a_word
def _clause_at(act: Token) -> int:
    relative = next((t.i for t in (act, *act.ancestors) if t.dep_ == "relcl"), None)
    return act.sent.root.i if relative is None else relative


def in_clause(token: Token) -> bool:
    """Whether the words stand in a relative clause."""
    return any(above.dep_ == "relcl" for above in up(token)[1:])


@once_a_word
def is_aside(token: Token) -> bool:
    """Whether the words stand in a relative clause, or hang on a verb of someone's own life."""
    table = tables()
    return any(
        a.dep_ == "relcl" or (a.pos_ == "VERB" and a.dep_ != "pobj" and a.lemma_ in table["flight"])
        for a in up(token)[1:]
    )


@once_a_word
def is_apart(act: Token) -> bool:
    """Whether the act says that it came at another time: "after nine days", "since", "earlier"."""
    table = tables()
    near = list(act.children)
    near += [g for c in near if c.pos_ in {"NOUN", "ADP"} for g in c.subtree if g.i != c.i]
    return any(
        word.lower_ in table["apart"]
        and all(c.dep_ == "pobj" and c.lemma_ in table["units"] for c in word.children)
        for word in near
    )


def is_home(word: Token) -> bool:
    """Whether a noun is somebody's home; a "guest house" or "detention house" is none."""
    table = tables()
    if word.lower_ not in table["homes"] and word.lemma_ not in table["homes"]:
        return False
    if word.lower_ == "house" and any(c.lower_ in {"a", "an"} for c in word.lefts):
        return False  # "found at a house": nobody's in particular
    return not any(c.lower_ in table["no_homes"] for c in word.lefts)


def is_cut_off(token: Token, act: Token) -> bool:
    """Whether a semicolon and a verb with its own subject stand between a time and the act."""
    low, high = sorted((token.i, act.i))
    if not any(t.text == ";" for t in token.doc[low:high]):
        return False
    verb = _verb_above(token)
    return (
        verb is not None
        and verb.i != act.i
        and any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts)
    )
