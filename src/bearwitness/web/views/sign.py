"""Signing in and out: a name and a password; the passphrase opened the case before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ...model.errors import UnknownSubject
from ..asked import COOKIE, fields_of
from ..look import COOKIE as LOOK
from ..look import Look, look_of
from ..pages import page
from ..sessions import is_password

if TYPE_CHECKING:
    from ...model.team import Member
    from ..desk import Desk

REFUSED = "That name and password do not fit. After five tries a name waits a minute."


async def show(request: Request) -> Response:
    """The form."""
    desk: Desk = request.app.state.desk
    if desk.sessions.of(request.cookies.get(COOKIE)) is not None:
        return RedirectResponse("/", 303)
    return page("sign_in", None, look=_look(request), problem="", name="")


async def sign_in(request: Request) -> Response:
    """Checks name and password and begins a session."""
    desk: Desk = request.app.state.desk
    form = await fields_of(request)
    name = form.get("name", "").strip()
    member = await run_in_threadpool(_member, desk, name, form.get("password", ""))
    if member is None:
        return page("sign_in", None, 403, look=_look(request), problem=REFUSED, name=name)
    cookie, _ = desk.sessions.begin(member)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/")
    return answer


async def sign_out(request: Request) -> Response:
    """Ends the session; a form without its token changes nothing."""
    desk: Desk = request.app.state.desk
    cookie = request.cookies.get(COOKIE)
    session = desk.sessions.of(cookie)
    form = await fields_of(request)
    if session is not None and session.fits(form.get("csrf", "")):
        desk.sessions.end(cookie)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def _look(request: Request) -> Look:
    return look_of(request.cookies.get(LOOK))


def _member(desk: Desk, name: str, password: str) -> Member | None:
    """The member of that name and password; None for anybody else, after the same time."""
    if not desk.sessions.may_try(name):
        return None
    try:
        with desk.turn:
            member, kept = desk.case.member_password(name)
    except UnknownSubject:
        is_password(password, None)
        desk.sessions.was_wrong(name)
        return None
    if is_password(password, kept) and member.is_active:
        return member
    desk.sessions.was_wrong(name)
    return None
