"""Two reports compared: one small function a feature, each giving the name of a level.

Rules kept here: missing is missing, not different; nothing is compared that names or describes a
person (reports.py says what a report is reduced to).
"""

import math
from collections.abc import Callable, Hashable, Mapping, Set
from datetime import date, timedelta
from functools import cache

from ..model.errors import UnknownCode
from ..reference.gazetteer import gazetteer
from ..reference.gists import likeness
from .compare import MISSING
from .intervals import gap_days
from .reports import LONG_BEFORE, SHORT, About, Number, Rarity, days_told, square

SMALL, MIDDLING = 30_000, 200_000  # people
WORDS = ((0.04, "hardly any"), (0.08, "very few"), (0.12, "few"), (0.18, "some"), (0.25, "many"))
PUBLISHED = ((1, "a day apart at most"), (5, "within 5 days"), (31, "within a month"),
            (366, "within a year"))  # fmt: skip
TITLES = ((0.1, "unlike"), (0.2, "hardly alike"), (0.3, "a little alike"), (0.4, "somewhat alike"),
           (0.5, "alike"), (0.6, "very alike"))  # fmt: skip
_HOURS = ((0, "the same"), (15, "within a quarter of an hour"), (60, "within an hour"))
NEWS = 5  # days within which two reports tell of the same days anyway
_DAY = 1440  # minutes


@cache
def population(town: str) -> int:
    """How many people live in a gazetteer town, 0 where that is not known."""
    try:
        return gazetteer().entry(town).population
    except UnknownCode:  # read with another gazetteer
        return 0


def towns(a: About, b: About, _: Rarity) -> str:
    """Whether both speak of one town: the smaller it is, the more that says."""
    if not a.towns or not b.towns:
        return MISSING
    people = min((population(town) for town in a.towns & b.towns), default=None)
    if people is None:
        return "others"
    return (
        "a small one shared" if people < SMALL
        else "a middling one shared" if people < MIDDLING
        else "a large one shared"
    )  # fmt: skip


def _in_common(a: Set[Hashable], b: Set[Hashable]) -> str:
    """Whether two sets share anything; missing when either is empty."""
    if not a or not b:
        return MISSING
    return "shared" if a & b else "others"


def provinces(a: About, b: About, _: Rarity) -> str:
    """Whether both speak of one province."""
    return _in_common(a.provinces, b.provinces)


def streets(a: About, b: About, _: Rarity) -> str:
    """Whether both put the act in one street."""
    return _in_common(a.streets, b.streets)


def days(a: About, b: About, _: Rarity) -> str:
    """How near the days of the gravest acts lie; meeting long after the news says most."""
    if not a.days or not b.days:
        return MISSING
    gap = min(gap_days(x, y) for x in a.days for y in b.days)
    if gap == 0:
        apart = days_between(a.published, b.published)
        late = apart is not None and apart > 5
        return "meet, in reports over 5 days apart" if late else "meet"
    return "a day apart" if gap == 1 else _week(gap)


def days_between(a: date | None, b: date | None) -> int | None:
    """Days between two dates, None when one is missing."""
    return None if a is None or b is None else abs((a - b).days)


def publication(a: About, b: About, _: Rarity) -> str:
    """How many days lie between the two reports."""
    apart = days_between(a.published, b.published)
    if apart is None:
        return MISSING
    return next((name for most, name in PUBLISHED if apart <= most), "over a year apart")


def words(a: About, b: About, rare: Rarity) -> str:
    """How much of their ordinary words they share, rare words counting more."""
    if not a.words or not b.words:
        return MISSING
    alike = cosine(a, b, rare)
    return next((name for most, name in WORDS if alike < most), "very many")


def cosine(a: About, b: About, rare: Rarity) -> float:
    """The cosine of the two bags of words, each word weighing its rarity; 0 to 1."""
    shared = sum(square(rare.of[word]) for word in a.words & b.words)
    whole = rare.lengths[a.report_id] * rare.lengths[b.report_id]
    return shared / math.sqrt(whole) if shared else 0.0


def rare_words(a: About, b: About, rare: Rarity) -> str:
    """How many rare ordinary words they share."""
    if not a.words or not b.words:
        return MISSING
    count = sum(rare.is_rare(word) for word in a.words & b.words)
    return ("none", "one", "two")[count] if count < 3 else "three or more"


def people(a: About, b: About, _: Rarity) -> str:
    """Whether both give one number of people for the same kind of harm."""
    if not a.numbers or not b.numbers:
        return MISSING
    shared = a.numbers & b.numbers
    if not shared:
        return "none alike"
    return "one alike, over 1" if any(least > 1 for _, least, _ in shared) else "one alike"


def ages(a: About, b: About, _: Rarity) -> str:
    """Whether the affected groups have an age band in common."""
    return _in_common(a.ages, b.ages)


def sexes(a: About, b: About, _: Rarity) -> str:
    """Whether the affected groups have a sex in common."""
    return _in_common(a.sexes, b.sexes)


def titles(a: About, b: About, _: Rarity) -> str:
    """How alike the titles are, names left out, by a sentence encoder."""
    if not a.title_signs or not b.title_signs:
        return MISSING
    alike = likeness(a.title_signs, b.title_signs)
    return next((name for most, name in TITLES if alike < most), "nearly the same")


def title_towns(a: About, b: About, _: Rarity) -> str:
    """Whether the towns of the titles are towns of the other report."""
    if a.title_towns and b.title_towns and not a.title_towns & b.title_towns:
        return "others"
    sides = ((a, b), (b, a))
    count = sum(bool(x.title_towns & (y.title_towns | y.towns)) for x, y in sides)
    return ("in neither", "of one in the other", "of both in the other")[count]


def main_days(a: About, b: About, _: Rarity) -> str:
    """How near the days of the main claims lie."""
    if not a.main_days or not b.main_days:
        return MISSING
    gap = min(gap_days(x, y) for x in a.main_days for y in b.main_days)
    return "meet" if gap == 0 else "a day apart" if gap == 1 else _week(gap)


def _week(gap: int) -> str:
    return "a week apart at most" if gap <= 7 else "far apart"


def order(a: About, b: About, _: Rarity) -> str:
    """Whether one was published before what the other tells happened, or when it was news."""
    waits = [
        min((first - y.published).days for first, _ in x.days)
        for x, y in ((a, b), (b, a))
        if x.days and y.published
    ]
    if not waits:
        return MISSING
    latest = max(waits)
    if latest > 1:
        return "one came out before what the other tells"
    return "both within a week of it" if latest >= -7 else "later than a week after it"


def killed(a: About, b: About, _: Rarity) -> str:
    """Whether both give one number of people killed."""
    return _alike(a.killed, b.killed)


def wounded(a: About, b: About, _: Rarity) -> str:
    """Whether both give one number of people wounded."""
    return _alike(a.wounded, b.wounded)


def _alike(a: Set[Number], b: Set[Number]) -> str:
    if not a or not b:
        return MISSING
    shared = a & b
    if not shared:
        return "none alike"
    return "one alike, over 1" if any(least > 1 for least, _ in shared) else "one alike"


def hours(a: About, b: About, _: Rarity) -> str:
    """How near the nearest times of day lie that the two name."""
    if not a.hours or not b.hours:
        return MISSING
    gap = min(minutes_apart(x, y) for x in a.hours for y in b.hours)
    return next((name for most, name in _HOURS if gap <= most), "others")


def minutes_apart(a: int, b: int) -> int:
    """Minutes between two times of day, over midnight if that is shorter."""
    gap = abs(a - b)
    return min(gap, _DAY - gap)


def told(a: About, b: About, _: Rarity) -> str:
    """Whether both name one day, and whether the later looks back at the news of the earlier."""
    if a.published is None or b.published is None:
        return MISSING
    later = b if a.published <= b.published else a
    news, until = min(a.published, b.published), max(a.published, b.published)
    long_before = until - timedelta(days=LONG_BEFORE)
    one, other = days_told(a), days_told(b)
    shared = min(one & other, default=None)
    if shared is not None and shared <= long_before:
        return "one day long before"
    if (until - news).days <= NEWS:
        if not one or not other:
            return MISSING
        return "one day" if shared is not None and shared <= until else "no day in common"
    back = [(x, y) for x, y in later.told if y <= long_before]
    if any(x <= news and news - timedelta(days=2) <= y for x, y in back):
        return "the later tells when the earlier came out"
    return "the later tells other days long before" if back else "the later tells none long before"


def confirmed(a: About, b: About, _: Rarity) -> str:
    """How far the days lie apart that people confirmed for the two main claims."""
    if a.confirmed is None or b.confirmed is None:
        return MISSING
    (act, *x), (other, *y) = a.confirmed, b.confirmed
    gap = gap_days((x[0], x[1]), (y[0], y[1]))
    if gap > SHORT:
        return "over a week apart, one act" if act == other else "over a week apart, other acts"
    if max((x[1] - x[0]).days, (y[1] - y[0]).days) >= SHORT:
        return MISSING
    return "meet" if gap == 0 else "a week apart at most"


Feature = Callable[[About, About, Rarity], str]

FEATURES: Mapping[str, Feature] = {
    "towns": towns,
    "provinces": provinces,
    "streets": streets,
    "days": days,
    "publication": publication,
    "words": words,
    "rare words": rare_words,
    "people": people,
    "ages": ages,
    "sexes": sexes,
    "titles": titles,
    "title towns": title_towns,
    "main days": main_days,
    "order": order,
    "killed": killed,
    "wounded": wounded,
    "told": told,
    "hours": hours,
    "confirmed": confirmed,
}
