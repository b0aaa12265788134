"""What waits for a second person: who decided what, upon what, and the word of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from ...model.errors import BadTable, UnknownSubject
from ...model.judgement import Action
from ...review.decide import corrected
from ...review.second import rule_of
from ...review.table import shown
from ...two_people import answer
from ..asked import Asked
from ..pages import act_label, page
from .queue import some_of

if TYPE_CHECKING:
    from ...model.claim import Claim
    from ...model.judgement import Decision
    from ...review.second import Proposal
    from ..desk import View

LATEST = 30  # answered decisions shown


@dataclass(frozen=True, slots=True)
class Row:
    """A waiting decision in words: what it is about and where, what it would change."""

    decision: Decision
    about: str
    href: str
    before: str
    after: str
    is_own: bool
    may_confirm: bool


def show(asked: Asked) -> Response:
    """What waits, oldest first, and what was answered last."""
    return _show(asked)


def _show(asked: Asked, problem: str = "", status: int = 200) -> Response:
    view, second = asked.desk.view(), asked.desk.second
    known = second.known()
    waits = some_of([one.decision for one in known.values() if one.waits], asked)
    rows = [_row(one, view, asked) for one in waits["rows"]]
    answered = sorted((one for one in known.values() if not one.waits), key=_closed_at)
    return page(
        "second", asked.session, status, **waits | {"rows": rows}, problem=problem,
        rule=[str(action) for action in rule_of(asked.desk.settings.two_people)],
        answered=answered[: -LATEST - 1 : -1], total=sum(one.waits for one in known.values()),
    )  # fmt: skip


def _closed_at(one: Proposal) -> str:
    return one.closed_by.at if one.closed_by else ""


def _row(one: Decision, view: View, asked: Asked) -> Row:
    about, href = _about(one, view)
    before, after = _change(one, view)
    return Row(
        one, about, href, before, after, one.by == asked.member.name,
        asked.desk.second.may_confirm(one, asked.member),
    )  # fmt: skip


def _claim(one: Decision, view: View) -> Claim | None:
    try:
        return view.claims.get(one.subject[0]) or view.claim(one.subject[0])
    except UnknownSubject:
        return None


def _about(one: Decision, view: View) -> tuple[str, str]:
    """What a decision is about in words, and its page."""
    name = one.subject[0]
    if one.action in (Action.RELEASE, Action.APPROVE):
        return ("the release" if one.action is Action.RELEASE else one.subject[-1]), "/release"
    if one.action is Action.DELETE:
        return name, f"/report/{name}"
    if one.action is Action.ADD:
        return "a new claim", f"/report/{one.subject[-1]}"
    claim = _claim(one, view)
    if claim is None:
        return name, ""
    if len(one.subject) == 2:
        return f"two claims, {act_label(claim.act)}", f"/pair?a={name}&b={one.subject[1]}"
    return act_label(claim.act), f"/report/{claim.report_id}#{name}"


def _change(one: Decision, view: View) -> tuple[str, str]:
    """A field as it stands and as it would be; what else a decision says, without a before."""
    claim = _claim(one, view) if one.action is Action.CORRECT else None
    if claim is None:
        return "", "" if one.value is None or isinstance(one.value, dict) else str(one.value)
    try:
        changed = corrected(claim, [(str(one.field), one.value)])
    except BadTable:
        return "", "cannot be read any more"
    return _words(claim, str(one.field)), _words(changed, str(one.field))


def _words(claim: Claim, field: str) -> str:
    if field == "alleged_perpetrators":
        return "; ".join(f"{p.kind}, {p.country or '?'}" for p in claim.alleged_perpetrators)
    told = shown(claim)
    told["affected"] = told["people"]
    return told[field] if field in told else str(getattr(claim, field) or "")


def decide(asked: Asked) -> Response:
    """Confirms or refuses; by its author, takes it back. Refused words are kept as the reason."""
    action = {"confirm": Action.CONFIRM, "refuse": Action.REFUSE}.get(asked.form.get("action", ""))
    if action is None:
        return _show(asked, "No such answer.", 400)
    with asked.desk.turn:
        answer(
            asked.desk.case, asked.path["decision"], action, asked.member,
            asked.form.get("reason", ""), asked.desk.settings, is_left=asked.desk.linker.leaves(),
        )  # fmt: skip
        asked.desk.linker.look()
    return RedirectResponse("/release" if asked.form.get("back") == "release" else "/second", 303)
