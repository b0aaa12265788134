"""Acts that no cue names, found by how they are told: suggestions of a small trained model.

The rules it keeps:
- Only in reports on people who fled, which have other words for everything; only where no cue has
  found an act; only verbs, and nouns that tell of something done.
- A mention found so carries how likely it is; its claim's method and confidence say so.
- Whom and by whom are read from the grammar, as for a cue.

vocabulary/likely.yml has the threshold; docs/decisions/0028-acts-by-likeness.md how it was chosen;
docs/model-cards/acts.md what the model was trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from ..reference.parse import lowers_of, text_of
from ..reference.tellings import acts, shares
from ..reference.vocabulary import load_yaml
from . import arguments as argument
from .acts import Mention, owners
from .by_whom import agents_of
from .cues import index
from .layout import is_long
from .matter import flight_words, weights
from .people import is_people
from .perpetrators import institution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from .arguments import Arguments

Demonym = Callable[[str], str | None]


@cache
def rules() -> dict[str, Any]:
    """The table of vocabulary/likely.yml, its lists as sets."""
    table: dict[str, Any] = load_yaml("likely")
    return {k: frozenset(v) if isinstance(v, list) else v for k, v in table.items()}


def with_likely(doc: Doc, found: Sequence[Mention], demonym: Demonym) -> tuple[Mention, ...]:
    """The mentions with those that are only likely, in text order."""
    least = _least(doc, found)
    if least is None:
        return tuple(found)
    taken = {i for m in found for i in range(m.start, m.whole_end or m.end)} | _frames(doc)
    more = _one_a_place(_told_at(doc, taken, least))
    mentions = [
        _mention(token, act, share, demonym)
        for token, act, share in more
        if not any(m.act == act and _hang_together(token, m.token) for m in found)
    ]
    return tuple(sorted([*found, *mentions], key=lambda m: (m.start, m.end, m.act)))


def _least(doc: Doc, found: Iterable[Mention]) -> float | None:
    """How likely an act must be here: less on people who fled for sure; None where not asked."""
    table, said = rules(), flight_words(doc)
    if is_long(text_of(doc)):
        of_flight = sum(lower in said for lower in lowers_of(doc))
        is_dense = len(said) >= SURE and of_flight >= table["dense"] * len(doc)
        return float(table["least"]) if is_dense else None
    is_told = bool(said - table["weak"])
    if is_told and len(said) >= SURE:
        return float(table["least"])
    if is_told or len(said) > 1 or any(m.act in weights().fled for m in found):
        return float(table["least where unsure"])
    return float(table["least beside a weak word"]) if said else None


SURE = 2  # different words for flight that make a report one on it


def _told_at(doc: Doc, taken: Container[int], least: float) -> Iterator[tuple[Token, str, float]]:
    """Words that likely tell an act, with the likeliest one and how likely any is."""
    never = rules()["never"]
    candidates = [
        t for t in doc if t.i not in taken and may_tell(t) and t.lemma_.lower() not in never
    ]
    if not candidates:
        return
    breaks = [sentence.start_char for sentence in doc.sents]
    said = shares(text_of(doc), [token.idx for token in candidates], breaks)
    for token, row in zip(candidates, said, strict=True):
        any_act, own = 1 - float(row[0]), float(row[1:].max())
        if any_act >= least and own >= rules()["least of one act"]:
            yield token, acts()[1 + int(row[1:].argmax())], any_act


def _frames(doc: Doc) -> set[int]:
    """Verbs over a word that a cue could have told: "told them to detain", "escaped expulsion"."""
    frames: set[int] = set()
    for token in doc:
        if token.dep_ == "dobj" and token.lower_ in index().nouns:
            frames.add(token.head.i)
        if token.lower_ in index().verbs:
            if token.i > 1 and token.nbor(-1).lower_ == "to":
                frames.add(token.i - 2)
            while _is_below(token) and token.head.i != token.i:
                token = token.head
                frames.add(token.i)
    return frames


def _is_below(token: Token) -> bool:
    """Whether a verb only says what the one above it was about: "to detain", "of beating"."""
    is_aim = token.dep_ in {"advcl", "acl"} and any(c.lower_ == "to" for c in token.lefts)
    return is_aim or token.dep_ in {"xcomp", "ccomp", "pcomp"}


def may_tell(token: Token) -> bool:
    """Whether a word can tell of something done: a verb, or a noun made of one."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        return lemma not in _HELPING
    return token.pos_ == "NOUN" and (token.dep_ == "ROOT" or lemma.endswith(_OF_DOING))


_HELPING = {"be", "have", "do"}
_OF_DOING = ("tion", "ment", "al", "ing", "ture", "est", "aid", "sion", "ath", "age", "ance", "ure")


def _one_a_place(found: Iterable[tuple[Token, str, float]]) -> list[tuple[Token, str, float]]:
    """Of words that hang on each other and tell one act, the likeliest."""
    kept: list[tuple[Token, str, float]] = []
    for one in sorted(found, key=lambda f: (-f[2], f[0].i)):
        token, act, _ = one
        if not any(act == other[1] and _hang_together(token, other[0]) for other in kept):
            kept.append(one)
    return kept


def _hang_together(token: Token, other: Token) -> bool:
    near = abs(token.i - other.i) <= rules()["beside"]
    return near and (token.head.i == other.i or other.head.i == token.i)


def _mention(token: Token, act: str, share: float, demonym: Demonym) -> Mention:
    is_verb = token.pos_ == "VERB"
    given = _of_people(
        token, act, (argument.of_verb if is_verb else argument.of_noun)(token), demonym
    )
    agents = () if act in rules()["by_nobody"] else agents_of(given, demonym)
    return Mention(
        act, token, token.i, token.i + 1, given, agents, 1, is_noun=not is_verb, likely=share
    )


def _of_people(token: Token, act: str, given: Arguments, demonym: Demonym) -> Arguments:
    """The arguments with people for whom it was done to: whose thing it was, from whom, or who."""
    people = tuple(p for p in given.patients if is_people(p)) or tuple(_beside(token))
    if people or given.is_passive:
        return replace(given, patients=people or given.patients)
    subjects = tuple(s for s in given.subjects if is_people(s) and not institution(s, demonym))
    if act in rules()["of_subject"] and subjects:
        return replace(given, patients=subjects, agents=())
    return replace(given, patients=())


def _beside(token: Token) -> Iterator[Token]:
    """People whose thing the object is, or behind "from", "of", "to": "the engine of a man"."""
    things = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}]
    yield from owners(token)
    for prep in (c for holder in (token, *things) for c in holder.children):
        if prep.dep_ in {"prep", "dative"} and prep.lower_ in rules()["behind"]:
            yield from (c for c in prep.children if c.dep_ == "pobj" and is_people(c))
