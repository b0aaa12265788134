"""Any table, coarsened: the promise counted by an independent implementation, the loss by hand."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycanon import anonymity

from bearwitness.model.errors import GateClosed, WrongUse
from bearwitness.protect.anonymise import Asked, Coded, anonymised
from bearwitness.protect.ready_trees import ready_names, ready_tree

AGES = {str(n): (f"{n // 2}x", f"{n // 4}y", "*") for n in range(8)}
TOWNS = {t: (t[0], "*") for t in ("A1", "A2", "B1", "B2", "C1")}
TREES = {"age": lambda _values: AGES, "town": lambda _values: TOWNS}
NAMES = ("age", "town", "offence", "days")

rows = st.lists(
    st.tuples(
        st.sampled_from(sorted(AGES)),
        st.sampled_from(sorted(TOWNS)),
        st.sampled_from(["x", "y", "z"]),
        st.sampled_from(["1", "2", "10"]),
    ),
    min_size=6,
    max_size=60,
)


def coded(table, names=NAMES):
    columns = []
    for i, name in enumerate(names):
        distinct = tuple(dict.fromkeys(row[i] for row in table))
        base = np.array([distinct.index(row[i]) for row in table], dtype=np.int32)
        columns.append(Coded(name, distinct, base))
    return columns


def frame(made):
    table = pd.DataFrame({c.name: [c.distinct[i] for i in c.base] for c in made.columns})
    return table.assign(days=table.days.astype(int))


def made_of(table, **asked):
    roles = {"sensitive": ("offence", "days"), "max_suppressed": 0.3}
    return anonymised(coded(table), Asked(TREES, **(roles | asked)))


@settings(max_examples=60, deadline=None)
@given(table=rows, k=st.integers(2, 4), wanted=st.integers(1, 2), t=st.none() | st.just(0.4))
def test_an_independent_implementation_counts_what_was_promised(table, k, wanted, t):
    try:
        made = made_of(table, k=k, values=wanted, t=t)
    except GateClosed:
        return
    out = frame(made)
    assert anonymity.k_anonymity(out, ["age", "town"]) == made.reached.smallest_group >= k
    for name, least in made.reached.values:
        assert anonymity.l_diversity(out, ["age", "town"], [name]) == least >= wanted
    for name, far in made.reached.distance:
        if out[name].nunique() > 1:
            found = anonymity.t_closeness(out, ["age", "town"], [name])
            assert found == pytest.approx(far, abs=1e-4)
            assert t is None or found <= t + 1e-4
    assert len(out) == made.reached.rows_out == len(table) - made.reached.suppressed
    assert made.reached.suppressed <= 0.3 * len(table)


def least_by_trying_all(table, k, wanted, share):
    """The least loss over all levels, counted with plain dictionaries."""
    best = None
    for levels in product(range(4), range(3)):
        up = [((r[0], *AGES[r[0]])[levels[0]], (r[1], *TOWNS[r[1]])[levels[1]]) for r in table]
        small = sum(
            up.count(u) < k
            or len({r[2] for r, v in zip(table, up, strict=True) if v == u}) < wanted
            for u in up
        )
        if small <= int(share * len(table) + 1e-9) and small < len(table):
            lost = sum(
                np.log2(sum(v[i] == u[i] for v in up) / sum(q[i] == r[i] for q in table))
                for r, u in zip(table, up, strict=True)
                for i in (0, 1)
            )
            best = lost if best is None else min(best, lost)
    return best


@settings(max_examples=40, deadline=None)
@given(table=rows, k=st.integers(2, 4), wanted=st.integers(1, 3), share=st.sampled_from([0, 0.2]))
def test_no_other_levels_lose_less(table, k, wanted, share):
    least = least_by_trying_all(table, k, wanted, share)
    asked = {"k": k, "values": wanted, "max_suppressed": share}
    roles = {"sensitive": ("offence",), "as_is": ("days",)}
    if least is None:
        with pytest.raises(GateClosed):
            made_of(table, **asked, **roles)
    else:
        assert made_of(table, **asked, **roles).reached.loss_bits == pytest.approx(least, abs=1e-3)


@settings(max_examples=30, deadline=None)
@given(table=rows, chance=st.randoms())
def test_the_order_of_the_rows_says_nothing_as_it_changes_nothing(table, chance):
    mixed = table.copy()
    chance.shuffle(mixed)
    try:
        one = made_of(table, k=2)
    except GateClosed:
        return
    assert frame(one).equals(frame(made_of(mixed, k=2)))
    assert frame(one).drop(columns="days").apply(tuple, axis=1).is_monotonic_increasing


def test_a_column_that_nobody_spoke_of_is_refused():
    with pytest.raises(WrongUse, match="nobody said what to do with these columns: days"):
        made_of([("1", "A1", "x", "1")] * 6, sensitive=("offence",))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"sensitive": ("offence", "days"), "as_is": ("days",)}, "two roles"),
        ({"sensitive": ("offence", "days", "height")}, "no column 'height'"),
        ({"sensitive": (), "as_is": ("offence", "days"), "values": 2}, "none was named"),
    ],
)
def test_roles_that_do_not_fit_are_refused(asked, words):
    with pytest.raises(WrongUse, match=words):
        made_of([("1", "A1", "x", "1")] * 6, **asked)


def test_leaving_every_row_out_is_no_answer():
    with pytest.raises(GateClosed):
        made_of([("1", "A1", "x", "1")] * 3, k=5, max_suppressed=0.99)
    with pytest.raises(GateClosed):
        made_of([("1", "A1", "x", "1")] * 3, k=5, max_suppressed=1.0)


def test_a_row_left_out_can_be_made_to_cost_something():
    many = [("0", "A1", "x", "1")] * 10 + [("4", "A1", "x", "1")] * 10
    table = [*many, *[("1", "A1", "y", "2")] * 3]
    free = made_of(table, k=5, max_suppressed=0.3).reached
    charged = made_of(table, k=5, max_suppressed=0.3, charge_suppressed=True).reached
    assert (free.suppressed, charged.suppressed) == (3, 0)


PATHS = {
    "age": [("34", ("30-34", "30-39", "20-39", "*"))],
    "date": [
        ("2021-07-24", ("2021-07", "2021-Q3", "2021", "*")),
        ("2021-10", ("2021-10", "2021-Q4", "2021", "*")),
        ("2021", ("2021", "2021", "2021", "*")),
    ],
    "place": [
        ("Tumen, Jilin, China", ("Jilin, China", "China", "*")),
        ("Jilin, China", ("Jilin, China", "China", "*")),
        ("China", ("China", "China", "*")),
    ],
    "people": [("1", ("1", "1-9", "*")), ("40", ("10-99", "10+", "*"))],
    "act": [("arrest", ("deprivation of liberty", "*"))],
    "drop": [("anything", ("*",))],
}


def test_every_ready_hierarchy_takes_its_values_up():
    assert set(PATHS) == set(ready_names())
    for name, wanted in PATHS.items():
        tree = ready_tree(name, "column")([value for value, _ in wanted] + [""])
        for value, path in wanted:
            assert tree[value] == path
        assert tree[""] == ("",) * (len(wanted[0][1]) - 1) + ("*",)


@pytest.mark.parametrize(
    ("name", "value"),
    [("age", "thirty"), ("date", "July 2021"), ("date", "2021-13"), ("people", "many"),
     ("place", "a, b, c, d"), ("act", "Secretville")],
)  # fmt: skip
def test_values_that_do_not_fit_are_counted_and_never_shown(name, value):
    with pytest.raises(WrongUse, match="1 values of column 'town'") as refused:
        ready_tree(name, "town")([value])
    assert value not in str(refused.value)
