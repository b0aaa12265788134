"""What to look at next and why, how much is left, and filters by reason, act and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

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
    shown = some_of(fitting, asked)
    return page(
        "queue",
        asked.session,
        **shown | {"rows": [_row(item, view) for item in shown["rows"]]},
        left=len(view.waiting),
        fitting=len(fitting),
        decided=len(view.machine) - len(view.waiting),
        reasons=sorted(Counter(item.why for item in view.waiting).items(), key=lambda r: -r[1]),
        acts=sorted(Counter(item.claim.act or "" for item in view.waiting).items()),
        why=why,
        act=act,
    )


def some_of(rows: Sequence[Any], asked: Asked) -> dict[str, Any]:
    """The rows of one page, the number of the first, and where the next page begins, if any."""
    words = asked.query.get("from", "0")
    start = int(words) if words.isascii() and words.isdigit() and len(words) < 9 else 0
    end = start + PAGE
    return {"rows": rows[start:end], "start": start, "more": end if end < len(rows) else None}


def _fits(item: Waiting, why: str, act: str) -> bool:
    return (not why or item.why == why) and (not act or item.claim.act == act)


def _row(item: Waiting, view: View) -> dict[str, object]:
    header = view.headers.get(item.claim.report_id)
    return {"claim": item.claim, "why": item.why, "header": header}
