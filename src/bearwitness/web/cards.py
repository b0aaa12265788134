"""A claim as people decide on it: every field as it stands, beside what the machine had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.added import BY_HAND
from ..model.judgement import PAIR_ACTIONS, Action
from ..review.table import shown
from .fields import FIELDS, LABELS
from .pages import act_label
from .undo import Line, history, newest

if TYPE_CHECKING:
    from ..model.claim import AffectedGroup, Claim
    from ..model.judgement import Decision
    from .desk import View


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a claim: as it stands, what the machine had and how sure it was."""

    name: str
    label: str
    says: str
    machine: str
    confidence: float | None

    @property
    def was_corrected(self) -> bool:
        return self.says != self.machine


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside its report: what the machine says, what people said, what may be done."""

    claim: Claim
    now: Claim | None  # as people left it; None once rejected
    rows: tuple[Row, ...]
    history: tuple[Line, ...]
    last: Decision | None  # what undo takes back
    state: str
    status: str
    maker: str | None  # who added it, where a person did
    incident: str | None
    is_main: bool


def card(claim: Claim, view: View) -> Card:
    """The card of a claim that the case holds."""
    standing, now = view.standings.get(claim.id), view.claims.get(claim.id)
    status = "waits"
    if standing is not None and standing.is_rejected:
        status = "rejected"
    elif standing is not None and standing.corrections:
        status = "corrected"
    elif standing is not None and standing.is_reviewed:
        status = "accepted"
    told = [d for d in view.every_by_subject.get(claim.id, ()) if d.action not in PAIR_ACTIONS]
    own = [d for d in told if not _is_of_pair(d)]
    return Card(
        claim=claim,
        now=now,
        rows=_rows(now or claim, claim),
        history=history(own),
        last=newest([d for d in own if d.action not in (Action.GRADE, Action.VIOLATION)]),
        state=view.state_of(claim.id),
        status=status,
        maker=next((d.by for d in own if d.action == Action.ADD), None)
        if claim.method == BY_HAND else None,
        incident=view.incident_of.get(claim.id),
        is_main=claim.id in view.primaries,
    )  # fmt: skip


def _is_of_pair(one: Decision) -> bool:
    return sum(subject.startswith("claim-") for subject in one.subject) > 1


def _rows(now: Claim, machine: Claim) -> tuple[Row, ...]:
    says, had = fields_of(now), fields_of(machine)
    return tuple(
        Row(name, LABELS[name], says[name], had[name], machine.confidence_in(name))
        for name in FIELDS
    )


def fields_of(claim: Claim) -> dict[str, str]:
    """Every field of a claim in words; empty where the report does not say."""
    told = shown(claim)
    when = claim.when
    return {
        "act": act_label(claim.act) if claim.act else "",
        "kind": claim.kind.value,
        "modality": claim.modality.value,
        "when": "" if when is None else f"{when.operator or ''} {when.edtf}".strip(),
        "where": told["where"],
        "affected": people_of(claim.affected) if claim.affected else "",
        "alleged_perpetrators": "; ".join(
            f"{p.kind}, {p.country}" if p.country else p.kind for p in claim.alleged_perpetrators
        ),
        "attribution": " → ".join(
            f"{link.kind.value}: “{link.words}”" if link.words else link.kind.value
            for link in claim.attribution
        ),
        "detail": _detail(claim),
    }


def people_of(group: AffectedGroup) -> str:
    """How many, and the coarse attributes that are known."""
    if group.max is None:
        count = f"{group.min} or more"
    else:
        count = str(group.min) if group.min == group.max else f"{group.min} to {group.max}"
    if group.min == group.max and not group.exact:
        count = f"about {count}"
    more = [group.sex, group.age, group.nationality, *group.status]
    return ", ".join([count, *[part for part in more if part]])


def _detail(claim: Claim) -> str:
    one = claim.detail
    if one is None:
        return ""
    span = f"{one.low:g} to {one.high:g}" if None not in (one.low, one.high) else ""
    if one.low is not None and one.low == one.high:
        span = f"{one.low:g}"
    parts = [one.direction, one.response, one.norm, one.article, one.author, one.year,
             span or one.low or one.high, one.unit]  # fmt: skip
    return " ".join(str(part) for part in parts if part is not None and part != "")
