"""A report's text with what the claims rest on, the claims beside it, and decisions on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from ...model.errors import BearwitnessError
from ...model.judgement import Action
from ...model.team import Role
from ..asked import Asked
from ..cards import Card, card
from ..fields import FIELDS, LABELS, as_form, choices, found_places, from_form, named
from ..marked import marked, resolving
from ..pages import page
from ..undo import Done, done_in

if TYPE_CHECKING:
    from ...model.claim import Claim
    from ..desk import View

ON_CLAIMS = {Action.ACCEPT, Action.REJECT, Action.CORRECT, Action.WITHDRAW}
OWN_WORDS = ("when", "where", "affected", "alleged_perpetrators", "attribution")
SEARCH = "search"  # the button that looks for places and decides nothing


def show(asked: Asked) -> Response:
    """One report: its text marked by field, its claims with their forms."""
    return _show(asked, asked.path["report"])


def _show(asked: Asked, report: str, problem: str = "", status: int = 200) -> Response:
    view = asked.desk.view()
    text = text_of(asked, report)
    claims = view.by_report.get(report, ())
    return page(
        "report",
        asked.session,
        status,
        header=view.headers.get(report),
        report=report,
        segments=marked(text, (resolving(claim, text) for claim in claims)),
        cards=[card(claim, view) for claim in claims],
        problem=problem,
        may_decide=asked.member.role >= Role.CODER,
        done=_done(view, asked),
        left=len(view.waiting),
    )


def text_of(asked: Asked, report: str) -> str:
    """The newest text of a report; raises UnknownSubject."""
    with asked.desk.turn:
        return asked.desk.case.text(report).content


def _done(view: View, asked: Asked) -> Done | None:
    return done_in(view, asked.query.get("about", ""), asked.query.get("done", ""))


def next_report(asked: Asked) -> Response:
    """The next claim that waits, in the order of the queue, in another report than `after`."""
    view, after = asked.desk.view(), asked.query.get("after", "")
    items, here, passed = view.waiting, view.waiting.in_report[after], 0
    first = None
    for item in items:
        is_here = item.claim.report_id == after
        passed += is_here
        if not is_here and passed == here:
            return _to_claim(item.claim)
        first = first or (None if is_here else item.claim)
    return _to_claim(first) if first else RedirectResponse("/", 303)


def _to_claim(claim: Claim) -> Response:
    return RedirectResponse(f"/report/{claim.report_id}#{claim.id}", 303)


# One claim


def has_card(view: View, claim: str) -> bool:
    """Whether the case holds a claim, the machine's or a person's."""
    return claim in view.machine


def card_of(
    asked: Asked, claim: str, done: str = "", problem: str = "", status: int = 200
) -> Response:
    """The card of one claim by itself, to stand in the place of the one that is on the page."""
    view = asked.desk.view()
    return page(
        "card_alone",
        asked.session,
        status,
        card=card(view.claim(claim), view),
        may_decide=asked.member.role >= Role.CODER,
        done=done_in(view, claim, done),
        problem=problem,
        left=len(view.waiting),
    )


def decide(asked: Asked) -> Response:
    """Accepts, rejects, corrects or takes back; refuses what was made upon an older state."""
    name, form = asked.path["claim"], asked.form
    if form.get("action") == SEARCH:
        return _correcting(asked, name, form.get("field", ""), form)
    with asked.desk.turn:
        view = asked.desk.view()
        claim = view.claim(name)
        if form.get("state") != view.state_of(name):
            return _refused(asked, claim, _clash(view, name), 409)
        if form.get("action") not in ON_CLAIMS:
            return _refused(asked, claim, "No such decision.", 400)
        problem = _decided(asked, view.claims.get(name) or claim)
        now = asked.desk.view()
    if problem and form.get("action") == Action.CORRECT and "value" not in form:
        return _correcting(asked, name, form.get("field", ""), form, problem)
    if problem:
        return _refused(asked, claim, problem, 400)
    told = now.every_by_subject.get(name, ())
    done = told[-1].id if told else ""
    if form.get("part") == "card":
        return card_of(asked, name, done)
    return RedirectResponse(f"/report/{claim.report_id}?done={done}&about={name}#{name}", 303)


def _decided(asked: Asked, claim: Claim) -> str | None:
    """Takes the decision of the form; what was wrong with it, or None."""
    form = asked.form
    row: dict[str, Any] = {
        "claim": claim.id,
        "action": form.get("action", ""),
        "field": form.get("field", ""),
        "value": form.get("value", ""),
        "reason": form.get("reason", ""),
    }
    try:
        if row["action"] == Action.CORRECT and "value" not in form:
            row["value"] = from_form(row["field"], form, claim)
    except BearwitnessError as error:
        return f"{error.problem}: {error.hint}"
    return asked.desk.decide([row], asked.member.name)


def _refused(asked: Asked, claim: Claim, problem: str, status: int) -> Response:
    if asked.form.get("part") == "card":
        return card_of(asked, claim.id, problem=problem, status=status)
    return _show(asked, claim.report_id, problem, status)


def _clash(view: View, claim: str) -> str:
    last = view.decided_on(claim)
    if not last:
        return "The claim has changed since this page was loaded. Nothing was saved."
    return (
        f"{last[-1].by} decided “{last[-1].action.value}” on {claim} since this page was loaded. "
        "Nothing of yours was saved; look again and decide."
    )


def correct(asked: Asked) -> Response:
    """The fitting control for one field of a claim, alone or, asked for a part, for the card."""
    view = asked.desk.view()
    claim = view.claim(asked.path["claim"])
    field = asked.query.get("field", "")
    return _correcting(asked, claim.id, field, as_form(view.claims.get(claim.id) or claim))


def _correcting(asked: Asked, name: str, field: str, form: Any, problem: str = "") -> Response:
    view = asked.desk.view()
    claim = view.claim(name)
    field = field if field in FIELDS else "act"
    shown: Card = card(claim, view)
    part = (asked.form or asked.query).get("part") == "card"
    text = "" if part else text_of(asked, claim.report_id)
    answer = page(
        "correct_part" if part else "correct",
        asked.session,
        400 if problem else 200,
        card=shown,
        row=next(row for row in shown.rows if row.name == field),
        field=field,
        f=form,
        c=choices(form),
        named=named,
        problem=problem,
        state=form.get("state") or shown.state,
        segments=[] if part else marked(text, [resolving(claim, text)]),
        header=view.headers.get(claim.report_id),
    )
    if part and asked.form:  # what came back is the form again, not the card it asked to replace
        answer.headers["HX-Retarget"] = f"#edit-{name}"
        answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def places(asked: Asked) -> Response:
    """The places of some name, as choices for a form; nothing is decided."""
    found = found_places(asked.form.get("where_q", ""))
    return page("places", asked.session, found=found, f=asked.form, named=named)


# A claim that a person adds


def adding(asked: Asked) -> Response:
    """The form of a new claim, with the words from `start` to `end` of the text if given."""
    report = asked.path["report"]
    text = text_of(asked, report)
    form = {"kind": "event", "modality": "asserted"}
    start, end = asked.query.get("start", ""), asked.query.get("end", "")
    if start.isascii() and start.isdigit() and end.isascii() and end.isdigit():
        form |= {"span_act_words": text[int(start[:9]) : int(end[:9])],
                 "span_act_start": start, "span_act_end": end}  # fmt: skip
    return _adding(asked, report, form)


def _adding(asked: Asked, report: str, form: Any, problem: str = "") -> Response:
    view = asked.desk.view()
    part = (asked.form or asked.query).get("part") == "card"
    text = text_of(asked, report)
    return page(
        "add_part" if part else "add",
        asked.session,
        400 if problem else 200,
        report=report,
        header=view.headers.get(report),
        f=form,
        c=choices(form),
        named=named,
        problem=problem,
        fields_shown=FIELDS,
        own_words=OWN_WORDS,
        labels=LABELS,
        segments=[] if part else marked(text, ()),
    )


def add(asked: Asked) -> Response:
    """A claim made by a person, from the words they chose and the controls they set."""
    report, form = asked.path["report"], asked.form
    if form.get("action") == SEARCH:
        return _adding(asked, report, form)
    try:
        told = {name: from_form(name, form) for name in FIELDS}
        told["spans"] = _spans(form)
    except BearwitnessError as error:
        return _adding(asked, report, form, f"{error.problem}: {error.hint}")
    row: dict[str, object] = {
        "action": Action.ADD.value, "report": report, "value": told,
        "reason": form.get("reason", ""),
    }  # fmt: skip
    with asked.desk.turn:
        problem = asked.desk.decide([row], asked.member.name)
        view = asked.desk.view()
    if problem:
        return _adding(asked, report, form, problem)
    last = max(view.every_by_subject.get(report, ()), key=lambda d: (d.at, d.id))
    claim = last.subject[0]
    answer = RedirectResponse(f"/report/{report}?done={last.id}&about={claim}#{claim}", 303)
    if form.get("part") == "card":
        return Response(status_code=200, headers={"HX-Redirect": answer.headers["location"]})
    return answer


def _spans(form: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in FIELDS:
        words = form.get(f"span_{name}_words", "").replace("\r\n", "\n")
        ends = [form.get(f"span_{name}_{end}", "").strip() for end in ("start", "end")]
        numbers = [int(e) if e.isascii() and e.isdigit() and len(e) < 10 else None for e in ends]
        if words.strip() or None not in numbers:
            found[name] = {"words": words, "start": numbers[0], "end": numbers[1]}
    return found


# The original


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
