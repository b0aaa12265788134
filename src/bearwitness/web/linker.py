"""Links everything again beside the requests, when decisions have made it due.

What a decision touches is brought up to date with it (`regrouping.py`); what may follow elsewhere
is thought about in a thread that holds nothing anybody waits for. A plan that a later decision has
overtaken is thrown away and made again, so what is saved is what linking from scratch gives. It
waits for a pause between decisions, so that whoever decides quickly does not wait for it. A stop at
any moment loses nothing: the case notes that linking is due, and whoever opens it next links.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock, RLock, Thread
from time import sleep
from typing import TYPE_CHECKING

from ..model.errors import BearwitnessError, UnknownSubject
from ..pipeline import kept_to_link, make_gists, plan_of, save_plan

if TYPE_CHECKING:
    from ..settings import Settings
    from ..store.case import Case

A_TURN = 20  # reports looked at before somebody else has a turn
PAUSES = 15  # waited for at most, however fast decisions come
AT_ONCE = 300  # incidents; a case that has no more is linked with each decision


@dataclass
class Linker:
    """The linking that is still to be done in one open case. `turn` is the desk's."""

    case: Case
    settings: Settings
    turn: RLock
    saved: Callable[[], object] = lambda: None  # told when incidents have changed
    pause: float = 0.0  # seconds without a decision before linking begins
    is_due: bool = False
    _starting: Lock = field(default_factory=Lock)
    _thread: Thread | None = None

    def leaves(self) -> bool:
        """Whether linking everything is left for later in a case of this size."""
        return self.case.incident_count() > AT_ONCE

    def look(self) -> None:
        """Begins to link if that is due and nobody does already."""
        self.is_due = self.case.linking_due() > 0
        with self._starting:
            if self.is_due and (self._thread is None or not self._thread.is_alive()):
                self._thread = Thread(target=self._link, daemon=True)
                self._thread.start()

    def _link(self) -> None:
        with suppress(BearwitnessError):  # closed, or refusing to be written: it stays due
            while self.is_due:
                self._await_pause()
                self._once()

    def _await_pause(self) -> None:
        """Waits until nobody has decided for a while, or for long enough."""
        before = -1
        for _ in range(PAUSES):
            with self.turn:
                due = self.case.linking_due()
            if due == before:
                return
            before = due
            sleep(self.pause)

    def _once(self) -> None:
        with self.turn:
            due = self.case.linking_due()
            asked, missing = kept_to_link(self.case)
        for first in range(0, len(missing), A_TURN):
            with self.turn:
                if self.case.linking_due() != due:
                    return  # what was read of the decisions is no longer so: begin again
                make_gists(self.case, asked, missing[first : first + A_TURN])
        try:
            plan = plan_of(asked, self.settings)
        except UnknownSubject:  # a report changed meanwhile, or what is kept is damaged
            with self.turn:
                if self.case.linking_due() == due:
                    self.case.forget_gists()
            return
        with self.turn:
            if self.case.linking_due() == due:
                save_plan(self.case, plan)
                self.saved()
            self.is_due = self.case.linking_due() > 0
