"""How sure the rules are of a claim: a start by the kind of cue, and what speaks for or against.

The numbers are in vocabulary/confidence.yml; this is the first formula, to be calibrated on
people's corrections.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ..model.claim import Modality
from ..model.source import SourceKind
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.source import SourceLink
    from .drafts import Draft


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("confidence")
    return table


def confidence(start: str, reasons: Iterable[str]) -> float:
    """The sum for a kind of cue and the named reasons, between `low` and `high`, two decimals."""
    table = _table()
    total = float(table["start"][start])
    for reason in reasons:
        total += table["add"].get(reason, 0.0) - table["subtract"].get(reason, 0.0)
    return round(min(float(table["high"]), max(float(table["low"]), total)), 2)


def of_draft(draft: Draft, chain: Sequence[SourceLink]) -> float:
    """The confidence of an event or pattern."""
    first = draft.mentions[0]
    start = "noun" if first.is_noun and first.weight < 2 else "verb"
    return confidence(start, _reasons(draft, chain))


def _reasons(draft: Draft, chain: Sequence[SourceLink]) -> list[str]:
    """The names of what speaks for and against a draft."""
    found = []
    if draft.time:
        found.append("own_when" if draft.time.is_own else "inherited_when")
    if draft.places:
        own = any(p.is_own for p in draft.places)
        found.append("own_where" if own else "inherited_where")
    if draft.group is None:
        found.append("nobody_affected")
    elif not draft.group_is_own:
        found.append("inherited_group")
    elif draft.group.group.exact:
        found.append("stated_count")
    checks = {
        "perpetrator": bool(draft.agents),
        "named_source": any(link.kind is not SourceKind.OUTLET for link in chain),
        "said_again": len(draft.mentions) > 1,
        "exact_cue": draft.mentions[0].weight > 1,
        "not_asserted": draft.modality is not Modality.ASSERTED,
    }
    return found + [name for name, holds in checks.items() if holds]
