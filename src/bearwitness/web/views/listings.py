"""All reports, and all incidents, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.team import Role
from ..asked import Asked
from ..pages import page
from .queue import some_of

if TYPE_CHECKING:
    from starlette.responses import Response

    from ...model.incident import Incident


def reports(asked: Asked) -> Response:
    """The reports with how much of each waits, those in which most waits first."""
    view = asked.desk.view()
    shown = some_of(view.report_order, asked)
    rows = [
        (view.headers[name], len(view.by_report.get(name, ())), view.waiting.in_report[name])
        for name in shown["rows"]
    ]
    return page(
        "reports", asked.session, total=len(view.headers),
        may_add=asked.member.role >= Role.CODER, **shown | {"rows": rows},
    )  # fmt: skip


def incidents(asked: Asked) -> Response:
    """The incidents, those in conflict first, then the newest."""
    view = asked.desk.view()
    only, order = asked.query.get("only", ""), view.incident_order
    in_conflict = order.before((0,))
    total = in_conflict if only == "conflict" else len(order)
    shown = some_of(order[:total], asked)
    rows = [view.incidents[name] for name in shown["rows"]]
    return page(
        "incidents", asked.session, only=only, total=total, when=_when, where=_where,
        **shown | {"rows": rows},
    )  # fmt: skip


def _when(one: Incident) -> str:
    return " / ".join(dict.fromkeys(s.value.edtf for s in one.whens)) or "not known"


def _where(one: Incident) -> str:
    return " / ".join(dict.fromkeys(s.value.name for s in one.wheres)) or "not known"
