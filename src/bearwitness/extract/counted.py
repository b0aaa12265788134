"""The time of an act that is counted from another: "flown home, ten days after they were caught".

The rules it keeps:
- "N days after" or "before" and a clause: the clause's act came N days before or after the day that
  the sentence gives the verb above it. Weeks count seven days; other units are too coarse.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from .times.lexicon import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from ..model.dates import TimeExpression

DAYS = {"day": 1, "week": 7}
SIDES = {"after": -1, "before": 1}


def days_from_verb(act: Token) -> int | None:
    """How many days an act came after the verb it hangs on; None where the words say no number."""
    if act.dep_ not in {"advcl", "pcomp"}:
        return None
    beside = (*act.lefts, *(act.head.lefts if act.dep_ == "pcomp" else ()))
    side = next((SIDES[c.lower_] for c in (*beside, act.head) if c.lower_ in SIDES), None)
    unit = next((c for c in beside if c.lemma_ in DAYS and c.dep_ == "npadvmod"), None)
    if side is None or unit is None:
        return None
    said = next((c.text for c in unit.lefts if c.like_num or c.lower_ in {"a", "an"}), "")
    count = number(said) if said else None
    return None if count is None else side * int(count) * DAYS[unit.lemma_]


def counted(act: Token, times: Iterable[tuple[Token, TimeExpression]]) -> TimeExpression | None:
    """The day of an act counted from the day of the verb above it."""
    days = days_from_verb(act)
    if days is None:
        return None
    inside = {t.i for t in act.subtree}
    told = [(abs(t.i - act.i), time) for t, time in times if t.i not in inside]
    near = min(told, key=lambda pair: pair[0], default=(0, None))[1]
    if near is None or near.earliest is None or near.earliest != near.latest:
        return None
    day = near.earliest + timedelta(days=days)
    return replace(near, edtf=day.isoformat(), timex=day.isoformat(), earliest=day, latest=day)
