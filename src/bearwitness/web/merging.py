"""Merging two incidents and splitting a claim off, as decisions on pairs of claims.

An incident follows from claims and decisions, so to merge is to say of every claim that it is of
the same occurrence as the first, and to split is to say of one claim that it is not of the same as
any other. Each can be taken back as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import UnknownSubject, WrongUse
from ..model.judgement import Action, holding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.incident import Incident
    from .desk import View

Row = dict[str, object]


def merged(one: Incident, view: View, other: str, reason: str) -> list[Row]:
    """Rows that hold two incidents to be one; raises UnknownSubject and WrongUse.

    Where people said before that two of their claims are not of one occurrence, or that nobody can
    tell, that is decided anew with the rest.
    """
    if other not in view.incidents:
        raise UnknownSubject("no such incident in this case", "copy its name from its page")
    if other == one.id:
        raise WrongUse("an incident cannot be merged with itself", "name another one")
    here, there = one.claim_ids, view.incidents[other].claim_ids
    pairs = {_ordered(here[0], claim) for claim in (*here[1:], *there)}
    pairs |= set(_apart(here, there, view))
    return [_row(Action.SAME, a, b, reason) for a, b in sorted(pairs)]


def _apart(here: Iterable[str], there: Iterable[str], view: View) -> Iterator[tuple[str, str]]:
    """Pairs across the two that people decided on before."""
    others = set(there)
    for claim in here:
        for decision in view.by_subject.get(claim, ()):
            across = others & set(decision.subject)
            if decision.action in (Action.NOT_SAME, Action.UNSURE) and across:
                yield _ordered(claim, *across)


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def split_off(one: Incident, claim: str, view: View, reason: str) -> list[Row]:
    """Rows that hold one claim to be of another occurrence than all others; raises WrongUse.

    Claims that people held to be one with it stay one with each other: they are told so.
    """
    if claim not in one.claim_ids or len(one.claim_ids) < 2:
        raise WrongUse("this claim is not one of several in the incident", "choose one of them")
    others = [other for other in one.claim_ids if other != claim]
    apart = [_ordered(claim, other) for other in others]
    held = [other for other in others if _is_held(claim, other, view)]
    rows = [_row(Action.NOT_SAME, a, b, reason) for a, b in apart]
    return rows + [_row(Action.SAME, *_ordered(held[0], other), reason) for other in held[1:]]


def _is_held(claim: str, other: str, view: View) -> bool:
    """Whether people's newest word on two claims is that they are one."""
    told = [
        decision.action
        for decision in holding(view.by_subject.get(claim, ()))
        if set(decision.subject) == {claim, other}
    ]
    return bool(told) and told[-1] == Action.SAME


def _row(action: Action, a: str, b: str, reason: str) -> Row:
    return {"claim": a, "other": b, "action": action.value, "reason": reason}
