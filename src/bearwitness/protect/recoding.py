"""Least-loss global recoding: how coarse each column must be until every row is one of k alike.

The rules: one level a column for the whole table; rows whose group stays under k, or without enough
sensitive values, are suppressed, up to a stated share; among the combinations of levels that allow
this, the one of least loss.

The search walks combinations by rising loss. A row in a group that will do stays in one when
columns are coarsened, so a combination that suppresses too much rules out every finer one and one
that does not rules in every coarser one: both are marked at once, and chains are searched by
halving.
Source of the search: Kohlmayer et al. 2012, Flash; El Emam et al. 2009, OLA.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from ..model.errors import GateClosed, WrongUse
from .columns import Codes, Column, Counts
from .groups import Kept, Levels, Rollup

MAX_NODES = 2_000_000  # combinations of levels; more would not fit in memory comfortably
_UNKNOWN, _FEASIBLE, _INFEASIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Recoding:
    """The levels chosen, which rows are kept, the price in bits as charged, and rows left out."""

    levels: Levels
    kept: Kept
    price: float
    suppressed: int


Judge = Callable[[Levels, Kept], Recoding | None]  # prices levels, or refuses them


@dataclass(frozen=True, slots=True)
class Wanted:
    """What every released group must have: rows, and different values of each sensitive column."""

    k: int
    values: int = 1
    sensitive: tuple[Codes, ...] = ()


def loss(columns: Sequence[Column], levels: Levels) -> float:
    """Bits lost by all rows at these levels, suppressed or not."""
    return float(sum(c.loss(level) for c, level in zip(columns, levels, strict=True)))


def greatest_loss(columns: Sequence[Column]) -> float:
    """Bits lost when every column is at its coarsest."""
    return float(sum(c.loss(c.levels - 1) for c in columns))


def left_out(kept: Kept, counts: Counts | None) -> int:
    """How many rows are not kept; a row counts `counts` times."""
    return int(np.count_nonzero(~kept) if counts is None else counts[~kept].sum())


def priced_as_arx(columns: Sequence[Column], counts: Counts | None = None) -> Judge:
    """ARX's price: all rows are charged for the levels and suppression costs nothing more."""
    return lambda levels, kept: Recoding(
        levels, kept, loss(columns, levels), left_out(kept, counts)
    )


def priced_as_released(columns: Sequence[Column], counts: Counts | None = None) -> Judge:
    """Our price: a suppressed row costs all its bits, and one more for being gone.

    So suppressing everything never beats generalising everything, which ARX's price allows.
    """
    top = np.sum([c.lost(c.levels - 1) for c in columns], axis=0) + 1.0

    def judge(levels: Levels, kept: Kept) -> Recoding:
        chosen = zip(columns, levels, strict=True)
        bits = np.where(kept, np.sum([c.lost(level) for c, level in chosen], axis=0), top)
        price = float(bits.sum() if counts is None else bits @ counts)
        return Recoding(levels, kept, price, left_out(kept, counts))

    return judge


def best_recoding(
    columns: Sequence[Column],
    wanted: Wanted | int,
    max_suppressed: float,
    judge: Judge | None = None,
    coarsest: Levels | None = None,
    counts: Counts | None = None,
) -> Recoding:
    """The recoding of least price; among equals the fewest suppressed, then the finest levels.

    `wanted` is k, or k with diversity. `max_suppressed` is a share of the rows. `judge` gives None
    for levels it cannot accept, may keep fewer rows than it is offered, and never asks less than
    `loss`. `coarsest` is the coarsest level allowed of each column. `counts` says how many rows of
    the table each row stands for. Raises GateClosed when no combination of levels will do.
    """
    asked = Wanted(wanted) if isinstance(wanted, int) else wanted
    tops = coarsest or tuple(c.levels - 1 for c in columns)
    lattice = _Lattice(columns, asked, max_suppressed, tops, counts)
    return lattice.best(judge or priced_as_released(columns, counts))


class _Lattice:
    """Every combination of levels, sorted by loss, with what is known of each."""

    def __init__(
        self, columns: Sequence[Column], wanted: Wanted, max_suppressed: float, tops: Levels,
        counts: Counts | None,
    ) -> None:  # fmt: skip
        self.columns, self.wanted = columns, wanted
        self.groups = Rollup(columns, counts, wanted.sensitive)
        self.allowed = int(max_suppressed * int(self.groups.counts.sum()) + 1e-9)
        self.tops = tops
        shape = [top + 1 for top in tops]
        if prod(shape) > MAX_NODES:
            raise WrongUse(
                f"{prod(shape)} combinations of levels are too many",
                "use fewer columns or hierarchies with fewer levels",
            )
        nodes = np.indices(shape, dtype=np.int8).reshape(len(shape), -1).T
        table = [[c.loss(level) for level in range(c.levels)] for c in columns]
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
            rank = _rank(recoding)
            if found is None or rank < found[0]:
                found = rank, recoding
        if found is None:
            raise GateClosed(
                f"no generalisation makes every record one of {self.wanted.k} alike",
                "review more incidents, or wait for more reports",
            )
        return found[1]

    def _is_last(self, i: int, found: Recoding) -> bool:
        """Whether nothing from `i` on can be better: equal in loss, none suppressed, coarser."""
        return found.suppressed == 0 and bool(self.bound[i] >= found.price - 1e-6)

    def _recoding(self, i: int, judge: Judge) -> Recoding | None:
        levels = tuple(self.nodes[i].tolist())
        kept = self.groups.kept(levels, self.wanted.k, self.wanted.values)
        recoding = judge(levels, kept)
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
        small = self.groups.small(levels, self.wanted.k, self.wanted.values)
        if small <= self.allowed:
            self.state[np.all(self.nodes >= self.nodes[i], axis=1)] = _FEASIBLE
        else:
            self.state[np.all(self.nodes <= self.nodes[i], axis=1)] = _INFEASIBLE
        return small <= self.allowed


def _rank(recoding: Recoding) -> tuple[float, int, int, Levels]:
    """What decides between recodings: price, rows suppressed, levels."""
    price = round(recoding.price, 6)
    return price, recoding.suppressed, sum(recoding.levels), recoding.levels
