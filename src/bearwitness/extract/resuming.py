"""Who "she", "the four" and "the woman" are, and who "they" are that did it: told a little earlier.

The rules it keeps:
- A pronoun stands for the nearest group before it that agrees in sex and number; a definite noun
  ("the women", "the pair", "the five") for the nearest that its noun, sex and number can stand for.
- What is taken is coarse: sex, age band, nationality, status, and a number where none is given.
  Nothing that is said is replaced; no name is read.
- "They" as those who did something are the institution that did the last thing, or came in the
  sentences right before.
- Nothing is taken from another section of a report.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.claim import ClaimKind
from .groups import Group, joined
from .perpetrators import STAFF, Institution, institution
from .told import Telling, filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from .acts import Mention
    from .drafts import Draft

    Demonym = Callable[[str], str | None]

NEARBY = 1  # sentences back in which a group without words is looked for
DOERS = 2  # sentences back in which those who did it are looked for
_THEY = {"they", "he", "she", "who"}


def resume_groups(drafts: Sequence[Draft], telling: Telling) -> None:
    """Give each draft what the report tells elsewhere of the people it speaks of."""
    last: Draft | None = None
    for draft in drafts:
        if draft.group is None:
            if last is None or not _goes_on(draft, last):
                continue
            draft.group, draft.group_is_own = last.group, False
        else:
            _resume(draft, draft.group, telling)
        if draft.kind is not ClaimKind.PATTERN:
            last = draft


def _goes_on(draft: Draft, last: Draft) -> bool:
    """Whether an act without a group was done to those of the act before."""
    near = draft.sentence - last.sentence <= NEARBY and draft.section == last.section
    return near and not _has_its_own(draft.mentions[0], draft.sentence == last.sentence)


def _resume(draft: Draft, group: Group, telling: Telling) -> None:
    patients = [t for t in draft.mentions[0].arguments.patients if t.i in telling.of]
    people = [telling.of[t.i] for t in patients]
    if not people:
        return
    told = people[0] if len(people) == 1 else None
    if told is not None and group.is_anaphor:
        is_new = told.start == group.start
        draft.group = Group(told.group, told.start, told.end, is_new and told.group.max is None)
        draft.group_is_own = is_new
        return
    have = told.group if told is not None else replace(joined([p.group for p in people]), status=())
    draft.group = replace(group, group=filled(group.group, have))


def _has_its_own(mention: Mention, is_near: bool) -> bool:
    """Whether an act without a group needs none: it was done to a thing, or is a bare noun."""
    return bool(mention.arguments.patients) or (mention.is_noun and not is_near)


def resume_doers(drafts: Sequence[Draft], demonym: Demonym) -> None:
    """Say who "they" are in "they beat her": those who did the last thing, or who came.

    "The guards" are the border guards of before, where a text has told of those.
    """
    for n, draft in enumerate(drafts):
        draft.agents = tuple(_known_before(a, draft, demonym) for a in draft.agents)
        agents = draft.mentions[0].arguments.agents
        if draft.agents or not agents or any(t.lower_ not in _THEY for t in agents):
            continue
        draft.agents = next(_doers(drafts[:n], draft, demonym), ())


def _known_before(found: Institution, draft: Draft, demonym: Demonym) -> Institution:
    """The institution by the longer name that its last word was part of before."""
    doc = draft.mentions[0].token.doc
    noun = doc[found.end - 1]
    bare = found.end - found.start == 1 and found.country is None and noun.lower_ in STAFF
    if not bare or any(c.dep_ in {"compound", "amod", "poss"} for c in noun.lefts):
        return found
    for i in range(noun.i - 1, -1, -1):
        if doc[i].lower_ == noun.lower_:
            other = institution(doc[i], demonym)
            if other is not None and (other.country or other.end - other.start > 1):
                return replace(found, kind=other.kind, country=other.country)
    return found


def _doers(
    before: Sequence[Draft], draft: Draft, demonym: Demonym
) -> Iterator[tuple[Institution, ...]]:
    """The institutions that may be meant, the nearest sentence first."""
    token = draft.mentions[0].token
    many = any(t.lower_ == "they" for t in draft.mentions[0].arguments.agents)
    start = token.sent.start
    for _ in range(DOERS + 1):
        inside = [d for d in before if d.mentions[0].token.sent.start == start]
        for other in reversed(inside):
            if other.agents and other.section == draft.section and other is not draft:
                yield other.agents
        if start != token.sent.start:
            yield from _came(token.doc, start, many, demonym)
        if start == 0:
            return
        start = token.doc[start - 1].sent.start


def _came(doc: Doc, start: int, many: bool, demonym: Demonym) -> Iterator[tuple[Institution, ...]]:
    """The institution that is the subject of the sentence which begins at `start`."""
    for child in doc[start].sent.root.children:
        if child.dep_ == "nsubj" and (child.tag_ in {"NNS", "NNPS"}) == many:
            found = institution(child, demonym)
            if found is not None and found.kind != "private person":
                yield (found,)
