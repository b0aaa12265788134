"""What stands in the clause of a word: its words as a text, and marks of its grammar.

Acts that no cue names are recognised by both (likely.py); training/likely_acts.py reads its
passages by the same functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

LONGEST = 300  # code points of a clause
_OWN = {"relcl", "advcl", "ccomp", "parataxis", "csubj"}  # clauses of their own
_VERBS = {"VERB", "AUX"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_OBJECTS = {"dobj", "dative", "oprd", "attr"}


def clause(token: Token) -> str:
    """The words of the clause that a word heads, its subject before them; none of other clauses."""
    words = sorted(_inside(token, token), key=lambda t: t.i)
    subject = None if _has_subject(token) else _subject_above(token)
    if subject is not None and subject not in words:
        words.insert(0, subject)
    return " ".join(t.text for t in words)[:LONGEST]


def _inside(token: Token, top: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.pos_ in _VERBS and (child.dep_ in _OWN or child.dep_ == "conj"):
            continue
        if child.dep_ in {"punct", "cc"} and token is top:
            continue
        yield from _inside(child, top)


def _has_subject(token: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in token.children)


def _subject_above(token: Token) -> Token | None:
    """The subject that a verb shares with the one it is joined to, or the noun it describes."""
    if token.dep_ in {"relcl", "acl"}:
        return token.head
    verb = token
    while verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.i != verb.i:
        verb = verb.head
    return next((c for c in verb.children if c.dep_ in _SUBJECTS), None)


def marks(token: Token, words: str) -> frozenset[str]:
    """What the grammar around a word shows, and each word of its clause, as short strings."""
    lemma = token.lemma_.lower()
    found = {f"lemma {lemma}", f"pos {token.pos_}", f"tag {token.tag_}", f"dep {token.dep_}"}
    for child in token.children:
        found |= set(_of_child(child, lemma))
    return frozenset(found | {f"w {w.lower()}" for w in words.split() if w.isalpha()})


def _of_child(child: Token, lemma: str) -> Iterator[str]:
    """What one word that hangs on the word shows."""
    dep, its = child.dep_, child.lemma_.lower()
    if dep in _OBJECTS:
        yield from (f"obj {its}", f"{lemma} obj {its}")
    elif dep == "nsubjpass":
        yield from ("passive", f"pat {its}")
    elif dep == "nsubj":
        yield f"subj {its}"
    elif dep == "prt":
        yield from (f"{lemma} {child.lower_}", f"prt {child.lower_}")
    elif dep in {"prep", "agent"}:
        yield from (f"prep {child.lower_}", f"{lemma} {child.lower_}")
        for inner in child.children:
            if inner.dep_ == "pobj":
                yield from (
                    f"{child.lower_} {inner.lemma_.lower()}",
                    f"pobj {inner.lemma_.lower()}",
                )
    elif dep == "neg":
        yield "neg"
    elif dep in {"amod", "compound"}:
        yield f"mod {its}"
    elif dep == "aux":
        yield f"aux {child.lower_}"
