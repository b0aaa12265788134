from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bearwitness.model.errors import GateClosed, WrongUse
from bearwitness.protect.columns import column
from bearwitness.protect.disclosure import said_carefully, small_cells
from bearwitness.protect.groups import group_sizes
from bearwitness.protect.recoding import (
    best_recoding,
    greatest_loss,
    loss,
    priced_as_arx,
    priced_as_released,
)

AGES = {str(n): (f"{n // 2}x", f"{n // 4}y", "*") for n in range(8)}
TOWNS = {t: (t[0], "*") for t in ("A1", "A2", "B1", "B2", "C1")}
SEXES = dict.fromkeys(("f", "m"), ("*",))
TREES = [("age", AGES), ("town", TOWNS), ("sex", SEXES)]

rows = st.lists(
    st.tuples(*(st.sampled_from(sorted(tree)) for _, tree in TREES)), min_size=1, max_size=40
)


def columns_of(table):
    return [column(name, [row[i] for row in table], tree) for i, (name, tree) in enumerate(TREES)]


def every_level():
    return product(*(range(len(next(iter(tree.values()))) + 1) for _, tree in TREES))


def cheapest_by_trying_all(columns, k, share, judge):
    allowed = int(share * columns[0].base.size + 1e-9)
    feasible = [n for n in every_level() if np.sum(group_sizes(columns, n) < k) <= allowed]
    found = [judge(n, group_sizes(columns, n) >= k) for n in feasible]
    return min((one.price for one in found), default=None)


@settings(max_examples=150, deadline=None)
@given(table=rows, k=st.integers(2, 6), share=st.sampled_from([0.0, 0.1, 0.5, 1.0]))
@pytest.mark.parametrize("prices", [priced_as_arx, priced_as_released])
def test_the_search_finds_the_price_that_trying_every_combination_finds(prices, table, k, share):
    columns = columns_of(table)
    wanted = cheapest_by_trying_all(columns, k, share, prices(columns))
    if wanted is None:
        with pytest.raises(GateClosed):
            best_recoding(columns, k, share, prices(columns))
        return
    assert best_recoding(columns, k, share, prices(columns)).price == pytest.approx(wanted)


@settings(max_examples=100, deadline=None)
@given(table=rows, k=st.integers(2, 6))
def test_every_kept_row_is_one_of_k_alike_among_the_kept(table, k):
    assume(len(table) >= k)
    columns = columns_of(table)
    best = best_recoding(columns, k, 0.5)
    kept = [c.at(level)[best.kept] for c, level in zip(columns, best.levels, strict=True)]
    groups = {}
    for row in zip(*(codes.tolist() for codes in kept), strict=True):
        groups[row] = groups.get(row, 0) + 1
    assert all(size >= k for size in groups.values())
    assert best.suppressed <= len(table) * 0.5


@settings(max_examples=100, deadline=None)
@given(table=rows, k=st.integers(2, 6))
def test_suppressing_everything_is_never_the_best_even_when_it_is_allowed(table, k):
    assume(len(table) >= k)
    columns = columns_of(table)
    best = best_recoding(columns, k, 1.0)
    assert best.suppressed < len(table)
    assert best.price <= greatest_loss(columns) + 1e-6


@settings(max_examples=60, deadline=None)
@given(table=rows, k=st.integers(2, 6), chance=st.randoms())
def test_the_order_of_rows_changes_neither_levels_nor_who_is_kept(table, k, chance):
    assume(len(table) >= k)
    order = list(range(len(table)))
    chance.shuffle(order)
    one = best_recoding(columns_of(table), k, 0.5)
    other = best_recoding(columns_of([table[i] for i in order]), k, 0.5)
    assert one.levels == other.levels
    assert one.kept[order].tolist() == other.kept.tolist()


@settings(max_examples=60, deadline=None)
@given(table=rows)
def test_coarser_levels_never_lose_less(table):
    columns = columns_of(table)
    assert loss(columns, (0, 0, 0)) == 0
    for levels in every_level():
        for i, tree in enumerate(TREES):
            if levels[i] < len(next(iter(tree[1].values()))):
                coarser = (*levels[:i], levels[i] + 1, *levels[i + 1 :])
                assert loss(columns, coarser) >= loss(columns, levels) - 1e-9


def test_loss_is_the_entropy_lost_counted_by_hand():
    columns = [column("sex", ["f", "f", "f", "m"], SEXES)]
    by_hand = 3 * np.log2(4 / 3) + np.log2(4 / 1)
    assert loss(columns, (1,)) == pytest.approx(by_hand)


def test_a_weighted_column_is_the_last_to_be_coarsened():
    table = [("f", "m")] * 2 + [("m", "f")] * 2 + [("f", "f"), ("m", "m")]
    heavy = [
        column("one", [a for a, _ in table], SEXES, weight=5),
        column("other", [b for _, b in table], SEXES),
    ]
    assert best_recoding(heavy, 3, 0.0).levels == (0, 1)


def test_groups_are_told_apart_when_their_combined_number_would_not_fit_64_bits():
    wide = {str(n): ("*",) for n in range(3000)}
    columns = [column(str(c), [str(n) for n in range(3000)], wide) for c in range(7)]
    assert group_sizes(columns, (0,) * 7).tolist() == [1] * 3000
    assert group_sizes(columns, (1,) * 7).tolist() == [3000] * 3000


def test_a_value_without_a_hierarchy_is_refused_without_being_named():
    with pytest.raises(WrongUse) as refused:
        column("town", ["A1", "Secretville"], TOWNS)
    assert "Secretville" not in str(refused.value)


def test_a_ragged_hierarchy_is_refused():
    with pytest.raises(WrongUse, match="different length"):
        column("x", ["a", "b"], {"a": ("1", "*"), "b": ("*",)})


def test_a_hierarchy_that_is_not_nested_is_refused():
    with pytest.raises(WrongUse, match="not nested"):
        column("x", ["a", "b"], {"a": ("1", "p", "*"), "b": ("1", "q", "*")})


def test_too_many_combinations_are_refused_before_memory_is_taken():
    deep = {"a": tuple(str(i) for i in range(9))}
    columns = [column(str(i), ["a"], deep) for i in range(8)]
    with pytest.raises(WrongUse, match="combinations"):
        best_recoding(columns, 2, 0.0)


@given(counts=st.dictionaries(st.text(), st.integers(0, 50)), threshold=st.integers(2, 20))
def test_no_published_cell_is_between_one_and_the_threshold(counts, threshold):
    hidden = small_cells(counts, threshold)
    published = [n for cell, n in counts.items() if cell not in hidden]
    assert all(n == 0 or n >= threshold for n in published)


@given(count=st.integers(0, 100), threshold=st.integers(2, 20))
def test_a_count_of_what_was_left_out_is_said_in_steps_that_one_more_seldom_changes(
    count, threshold
):
    said = [said_carefully(n, threshold) for n in range(count, count + threshold)]
    assert len(set(said)) <= 2
    first = said_carefully(count // threshold * threshold, threshold)
    assert said[0] == first
    assert first == f"fewer than {threshold}" or int(first.split(" to ")[0]) >= threshold
