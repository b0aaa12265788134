"""Who people are by what is said of them: "men whom they called militia", "boys in army fatigues".

The rules it keeps:
- A noun that tells no kind takes the one of an apposition ("three men, all of them soldiers"), of a
  clause that says what they are called, are with, serve in or wear, or of their uniform.
- What they say or do, where they stand and what they carry tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from ..reference.parse import once_a_word
from ..reference.vocabulary import load_yaml, word_sets
from .arguments import conjuncts, resolved
from .perpetrators import Institution, body_kinds, country_of, institution, kind_at
from .subjects import children

if TYPE_CHECKING:
    from spacy.tokens import Token

Demonym = Callable[[str], str | None]


@cache
def _words() -> dict[str, frozenset[str]]:
    return word_sets(load_yaml("perpetrators")["spoken_of"]["described"])


@once_a_word
def who_is(token: Token, demonym: Demonym) -> Institution | None:
    """The institution that a noun heads or that those it names are said to be of; None for none."""
    found = institution(token, demonym)
    if found is not None and found.kind != "private person":
        return found
    return _described(token, demonym) or _of_whose(token, demonym) or found


def _of_whose(token: Token, demonym: Demonym) -> Institution | None:
    """Those told of before "whose men"."""
    owner = next((c for c in children(token, "poss") if c.lower_ == "whose"), None)
    if owner is None or token.lower_ not in _words()["men"]:
        return None
    found = institution(resolved(owner), demonym)
    return found if found is not None and found.kind in body_kinds() else None


def _described(token: Token, demonym: Demonym) -> Institution | None:
    if token.pos_ not in {"NOUN", "PROPN", "NUM", "PRON"}:
        return None
    for noun in _said_of(token):
        found = kind_at(noun.doc, noun.i)
        if found is not None and found.kind in body_kinds():
            country = found.country or country_of(noun, found, demonym)
            return Institution(found.kind, country, found.start, found.end)
    return None


def _said_of(token: Token) -> Iterator[Token]:
    """The nouns that say what those named by `token` are."""
    known = _words()
    for clothes in _behind(token, {"in"}):
        if clothes.lower_ in known["clothes"]:
            yield from children(clothes, "compound", "amod", "nmod")
            yield from (c for c in _behind(clothes, {"of"}))
    yield from children(token, "appos")
    if token.dep_ == "nsubj" and token.head.lemma_ == "be" and not children(token.head, "neg"):
        yield from children(token.head, "attr")
    elif token.dep_ == "nsubj" and token.head.lemma_ == "be":  # "were not policemen but guards"
        yield from (j for a in children(token.head, "attr") for j in conjuncts(a) if j.i != a.i)
    if token.dep_ == "nsubj" and token.head.lemma_ in known["wearing"]:
        yield from _worn(token.head)
    carried = (n for n in _behind(token, {"on", "in", "with", "from"}) if n.pos_ == "NOUN")
    for clause in (
        *children(token, "relcl", "acl"),
        *(c for n in carried for c in children(n, "relcl") if _is_of_people(c)),
    ):
        if clause.lemma_ in known["being"]:
            yield from children(clause, "attr", "oprd", "dobj", "nsubj", "appos")
            yield from _behind(clause, {"as", "with", "to", "for", "in", "of"})
        elif clause.lemma_ in known["wearing"]:
            yield from _worn(clause)


def _worn(verb: Token) -> Iterator[Token]:
    """Whose dress is worn: "police uniforms", "the beret of the presidential guard"."""
    for clothes in (*children(verb, "dobj"), *_behind(verb, {"in"})):
        yield from children(clothes, "compound", "amod", "nmod")
        yield from _behind(clothes, {"of"})


def _is_of_people(clause: Token) -> bool:
    """Whether a clause speaks of people, whatever the parser hangs it on: "on camels, who …"."""
    return any(c.lower_ in {"who", "whom"} for c in clause.children)


def _behind(token: Token, preps: set[str]) -> Iterator[Token]:
    """What stands behind one of the prepositions that hang on a word."""
    for prep in children(token, "prep"):
        if prep.lower_ in preps:
            yield from children(prep, "pobj")
