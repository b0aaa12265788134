"""The team, for those who may publish: who works on the case, and what each may do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from ...model.errors import UnknownSubject, WrongUse
from ...model.team import Member, Role, role_named
from ..asked import Asked
from ..pages import page
from ..sessions import LEAST_PASSWORD, password_hash
from .you import password_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAME = 80  # characters


def show(asked: Asked) -> Response:
    """Everybody who works or worked on the case, with the forms to change that."""
    return _show(asked)


def _show(asked: Asked, problem: str = "", status: int = 200) -> Response:
    with asked.desk.turn:
        members = asked.desk.case.members()
    return page(
        "team", asked.session, status, members=members, roles=list(Role), least=LEAST_PASSWORD,
        problem=problem, name=asked.form.get("name", "") if problem else "",
    )  # fmt: skip


def change(asked: Asked) -> Response:
    """Adds somebody, gives another role or password, or ends or resumes somebody's signing in."""
    act = {"add": _add, "role": _role, "leave": _leave, "return": _return, "password": _password}
    todo = act.get(asked.form.get("action", ""))
    if todo is None:
        return _show(asked, "No such change.", 400)
    try:
        with asked.desk.turn:
            todo(asked)
    except (UnknownSubject, WrongUse) as error:
        return _show(asked, f"{error.problem}: {error.hint}", 400)
    return RedirectResponse("/team", 303)


def new_name(words: str, members: Sequence[Member]) -> str:
    """A name for a new member; raises WrongUse for one that could be taken for another's."""
    name = " ".join(words.split())
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise WrongUse("a member needs a name", f"of at most {MOST_NAME} characters in one line")
    if name.casefold() in {one.name.casefold() for one in members}:
        raise WrongUse("somebody of that name is on the team", "it stands beside every decision")
    return name


def _add(asked: Asked) -> None:
    name = new_name(asked.form.get("name", ""), asked.desk.case.members())
    _save(asked, Member(name, _role_asked(asked), asked.desk.now()), _new_password(asked))


def _role(asked: Asked) -> None:
    member, kept = _meant(asked)
    _save(asked, replace(member, role=_role_asked(asked)), kept)


def _leave(asked: Asked) -> None:
    member, kept = _meant(asked)
    _save(asked, replace(member, is_active=False), kept)


def _return(asked: Asked) -> None:
    member, _ = _meant(asked)
    _save(asked, replace(member, is_active=True), _new_password(asked))


def _password(asked: Asked) -> None:
    member, _ = _meant(asked)
    _save(asked, member, _new_password(asked))


def _meant(asked: Asked) -> tuple[Member, str]:
    return asked.desk.case.member_password(asked.form.get("member", ""))


def _role_asked(asked: Asked) -> Role:
    try:
        return role_named(asked.form.get("role", ""))
    except ValueError:
        raise WrongUse("no such role", "choose one of the list") from None


def _new_password(asked: Asked) -> str:
    words = asked.form.get("password", "")
    problem = password_problem(words, asked.form.get("again", ""))
    if problem:
        raise WrongUse("no password was set", problem)
    return password_hash(words)


def _save(asked: Asked, member: Member, kept: str) -> None:
    """Keeps a member, unless nobody who may publish were left; ends their sign-ins."""
    case = asked.desk.case
    others = [m for m in case.members() if m.name != member.name]
    able = [m for m in (*others, member) if m.is_active and m.role is Role.PUBLISHER]
    if not able:
        raise WrongUse("nobody who may publish would be left", "give another the role first")
    case.save_member(member, kept, asked.desk.now(), asked.member.name)
    if member.name != asked.member.name:
        asked.desk.sessions.end_all_of(member.name)
    else:
        asked.session.member = member
