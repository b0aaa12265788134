"""Two releases side by side: no difference between them may be about fewer than k records.

The rules: releases are compared at the finest levels that both can be brought to; a combination
whose count grew or shrank by 1 to k - 1 isolates those records; records are held back until the
difference is nothing or at least k, and what cannot be so mended is refused.

Two releases at levels of which neither is finer are two margins of one table: what they say
together of a finer cell never has an upper end below k (Frechet's bounds). Of three such margins
that does not hold, so there are never three.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations, compress
from operator import getitem

import numpy as np

from ..model.release import Cleared
from .groups import Kept, Levels
from .hierarchies import hierarchies
from .recoding import Judge, Recoding
from .records import Prepared, released_values

Cell = tuple[str, ...]
Paths = tuple[tuple[str, ...], ...]  # a row: for each field, its value at every level


def levels_of(cleared: Cleared) -> Levels:
    """The level of each field in a release, by its number in the hierarchy."""
    named = dict(cleared.guarantee.levels)
    return tuple(h.levels.index(named[h.field]) for h in hierarchies())


def common_levels(one: Levels, other: Levels) -> Levels:
    """The finest levels that both can be brought to."""
    return tuple(max(pair) for pair in zip(one, other, strict=True))


def are_apart(one: Levels, other: Levels) -> bool:
    """Whether neither levels are those of the other made coarser."""
    return common_levels(one, other) not in (one, other)


def are_tangled(released: Iterable[Levels]) -> bool:
    """Whether there are three releases' levels of which none is another's made coarser."""
    distinct = sorted(set(released))
    return any(
        are_apart(a, b) and are_apart(a, c) and are_apart(b, c)
        for a, b, c in combinations(distinct, 3)
    )


def paths(rows: Iterable[Sequence[str]]) -> list[Paths]:
    """Each row's values at every level."""
    climb = cache(lambda field, value: hierarchies()[field].path(value))
    return [tuple(climb(i, value) for i, value in enumerate(row)) for row in rows]


def cells(rows: Iterable[Paths], levels: Levels) -> list[Cell]:
    """Each row's combination of values at `levels`."""
    return [tuple(map(getitem, row, levels)) for row in rows]


def isolating(new: Mapping[Cell, int], old: Mapping[Cell, int], k: int) -> dict[Cell, int]:
    """Combinations whose count differs by 1 to k - 1, and by how much it grew."""
    grown = {cell: new.get(cell, 0) - old.get(cell, 0) for cell in {*new, *old}}
    return {cell: by for cell, by in sorted(grown.items()) if 0 < abs(by) < k}


def released_paths(cleared: Cleared) -> list[Paths]:
    """Each released record's values, from the level it was released at upwards."""
    return paths(map(released_values, cleared.records))


def isolated_by(new: Cleared, earlier: Iterable[Cleared], k: int) -> int:
    """How many combinations of any earlier release differ from `new` by fewer than k records."""
    found = 0
    for old in earlier:
        levels = common_levels(levels_of(new), levels_of(old))
        counts = [Counter(cells(released_paths(one), levels)) for one in (new, old)]
        found += len(isolating(counts[0], counts[1], k))
    return found


def held_back(rows: Sequence[Prepared], earlier: Sequence[Cleared], k: int, price: Judge) -> Judge:
    """A judge that holds records back until no earlier release isolates any, then asks `price`.

    Rows are held back from the end, so their order must say nothing about them. Levels at which
    holding back does not help, and a third kind of levels (`are_tangled`), are refused.
    """

    climbed = paths(row.values for row in rows)
    before = [(levels_of(old), released_paths(old)) for old in earlier]

    held = [own for own, _ in before]

    def judge(levels: Levels, kept: Kept) -> Recoding | None:
        if are_tangled([*held, levels]):
            return None
        plans = [_plan(climbed, common_levels(levels, own), old) for own, old in before]
        fewer = _mended(cells(climbed, levels), plans, kept, k)
        return None if fewer is None else price(levels, fewer)

    return judge


Plan = tuple[list[Cell], Counter[Cell]]


def _plan(rows: Sequence[Paths], shared: Levels, old: Sequence[Paths]) -> Plan:
    """The cell of every row, and the earlier release's counts, at the levels they share."""
    return cells(rows, shared), Counter(cells(old, shared))


def _mended(groups: Sequence[Cell], plans: Sequence[Plan], kept: Kept, k: int) -> Kept | None:
    """`kept` with as few more rows dropped as this simple pass finds; None when none will do.

    Every round drops at least one row, so it ends.
    """
    kept = kept.copy()
    while True:
        drop = _too_many(kept, plans, groups, k)
        if drop is None:
            return None
        if not drop:
            return kept
        kept[drop] = False
        left = Counter(compress(groups, kept))
        kept &= np.array([left[g] >= k for g in groups], dtype=bool)


def _too_many(
    kept: Kept, plans: Sequence[Plan], groups: Sequence[Cell], k: int
) -> list[int] | None:
    """Rows to drop for the first combination that isolates; empty when none does.

    None when no smaller count would do.
    """
    for cell_of, before in plans:
        now = Counter(compress(cell_of, kept))
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
