"""What an act may have: its times, its places, and those it was done to; with what speaks for each.

The rules it keeps:
- What the rules found is one of the choices. What they may not give is no choice either: a home, an
  origin, a way of flight, a speaker's, an owner's or a court's place; a time of saying, of a
  document, or of what may come; another section's; another sentence's for an act that came before
  or after; those who did the act, or an institution, for those it was done to.
- Of what may never come nothing is given that its own sentence does not say.
- What happened under a head that says when or where has that time and place, or another, not none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from ...model.claim import Modality
from ...model.places import PlaceRole
from ..groups import Group
from ..places_of_acts import Placed, default_role, is_never_lent, is_of_return
from ..scenes import Found
from ..timing import TO_COME, Timed, as_to_come
from .around import Around, Features, Named, What
from .of_people import is_doer, of_lent, of_nobody, of_people, of_ruled
from .of_places import is_single, of_dateline, of_no_place, of_place, of_set, of_way
from .of_times import of_no_time, of_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from ...model.claim import AffectedGroup
    from ...model.dates import TimeExpression
    from ...model.places import PlaceMention
    from ..drafts import Draft


@dataclass(frozen=True, slots=True)
class Choice(Generic[What]):
    """Something a draft may have, with what speaks for it."""

    what: What
    found: Features


_BARRED = ("beside: of a saying", "far: of a saying", "far: act apart", "far: of a document",
           "beside: cut off", "beside: of what may come", "far: of what may come",
           "far: other section", "far: other head", "far: not of its head", "far: of a plea",
           "to come, act asserted", "barred", "an owner", "a bench", "a speaker's words",
           "a speaker's", "somebody's", "a way", "a country of others",
           "away from the court")  # fmt: skip


WAYS = (PlaceRole.FROM, PlaceRole.TO, PlaceRole.VIA)


def times_for(draft: Draft, around: Around) -> Iterator[Choice[Timed | None]]:
    """No time, the rules' time, and the others near the act."""
    ruled = draft.time
    if ruled is None or not is_under_head(draft, ruled.time, around.setting.times, around):
        yield Choice(None, of_no_time(draft, around))
    for one in around.near(draft, around.times, lambda t: _is_start(ruled, t)):
        is_own = is_beside(draft, one, around)
        found = of_time(draft, one, around)
        if ruled is not None and _is_start(ruled, one.what):  # the rules may count on from it
            yield Choice(ruled, found)
        elif (is_own or not _may_never_come(draft)) and not _is_barred(found):
            yield Choice(Timed(one.what, is_own), found)


def places_for(draft: Draft, around: Around) -> Iterator[Choice[tuple[Placed, ...]]]:
    """No place, the rules' places, and every other one near the act alone."""
    given = draft.places[0].place if draft.places else None
    if given is None or not is_under_head(draft, given, around.setting.places, around):
        yield Choice((), of_no_place(draft, around))
    role, single = default_role(draft.act), is_single(draft, around)
    if draft.places and not single:
        yield Choice(draft.places, of_set(draft, around))
        ways = tuple(p for p in draft.places if p.role in WAYS)
        if 0 < len(ways) < len(draft.places):
            yield Choice(ways, of_set(draft, around) | {"set: ways alone": 1.0})
    ruled = {p.place.start for p in draft.places}
    far = ruled | around.main_places
    yield from _dateline_for(draft, around)
    for one in around.near(draft, around.places, lambda p: p.start in far):
        is_own = is_beside(draft, one, around)
        found = of_place(draft, one, around)
        if single and one.what.start in ruled:
            yield Choice(draft.places, found)
        elif (is_own or not _may_never_come(draft)) and not _is_barred(found):
            yield Choice((Placed(one.what, role, is_own),), found)
            for way in WAYS if is_of_return(draft.act) else ():
                seen = found | of_way(draft, one, way, around)
                yield Choice((Placed(one.what, way, is_own),), seen)


def is_under_head(
    draft: Draft,
    given: Found,
    said: Mapping[int, list[tuple[Token, Found]]],
    around: Around,
) -> bool:
    """Whether the time or place that the rules give stands in the head over the act."""
    headed = around.setting.headed(said, around.sentence_of(draft.mentions[0]))
    return draft.modality is Modality.ASSERTED and any(found is given for _, found in headed)


def _is_start(ruled: Timed | None, time: TimeExpression) -> bool:
    return ruled is not None and time.start == ruled.time.start


def _dateline_for(draft: Draft, around: Around) -> Iterator[Choice[tuple[Placed, ...]]]:
    """The place a text is dated from, where the rules did not give it and it may be lent."""
    place = around.setting.written_at
    if place is None or is_never_lent(draft.act) or _may_never_come(draft):
        return
    if not any(p.place is place for p in draft.places):
        found = of_dateline(draft, place, around)
        yield Choice((Placed(place, default_role(draft.act), False),), found)


def is_beside(
    draft: Draft, one: Named[TimeExpression] | Named[PlaceMention], around: Around
) -> bool:
    """Whether a time or place stands in a sentence that tells the act."""
    return any(around.sentence_of(m) == one.sentence for m in draft.mentions)


def _is_barred(found: Features) -> bool:
    """Whether what is seen bars a time or place from an act that the rules did not give it."""
    return any(found.get(name) for name in _BARRED)


def _may_never_come(draft: Draft) -> bool:
    return as_to_come(draft.mentions[0], draft.modality) in TO_COME


def groups_for(draft: Draft, around: Around) -> Iterator[Choice[Group | None]]:
    """Nobody, those of the rules, and others told of near the act; the same people once."""
    yield Choice(None, of_nobody(draft, around))
    found: dict[AffectedGroup, Choice[Group | None]] = {}
    if draft.group is not None:
        _add(found, draft.group, of_ruled(draft))
    known = around.known
    if known is not None:
        here = around.sentence_of(draft.mentions[0])
        for one in known.near(here, around.setting.sentence_of):
            if one.is_doer or one.section != draft.section or is_doer(draft, one, known):
                continue
            group = Group(one.group, one.start, one.end, is_anaphor=False)
            _add(found, group, of_people(draft, one, known, around))
    for other in (around.before.get(id(draft)), around.after.get(id(draft))):
        if other is not None and other.group is not None and other.section == draft.section:
            _add(found, other.group, of_lent(draft, other, around))
    yield from found.values()


def _add(
    found: dict[AffectedGroup, Choice[Group | None]], group: Group, features: Features
) -> None:
    """Take down a group, or what else speaks for one that is taken down."""
    have = found.setdefault(group.group, Choice(group, {})).found
    for name, value in features.items():
        have[name] = max(have.get(name, 0.0), value)
