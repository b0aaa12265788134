"""Denials, no-comments and acknowledgements among the attributions."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.claim import ResponseKind
from ...model.source import Attribution
from .chains import is_negated
from .cues import cues


def response_of(text: str, lemmas: frozenset[str], a: Attribution) -> ResponseKind | None:
    """The kind of answer that one attribution is, if it is one."""
    lists = cues().lists
    cue = "" if a.cue is None else text[a.cue.start : a.cue.end].lower()
    said = " ".join(text[s.start : s.end] for s in a.content).lower()
    negated = is_negated(cue)
    if _no_comment(cue, said, lemmas, negated):
        return ResponseKind.NO_COMMENT
    if lemmas & lists["denials"] or _calls_false(said, lemmas):
        return None if negated else ResponseKind.DENIAL
    if lemmas & lists["acknowledgements"] and not negated:
        return ResponseKind.ACKNOWLEDGEMENT
    return None


def _no_comment(cue: str, said: str, lemmas: frozenset[str], negated: bool) -> bool:
    lists = cues().lists
    words = set(said.replace(",", " ").replace(".", " ").split())
    if lemmas & {"neither", "nor"} and lemmas & (lists["denials"] | lists["acknowledgements"]):
        return True
    if "no comment" in said or "neither confirm" in said or "nor deny" in cue:
        return True
    if lemmas & lists["refusals"] and words & lists["answering"]:
        return True
    return (
        (negated or "could" in cue or "available" in cue)
        and bool(lemmas & lists["answers"])
        and not words & {"whether"}
    ) or cue.endswith("reached")


def _calls_false(said: str, lemmas: frozenset[str]) -> bool:
    lists = cues().lists
    words = set(
        said.replace(",", " ").replace(".", " ").replace("”", " ").replace('"', " ").split()
    )
    return bool(
        lemmas & lists["callers"] and words & lists["falsehoods"] and words & lists["charges"]
    )


def responses_in(
    text: str, with_lemmas: Iterable[tuple[Attribution, frozenset[str]]]
) -> tuple[tuple[Attribution, ResponseKind], ...]:
    """The answers among the attributions, each with its kind."""
    pairs = ((a, response_of(text, lemmas, a)) for a, lemmas in with_lemmas)
    return tuple((a, kind) for a, kind in pairs if kind is not None)
