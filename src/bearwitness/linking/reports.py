"""What a report is about, so far as linking may look: never a person.

The rules it keeps:
- Ordinary words only (extract/words.py): no name, nothing that describes somebody.
- Towns and provinces the report speaks of, streets where the act was, days, numbers of people, and
  the age bands and sexes of affected groups.
- Days, numbers and groups come from the gravest acts told: a shooting's day, not its trial's.
- The title's towns and its gist without names count by themselves.
- Days and months the text names anywhere, and hours of the day, count too; none within words that
  tell of a person, none so far back that it would be a birthday.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import chain

from ..model.claim import AffectedGroup, Claim, ClaimKind, Modality
from ..model.dates import TimeExpression, TimeType
from ..model.places import PlacePrecision
from ..model.reading import Reading
from ..reference.vocabulary import load_yaml, vocabulary

Number = tuple[int, int]  # of people, least and most
Span = tuple[date, date]
NO_MOST = -1  # where a report gives no most
LINKED = frozenset({Modality.ASSERTED, Modality.DENIED})
SHORT = 7  # days; a longer interval does not date an act
USUAL = 0.01  # the share of reports that hold a word the table does not list
NEARLY = 0.35  # of the greatest rarity is what a rare word may lack
GRAIN = 1024
TABLE_COUNTS = 100  # reports that the table's shares weigh as much as
LONG_BEFORE = 7  # days; what lies further back than the news is told for its own sake
_MONTH = 31  # days; the longest span that is looked for in another report
_BACK = timedelta(days=1_100)  # how far back a named day may lie: no birthday but a small child's
_DATES = {"age or date", "identifier", "distinctive fact"}  # exposures that a day itself is
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_TOWNS = {PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.ADMIN2}
_TIERS = (
    frozenset({"killing", "ill-treatment", "disappearance"}),
    frozenset({"deprivation of liberty", "return", "exploitation", "family and status"}),
)


@dataclass(frozen=True, slots=True)
class About:
    """One report as linking sees it; sets are empty where it says nothing."""

    report_id: str
    main: str | None  # the id of the claim it is mainly about, if that can be linked
    published: date | None = None
    words: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()  # gazetteer ids
    provinces: frozenset[tuple[str, str]] = frozenset()  # country and first-level division
    streets: frozenset[str] = frozenset()
    days: tuple[tuple[date, date], ...] = ()
    numbers: frozenset[tuple[bool, int, int]] = frozenset()  # died, least, most
    ages: frozenset[str] = frozenset()
    sexes: frozenset[str] = frozenset()
    title_signs: str = ""
    title_towns: frozenset[str] = frozenset()
    main_days: tuple[tuple[date, date], ...] = ()
    killed: frozenset[Number] = frozenset()
    wounded: frozenset[Number] = frozenset()
    told: tuple[Span, ...] = ()  # days and months that the text names
    hours: frozenset[int] = frozenset()  # minutes since midnight that the text names
    confirmed: tuple[str, date, date] | None = None  # act and days of a reviewed main claim


def linkable(claim: Claim) -> bool:
    """Whether a claim is of an occurrence said to have happened, or denied."""
    return claim.kind == ClaimKind.EVENT and bool(claim.act) and claim.modality in LINKED


def about(reading: Reading, claims: Iterable[Claim] | None = None) -> About:
    """What a reading is about; `claims` are its claims as people left them."""
    events = [c for c in (reading.claims if claims is None else claims) if linkable(c)]
    core = gravest(events)
    groups = [(c.act, c.affected) for c in core if c.affected]
    main = [c for c in events if c.id == reading.primary]
    written = [p for p in reading.places if p.country and not p.demonym]
    return About(
        report_id=reading.report.id,
        main=reading.primary if main else None,
        published=reading.report.published,
        words=frozenset(reading.words),
        towns=frozenset(
            p.gazetteer_id for p in written if p.gazetteer_id and p.precision in _TOWNS
        ),
        provinces=frozenset((p.country or "", p.admin1) for p in written if p.admin1),
        streets=frozenset(reading.streets),
        days=_days(core),
        numbers=frozenset((act == "killing", *_number(group)) for act, group in groups),
        ages=frozenset(group.age for _, group in groups if group.age),
        sexes=frozenset(group.sex for _, group in groups if group.sex),
        title_signs=reading.title_signs,
        title_towns=frozenset(reading.title_towns),
        main_days=_days(main),
        killed=_numbers(events, "killing"),
        wounded=_numbers(events, "wounding"),
        told=_told(reading),
        hours=_hours(reading),
    )


def as_confirmed(one: About, mains: Mapping[str, Claim]) -> About:
    """A report with the act and days of its main claim, if that is among the reviewed `mains`."""
    claim = mains.get(one.main or "")
    if claim is None or claim.act is None or claim.when is None:
        return one
    first, last = claim.when.earliest, claim.when.latest
    return replace(one, confirmed=(claim.act, first, last)) if first and last else one


def days_told(one: About) -> frozenset[date]:
    """The single days that a report names."""
    return frozenset(first for first, last in one.told if (last - first).days <= 1)


def _impersonal_times(reading: Reading) -> list[TimeExpression]:
    """The times a text names, but for those within a name, a home, a contact and their like."""
    hidden = [(one.start, one.end) for one in reading.exposures if one.category not in _DATES]
    return [
        time
        for time in reading.times
        if not any(start < time.end and time.start < end for start, end in hidden)
    ]


def _told(reading: Reading) -> tuple[Span, ...]:
    """The days and months named, up to the day after the report, each once, in order."""
    published = reading.report.published
    if published is None:
        return ()
    spans = {(t.earliest, t.latest) for t in _impersonal_times(reading) if t.when}
    return tuple(
        sorted(
            (first, last)
            for first, last in spans
            if first and last and (last - first).days <= _MONTH
            and published - _BACK < first and last <= published + timedelta(days=1)
        )
    )  # fmt: skip


def _hours(reading: Reading) -> frozenset[int]:
    """The times of day named, but for those with a whole date: a page's own stamp."""
    found = (
        _CLOCK.search(time.timex)
        for time in _impersonal_times(reading)
        if time.type is TimeType.TIME and time.anchor != "absolute"
    )
    return frozenset(int(clock[1]) * 60 + int(clock[2]) for clock in found if clock)


def _numbers(claims: Iterable[Claim], act: str) -> frozenset[Number]:
    """The numbers of people that the claims of one act give."""
    groups = (claim.affected for claim in claims if claim.act == act)
    return frozenset(_number(group) for group in groups if group)


def _number(group: AffectedGroup) -> Number:
    return group.min, NO_MOST if group.max is None else group.max


def gravest(events: Sequence[Claim]) -> Sequence[Claim]:
    """The claims of the gravest kind of act among `events`; all of them if none is grave."""
    acts = vocabulary("acts")
    for tier in _TIERS:
        if found := [c for c in events if c.act and acts[c.act].family in tier]:
            return found
    return events


def _days(claims: Iterable[Claim]) -> tuple[tuple[date, date], ...]:
    """The short dated intervals of claims, each once, in order."""
    whens = (claim.when for claim in claims)
    ends = {(w.earliest, w.latest) for w in whens if w and w.earliest and w.latest}
    return tuple(sorted((a, b) for a, b in ends if (b - a).days < SHORT))


@cache
def known_shares() -> Mapping[str, float]:
    """The share of reports that hold a word, in news at large, by word."""
    table = load_yaml("ordinary")["shares"]
    return {str(word): float(share) for share, words in table.items() for word in words}


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much sharing a word says, the greatest that could be, and each report's length."""

    of: Mapping[str, float]
    greatest: float
    lengths: Mapping[str, int]  # by report id, the squares of its words added up

    def is_rare(self, word: str) -> bool:
        """Whether a word is nearly as rare as a word can be."""
        return self.of[word] >= (1 - NEARLY) * self.greatest


def rarity(reports: Sequence[About]) -> Rarity:
    """For each word the log of one over the share of reports that hold it."""
    counts = Counter(chain.from_iterable(report.words for report in reports))
    of = {word: worth_of(n, share_of(word), len(reports)) for word, n in counts.items()}
    return Rarity(
        of,
        greatest(len(reports)),
        {one.report_id: sum(square(of[word]) for word in one.words) for one in reports},
    )


def share_of(word: str) -> float:
    """The share of reports that hold a word, in news at large."""
    return known_shares().get(word, USUAL)


def worth_of(count: int, share: float, reports: int) -> float:
    """What sharing a word says that `count` of so many reports hold, and `share` of news at large.

    The share is counted here and in news at large, which weighs as much as a hundred reports: in a
    small case the table speaks, in a large one the case, and a few reports more change little.
    Source: Spärck Jones 1972, with a prior.
    """
    return math.log((reports + TABLE_COUNTS) / (count + TABLE_COUNTS * share))


def greatest(reports: int) -> float:
    """The most that a word can be worth."""
    return math.log((reports + TABLE_COUNTS) / (1 + TABLE_COUNTS * USUAL))


def square(worth: float) -> int:
    """A worth times itself in whole 1024ths, so that sums are exact in any order."""
    return round(GRAIN * worth * worth)
