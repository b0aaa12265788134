"""Reports whose ordinary words are most alike, wherever and whenever they put what happened.

For each report the `NEAREST` others by the cosine of the ordinary words of their texts, and as many
of those published within a week of it. A word in more than `MOST` reports proposes no pair: it
would be compared with nearly everything, and says little.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .reports import About, Rarity

NEAREST = 8
WEEK = 7  # days
MOST = 500  # reports that may hold a word by which others are looked for
_AT_ONCE = 100  # reports compared with all others in one step, to bound memory
_EQUAL = 12  # decimals beyond which two cosines count as equal, so that sums' order is no matter


def alike(reports: Sequence[About], rare: Rarity) -> Iterator[tuple[About, About]]:
    """Pairs worth comparing, each once, in a fixed order whatever the order of `reports`."""
    ordered = sorted(reports, key=lambda report: report.report_id)
    table = _table(ordered, rare)
    days = np.array([r.published.toordinal() if r.published else -1 for r in ordered])
    found: set[tuple[int, int]] = set()
    for start in range(0, len(ordered), _AT_ONCE):
        cosines = (table[start : start + _AT_ONCE] @ table.T).tocsr()
        for row in range(cosines.shape[0]):
            i = start + row
            span = slice(cosines.indptr[row], cosines.indptr[row + 1])
            others, near = cosines.indices[span], cosines.data[span].round(_EQUAL)
            is_week = (np.abs(days[others] - days[i]) <= WEEK) & (days[others] >= 0)
            for picked in (others != i, (others != i) & is_week):
                for j in _nearest(others[picked], near[picked]):
                    found.add((i, j) if i < j else (j, i))
    for i, j in sorted(found):
        yield ordered[i], ordered[j]


def _nearest(others: NDArray[np.int64], near: NDArray[np.float64]) -> list[int]:
    """The positions of the most alike, ties to the smaller."""
    best: list[int] = others[np.lexsort((others, -near))][:NEAREST].tolist()
    return best


def _table(ordered: Sequence[About], rare: Rarity) -> csr_array:
    """A row for each report, a column for each word that not too many hold, rows of length one."""
    counts = Counter(word for report in ordered for word in report.words)
    column = {word: n for n, word in enumerate(sorted(w for w, k in counts.items() if k <= MOST))}
    bags = [sorted(report.words & column.keys()) for report in ordered]
    starts = np.cumsum([0, *map(len, bags)])
    columns = [column[word] for bag in bags for word in bag]
    values = [
        rare.of[word] / rare.lengths[report.report_id]
        for report, bag in zip(ordered, bags, strict=True)
        for word in bag
    ]
    return csr_array((values, columns, starts), shape=(len(ordered), len(column)))
