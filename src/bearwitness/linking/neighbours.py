"""Which pairs of reports are worth comparing.

Two reports meet when they share
- a town or a street that few reports speak of;
- a town or a street, and were published within a month;
- a town or a street, and days of the acts that meet or neighbour;
- a province and days of the acts that meet, published within a month;
- a rare ordinary word, and a province or the month of publication.
A key that more than `MOST` reports hold says too little and proposes none.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from .holdings import Holdings, WordTable, word_table
from .many import Ints
from .meeting import distinct, matched, meetings, one_key
from .reports import About, Rarity

MOST = 400  # reports that may share a key
FEW = 60  # reports that may share a key without a date
RARE_WORDS = 6  # the rarest words of a report, by which it looks for neighbours
_FORTNIGHT = 14  # days
_UNDATED = -1


def neighbours(reports: Sequence[About], rare: Rarity) -> Iterator[tuple[About, About]]:
    """Pairs worth comparing, each once, in a fixed order whatever the order of `reports`."""
    ordered = sorted(reports, key=lambda report: report.report_id)
    first, second = neighbouring(ordered, word_table(ordered, rare))
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        yield ordered[i], ordered[j]


def neighbouring(reports: Sequence[About], words: WordTable) -> tuple[Ints, Ints]:
    """Pairs of positions worth comparing, each once, the smaller first, sorted."""
    held = [(keys, owners, most) for keys, owners, most in _keys(reports, words) if len(keys)]
    met = chain.from_iterable(meetings(keys, owners, most) for keys, owners, most in held)
    return distinct(list(met), len(reports))


def _keys(reports: Sequence[About], words: WordTable) -> Iterator[tuple[Ints, Ints, int]]:
    """For each way of meeting: a number for each key, the report that holds it, and `most`."""
    spot, at = _flat(Holdings.of(_spots(one) for one in reports))
    province, within = _flat(Holdings.of(one.provinces for one in reports))
    word, saying = _rarest(words)
    slot, out = _fortnights(reports)
    yield spot, at, FEW
    yield *_joined((spot, at), (slot, out)), MOST
    half, of = _half_days(reports)
    yield *_joined((spot, at), (half, of)), MOST
    day, on = _ends(reports)
    left, right = matched(on, out)
    dated, told = one_key(day[left], slot[right]), on[left]
    yield *_joined((province, within), (dated, told)), FEW
    yield *_joined((word, saying), (slot, out)), MOST
    yield *_joined((word, saying), (province, within)), FEW


def _spots(report: About) -> Iterator[tuple[str, str]]:
    for kind, names in (("town", report.towns), ("street", report.streets)):
        for name in names:
            yield kind, name


def _flat(held: Holdings) -> tuple[Ints, Ints]:
    return held.cells.indices.astype(np.int64), held.owners()


def _joined(a: tuple[Ints, Ints], b: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """A key for every two things of one report, and the report."""
    left, right = matched(a[1], b[1])
    return one_key(a[0][left], b[0][right]), a[1][left]


def _rarest(words: WordTable) -> tuple[Ints, Ints]:
    """The `RARE_WORDS` rarest words of each report: its first, as words are in order of rarity."""
    table = words.held.cells
    begins = np.repeat(table.indptr[:-1], np.diff(table.indptr))
    is_first = np.arange(len(table.indices)) - begins < RARE_WORDS
    word, owner = _flat(words.held)
    picked = is_first & (word < words.rare)
    return word[picked], owner[picked]


def _fortnights(reports: Sequence[About]) -> tuple[Ints, Ints]:
    """A fortnight's number and the next, so that reports up to a month apart share one."""
    rows = []
    for n, one in enumerate(reports):
        if one.published is None:
            rows.append((_UNDATED, n))
        else:
            number = one.published.toordinal() // _FORTNIGHT
            rows += [(number, n), (number + 1, n)]
    return _columns(rows)


def _ends(reports: Sequence[About]) -> tuple[Ints, Ints]:
    """The first and last days of the gravest acts, each with its report."""
    return _columns([(end.toordinal(), n) for n, one in enumerate(reports)
                     for days in one.days for end in days])  # fmt: skip


def _half_days(reports: Sequence[About]) -> tuple[Ints, Ints]:
    """Pairs of days: a day shares one with itself, the day before and the day after."""
    rows = [
        (day // 2, n)
        for n, one in enumerate(reports)
        for first, last in one.days
        for day in (first.toordinal(), last.toordinal(), last.toordinal() + 1)
    ]
    return _columns(rows)


def _columns(rows: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    table = np.array(rows, np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
