"""How close many pairs of reports are, scored at once by the functions that score one.

As `score_v4.report_log_odds`: the same features, the same weights, added in the same order. For
each feature `READ_FROM` gives a number for every pair, such that pairs of one number are of one
level: how many towns they share, how many days lie between them. The feature's own function is
then asked once for each number, and its weight handed to all pairs of that number.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from ..reference.gists import BITS
from . import resemblance, score_v4
from .holdings import NOTHING, Holdings, WordTable, least_shared, shared_worth
from .many import Floats, Ints, asked_once, coded, weighed
from .meeting import within
from .reports import LONG_BEFORE, SHORT, About, Rarity, days_told

_FAR = 2_000  # days; no feature tells longer spans apart
_NEVER = 2 * _FAR + 1  # a number for a gap where one side has no days
_MARGIN = 1e-9  # what two ways of adding up a cosine may differ by, and more
_AT_ONCE = 200_000  # pairs whose days are laid side by side


@dataclass(frozen=True)
class Compared:
    """Reports, in order, and the pairs of them to be compared."""

    reports: Sequence[About]
    words: WordTable
    first: Ints
    second: Ints

    def held(self, bags: Callable[[About], Iterable[Hashable]]) -> Holdings:
        """Something that reports hold."""
        return Holdings.of(bags(one) for one in self.reports)

    def lacking(self, held: Holdings) -> NDArray[np.bool_]:
        """The pairs of which one side holds nothing."""
        has_none = held.counts() == 0
        lacking: NDArray[np.bool_] = has_none[self.first] | has_none[self.second]
        return lacking

    @cached_property
    def published(self) -> Ints:
        """Days of publication, 0 where there is none."""
        days = [one.published.toordinal() if one.published else 0 for one in self.reports]
        return np.array(days, np.int64)


def report_odds(
    reports: Sequence[About], words: WordTable, rare: Rarity, first: Ints, second: Ints
) -> Floats:
    """For each pair of positions the log-odds that the reports are about one occurrence."""
    pairs = Compared(reports, words, first, second)
    odds = np.full(len(first), score_v4.PRIOR)
    for name, weights in score_v4.REPORTS.items():
        ask = weighed(partial(_level, resemblance.FEATURES[name], rare), weights)
        odds += asked_once(READ_FROM[name](pairs), partial(_asked, pairs, ask))
    return odds


def _level(feature: resemblance.Feature, rare: Rarity, a: About, b: About) -> str:
    return feature(a, b, rare)


def _asked(pairs: Compared, ask: Callable[[About, About], float], n: int) -> float:
    """What a feature says of one pair."""
    return ask(pairs.reports[pairs.first[n]], pairs.reports[pairs.second[n]])


def _in_common(bags: Callable[[About], Iterable[Hashable]], pairs: Compared) -> Ints:
    """0 nothing in common, 1 something, 2 one side holds nothing."""
    held = pairs.held(bags)
    shared = shared_worth(held.cells, held.cells, pairs.first, pairs.second) > 0
    return np.where(pairs.lacking(held), 2, shared.astype(np.int64))


def _towns(pairs: Compared) -> Ints:
    """By how many people live in the smallest town in common."""
    held = pairs.held(lambda one: one.towns)
    people = [resemblance.population(str(town)) for town in held.names] or [0]
    sizes, size = np.unique(people, return_inverse=True)
    sized = held.weighing(size + 1.0)
    shared = least_shared(sized, held.cells, pairs.first, pairs.second)
    number = np.where(shared == NOTHING, 0, shared).astype(np.int64)
    return np.where(pairs.lacking(held), len(sizes) + 1, number)


def _title_towns(pairs: Compared) -> Ints:
    """By which title's towns are in the other's title, or in the other report at all."""
    titles = [one.title_towns for one in pairs.reports]
    whole = [one.title_towns | one.towns for one in pairs.reports]
    names = sorted(set().union(*whole))
    title, all_of = Holdings.of(titles, names), Holdings.of(whole, names)
    ends = pairs.first, pairs.second
    in_titles = shared_worth(title.cells, title.cells, *ends) > 0
    forth = shared_worth(title.cells, all_of.cells, *ends) > 0
    back = shared_worth(all_of.cells, title.cells, *ends) > 0
    number: Ints = 8 * pairs.lacking(title) + 4 * in_titles + 2 * forth + back
    return number


def _words(pairs: Compared) -> Ints:
    """By the cosine's level; a pair near a bound between levels has a number of its own."""
    table, lengths = pairs.words.held.weighing(pairs.words.worth), pairs.words.lengths
    shared = shared_worth(table, table, pairs.first, pairs.second)
    whole = lengths[pairs.first] * lengths[pairs.second]
    cosine = np.divide(shared, whole, out=np.zeros(len(shared)), where=whole > 0)
    bounds = np.array([most for most, _ in resemblance.WORDS])
    number = np.searchsorted(bounds, cosine, "right")
    number = np.where(pairs.lacking(pairs.words.held), len(bounds) + 1, number)
    near = np.flatnonzero(np.abs(cosine[:, None] - bounds).min(axis=1) < _MARGIN)
    number[near] = len(bounds) + 2 + np.arange(len(near))
    return number


def _rare_words(pairs: Compared) -> Ints:
    """By how many rare words are in common."""
    held = pairs.words.held
    is_rare = np.arange(held.cells.shape[1]) < pairs.words.rare
    shared = shared_worth(
        held.weighing(is_rare.astype(float)), held.cells, pairs.first, pairs.second
    )
    number = shared.astype(np.int64)
    return np.where(pairs.lacking(held), int(number.max(initial=0)) + 1, number)


def _by_code(looks_at: Callable[[About], Hashable], pairs: Compared) -> Ints:
    """By what the two sides hold, coded."""
    held = coded(pairs.reports, looks_at)
    met = held.codes[pairs.first].astype(np.int64) * len(held.examples) + held.codes[pairs.second]
    return np.unique(met, return_inverse=True)[1].astype(np.int64)


def _titles(pairs: Compared) -> Ints:
    """By how many signs of the titles differ."""
    has = np.array([bool(one.title_signs) for one in pairs.reports], bool)
    plain = b"".join(
        int(one.title_signs or "0", 16).to_bytes(BITS // 8, "big") for one in pairs.reports
    )
    signs = np.frombuffer(plain, np.uint64).reshape(-1, BITS // 64)
    number = np.zeros(len(pairs.first), np.int64)
    for column in signs.T:
        number += np.bitwise_count(column[pairs.first] ^ column[pairs.second])
    return np.where(has[pairs.first] & has[pairs.second], number, BITS + 1)


def _publication(pairs: Compared) -> Ints:
    """By the days between the two, up to `_FAR`."""
    days = pairs.published
    a, b = days[pairs.first], days[pairs.second]
    return np.where((a > 0) & (b > 0), np.minimum(np.abs(a - b), _FAR), _NEVER)


def _days(pairs: Compared) -> Ints:
    """By the gap between the days of the acts, and the days between the reports."""
    gap = _gaps(lambda one: one.days, pairs)
    return gap * (_NEVER + 1) + _publication(pairs)


def _main_days(pairs: Compared) -> Ints:
    """By the gap between the days of the main claims."""
    return _gaps(lambda one: one.main_days, pairs)


def _gaps(days: Callable[[About], Sequence[tuple[date, date]]], pairs: Compared) -> Ints:
    """The least gap in days between any two intervals, up to 31; 32 where one side has none."""
    flat = [(a.toordinal(), b.toordinal()) for one in pairs.reports for a, b in days(one)]
    table = np.array(flat, np.int64).reshape(-1, 2)
    counts = np.array([len(days(one)) for one in pairs.reports], np.int64)
    number = np.full(len(pairs.first), 32, np.int64)
    both = np.flatnonzero((counts[pairs.first] > 0) & (counts[pairs.second] > 0))
    for start in range(0, len(both), _AT_ONCE):
        some = both[start : start + _AT_ONCE]
        begins, left, right = _each_with_each(counts, pairs.first[some], pairs.second[some])
        left, right = table[left], table[right]
        gap = np.maximum(0, np.maximum(right[:, 0] - left[:, 1], left[:, 0] - right[:, 1]))
        number[some] = np.minimum(31, np.minimum.reduceat(gap, begins))
    return number


def _each_with_each(counts: Ints, first: Ints, second: Ints) -> tuple[Ints, Ints, Ints]:
    """For pairs of reports, each thing of one with each of the other, things being laid end to end.

    `counts` says how many things each report holds. Gives where each pair's begin, and the things.
    """
    starts = np.cumsum(counts) - counts
    each = counts[first] * counts[second]
    place, owner = within(each), np.repeat(np.arange(len(first)), each)
    others = counts[second][owner]
    left = starts[first][owner] + place // others
    right = starts[second][owner] + place % others
    return np.cumsum(each) - each, left, right


def _hours(pairs: Compared) -> Ints:
    """By the least minutes between any two times of day, up to 61; 62 where one side has none."""
    flat = np.array([hour for one in pairs.reports for hour in sorted(one.hours)], np.int64)
    counts = np.array([len(one.hours) for one in pairs.reports], np.int64)
    number = np.full(len(pairs.first), 62, np.int64)
    both = np.flatnonzero((counts[pairs.first] > 0) & (counts[pairs.second] > 0))
    for start in range(0, len(both), _AT_ONCE):
        some = both[start : start + _AT_ONCE]
        begins, left, right = _each_with_each(counts, pairs.first[some], pairs.second[some])
        gap = np.abs(flat[left] - flat[right])
        least = np.minimum.reduceat(np.minimum(gap, 1440 - gap), begins)
        number[some] = np.minimum(61, least)
    return number


def _told(pairs: Compared) -> Ints:
    """By the days and months named: what both name, and what the later looks back at."""
    a, b, days = pairs.first, pairs.second, pairs.published
    later, news, until = _by_date(pairs)
    held = pairs.held(lambda one: (day.toordinal() for day in sorted(days_told(one))))
    ordinals = held.weighing(np.array([*held.names, 0], float)[: max(1, len(held.names))])
    least = least_shared(ordinals, held.cells, a, b)
    shared = (least != NOTHING).astype(np.int64) * (1 + (least <= until - LONG_BEFORE))
    shared[least > until] = 0
    is_back, has_back = _looking_back(pairs, later, news)
    number = ((shared * 2 + is_back) * 2 + has_back) * 2 + pairs.lacking(held)
    number = number * 2 + (until - news <= resemblance.NEWS)
    return np.where((days[a] > 0) & (days[b] > 0), number + 1, 0)


def _by_date(pairs: Compared) -> tuple[Ints, Ints, Ints]:
    """The later report of each pair, the day of the earlier and the day of the later."""
    a, b, days = pairs.first, pairs.second, pairs.published
    later = np.where(days[a] <= days[b], b, a)
    return later, np.minimum(days[a], days[b]), np.maximum(days[a], days[b])


def _looking_back(
    pairs: Compared, later: Ints, news: Ints
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the later names a span long before that the earlier's news is in, and any at all."""
    spans = [
        (first.toordinal(), last.toordinal(), n)
        for n, one in enumerate(pairs.reports)
        for first, last in one.told
        if one.published and (one.published - last).days >= LONG_BEFORE
    ]
    table = np.array(spans, np.int64).reshape(-1, 3)
    counts = np.bincount(table[:, 2], minlength=len(pairs.reports))
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
    found = [one.confirmed for one in pairs.reports]
    act = coded(found, lambda one: one and one[0]).codes
    ends = np.array([(one[1].toordinal(), one[2].toordinal()) if one else (0, 0) for one in found])
    first, last = ends.reshape(-1, 2).T
    a, b = pairs.first, pairs.second
    gap = np.clip(np.maximum(first[b] - last[a], first[a] - last[b]), 0, SHORT + 1)
    is_long = np.maximum((last - first)[a], (last - first)[b]) >= SHORT
    number = 1 + (gap * 2 + is_long) * 2 + (act[a] == act[b])
    return np.where((first[a] > 0) & (first[b] > 0), number, 0).astype(np.int64)


def _order(pairs: Compared) -> Ints:
    """By how long after one came out the first day lies that the other tells."""
    first_days = np.array(
        [min((a.toordinal() for a, _ in one.days), default=0) for one in pairs.reports], np.int64
    )
    waits = [
        np.where(
            (first_days[x] > 0) & (pairs.published[y] > 0),
            np.clip(first_days[x] - pairs.published[y], 1 - _FAR, _FAR),
            -_FAR,
        )
        for x, y in ((pairs.first, pairs.second), (pairs.second, pairs.first))
    ]
    return np.maximum(*waits) + _FAR


READ_FROM: Mapping[str, Callable[[Compared], Ints]] = {
    "towns": _towns,
    "provinces": partial(_in_common, lambda one: one.provinces),
    "streets": partial(_in_common, lambda one: one.streets),
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
    "people": partial(_by_code, lambda one: one.numbers),
    "killed": partial(_by_code, lambda one: one.killed),
    "wounded": partial(_by_code, lambda one: one.wounded),
    "ages": partial(_in_common, lambda one: one.ages),
    "sexes": partial(_in_common, lambda one: one.sexes),
}
