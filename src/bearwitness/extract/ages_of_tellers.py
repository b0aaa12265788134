"""How old those who tell a text were when a thing was done to them, from the age they give.

The rules it keeps:
- "I am 41" holds for the day of the report: at an act's own time they were as much younger. Where
  that leaves two bands open no age is given.
- Only the band is kept, never the age.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from .ages import band

if TYPE_CHECKING:
    from .drafts import Draft
    from .told_people import People

YEAR = 365.25  # days


def give_ages(drafts: Sequence[Draft], published: date | None) -> None:
    """Give acts done to somebody who tells the text the age band they were in."""
    for draft in drafts:
        group, teller = draft.group, _teller_of(draft)
        if group is None or teller is None or teller.years is None or group.group.age:
            continue
        told = draft.time.time if draft.time else None
        days = [d for d in (told.earliest, told.latest) if d] if told else []
        bands = _bands_at(teller.years, days, published)
        if len(bands) == 1:
            draft.group = replace(group, group=replace(group.group, age=bands.pop()))


def _teller_of(draft: Draft) -> People | None:
    """Whoever tells the text, where an act was done to them alone."""
    if draft.group is None or draft.telling is None or draft.group.group.max != 1:
        return None
    span = (draft.group.start, draft.group.end)
    people = draft.telling.of.values()
    return next((p for p in people if p.is_teller and (p.start, p.end) == span), None)


def _bands_at(years: int, days: Sequence[date], published: date | None) -> set[str | None]:
    """The bands that somebody of so many years at a report may have been in on some days."""
    if not days or published is None:
        return {band(years)}
    since = [(published - day).days / YEAR for day in days]
    ages = {int(years + more - ago) for ago in since for more in (0, 0.99)}
    return {band(age) for age in ages if age >= 0}
