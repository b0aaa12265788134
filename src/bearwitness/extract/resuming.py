"""Whom an act was done to where a report spoke of them before: "she", "the four", nobody anew.

The rules it keeps:
- What is taken is coarse: sex, age band, nationality, status, and a number where none is given.
  Nothing that is said is replaced; no name is read.
- An act without anybody of its own goes on with those of the act right before.
- In an entry that says whom it is about, an act without anybody of its own was done to them.
- Nothing is taken from another section of a report.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.claim import ClaimKind
from ..reference.parse import text_of
from .entries import Entry, entries, entry_at
from .groups import Group, joined
from .told import Telling
from .told_people import filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .acts import Mention
    from .drafts import Draft

NEARBY = 1  # sentences back in which a group without words is looked for


def resume_groups(drafts: Sequence[Draft], telling: Telling) -> None:
    """Give each draft what the report tells elsewhere of the people it speaks of."""
    last: Draft | None = None
    told = entries(text_of(telling.doc))
    for draft in drafts:
        draft.telling = telling
        about = entry_at(told, draft.mentions[0].first) if told else None
        if about is not None and _is_about(draft, about):
            draft.group = Group(about.group, about.head, about.head_end, is_anaphor=False)
            draft.group_is_own = False
        elif draft.group is None:
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


def _is_about(draft: Draft, about: Entry) -> bool:
    """Whether an act in an entry was done to whom it is about: nobody else is named."""
    if draft.group is None:
        return not draft.mentions[0].arguments.patients
    told = draft.group.group
    return draft.group.is_anaphor and told.max == 1 and told.sex in {None, about.group.sex}


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
    found = filled(group.group, have)
    if told is None and have.exact and not found.exact and len(people) == len(patients):
        found = replace(found, min=have.min, max=have.max, exact=True)  # "the girls and she"
    draft.group = replace(group, group=found)


def _has_its_own(mention: Mention, is_near: bool) -> bool:
    """Whether an act without a group needs none: it was done to a thing, or is a bare noun."""
    return bool(mention.arguments.patients) or (mention.is_noun and not is_near)
