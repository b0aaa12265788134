"""A desk that real browsers can ask, and a browser page that keeps what went wrong on it."""

import re
import socket
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path
from threading import Thread

import uvicorn

from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.web.app import make_app
from bearwitness.web.desk import Desk
from bearwitness.web.kept import Kept
from web_browser import PASSWORD

SCREENS = Path(__file__).resolve().parent.parent / "out" / "desk-screens"
BEARWITNESS = (sys.executable, "-c", "from bearwitness.cli import main; main()")
WIDE, NARROW = (1280, 900), (390, 800)
PATIENCE_S = 60  # machines are shared


class Served:
    """The desk's application on a free port, answering from a thread of this process."""

    def __init__(self, case: Case, settings: Settings | None = None) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        self.address = f"http://{host}"
        kept = Kept(patience_s=PATIENCE_S)
        self.desk = Desk(case, settings or Settings(), time.monotonic, kept=kept)
        config = uvicorn.Config(
            make_app(self.desk, [host]), log_level="critical", access_log=False, lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stops answering; the case stays open."""
        self._server.should_exit = True
        self._thread.join(PATIENCE_S)


class Command:
    """`bearwitness desk` as people start it, in a process of its own."""

    def __init__(self, case: Path, secret: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address, self._case, self._secret = f"http://127.0.0.1:{port}", case, secret
        self._said = (case.parent / f"{case.name}.said").open("w+b")
        self._process = subprocess.Popen(
            [*BEARWITNESS, "desk", str(case), "--port", str(port),
             "--passphrase-file", str(secret)],
            stdin=subprocess.DEVNULL, stdout=self._said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wait(port)

    def _wait(self, port: int) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the desk did not start: {self.said()}")

    def said(self) -> str:
        """Everything it wrote to its terminal so far."""
        return Path(self._said.name).read_text(encoding="utf-8")

    def stop(self) -> str:
        """Stops it as Ctrl-C does; what it wrote."""
        self._process.send_signal(2)
        self._process.wait(PATIENCE_S)
        self._said.close()
        return self.said()


def run(*words: str | Path) -> str:
    """One command of ours; what it printed."""
    done = subprocess.run(
        [*BEARWITNESS, *map(str, words)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


class Watched:
    """A browser page that notes every request elsewhere, console error and failed asset."""

    def __init__(self, page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.set_default_timeout(PATIENCE_S * 1_000)
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("dialog", self._dialog)

    def _asked(self, request) -> None:
        if not request.url.startswith((self.address + "/", "data:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def _answered(self, response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.faults.append(f"{response.status} {response.url}")

    def _said(self, message) -> None:
        # A page that says no (403, 404, 409) is told to the console by the browser itself.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog) -> None:
        self.faults.append(f"a script opened a window: {dialog.message}")
        dialog.dismiss()

    def go(self, path: str):
        """Loads a page of the desk."""
        return self.page.goto(self.address + path)

    def path(self) -> str:
        """Where the browser is, without the host."""
        return urllib.parse.urlsplit(self.page.url).path

    def sign_in(self, name: str = "Ana") -> None:
        """Signs in by the form."""
        self.go("/sign-in")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(re.compile(r"/$"))

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
