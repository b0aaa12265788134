"""What a release would be, worked out once for each ledger line beside the requests.

1. The same code as the command: a `Release` weighed at the gate. Nothing is written by looking.
2. A preview is of one ledger line; nothing is approved or made upon one that the case has left.
3. Approvals change no record, so a preview that differs from the last in approvals alone takes its
   records over.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from ..model.errors import Refusal
from ..model.release import Verdict, worst
from ..releasing import TITLE, Release, Stand
from .kept import Answer

if TYPE_CHECKING:
    from ..protect.fates import Change, Fate, Weighed
    from .desk import Desk
    from .view import View

MOST_TITLE = 120  # characters


@dataclass(frozen=True)
class Preview:
    """A release as it would be made at one ledger line; `weighed` is None where `problem` is."""

    head: int
    digest: str
    release: Release
    weighed: Weighed | None
    problem: Refusal | None
    last: str  # the name of the release it is set beside; "" without one
    changes: tuple[Change, ...]
    of: str  # names what it was weighed from, approvals left aside

    @property
    def mark(self) -> str:
        """The ledger's head that it is of: every form made upon it carries this."""
        return mark_of(self.head, self.digest)

    @property
    def verdict(self) -> Verdict:
        """The most cautious of its checks' verdicts; FAIL where there is nothing to release."""
        if self.weighed is None:
            return Verdict.FAIL
        return worst(check.verdict for check in self.weighed.draft.checks)

    @property
    def may_be_made(self) -> bool:
        """Whether no check failed and none waits for a person."""
        return bool(self.weighed and not self.weighed.failed and not self.weighed.waiting)

    @cached_property
    def by_outcome(self) -> dict[str, list[Fate]]:
        """The incidents by what becomes of them."""
        found: dict[str, list[Fate]] = {}
        for fate in self.weighed.fates if self.weighed else ():
            found.setdefault(fate.outcome.value, []).append(fate)
        return found

    @cached_property
    def fates(self) -> dict[str, Fate]:
        """What becomes of each incident, by its id."""
        return {one.incident_id: one for one in self.weighed.fates} if self.weighed else {}

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many records appear, change and disappear."""
        return Counter(one.kind for one in self.changes)


def mark_of(head: int, digest: str) -> str:
    """A ledger line's number with enough of its digest to tell it from any other."""
    return f"{head}-{digest[:16]}"


def title_of(words: str) -> str:
    """The title a release is to have; as the command has it where none is given."""
    return " ".join(words.split())[:MOST_TITLE] or TITLE


def preview(desk: Desk, title: str) -> Answer[Preview]:
    """The newest preview of a title there is, and whether it is of the case as it stands."""
    with desk.turn:
        view = desk.view()
        digest = desk.case.head()[1]
    before = desk.previews.get(title)

    def work() -> Preview:
        made = _made(desk, view, digest, title, before)
        desk.previews.clear()
        desk.previews[title] = made
        return made

    return desk.kept.ask(("release", title), view.head, work)


def _made(desk: Desk, view: View, digest: str, title: str, before: Preview | None) -> Preview:
    held = Stand(tuple(view.claims.values()), tuple(view.decisions), tuple(view.incidents.values()))
    release = Release(desk.case, desk.settings, title, stand=held)
    of = _weighed_from(desk, release)
    if before is not None and before.of == of:
        before.release.take(view.decisions)
        release = before.release
    try:
        weighed = release.weigh()
        last, changed = release.changes()
    except Refusal as problem:
        return Preview(view.head, digest, release, None, problem, "", (), of)
    return Preview(view.head, digest, release, weighed, None, last, changed, of)


def _weighed_from(desk: Desk, release: Release) -> str:
    """A name for all that weighing looks at, approvals left aside."""
    told = sha256(release.id.encode())
    for name in (one.name for one in desk.case.releases(with_records=False)):
        told.update(b"\0" + name.encode())
    for words in sorted(desk.case.restricted_words()):
        told.update(b"\0" + words.encode("utf-8", "surrogatepass"))
    return told.hexdigest()
