"""One request of a signed-in member, and how a view is made into an endpoint."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.formparsers import MultiPartException, MultiPartParser
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
MOST_FIELDS = 200
Endpoint = Callable[["Request"], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is given: who asks, for what, with which form."""

    desk: Desk
    session: Session
    path: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    files: Sequence[tuple[str, bytes]] = field(default=(), repr=False)  # names and contents

    @property
    def member(self) -> Member:
        """Who asks."""
        return self.session.member


View = Callable[[Asked], Response]


def endpoint(view: View, needs: Role, most_files: int = 0) -> Endpoint:
    """A view behind sign-in, role and form token; errors become pages with a hint.

    A form may bring `most_files` files, which are held in memory only.
    """

    async def answer(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        session = desk.sessions.of(request.cookies.get(COOKIE))
        if session is None:
            return RedirectResponse("/sign-in", 303)
        session.look = look_of(request.cookies.get(look.COOKIE))
        await run_in_threadpool(desk.note_second, session)
        try:
            form, files = await sent(request, most_files)
        except MultiPartException as error:
            return message_page("This form cannot be read", error.message, session, 400)
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
        asked = Asked(desk, session, request.path_params, request.query_params, form, files)
        return await run_in_threadpool(_safely, view, asked)

    return answer


async def fields_of(request: Request) -> dict[str, str]:
    """The text fields of a form; files are left out."""
    if request.method != "POST":
        return {}
    async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


class _InMemory(MultiPartParser):
    """Keeps files out of the temporary folder, where a disk would remember them."""

    spool_max_size = sys.maxsize


async def sent(request: Request, most_files: int) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """The text fields of a form and its files; raises MultiPartException for too many."""
    is_upload = request.headers.get("content-type", "").startswith("multipart/form-data")
    if request.method != "POST" or not most_files or not is_upload:
        return await fields_of(request), []
    parser = _InMemory(
        request.headers, request.stream(), max_files=most_files, max_fields=MOST_FIELDS
    )
    fields, files = {}, []
    for name, value in (await parser.parse()).multi_items():
        if isinstance(value, str):
            fields[name] = value
        elif value.filename:
            files.append((value.filename, await value.read()))
            await value.close()
    return fields, files


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
