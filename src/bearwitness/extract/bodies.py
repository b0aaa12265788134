"""Bodies that no table lists by name: what their name is put together of tells their kind.

The rules it keeps:
- The head says that it is a body ("department", "battalion"), a word beside it whose ("migration",
  "signals"); "the Department" alone is a government's where it is written as a name.
- Words beside a head stand before it or behind "of" and "for"; nothing reaches over a verb, a
  comma or another preposition.
- A name with nothing that tells a kind is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..reference.parse import once_a_place
from ..reference.vocabulary import load_yaml, word_sets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Token

BEFORE = 5  # words of a name before its head
AFTER = 6  # words of a name behind "of"
_NAMING = {"NOUN", "PROPN", "ADJ", "NUM"}
_TYING = {"and", "&", "-", "the", "’s", "'s"}


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of perpetrator and the tokens of its name, `end` exclusive."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    heads: frozenset[str]  # need a word that tells the kind
    named: Mapping[str, str]  # head → its kind where it is written as a name
    numbered: Mapping[str, str]  # head → its kind behind an ordinal or a number
    again: frozenset[str]  # by themselves they stand for a body told of before
    own: Mapping[str, str]  # head → its kind where no word tells another
    kinds: Mapping[str, str]  # word beside the head → kind
    order: tuple[str, ...]  # which kind goes first where two words tell two
    every: frozenset[str]


@cache
def _words() -> _Words:
    table = load_yaml("perpetrators")["bodies"]
    sets = word_sets(table)
    own = {word: kind for kind, words in table["own"].items() for word in words}
    kinds = {word: kind for kind, words in table["told_by"].items() for word in words}
    heads = sets["heads"] | frozenset(own)
    named = {word: kind for kind, words in table["named"].items() for word in words}
    numbered = {word: kind for kind, words in table["numbered"].items() for word in words}
    heads |= frozenset(named) | frozenset(numbered)
    every = heads | frozenset(kinds)
    return _Words(heads, named, numbered, sets["again"], own, kinds, tuple(table["told_by"]), every)


@once_a_place
def body_at(doc: Doc, i: int) -> Body | None:
    """The body whose name covers token `i`; None where there is none."""
    known = _words()
    if doc[i].lower_ not in known.every and doc[i].pos_ not in _NAMING:
        return None
    for at in _heads_near(doc, i, known.heads):
        found = _named(doc, at, known)
        if found is not None and found.start <= i < found.end:
            return found
    return None


def is_head_of_body(word: str) -> bool:
    """Whether a word in small letters names a body by itself: "department", "bureau", not "men"."""
    return word in _words().again


def _heads_near(doc: Doc, i: int, heads: frozenset[str]) -> Iterable[int]:
    """The heads whose name may cover token `i`: at it, behind it, or before its "of"."""
    sent = doc[i].sent
    for j in range(i, min(i + BEFORE, sent.end)):
        if not _is_naming(doc[j]):
            break
        if doc[j].lower_ in heads:
            yield j
    for j in range(i - 1, max(sent.start, i - AFTER) - 1, -1):
        if doc[j].lower_ in heads:
            yield j


def _is_naming(token: Token) -> bool:
    return token.pos_ in _NAMING or token.lower_ in _TYING


def _named(doc: Doc, at: int, known: _Words) -> Body | None:
    """The body whose name has its head at a token."""
    start, end = _first(doc, at), _last(doc, at)
    told = [doc[j].lower_ for j in (*range(start, at), *range(at + 1, end))]
    kinds = {known.kinds[word] for word in told if word in known.kinds}
    kind = next((k for k in known.order if k in kinds), None)
    if kind is None:
        kind = known.own.get(doc[at].lower_)
        if kind is None and _is_numbered(doc, at):
            kind = known.numbered.get(doc[at].lower_)
        if kind is None and _is_a_name(doc, at):
            kind = known.named.get(doc[at].lower_)
    while start < at and not doc[start].text[:1].isupper() and doc[start].lower_ not in known.kinds:
        start += 1
    return Body(kind, start, end) if kind is not None else None


def _first(doc: Doc, at: int) -> int:
    """Where the words before a head begin."""
    start, least = at, max(doc[at].sent.start, at - BEFORE)
    while start > least and _is_naming(doc[start - 1]) and doc[start - 1].lower_ != "the":
        start -= 1
    while start < at and doc[start].lower_ in _TYING:
        start += 1
    return start


def _last(doc: Doc, at: int) -> int:
    """Where the words behind "of" or "for" end; right behind the head where there are none."""
    most = min(doc[at].sent.end, at + 1 + AFTER)
    i = at + 1
    if i < most and doc[i].lower_ == "general":  # "Directorate General of …"
        i += 1
    if i >= most or doc[i].lower_ not in {"of", "for"}:
        return i
    end = at + 1
    for j in range(i + 1, most):
        if not _is_naming(doc[j]):
            break
        if doc[j].lower_ in _words().kinds or doc[j].text[:1].isupper():
            end = j + 1
    return end


def _is_numbered(doc: Doc, at: int) -> bool:
    """Whether a head has a number for its name: "the Third Company", "23 Brigade"."""
    if at == doc[at].sent.start or not doc[at].text[:1].isupper():
        return False
    before = doc[at - 1]
    return (
        before.ent_type_ == "ORDINAL"
        or before.tag_ == "CD"
        or before.text[:1].isdigit()
        or (before.lower_ in {"first", "second", "third", "fourth", "fifth", "sixth", "seventh"})
    )


def _is_a_name(doc: Doc, at: int) -> bool:
    """Whether a head is written as a name, not for the sentence's beginning: "the Department"."""
    head = doc[at]
    if not head.text[:1].isupper() or head.is_upper or at == head.sent.start:
        return False
    return doc[at - 1].lower_ == "the" or doc[at - 1].text[:1].isupper()
