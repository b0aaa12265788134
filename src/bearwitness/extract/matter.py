"""Which acts a report is about, and which kinds of act it only mentions.

Much of what a report mentions is not what it reports: the arrest, charge and trial of those
suspected of the killing it is about, a figure from another year, a general statement. Each asserted
event of a kind of violation (vocabulary/matter.yml) is weighed; where even the likeliest of a kind
falls under the floor, the kind is taken for a passing mention and gives no event.

The rules it keeps:
- Only detention with its proceedings and ill-treatment can be dropped: for the other kinds the
  weights were no better than keeping all.
- A report without a title, or a short one, drops nothing; nor does one on people who fled or were
  sent back, told by one of its acts or by words for flight and frontiers: the weights were fitted
  on news of attacks on rights defenders.
- A kind stays whole when one plain arrest is among it, one whose sentence speaks of no suspect and
  no crime: of several people, of people whose nationality or status is told, or a recent one in a
  report whose title names no violation.
- Patterns, and what is denied, feared, planned or conditional, are never dropped.

Weights: logistic regression over the marks of marks.py, a report's kind told by its best claim
(log-sum-exp), fitted by training/matter_weights.py on HRDsAttack (MIT).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..model.claim import ClaimKind, Modality
from ..reference.parse import lowers_of
from ..reference.vocabulary import load_yaml
from .marks import kind_of, marks, report_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from ..model.report import Header
    from .drafts import Draft
    from .placing import Setting

SHORT = "len=0"
SEVERAL = {"n=2", "n=3", "n=4", "pat=plural"}
CRIME = {"s crime", "after crime", "grounds crime", "s alleged", "pat=suspect"}
OLD = {"own long ago", "age=4", "age=5"}


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: a start for each kind, and what each mark adds, for all kinds and for one."""

    start: Mapping[str, float]
    shared: Mapping[str, float]
    own: Mapping[str, Mapping[str, float]]
    floor: float
    plain: frozenset[str]
    dropped: frozenset[str]  # the kinds that can be dropped
    fled: frozenset[str]  # statuses of people who fled, and acts done to them
    fleeing: frozenset[str]  # words, some of which a report on people who fled has


@cache
def weights() -> Weights:
    """The tables of matter.yml and matter_weights.yml, loaded once a process."""
    rules, table = load_yaml("matter"), load_yaml("matter_weights")
    return Weights(
        table["start"], table["shared"], table["own"], float(rules["floor"]),
        frozenset(rules["plain"]),
        frozenset(rules["dropped"]),
        frozenset(rules["fled"]),
        frozenset(rules["fleeing"]),
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
    """Whether a claim keeps its kind whatever the weights say: a short report, a plain arrest."""
    if SHORT in seen:
        return True
    if act not in weights().plain or CRIME & seen:
        return False
    several = bool(SEVERAL & seen) and "grp own" in seen
    return several or "grp known" in seen or ("title no type" in seen and not OLD & seen)


def is_told(kind: str, claims: Iterable[tuple[str, frozenset[str]]]) -> bool:
    """Whether a report tells a kind as its own matter, by the act and marks of each claim of it."""
    if kind not in weights().dropped:
        return True
    return any(is_plain(act, seen) or weight(kind, seen) > weights().floor for act, seen in claims)


def _fled(draft: Draft) -> bool:
    """Whether a draft tells of people who fled, by their status or what was done to them."""
    statuses = draft.group.group.status if draft.group else ()
    return draft.act in weights().fled or not weights().fled.isdisjoint(statuses)


def is_of_flight(doc: Doc) -> bool:
    """Whether a report has several words for flight and frontiers, its title or not."""
    return len(flight_words(doc)) >= SOME


def flight_words(doc: Doc) -> frozenset[str]:
    """The words for flight and frontiers that a text has, small letters."""
    return weights().fleeing.intersection(lowers_of(doc))


SOME = 3  # different words for flight that make a report one on people who fled


def of_the_matter(drafts: Sequence[Draft], setting: Setting, header: Header) -> list[Draft]:
    """The drafts without the kinds of violation that the report only mentions, in their order."""
    weighed = [d for d in drafts if is_weighed(d)]
    if not header.title or not {kind_of()[d.act] for d in weighed} & weights().dropped:
        return list(drafts)
    if any(_fled(d) for d in drafts) or is_of_flight(setting.doc):
        return list(drafts)
    report = report_of(setting.doc, header, weighed)
    if SHORT in report.shared:
        return list(drafts)
    told: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for draft in weighed:
        if kind_of()[draft.act] in weights().dropped:
            seen = marks(draft, report, setting, header)
            told[kind_of()[draft.act]].append((draft.act, seen))
    passing = {kind for kind, claims in told.items() if not is_told(kind, claims)}
    return [d for d in drafts if not is_weighed(d) or kind_of()[d.act] not in passing]
