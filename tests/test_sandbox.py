"""The sandbox: whatever one file does to its reader, the next file is still read."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bearwitness.model.errors import FileRefused, ReaderLimit
from bearwitness.sandbox import Sandbox
from bearwitness.settings import Settings

# A reader that does what its file says: the misbehaviour of a hostile file, without needing one.
HOSTILE = """
import ctypes, os, subprocess, sys, time
from bearwitness.model.errors import FileRefused
from bearwitness.model.report import Extracted, TextVersion

kept = []

def do(order):
    if order == "sleep": time.sleep(60)
    if order == "spin":
        while True: pass
    if order == "grow":
        while True: kept.append(bytearray(50_000_000))
    if order == "exit": os._exit(3)
    if order == "crash": ctypes.string_at(0)
    if order == "raise": raise KeyError("anything")
    if order == "refuse": raise FileRefused("no", "do this")
    if order == "write": open("/tmp/bearwitness-was-here", "w")
    if order == "delete": os.remove("/tmp/bearwitness-was-here")
    if order == "run": subprocess.run(["true"])
    if order == "print": print("x" * 100_000); sys.stdout.flush(); os.write(1, b"y" * 100)
    if order == "forge": os.write(max(pipes()), (1 << 60).to_bytes(8, "big")); time.sleep(60)
    if order == "nonsense": os.write(max(pipes()), (3).to_bytes(8, "big") + b"abc"); time.sleep(60)
    if order == "connect":
        import socket
        socket.create_connection(("127.0.0.1", int(os.environ.get("PORT", "9"))), 2)
    if order == "connect natively":
        libc = ctypes.CDLL(None, use_errno=True)
        handle = libc.socket(2, 1, 0)
        port = (PORT).to_bytes(2, "big")
        address = (2).to_bytes(2, sys.byteorder) + port + bytes([127, 0, 0, 1]) + bytes(8)
        return "reached" if libc.connect(handle, address, 16) == 0 else "unreachable"
    if order == "environment": return repr(sorted(os.environ))
    if order == "files": return repr(sorted(os.listdir("/dev/fd")))
    if order == "process": return str(os.getpid())
    return order

def pipes():
    return [n for n in map(int, os.listdir("/dev/fd")) if n > 2 and is_pipe(n)]

def is_pipe(n):
    try:
        import stat
        return stat.S_ISFIFO(os.fstat(n).st_mode)
    except OSError:
        return False

def read(data, name, settings):
    global PORT
    order, _, port = data.decode().partition("|")
    PORT = int(port or 9)
    return Extracted(TextVersion.of(do(order) or order), "text/plain", title=ascii(name))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("reader")
    (place / "hostile_reader.py").write_text(HOSTILE, "utf-8")
    return str(place)


@pytest.fixture
def hostile(folder: str) -> Iterator[Sandbox]:
    settings = Settings(
        reader_time_limit_s=2.0, reader_memory_bytes=400_000_000, reader_files_per_process=5
    )
    with Sandbox(settings, reader="hostile_reader:read", import_path=[folder]) as sandbox:
        yield sandbox


def words(sandbox: Sandbox, order: str) -> str:
    return sandbox.read(order.encode(), "x").text.content


@pytest.mark.parametrize("order", ["sleep", "spin"])
def test_a_reader_past_its_time_is_ended_and_the_next_file_is_read(hostile: Sandbox, order: str):
    started = time.monotonic()
    with pytest.raises(ReaderLimit, match="longer than 2 s"):
        words(hostile, order)
    assert time.monotonic() - started < 15
    assert words(hostile, "hello") == "hello"


def test_a_reader_past_its_memory_is_ended_and_the_next_file_is_read(folder: str):
    # macOS keeps no limit on address space; there the time limit ends it.
    reason = "memory" if sys.platform == "linux" else "longer"
    settings = Settings(reader_time_limit_s=20.0, reader_memory_bytes=150_000_000)
    with Sandbox(settings, reader="hostile_reader:read", import_path=[folder]) as sandbox:
        with pytest.raises(ReaderLimit, match=reason):
            words(sandbox, "grow")
        assert words(sandbox, "hello") == "hello"


@pytest.mark.parametrize("order", ["exit", "crash", "raise", "forge", "nonsense"])
def test_a_reader_that_ends_or_forges_refuses_its_file_only(hostile: Sandbox, order: str):
    with pytest.raises(FileRefused, match="ended the reader"):
        words(hostile, order)
    assert words(hostile, "hello") == "hello"


def test_a_crash_is_named_by_its_signal(hostile: Sandbox):
    with pytest.raises(FileRefused, match="SIGSEGV"):
        words(hostile, "crash")


def test_a_refusal_keeps_its_reason_and_its_hint(hostile: Sandbox):
    with pytest.raises(FileRefused) as caught:
        words(hostile, "refuse")
    assert (caught.value.problem, caught.value.hint) == ("no", "do this")


@pytest.mark.parametrize("order", ["write", "delete", "run", "connect"])
def test_a_reader_that_reaches_out_is_stopped(hostile: Sandbox, order: str):
    with pytest.raises(FileRefused, match="ended the reader"):
        words(hostile, order)
    assert not Path("/tmp/bearwitness-was-here").exists()  # noqa: S108  never written


def test_native_code_in_the_reader_reaches_no_open_port(hostile: Sandbox):
    # Outside Linux there is no namespace to go into, and only Python code is held back.
    expected = "unreachable" if sys.platform == "linux" else "reached"
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert words(hostile, f"connect natively|{server.getsockname()[1]}") == expected


def test_a_reader_that_prints_does_not_disturb_the_protocol(hostile: Sandbox):
    assert words(hostile, "print") == "print"


def test_the_reader_inherits_no_environment_and_no_open_file(
    hostile: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BEARWITNESS_PASSPHRASE", "secret")
    with (tmp_path / "open").open("w") as kept:
        os.set_inheritable(kept.fileno(), True)
        assert "PASSPHRASE" not in words(hostile, "environment")
        assert (
            len(words(hostile, "files").split(",")) <= 7
        )  # three, two pipes, devnull, the listing


def test_the_reader_starts_afresh_after_its_number_of_files(hostile: Sandbox):
    processes = [words(hostile, "process") for _ in range(12)]
    assert [processes.index(p) for p in processes] == [0] * 5 + [5] * 5 + [10] * 2


def test_a_reader_that_died_between_two_files_is_replaced(hostile: Sandbox):
    os.kill(int(words(hostile, "process")), signal.SIGKILL)
    time.sleep(0.1)
    assert words(hostile, "hello") == "hello"


def test_a_large_file_and_an_odd_name_go_through(hostile: Sandbox):
    found = hostile.read(b"x" * 3_000_000, "caf\udce9 \u05d0.txt")
    assert len(found.text.content) == 3_000_000
    assert found.title == ascii("caf\udce9 \u05d0.txt")


def test_a_file_over_the_limit_is_refused_without_a_reader():
    with Sandbox(Settings(max_file_bytes=10)) as sandbox, pytest.raises(FileRefused, match="11"):
        sandbox.read(b"x" * 11, "a.txt")


def test_nothing_runs_once_the_sandbox_is_closed(folder: str):
    with Sandbox(Settings(), reader="hostile_reader:read", import_path=[folder]) as sandbox:
        process = int(words(sandbox, "process"))
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_ctrl_c_ends_parent_and_child(folder: str):
    script = (
        "import sys\nfrom bearwitness.sandbox import Sandbox\n"
        "from bearwitness.settings import Settings\n"
        f"with Sandbox(Settings(), reader='hostile_reader:read', import_path=[{folder!r}]) as s:\n"
        "    print(s.read(b'process', 'x').text.content, flush=True)\n    s.read(b'sleep', 'x')\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert parent.stdout is not None
    process = int(parent.stdout.readline())
    time.sleep(0.2)
    os.killpg(parent.pid, signal.SIGINT)
    _, complaint = parent.communicate(timeout=10)
    assert b"KeyboardInterrupt" in complaint
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_real_files_come_back_whole_through_the_pipe():
    mail = (
        b"From: Desk <a@b.example>\nSubject: S\nDate: Mon, 05 Aug 2024 09:00:00 +0900\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\n"
        b"Content-Type: text/plain; charset=utf-8\n\n\xf0\x9f\x9a\x93 Two were held.\n--xx\n"
        b'Content-Disposition: attachment; filename="n.bin"\n'
        b"Content-Transfer-Encoding: base64\n\nAAEC\n--xx--\n"
    )
    with Sandbox(Settings(max_text_chars=100)) as sandbox:
        found = sandbox.read(mail, "x.eml")
        assert found.text.content == "🚓 Two were held."
        assert found.published == date(2024, 8, 5)
        assert found.attachments == (("n.bin", b"\x00\x01\x02"),)
        with pytest.raises(FileRefused, match="characters"):
            sandbox.read(b"word " * 30, "a.txt")


def test_four_hundred_small_files_take_a_few_seconds():
    page = "<html><body><article><p>{} were held in Yanji.</p></article></body></html>"
    started = time.monotonic()
    with Sandbox(Settings()) as sandbox:
        for number in range(400):
            assert str(number) in sandbox.read(page.format(number).encode(), "a").text.content
    assert time.monotonic() - started < 30
