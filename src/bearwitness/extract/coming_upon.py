"""Who did what is told in the passive, where the clause beside it has somebody act.

The rules it keeps:
- "Two were killed when a launch ran into the boat", "soldiers surrounded the market and ten men
  were taken away": those who come upon people are who did it.
- Who only arrives, finds, asks or speaks did nothing by that.
- Where no clause of its sentence has anybody act, those of the sentence right before did it, if
  they come upon people there and the sentence goes on with "they", "he", "the men" or "all".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml, word_sets
from .arguments import resolved
from .described import who_is
from .perpetrators import Institution
from .subjects import FINITE, children, is_passive, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Demonym = Callable[[str], str | None]
_MARKS = {"when", "as", "after", "while", "once", "where", "whereupon"}
_NO_DOERS = {"private person", "family member", "government", "prosecution or court", "unknown"}


@cache
def _coming_upon() -> frozenset[str]:
    """Verbs of those who come upon others: "raid", "surround", "ram"."""
    return word_sets(load_yaml("perpetrators")["spoken_of"])["coming_upon"]


def beside(verb: Token, demonym: Demonym) -> Institution | None:
    """Who acts in a clause beside a passive verb; None where nobody does."""
    if not is_passive(verb):
        return None
    for clause in _clauses(verb):
        if (found := _who_comes(clause, demonym)) is not None:
            return found
    return next((f for c in _far_clauses(verb) if (f := _who_comes(c, demonym))), None)


def _far_clauses(verb: Token) -> Iterator[Token]:
    """Verbs of other clauses before, the nearest first: "rebels shelled it, she said; four …"."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.pos_ == "VERB" and token.tag_ in FINITE:
            yield token


def _clauses(verb: Token) -> Iterator[Token]:
    """The verbs of the clauses beside, those that hang on it first."""
    for clause in children(verb, "advcl", "ccomp", "relcl"):
        if clause.dep_ != "advcl" or any(c.lower_ in _MARKS for c in clause.lefts):
            yield clause
    above = verb
    while above.dep_ in {"conj", "ccomp", "xcomp"} and above.head.i < above.i:
        above = above.head
        yield above
        yield from (c for c in children(above, "conj") if c.i < verb.i)
    if verb.dep_ in {"advcl", "parataxis"}:
        yield verb.head


def _who_comes(clause: Token, demonym: Demonym) -> Institution | None:
    if clause.lemma_.lower() not in _coming_upon() or is_passive(clause):
        return None
    who = (who_is(resolved(s), demonym) for s in subject_of(clause)[0])
    return next((f for f in who if f is not None and f.kind not in _NO_DOERS), None)


def before(verb: Token, demonym: Demonym) -> Institution | None:
    """Who comes upon those told of in the sentence before, where a passive goes on with them."""
    start = verb.sent.start
    if (
        not start
        or not is_passive(verb)
        or verb.dep_ in {"acl", "amod"}
        or "\n\n" in verb.doc[start - 1].text_with_ws
    ):
        return None
    for token in verb.doc[start - 1].sent:
        if token.pos_ == "VERB" and (found := _who_comes(token, demonym)) is not None:
            return found
    return None
