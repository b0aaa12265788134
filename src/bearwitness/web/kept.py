"""Answers that take long: each is worked out once for a state of the case, beside the requests.

1. A page asks with a name, the ledger line the case stands at, and the work. The work runs in a
   thread of its own, one at a time; it must look at nothing that changes (a `View` never does).
2. A page waits for `patience_s` at most. Then it is given what is there: the answer for an older
   line, which it must say is older, or nothing yet (`being_worked_out`).
3. While one line's answer is being worked out, only the newest line asked for waits behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .pages import page

if TYPE_CHECKING:
    from starlette.responses import Response

    from .sessions import Session

T = TypeVar("T")
PATIENCE_S = 0.05  # what a page can wait and still answer within its time
AGAIN_S = 2  # seconds until the browser asks again


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What there is to show: an answer, and whether it is of the case as it stands now."""

    value: T | None  # None where nothing has been worked out yet
    head: int  # the ledger line it was worked out at; 0 without a value
    is_current: bool


@dataclass(slots=True)
class _Held:
    """The newest answer of one name, and the one on its way."""

    head: int = 0
    value: Any = None
    failed_at: int = 0
    failure: BaseException | None = None
    coming_at: int = 0
    coming: Future[Any] | None = None


@dataclass
class Kept:
    """The answers of one desk."""

    patience_s: float = PATIENCE_S
    _held: dict[Hashable, _Held] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)
    _one_at_a_time: Lock = field(default_factory=Lock)

    def ask(self, name: Hashable, head: int, work: Callable[[], T]) -> Answer[T]:
        """The answer called `name` at ledger line `head`, as far as it is worked out.

        Raises what the work raised, to everybody who asks for that line.
        """
        with self._turn:
            held = self._held.setdefault(name, _Held())
            self._take(held)
            if head not in (held.head, held.failed_at) and held.coming is None:
                held.coming_at, held.coming = head, self._begun(work)
            coming = held.coming
        if coming is not None:
            wait([coming], self.patience_s)
        with self._turn:
            self._take(held)
            if held.failure is not None and held.failed_at == head:
                raise held.failure
            return Answer(held.value, held.head, held.head == head)

    @staticmethod
    def _take(held: _Held) -> None:
        """Puts an answer that has come, or its failure, in the place of the older one."""
        if held.coming is None or not held.coming.done():
            return
        held.failure = held.coming.exception()
        if held.failure is None:
            held.head, held.value = held.coming_at, held.coming.result()
        else:
            held.failed_at = held.coming_at
        held.coming = None

    def _begun(self, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        Thread(target=self._do, args=(work, future), daemon=True).start()
        return future

    def _do(self, work: Callable[[], T], future: Future[T]) -> None:
        with self._one_at_a_time:
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001  whoever asks is given it
                future.set_exception(error)


def being_worked_out(session: Session, title: str, here: str) -> Response:
    """A page that says so and loads itself again; `here` is its address in the navigation."""
    answer = page("working", session, title=title, here=here)
    answer.headers["refresh"] = str(AGAIN_S)
    return answer
