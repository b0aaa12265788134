"""Which side of the publication day a verb points to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERFECT = frozenset({"have", "has", "'ve", "’ve", "had", "having"})
_FUTURE = frozenset(
    {"will", "'ll", "’ll", "shall", "wo", "would", "may", "might", "could", "should"}
)
_AHEAD_VERBS = frozenset({"expect", "schedule", "plan", "due", "set", "slate", "intend", "aim"})
_AHEAD_ADJECTIVES = frozenset({"due", "likely", "ready", "unlikely", "certain", "bound"})
_TIMETABLE = frozenset({"begin", "start", "open", "meet", "end", "expire", "resume", "conclude"})


def is_due(verb: Token) -> bool:
    """Whether what follows lies ahead: "is due on", "is likely by"."""
    return verb.lemma_ == "be" and verb.tag_ in ("VBP", "VBZ") and any(
        c.dep_ == "acomp" and c.lower_ in _AHEAD_ADJECTIVES for c in verb.children
    )  # fmt: skip


def tense_of(verb: Token) -> str:
    """ "past", "future", "present" or "" of a verb with its helpers."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    words = {c.lower_ for c in helpers}
    if words & _PERFECT:
        return "past"
    if "to" in words and verb.head.i != verb.i and tense_of(verb.head) == "past":
        return ""  # "asked to be paid in February" says nothing of which February
    if words & _FUTURE or "to" in words or (verb.lemma_ == "go" and verb.tag_ == "VBG"):
        return "future"
    if verb.tag_ == "VBD" or any(h.tag_ == "VBD" for h in helpers):
        return "past"
    if verb.tag_ == "VBG" and words & {"is", "are", "'s", "'re", "am"}:
        return "future"
    if verb.lemma_ in _AHEAD_VERBS and verb.tag_ == "VBN":
        return "future"
    if verb.tag_ == "VB" and verb.head.i == verb.i and not helpers:
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        return "" if subjects else "future"  # "Come on Friday"
    if verb.tag_ in ("VB", "VBG", "VBN") and not helpers and verb.head.i != verb.i:
        return tense_of(verb.head) if verb.head.pos_ in ("VERB", "AUX") else "past"
    if verb.lemma_ in _TIMETABLE:
        return "future"
    return "present" if verb.tag_ in ("VBP", "VBZ") else ""
