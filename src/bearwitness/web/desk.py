"""The case as the desk sees it: read once, kept until something changes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, field
from sys import setswitchinterval
from threading import RLock
from typing import TYPE_CHECKING

from ..pipeline import decide, now
from .adder import Adder
from .columns import Ground
from .enterer import Enterer
from .kept import Kept
from .linker import Linker
from .second import SecondPeople
from .sessions import Session, Sessions
from .view import View, built, followed

if TYPE_CHECKING:
    from ..settings import Settings
    from ..store.case import Case
    from .previews import Preview

__all__ = ["Desk", "View"]
LARGE = 20_000  # claims
PAUSE = 2.0  # seconds without a decision before everything is linked again
SWITCH = 0.001  # seconds that a thread may think while a page waits; five times less than usual


@dataclass
class Desk:
    """An open case with its team at work; one act at a time."""

    case: Case
    settings: Settings
    clock: Callable[[], float]
    turn: RLock = field(default_factory=RLock)
    kept: Kept = field(default_factory=Kept)  # answers that take long, see web/kept.py
    previews: dict[str, Preview] = field(default_factory=dict)  # the newest, by title
    _view: View | None = None

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.clock)
        self.ground = Ground(Kept(self.kept.patience_s))  # of the map
        self.second = SecondPeople(self.case, bool(self.settings.two_people))
        self.linker = Linker(self.case, self.settings, self.turn, self.view, PAUSE)
        self.enterer = Enterer(self.case, self.turn, self.view)
        self.adder = Adder(
            self.case, self.settings, self.turn, self.linker.leaves, self.linker.look
        )

    def begin(self) -> None:
        """Begins what nobody who asks for a page should have to wait for."""
        setswitchinterval(SWITCH)
        view = self.view()
        self.linker.look()
        self.enterer.look()
        self.ground.columns(view.incidents, view.head)

    def end(self) -> None:
        """Lets the case be closed."""
        with self.turn:
            self.enterer.stopped.set()
            self.adder.stopped.set()

    def view(self) -> View:
        """The case as it stands now."""
        with self.turn:
            head = self.case.head()[0]
            if self._view is None or self._view.head != head:
                self._view = self._read(head)
            return self._view

    def _read(self, head: int) -> View:
        """The view at a ledger line, from the one before where there is one."""
        if self._view is not None:
            return followed(self._view, self.case, head)
        made = built(self.case, head)
        if len(made.machine) > LARGE:
            gc.freeze()  # millions of objects that stay: the collector need not look at them
        return made

    def decide(self, rows: list[dict[str, object]], by: str) -> str | None:
        """Takes decisions; gives what was wrong with the first that was refused, or None."""
        with self.turn:
            member = next((one for one in self.case.members() if one.name == by), None)
            is_left = self.linker.leaves()
            _, refused = decide(self.case, rows, by, self.settings, member, is_left=is_left)
            self.linker.look()
        return f"{refused[0].problem}: {refused[0].hint}" if refused else None

    def note_second(self, session: Session) -> None:
        """Puts into a session what the frame of its pages says of the two-person rule."""
        session.has_two_people = self.second.is_ruled or bool(self.second.known())
        session.waits_for_second = self.second.for_member(session.member)
        session.second_about = self.second.about
        if self.linker.is_due:
            self.linker.look()
        session.is_linking = self.linker.is_due

    def now(self) -> str:
        """The moment, UTC."""
        return now()
