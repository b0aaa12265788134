"""Pages from templates: everything put into one is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from ..reference.vocabulary import vocabulary

if TYPE_CHECKING:
    from .sessions import Session

NAVIGATION = (("/", "Queue"), ("/incidents", "Incidents"), ("/reports", "Reports"),
              ("/measures", "Measures"), ("/custody", "Custody"))  # fmt: skip


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


def page(template: str, session: Session | None, status: int = 200, **values: Any) -> HTMLResponse:
    """The page `template`.html for a member, or for somebody not signed in."""
    words = (
        _environment()
        .get_template(f"{template}.html")
        .render(
            member=session.member if session else None,
            csrf=session.csrf if session else "",
            navigation=NAVIGATION,
            **values,
        )
    )
    return HTMLResponse(words, status)


def message_page(
    problem: str, hint: str, session: Session | None, status: int = 400
) -> HTMLResponse:
    """A page that says what was wrong and what to do."""
    return page("message", session, status, problem=problem, hint=hint)
