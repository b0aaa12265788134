"""Reports whose ordinary words are most alike, wherever and whenever they put what happened.

For each report the `NEAREST` others by the cosine of the ordinary words of their texts, and as many
of those published within a week of it. A word in more than `MOST` reports proposes no pair: it
would be compared with nearly everything, and says little. Only the `LOOKED_BY` rarest
words of each report are looked at, and a likeness under `LEAST` is none.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csc_array, csr_array

from .holdings import WordTable, word_table
from .many import Floats, Ints
from .meeting import distinct, within
from .reports import About, Rarity

NEAREST = 8
WEEK = 7  # days
MOST = 200  # reports that may hold a word by which others are looked for
LOOKED_BY = 64  # a report's rarest words: no others are looked at
LEAST = 0.04  # the cosine over these words below which two reports are not alike
_AT_ONCE = 1_000  # reports compared with all others in one step, to bound memory
_EQUAL = 12  # decimals beyond which two cosines count as equal, so that sums' order is no matter


def alike(reports: Sequence[About], rare: Rarity) -> Iterator[tuple[About, About]]:
    """Pairs worth comparing, each once, in a fixed order whatever the order of `reports`."""
    ordered = sorted(reports, key=lambda report: report.report_id)
    first, second = likest(ordered, word_table(ordered, rare))
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        yield ordered[i], ordered[j]


def likest(reports: Sequence[About], words: WordTable) -> tuple[Ints, Ints]:
    """Pairs of positions most alike, each once, the smaller first, sorted."""
    table = _rarest(_table(words))
    turned = csc_array(table.T)
    days = np.array([r.published.toordinal() if r.published else -1 for r in reports], np.int64)
    met: list[tuple[Ints, Ints, Floats]] = []
    for start in range(0, len(reports), _AT_ONCE):  # with itself and what comes after
        cosines = csr_array(table[start : start + _AT_ONCE] @ csr_array(turned[:, start:]))
        kept = np.flatnonzero(cosines.data >= LEAST)
        one = np.searchsorted(cosines.indptr, kept, "right") - 1
        other, near = cosines.indices[kept].astype(np.int64), cosines.data[kept].round(_EQUAL)
        after = other > one
        one, other, near = start + one[after], start + other[after], near[after]
        met += [(one, other, near), (other, one, near)]
    if not met:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    owners, others, near = (np.concatenate(column) for column in zip(*met, strict=True))
    order = np.lexsort((others, -near, owners))
    owners, others = owners[order], others[order]
    week = (np.abs(days[owners] - days[others]) <= WEEK) & (days[owners] >= 0)
    chosen = [_nearest(owners, others), _nearest(owners[week], others[week])]
    ends = [(np.minimum(a, b), np.maximum(a, b)) for a, b in chosen]
    return distinct(ends, len(reports))


def _nearest(owners: Ints, others: Ints) -> tuple[Ints, Ints]:
    """The first `NEAREST` of each owner's; owners are sorted."""
    _, counts = np.unique(owners, return_counts=True)
    first = within(counts) < NEAREST
    return owners[first], others[first]


def _rarest(table: csr_array) -> csr_array:
    """The `LOOKED_BY` rarest words of each row: its first, as words are in order of rarity."""
    first = np.flatnonzero(within(np.diff(table.indptr).astype(np.int64)) < LOOKED_BY)
    counts = np.minimum(np.diff(table.indptr), LOOKED_BY)
    starts = np.r_[0, np.cumsum(counts)]
    return csr_array((table.data[first], table.indices[first], starts), shape=table.shape)


def _table(words: WordTable) -> csr_array:
    """The rarity of each word that not too many hold, rows of length one."""
    held = words.held
    counts = np.bincount(held.cells.indices, minlength=held.cells.shape[1])
    table = held.weighing(words.worth)
    table.data = table.data / np.where(words.lengths > 0, words.lengths, 1.0)[held.owners()]
    return csr_array(table[:, np.flatnonzero(counts <= MOST)])
