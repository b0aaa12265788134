"""Runs a reader on untrusted bytes in a process of its own.

Rules kept here:
- one child at a time reads many files; it is killed at the time limit, replaced after a crash, a
  memory limit or `reader_files_per_process` files, and dies when this process does;
- the child has an empty environment, no open files but two pipes, no network, writes no file and
  starts no program; its address space and processor time are bounded;
- what comes back is length-prefixed MessagePack checked against a schema, never pickle: the child
  has handled hostile bytes, so nothing it says is run or trusted beyond its form.

The child's end of the pipes is the second half of this file. It finds the reader by name, so that
this module and the readers know nothing of each other.
"""

import os
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NoReturn, Self

import msgspec

from .model.errors import FileRefused, ReaderLimit
from .model.report import Extracted, TextVersion
from .settings import Settings

READER = "bearwitness.read:read_bytes"
_START_LIMIT_S = 60.0  # for the interpreter to come up on a busy machine
_PREFIX = 8  # bytes of big-endian length before each message
_CHUNK = 1 << 16
_BOOT = "import sys; sys.path[:0] = sys.argv[3:]; from bearwitness.sandbox import serve; serve()"


class _Ask(msgspec.Struct, frozen=True):
    """Parent to child: read this."""

    name: bytes  # UTF-8 with surrogates let through: a file's name need not be text
    data: bytes


class _Ready(msgspec.Struct, frozen=True, tag=True):
    """Child to parent: limits are in force."""


class _Given(msgspec.Struct, frozen=True, tag=True):
    """Child to parent: what the reader made of the file."""

    extracted: Extracted


class _Refused(msgspec.Struct, frozen=True, tag=True):
    """Child to parent: the file is refused; `is_limit` when memory ran out."""

    problem: str
    hint: str
    is_limit: bool = False


_Reader = Callable[[bytes, str, Settings], Extracted]
_Answer = _Ready | _Given | _Refused


class Sandbox:
    """Reads untrusted files one by one in a confined child process.

    Use as a context manager, from one thread. `reader` is the "module:function" that runs in the
    child, from bytes, name and settings to Extracted; `import_path` lists further folders in which
    the child looks for it.
    """

    def __init__(
        self, settings: Settings, *, reader: str = READER, import_path: Sequence[str] = ()
    ) -> None:
        self._settings = settings
        self._reader = reader
        self._import_path = (str(Path(__file__).resolve().parents[1]), *import_path)
        self._child: subprocess.Popen[bytes] | None = None
        self._read_by_child = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child, if there is one."""
        child, self._child, self._read_by_child = self._child, None, 0
        if child is None:
            return
        if child.poll() is None:
            with suppress(ProcessLookupError, PermissionError):  # gone, or going (macOS)
                os.killpg(child.pid, signal.SIGKILL)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        child.wait()

    def read(self, data: bytes, name: str) -> Extracted:
        """What the reader makes of one file.

        Raises ReaderLimit when it ran past its time or memory, FileRefused with the reason when
        the file cannot be read or ends the reader; the next file gets a fresh child then.
        """
        if len(data) > self._settings.max_file_bytes:
            raise FileRefused(
                f"the file has {len(data):,} bytes, "
                f"more than the {self._settings.max_file_bytes:,} allowed",
                "split it, or raise max_file_bytes in the case's settings.yml",
            )
        answered = False
        try:
            answer = self._asked(_Ask(name.encode("utf-8", "surrogatepass"), data))
            answered = True
        finally:
            if not answered:  # a limit, a crash, Ctrl-C: what the child holds is of no use
                self.close()
        if isinstance(answer, _Refused):
            if answer.is_limit:
                self.close()
            raise (ReaderLimit if answer.is_limit else FileRefused)(answer.problem, answer.hint)
        return _checked(answer.extracted, self._settings)

    def _asked(self, ask: _Ask) -> _Given | _Refused:
        child = self._ready_child()
        deadline = time.monotonic() + self._settings.reader_time_limit_s
        self._read_by_child += 1
        answer = self._exchange(child, _framed(ask), deadline)
        if isinstance(answer, _Ready):
            raise _broken_off()
        return answer

    def _ready_child(self) -> subprocess.Popen[bytes]:
        """The child that will read the next file; a fresh one where none is fit for it."""
        is_used_up = self._read_by_child >= self._settings.reader_files_per_process
        if is_used_up or (self._child is not None and self._child.poll() is not None):
            self.close()
        if self._child is None:
            self._child = self._started()
            up_by = time.monotonic() + _START_LIMIT_S
            if not isinstance(self._exchange(self._child, b"", up_by), _Ready):
                raise _broken_off()
        return self._child

    def _started(self) -> subprocess.Popen[bytes]:
        settings = msgspec.json.encode(self._settings).decode()
        return subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _BOOT, self._reader, settings, *self._import_path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            close_fds=True,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"},
            start_new_session=True,  # Ctrl-C reaches this process alone, which then ends the child
        )

    def _exchange(self, child: subprocess.Popen[bytes], message: bytes, deadline: float) -> _Answer:
        """The child's next answer after `message` was sent. Raises ReaderLimit at the deadline."""
        assert child.stdin is not None  # noqa: S101  opened as a pipe just above
        assert child.stdout is not None  # noqa: S101
        sending, receiving = child.stdin.fileno(), child.stdout.fileno()
        os.set_blocking(sending, False)
        left, came, wanted = memoryview(message), bytearray(), _PREFIX
        while len(came) < wanted:
            pause = deadline - time.monotonic()
            can_read, can_write, _ = (
                select.select([receiving], [sending] if left else [], [], pause)
                if pause > 0
                else ([], [], [])
            )
            if not can_read and not can_write:
                raise self._too_slow()
            if can_write:
                try:
                    left = left[os.write(sending, left[:_CHUNK]) :]
                except BrokenPipeError:
                    raise self._ended(child) from None
            if can_read:
                part = os.read(receiving, min(_CHUNK, wanted - len(came)))
                if not part:
                    raise self._ended(child)
                came += part
                if wanted == _PREFIX == len(came):
                    wanted += self._allowed(int.from_bytes(came))
        return _decoded(bytes(came[_PREFIX:]))

    def _allowed(self, size: int) -> int:
        """`size` again, unless it is more than any honest answer needs."""
        if size > 4 * self._settings.max_text_chars + self._settings.max_file_bytes + _CHUNK:
            raise _broken_off()
        return size

    def _too_slow(self) -> ReaderLimit:
        return ReaderLimit(
            f"reading took longer than {self._settings.reader_time_limit_s:g} s",
            "split the file, or raise reader_time_limit_s in the case's settings.yml",
        )

    def _ended(self, child: subprocess.Popen[bytes]) -> FileRefused:
        """Why the child is no more."""
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=5)
        code = child.returncode
        if code == -signal.SIGXCPU:
            return self._too_slow()
        if code is not None and code < 0:
            return FileRefused(
                f"reading it ended the reader ({signal.Signals(-code).name})",
                "open it in the program it was made with and save it again",
            )
        return _broken_off()


def _broken_off() -> FileRefused:
    return FileRefused(
        "reading it ended the reader",
        "open it in the program it was made with and save it again",
    )


def _framed(message: _Ask | _Answer) -> bytes:
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(_PREFIX) + body


def _decoded(body: bytes) -> _Answer:
    try:
        answer: _Answer = msgspec.msgpack.decode(body, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _broken_off() from None
    return answer


def _checked(extracted: Extracted, settings: Settings) -> Extracted:
    """The child's answer; the text version is made anew, so its form and digest are ours."""
    if len(extracted.text.content) > settings.max_text_chars:
        raise _broken_off()
    return replace(extracted, text=TextVersion.of(extracted.text.content))


# The child's half.


def serve() -> NoReturn:
    """The child's life: confine itself, then read files from the pipe until the pipe ends."""
    settings = msgspec.json.decode(sys.argv[2], type=Settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asks = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # a library that prints must not write into the protocol
        os.dup2(nothing, standard)
    module, _, function = sys.argv[1].partition(":")
    read = getattr(import_module(module), function)
    _confine(settings.reader_memory_bytes)
    _send(answers, _Ready())
    while (prefix := asks.read(_PREFIX)) and len(prefix) == _PREFIX:
        ask = msgspec.msgpack.decode(asks.read(int.from_bytes(prefix)), type=_Ask)
        _limit_processor(settings.reader_time_limit_s)
        _send(answers, _answered(read, ask, settings))
    raise SystemExit(0)


def _answered(read: _Reader, ask: _Ask, settings: Settings) -> _Given | _Refused:
    """The reader's result or refusal. Any other error ends the child, and the parent says so."""
    try:
        found = read(ask.data, ask.name.decode("utf-8", "surrogatepass"), settings)
    except FileRefused as refusal:
        return _Refused(refusal.problem, refusal.hint, isinstance(refusal, ReaderLimit))
    except MemoryError:
        return _Refused(
            "reading it needs more memory than a reader may have",
            "split the file, or raise reader_memory_bytes in the case's settings.yml",
            is_limit=True,
        )
    return _Given(found)


def _send(pipe: BinaryIO, answer: _Answer) -> None:
    pipe.write(_framed(answer))
    pipe.flush()


def _confine(memory_bytes: int) -> None:
    """No network, no writing, no programs, no core dumps, bounded memory and open files.

    The audit hook refuses from inside Python; the kernel's limits hold for native code as well.
    """
    _leave_network()
    sys.addaudithook(_refuse_reaching_out)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, 64)
    used = _address_space()
    if used is not None:  # macOS does not say, and does not keep this limit either
        _limit(resource.RLIMIT_AS, used + memory_bytes)


def _limit(which: int, most: int) -> None:
    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(which, (most, most))


def _limit_processor(seconds: float) -> None:
    """Processor time for one more file on top of what this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard)
    )


def _address_space() -> int | None:
    """Bytes of address space in use, where the system says."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:
        return None
    return int(pages) * resource.getpagesize()


_NEW_NET, _NEW_USER, _DEATH_SIGNAL = 0x40000000, 0x10000000, 1  # Linux: sched.h, prctl.h


def _leave_network() -> None:
    """On Linux: into a network namespace with no way out, where allowed; to die with the parent.

    A user namespace comes along only where a plain one is not permitted, that is, without root.
    """
    if sys.platform != "linux":
        return
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if libc.unshare(_NEW_NET) != 0:
        libc.unshare(_NEW_NET | _NEW_USER)


_REFUSED_EVENTS = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.kill",
        "os.killpg",
        "os.link",
        "os.mkdir",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.symlink",
        "os.system",
        "os.truncate",
        "subprocess.Popen",
    }
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _refuse_reaching_out(event: str, details: tuple[object, ...]) -> None:
    """An audit hook: raises PermissionError for network, programs, and any change to files."""
    if event.startswith("socket.") or event in _REFUSED_EVENTS:
        raise PermissionError(f"a reader may not do {event}")
    if event == "open" and isinstance(details[2], int) and details[2] & _WRITING:
        raise PermissionError("a reader may not write")
