"""The time and the places of every draft, chosen among what the text names by their weights.

The rules it keeps:
- What the rules found is one of the choices and weighs in. What they may not give is no choice
  either: a home, an origin, a way of flight, a speaker's, an owner's or a court's place; a time of
  saying, of a document, or of what may come; another section's; another sentence's for an act that
  came before or after.
- Of what may never come nothing is given that its own sentence does not say.
- In long texts, news and yearly reports, the rules' answers stand: nothing was learned there.
- How sure the choice is goes into the confidence of the field.

The weights are vocabulary/weighed.yml, which training/weighed.py writes from reports whose every
claim was read by people; docs/decisions/0029-weighed-times-and-places.md sets it beside the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TYPE_CHECKING, Generic

from ...model.dates import TimeExpression
from ...reference.parse import text_of
from ...reference.vocabulary import load_yaml
from ..places_of_acts import Placed, default_role
from ..timing import TO_COME, Timed, as_to_come
from .around import Around, Features, Named, What
from .of_places import is_single, of_no_place, of_place, of_set
from .of_times import of_no_time, of_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ...model.places import PlaceMention
    from ..drafts import Draft
    from ..placing import Setting

LONG = 2_400  # code points; longer texts are news and yearly reports


@dataclass(frozen=True, slots=True)
class Choice(Generic[What]):
    """Something a draft may have, with what speaks for it."""

    what: What
    found: Features


@cache
def weights() -> tuple[dict[str, float], dict[str, float]]:
    """The weight of every feature: of times, and of places."""
    table = load_yaml("weighed")
    return table["times"], table["places"]


def weigh(drafts: Sequence[Draft], setting: Setting) -> None:
    """Give every draft the time and the places that weigh most, and how sure that is."""
    if len(text_of(setting.doc)) > LONG:
        return
    around = Around(drafts, setting)
    of_times, of_places = weights()
    times = [chosen(list(times_for(d, around)), of_times) for d in drafts]
    places = [chosen(list(places_for(d, around)), of_places) for d in drafts]
    for draft, (time, time_odds), (where, where_odds) in zip(drafts, times, places, strict=True):
        draft.time, draft.places = time, where
        draft.odds = {"when": time_odds, "where": where_odds}


def chosen(choices: Sequence[Choice[What]], table: Mapping[str, float]) -> tuple[What, float]:
    """The choice that weighs most, and its share of all when each counts by the power of e."""
    sums = [sum(table.get(n, 0.0) * v for n, v in c.found.items() if v) for c in choices]
    most = max(sums)
    return choices[sums.index(most)].what, 1 / sum(exp(one - most) for one in sums)


_BARRED = ("beside: of a saying", "far: of a saying", "far: act apart", "far: of a document",
           "beside: cut off", "beside: of what may come", "far: of what may come",
           "far: other section", "far: other head",
           "to come, act asserted", "barred", "an owner", "a bench", "a speaker's words",
           "a speaker's", "somebody's", "a way")  # fmt: skip


def times_for(draft: Draft, around: Around) -> Iterator[Choice[Timed | None]]:
    """No time, the rules' time, and the others near the act."""
    yield Choice(None, of_no_time(draft, around))
    ruled = draft.time
    for one in around.near(draft, around.times, lambda t: ruled is not None and t is ruled.time):
        is_own = is_beside(draft, one, around)
        found = of_time(draft, one, around)
        if ruled is not None and ruled.time is one.what:
            yield Choice(ruled, found)
        elif (is_own or not _may_never_come(draft)) and not _is_barred(found):
            yield Choice(Timed(one.what, is_own), found)


def places_for(draft: Draft, around: Around) -> Iterator[Choice[tuple[Placed, ...]]]:
    """No place, the rules' places, and every other one near the act alone."""
    yield Choice((), of_no_place(draft, around))
    role, single = default_role(draft.act), is_single(draft, around)
    if draft.places and not single:
        yield Choice(draft.places, of_set(draft, around))
    ruled = {p.place.start for p in draft.places}
    far = ruled | around.main_places
    for one in around.near(draft, around.places, lambda p: p.start in far):
        is_own = is_beside(draft, one, around)
        found = of_place(draft, one, around)
        if single and one.what.start in ruled:
            yield Choice(draft.places, found)
        elif (is_own or not _may_never_come(draft)) and not _is_barred(found):
            yield Choice((Placed(one.what, role, is_own),), found)


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
