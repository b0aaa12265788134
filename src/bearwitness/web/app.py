"""The desk's addresses, each with the role it needs, and the application behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ..model.team import Role
from .asked import View, endpoint
from .guard import UPLOADS, Guard
from .views import (
    arrivals,
    custody,
    incident,
    listings,
    measures,
    queue,
    release,
    report,
    search,
    second,
    sign,
    team,
    undo,
    you,
)
from .views import map as map_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .desk import Desk

STATIC = Path(__file__).parent / "static"

# Address, method, the role it needs, what answers.
PAGES: tuple[tuple[str, str, Role, View], ...] = (
    ("/", "GET", Role.READER, queue.show),
    ("/reports", "GET", Role.READER, listings.reports),
    (UPLOADS, "GET", Role.CODER, arrivals.show),
    ("/report/{report}", "GET", Role.READER, report.show),
    ("/report/{report}/original", "GET", Role.READER, report.warn),
    ("/report/{report}/original", "POST", Role.READER, report.original),
    ("/report/{report}/add", "GET", Role.CODER, report.adding),
    ("/report/{report}/claims", "POST", Role.CODER, report.add),
    ("/claim/{claim}/correct", "GET", Role.CODER, report.correct),
    ("/claim/{claim}", "POST", Role.CODER, report.decide),
    ("/claim/{claim}/incident", "GET", Role.READER, incident.of_claim),
    ("/places", "POST", Role.READER, report.places),
    ("/next", "GET", Role.READER, report.next_report),
    ("/undo", "POST", Role.CODER, undo.undo),
    ("/incidents", "GET", Role.READER, listings.incidents),
    ("/incident/{incident}", "GET", Role.READER, incident.show),
    ("/incident/{incident}", "POST", Role.REVIEWER, incident.decide),
    ("/pair", "GET", Role.READER, incident.pair),
    ("/pair", "POST", Role.REVIEWER, incident.decide_pair),
    ("/map", "GET", Role.READER, map_page.show),
    ("/search", "GET", Role.READER, search.form),
    ("/search", "POST", Role.READER, search.ask),
    ("/search/{number}", "GET", Role.READER, search.show),
    ("/measures", "GET", Role.READER, measures.show),
    ("/release", "GET", Role.READER, release.show),
    ("/release/check", "POST", Role.PUBLISHER, release.check),
    ("/release/make", "POST", Role.PUBLISHER, release.make),
    ("/release/{incident}", "GET", Role.READER, release.record),
    ("/second", "GET", Role.CODER, second.show),
    ("/second/{decision}", "POST", Role.CODER, second.decide),
    ("/custody", "GET", Role.READER, custody.show),
    ("/custody/verify", "POST", Role.READER, custody.verify),
    ("/custody/delete", "GET", Role.PUBLISHER, custody.ask_deletion),
    ("/custody/delete", "POST", Role.PUBLISHER, custody.delete),
    ("/team", "GET", Role.PUBLISHER, team.show),
    ("/team", "POST", Role.PUBLISHER, team.change),
    ("/you", "GET", Role.READER, you.show),
    ("/you/password", "POST", Role.READER, you.password),
)


def make_app(desk: Desk, hosts: Iterable[str]) -> Starlette:
    """The application; it answers to `hosts` only, each with its port."""
    routes: list[Route | Mount] = [
        Route(path, endpoint(view, role), methods=[method], name=f"{method} {path}")
        for path, method, role, view in PAGES
    ]
    take = endpoint(arrivals.take, Role.CODER, arrivals.MOST_FILES)
    routes += [
        Route(UPLOADS, take, methods=["POST"], name=f"POST {UPLOADS}"),
        Route("/sign-in", sign.show, methods=["GET"]),
        Route("/sign-in", sign.sign_in, methods=["POST"]),
        Route("/sign-out", sign.sign_out, methods=["POST"]),
        Route("/look", you.look, methods=["GET"]),
        Route("/look", you.set_look, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, hosts=tuple(hosts))])
    app.state.desk = desk
    return app
