"""Pages from templates: everything put into one is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from ..model.team import Role
from ..reference.vocabulary import vocabulary
from .look import Look

if TYPE_CHECKING:
    from .sessions import Session

# Address, name, the role whose work it is: who has less does not find it in the frame.
NAVIGATION = (
    ("/", "Queue", Role.READER),
    ("/reports", "Reports", Role.READER),
    ("/incidents", "Incidents", Role.READER),
    ("/search", "Search", Role.READER),
    ("/map", "Map and time", Role.READER),
    ("/measures", "Measures", Role.READER),
    ("/second", "Second person", Role.CODER),
    ("/release", "Release", Role.READER),
    ("/custody", "Custody", Role.READER),
    ("/team", "Team", Role.PUBLISHER),
)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("bearwitness.web"), PackageLoader("bearwitness.reference", "pages")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["act"] = act_label
    made.filters["percent"] = lambda chance: f"{round(100 * chance)} %"
    return made


@cache
def act_label(code: str | None) -> str:
    """An act by its label; "no act" for claims that have none."""
    known = vocabulary("acts")
    return known[code].label if code and code in known.codes else code or "no act"


def page(
    template: str,
    session: Session | None,
    status: int = 200,
    look: Look | None = None,
    **values: Any,
) -> HTMLResponse:
    """The page `template`.html for a member, or for somebody not signed in in their `look`."""
    words = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            member=session.member if session else None,
            csrf=session.csrf if session else "",
            navigation=navigation_of(session),
            is_linking=session.is_linking if session else False,
            waits_for_second=session.waits_for_second if session else 0,
            second_about=session.second_about if session else _nothing,
            look=session.look if session else look or Look(),
            **values,
        )
    )
    return HTMLResponse(words, status)


def part(template: str, **values: Any) -> Markup:
    """Part of a page, written out once to be put into pages as it is."""
    words = _environment().get_template(f"{template}.html").render(**values)
    return Markup(words)  # noqa: S704  what is put into a template is escaped there


def _nothing(_subject: str) -> tuple[()]:
    return ()


def navigation_of(session: Session | None) -> list[tuple[str, str]]:
    """Address and name of the pages whose work a member may do."""
    if session is None:
        return []
    return [
        (path, name)
        for path, name, needs in NAVIGATION
        if session.member.role >= needs and (path != "/second" or session.has_two_people)
    ]


def message_page(
    problem: str, hint: str, session: Session | None, status: int = 400
) -> HTMLResponse:
    """A page that says what was wrong and what to do."""
    return page("message", session, status, problem=problem, hint=hint)
