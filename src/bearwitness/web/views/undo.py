"""Taking decisions back, one or those that were taken together, and back to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from ...model.errors import NotAllowed, UnknownSubject, WrongUse
from ...model.judgement import taken_back
from ...model.team import Role
from ..asked import Asked
from ..undo import BY_REVIEWERS, Done, done_in
from .report import card_of, has_card

if TYPE_CHECKING:
    from ..desk import View


def undo(asked: Asked) -> Response:
    """Takes back `decision` about the claim `about`; what followed from it is undone too.

    With `together`, all that were taken in one go with it. Undoing an undoing does it again.
    """
    form = asked.form
    about, name = form.get("about", ""), form.get("decision", "")
    with asked.desk.turn:
        view = asked.desk.view()
        wanted = _wanted(view, about, name, bool(form.get("together")))
        if any(one.action in BY_REVIEWERS for one in wanted.decisions):
            _must_be_reviewer(asked)
        rows: list[dict[str, object]] = [
            {"action": "withdraw", "value": one.id, "reason": form.get("reason", "")}
            for one in wanted.decisions
        ]
        problem = asked.desk.decide(rows, asked.member.name)
        if problem:
            raise WrongUse(problem, "load the page again")
        now = asked.desk.view()
        last = now.every_by_subject[about][-1].id if now.every_by_subject.get(about) else ""
    if form.get("part") == "card" and has_card(now, about):
        return card_of(asked, about, last)
    return RedirectResponse(_home(now, about, form.get("back", ""), last), 303)


def _wanted(view: View, about: str, name: str, together: bool) -> Done:
    found = done_in(view, about, name)
    if found is None:
        raise UnknownSubject("no such decision in this case", "load the page again")
    if name in taken_back(view.every_by_subject.get(about, ())):
        raise WrongUse("this was taken back already", "the history says by whom")
    if together:
        return found
    return Done(found.words, tuple(d for d in found.decisions if d.id == name), about)


def _must_be_reviewer(asked: Asked) -> None:
    if asked.member.role < Role.REVIEWER:
        raise NotAllowed(
            f"This needs the role of {Role.REVIEWER.label}",
            f"You are signed in as {asked.member.role.label}.",
        )


def _home(view: View, about: str, back: str, last: str) -> str:
    """Where to go after it: the incident that now holds the claim, or the claim's report."""
    if back == "incident" and about in view.incident_of:
        return f"/incident/{view.incident_of[about]}?done={last}&about={about}"
    if about in view.machine:
        return f"/report/{view.machine[about].report_id}?done={last}&about={about}#{about}"
    of_report = (s for d in view.every_by_subject.get(about, ()) for s in d.subject)
    report = next((s for s in of_report if s.startswith("report-")), "")
    return f"/report/{report}?done={last}&about={about}" if report else "/"
