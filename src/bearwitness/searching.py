"""Search in a case: reports are entered, and come with the words around each hit when found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from .model.judgement import by_subject
from .reference.search_words import hits, sought
from .review.excerpt import Piece, excerpts

if TYPE_CHECKING:
    DecisionsOn = Callable[[], Mapping[str, Sequence["Decision"]]]

    from .model.judgement import Decision
    from .model.report import Header
    from .model.search import Answer, Wanted
    from .store.case import Case
    from .store.search import Entered

PAGE = 20  # reports on one page
_AT_ONCE = 200  # reports entered in one transaction


@dataclass(frozen=True, slots=True)
class Shown:
    """A report that was found: what it says of itself, the words around its hits, its claims."""

    header: Header
    title: tuple[Piece, ...] = field(repr=False)
    excerpts: tuple[tuple[Piece, ...], ...] = field(repr=False)
    claim_ids: tuple[str, ...]


def looked_for(case: Case, wanted: Wanted, start: int = 0) -> tuple[Answer, tuple[Shown, ...]]:
    """One page of what fits, among the reports that have been entered."""
    answer = case.search(wanted, start, PAGE)
    question = sought(wanted.words)
    shown = []
    for one in answer.found:
        report = case.report(one.report_id)
        title, body = report.header.title or "", report.text.content
        in_title = hits(title, question) if question else []
        in_body = hits(body, question) if question else []
        shown.append(
            Shown(
                report.header,
                excerpts(title, in_title, around=200, most=1)[0] if title else (),
                excerpts(body, in_body),
                one.claim_ids,
            )
        )
    return answer, tuple(shown)


def entered(
    case: Case,
    on: DecisionsOn | None = None,
    most: int | None = None,
) -> int:
    """Enters reports that search does not know as they are now, `most` at most; gives how many.

    `on` gives the decisions by what they are about, where they are held already.
    """
    due = case.search_due(most)
    if not due:
        return 0
    decisions = on() if on else by_subject(case.decisions())
    waiting = iter(due)
    while some := list(islice(waiting, _AT_ONCE)):
        with case.transaction():
            case.enter_search(_entry(case, name, decisions) for name in some)
    return len(due)


def _entry(case: Case, name: str, on: Mapping[str, Sequence[Decision]]) -> Entered:
    from .review.decide import decided, standings
    from .review.facets import facets_of
    from .store.search import Entered

    report, machine = case.report(name), case.claims_of(name)
    added = {decision.subject[0] for decision in on.get(name, ())}
    about = [d for subject in sorted({c.id for c in machine} | added) for d in on.get(subject, ())]
    facets = facets_of(machine, decided(machine, about), standings(about))
    header = report.header
    return Entered(name, header.title or "", report.text.content, header.outlet, facets)
