"""Who has the floor where no verb of saying stands beside what is told.

A header, a label or a sentence gives somebody the floor; what is told there without a source of
its own is theirs. The rules it keeps:
- A sentence in which anybody is said to say something stays as it was read.
- The floor ends with its paragraph, its entry or its record, and where somebody else speaks up.
- What nobody announces stays the report's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...model.source import Connection, Saying, SourceKind
from ...reference.vocabulary import load_yaml
from .draft import Draft
from .spans import Page, Stretch

Kind = tuple[SourceKind, Connection]
VICTIM: Kind = (SourceKind.PARTICIPANT, Connection.VICTIM)
WITNESS: Kind = (SourceKind.EYEWITNESS, Connection.WITNESS)
KIN: Kind = (SourceKind.RELATIVE, Connection.RELATIVE)
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "who", "one", "both"})
_MARKING = frozenset({"passive", "adverb", "agent", "noun that", "silence", "floor"})


@dataclass(frozen=True, slots=True)
class Floor:
    """Who was given the floor, by which words, and the stretch of text it holds for.

    `is_kept` where no other speaker ends it, as in a record of one person's words.
    """

    cue: Stretch
    source: Stretch | None
    head: int | None
    start: int
    end: int
    kind: Kind | None = None
    is_kept: bool = False


@cache
def words(name: str) -> frozenset[str]:
    """One list of vocabulary/floor.yml."""
    return frozenset(load_yaml("floor")[name])


@cache
def with_hands() -> dict[str, frozenset[str]]:
    """Verbs and what they are done with while somebody talks: "shakes her head"."""
    table: dict[str, Any] = load_yaml("floor")["with_hands"]
    return {verb: frozenset(things) for verb, things in table.items()}


def floor_drafts(page: Page, floors: Iterable[Floor], drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each floor with the sentences in it that nobody else tells.

    Of two floors that hold a sentence it belongs to the one given last.
    """
    speaking = _speaking(page, drafts)
    told = [s for d in drafts if d.rule not in _MARKING for s in d.content]
    taken: set[int] = set()
    out = []
    for floor in sorted(floors, key=lambda f: f.start, reverse=True):
        content = []
        for start, end in _untold(page, floor, speaking):
            if start not in taken and not any(a <= start < b for a, b in told):
                taken.add(start)
                content.append((start, end))
        at = page.tree.token_at(floor.cue[0])
        if content and at is not None:
            out.append(
                Draft(at, floor.cue, content, Saying.SAYS, floor.head, floor.source, "floor",
                      floor.kind)
            )  # fmt: skip
    return out


def _speaking(page: Page, drafts: Iterable[Draft]) -> dict[int, bool]:
    """The first tokens of sentences in which somebody says something; True where a new speaker."""
    tree, out = page.tree, dict[int, bool]()
    for d in drafts:
        if d.rule in _MARKING or d.saying not in {Saying.SAYS, Saying.THINKS}:
            continue
        is_new = d.head is not None and tree.low[d.head] not in _PRONOUNS
        is_new = is_new and takes_the_floor(page, d)
        cues = [d.cue[0], *(a for a, _ in d.content)]
        for offset in cues:
            at = tree.token_at(offset)
            if at is not None:
                first = tree.first[at]
                out[first] = out.get(first, False) or (is_new and offset == d.cue[0])
    return out


def takes_the_floor(page: Page, d: Draft) -> bool:
    """Whether somebody tells something, and does not only shout at those it is done to."""
    return d.saying is Saying.SAYS and page.tree.lemmas[d.at] not in words("at_them")


def _untold(page: Page, floor: Floor, speaking: dict[int, bool]) -> Iterator[Stretch]:
    tree = page.tree
    at = _token_from(page, floor.start)
    own = None if at is None else tree.first[at]
    while at is not None and at < len(tree) and tree.start[at] < floor.end:
        first, last = tree.first[at], max(at, tree.last[at])
        is_new = speaking.get(first)
        if is_new and not floor.is_kept and first != own:
            return
        if is_new is None or (first == own and tree.start[first] < floor.start):
            yield max(floor.start, tree.start[first]), min(tree.end[last], floor.end)
        at = last + 1


def _token_from(page: Page, offset: int) -> int | None:
    """The first token that begins at a code point or after it."""
    starts = page.tree.start
    return next((i for i, start in enumerate(starts) if start >= offset), None)


def head_in(page: Page, stretch: Stretch) -> int | None:
    """The noun that a stretch hangs on: its first one that no other noun in it is over."""
    tree = page.tree
    inside = [i for i, at in enumerate(tree.start) if stretch[0] <= at < stretch[1]]
    nouns = [i for i in inside if tree.tags[i] in NOUNS]
    tops = [i for i in nouns if tree.heads[i] not in inside or tree.heads[i] == i]
    found = (tops or nouns)[:1]
    return found[0] if found else None


def rest_of_paragraph(page: Page, offset: int) -> int:
    """Where the paragraph ends that holds a code point."""
    return page.paragraph(offset)[1]
