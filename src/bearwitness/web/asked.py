"""One request of a signed-in member, and how a view is made into an endpoint."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from ..model.errors import BearwitnessError, NotAllowed, UnknownSubject, WrongUse
from . import look
from .look import look_of
from .pages import message_page

if TYPE_CHECKING:
    from starlette.requests import Request

    from ..model.team import Member, Role
    from .desk import Desk
    from .sessions import Session

COOKIE = "desk"
Endpoint = Callable[["Request"], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is given: who asks, for what, with which form."""

    desk: Desk
    session: Session
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]

    @property
    def member(self) -> Member:
        """Who asks."""
        return self.session.member


View = Callable[[Asked], Response]


def endpoint(view: View, needs: Role) -> Endpoint:
    """A view behind sign-in, role and form token; errors become pages with a hint."""

    async def answer(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        session = desk.sessions.of(request.cookies.get(COOKIE))
        if session is None:
            return RedirectResponse("/sign-in", 303)
        session.look = look_of(request.cookies.get(look.COOKIE))
        await run_in_threadpool(desk.note_second, session)
        form = await fields_of(request)
        if request.method == "POST" and not session.fits(form.get("csrf", "")):
            return message_page(
                "This form is not from this session", "Go back, load the page again and retry.",
                session, 403,
            )  # fmt: skip
        if session.member.role < needs:
            return message_page(
                f"This needs the role of {needs.label}",
                f"You are signed in as {session.member.role.label}.", session, 403,
            )  # fmt: skip
        asked = Asked(desk, session, request.path_params, request.query_params, form)
        return await run_in_threadpool(_safely, view, asked)

    return answer


async def fields_of(request: Request) -> dict[str, str]:
    """The text fields of a form; files are left out."""
    if request.method != "POST":
        return {}
    async with request.form(max_files=0, max_fields=200) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


def _safely(view: View, asked: Asked) -> Response:
    try:
        return view(asked)
    except UnknownSubject as error:
        return message_page(error.problem, error.hint, asked.session, 404)
    except WrongUse as error:
        return message_page(error.problem, error.hint, asked.session, 400)
    except NotAllowed as error:
        return message_page(error.problem, error.hint, asked.session, 403)
    except BearwitnessError as error:
        return message_page(error.problem, error.hint, asked.session, 409)
