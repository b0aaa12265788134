"""Two releases side by side: no difference between them may be about fewer than k records.

The rules: releases are compared at the finest levels that both can be brought to; a combination
whose count grew or shrank by 1 to k - 1 isolates those records; records are held back until the
difference is nothing or at least k, and what cannot be so mended is refused.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ..model.release import Cleared
from .disclosure import Judge, Kept, Levels, Recoding
from .hierarchies import hierarchies
from .records import Prepared, released_values

Cell = tuple[str, ...]


def levels_of(cleared: Cleared) -> Levels:
    """The level of each field in a release, by its number in the hierarchy."""
    named = dict(cleared.guarantee.levels)
    return tuple(h.levels.index(named[h.field]) for h in hierarchies())


def common_levels(one: Levels, other: Levels) -> Levels:
    """The finest levels that both can be brought to."""
    return tuple(max(pair) for pair in zip(one, other, strict=True))


def cells(rows: Iterable[Sequence[str]], levels: Levels) -> list[Cell]:
    """Each row's combination of values at `levels`."""
    trees = hierarchies()
    return [
        tuple(h.at(v, level) for h, v, level in zip(trees, row, levels, strict=True))
        for row in rows
    ]


def isolating(new: Mapping[Cell, int], old: Mapping[Cell, int], k: int) -> dict[Cell, int]:
    """Combinations whose count differs by 1 to k - 1, and by how much it grew."""
    grown = {cell: new.get(cell, 0) - old.get(cell, 0) for cell in {*new, *old}}
    return {cell: by for cell, by in sorted(grown.items()) if 0 < abs(by) < k}


def isolated_by(new: Cleared, earlier: Iterable[Cleared], k: int) -> int:
    """How many combinations of any earlier release differ from `new` by fewer than k records."""
    found = 0
    for old in earlier:
        levels = common_levels(levels_of(new), levels_of(old))
        counts = [Counter(cells(map(released_values, c.records), levels)) for c in (new, old)]
        found += len(isolating(counts[0], counts[1], k))
    return found


def held_back(rows: Sequence[Prepared], earlier: Sequence[Cleared], k: int, price: Judge) -> Judge:
    """A judge that holds records back until no earlier release isolates any, then asks `price`.

    Rows are held back from the end, so their order must say nothing about them. Levels at which
    holding back does not help are refused.
    """

    def judge(levels: Levels, kept: Kept) -> Recoding | None:
        fewer = _mended(rows, levels, kept, earlier, k)
        return None if fewer is None else price(levels, fewer)

    return judge


def _mended(
    rows: Sequence[Prepared],
    levels: Levels,
    kept: Kept,
    earlier: Sequence[Cleared],
    k: int,
) -> Kept | None:
    """`kept` with as few more rows dropped as this simple pass finds; None when none will do.

    Every round drops at least one row, so it ends.
    """
    groups = cells((row.values for row in rows), levels)
    plans = [_plan(rows, levels, old) for old in earlier]
    kept = kept.copy()
    while True:
        drop = _too_many(kept, plans, groups, k)
        if drop is None:
            return None
        if not drop:
            return kept
        kept[drop] = False
        left = Counter(g for g, keep in zip(groups, kept, strict=True) if keep)
        kept &= np.array([left[g] >= k for g in groups], dtype=bool)


Plan = tuple[list[Cell], Counter[Cell]]


def _plan(rows: Sequence[Prepared], levels: Levels, old: Cleared) -> Plan:
    """The cell of every row, and the earlier release's counts, at the levels they share."""
    shared = common_levels(levels, levels_of(old))
    return (
        cells((row.values for row in rows), shared),
        Counter(cells(map(released_values, old.records), shared)),
    )


def _too_many(
    kept: Kept, plans: Sequence[Plan], groups: Sequence[Cell], k: int
) -> list[int] | None:
    """Rows to drop for the first combination that isolates; empty when none does.

    None when no smaller count would do.
    """
    for cell_of, before in plans:
        now = Counter(c for c, keep in zip(cell_of, kept, strict=True) if keep)
        for cell in isolating(now, before, k):
            fits = [n for n in range(now[cell]) if n == before[cell] or abs(n - before[cell]) >= k]
            if not fits:
                return None
            inside = [i for i, c in enumerate(cell_of) if kept[i] and c == cell]
            return _from_largest(inside, groups, now[cell] - max(fits))
    return []


def _from_largest(inside: Sequence[int], groups: Sequence[Cell], count: int) -> list[int]:
    """`count` of the rows `inside`, from the largest groups first and the last rows first."""
    size = Counter(groups[i] for i in inside)
    ranked = sorted(inside, key=lambda i: (-size[groups[i]], groups[i], -i))
    return ranked[:count]
