"""Time, places, people and doers of every draft, chosen among what the text names by weight.

The rules it keeps:
- What the rules found is one of the choices and weighs in; choices.py says what may never be one.
- Who did it by the rules did it: only where they give nobody is somebody chosen, and only where
  that is surer than SURE: a wrong doer does more harm than none.
- In long texts, news and yearly reports, the rules' answers stand: nothing was learned there.
- How sure the choice is goes into the confidence of the field.

The weights are vocabulary/weighed.yml, which training/weighed.py writes from reports whose every
claim was read by people; docs/decisions/0029-weighed-times-and-places.md sets it beside the rules.
"""

from __future__ import annotations

from functools import cache
from math import exp
from typing import TYPE_CHECKING

from ...reference.parse import text_of
from ...reference.vocabulary import load_yaml
from ..layout import is_long
from .around import Around, What
from .choices import Choice, groups_for, places_for, times_for
from .who_did import doers_for
from .who_did import weights as weights_of_doers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..drafts import Draft
    from ..perpetrators import Institution
    from ..placing import Setting


SURE = 0.6  # of all that may have done an act; docs/decisions/0013-acts.md has what it costs


@cache
def weights() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """The weight of every feature: of times, of places, and of people."""
    table = load_yaml("weighed")
    return table["times"], table["places"], table["people"]


def weigh(drafts: Sequence[Draft], setting: Setting) -> None:
    """Give every draft the time, places, people and doers that weigh most, and how sure that is.

    All are chosen before any is given, so that each is seen beside what the rules gave the others.
    """
    if is_long(text_of(setting.doc)):
        return
    around = Around(drafts, setting)
    of_times, of_places, of_people = weights()
    times = [chosen(list(times_for(d, around)), of_times) for d in drafts]
    places = [chosen(list(places_for(d, around)), of_places) for d in drafts]
    people = [chosen(list(groups_for(d, around)), of_people) for d in drafts]
    doers = [_doers(d, around) for d in drafts]
    for n, draft in enumerate(drafts):
        draft.time, draft.places = times[n][0], places[n][0]
        if people[n][0] is not draft.group:
            draft.ruled = draft.ruled_group
            draft.group, draft.group_is_own = people[n][0], False
        draft.odds = {"when": times[n][1], "where": places[n][1], "affected": people[n][1]}
        draft.agents, draft.odds["alleged_perpetrators"] = doers[n]


def _doers(draft: Draft, around: Around) -> tuple[tuple[Institution, ...], float]:
    """Who did an act: those of the rules, else who weighs most where that is sure enough."""
    found, share = chosen(list(doers_for(draft, around)), weights_of_doers(), draft.agents)
    if found and not draft.agents and share < SURE:
        return (), share
    return found, share


def chosen(
    choices: Sequence[Choice[What]], table: Mapping[str, float], kept: What | None = None
) -> tuple[What, float]:
    """The choice that weighs most, and its share of all when each counts by the power of e.

    What is `kept` is taken whatever it weighs; its share is told all the same.
    """
    sums = [sum(table.get(n, 0.0) * v for n, v in c.found.items() if v) for c in choices]
    whats = [choice.what for choice in choices]
    taken = whats.index(kept) if kept else sums.index(max(sums))
    return whats[taken], 1 / sum(exp(one - sums[taken]) for one in sums)
