"""Which pairs of claims are worth comparing: DuckDB SQL over columns of numbers.

1. Two claims of one family of acts meet when they name one town or province and their dates may
   meet, or when one names no place and both are dated to within days: finer dates share smaller
   slots, and of two claims under a coarse key one at least is coarse. Where one names no place they
   also meet when they give one number of people, or one act with one age, nationality or kind of
   institution, in reports of neighbouring weeks.
2. Two claims meet when their reports share words that are rare here: in one province in one month,
   or, where one names no place, in reports of neighbouring weeks. This is how claims that say
   neither when nor where find each other.
3. Claims of one report and act, of near copies, and of one story of reports meet.
4. A key that more than `MOST` claims hold says too little and proposes none.
5. What two claims have in common is added up roughly (`nearness.py`); a pair that shares too little
   for a case of this size is left out. Ten times the claims bring ten times the chance meetings, so
   the least that must be shared grows with the logarithm of their number.

A pair that meets under a key in several slots of time is looked at in one of them: the first that
both hold. Pairs are taken off the database as they are met, so that those that share too little are
not kept. No more than `SMALL` claims are compared each with each. Everything is
counted in whole numbers (hundredths of a natural logarithm), so that the same claims give the same
pairs in whatever order they came.
"""

# ruff: noqa: S608  (the queries are put together from constants of this file)
from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .desk import Desk
from .many import Bags, Ints
from .meeting import within
from .nearness import PLAIN, Columns, nearness
from .spots import MANY, NONE, Spots

SMALL = 64  # claims; no more are compared each with each
MOST = 200  # claims that may share a place and time
FEW = 120  # claims that may share a word and a time
SHORT = 10  # days; an interval shorter than this dates an event
LEEWAY = 4  # days either side of an interval
COMMON = 150  # hundredths: words held by more than one claim in e^1.5 bring nobody together
PLENTY = 100_000  # claims, beyond which words must be rarer
RARER_STILL = 1.5  # and by what power of the number of claims
FAR = -300  # what no two claims share that few claims
LEAST = -900  # what two claims must share beyond the logarithm of the number of claims
RARER = 500  # what a word must be worth to bring together acts of two families
WORDS = 450  # what two claims' other words may add to one that both hold
_KEYS = (  # the columns that keys are made of
    "i", "report", "act", "family", "copy", "story", "admin1", "town", "first", "last", "published",
    "age", "nationality", "perpetrator", "level", "short", "least", "most",
)  # fmt: skip
_AT_ONCE = 600_000  # words of claims that are joined at once: what bounds the memory


def candidates(held: Spots) -> tuple[Ints, Ints]:
    """Pairs of positions worth comparing, each once, the smaller first, sorted."""
    if len(held) <= SMALL:
        return _all_pairs(held)
    desk = Desk()
    least = LEAST + round(100 * math.log(len(held)))
    claims = _claims(held)
    try:
        found = [np.zeros(0, np.int64), *_met_by_place(desk, claims, least)]
        found += _met_by_words(desk, held, claims, least)
    finally:
        desk.close()
    both = np.unique(np.concatenate(found))
    return both >> 32, both & 0xFFFFFFFF


def _all_pairs(held: Spots) -> tuple[Ints, Ints]:
    """Every pair, but for two different acts of one report."""
    first, second = np.triu_indices(len(held), 1)
    two = (held.report[first] != held.report[second]) | (held.act[first] == held.act[second])
    return first[two], second[two]


def _claims(held: Spots) -> Columns:
    """The claims as keys are made of them."""
    has_number = (held.least > 1) | ((held.least == 1) & (held.most < MANY))
    level = np.where(held.town >= 0, 3, np.where(held.admin1 >= 0, 2, held.country >= 0))
    return {
        **{name: getattr(held, name) for name in PLAIN},
        "i": np.arange(len(held), dtype=np.int32),
        "level": level.astype(np.int8),
        "short": (held.earliest >= 0) & (held.last - held.first < SHORT),
        "least": np.where(has_number, held.least, NONE),
        "most": np.where(has_number, held.most, NONE),
    }


def _met_by_place(desk: Desk, claims: Columns, least: int) -> Iterator[Ints]:
    """Pairs under each kind of key but words, each pair as one number."""
    desk.put("c", **{name: claims[name] for name in _KEYS})
    for keys in _PLACED:
        _hold(desk, keys, MOST)
        for met in desk.pieces(_MET.format(worth="")):
            a, b = met["a"].astype(np.int64), met["b"].astype(np.int64)
            near = _apart(claims, a, b) & (nearness(claims, a, b) >= max(least, FAR + 1))
            yield _as_one(a[near], b[near])


def _met_by_words(desk: Desk, held: Spots, claims: Columns, least: int) -> Iterator[Ints]:
    """Pairs under each kind of key of words, each pair as one number."""
    n, bags = len(held), held.bags
    if not len(bags.words):
        return
    worth = np.log(n / np.maximum(1, np.bincount(bags.words, minlength=1)))
    rare = np.round(100 * worth).astype(np.int32)[bags.words]
    plenty = max(0, round(100 * RARER_STILL * math.log(n / PLENTY)))
    for keys, name, days, rarest in _WORDED:
        place = claims[name] // days
        order = np.argsort(place, kind="stable")
        order = order[claims[name][order] >= 0]
        for low, high in _pieces(place[order], np.diff(bags.starts)[order]):
            start, stop = np.searchsorted(place[order], [low - (days > 1), high])
            some = order[start:stop]
            said, owner = _words_of(bags, some)
            kept = np.flatnonzero(rare[said] >= rarest + plenty)
            said, owner = said[kept], claims["i"][some][owner[kept]]
            desk.put("c", **{name: claims[name][some] for name in _KEYS})
            desk.put("w", i=owner, word=bags.words[said], worth=rare[said])
            _hold(desk, keys.format(low=low, high=high), FEW)
            yield _sharing_enough(desk, claims, least)


def _sharing_enough(desk: Desk, claims: Columns, least: int) -> Ints:
    """Pairs that share words worth enough, with what else they have in common."""
    met: list[tuple[Ints, Ints]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for piece in desk.pieces(_MET.format(worth=", x.worth")):
        a, b, worth = (piece[name].astype(np.int64) for name in ("a", "b", "worth"))
        near = nearness(claims, a, b)
        some = _apart(claims, a, b) & (near + worth >= least - WORDS)
        met.append((_as_one(a[some], b[some]), worth[some]))
    pairs, worth = (np.concatenate(column) for column in zip(*met, strict=True))
    order = np.argsort(pairs, kind="stable")
    pairs, worth = pairs[order], worth[order]
    starts = np.flatnonzero(np.r_[True, pairs[1:] != pairs[:-1]]) if len(pairs) else order
    pairs, shared = pairs[starts], np.add.reduceat(worth, starts) if len(pairs) else worth
    enough = shared + nearness(claims, pairs >> 32, pairs & 0xFFFFFFFF) >= least
    found: Ints = pairs[enough]
    return found


def _apart(claims: Columns, a: Ints, b: Ints) -> NDArray[np.bool_]:
    """Whether two claims are of two reports, or of one act."""
    report, act = claims["report"], claims["act"]
    apart: NDArray[np.bool_] = (report[a] != report[b]) | (act[a] == act[b])
    return apart


def _as_one(a: Ints, b: Ints) -> Ints:
    """Each pair as one number, the smaller first."""
    both: Ints = np.minimum(a, b) << 32 | np.maximum(a, b)
    return both


def _words_of(bags: Bags, some: Ints) -> tuple[Ints, Ints]:
    """Where the words of `some` claims lie in `bags`, and which of these claims holds each."""
    counts = bags.starts[some + 1] - bags.starts[some]
    return np.repeat(bags.starts[some], counts) + within(counts), np.repeat(
        np.arange(len(some)), counts
    )


def _hold(desk: Desk, keys: str, most: int) -> None:
    """The table `k`: claims under keys that some claim is coarse under, and not too many hold."""
    desk.run(f"CREATE OR REPLACE TABLE made AS {keys}")
    desk.run(_HELD.format(most=most))


def _pieces(places: Ints, sizes: Ints) -> Iterator[tuple[int, int]]:
    """Runs of sorted numbers, from one up to before another, of not too much size together."""
    values, starts = np.unique(places, return_index=True)
    low, held = None, 0
    for value, size in zip(values.tolist(), np.add.reduceat(sizes, starts).tolist(), strict=True):
        if low is None:
            low = value
        elif held + size > _AT_ONCE:
            yield low, value
            low, held = value, 0
        held += size
    if low is not None:
        yield low, values[-1] + 2


_MONTHS = f"(first - {LEEWAY}) // 30 AS begins, (last + {LEEWAY}) // 30 AS ends"
_DAYS = "(first - 1) // 2 AS begins, (last + 1) // 2 AS ends"  # pairs of days, each and the next
_WEEK = "published // 7 AS begins, published // 7 + 1 AS ends"
_FORTNIGHT = "published // 14 AS begins, published // 14 + 1 AS ends"
_NEWS = "published // 21 AS begins, published // 21 + 1 AS ends"  # up to six weeks apart
_ALWAYS = "0 AS begins, 0 AS ends"


def _keys(
    name: str, key: str, slots: str, coarse: str, where: str, of: str = "c", piece: str = "true"
) -> str:
    """Rows of a key, a slot of time and a claim, and whether the claim is coarse under it."""
    word = ", worth" if of != "c" else ""
    return (
        f"SELECT hash('{name}', {key}, slot) AS key, slot, begins, {coarse} AS coarse, i{word} "
        f"FROM (SELECT *, unnest(range(begins, ends + 1)) AS slot FROM ("
        f"SELECT *, {slots} FROM {of} WHERE {where})) WHERE {piece}"
    )


_PLACED = (
    _keys("copy", "copy, family", _ALWAYS, "true", "true"),
    _keys("report", "report, act", _ALWAYS, "true", "true"),
    _keys("story", "story, family", _ALWAYS, "true", "story >= 0"),
    _keys("town", "family, town", _ALWAYS, "true", "level = 3 AND first < 0"),
    _keys("town", "town", _DAYS, "true", "short AND level = 3"),
    _keys("month", "family, town", _MONTHS, "NOT short", "level = 3 AND first >= 0"),
    _keys("province", "family, admin1", _DAYS, "level = 2", "short AND level >= 2"),
    _keys("season", "family, admin1", _MONTHS, "level = 2", "level >= 2 AND first >= 0"),
    _keys("day", "family", _DAYS, "level < 2", "short"),
    _keys("number", "family, least, most", _FORTNIGHT, "level < 2", "least > 0 AND published >= 0"),
    *(
        _keys(name, f"act, {name}", _WEEK, "level < 2", f"{name} >= 0 AND published >= 0")
        for name in ("perpetrator", "nationality", "age")
    ),
)
_PIECE = "slot >= {low} AND slot < {high}"
_SAID = "w JOIN c USING (i)"
_WORDED = (  # the keys, what they are taken in pieces by, how many days a piece lasts, the rarest
    (_keys("news", "family, word", _NEWS, "level < 2", "true", _SAID, _PIECE),
     "published", 21, COMMON),
    (_keys("rare", "word", _NEWS, "level < 2", "true", _SAID, _PIECE), "published", 21, RARER),
    (_keys("province", "admin1, word", _MONTHS, "true", "first >= 0", _SAID), "admin1", 1, COMMON),
)  # fmt: skip

_HELD = """
    CREATE OR REPLACE TABLE k AS SELECT made.* FROM made SEMI JOIN (
        SELECT key FROM made GROUP BY key
        HAVING count(*) BETWEEN 2 AND {most} AND bool_or(coarse)) AS shared USING (key)
"""
_MET = """
    SELECT x.i AS a, y.i AS b{worth} FROM (SELECT * FROM k WHERE coarse) AS x JOIN k AS y
    ON x.key = y.key AND (x.i < y.i OR (x.i > y.i AND NOT y.coarse))
    WHERE x.slot = greatest(x.begins, y.begins)
"""
