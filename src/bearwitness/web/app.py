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
from .guard import Guard
from .views import custody, incident, measures, queue, report, search, sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .desk import Desk

STATIC = Path(__file__).parent / "static"

# Address, method, the role it needs, what answers.
PAGES: tuple[tuple[str, str, Role, View], ...] = (
    ("/", "GET", Role.READER, queue.show),
    ("/reports", "GET", Role.READER, report.listing),
    ("/report/{report}", "GET", Role.READER, report.show),
    ("/report/{report}/original", "GET", Role.READER, report.warn),
    ("/report/{report}/original", "POST", Role.READER, report.original),
    ("/claim/{claim}", "POST", Role.CODER, report.decide),
    ("/incidents", "GET", Role.READER, incident.listing),
    ("/incident/{incident}", "GET", Role.READER, incident.show),
    ("/incident/{incident}", "POST", Role.REVIEWER, incident.decide),
    ("/pair", "GET", Role.READER, incident.pair),
    ("/pair", "POST", Role.REVIEWER, incident.decide_pair),
    ("/search", "GET", Role.READER, search.form),
    ("/search", "POST", Role.READER, search.ask),
    ("/search/{number}", "GET", Role.READER, search.show),
    ("/measures", "GET", Role.READER, measures.show),
    ("/custody", "GET", Role.READER, custody.show),
    ("/custody/verify", "POST", Role.READER, custody.verify),
    ("/custody/delete", "POST", Role.PUBLISHER, custody.delete),
)


def make_app(desk: Desk, hosts: Iterable[str]) -> Starlette:
    """The application; it answers to `hosts` only, each with its port."""
    routes: list[Route | Mount] = [
        Route(path, endpoint(view, role), methods=[method], name=f"{method} {path}")
        for path, method, role, view in PAGES
    ]
    routes += [
        Route("/sign-in", sign.show, methods=["GET"]),
        Route("/sign-in", sign.sign_in, methods=["POST"]),
        Route("/sign-out", sign.sign_out, methods=["POST"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, hosts=tuple(hosts))])
    app.state.desk = desk
    return app
