"""The noun phrase of people without conjuncts, clauses, origins and places: what may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .people import is_people
from .shares import is_share
from .spoken_of import is_aside

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTAINERS = {"dozens", "scores", "hundreds", "thousands", "number", "couple", "group", "groups",
              "handful", "majority", "half", "millions", "tens", "total", "bodies", "most",
              "some", "many", "several", "all", "lot", "list", "few", "busload", "boatload",
              "truckload", "lorryload", "planeload", "busloads", "truckloads", "crowd",
              "column", "batch", "convoy"}  # fmt: skip


def phrase_of(token: Token) -> list[Token]:
    """The noun phrase without conjuncts, clauses, origins and places: what evidence may quote."""
    kept = pruned(token)
    if (
        token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and (token.head.head.lower_ in CONTAINERS or is_share(token.head.head))
    ):
        holder = token.head.head
        kept += [t for c in holder.lefts for t in pruned(c)] + [holder, token.head]
    ordered = sorted(set(kept), key=lambda t: t.i)
    while len(ordered) > 1 and not _is_word(ordered[-1]):
        ordered.pop()
    while len(ordered) > 1 and not _is_word(ordered[0]):
        ordered.pop(0)
    return ordered


def _is_word(token: Token) -> bool:
    """Whether a token has a letter or digit: no bracket, no picture, no line end."""
    return any(c.isalnum() for c in token.text)


def pruned(token: Token) -> list[Token]:
    """`token` and what is below it, leaving out branches that say more than who they are."""
    kept = [token]
    for child in token.children:
        if _belongs(child):
            kept += pruned(child)
    return kept


def _belongs(child: Token) -> bool:
    """Whether a branch counts or describes people: numbers, ages, "of", "in their forties"."""
    if child.dep_ in {"conj", "cc", "relcl", "acl", "punct", "advcl", "npadvmod"}:
        return _is_age(child)
    if child.dep_ == "prep":
        people = any(g.tag_ == "PRP$" for o in child.children for g in o.children)
        return child.lower_ in {"of", "without", "aged"} or (child.lower_ == "in" and people)
    if child.dep_ == "appos":
        among = child.doc[child.head.i : child.i]
        some = any(t.lower_ in {"among", "including", "mostly", "most"} for t in among)
        says_who = is_people(child) or (child.head.ent_type_ == "PERSON" and child.tag_ == "NN")
        return _is_age(child) or (
            says_who and not some and not is_aside(child) and not _is_fewer(child)
        )
    return True


def _is_fewer(appositive: Token) -> bool:
    """Whether it names some of them: "nine persons, namely seven women and two men"."""
    own = [c.lower_ for c in appositive.lefts if c.dep_ == "nummod"]
    held = [c.lower_ for c in appositive.head.lefts if c.dep_ == "nummod"]
    return bool(own) and bool(held) and own != held


def _is_age(token: Token) -> bool:
    return token.like_num or token.lower_ in {"aged", "old", "year", "years"}
