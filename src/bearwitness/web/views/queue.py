"""What to look at next and why, how much is left, and filters by reason, act and report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...model.team import Role
from ..asked import Asked
from ..pages import page

if TYPE_CHECKING:
    from starlette.responses import Response

    from ...review.queue import Waiting
    from ..desk import View

PAGE = 50  # rows


def show(asked: Asked) -> Response:
    """The queue, `PAGE` rows from `from` on."""
    view = asked.desk.view()
    why, act = asked.query.get("why", ""), asked.query.get("act", "")
    start, fitting = start_of(asked), view.waiting.fitting(why, act)
    rows = view.waiting.some(start, PAGE, why, act)
    return page(
        "queue",
        asked.session,
        rows=[_row(item, view) for item in rows],
        start=start,
        more=start + PAGE if start + PAGE < fitting else None,
        left=len(view.waiting),
        fitting=fitting,
        decided=len(view.machine) - len(view.waiting),
        reasons=view.waiting.reasons(),
        acts=view.waiting.acts(),
        why=why,
        act=act,
        may_add=asked.member.role >= Role.CODER,
    )


def start_of(asked: Asked) -> int:
    """The number of the first row of the page that is asked for."""
    words = asked.query.get("from", "0")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else 0


def some_of(rows: Sequence[Any], asked: Asked) -> dict[str, Any]:
    """The rows of one page, the number of the first, and where the next page begins, if any."""
    start = start_of(asked)
    end = start + PAGE
    return {"rows": rows[start:end], "start": start, "more": end if end < len(rows) else None}


def _row(item: Waiting, view: View) -> dict[str, object]:
    header = view.headers.get(item.claim.report_id)
    return {"claim": item.claim, "why": item.why, "header": header}
