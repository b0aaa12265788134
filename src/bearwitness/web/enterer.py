"""Enters reports into search beside the requests, so that nobody who searches waits for many.

A few that are due, as after a decision, are entered by the search that asks. More than that, as
when a case is first opened after an upgrade, are entered in a thread a few in a turn; until then
pages say how many are missing. A stop loses nothing: the case notes what is due.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Lock, RLock, Thread
from typing import TYPE_CHECKING

from ..model.errors import BearwitnessError
from ..searching import entered

if TYPE_CHECKING:
    from ..store.case import Case
    from .view import View

AT_ONCE = 10  # reports that a search enters itself
A_TURN = 5  # reports entered before somebody else has a turn
PAUSE_S = 0.01  # between turns, so that whoever waits gets one


@dataclass
class Enterer:
    """What is still to be entered in one open case. `turn` and `view` are the desk's."""

    case: Case
    turn: RLock
    view: Callable[[], View]
    stopped: Event = field(default_factory=Event)
    _starting: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    def look(self) -> int:
        """How many reports are not in search as they are now, after a few have been entered."""
        with self.turn:
            if len(self.case.search_due(AT_ONCE + 1)) <= AT_ONCE:
                self._some(AT_ONCE)
                return 0
            due = self.case.search_due_count()
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._enter, daemon=True)
                self._thread.start()
        return due

    def _enter(self) -> None:
        with suppress(BearwitnessError):  # closed, or refusing to be written: they stay due
            while self._some(A_TURN) and not self.stopped.wait(PAUSE_S):
                pass

    def _some(self, most: int) -> int:
        with self.turn:
            if self.stopped.is_set():
                return 0
            return entered(self.case, lambda: self.view().by_subject, most)
