"""An incident with every value of every field, who says it, and what people make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from ...linking import why
from ...model.judgement import Action
from ...reference.vocabulary import vocabulary
from ..asked import Asked
from ..pages import page
from .queue import some_of

if TYPE_CHECKING:
    from ...model.incident import Incident, Said
    from ..desk import View

ON_INCIDENTS = {Action.GRADE, Action.VIOLATION}
ON_PAIRS = {Action.SAME, Action.NOT_SAME, Action.UNSURE, Action.WITHDRAW}


def listing(asked: Asked) -> Response:
    """Incidents, those in conflict first, then the newest."""
    view = asked.desk.view()
    only = asked.query.get("only", "")
    held = [one for one in view.incidents.values() if only != "conflict" or one.conflicts]
    held.sort(key=lambda one: (-len(one.conflicts), _newest(one), one.id))
    return page(
        "incidents", asked.session, only=only, total=len(held), when=_when, where=_where,
        **some_of(held, asked),
    )  # fmt: skip


def _newest(one: Incident) -> str:
    latest = max((str(s.value.latest) for s in one.whens if s.value.latest), default="")
    return "".join(chr(0x10FFFF - ord(c)) for c in latest) or "\U0010ffff"


def _when(one: Incident) -> str:
    return " / ".join(dict.fromkeys(s.value.edtf for s in one.whens)) or "not known"


def _where(one: Incident) -> str:
    return " / ".join(dict.fromkeys(s.value.name for s in one.wheres)) or "not known"


def show(asked: Asked) -> Response:
    """One incident."""
    return _show(asked, asked.path["incident"])


def _show(asked: Asked, name: str, problem: str = "", status: int = 200) -> Response:
    view = asked.desk.view()
    one = view.incident(name)
    return page(
        "incident",
        asked.session,
        status,
        incident=one,
        tables=_tables(one),
        claims=[view.machine[c] for c in one.claim_ids if c in view.machine],
        headers=view.headers,
        outlet=lambda claim: _outlet(view, claim),
        history=[d for c in one.claim_ids for d in view.by_subject.get(c, ())],
        norms=sorted(vocabulary("norms").codes),
        problem=problem,
        state=_state(view, one),
    )


def _outlet(view: View, claim: str) -> str:
    held = view.machine.get(claim)
    header = view.headers.get(held.report_id) if held else None
    return header.outlet if header and header.outlet else "no outlet given"


def _state(view: View, one: Incident) -> str:
    """A name for what was decided about an incident's claims."""
    told = [d.id for c in one.claim_ids for d in view.by_subject.get(c, ())]
    return f"{len(told)}-{max(told, default='new')}"


def _tables(one: Incident) -> list[tuple[str, bool, list[tuple[str, Said[Any]]]]]:
    """For each field its name, whether it is in conflict, and its values in words."""
    return [
        ("act", False, [(str(s.value), s) for s in one.acts]),
        ("when", "when" in one.conflicts, [(s.value.edtf, s) for s in one.whens]),
        (
            "where",
            "where" in one.conflicts,
            [(f"{s.value.name}, {s.value.country or '?'} ({s.value.role})", s) for s in one.wheres],
        ),
        ("people", "affected" in one.conflicts, [(_people(s.value), s) for s in one.groups]),
        (
            "alleged perpetrator",
            False,
            [
                (f"{s.value.kind}, {s.value.country}" if s.value.country else s.value.kind, s)
                for s in one.perpetrators
            ],
        ),
    ]


def _people(group: Any) -> str:
    if group.max is None:
        count = f"{group.min} or more"
    else:
        count = str(group.min) if group.min == group.max else f"{group.min} to {group.max}"
    more = [group.sex, group.age, group.nationality, *group.status]
    return ", ".join([count, *[part for part in more if part]])


def decide(asked: Asked) -> Response:
    """A grade or a violation, unless somebody decided since the page was loaded."""
    name, form = asked.path["incident"], asked.form
    with asked.desk.turn:
        view = asked.desk.view()
        one = view.incident(name)
        if form.get("state") != _state(view, one):
            return _show(asked, name, "Somebody decided since this page was loaded. Nothing was "
                         "saved; look again.", 409)  # fmt: skip
        if form.get("action") not in ON_INCIDENTS:
            return _show(asked, name, "No such decision.", 400)
        row: dict[str, object] = {
            "claim": name,
            "action": form["action"],
            "field": form.get("field", ""),
            "value": form.get("value", ""),
            "reason": form.get("reason", ""),
        }
        problem = asked.desk.decide([row], asked.member.name)
        if problem:
            return _show(asked, name, problem, 400)
        home = asked.desk.view().incident_of.get(one.claim_ids[0], name)
    return RedirectResponse(f"/incident/{home}", 303)


def pair(asked: Asked) -> Response:
    """Why two claims are, or are not, taken for one incident."""
    return _pair(asked, asked.query.get("a", ""), asked.query.get("b", ""))


def _pair(asked: Asked, a: str, b: str, problem: str = "", status: int = 200) -> Response:
    view = asked.desk.view()
    sides = [view.claims.get(name) or view.claim(name) for name in (a, b)]
    with asked.desk.turn:
        texts = {c.report_id: asked.desk.case.text(c.report_id).content for c in sides}
        readings = [asked.desk.case.reading(report) for report in sorted(texts)]
    found = why(sides[0], sides[1], view.headers, texts, readings)
    return page(
        "pair", asked.session, status, sides=sides, found=found, problem=problem,
        headers=view.headers,
        history=[d for d in view.by_subject.get(a, ()) if set(d.subject) == {a, b}],
        incidents=[view.incident_of.get(name) for name in (a, b)],
    )  # fmt: skip


def decide_pair(asked: Asked) -> Response:
    """The same, not the same, unsure; or takes it back."""
    form = asked.form
    a, b = form.get("a", ""), form.get("b", "")
    if form.get("action") not in ON_PAIRS:
        return _pair(asked, a, b, "No such decision.", 400)
    row: dict[str, object] = {
        "claim": a, "other": b, "action": form["action"], "reason": form.get("reason", ""),
    }  # fmt: skip
    problem = asked.desk.decide([row], asked.member.name)
    if problem:
        return _pair(asked, a, b, problem, 400)
    home = asked.desk.view().incident_of.get(a)
    return RedirectResponse(f"/incident/{home}" if home else f"/pair?a={a}&b={b}", 303)
