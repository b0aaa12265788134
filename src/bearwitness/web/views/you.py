"""What is one's own: the password, and how the pages look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from ..asked import COOKIE, Asked, fields_of
from ..look import CONTRASTS, DIRECTIONS, LASTS_S, SIZES, look_from, look_of
from ..look import COOKIE as LOOK
from ..pages import page
from ..sessions import LEAST_PASSWORD, is_password, password_hash

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..desk import Desk

LOOKS: dict[str, Any] = {"directions": DIRECTIONS, "contrasts": CONTRASTS, "sizes": SIZES}


def show(asked: Asked) -> Response:
    """Who is signed in, with the forms for a new password and for the look of the pages."""
    return _show(asked)


def _show(asked: Asked, problem: str = "", said: str = "", status: int = 200) -> Response:
    return page(
        "you", asked.session, status, problem=problem, said=said, least=LEAST_PASSWORD, **LOOKS
    )


def password(asked: Asked) -> Response:
    """A new password, once the old one was given and the new one twice."""
    form, name = asked.form, asked.member.name
    problem = password_problem(form.get("new", ""), form.get("again", ""))
    if problem:
        return _show(asked, problem, status=400)
    if not asked.desk.sessions.may_try(name):
        return _show(asked, "After five wrong passwords a name waits a minute.", status=403)
    with asked.desk.turn:
        member, kept = asked.desk.case.member_password(name)
    if not is_password(form.get("old", ""), kept):
        asked.desk.sessions.was_wrong(name)
        return _show(asked, "The old password does not fit.", status=403)
    fresh = password_hash(form["new"])
    with asked.desk.turn:
        asked.desk.case.save_member(member, fresh, asked.desk.now(), name)
    asked.desk.sessions.end_others_of(asked.session)
    return _show(asked, said="The new password holds. Other sign-ins of yours have ended.")


def password_problem(new: str, again: str) -> str:
    """What is wrong with a new password; empty when nothing is."""
    if len(new) < LEAST_PASSWORD:
        return f"A password needs {LEAST_PASSWORD} characters or more; several words are best."
    return "" if new == again else "The new password was not typed twice the same."


async def look(request: Request) -> Response:
    """How pages look, for whoever is not signed in; who is finds it among their own."""
    desk: Desk = request.app.state.desk
    if desk.sessions.of(request.cookies.get(COOKIE)) is not None:
        return RedirectResponse("/you", 303)
    return page("look", None, look=look_of(request.cookies.get(LOOK)), **LOOKS)


async def set_look(request: Request) -> Response:
    """Keeps the look in this browser; nothing of the case changes."""
    form = await fields_of(request)
    wanted = look_from(form.get("direction", ""), form.get("contrast", ""), form.get("size", ""))
    answer = RedirectResponse("/look", 303)
    answer.set_cookie(
        LOOK, wanted.cookie, max_age=LASTS_S, httponly=True, samesite="strict", path="/"
    )
    return answer
