"""Killings that a report lays to nobody: in a text about riots and mobs, or as police fired.

The rules it keeps:
- Such a killing is a private person's: the nearest word for the crowd is the evidence.
- Ill-treatment by nobody named goes to a crowd within three sentences, in a text without force by
  an institution.
- For a killing a crowd within twelve sentences is enough; one farther off only where the text
  speaks of the crowd more than once and of no killing or force by an institution.
- A killing whose own sentence tells of force by an institution, or speaks of its weapons, stays
  nobody's.
- Where one such killing is told, "another man was killed" goes to the same doers.
- Institutions are never supplied this way. The one that used force in the killing's own clause
  with "when", "as" or "after" did it: "two died when police opened fire".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .behind_events import around, speaks_of_force
from .perpetrators import Institution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .drafts import Draft
    from .placing import Setting

CLOSE = 3  # sentences between an ill-treatment and the crowd it is laid to
REACH = 12  # sentences between a killing and the crowd it is laid to
OFTEN = 2  # words for the crowd in a text that is about it
VIOLENT = {"killing", "use of force", "death in custody", "ill-treatment"}
CROWD = "private person"


def name_the_crowd(drafts: Sequence[Draft], setting: Setting) -> None:
    """Lay killings by nobody named to the crowd that the text speaks of; see the rules above."""
    unnamed = [d for d in drafts if d.act in {"killing", "ill-treatment"} and not d.agents]
    for draft in unnamed:
        draft.agents = _as_they_fired(draft, drafts) or _those_before(draft, drafts)
    unnamed = [d for d in unnamed if not d.agents]
    crowds = around(setting.doc) if unnamed else []
    if not crowds:
        return
    by_force = {
        d.sentence for d in drafts if d.act in VIOLENT and any(a.kind != CROWD for a in d.agents)
    }
    about_crowds = len(crowds) >= OFTEN and not by_force
    for draft in unnamed:
        token = draft.mentions[0].token
        i = min(crowds, key=lambda k, at=token.i: abs(k - at))  # type: ignore[misc]
        away = abs(setting.sentence_of(i) - draft.sentence)
        if draft.sentence in by_force or speaks_of_force(token.sent):
            continue
        if draft.act != "killing":
            is_crowds = away <= CLOSE and not by_force
        else:
            is_crowds = away <= REACH or about_crowds
        if is_crowds:
            draft.agents = (Institution(CROWD, None, i, i + 1),)


def _as_they_fired(draft: Draft, drafts: Sequence[Draft]) -> tuple[Institution, ...]:
    """The institution whose use of force is the clause beside the killing: "when police fired"."""
    clauses = {
        c.i
        for c in draft.mentions[0].token.children
        if c.dep_ == "advcl" and any(m.lower_ in BESIDE for m in c.lefts)
    }
    force = (d for d in drafts if d.act == "use of force" and d.mentions[0].token.i in clauses)
    return next((d.agents for d in force if d.agents), ())


BESIDE = {"when", "as", "after"}


def _those_before(draft: Draft, drafts: Sequence[Draft]) -> tuple[Institution, ...]:
    """The private persons of the killing just told, where this one is "another"."""
    victims = draft.mentions[0].arguments.patients
    if not any(c.lower_ in FURTHER for t in victims for c in (t, *t.lefts)):
        return ()
    told = [
        d
        for d in drafts
        if d.act == "killing" and d.agents and 0 <= draft.sentence - d.sentence <= JUST
    ]
    last = told[-1] if told else None
    return last.agents if last and {a.kind for a in last.agents} == {CROWD} else ()


FURTHER = {"another", "also"}
JUST = 3  # sentences between a killing and "another"
