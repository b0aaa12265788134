"""A stop of the server at any moment loses no decision that it acknowledged, and doubles none."""

import contextlib
import http.client
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from random import Random
from threading import Thread
from urllib.parse import urlencode

import pytest

from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.web.app import make_app
from bearwitness.web.desk import Desk
from made_case import PASSPHRASE, made_case
from web_browser import PASSWORD

STOPS = 20
FORK = get_context("fork")  # the child has everything imported already


def serve(path: Path, listening: socket.socket, out: Path) -> None:
    """The desk in a process of its own, as the command runs it."""
    import uvicorn

    with out.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        with Case.open(path, PASSPHRASE) as case:
            port = listening.getsockname()[1]
            app = make_app(Desk(case, Settings(), time.monotonic), (f"127.0.0.1:{port}",))
            config = uvicorn.Config(app, log_level="critical", access_log=False)
            uvicorn.Server(config).run(sockets=[listening])


class Server:
    """A desk that can be stopped as a power cut stops it."""

    def __init__(self, path: Path, out: Path) -> None:
        self.listening = socket.socket()
        self.listening.bind(("127.0.0.1", 0))
        self.listening.listen(64)
        self.port = self.listening.getsockname()[1]
        self.process = FORK.Process(target=serve, args=(path, self.listening, out), daemon=True)
        self.process.start()
        self.listening.close()

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, cookie: str = ""):
        """One request: status, headers, words."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            headers = {"cookie": cookie} if cookie else {}
            if form is not None:
                headers["content-type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, urlencode(form) if form else None, headers)
            answered = connection.getresponse()
            return answered.status, dict(answered.getheaders()), answered.read().decode()

    def signed_in(self, name: str) -> tuple[str, str]:
        """The cookie and the form token of somebody signed in."""
        _, headers, _ = self.ask("POST", "/sign-in", {"name": name, "password": PASSWORD})
        cookie = headers["set-cookie"].split(";")[0]
        page = self.ask("GET", "/custody", cookie=cookie)[2]
        return cookie, page.split('name="csrf" value="')[1].split('"')[0]


def decide_until_stopped(server: Server, claims: list[str], done: list[str]) -> None:
    """Accepts claims one after another; notes what was acknowledged."""
    with contextlib.suppress(OSError, http.client.HTTPException):  # the stop
        cookie, csrf = server.signed_in("Dao")
        for claim in claims:
            form = {"csrf": csrf, "action": "accept", "state": "new", "reason": "read it"}
            status, *_ = server.ask("POST", f"/claim/{claim}", form, cookie)
            assert status == 303
            done.append(claim)


def test_no_acknowledged_decision_is_lost_and_none_is_doubled_by_twenty_stops(tmp_path, password):
    draw, acknowledged, out = Random(6), list[str](), tmp_path / "out"
    path = tmp_path / "case"
    with made_case(path, reports=80, password=password, accepted=False) as case:
        names = sorted(claim.id for claim in case.claims())
    stopped_between = 0
    for _ in range(STOPS):
        with Case.open(path, PASSPHRASE) as case:
            held = Counter(one.subject[0] for one in case.every_decision())
        assert set(acknowledged) <= held.keys()
        assert set(held.values()) <= {1}
        left = [name for name in names if name not in held]
        server, before = Server(path, out), len(acknowledged)
        client = Thread(target=decide_until_stopped, args=(server, left, acknowledged))
        client.start()
        wait_for(lambda before=before: len(acknowledged) > before)
        time.sleep(draw.random() * 0.15)
        server.kill()
        client.join()
        stopped_between += len(acknowledged) - before > 0
    with Case.open(path, PASSPHRASE) as case:
        held = Counter(one.subject[0] for one in case.every_decision())
        assert set(acknowledged) <= held.keys()
        assert set(held.values()) == {1}
        assert len(held) - len(acknowledged) <= STOPS  # one at most was under way at each stop
        assert case.verify() == ()
    assert stopped_between == STOPS
    assert out.read_bytes() == b""  # nothing is written about any request


def wait_for(what: Callable[[], bool], most_s: float = 60.0) -> None:
    """Until it is so."""
    until = time.monotonic() + most_s
    while not what():
        assert time.monotonic() < until
        time.sleep(0.002)


@pytest.fixture
def server(tmp_path, password):
    path = tmp_path / "case"
    made_case(path, reports=1, password=password, accepted=False).close()
    running = Server(path, tmp_path / "out")
    yield running
    running.kill()
    assert (tmp_path / "out").read_bytes() == b""


def raw(server: Server, head: str, body: bytes = b"", pieces: int = 1) -> bytes:
    """What comes back for bytes as they are, as much of them as the server takes."""
    found = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        with contextlib.suppress(OSError):
            line.sendall(head.format(port=server.port).encode())
            for _ in range(pieces):
                line.sendall(body)
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                found += part
                if b"\r\n\r\n" in found:
                    break
    return found


HEAD = "POST /sign-in HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n"


def test_a_form_that_says_it_has_two_gigabytes_is_refused_before_it_is_read(server):
    answered = raw(server, HEAD + "content-length: 2147483648\r\n\r\n", b"name=a")
    assert answered.startswith(b"HTTP/1.1 400")
    assert b"200" not in answered.split(b"\r\n")[0]


def test_a_form_that_does_not_say_how_long_it_is_is_cut_off(server):
    chunk = b"100000\r\n" + b"a" * 0x100000 + b"\r\n"
    kind = "content-type: application/x-www-form-urlencoded\r\n"
    raw(server, HEAD + kind + "transfer-encoding: chunked\r\n\r\n", chunk, pieces=200)
    assert server.ask("GET", "/sign-in")[0] == 200  # and the desk goes on


def test_hostile_addresses_and_forms_reach_no_log(server):
    for path in ("/x%00y", "/report/%2e%2e%2fcase.db", "/?why=<script>", "/static/../app.py"):
        assert server.ask("GET", path)[0] in (303, 400, 404)
    status, *_ = server.ask("POST", "/sign-in", {"name": "<b>" * 100, "password": "\u202e"})
    assert status == 403
