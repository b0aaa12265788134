"""What to look at next and why, how much is left, and filters by reason, act and report."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

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
    fitting = [item for item in view.waiting if _fits(item, why, act)]
    start = first_row(asked)
    return page(
        "queue",
        asked.session,
        rows=[_row(item, view) for item in fitting[start : start + PAGE]],
        start=start,
        more=start + PAGE if start + PAGE < len(fitting) else None,
        left=len(view.waiting),
        fitting=len(fitting),
        decided=len(view.machine) - len(view.waiting),
        reasons=sorted(Counter(item.why for item in view.waiting).items(), key=lambda r: -r[1]),
        acts=sorted(Counter(item.claim.act or "" for item in view.waiting).items()),
        why=why,
        act=act,
    )


def first_row(asked: Asked) -> int:
    """The row that a page begins with."""
    words = asked.query.get("from", "0")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else 0


def _fits(item: Waiting, why: str, act: str) -> bool:
    return (not why or item.why == why) and (not act or item.claim.act == act)


def _row(item: Waiting, view: View) -> dict[str, object]:
    header = view.headers.get(item.claim.report_id)
    return {"claim": item.claim, "why": item.why, "header": header}
