"""How a verb's own auxiliaries, negation and marks put an act: "will be", "had they been", "not".

The rules it keeps:
- "Should" and "must" say nothing of what happened; they go before a negation.
- What is contrary to fact, or shunned ("rather than be arrested"), is denied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.claim import Modality
from ..reference.parse import once_a_word
from .modality_cues import cues

if TYPE_CHECKING:
    from spacy.tokens import Token


def own_form(token: Token) -> Modality | None:
    """What the auxiliaries, negation and marks of one verb make of it; None for "should"."""
    known = cues()
    found: Modality | None = Modality.ASSERTED
    if _is_contrary_to_fact(token):
        return None if any(c.dep_ == "neg" for c in token.children) else Modality.DENIED
    if any(c.dep_ == "aux" and known.auxiliaries.get(c.lower_, found) is None for c in token.lefts):
        return None  # "they must not be returned" denies nothing
    if _is_shunned(token):
        return Modality.DENIED
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "neg" or (lower in known.negators and child.dep_ in {"advmod", "preconj"}):
            return Modality.DENIED
        if child.dep_ == "aux" and _is_had(token, lower):
            continue
        if child.dep_ == "aux" and lower in known.auxiliaries:
            found = Modality.ASSERTED if _is_reached(token, lower) else known.auxiliaries[lower]
            if found is Modality.PLANNED and _hangs_on(token):
                found = Modality.CONDITIONAL
        elif child.dep_ == "mark" and lower in known.marks:
            found = Modality.CONDITIONAL
        elif lower == "once" and token.tag_ == "VBN" and not has_subject(token):
            found = Modality.CONDITIONAL  # "what they faced once returned"
    return found


def _hangs_on(verb: Token) -> bool:
    """Whether it is to come on a condition: "if they go back, many will be killed"."""
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    return any(m.lower_ in {"if", "unless"} for c in clauses for m in c.lefts)


def _is_had(verb: Token, aux: str) -> bool:
    """Whether "'d" is "had": "they'd been picked up", "he'd stood", not "they'd be shot"."""
    if aux not in {"'d", "’d"} or verb.tag_ not in {"VBN", "VBD"}:
        return False
    return all(c.lower_ == "been" for c in verb.lefts if c.dep_ == "auxpass")


def _is_reached(verb: Token, aux: str) -> bool:
    """Whether it was done in the end: "held him down until he could be handcuffed"."""
    return aux == "could" and any(c.lower_ in {"until", "till"} for c in verb.lefts)


def _is_shunned(verb: Token) -> bool:
    """Whether something else was done, or is wished, "rather than be arrested"."""
    than = next((c for c in verb.lefts if c.lower_ == "than"), None)
    than = verb.head if than is None and verb.head.lower_ == "than" else than
    if than is None or verb.tag_ not in {"VB", "VBN", "VBG"}:
        return False
    return any(t.lower_ in {"rather", "sooner"} for t in verb.doc[than.sent.start : than.i])


def _is_contrary_to_fact(verb: Token) -> bool:
    """Whether it is said of what was not: "had they been held, …", "had police arrested them"."""
    had = next((c for c in verb.lefts if c.dep_ == "aux" and c.lower_ == "had"), None)
    who = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return had is not None and who is not None and had.i < who.i


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)


# quotation marks that stay on a word where a page's bytes were read in another encoding
_QUOTES = "â€œ™˜\x91\x92\x93\x94“”‘’"


@once_a_word
def is_none(token: Token) -> bool:
    """Whether a noun phrase is empty: "no arrests", "nobody", "none of them", "no one"."""
    known = cues()
    if token.lower_.strip(_QUOTES) in known.nobody:
        return True
    if token.lower_ == "one" and token.i and token.nbor(-1).lower_ == "no":
        return True
    before = token.doc[max(0, token.left_edge.i - 1) : token.i]
    if {t.lower_ for t in before} >= {"not", "single"}:
        return True  # "not a single person"
    first = token.left_edge
    if any(t.lower_ == "not" for t in (first, *before)) and any(
        c.lower_ in {"a", "one"} for c in token.lefts
    ):
        return True  # "not one person"
    return any(c.dep_ in {"det", "neg"} and c.lower_ in known.no for c in token.lefts)
