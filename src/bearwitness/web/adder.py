"""Adds files beside the requests: read in a thread from memory, then kept a few at a time.

What was uploaded is in memory only until it is sealed; nothing of it is written elsewhere. A stop
loses what no row acknowledges, and the page says so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from threading import Event, Lock, RLock, Thread
from typing import TYPE_CHECKING

from ..adding import Row, Source, Stated, add_sources, refuse_too_large
from ..arriving import ReadBefore
from ..model.errors import BearwitnessError, FileRefused
from ..pipeline import link_claims, now
from ..sandbox import Sandbox
from ..workers import Pool

if TYPE_CHECKING:
    from ..settings import Settings
    from ..store.case import Case

TOGETHER = 10  # files that are kept in one act
SHOWN = 10  # uploads whose rows are still shown


@dataclass
class Upload:
    """Some files that one member gave at once, and what became of them."""

    by: str
    at: str
    total: int
    stated: Stated
    files: deque[tuple[str, bytes]] = field(repr=False)
    rows: list[Row] = field(default_factory=list)
    looked_at: int = 0
    problem: str = ""
    hint: str = ""
    is_done: bool = False


@dataclass
class Adder:
    """What is still to be added to one open case. `turn` is the desk's."""

    case: Case
    settings: Settings
    turn: RLock
    leaves: Callable[[], bool]  # whether linking is left to the linker
    look: Callable[[], None]  # wakes the linker
    stopped: Event = field(default_factory=Event)
    uploads: deque[Upload] = field(default_factory=lambda: deque(maxlen=SHOWN))
    _waiting: deque[Upload] = field(default_factory=deque)
    _starting: Lock = field(default_factory=Lock)
    _is_running: bool = False

    def take(self, files: list[tuple[str, bytes]], stated: Stated, by: str) -> Upload:
        """Begins to add files, each with its name; the rows come into what is given."""
        upload = Upload(by, now(), len(files), stated, deque(files))
        with self._starting:
            self.uploads.appendleft(upload)
            self._waiting.append(upload)
            if not self._is_running:
                self._is_running = True
                Thread(target=self._work, daemon=True).start()
        return upload

    @property
    def is_busy(self) -> bool:
        """Whether anything is still being added."""
        return any(not one.is_done for one in self.uploads)

    def _next(self) -> Upload | None:
        with self._starting:
            self._is_running = bool(self._waiting) and not self.stopped.is_set()
            return self._waiting.popleft() if self._is_running else None

    def _work(self) -> None:
        while upload := self._next():
            try:
                with Sandbox(self.settings) as sandbox, Pool(1) as pool:
                    while upload.files and not self.stopped.is_set():
                        self._some(upload, sandbox, pool)
            except BearwitnessError as error:
                upload.problem, upload.hint = error.problem, error.hint
            finally:
                if upload.files and not upload.problem:
                    upload.problem = "adding stopped before the end"
                    upload.hint = "add the files that have no row once more"
                upload.files.clear()
                upload.is_done = True

    def _some(self, upload: Upload, sandbox: Sandbox, pool: Pool) -> None:
        """Reads the next few files, then keeps them, and links where that is soon done."""
        with self.turn:
            held = frozenset(self.case.report_ids())
        early = ReadBefore(sandbox, pool, upload.stated, held)
        few = list(islice(upload.files, TOGETHER))
        for name, data in few:
            with suppress(FileRefused):  # its row says so
                early.look(_sized(data, self.settings), name)
            upload.looked_at += 1
        early.extract()
        sources = [Source(name, name, partial(_sized, data, self.settings)) for name, data in few]
        with self.turn:
            if self.stopped.is_set():
                return
            rows = add_sources(self.case, sources, early, early, now(), upload.stated)
            upload.rows += rows
            for _ in few:
                upload.files.popleft()
            self._link()

    def _link(self) -> None:
        with suppress(BearwitnessError):  # it stays due
            self.case.note_linking_due()
            if not self.leaves():
                link_claims(self.case, self.settings)
        self.look()


def _sized(data: bytes, settings: Settings) -> bytes:
    """The bytes of a file; raises FileRefused for too many."""
    refuse_too_large(len(data), settings)
    return data
