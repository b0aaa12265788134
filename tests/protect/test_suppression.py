"""Hidden cells stay hidden: attacked by a program of its own, and against trying every choice."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from bearwitness.model.errors import WrongUse
from bearwitness.protect.counted import TOTAL, count_table, demands
from bearwitness.protect.suppression import suppressed

CELLS = [(a, b) for a in "pqr" for b in "xyz"]


def a_table(counts, width=3):
    return count_table(
        {cell: n for cell, n in zip(CELLS, counts, strict=False) if cell[1] in "xyz"[:width]}
    )


def reach(table, hidden, cells):
    """The least and most the sum of `cells` can be: inner cells are unknowns, totals are sums."""
    inner = [i for i, cell in enumerate(table.cells) if TOTAL not in cell]
    parts = [
        [all(t in (TOTAL, v) for t, v in zip(cell, table.cells[i], strict=True)) for i in inner]
        for cell in table.cells
    ]
    sums = np.array(parts, dtype=float)
    shown = [i for i in range(len(table.cells)) if i not in hidden]
    aim = sums[list(cells)].sum(axis=0)
    given = {"A_eq": sums[shown], "b_eq": [table.counts[i] for i in shown]} if shown else {}
    low = linprog(aim, bounds=(0, 10_000), **given)
    high = linprog(-aim, bounds=(0, 10_000), **given)
    return low.fun, -high.fun


def withstands(table, hidden, wanted):
    for demand in wanted:
        low, high = reach(table, hidden, demand.cells)
        if low > demand.low + 1e-6 or high < demand.high - 1e-6:
            return False
    return True


@settings(max_examples=40, deadline=None)
@given(counts=st.lists(st.integers(0, 12), min_size=9, max_size=9), zeros=st.booleans())
def test_nobody_who_sees_the_rest_learns_a_hidden_cell(counts, zeros):
    table = a_table(counts)
    wanted = demands(table, 5, zeros)
    made = suppressed(table, wanted)
    assert withstands(table, made.hidden, wanted)
    assert made.is_optimal
    small = {i for i, n in enumerate(table.counts) if 0 < n < 5}
    assert small == made.primary <= made.hidden


@pytest.mark.parametrize("seed", range(4))
def test_no_smaller_choice_would_do(seed):
    chance = np.random.default_rng(seed)
    table = a_table([int(n) for n in chance.integers(0, 15, 9)], width=2)
    wanted = demands(table, 5)
    made = suppressed(table, wanted)
    cells = range(len(table.cells))
    for size in range(len(made.hidden)):
        for choice in combinations(cells, size):
            if made.primary <= set(choice):
                assert not withstands(table, set(choice), wanted)


def test_a_cell_that_only_a_total_gives_away_is_hidden_with_others():
    table = a_table([3, 20, 30, 40, 50, 60, 70, 80, 90])
    made = suppressed(table, demands(table, 5))
    assert len(made.primary) == 1
    assert len(made.secondary) == 3


def test_zeros_that_tell_all_of_a_line_are_not_all_shown():
    table = a_table([8, 0, 0, 9, 20, 30, 40, 50, 60])
    zeros = {table.cells.index(("p", "y")), table.cells.index(("p", "z"))}
    assert zeros & suppressed(table, demands(table, 5)).hidden
    assert not suppressed(table, demands(table, 5, keep_zeros=True)).hidden


def test_a_table_with_nothing_small_shows_everything():
    table = a_table([10] * 9)
    assert suppressed(table, demands(table, 5)).hidden == frozenset()


def test_a_table_whose_whole_is_small_shows_nothing_that_tells_it():
    table = a_table([1, 0, 0, 0, 0, 0, 0, 0, 0])
    made = suppressed(table, demands(table, 5))
    assert table.cells.index((TOTAL, TOTAL)) in made.hidden


def test_three_columns_are_tied_by_all_their_totals():
    chance = np.random.default_rng(5)
    cells = {(a, b, c): int(chance.integers(0, 30)) for a in "pq" for b in "xyz" for c in "mn"}
    table = count_table(cells)
    assert len(table.cells) == 3 * 4 * 3
    wanted = demands(table, 5)
    assert withstands(table, suppressed(table, wanted).hidden, wanted)


def test_a_price_decides_which_cells_go():
    table = a_table([3, 20, 30, 40, 50, 60, 70, 80, 90])
    dear = [1.0] * len(table.cells)
    for corner in (("q", "y"), ("p", "y"), ("q", "x")):
        dear[table.cells.index(corner)] = 100.0
    hidden = suppressed(table, demands(table, 5), dear).hidden
    assert table.cells.index(("q", "y")) not in hidden


@pytest.mark.parametrize("cells", [{}, {("a",): -1}, {("", "b"): 3}])
def test_tables_that_are_none_are_refused(cells):
    with pytest.raises(WrongUse):
        count_table(cells)
