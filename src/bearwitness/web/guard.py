"""What every request passes: the right host, its own origin, a small body; what every page says.

A name that another site points at 127.0.0.1 (DNS rebinding) has another host and is refused.
"""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 2_000_000  # bytes of a form
UPLOADS, MOST_UPLOAD = "/add", 200_000_000  # where files arrive, and bytes of a form with files
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Wraps the application; `hosts` are the names it answers to, with the port."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app, self._hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        problem = self._problem(scope)
        if problem is not None:
            await PlainTextResponse(problem, 400, HEADERS)(scope, receive, send)
            return
        await self._app(scope, _limited(receive, _most(scope)), _dressed(scope, send))

    def _problem(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self._hosts:
            return "this desk answers on 127.0.0.1 only"
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return "no such request"
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self._hosts}:
            return "the form came from another site"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "the form came from another site"
        if int(headers.get("content-length", "0") or 0) > _most(scope):
            return "the form is too large"
        return None


def _most(scope: Scope) -> int:
    return MOST_UPLOAD if scope["path"] == UPLOADS else MOST_BODY


def _limited(receive: Receive, most: int) -> Receive:
    """Stops a body that is longer than it said."""
    taken = 0

    async def next_part() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            return {"type": "http.disconnect"}
        return message

    return next_part


def _dressed(scope: Scope, send: Send) -> Send:
    """Puts the headers on every answer; pages are never kept by the browser."""
    is_static = scope["path"].startswith("/static/")

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "max-age=3600" if is_static else "no-store")
        await send(message)

    return answer
