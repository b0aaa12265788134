"""Who did what is told in the passive, where the clause beside it has somebody act.

The rules it keeps:
- "Two were killed when a launch ran into the boat", "soldiers surrounded the market and ten men
  were taken away": those who come upon people are who did it.
- Who only finds, asks or speaks did nothing by that, nor who only comes, armed people apart.
- Where no clause of its sentence has anybody act, those of the sentence right before did it, if
  they come upon people there and the sentence goes on with "they", "he", "the men" or "all".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from ..reference.vocabulary import load_yaml, word_sets
from .arguments import conjuncts, resolved
from .described import who_is
from .perpetrators import Institution
from .subjects import FINITE, children, is_passive, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

Demonym = Callable[[str], str | None]
_MARKS = {"when", "as", "after", "while", "once", "where", "whereupon"}
_NO_DOERS = {"private person", "family member", "government", "prosecution or court", "unknown"}


_ARMED = {"army", "paramilitary", "armed group"}


@cache
def _coming_upon() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs of those who come upon others, "raid", "surround", and of armed people who come."""
    words = word_sets(load_yaml("perpetrators")["spoken_of"])
    return words["coming_upon"], words["arriving"]


_SOFT = {"escort", "accompany", "deliver", "transport", "summon", "photograph", "fingerprint"}


def beside(verb: Token, demonym: Demonym, is_harm: bool = False) -> tuple[Institution, ...]:
    """Who acts in a clause beside a passive verb; () where nobody does.

    Of harm those who only escort or carry people are not taken for the doers.
    """
    if not is_passive(verb):
        return ()
    for clause in _clauses(verb):
        if is_harm and clause.lemma_.lower() in _SOFT:
            continue
        if found := _who_comes(clause, demonym):
            return found
    if is_told_back(verb):
        return ()
    return next((f for c in _far_clauses(verb) if (f := _who_comes(c, demonym))), ())


def is_told_back(verb: Token) -> bool:
    """Whether it was done before what is told: "guards carried a man who had been stabbed"."""
    return verb.dep_ == "relcl" and any(c.lower_ == "had" for c in verb.lefts)


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


def _who_comes(clause: Token, demonym: Demonym) -> tuple[Institution, ...]:
    lemma = clause.lemma_.lower()
    upon, arriving = _coming_upon()
    if lemma not in upon | arriving or is_passive(clause):
        return ()
    subjects = (t for s in subject_of(clause)[0] for t in conjuncts(_not_denied(resolved(s))))
    who = [f for t in subjects if (f := who_is(t, demonym)) and f.kind not in _NO_DOERS]
    return tuple(f for f in who if lemma in upon or f.kind in _ARMED)


def _not_denied(noun: Token) -> Token:
    """Whom a clause is of, not whom it is said not to be: "the rebels, not the army, who …"."""
    start = noun.left_edge.i
    is_denied = start > noun.sent.start and noun.doc[start - 1].lower_ == "not"
    is_denied = is_denied or any(c.dep_ == "neg" for c in noun.lefts)
    return noun.head if is_denied and noun.dep_ in {"appos", "conj"} else noun


def before(verb: Token, demonym: Demonym) -> tuple[Institution, ...]:
    """Who comes upon those told of in the sentence before, where a passive goes on with them."""
    start = verb.sent.start
    if (
        not start
        or not is_passive(verb)
        or verb.dep_ in {"acl", "amod"}
        or "\n\n" in verb.doc[start - 1].text_with_ws
    ):
        return ()
    for token in verb.doc[start - 1].sent:
        if token.pos_ == "VERB" and (found := _who_comes(token, demonym)):
            return found
    return ()


def of_the_main_clause(
    verb: Token, people: tuple[Token, ...], demonym: Demonym
) -> tuple[Institution, ...]:
    """The institution whose clause a verb goes on, where the parser joined it to one inside.

    "Police seized the house of a woman whose brother fled, and questioned her": police.
    """
    inner = verb.head
    if verb.dep_ != "conj" or is_passive(verb) or children(verb, "nsubj"):
        return ()
    if any(t.lower_ not in {"who", "which"} and t.head.i == verb.i for t in people):
        return ()
    while inner.dep_ == "conj":
        inner = inner.head
    is_inside = inner.dep_ == "relcl" or any(c.tag_ in {"WP", "WRB"} for c in inner.children)
    if not is_inside or inner.head.i == inner.i or not _goes_on(verb, inner):
        return ()
    for above in inner.ancestors:
        if above.pos_ != "VERB" or above.tag_ != verb.tag_:
            continue
        who = (who_is(resolved(s), demonym) for s in subject_of(above)[0])
        return tuple(f for f in who if f is not None and f.kind not in _NO_DOERS)
    return ()


def _goes_on(verb: Token, inner: Token) -> bool:
    """Whether a verb is not of the inner clause: another tense, or another subject there."""
    subjects = children(inner, "nsubj", "nsubjpass")
    is_of_another = bool(subjects) and subjects[0].lower_ not in {"who", "which", "that"}
    return is_of_another or inner.tag_ != verb.tag_ or inner.lemma_ == "be"
