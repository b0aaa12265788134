"""How long the desk's pages take with a large case, on one core.

    python benchmarks/desk.py [--claims 100000] [--case FOLDER] [--times 40] [--core 0]

Makes an invented case (`large_case.py`; kept and used again with --case), serves it as
`bearwitness desk` does from a process bound to one core, and asks every page of `web/app.PAGES`
over loopback, `times` times with other ids each time: first with nothing else to do ("quiet"), then
each kind of form, then every page again while the case is being linked anew ("linking"). One row a
page, milliseconds: median and 95th percentile of the time until the whole answer is there, the same
of the processor time of the page's own thread (which other programs do not make longer), the
answer's size, and what a first visit loads in all, nothing compressed. What a page took when it
was asked for the first time since the desk was opened stands by itself.
"""

import argparse
import http.client
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode

from large_case import PASSPHRASE, PASSWORD, large_case

SAMPLE, ALLOWED_MS, ALLOWED_BYTES = 400, 150, 200_000
MEMBER = "Publisher"
# What is asked of a page besides its bare address; {…} is filled with other ids each time.
QUERIES: dict[str, tuple[str, ...]] = {
    "/": ("", "?from={row}", "?why=its+incident+has+conflicting+values", "?act=arrest&from={row}"),
    "/reports": ("", "?from={row}"),
    "/incidents": ("", "?only=conflict", "?from={row}"),
    "/pair": ("?a={a}&b={b}",),
    "/claim/{claim}/correct": ("?field=when", "?field=where"),
    "/custody/delete": ("?report={report}",),
    "/measures": ("", "?unit=week", "?all=yes"),
    "/map": ("", "?act=arrest"),
}
TOLD = "x-processor-ms"
LONG, LONGEST_S = ("/measures", "/release"), 600  # worked out beside the requests
SEARCHES = ("arrest", "torture", "police border guard", "Outlet 12", "鱼", "neighbour")


def served(case: Path, core: int, port: int, with_search: bool) -> None:
    """The server's process: says what there is to ask for, then answers until it is ended."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    import uvicorn

    from bearwitness.pipeline import case_settings, open_case
    from bearwitness.searching import entered
    from bearwitness.web import app as pages
    from bearwitness.web.desk import Desk

    with open_case(case, PASSPHRASE) as opened:
        if with_search:
            entered(opened)
        desk = Desk(opened, case_settings(case), time.monotonic)
        began = time.process_time()
        view = desk.view()
        draw = random.Random(5)

        def some(held: Sequence[str]) -> list[str]:
            return draw.sample(held, min(SAMPLE, len(held)))

        several = [name for name, one in view.incidents.items() if len(one.claim_ids) > 2]
        told = {
            "first_view_s": round(time.process_time() - began, 1),
            "claims": len(view.machine), "incidents": len(view.incidents),
            "reports": len(view.headers), "decisions": len(view.decisions),
            "pages": [(path, method) for path, method, _, _ in pages.PAGES],
            "waiting": some([item.claim.id for item in view.waiting]),
            "report": some(sorted(view.headers)),
            "incident": some(sorted(view.incidents)),
            "pairs": [view.incidents[name].claim_ids[:2] for name in some(several)],
            "apart": [
                [view.incidents[name].claim_ids[0] for name in draw.sample(several, 2)]
                for _ in range(SAMPLE)
            ],
        }  # fmt: skip
        print(json.dumps(told), flush=True)
        pages.PAGES = tuple((path, how, who, timed(view)) for path, how, who, view in pages.PAGES)
        app = pages.make_app(desk, [f"127.0.0.1:{port}"])
        uvicorn.run(app, host="127.0.0.1", port=port, log_level="critical", access_log=False)


def timed(view: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A view that tells in a header how much processor time it took."""

    def answer(asked: Any) -> Any:
        began = time.thread_time()
        given = view(asked)
        given.headers[TOLD] = f"{1000 * (time.thread_time() - began):.3f}"
        return given

    return answer


@dataclass
class Row:
    """What asking one page gave."""

    name: str
    wall_ms: list[float] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)
    size: int = 0
    first_visit: int = 0
    wrong: int = 0
    worked_out_s: float = 0.0  # before it was asked
    cold_ms: float = 0.0
    later: int = 0  # answers that say that the page is being worked out

    def line(self) -> str:
        """One line of the table."""
        p95, p95_processor = _p95(self.wall_ms), _p95(self.processor_ms)
        notes = [f"{self.wrong} refused"] if self.wrong else []
        notes += [f"{self.later} of {len(self.wall_ms)} say 'being worked out'"] * bool(self.later)
        notes += [f"worked out in {self.worked_out_s:.0f} s"] * bool(self.worked_out_s)
        notes += ["over"] * (p95_processor > ALLOWED_MS)
        return (
            f"| {self.name} | {len(self.wall_ms)} | {median(self.wall_ms):.0f} | {p95:.0f} | "
            f"{median(self.processor_ms):.0f} | {p95_processor:.0f} | {self.cold_ms:.0f} | "
            f"{self.size:,} | "
            f"{self.first_visit:,} | {'; '.join(notes)} |"
        )


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


class Browser:
    """One signed-in member."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.csrf, self.processor_ms = port, "", "", 0.0
        self.static: dict[str, int] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, str]:
        """Status, body and address of a redirect."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        headers = {"cookie": self.cookie}
        if form is None:
            link.request("GET", path, headers=headers)
        else:
            headers["content-type"] = "application/x-www-form-urlencoded"
            link.request("POST", path, urlencode({"csrf": self.csrf, **form}), headers)
        answer = link.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("set-cookie") or ():
            self.cookie = cookie.split(";")[0]
        link.close()
        self.processor_ms = float(answer.headers.get(TOLD) or 0)
        return answer.status, body, answer.headers.get("location") or ""

    def sign_in(self) -> None:
        """Signs in and takes the token that forms carry."""
        self.ask("/sign-in", {"name": MEMBER, "password": PASSWORD})
        body = self.ask("/custody")[1].decode()
        self.csrf = re.findall(r'name="csrf" value="([^"]+)"', body)[0]

    def timed(self, row: Row, path: str, form: dict[str, str] | None = None) -> bytes:
        """Asks once and notes what it took."""
        began = time.perf_counter()
        status, body, _ = self.ask(path, form)
        row.wall_ms.append(1000 * (time.perf_counter() - began))
        row.processor_ms.append(self.processor_ms)
        row.wrong += status >= 400
        row.later += b"being worked out" in body
        if form is None and len(body) > row.size:
            row.size, row.first_visit = len(body), len(body) + self._loaded_by(body)
        return body

    def _loaded_by(self, body: bytes) -> int:
        """Bytes of the files that a page asks for when nothing of it was seen before."""
        found = set(re.findall(rb'(?:src|href)="(/static/[^"]+)"', body))
        for path in found - {key.encode() for key in self.static}:
            self.static[path.decode()] = len(self.ask(path.decode())[1])
        return sum(self.static[path.decode()] for path in found)


def addresses(path: str, told: dict[str, list[str]]) -> Iterator[str] | None:
    """Addresses of one page without end, each with other ids; None where a page needs others."""
    draw = random.Random(path)
    ids = {
        "report": told["report"],
        "incident": told["incident"],
        "claim": [a for a, _ in told["pairs"]],
    }
    names = set(re.findall(r"\{(\w+)\}", path))
    if not names <= ids.keys():
        return None

    def endless() -> Iterator[str]:
        for query in cycle(queries(path)):
            a, b = draw.choice(told["pairs"])
            filled = path.format(**{name: draw.choice(ids[name]) for name in names})
            one = draw.choice(told["report"])
            yield filled + query.format(
                report=one, row=draw.randrange(0, 9_000), a=quote(a), b=quote(b)
            )

    return endless()


def pages_asked(
    browser: Browser, told: dict[str, list[str]], times: int, *, is_quiet: bool
) -> list[Row]:
    """Every page that is read, `times` times each; those that take long last."""
    rows = []
    for path, method in sorted(told["pages"], key=lambda one: one[0].startswith(LONG)):
        asked = addresses(path, told) if method == "GET" else None
        if asked is None:
            continue
        row = Row(f"GET {path}")
        if path in LONG and is_quiet:
            row.worked_out_s = sum(until_worked_out(browser, path + q) for q in queries(path))
        browser.timed(row, next(asked))
        row.cold_ms = row.wall_ms.pop()
        row.processor_ms.clear()
        for _ in range(times):
            browser.timed(row, next(asked))
        rows.append(row)
        print(row.line(), flush=True)
    return rows


def forms_sent(
    browser: Browser, told: dict[str, list[str]], times: int, with_search: bool
) -> list[Row]:
    """Each kind of form `times` times, each followed by the page that shows what it did."""
    waiting, pairs = iter(told["waiting"]), iter(told["pairs"])
    apart, incidents = iter(told["apart"]), iter(told["incident"])

    def claim(**fields: str) -> Callable[[Row], None]:
        def send(row: Row) -> None:
            browser.timed(row, f"/claim/{next(waiting)}", {"state": "new", **fields})

        return send

    def incident(**fields: str) -> Callable[[Row], None]:
        def send(row: Row) -> None:
            name = next(incidents)
            body = browser.ask(f"/incident/{name}")[1].decode()
            state = re.findall(r'name="state" value="([^"]*)"', body)
            form = {"state": state[0] if state else "", **fields}
            browser.timed(row, f"/incident/{name}", form)

        return send

    def pair(held: Iterator[list[str]], action: str) -> Callable[[Row], None]:
        def send(row: Row) -> None:
            a, b = next(held)
            browser.timed(row, "/pair", {"a": a, "b": b, "action": action})

        return send

    kinds = {
        "accept": claim(action="accept"),
        "correct": claim(action="correct", field="modality", value="denied"),
        "reject": claim(action="reject"),
        "grade": incident(action="grade", field="reliability", value="B"),
        "violation": incident(action="violation", value="CAT 3"),
        "not same": pair(pairs, "not same"),
        "same": pair(apart, "same"),
        "search": lambda row: browser.timed(
            row, "/search", {"words": random.choice(SEARCHES), "q": random.choice(SEARCHES)}
        ) and None,
    }  # fmt: skip
    rows = []
    if not with_search:
        del kinds["search"]
    for name, send in kinds.items():
        row, after = Row(f"POST {name}"), Row(f"the queue after '{name}'")
        for _ in range(times):
            send(row)
            browser.timed(after, "/")
        rows += [row, after]
        print(row.line(), after.line(), sep="\n", flush=True)
    return rows


HEAD = """
| {what} | n | median | p95 | median processor | p95 processor | first | bytes | first visit | |
|---|---|---|---|---|---|---|---|---|---|"""


def asked(case: Path, times: int, core: int, with_search: bool) -> bool:
    """Prints the tables; whether every page answers in time and weighs little enough."""
    command = [sys.executable, __file__, "--serve", "--case", str(case), "--core", str(core)]
    port = free_port()
    command += ["--port", str(port), *["--no-search"] * (not with_search)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        told = json.loads(server.stdout.readline() if server.stdout else "")
        counts = {name: told[name] for name in ("claims", "incidents", "reports", "decisions")}
        print(f"{counts}, read in {told['first_view_s']} s, one core", flush=True)
        time.sleep(2)
        browser = Browser(port)
        browser.sign_in()
        print(HEAD.format(what="quiet"))
        quiet = pages_asked(browser, told, times, is_quiet=True)
        print(HEAD.format(what="forms"))
        forms_sent(browser, told, max(2, times // 2), with_search)
        print(HEAD.format(what="linking"))
        pages_asked(browser, told, max(2, times // 4), is_quiet=False)
    finally:
        server.terminate()
        server.wait()
    return all(
        _p95(row.processor_ms) <= ALLOWED_MS and row.first_visit < ALLOWED_BYTES for row in quiet
    )


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def queries(path: str) -> tuple[str, ...]:
    """What is asked of a page besides its bare address."""
    return QUERIES.get(path, ("",))


def until_worked_out(browser: Browser, path: str) -> float:
    """Waits for what is worked out once for a ledger line; gives the seconds that it took."""
    began = time.perf_counter()
    while b"being worked out" in browser.ask(path)[1] and time.perf_counter() - began < LONGEST_S:
        time.sleep(0.5)
    return time.perf_counter() - began


def main() -> None:
    """Makes the case where there is none, and asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--no-search", action="store_true", help="leave search out, and what entering words takes"
    )
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.serve:
        served(told.case, told.core, told.port, not told.no_search)
        return
    with TemporaryDirectory() as folder:
        case = told.case or Path(folder) / "case"
        if not case.exists():
            print(f"making a case of {told.claims:,} claims", flush=True)
            large_case(case, told.claims, told.seed)
        sys.exit(0 if asked(case, told.times, told.core, not told.no_search) else 1)


if __name__ == "__main__":
    main()
