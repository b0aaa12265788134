"""Secondary suppression: the fewest further cells to hide so that no total gives a hidden one away.

The rules: an intruder knows every cell that is shown, every total shown, and that counts are not
negative; from this nothing that must be hidden may be known better than its demand allows. The
choice is optimal: least cells, and among those least counts; it is proved so by the solver, or said
not to be. What comes out is checked by attacking it, cell by cell.

1. A program in zeros and ones says which cells are hidden; at first only that each line with a
   hidden cell has another that can make up for it.
2. The choice is attacked: for each demand the greatest and least value that fits what is shown.
3. An attack that succeeds becomes an inequality (its dual says which hidden cells would prevent
   it), and the program is solved again, until no attack succeeds.
Source: Fischetti and Salazar 2000, Models and algorithms for optimizing cell suppression.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from ..model.errors import GateClosed
from .counted import CountTable, Demand

_SLACK = 1e-6
_MOST_ROUNDS = 200
_SECONDS = 60.0  # for one solving of the program in zeros and ones

Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Which cells are hidden: those that had to be, and those hidden for their sake."""

    primary: frozenset[int]
    secondary: frozenset[int]
    is_optimal: bool

    @property
    def hidden(self) -> frozenset[int]:
        """All of them."""
        return self.primary | self.secondary


def suppressed(
    table: CountTable, wanted: Sequence[Demand], price: Sequence[float] | None = None
) -> Suppressed:
    """The cells to hide so that every demand is kept, as few and as small as can be.

    `price` is what hiding each cell costs, when it is not one and a little for its count.
    Raises GateClosed when no choice is found; then the table must not be shown.
    """
    primary = frozenset(demand.cells[0] for demand in wanted if len(demand.cells) == 1)
    if not wanted:
        return Suppressed(primary, frozenset(), is_optimal=True)
    program = _Program(table, wanted, price)
    for _ in range(_MOST_ROUNDS):
        chosen = program.choose()
        attacks = list(broken(table, chosen, wanted))
        if not attacks:
            return Suppressed(primary, frozenset(chosen) - primary, program.is_optimal)
        program.forbid(attacks)
    raise GateClosed(
        "no choice of cells to hide was found in time", "use fewer columns, or coarser values"
    )


@dataclass(frozen=True, slots=True)
class Attack:
    """An attack that succeeded: how far the cell can be moved is `weights` times what is hidden."""

    weights: Row
    needed: float


class _Program:
    """The choice of hidden cells as a program in zeros and ones, with the inequalities so far."""

    def __init__(
        self, table: CountTable, wanted: Sequence[Demand], price: Sequence[float] | None
    ) -> None:
        counts = np.array(table.counts, dtype=np.float64)
        own = 1 + counts / max(1.0, float(counts.sum()))
        self.price = own if price is None else np.array(price, dtype=np.float64)
        self.least = np.zeros(counts.size)
        self.least[[demand.cells[0] for demand in wanted if len(demand.cells) == 1]] = 1
        first = [*_lines_made_up(table, wanted, counts), *_no_line_of_one(table)]
        self.rows = [csr_array(np.array([row for row, _ in first]))]
        self.needed = [needed for _, needed in first]
        self.is_optimal = True

    def choose(self) -> list[int]:
        """The cheapest choice that the inequalities allow."""
        rows = LinearConstraint(vstack(self.rows), np.array(self.needed), np.inf)
        done = milp(
            self.price, constraints=rows, bounds=Bounds(self.least, 1),
            integrality=np.ones(self.price.size), options={"time_limit": _SECONDS},
        )  # fmt: skip
        if done.x is None:
            raise GateClosed(
                "no choice of cells to hide was found", "use fewer columns, or coarser values"
            )
        self.is_optimal &= done.status == 0
        return [int(i) for i in np.flatnonzero(done.x > 0.5)]

    def forbid(self, attacks: Sequence[Attack]) -> None:
        """Every later choice withstands these attacks."""
        self.rows.append(csr_array(np.array([attack.weights for attack in attacks])))
        self.needed += [attack.needed for attack in attacks]


def _lines_made_up(
    table: CountTable, wanted: Sequence[Demand], counts: Row
) -> Iterator[tuple[Row, float]]:
    """In each line of a cell to hide, enough else is hidden to make up for its moves."""
    for demand in wanted:
        if len(demand.cells) > 1:
            row = np.zeros(counts.size)
            row[list(demand.cells)] = 1.0
            yield row, 1.0
            continue
        cell = demand.cells[0]
        up, down = demand.high - counts[cell], counts[cell] - demand.low
        for total, parts in table.lines:
            if cell not in (total, *parts):
                continue
            row = np.zeros(counts.size)
            others = [part for part in parts if part != cell]
            grows, shrinks = (down, up) if cell != total else (up, down)
            for need, may in ((shrinks, np.minimum(counts, shrinks)), (grows, None)):
                if need > 0:
                    row = np.zeros(counts.size)
                    row[others] = need if may is None else may[others]
                    if cell != total:  # the total moves with the cell
                        row[total] = need if may is not None else min(counts[total], need)
                    yield row / need, 1.0


def _no_line_of_one(table: CountTable) -> Iterator[tuple[Row, float]]:
    """A cell hidden alone in a line is known from the line: hiding it so is of no use."""
    for total, parts in table.lines:
        members = (total, *parts)
        for cell in members:
            row = np.zeros(len(table.counts))
            row[list(members)] = 1.0
            row[cell] = -1.0
            yield row, 0.0


def broken(table: CountTable, hidden: Sequence[int], wanted: Sequence[Demand]) -> Iterator[Attack]:
    """The demands that an intruder breaks who sees all but `hidden`, each as an inequality."""
    counts = np.array(table.counts, dtype=np.float64)
    sums = _sums(table)
    for demand in wanted:
        held = float(counts[list(demand.cells)].sum())
        for sign, needed in ((1.0, demand.high - held), (-1.0, held - demand.low)):
            if needed > 0:
                found = _moved(counts, sums, hidden, demand.cells, sign, needed)
                if found is not None:
                    yield found


def _sums(table: CountTable) -> csr_array:
    """A row a line: 1 for each cell in it, -1 for its total."""
    rows = np.zeros((len(table.lines), len(table.counts)))
    for i, (total, parts) in enumerate(table.lines):
        rows[i, list(parts)] = 1.0
        rows[i, total] = -1.0
    return csr_array(rows)


def _moved(
    counts: Row,
    sums: csr_array,
    hidden: Sequence[int],
    cells: Sequence[int],
    sign: float,
    needed: float,
) -> Attack | None:
    """None when the sum of `cells` can move by `needed`; else what would have to be hidden."""
    aims = np.zeros(counts.size)
    aims[list(cells)] = sign
    most = float(counts.sum()) + needed
    held = list(hidden)
    done = linprog(
        -aims[held],
        A_eq=sums[:, held],
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.c_[-counts[held], np.full(len(held), most)],
    )
    if -done.fun >= needed - _SLACK:
        return None
    # at the prices of the sums, a cell's reduced gain bounds what hiding it would allow
    reduced = aims + sums.T @ np.asarray(done.eqlin.marginals)
    weights = np.minimum(np.where(reduced > 0, reduced * most, -reduced * counts), needed)
    weights[weights < 1e-9] = 0.0
    return Attack(weights / needed, 1.0)
