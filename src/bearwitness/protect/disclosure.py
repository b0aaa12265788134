"""Least-loss global recoding: how coarse each column must be until every row is one of k alike.

The rules: one level per column for the whole table; rows whose group stays under k are suppressed,
up to a stated share; among the combinations of levels that allow this, the one of least loss.
Loss is non-uniform entropy in bits: for every row and column -log2(n(value) / n(generalised)),
n counting rows of the whole table (Gionis and Tassa 2009; ARX calls it so too).

The search walks combinations by rising loss. A row in a group of k stays in one when columns are
coarsened, so a combination that suppresses too much rules out every finer one and one that does not
rules in every coarser one: both are marked at once, and chains are searched by halving.
Source of the search: Kohlmayer et al. 2012, Flash; El Emam et al. 2009, OLA.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.typing import NDArray

from ..model.errors import GateClosed, WrongUse

Codes = NDArray[np.int64]
Bits = NDArray[np.float64]
Levels = tuple[int, ...]
Kept = NDArray[np.bool_]  # a row each: whether it is released

MAX_NODES = 2_000_000  # combinations of levels; more would not fit in memory comfortably
_WIDEST = 2**62  # a combined group key must fit 64 bits
_UNKNOWN, _FEASIBLE, _INFEASIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column at every level: `codes[level][row]`, and the bits each row loses there."""

    name: str
    codes: tuple[Codes, ...]
    bits: tuple[Bits, ...]

    @property
    def top_bits(self) -> Bits:
        """What each row loses at the coarsest level."""
        return self.bits[-1]


@dataclass(frozen=True, slots=True)
class Recoding:
    """The levels chosen, which rows are kept, and the price: bits lost, as charged."""

    levels: Levels
    kept: NDArray[np.bool_]
    price: float

    @property
    def suppressed(self) -> int:
        """How many rows are left out."""
        return int(self.kept.size - np.count_nonzero(self.kept))


Judge = Callable[[Levels, Kept], Recoding | None]  # prices levels, or refuses them


def column(
    name: str,
    values: Sequence[str],
    hierarchy: Mapping[str, Sequence[str]],
    weight: float = 1.0,
) -> Column:
    """A coded column from its values and, for each value, its generalisations fine to coarse.

    `weight` multiplies the bits that the column loses: what readers need most weighs more.

    Raises WrongUse when a value has no hierarchy or the hierarchy is ragged or not nested.
    """
    distinct = sorted(set(values))
    missing = sum(value not in hierarchy for value in distinct)
    if missing:
        raise WrongUse(f"{missing} values of column '{name}' are not in its hierarchy")
    paths = [(value, *hierarchy[value]) for value in distinct]
    if len({len(path) for path in paths}) > 1:
        raise WrongUse(f"the hierarchy of '{name}' has rows of different length")
    place = {value: i for i, value in enumerate(distinct)}
    base = np.array([place[value] for value in values], dtype=np.int64)
    codes = [base]
    for level in range(1, len(paths[0]) if paths else 1):
        codes.append(_coded([path[level] for path in paths])[base])
    _refuse_unnested(name, codes)
    return Column(name, tuple(codes), tuple(weight * _bits(codes[0], c) for c in codes))


def _coded(labels: Sequence[str]) -> Codes:
    order = {label: i for i, label in enumerate(sorted(set(labels)))}
    return np.array([order[label] for label in labels], dtype=np.int64)


def _refuse_unnested(name: str, codes: Sequence[Codes]) -> None:
    for fine, coarse in pairwise(codes):
        pairs = {(int(f), int(c)) for f, c in zip(fine, coarse, strict=True)}
        if len(pairs) != len({f for f, _ in pairs}):
            raise WrongUse(
                f"the hierarchy of '{name}' is not nested",
                "two rows with one value at a level must have one value at every coarser level",
            )


def _bits(base: Codes, level: Codes) -> Bits:
    """-log2(n(value) / n(generalised value)) for every row."""
    if not base.size:
        return np.zeros(0)
    ratio = np.bincount(level)[level] / np.bincount(base)[base]
    return np.asarray(np.log2(ratio), dtype=np.float64)


def group_sizes(columns: Sequence[Column], levels: Levels) -> NDArray[np.int64]:
    """For every row, how many rows are alike at these levels."""
    keys = _keys([c.codes[level] for c, level in zip(columns, levels, strict=True)])
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse.reshape(-1)], dtype=np.int64)


def _keys(coded: Sequence[Codes]) -> Codes:
    """One number per row, equal exactly when the rows are alike in every column."""
    total, width = coded[0].copy(), int(coded[0].max(initial=0)) + 1
    for codes in coded[1:]:
        size = int(codes.max(initial=0)) + 1
        if width * size >= _WIDEST:
            total = np.unique(total, return_inverse=True)[1].reshape(-1)
            width = int(total.max(initial=0)) + 1
        total = total * size + codes
        width *= size
    return total


def in_small_groups(columns: Sequence[Column], levels: Levels, k: int) -> int:
    """How many rows are in groups of fewer than `k` at these levels."""
    keys = np.sort(_keys([c.codes[level] for c, level in zip(columns, levels, strict=True)]))
    edges = np.flatnonzero(np.diff(keys)) + 1
    sizes = np.diff(np.concatenate(([0], edges, [keys.size])))
    return int(sizes[sizes < k].sum())


def loss(columns: Sequence[Column], levels: Levels) -> float:
    """Bits lost by all rows at these levels, suppressed or not."""
    return float(sum(c.bits[level].sum() for c, level in zip(columns, levels, strict=True)))


def greatest_loss(columns: Sequence[Column]) -> float:
    """Bits lost when every column is at its coarsest."""
    return float(sum(c.top_bits.sum() for c in columns))


def priced_as_arx(columns: Sequence[Column]) -> Judge:
    """ARX's price: all rows are charged for the levels and suppression costs nothing more."""
    return lambda levels, kept: Recoding(levels, kept, loss(columns, levels))


def priced_as_released(columns: Sequence[Column]) -> Judge:
    """Our price: a suppressed row costs all its bits, and one more for being gone.

    So suppressing everything never beats generalising everything, which ARX's price allows.
    """
    top = np.sum([c.top_bits for c in columns], axis=0) + 1.0

    def judge(levels: Levels, kept: Kept) -> Recoding:
        chosen = zip(columns, levels, strict=True)
        bits = np.sum([c.bits[level] for c, level in chosen], axis=0)
        return Recoding(levels, kept, float(np.where(kept, bits, top).sum()))

    return judge


def best_recoding(
    columns: Sequence[Column],
    k: int,
    max_suppressed: float,
    judge: Judge | None = None,
    coarsest: Levels | None = None,
) -> Recoding:
    """The recoding of least price; among equals the fewest suppressed, then the finest levels.

    `max_suppressed` is a share of the rows. `judge` gives None for levels it cannot accept, may
    keep fewer rows than it is offered, and never asks less than `loss`. `coarsest` is the
    coarsest level allowed of each column. Raises GateClosed when no combination of levels will do.
    """
    tops = coarsest or tuple(len(c.codes) - 1 for c in columns)
    lattice = _Lattice(columns, k, max_suppressed, tops)
    return lattice.best(judge or priced_as_released(columns))


class _Lattice:
    """Every combination of levels, sorted by loss, with what is known of each."""

    def __init__(
        self, columns: Sequence[Column], k: int, max_suppressed: float, tops: Levels
    ) -> None:
        self.columns, self.k = columns, k
        self.rows = columns[0].codes[0].size
        self.allowed = int(max_suppressed * self.rows + 1e-9)
        self.tops = tops
        shape = [top + 1 for top in tops]
        if prod(shape) > MAX_NODES:
            raise WrongUse(
                f"{prod(shape)} combinations of levels are too many",
                "use fewer columns or hierarchies with fewer levels",
            )
        nodes = np.indices(shape).reshape(len(shape), -1).T
        table = [[float(bits.sum()) for bits in c.bits] for c in columns]
        bound = np.sum([np.array(t)[nodes[:, i]] for i, t in enumerate(table)], axis=0)
        order = np.lexsort((*nodes.T[::-1], nodes.sum(axis=1), np.round(bound, 6)))
        self.nodes, self.bound = nodes[order], bound[order]
        self.state = np.full(len(order), _UNKNOWN, dtype=np.int8)
        self.place = {tuple(node): i for i, node in enumerate(self.nodes.tolist())}

    def best(self, judge: Judge) -> Recoding:
        """See `best_recoding`."""
        found: tuple[tuple[float, int, int, Levels], Recoding] | None = None
        for i in range(len(self.nodes)):
            limit = found[0][0] if found else np.inf
            if np.round(self.bound[i], 6) > limit or (found and self._is_last(i, found[1])):
                break
            if self.state[i] == _UNKNOWN:
                self._search_chain(i, limit)
            if self.state[i] == _INFEASIBLE:
                continue
            recoding = self._recoding(i, judge)
            if recoding is None:
                continue
            rank = (
                round(recoding.price, 6),
                recoding.suppressed,
                sum(recoding.levels),
                recoding.levels,
            )
            if found is None or rank < found[0]:
                found = rank, recoding
        if found is None:
            raise GateClosed(
                f"no generalisation makes every record one of {self.k} alike",
                "review more incidents, or wait for more reports",
            )
        return found[1]

    def _is_last(self, i: int, found: Recoding) -> bool:
        """Whether nothing from `i` on can be better: equal in loss, none suppressed, coarser."""
        return found.suppressed == 0 and bool(self.bound[i] >= found.price - 1e-6)

    def _recoding(self, i: int, judge: Judge) -> Recoding | None:
        levels = tuple(self.nodes[i].tolist())
        recoding = judge(levels, group_sizes(self.columns, levels) >= self.k)
        return recoding if recoding and recoding.suppressed <= self.allowed else None

    def _search_chain(self, start: int, limit: float) -> None:
        """Marks every node of a chain upwards from `start`, and all that follows from it."""
        chain = [start]
        while (above := self._next_up(chain[-1], limit)) is not None:
            chain.append(above)
        low, high = 0, len(chain)
        while low < high:
            middle = (low + high) // 2
            feasible = self._is_feasible(chain[middle])
            low, high = (low, middle) if feasible else (middle + 1, high)

    def _next_up(self, i: int, limit: float) -> int | None:
        """The cheapest combination one step coarser that nothing is known of yet."""
        node = self.nodes[i].tolist()
        ups = [
            self.place[(*node[:a], node[a] + 1, *node[a + 1 :])]
            for a in range(len(node))
            if node[a] < self.tops[a]
        ]
        open_ = [u for u in ups if self.state[u] == _UNKNOWN and self.bound[u] <= limit]
        return min(open_, default=None)

    def _is_feasible(self, i: int) -> bool:
        levels = tuple(self.nodes[i].tolist())
        feasible = in_small_groups(self.columns, levels, self.k) <= self.allowed
        if feasible:
            self.state[np.all(self.nodes >= self.nodes[i], axis=1)] = _FEASIBLE
        else:
            self.state[np.all(self.nodes <= self.nodes[i], axis=1)] = _INFEASIBLE
        return feasible


def small_cells(counts: Mapping[str, int], threshold: int) -> list[str]:
    """Cells with 1 to `threshold` - 1, sorted.

    Source: Hundepool et al. 2012, Statistical Disclosure Control, threshold rule.
    """
    return sorted(cell for cell, n in counts.items() if 0 < n < threshold)


def said_carefully(count: int, threshold: int) -> str:
    """A count as it may be published: itself, or "fewer than" the threshold."""
    return str(count) if count == 0 or count >= threshold else f"fewer than {threshold}"


def distinct_per_group(
    groups: Iterable[object], values: Iterable[str]
) -> dict[object, frozenset[str]]:
    """The distinct values of a field in each group."""
    seen: dict[object, set[str]] = {}
    for group, value in zip(groups, values, strict=True):
        seen.setdefault(group, set()).add(value)
    return {group: frozenset(found) for group, found in seen.items()}
