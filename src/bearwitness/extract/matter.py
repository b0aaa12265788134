"""Which acts a report is about, and which kinds of act it only mentions.

Much of what a report mentions is not what it reports: the arrest, charge and trial of those
suspected of the killing it is about, a figure from another year, a general statement. For each kind
of violation (vocabulary/matter.yml) the claim that is told most plainly is weighed; where even that
one falls under the floor, the kind is taken for a passing mention and gives no event.

The rules it keeps:
- A report without a title drops nothing: what it is about is not said.
- A plain arrest of several people is always kept, and so is a plain and recent one in a report whose
  title names no violation at all.
- Patterns, and what is denied, feared, planned or conditional, are never dropped.
- Only the kinds in the table are weighed; every other act is kept.

Weights: logistic regression over the marks of marks.py, a report's kind told by its best claim
(log-sum-exp), fitted by training/matter_weights.py on HRDsAttack (MIT).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model.claim import ClaimKind, Modality
from ..reference.vocabulary import load_yaml
from .marks import kind_of, marks, report_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.report import Header
    from .drafts import Draft
    from .placing import Setting

SEVERAL = {"n=2", "n=3", "n=4", "pat=plural"}
OLD = {"own long ago", "age=4", "age=5"}


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: a start for each kind, and what each mark adds, for all kinds and for one."""

    start: Mapping[str, float]
    shared: Mapping[str, float]
    own: Mapping[str, Mapping[str, float]]
    floor: float
    plain: frozenset[str]


@cache
def weights() -> Weights:
    """The tables of matter.yml and matter_weights.yml, loaded once a process."""
    rules, table = load_yaml("matter"), load_yaml("matter_weights")
    return Weights(
        table["start"], table["shared"], table["own"], float(rules["floor"]),
        frozenset(rules["plain"]),
    )  # fmt: skip


def is_weighed(draft: Draft) -> bool:
    """Whether a draft is an asserted event of a kind in the table."""
    is_event = draft.kind is ClaimKind.EVENT and draft.modality is Modality.ASSERTED
    return is_event and draft.act in kind_of()


def weight(kind: str, seen: Iterable[str]) -> float:
    """The log-odds that a claim of `kind` with these marks tells the report's own matter."""
    table, seen = weights(), tuple(seen)
    own = table.own.get(kind, {})
    return table.start[kind] + sum(table.shared.get(m, 0.0) + own.get(m, 0.0) for m in seen)


def is_plain(act: str, seen: frozenset[str]) -> bool:
    """Whether it is a plain arrest that is kept whatever the weights say."""
    if act not in weights().plain:
        return False
    several = bool(SEVERAL & seen) and "grp own" in seen
    return several or ("title no type" in seen and not OLD & seen)


def of_the_matter(drafts: Sequence[Draft], setting: Setting, header: Header) -> list[Draft]:
    """The drafts without the kinds of violation that the report only mentions, in their order."""
    weighed = [d for d in drafts if is_weighed(d)]
    if not header.title or not weighed:
        return list(drafts)
    report = report_of(setting.doc, header, weighed)
    told: dict[str, float] = defaultdict(lambda: -float("inf"))
    plain: set[int] = set()
    for draft in weighed:
        seen, kind = marks(draft, report, setting, header), kind_of()[draft.act]
        told[kind] = max(told[kind], weight(kind, seen))
        if is_plain(draft.act, seen):
            plain.add(id(draft))
    floor = weights().floor
    return [
        d for d in drafts
        if not is_weighed(d) or told[kind_of()[d.act]] > floor or id(d) in plain
    ]  # fmt: skip
