"""Whom an act was done to where a report spoke of them before: "she", "the four", nobody anew.

The rules it keeps:
- What is taken is coarse: sex, age band, nationality, status, and a number where none is given.
  Nothing that is said is replaced; no name is read.
- An act without anybody of its own goes on with those of the act right before.
- Nothing is taken from another section of a report.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.claim import ClaimKind
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
