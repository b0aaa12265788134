"""Does everything still match its seals; the ledger; tombstones; deletion for someone's safety."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from ...model.tombstone import DeletionReason
from ...two_people import delete_report
from ..asked import Asked
from ..pages import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model.verify import Finding

LINES = 50
LOOKED_AT = 10_000  # lines that one page looks through for those of one kind
KINDS = ("case", "decision", "incidents", "member", "original", "reading", "release", "report",
         "restored", "rule", "text", "tombstone")  # fmt: skip


def show(asked: Asked) -> Response:
    """The head of the ledger, its lines from the newest down, releases and tombstones."""
    return _show(asked)


def _show(
    asked: Asked, findings: Sequence[Finding] | None = None, problem: str = "", status: int = 200
) -> Response:
    kind, before = asked.query.get("kind", ""), _number(asked.query.get("before", ""))
    with asked.desk.turn:
        case = asked.desk.case
        number, digest = case.head()
        start = min(before or number + 1, number + 1)
        found = case.ledger_lines(LINES + 1, start, kind, start - LOOKED_AT)
        lines = [json.loads(one) for one in found]
        stones, releases = case.tombstones(), case.releases(with_records=False)
    return page(
        "custody", asked.session, status, number=number, digest=digest, kind=kind, kinds=KINDS,
        lines=lines[:LINES], more=_older(lines, start),
        before=before, stones=stones, releases=releases, findings=findings, problem=problem,
    )  # fmt: skip


def _older(lines: list[dict[str, Any]], start: int) -> int | None:
    """The line before which the next page looks; None where the ledger begins."""
    if len(lines) > LINES:
        return int(lines[LINES - 1]["n"])
    return start - LOOKED_AT if start - LOOKED_AT > 1 else None


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 12 else None


def verify(asked: Asked) -> Response:
    """Checks every seal and says what does not match."""
    with asked.desk.turn:
        findings = asked.desk.case.verify()
    return _show(asked, findings)


def ask_deletion(asked: Asked) -> Response:
    """What deleting a report would take with it, before it is deleted."""
    return _ask_deletion(asked, asked.query.get("report", "").strip())


def _ask_deletion(asked: Asked, report: str, problem: str = "", status: int = 200) -> Response:
    with asked.desk.turn:
        asked.desk.case.must_be_deletable(report)
    view = asked.desk.view()
    claims = view.by_report.get(report, ())
    names = {claim.id for claim in claims} | {report}
    about = {one.id for one in view.decisions if names.intersection(one.subject)}
    incidents = {view.incident_of[one.id] for one in claims if one.id in view.incident_of}
    return page(
        "delete", asked.session, status, report=report, header=view.headers.get(report),
        claims=len(claims), decisions=len(about), incidents=len(incidents),
        reasons=list(DeletionReason), problem=problem,
        needs_two="delete" in asked.desk.settings.two_people,
        requests=[one for one in asked.desk.second.about(report) if one.action == "delete"],
    )  # fmt: skip


def delete(asked: Asked) -> Response:
    """Deletes a report once its id was typed again and a reason was chosen.

    Where two people must agree on it, it is asked for, and done when another confirms.
    """
    form, desk = asked.form, asked.desk
    report = form.get("report", "").strip()
    if not report or form.get("again", "").strip() != report:
        return _ask_deletion(asked, report, "Type the report's id, as it stands above.", 400)
    if form.get("reason") not in set(DeletionReason):
        return _ask_deletion(asked, report, "Choose a reason.", 400)
    reason = DeletionReason(form["reason"])
    with desk.turn:
        waits = delete_report(
            desk.case, report, asked.member.name, reason, desk.settings, asked.member
        )
    return RedirectResponse("/second" if waits else "/custody#tombstones", 303)
