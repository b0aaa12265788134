"""A report's text with what the claims rest on, the claims beside it, and decisions on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from ...model.judgement import Action
from ...reference.vocabulary import vocabulary
from ...review.table import shown
from ..asked import Asked
from ..marked import marked
from ..pages import page
from .queue import some_of

if TYPE_CHECKING:
    from ...model.claim import Claim
    from ...model.judgement import Decision
    from ..desk import View

FIELDS = ("act", "when", "where", "affected", "alleged_perpetrators", "modality")
HELP = {
    "act": "a code of the vocabulary, as in the list",
    "when": "2024, 2024-03, 2024-03-05, or two of them with a slash",
    "where": "Tumen, CN; with a role: held at: Tumen, CN; several with semicolons; empty for none",
    "affected": "3, 2-9 or 10+",
    "alleged_perpetrators": "police, CN; several with semicolons; empty for none",
    "modality": "asserted, denied, feared, planned or conditional",
}
ON_CLAIMS = {Action.ACCEPT, Action.REJECT, Action.CORRECT, Action.WITHDRAW}


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside its report: what the machine says, what people said, what may be done."""

    claim: Claim
    now: Claim | None  # as people left it; None once rejected
    says: dict[str, str]
    machine: dict[str, str]
    confidences: dict[str, float | None]
    history: tuple[Decision, ...]
    state: str
    status: str
    incident: str | None
    is_main: bool


def listing(asked: Asked) -> Response:
    """All reports with how much of each waits."""
    view = asked.desk.view()
    open_in: dict[str, int] = {}
    for item in view.waiting:
        open_in[item.claim.report_id] = open_in.get(item.claim.report_id, 0) + 1
    headers = sorted(view.headers.values(), key=lambda h: (-open_in.get(h.id, 0), h.id))
    rows = [(h, len(view.by_report.get(h.id, ())), open_in.get(h.id, 0)) for h in headers]
    return page("reports", asked.session, total=len(rows), **some_of(rows, asked))


def show(asked: Asked) -> Response:
    """One report: its text marked by field, its claims with their forms."""
    return _show(asked, asked.path["report"])


def _show(asked: Asked, report: str, problem: str = "", status: int = 200) -> Response:
    view = asked.desk.view()
    with asked.desk.turn:
        text = asked.desk.case.text(report).content
    claims = view.by_report.get(report, ())
    return page(
        "report",
        asked.session,
        status,
        header=view.headers.get(report),
        report=report,
        segments=marked(text, claims),
        cards=[_card(claim, view) for claim in claims],
        fields=FIELDS,
        help=HELP,
        acts=sorted(vocabulary("acts").codes),
        problem=problem,
        may_decide=asked.member.role >= 1,
    )


def _card(claim: Claim, view: View) -> Card:
    standing, now = view.standings.get(claim.id), view.claims.get(claim.id)
    status = "waits"
    if standing is not None and standing.is_rejected:
        status = "rejected"
    elif standing is not None and standing.corrections:
        status = "corrected"
    elif standing is not None and standing.is_reviewed:
        status = "accepted"
    return Card(
        claim=claim,
        now=now,
        says=_fields(now or claim),
        machine=_fields(claim),
        confidences={name: claim.confidence_in(name) for name in FIELDS},
        history=view.decided_on(claim.id),
        state=view.state_of(claim.id),
        status=status,
        incident=view.incident_of.get(claim.id),
        is_main=claim.id in view.primaries,
    )


def _fields(claim: Claim) -> dict[str, str]:
    told = shown(claim)
    who = "; ".join(
        f"{p.kind}, {p.country}" if p.country else p.kind for p in claim.alleged_perpetrators
    )
    return {
        "act": claim.act or "",
        "when": told["when"],
        "where": told["where"],
        "affected": told["people"],
        "alleged_perpetrators": who,
        "modality": claim.modality.value,
    }


def decide(asked: Asked) -> Response:
    """Accepts, rejects, corrects or takes back; refuses what was made upon an older state."""
    name, form = asked.path["claim"], asked.form
    with asked.desk.turn:
        view = asked.desk.view()
        claim = view.claim(name)
        if form.get("state") != view.state_of(name):
            return _show(asked, claim.report_id, _clash(view, name), 409)
        row: dict[str, Any] = {
            "claim": name,
            "action": form.get("action", ""),
            "field": form.get("field", ""),
            "value": form.get("value", ""),
            "reason": form.get("reason", ""),
        }
        if row["action"] not in ON_CLAIMS:
            return _show(asked, claim.report_id, "No such decision.", 400)
        problem = asked.desk.decide([row], asked.member.name)
    if problem:
        return _show(asked, claim.report_id, problem, 400)
    return RedirectResponse(f"/report/{claim.report_id}#{name}", 303)


def _clash(view: View, claim: str) -> str:
    last = view.decided_on(claim)
    if not last:
        return "The claim has changed since this page was loaded. Nothing was saved."
    return (
        f"{last[-1].by} decided “{last[-1].action.value}” on {claim} since this page was loaded. "
        "Nothing of yours was saved; look again and decide."
    )


def warn(asked: Asked) -> Response:
    """What opening the original means, before it is opened."""
    report = asked.path["report"]
    with asked.desk.turn:
        held = asked.desk.case.report(report)
    return page("original", asked.session, report=report, receipt=held.receipt)


def original(asked: Asked) -> Response:
    """The sealed bytes as a download; never shown in the browser."""
    report = asked.path["report"]
    with asked.desk.turn:
        data = asked.desk.case.original(report)
    headers = {
        "content-disposition": f'attachment; filename="{report}.original"',
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)
