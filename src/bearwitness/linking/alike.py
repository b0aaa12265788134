"""Reports whose ordinary words are most alike, wherever and whenever they put what happened.

For each report the `NEAREST` others by the cosine of the ordinary words of their texts, and as many
of those published within a week of it. A word in more than `MOST` reports proposes no pair: it
would be compared with nearly everything, and says little.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .holdings import WordTable, word_table
from .many import Floats, Ints
from .reports import About, Rarity

NEAREST = 8
WEEK = 7  # days
MOST = 500  # reports that may hold a word by which others are looked for
_AT_ONCE = 200  # reports compared with all others in one step, to bound memory
_EQUAL = 12  # decimals beyond which two cosines count as equal, so that sums' order is no matter
_LEEWAY = 10.0 ** (1 - _EQUAL)


def alike(reports: Sequence[About], rare: Rarity) -> Iterator[tuple[About, About]]:
    """Pairs worth comparing, each once, in a fixed order whatever the order of `reports`."""
    ordered = sorted(reports, key=lambda report: report.report_id)
    first, second = likest(ordered, word_table(ordered, rare))
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        yield ordered[i], ordered[j]


def likest(reports: Sequence[About], words: WordTable) -> tuple[Ints, Ints]:
    """Pairs of positions most alike, each once, the smaller first, sorted."""
    table = _table(words)
    turned = csr_array(table.T)
    days = np.array([r.published.toordinal() if r.published else -1 for r in reports], np.int64)
    found: list[tuple[int, NDArray[np.int32]]] = []
    for start in range(0, len(reports), _AT_ONCE):
        cosines = csr_array(table[start : start + _AT_ONCE] @ turned)
        for row in range(cosines.shape[0]):
            i = start + row
            span = slice(cosines.indptr[row], cosines.indptr[row + 1])
            others, near = cosines.indices[span], cosines.data[span]
            near[others == i] = -1
            found.append((i, _nearest(others, near)))
            if days[i] >= 0:
                week = np.flatnonzero(np.abs(days[others] - days[i]) <= WEEK)
                found.append((i, _nearest(others[week], near[week])))
    return _once(found, len(reports))


def _once(found: Sequence[tuple[int, NDArray[np.int32]]], count: int) -> tuple[Ints, Ints]:
    """The pairs of each position with its nearest, each once."""
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    owners = np.repeat([i for i, _ in found], [len(near) for _, near in found]).astype(np.int64)
    others = np.concatenate([near for _, near in found]).astype(np.int64)
    both = np.unique(np.minimum(owners, others) * count + np.maximum(owners, others))
    return both // count, both % count


def _nearest(others: NDArray[np.int32], near: Floats) -> NDArray[np.int32]:
    """The positions of the most alike, ties to the smaller; a negative likeness is none."""
    if len(near) > NEAREST:
        least = np.partition(near, len(near) - NEAREST)[len(near) - NEAREST]
        hopeful = np.flatnonzero(near >= least - _LEEWAY)
        others, near = others[hopeful], near[hopeful]
    best = np.lexsort((others, -near.round(_EQUAL)))
    nearest: NDArray[np.int32] = others[best[near[best] >= 0][:NEAREST]]
    return nearest


def _table(words: WordTable) -> csr_array:
    """The rarity of each word that not too many hold, rows of length one."""
    held = words.held
    counts = np.bincount(held.cells.indices, minlength=held.cells.shape[1])
    table = held.weighing(words.worth)
    table.data = table.data / np.where(words.lengths > 0, words.lengths, 1.0)[held.owners()]
    return csr_array(table[:, np.flatnonzero(counts <= MOST)])
