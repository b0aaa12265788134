"""How close many pairs of reports are, scored at once by the functions that score one.

As `score_v4.report_log_odds`: the same features, the same weights, added in the same order. For
each feature `READ_FROM` gives a number for every pair, such that pairs of one number are of one
level: which is the smallest town they share, how many days lie between them. The feature's own
function is then asked once for each number, and its weight handed to all pairs of that number.

A pair that can no longer come to what counts as a match, whatever the features say that are left,
is left out of the longer ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from ..reference.gists import BITS, likeness_of
from . import resemblance, score_v4
from .columns import Bag
from .holdings import NOTHING, Held, least_shared, shared
from .many import Floats, Ints
from .meeting import within
from .reports import LONG_BEFORE, SHORT
from .resemblance import population
from .told import Told

_AT_ONCE = 200_000  # pairs whose days are laid side by side
_LONG = ("title towns", "told", "titles", "rare words", "words")  # what takes longest to read
_HOPELESS = -np.inf  # the log-odds of a pair that was left out
_SIZES = (resemblance.SMALL, resemblance.MIDDLING)
_MANY = 3  # rare words in common; no feature tells more apart
_ORDER = (-8, 2)  # days; what lies further back, or further ahead, is all one
_MARGIN = 1e-6  # what sums of weights in another order may differ by, and more


@dataclass(frozen=True)
class Compared:
    """Reports, and the pairs of them to be compared."""

    told: Told
    first: Ints
    second: Ints

    def lacking(self, held: Held) -> NDArray[np.bool_]:
        """The pairs of which one side holds nothing."""
        has_none = held.counts == 0
        lacking: NDArray[np.bool_] = has_none[self.first] | has_none[self.second]
        return lacking

    def shares(self, name: str) -> Ints:
        """0 nothing in common, 1 something, 2 one side holds nothing."""
        held = self.told.held(name)
        found = shared(held, held, self.first, self.second)
        return np.where(self.lacking(held), 2, found.astype(np.int64))

    @cached_property
    def words(self) -> tuple[Ints, Ints]:
        """The squares of the words in common, added up, and how many of these are rare."""
        return self.told.words.in_common(self.first, self.second)

    def taken(self, some: Ints) -> "Compared":
        """Some of the pairs."""
        pairs = Compared(self.told, self.first[some], self.second[some])
        if "words" in self.__dict__:
            both, rare = self.words
            pairs.__dict__["words"] = both[some], rare[some]
        return pairs


def report_odds(told: Told, first: Ints, second: Ints, least: float = _HOPELESS) -> Floats:
    """For each pair of positions the log-odds that the reports are about one occurrence.

    Minus infinity for pairs that come to less than `least`, so far as that is seen early.
    """
    rest = {name: max(0.0, *weights.values()) for name, weights in score_v4.REPORTS.items()}
    said: dict[str, Floats] = {}
    pairs, alive = Compared(told, first, second), np.arange(len(first))
    quick = [name for name in score_v4.REPORTS if name not in _LONG]
    for name in (*quick, *(one for one in _LONG if one in score_v4.REPORTS)):
        if name in _LONG and least > _HOPELESS:
            most = score_v4.PRIOR + sum(rest.values()) + sum(said.values()) + _MARGIN
            some = np.flatnonzero(most >= least)
            pairs, alive = pairs.taken(some), alive[some]
            said = {one: weights[some] for one, weights in said.items()}
        said[name] = _weights(name, pairs)
        del rest[name]
    odds = np.full(len(first), _HOPELESS)
    found = np.full(len(alive), score_v4.PRIOR)
    for name in score_v4.REPORTS:
        found += said[name]
    odds[alive] = found
    return odds


def _weights(name: str, pairs: Compared) -> Floats:
    """What a feature weighs for each pair, asked once for each number."""
    number = READ_FROM[name](pairs)
    some = np.full(int(number.max(initial=0)) + 1, -1, np.int64)
    some[number] = np.arange(len(number))
    asked = np.flatnonzero(some >= 0)
    ends = pairs.first[some[asked]].tolist(), pairs.second[some[asked]].tolist()
    abouts = pairs.told.open(sorted({*ends[0], *ends[1]}))
    rare = pairs.told.words.rarity(abouts if name in ("words", "rare words") else {})
    weights, feature = np.zeros(len(some)), resemblance.FEATURES[name]
    for n, a, b in zip(asked.tolist(), *ends, strict=True):
        level = feature(abouts[a], abouts[b], rare)
        weights[n] = score_v4.REPORTS[name].get(level, 0.0)
    found: Floats = weights[number]
    return found


def _towns(pairs: Compared) -> Ints:
    """By the size of the smallest town in common."""
    held = pairs.told.held("towns")
    example = np.zeros(len(held.things), np.int64)
    example[held.codes] = np.arange(len(held.codes))
    people = [population(pairs.told.columns.town(n)) for n in example.tolist()]
    sizes = np.searchsorted(_SIZES, np.array(people, np.int64), "right") + 1
    least = least_shared(held, held, sizes, pairs.first, pairs.second)
    number = np.where(least == NOTHING, 0, least)
    return np.where(pairs.lacking(held), len(_SIZES) + 2, number)


def _title_towns(pairs: Compared) -> Ints:
    """By which title's towns are in the other's title, or in the other report at all."""
    title, whole = pairs.told.titles
    ends = pairs.first, pairs.second
    in_titles = shared(title, title, *ends)
    forth, back = shared(title, whole, *ends), shared(whole, title, *ends)
    number: Ints = 8 * pairs.lacking(title) + 4 * in_titles + 2 * forth + back
    return number


def _words(pairs: Compared) -> Ints:
    """By the cosine's level."""
    table, (both, _) = pairs.told.words, pairs.words
    whole = np.sqrt(table.lengths[pairs.first] * table.lengths[pairs.second])
    cosine = np.divide(both, whole, out=np.zeros(len(both)), where=whole > 0)
    bounds = np.array([most for most, _ in resemblance.WORDS])
    number = np.searchsorted(bounds, cosine, "right").astype(np.int64)
    return np.where(pairs.lacking(table.held), len(bounds) + 1, number)


def _rare_words(pairs: Compared) -> Ints:
    """By how many rare words are in common, up to `_MANY`."""
    number = np.minimum(pairs.words[1], _MANY)
    return np.where(pairs.lacking(pairs.told.words.held), _MANY + 1, number)


def _numbers(name: str, pairs: Compared) -> Ints:
    """By whether a number of people is in common, and one of more than one: its code is odd."""
    held = pairs.told.held(name)
    least = least_shared(held, held, 2 - held.things % 2, pairs.first, pairs.second)
    number = np.where(least == NOTHING, 0, least)
    return np.where(pairs.lacking(held), 3, number)


def _titles(pairs: Compared) -> Ints:
    """By the level of as many signs as differ."""
    signs = pairs.told.columns.bag("signs")
    rows = np.zeros((len(pairs.told), BITS // 64), np.uint64)
    rows[signs.owners] = signs.values.view(np.uint64)
    has = signs.counts > 0
    number = np.zeros(len(pairs.first), np.int64)
    for column in rows.T:
        number += np.bitwise_count(column[pairs.first] ^ column[pairs.second])
    levels = np.searchsorted([most for most, _ in resemblance.TITLES], _LIKENESS, "right")
    return np.where(has[pairs.first] & has[pairs.second], levels[number], len(levels))


_LIKENESS = [likeness_of(differing) for differing in range(BITS + 1)]


def _publication(pairs: Compared) -> Ints:
    """By the days between the two, as bounds part them; 0 where one side has none."""
    days = pairs.told.published
    a, b = days[pairs.first], days[pairs.second]
    apart = np.searchsorted([most for most, _ in resemblance.PUBLISHED], np.abs(a - b)) + 1
    return np.where((a > 0) & (b > 0), apart, 0)


def _days(pairs: Compared) -> Ints:
    """By the gap between the days of the acts, and the days between the reports."""
    number: Ints = _gaps("days", pairs) * (len(resemblance.PUBLISHED) + 2) + _publication(pairs)
    return number


def _main_days(pairs: Compared) -> Ints:
    """By the gap between the days of the main claims."""
    return _gaps("main_days", pairs)


def _gaps(name: str, pairs: Compared) -> Ints:
    """The least gap in days between any two intervals, up to 31; 32 where one side has none."""

    def gap(left: Ints, right: Ints) -> Ints:
        return np.maximum(0, np.maximum(right[:, 0] - left[:, 1], left[:, 0] - right[:, 1]))

    return _least_between(pairs.told.columns.bag(name), pairs, gap, 31)


def _hours(pairs: Compared) -> Ints:
    """By the least minutes between any two times of day, up to 61; 62 where one side has none."""

    def gap(left: Ints, right: Ints) -> Ints:
        apart = np.abs(left - right)
        found: Ints = np.minimum(apart, 1440 - apart)
        return found

    return _least_between(pairs.told.columns.bag("hours"), pairs, gap, 61)


def _least_between(bag: Bag, pairs: Compared, gap: Callable[[Ints, Ints], Ints], most: int) -> Ints:
    """The least gap between any two things of each pair, up to `most`; one more without things."""
    number = np.full(len(pairs.first), most + 1, np.int64)
    x, y = bag.counts[pairs.first], bag.counts[pairs.second]
    ones = np.flatnonzero((x == 1) & (y == 1))
    ends = (bag.values[bag.starts[side[ones]]] for side in (pairs.first, pairs.second))
    number[ones] = np.minimum(most, gap(*ends))
    rest = np.flatnonzero((x > 0) & (y > 0) & (x + y > 2))
    for start in range(0, len(rest), _AT_ONCE):
        some = rest[start : start + _AT_ONCE]
        begins, left, right = _each_with_each(bag, pairs.first[some], pairs.second[some])
        gaps = gap(bag.values[left], bag.values[right])
        number[some] = np.minimum(most, np.minimum.reduceat(gaps, begins))
    return number


def _each_with_each(bag: Bag, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
    """For pairs of reports, each thing of one with each of the other.

    Gives where each pair's begin, and the places of the things in the bag.
    """
    each = bag.counts[first] * bag.counts[second]
    place, owner = within(each), np.repeat(np.arange(len(first)), each)
    others = bag.counts[second][owner]
    left = bag.starts[first][owner] + place // others
    right = bag.starts[second][owner] + place % others
    return np.cumsum(each) - each, left, right


def _told(pairs: Compared) -> Ints:
    """By the days and months named: what both name, and what the later looks back at."""
    a, b, days = pairs.first, pairs.second, pairs.told.published
    later = np.where(days[a] <= days[b], b, a)
    news, until = np.minimum(days[a], days[b]), np.maximum(days[a], days[b])
    held = pairs.told.days_told
    least = least_shared(held, held, held.things, a, b)
    is_shared = (least != NOTHING) & (least <= until)
    found = is_shared.astype(np.int64) * (1 + (least <= until - LONG_BEFORE))
    is_back, has_back = _looking_back(pairs.told, later, news)
    number = ((found * 2 + is_back) * 2 + has_back) * 2 + pairs.lacking(held)
    number = number * 2 + (until - news <= resemblance.NEWS)
    return np.where((days[a] > 0) & (days[b] > 0), number + 1, 0)


def _looking_back(
    told: Told, later: Ints, news: Ints
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the later names a span long before that the earlier's news is in, and any at all."""
    bag, days = told.columns.bag("told"), told.published
    long_before = (days[bag.owners] > 0) & (days[bag.owners] - bag.values[:, 1] >= LONG_BEFORE)
    table = bag.values[long_before]
    counts = np.bincount(bag.owners[long_before], minlength=len(told))
    starts = np.cumsum(counts) - counts
    is_back = np.zeros(len(later), bool)
    some = np.flatnonzero(counts[later] > 0)
    each = counts[later[some]]
    owner = np.repeat(some, each)
    span = table[starts[later[owner]] + within(each)]
    meets = (span[:, 0] <= news[owner]) & (news[owner] - 2 <= span[:, 1])
    is_back[owner[meets]] = True
    return is_back, counts[later] > 0


def _confirmed(pairs: Compared) -> Ints:
    """By whether the acts are one, the gap up to the longest told apart, and the longer's days."""
    act, first, last = pairs.told.confirmed.T
    a, b = pairs.first, pairs.second
    gap = np.clip(np.maximum(first[b] - last[a], first[a] - last[b]), 0, SHORT + 1)
    is_long = np.maximum((last - first)[a], (last - first)[b]) >= SHORT
    number = 1 + (gap * 2 + is_long) * 2 + (act[a] == act[b])
    return np.where((first[a] > 0) & (first[b] > 0), number, 0).astype(np.int64)


def _order(pairs: Compared) -> Ints:
    """By how long after one came out the first day lies that the other tells."""
    days, published = pairs.told.columns.bag("days"), pairs.told.published
    first_days = np.zeros(len(pairs.told), np.int64)
    some = np.flatnonzero(days.counts)
    if len(some):
        first_days[some] = np.minimum.reduceat(days.values[:, 0], days.starts[some])
    low, high = _ORDER
    waits = [
        np.where(
            (first_days[x] > 0) & (published[y] > 0),
            np.clip(first_days[x] - published[y], low, high),
            low - 1,
        )
        for x, y in ((pairs.first, pairs.second), (pairs.second, pairs.first))
    ]
    number: Ints = np.maximum(*waits) - low + 1
    return number


def _shares(name: str, pairs: Compared) -> Ints:
    return pairs.shares(name)


READ_FROM: Mapping[str, Callable[[Compared], Ints]] = {
    "towns": _towns,
    "provinces": partial(_shares, "provinces"),
    "streets": partial(_shares, "streets"),
    "days": _days,
    "main days": _main_days,
    "order": _order,
    "publication": _publication,
    "words": _words,
    "rare words": _rare_words,
    "titles": _titles,
    "title towns": _title_towns,
    "told": _told,
    "hours": _hours,
    "confirmed": _confirmed,
    "people": partial(_numbers, "numbers"),
    "killed": partial(_numbers, "killed"),
    "wounded": partial(_numbers, "wounded"),
    "ages": partial(_shares, "ages"),
    "sexes": partial(_shares, "sexes"),
}
