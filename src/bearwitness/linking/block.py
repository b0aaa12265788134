"""Which pairs of claims are worth comparing: DuckDB SQL over columns of numbers.

1. Two claims of one family of acts meet when they name one town or province and their dates may
   meet, or when one names no place and both are dated to within days: finer dates share smaller
   slots, and of two claims under a coarse key one at least is coarse.
2. Two claims meet when their reports share words that are rare here: within a month of publication,
   or in one province in one month. This is how claims without a place or a date find each other.
3. Claims of one report and act, of near copies, and of one story of reports meet.
4. A key that more than `MOST` claims hold says too little and proposes none.
5. What two claims have in common is added up roughly (`_NEARNESS`); a pair that shares too little
   for a case of this size is left out. Ten times the claims bring ten times the chance meetings, so
   the least that must be shared grows with the logarithm of their number.

No more than `SMALL` claims are compared each with each. Everything is counted in whole numbers
(hundredths of a natural logarithm), so that the same claims
give the same pairs in whatever order they came.
"""

# ruff: noqa: S608  (the queries are put together from constants of this file)
from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..model.places import PlacePrecision
from .compare import SITE_OR_TOWN, events_place
from .desk import Desk
from .many import Bags, Ints

if TYPE_CHECKING:
    from .compare import Side

SMALL = 64  # claims; no more are compared each with each
MOST = 200  # claims that may share a place and time
FEW = 120  # claims that may share a word and a time
SHORT = 10  # days; an interval shorter than this dates an event
LEEWAY = 4  # days either side of an interval
NEWS = timedelta(days=45)  # how long before its report an undated event may lie
LONGEST = 430  # days; of a longer interval only the last month is looked at
COMMON = 1.5  # words held by more than one claim in e^1.5 bring nobody together
PLENTY = 100_000  # claims, beyond which words must be rarer
RARER_STILL = 1.5  # and by what power of the number of claims
LEAST = -850  # what two claims must share beyond the logarithm of the number of claims
RARER = 500  # hundredths: what a word must be worth to bring together acts of two families
_AT_ONCE = 25_000  # claims whose words are joined at once: what bounds the memory
NONE = -1
_EPOCH = date(1970, 1, 1)
_MANY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Spots:
    """What blocking looks at, by position: codes from 0, days since 1970, -1 for nothing."""

    report: NDArray[Any]
    act: NDArray[Any]
    family: NDArray[Any]
    copy: NDArray[Any]
    story: NDArray[Any]
    country: NDArray[Any]
    admin1: NDArray[Any]  # within the country
    town: NDArray[Any]
    first: NDArray[Any]  # of the days on which it may have been
    last: NDArray[Any]
    published: NDArray[Any]
    dated: NDArray[Any]  # whether the days are the claim's own, not guessed from the report
    least: NDArray[Any]  # people
    most: NDArray[Any]
    bags: Bags

    def __len__(self) -> int:
        return len(self.report)


def spots(
    sides: Sequence[Side],
    story: Mapping[str, str] | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
) -> Spots:
    """The claims in the order of `sides`; stories and rare words are by report id."""
    bags, _ = Bags.of((words or {}).get(side.claim.report_id, ()) for side in sides)
    rows = [_row(side, story or {}) for side in sides]
    plain = (
        [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(14)]
    )
    columns: list[Any] = [_codes(column) for column in plain[:8]]
    columns += [np.array(column, np.int32) for column in plain[8:]]
    return Spots(*[*columns, bags])


def _row(side: Side, story: Mapping[str, str]) -> tuple[Hashable, ...]:
    claim, place = side.claim, events_place(side.claim)
    is_town = place is not None and place.precision in SITE_OR_TOWN
    is_province = place is not None and place.precision is PlacePrecision.ADMIN1
    country = place.country if place else None
    admin1 = place.admin1 if place and (is_town or is_province) else None
    return (
        claim.report_id,
        claim.act,
        side.family,
        side.copy_group,
        story.get(claim.report_id),
        country,
        (country, admin1) if admin1 else None,
        (place.gazetteer_id or place.name) if place and is_town else None,
        *_days(side),
        *_people(side),
    )


def _days(side: Side) -> tuple[int, int, int, bool]:
    """First and last possible day, publication, and whether the claim itself is dated."""
    when = side.claim.when
    published = _day(side.published) if side.published else NONE
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    if first is None or last is None:
        if side.published is None:
            return NONE, NONE, NONE, False
        return _day(side.published - NEWS), published, published, False
    if (last - first).days > LONGEST:
        first = last - timedelta(days=30)
    return _day(first), _day(last), published, True


def _people(side: Side) -> tuple[int, int]:
    """How many people at least and at most."""
    group = side.claim.affected
    if group is None:
        return NONE, NONE
    return min(group.min, _MANY), _MANY if group.max is None else min(group.max, _MANY)


def _day(day: date) -> int:
    return (day - _EPOCH).days


def _codes(values: Sequence[Hashable]) -> NDArray[np.int32]:
    """Codes in the order of first appearance; None is -1."""
    seen: dict[Hashable, int] = {}
    return np.array(
        [NONE if value is None else seen.setdefault(value, len(seen)) for value in values], np.int32
    )


def candidates(held: Spots) -> tuple[Ints, Ints]:
    """Pairs of positions worth comparing, each once, the smaller first, sorted."""
    if len(held) <= SMALL:
        return _all_pairs(held)
    desk = Desk()
    found: list[Ints] = []
    try:
        _lay_out(desk, held)
        least = LEAST + round(100 * math.log(len(held)))
        parts = 1 + len(held) // _AT_ONCE
        for keys in _PLACED:
            desk.run(_KEYS.format(keys=keys))
            for part in range(1 + parts // 8):
                whole = {"parts": 1 + parts // 8, "part": part, "most": MOST, "least": least}
                desk.run(_MET_BY_PLACE.format(**whole))
            found.append(_taken(desk))
        for keys in _WORDED:
            for part in range(parts):
                desk.run(_KEYS.format(keys=keys.format(parts=parts, part=part)))
                desk.run(_MET_BY_WORDS.format(parts=1, part=0, most=FEW, least=least))
                found.append(_taken(desk))
    finally:
        desk.close()
    both = np.unique(np.concatenate(found))
    return both >> 32, both & 0xFFFFFFFF


def _taken(desk: Desk) -> Ints:
    """The pairs met so far, each as one number, taken off the desk to make room."""
    found = desk.columns("SELECT DISTINCT (a::BIGINT << 32) | b AS pair FROM met")["pair"]
    desk.run("CREATE OR REPLACE TABLE met (a INTEGER, b INTEGER)")
    return found.astype(np.int64)


def _all_pairs(held: Spots) -> tuple[Ints, Ints]:
    """Every pair, but for two different acts of one report."""
    first, second = np.triu_indices(len(held), 1)
    two = (held.report[first] != held.report[second]) | (held.act[first] == held.act[second])
    return first[two], second[two]


def _lay_out(desk: Desk, held: Spots) -> None:
    """The tables `c` (claims), `w` (their rare words) and `met` (pairs)."""
    n = len(held)
    columns = {name: getattr(held, name) for name in _PLAIN}
    level = np.where(held.town >= 0, 3, np.where(held.admin1 >= 0, 2, held.country >= 0)).astype(
        np.int8
    )
    short = held.dated & (held.last - held.first < SHORT)
    desk.put("c", i=np.arange(n, dtype=np.int32), level=level, short=short, **columns)
    worth = 100 * np.log(n / np.maximum(1, np.bincount(held.bags.words, minlength=1)))
    rare = np.round(worth).astype(np.int32)[held.bags.words]
    kept = rare >= 100 * (COMMON + RARER_STILL * max(0.0, math.log(n / PLENTY)))
    owners = held.bags.owners()[kept]
    desk.put(
        "w", i=owners, word=held.bags.words[kept], worth=rare[kept],
        published=held.published[owners], admin1=held.admin1[owners],
    )  # fmt: skip
    desk.run("CREATE TABLE met (a INTEGER, b INTEGER)")


_PLAIN = (
    "report", "act", "family", "copy", "story", "country", "admin1", "town", "first", "last",
    "published", "dated", "least", "most",
)  # fmt: skip
_SLOTS = f"range((first - {LEEWAY}) // 30, (last + {LEEWAY}) // 30 + 1)"  # months, about
_DAYS = "range((first - 1) // 2, (last + 1) // 2 + 1)"  # pairs of days, each day and the next
_TIMED = "first >= 0"

# Keys under which claims meet: the key, the claim, and whether it is coarse under that key.
_PLACED = (
    "SELECT hash('copy', copy, family) AS key, i, true AS coarse FROM c",
    "SELECT hash('report', report, act) AS key, i, true AS coarse FROM c",
    "SELECT hash('story', story, family) AS key, i, true AS coarse FROM c WHERE story >= 0",
    "SELECT hash('town', family, town) AS key, i, true AS coarse FROM c "
    "WHERE level = 3 AND first < 0",
    f"SELECT hash('town', family, town, slot) AS key, i, true AS coarse "
    f"FROM (SELECT *, unnest({_DAYS}) AS slot FROM c WHERE short AND level = 3)",
    f"SELECT hash('month', family, town, slot) AS key, i, NOT short AS coarse "
    f"FROM (SELECT *, unnest({_SLOTS}) AS slot FROM c WHERE level = 3 AND {_TIMED})",
    f"SELECT hash('province', family, admin1, slot) AS key, i, level = 2 AS coarse "
    f"FROM (SELECT *, unnest({_DAYS}) AS slot FROM c WHERE short AND level >= 2)",
    f"SELECT hash('season', family, admin1, slot) AS key, i, level = 2 OR NOT short AS coarse "
    f"FROM (SELECT *, unnest({_SLOTS}) AS slot FROM c WHERE level >= 2 AND {_TIMED})",
    f"SELECT hash('day', family, slot) AS key, i, level < 2 AS coarse "
    f"FROM (SELECT *, unnest({_DAYS}) AS slot FROM c WHERE short)",
)
_NEWS = "unnest([published // 21, published // 21 + 1]) AS slot"  # up to six weeks apart
_WORDED = (
    f"SELECT hash(family, word, slot) AS key, slot, i, worth FROM "
    f"(SELECT i, word, worth, {_NEWS} FROM w) JOIN c USING (i) WHERE slot % {{parts}} = {{part}}",
    f"SELECT hash(admin1, word, slot) AS key, slot, i, worth FROM "
    f"(SELECT i, word, worth, w.admin1, unnest({_SLOTS}) AS slot FROM w JOIN c USING (i) "
    f"WHERE w.admin1 >= 0 AND w.admin1 % {{parts}} = {{part}} AND {_TIMED})",
    f"SELECT hash(word, slot) AS key, slot, i, worth FROM "
    f"(SELECT i, word, worth, {_NEWS} FROM w WHERE worth > {RARER}) "
    f"WHERE slot % {{parts}} = {{part}}",
)

# What two claims x and y have in common besides words, in hundredths of a natural logarithm.
_NEARNESS = """
    CASE WHEN x.level = 3 AND y.level = 3 AND x.town = y.town THEN 500
         WHEN x.level >= 2 AND y.level >= 2 AND x.admin1 = y.admin1
              THEN CASE WHEN x.level = 3 AND y.level = 3 THEN -100 ELSE 300 END
         WHEN x.level >= 2 AND y.level >= 2 THEN -400
         WHEN x.level >= 1 AND y.level >= 1
              THEN CASE WHEN x.country = y.country THEN 100 ELSE -400 END
         ELSE 0 END
    + CASE WHEN x.first < 0 OR y.first < 0 THEN 0
           WHEN x.first <= y.last + 2 AND y.first <= x.last + 2
                THEN CASE WHEN x.short AND y.short THEN 400
                          WHEN x.short OR y.short THEN 100 ELSE 0 END
           WHEN x.first <= y.last + 21 AND y.first <= x.last + 21 THEN -300
           ELSE -600 END
    + CASE WHEN x.act = y.act THEN 150 WHEN x.family = y.family THEN 50 ELSE -150 END
    + CASE WHEN x.least < 0 OR y.least < 0 THEN 0
           WHEN x.least = y.least AND x.most = y.most
                THEN CASE WHEN x.least > 1 THEN 150 ELSE 80 END
           WHEN x.least <= y.most AND y.least <= x.most THEN 0 ELSE -100 END
    + CASE WHEN x.published < 0 OR y.published < 0 THEN 0
           WHEN abs(x.published - y.published) <= 7 THEN 100
           WHEN abs(x.published - y.published) <= 21 THEN 0 ELSE -100 END
    + CASE WHEN x.story = y.story AND x.story >= 0 THEN 900
           WHEN x.copy = y.copy THEN 900 ELSE 0 END
"""
_TWO_SAYINGS = "(x.report <> y.report OR x.act = y.act)"

_KEYS = "CREATE OR REPLACE TABLE k AS {keys}"
_HELD = """SELECT k.* FROM k SEMI JOIN (
    SELECT key FROM k WHERE key % {parts} = {part} GROUP BY key
    HAVING count(*) BETWEEN 2 AND {most}) AS shared_keys USING (key)"""
_MET_BY_PLACE = f"""
    INSERT INTO met
    WITH held AS ({_HELD}),
    pairs AS (SELECT DISTINCT a.i AS a, b.i AS b FROM held AS a JOIN held AS b
              ON a.key = b.key AND a.i < b.i WHERE a.coarse OR b.coarse)
    SELECT a, b FROM pairs JOIN c AS x ON x.i = a JOIN c AS y ON y.i = b
    WHERE {_TWO_SAYINGS} AND {_NEARNESS} >= {{least}} AND {_NEARNESS} > -300
"""
_MET_BY_WORDS = f"""
    INSERT INTO met
    WITH held AS ({_HELD}),
    pairs AS (SELECT (a.i::BIGINT << 32) | b.i AS pair_key, sum(a.worth)::INTEGER AS shared
              FROM held AS a JOIN held AS b ON a.key = b.key AND a.i < b.i
              GROUP BY pair_key, a.slot HAVING shared >= {{least}} - 1300),
    split AS (SELECT (pair_key >> 32)::INTEGER AS a, (pair_key & 4294967295)::INTEGER AS b, shared
              FROM pairs)
    SELECT a, b FROM split JOIN c AS x ON x.i = a JOIN c AS y ON y.i = b
    WHERE {_TWO_SAYINGS} AND shared + {_NEARNESS} >= {{least}}
"""
