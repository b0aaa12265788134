"""Search. What is looked for may be a name: it comes by POST and never stands in an address.

The answer's address is a number that means something in this session alone; the words stay in the
session's memory and go with it. So the browser's history, its cache and a shoulder see no word,
and going back and loading anew still work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from ...model.claim import ClaimKind
from ...model.errors import UnknownSubject
from ...model.search import ClaimStatus, Wanted
from ...model.source import SourceKind
from ...reference.gazetteer import gazetteer
from ...reference.vocabulary import vocabulary
from ...review.facets import keys_for
from ...searching import PAGE, looked_for
from ..asked import Asked
from ..pages import page

if TYPE_CHECKING:
    from starlette.responses import Response

    from ...model.claim import Claim
    from ...searching import Shown
    from ..desk import View

FIELDS = ("words", "act", "place", "since", "until", "source", "status", "kind", "outlet")
MOST_KEPT = 50  # searches of one session; the oldest go
MOST_OUTLETS = 300  # offered while typing
LONGEST = 500  # characters of one field


@dataclass(slots=True)
class Searches:
    """What somebody looked for since signing in, by number."""

    asked: dict[int, dict[str, str]] = field(default_factory=dict, repr=False)
    last: int = 0

    def keep(self, form: dict[str, str]) -> int:
        """Keeps a search; gives its number."""
        self.last += 1
        self.asked[self.last] = form
        self.asked.pop(self.last - MOST_KEPT, None)
        return self.last


def form(asked: Asked) -> Response:
    """The empty form."""
    return _page(asked, dict.fromkeys(FIELDS, ""))


def ask(asked: Asked) -> Response:
    """Keeps what is looked for in the session and leads to its answer."""
    told = {name: asked.form.get(name, "").strip()[:LONGEST] for name in FIELDS}
    _, problem = _wanted(told)
    if problem:
        return _page(asked, told, problem, 400)
    return RedirectResponse(f"/search/{_searches(asked).keep(told)}", 303)


def show(asked: Asked) -> Response:
    """The answer to a search of this session; raises UnknownSubject for any other number."""
    number = asked.path["number"]
    held = _searches(asked).asked
    if not (number.isascii() and number.isdigit() and len(number) < 9 and int(number) in held):
        raise UnknownSubject("no such search in this session", "ask again; searches are not kept")
    told = held[int(number)]
    wanted, _ = _wanted(told)
    words = asked.query.get("from", "0")
    start = int(words) if words.isascii() and words.isdigit() and len(words) < 9 else 0
    desk = asked.desk
    with desk.turn:
        view, missing = desk.view(), desk.enterer.look()
        answer, shown = looked_for(desk.case, wanted, start)
    end = start + PAGE
    return _page(
        asked, told, answer=answer, rows=[_row(one, view) for one in shown], start=start,
        more=end if end < answer.total else None, number=int(number),
        taken_for=_taken_for(told["place"]), missing=missing,
    )  # fmt: skip


def _page(
    asked: Asked, told: dict[str, str], problem: str = "", status: int = 200, **found: Any
) -> Response:
    with asked.desk.turn:
        outlets = asked.desk.case.outlets()[:MOST_OUTLETS]
    nothing = {
        "answer": None,
        "rows": (),
        "start": 0,
        "more": None,
        "number": 0,
        "taken_for": (),
        "missing": 0,
    }
    return page(
        "search", asked.session, status, told=told, problem=problem, outlets=outlets,
        acts=sorted((code.label, name) for name, code in vocabulary("acts").codes.items()),
        sources=[kind.value for kind in SourceKind], kinds=[kind.value for kind in ClaimKind],
        statuses=[one.value for one in ClaimStatus], **{**nothing, **found},
    )  # fmt: skip


def _searches(asked: Asked) -> Searches:
    held: Searches = asked.session.kept.setdefault("searches", Searches())
    return held


def _wanted(told: dict[str, str]) -> tuple[Wanted, str]:
    """What a form asks for, and what is wrong with it, if anything."""
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(told[name]) if told[name] else None
        except ValueError:
            return Wanted(), "A date is written as year, month and day: 2024-03-05."
    return (
        Wanted(
            words=told["words"],
            places=keys_for(told["place"]) if told["place"] else None,
            since=days["since"],
            until=days["until"],
            act=told["act"] or None,
            source=told["source"] or None,
            status=told["status"] or None,
            kind=told["kind"] or None,
            outlet=told["outlet"] or None,
        ),
        "",
    )


def _taken_for(place: str) -> tuple[str, ...]:
    """The first places that a typed name was taken for, each with what holds it."""
    if not place:
        return ()
    known = gazetteer()
    entries = [
        known.country(key) if len(key) == 2 else known.known(key)
        for key in keys_for(place)
        if not key.startswith("name:")
    ]
    return tuple(
        ", ".join(dict.fromkeys(part for part in (e.name, e.admin1, e.country_name) if part))
        for e in entries[:6]
        if e
    )


def _row(one: Shown, view: View) -> dict[str, object]:
    """A report that was found, with its claims as people left them."""
    claims = [_claim(name, view) for name in one.claim_ids]
    return {"found": one, "claims": [claim for claim in claims if claim]}


def _claim(name: str, view: View) -> Claim | None:
    return view.claims.get(name) or view.machine.get(name)
