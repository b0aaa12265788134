"""Does everything still match its seals; the ledger's last lines; deletion for someone's safety."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from ...model.tombstone import DeletionReason
from ...pipeline import link_claims
from ..asked import Asked
from ..pages import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.verify import Finding

LINES = 40


def show(asked: Asked) -> Response:
    """The head of the ledger, its last lines, the team and the form of deletion."""
    return _show(asked)


def _show(
    asked: Asked, findings: Sequence[Finding] | None = None, problem: str = "", status: int = 200
) -> Response:
    with asked.desk.turn:
        number, digest = asked.desk.case.head()
        members = asked.desk.case.members()
        releases = asked.desk.case.releases()
        lines = asked.desk.case.last_lines(LINES)
    return page(
        "custody",
        asked.session,
        status,
        number=number,
        digest=digest,
        members=members,
        releases=releases,
        lines=[json.loads(line) for line in lines],
        reasons=list(DeletionReason),
        findings=findings,
        problem=problem,
    )


def verify(asked: Asked) -> Response:
    """Checks every seal and says what does not match."""
    with asked.desk.turn:
        findings = asked.desk.case.verify()
    return _show(asked, findings)


def delete(asked: Asked) -> Response:
    """Deletes a report once its id was typed twice and a reason was chosen."""
    form = asked.form
    report = form.get("report", "").strip()
    if not report or form.get("again", "").strip() != report:
        return _show(asked, problem="Type the report's id twice, the same.", status=400)
    if form.get("reason") not in set(DeletionReason):
        return _show(asked, problem="Choose a reason.", status=400)
    with asked.desk.turn:
        case = asked.desk.case
        case.delete_report(
            report, asked.member.name, DeletionReason(form["reason"]), asked.desk.now()
        )
        link_claims(case, asked.desk.settings)
    return RedirectResponse("/custody", 303)
