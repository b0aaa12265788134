"""An incident with every value of every field, who says it, and what people make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from ...model.errors import UnknownSubject, WrongUse
from ...model.judgement import Action
from ...model.team import Role
from ...reference.vocabulary import vocabulary
from ..asked import Asked
from ..incidents import fields_told, near, pairs_within
from ..merging import merged, split_off
from ..pages import page
from ..undo import done_in, history
from ..weights import Weights

if TYPE_CHECKING:
    from ...model.incident import Incident
    from ...model.judgement import Decision
    from ..desk import View

QUICKLY_SEEN = 5_000  # incidents; in a larger case one asks for those near it
ON_PAIRS = {Action.SAME, Action.NOT_SAME, Action.UNSURE}
MERGE, SPLIT = "merge", "split"
_NEEDS = Role.REVIEWER


def show(asked: Asked) -> Response:
    """One incident."""
    return _show(asked, asked.path["incident"])


def of_claim(asked: Asked) -> Response:
    """The incident that a claim is in now; what it is called changes with what people decide."""
    view = asked.desk.view()
    claim = view.claim(asked.path["claim"])
    if claim.id not in view.incident_of:
        raise UnknownSubject("this claim is in no incident", "it was rejected, or is never linked")
    return RedirectResponse(f"/incident/{view.incident_of[claim.id]}", 303)


def _show(asked: Asked, name: str, problem: str = "", status: int = 200) -> Response:
    view = asked.desk.view()
    one = view.incident(name)
    told = _told(view, one)
    return page(
        "incident",
        asked.session,
        status,
        incident=one,
        fields=fields_told(one),
        claims=[view.machine[c] for c in one.claim_ids if c in view.machine],
        outlet=lambda claim: _outlet(view, claim),
        source=lambda claim: _source(view, claim),
        pairs=pairs_within(one, view, asked.desk),
        near=near(one, view) if _looks_around(asked, view) else None,
        history=history(told),
        norms=list(vocabulary("norms")),
        problem=problem,
        state=_state(told),
        may_decide=asked.member.role >= _NEEDS,
        done=done_in(view, asked.query.get("about", ""), asked.query.get("done", "")),
    )


def _looks_around(asked: Asked, view: View) -> bool:
    return len(view.incidents) <= QUICKLY_SEEN or asked.query.get("near") == "yes"


def _outlet(view: View, claim: str) -> str:
    held = view.machine.get(claim)
    header = view.headers.get(held.report_id) if held else None
    return header.outlet if header and header.outlet else "no outlet given"


def _source(view: View, claim: str) -> str:
    """What kind of source is closest to the event; empty where it is the outlet itself."""
    held = view.claims.get(claim)
    link = held.innermost if held else None
    return link.kind.value if link and len(held.attribution if held else ()) > 1 else ""


def _told(view: View, one: Incident) -> list[Decision]:
    """Every decision about the incident's claims, alone or in pairs, oldest first."""
    found = {d.id: d for c in one.claim_ids for d in view.every_by_subject.get(c, ())}
    return sorted(found.values(), key=lambda d: (d.at, d.id))


def _state(told: list[Decision]) -> str:
    """A name for what was decided about an incident's claims."""
    return f"{len(told)}-{max((d.id for d in told), default='new')}"


def decide(asked: Asked) -> Response:
    """Grades, tags, settles, merges or splits, unless somebody decided since the page was made."""
    name, form = asked.path["incident"], asked.form
    with asked.desk.turn:
        view = asked.desk.view()
        one = view.incident(name)
        if form.get("state") != _state(_told(view, one)):
            return _show(asked, name, "Somebody decided since this page was loaded. Nothing was "
                         "saved; look again.", 409)  # fmt: skip
        try:
            about, rows = _rows(one, view, form)
        except WrongUse as error:
            return _show(asked, name, f"{error.problem}: {error.hint}", 400)
        problem = asked.desk.decide(rows, asked.member.name)
        if problem:
            return _show(asked, name, problem, 400)
        now = asked.desk.view()
    return RedirectResponse(_home(now, about, name), 303)


def _home(view: View, about: str, name: str) -> str:
    """The incident that now holds the claim decided on, with what was done."""
    home = view.incident_of.get(about, name)
    told = view.every_by_subject.get(about, ())
    return f"/incident/{home}?done={told[-1].id}&about={about}" if told else f"/incident/{home}"


def _rows(one: Incident, view: View, form: Any) -> tuple[str, list[dict[str, object]]]:
    """The claim that the decisions are about and their rows; raises WrongUse."""
    action, reason = form.get("action", ""), form.get("reason", "")
    first = one.claim_ids[0]
    if action == MERGE:
        return first, merged(one, view, form.get("other", "").strip(), reason)
    if action == SPLIT:
        return form.get("claim", ""), split_off(one, form.get("claim", ""), view, reason)
    row: dict[str, object] = {"action": action, "reason": reason, "field": form.get("field", "")}
    if action == Action.SETTLE and form.get("claim") in one.claim_ids:
        return form["claim"], [{**row, "claim": form["claim"]}]
    if action == Action.VIOLATION:
        return first, [{**row, "claim": first, "value": _article(form)}]
    if action == Action.GRADE:
        return first, [{**row, "claim": first, "value": form.get("value", "")}]
    raise WrongUse("no such decision", "choose one of the page")


def _article(form: Any) -> str:
    """A norm with its article: "CAT 3"; raises WrongUse."""
    told = form.get("value", "").strip() or f"{form.get('norm', '')} {form.get('article', '')}"
    code = max((c.code for c in vocabulary("norms") if f"{told} ".startswith(f"{c.code} ")),
               key=len, default="")  # fmt: skip
    if not code:
        raise WrongUse("a violation is of a norm of the list", "choose one; add the article")
    article, most = told[len(code) :].strip(), vocabulary("norms")[code].extra.get("articles")
    number = "".join(c for c in article.split("(")[0].split("-")[0] if c.isdigit())
    if article and isinstance(most, int) and not 0 < int(number or 0) <= most:
        raise WrongUse(f"{code} has no such article", f"it has {most} articles")
    return f"{code} {article}".strip()


def pair(asked: Asked) -> Response:
    """Why two claims are, or are not, taken for one incident."""
    return _pair(asked, asked.query.get("a", ""), asked.query.get("b", ""))


def _pair(asked: Asked, a: str, b: str, problem: str = "", status: int = 200) -> Response:
    view = asked.desk.view()
    sides = [view.claims.get(name) or view.claim(name) for name in (a, b)]
    told = [d for d in view.every_by_subject.get(a, ()) if set(d.subject) == {a, b}]
    return page(
        "pair", asked.session, status, sides=sides, problem=problem,
        found=Weights(view, asked.desk).reasons(*sides),
        headers=view.headers,
        history=history(told),
        incidents=[view.incident_of.get(name) for name in (a, b)],
        may_decide=asked.member.role >= _NEEDS,
        state=_state(told),
        done=done_in(view, a, asked.query.get("done", "")),
    )  # fmt: skip


def decide_pair(asked: Asked) -> Response:
    """The same, not the same, unsure; or takes it back."""
    form = asked.form
    a, b, action = form.get("a", ""), form.get("b", ""), form.get("action", "")
    with asked.desk.turn:
        view = asked.desk.view()
        told = [d for d in view.every_by_subject.get(a, ()) if set(d.subject) == {a, b}]
        if "state" in form and form["state"] != _state(told):
            return _pair(asked, a, b, "Somebody decided since this page was loaded. Nothing was "
                         "saved; look again.", 409)  # fmt: skip
        if action not in {*ON_PAIRS, Action.WITHDRAW}:
            return _pair(asked, a, b, "No such decision.", 400)
        row: dict[str, object] = {
            "claim": a, "other": b, "action": action, "reason": form.get("reason", ""),
        }  # fmt: skip
        problem = asked.desk.decide([row], asked.member.name)
        if problem:
            return _pair(asked, a, b, problem, 400)
        now = asked.desk.view()
    told = [d for d in now.every_by_subject.get(a, ()) if set(d.subject) == {a, b}]
    done = told[-1].id if told else ""
    if a in now.incident_of:
        return RedirectResponse(f"/incident/{now.incident_of[a]}?done={done}&about={a}", 303)
    return RedirectResponse(f"/pair?a={a}&b={b}&done={done}", 303)
