"""Denials, no-comments and acknowledgements among the attributions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from ...model.claim import ResponseKind
from ...model.source import Attribution, SourceKind
from .chains import is_negated
from .cues import cues

_WORD = re.compile(r"\w+")
_NEAR = 4  # words
_REPLY = 6  # words in which a reply says that it is none
_BEARS_OUT = frozenset({SourceKind.DOCUMENT, SourceKind.OUTLET, SourceKind.EYEWITNESS})


def response_of(text: str, lemmas: frozenset[str], a: Attribution) -> ResponseKind | None:
    """The kind of answer that one attribution is, if it is one.

    What a narrator ("I", "we") says is no answer, nor is what a document bears out. "Denied bail"
    refuses a thing; "rejected" denies only a charge.
    """
    lists = cues().lists
    cue = "" if a.cue is None else text[a.cue.start : a.cue.end].lower()
    said = _WORD.findall(" ".join(text[s.start : s.end] for s in a.content).lower())
    if a.source is not None and text[a.source.start : a.source.end].lower() in {"i", "we", "you"}:
        return None
    negated = is_negated(cue)
    if not said and _is_silence(cue, lemmas):
        return ResponseKind.NO_COMMENT
    if _no_comment(cue, said, lemmas, negated):
        return ResponseKind.NO_COMMENT
    refused = a.source is None and cue.split()[:1] in (["was"], ["were"], ["been"], ["being"])
    if not negated and not refused and _denial(said, lemmas):
        return ResponseKind.DENIAL
    owned = a.source is not None and a.link is not None and a.link.kind not in _BEARS_OUT
    if lemmas & lists["acknowledgements"] and not negated and owned:
        return ResponseKind.ACKNOWLEDGEMENT
    return None


def _denial(said: list[str], lemmas: frozenset[str]) -> bool:
    lists = cues().lists
    charged = bool(set(said) & lists["charges"])
    if lemmas & lists["denials"]:
        return not set(said[:_NEAR]) & lists["refused_things"]
    if lemmas & lists["rejections"]:
        return charged
    if not lemmas & lists["callers"]:
        return False
    return _calls_false(said) or _says_it_is_not_so(said, lemmas)


def _says_it_is_not_so(said: list[str], lemmas: frozenset[str]) -> bool:
    """ "this is untrue", "it never happened"; and with "insist", "that no one was beaten"."""
    words = said[1:] if said[:1] == ["that"] else said
    if not words:
        return False
    if words[0] in _NOT_ANY and lemmas & {"insist", "maintain"}:
        return True
    near = words[1 : 1 + _NEAR]
    if words[0] not in _POINTING or not near:
        return False
    untrue = near[0] in _IS and bool(set(near) & cues().lists["falsehoods"])
    return untrue or near[:2] == ["never", "happened"] or near[:3] == ["did", "not", "happen"]


_NOT_ANY = frozenset({"no", "nobody", "none", "nothing"})
_POINTING = frozenset({"this", "it", "that", "these", "they", "those", "all"})
_IS = frozenset({"is", "was", "are", "were", "s"})


def _is_silence(cue: str, lemmas: frozenset[str]) -> bool:
    """Whether the cue itself says that no answer came ("went unanswered", "gave no reply")."""
    lists = cues().lists
    if "unanswered" in cue or "silent" in cue or cue.startswith("ignored"):
        return True
    words = set(cue.split())
    none = "no" in words or "yet" in words or is_negated(cue)
    return none and bool(lemmas & (lists["replies"] | lists["answers"] | lists["answering"]))


def _no_comment(cue: str, said: list[str], lemmas: frozenset[str], negated: bool) -> bool:
    lists = cues().lists
    if lemmas & {"neither", "nor"} and lemmas & (lists["denials"] | lists["acknowledgements"]):
        return True
    if _knows_nothing(said[:_REPLY]):
        return True
    if said[:2] == ["no", "comment"] or said[:2] == ["neither", "confirm"]:
        return True
    if lemmas & lists["refusals"] and set(said[:_NEAR]) & lists["answering"]:
        return True
    unanswered = negated or "could not" in cue
    return unanswered and bool(lemmas & lists["answers"])


def _knows_nothing(said: list[str]) -> bool:
    """Whether the reply itself is none: "it had no information", "we do not comment on cases"."""
    pairs = set(pairwise(said))
    silent = {("no", "information"), ("no", "record"), ("no", "knowledge"), ("no", "comment"),
              ("not", "comment"), ("know", "nothing"), ("knew", "nothing")}  # fmt: skip
    return (
        bool(said)
        and said[0] in {"that", "it", "they", "we", "i", "he", "she"}
        and bool(pairs & silent)
    )


def _calls_false(said: list[str]) -> bool:
    """Whether a word for a charge stands shortly before a word for what is not so."""
    lists = cues().lists
    charges = [i for i, word in enumerate(said) if word in lists["charges"]]
    return any(
        said[i + 1 : i + 1 + _NEAR] and set(said[i + 1 : i + 1 + _NEAR]) & lists["falsehoods"]
        for i in charges
    )


def responses_in(
    text: str, with_lemmas: Iterable[tuple[Attribution, frozenset[str]]]
) -> tuple[tuple[Attribution, ResponseKind], ...]:
    """The answers among the attributions, each with its kind."""
    pairs = ((a, response_of(text, lemmas, a)) for a, lemmas in with_lemmas)
    return tuple((a, kind) for a, kind in pairs if kind is not None)
