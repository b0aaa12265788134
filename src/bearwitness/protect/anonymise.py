"""Any table, coarsened until every row is one of k alike: the gate's own search, for other tables.

The rules: a column is one an outsider could know (it has a hierarchy), or sensitive, or stays as it
is because somebody said so; one that nobody spoke of is refused. Rows that are equal are counted
once. Rows come out sorted by what they show, so their order says nothing of where they stood.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..model.errors import GateClosed, WrongUse
from .closeness import Sensitive, close_enough, distances
from .columns import Codes, Column, Counts, coded_column
from .groups import Kept, Keys, Levels, distinct_values, keys_of, numbered
from .recoding import (
    Judge,
    Recoding,
    Wanted,
    best_recoding,
    greatest_loss,
    loss,
    priced_as_arx,
    priced_as_released,
)

Tree = Callable[[Sequence[str]], Mapping[str, Sequence[str]]]  # values → their generalisations


@dataclass(frozen=True, slots=True)
class Coded:
    """One column of a table: its distinct values, and each row's by number."""

    name: str
    distinct: tuple[str, ...]
    base: Codes


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of a table, and what its columns are."""

    hierarchies: Mapping[str, Tree]  # the columns an outsider could know
    sensitive: tuple[str, ...] = ()
    as_is: tuple[str, ...] = ()
    k: int = 5
    values: int = 1  # l: different values of each sensitive column in each group
    t: float | None = None
    max_suppressed: float = 0.0  # share of rows
    charge_suppressed: bool = False  # a row left out costs all its bits, and one more


@dataclass(frozen=True, slots=True)
class Reached:
    """What a table came to: counted again from the rows that come out."""

    rows_in: int
    rows_out: int
    suppressed: int
    groups: int
    smallest_group: int
    levels: tuple[tuple[str, int, int], ...]  # column, its level, its coarsest level
    loss_bits: float
    loss_share: float  # of the loss when every column is at its coarsest
    values: tuple[tuple[str, int], ...]  # sensitive column, the fewest values in a group
    distance: tuple[tuple[str, float], ...]  # sensitive column, the greatest distance of a group


@dataclass(frozen=True, slots=True)
class Anonymised:
    """The rows that come out, in the order of the columns given, and what was reached."""

    columns: tuple[Coded, ...]
    reached: Reached


def anonymised(table: Sequence[Coded], asked: Asked) -> Anonymised:
    """The table with the least loss that keeps to what is asked.

    Raises WrongUse when a column has no role or two, and GateClosed when nothing will do.
    """
    _refuse_unclear(table, asked)
    quasi = [column for column in table if column.name in asked.hierarchies]
    secret = [_sensitive(column) for column in table if column.name in asked.sensitive]
    atoms = _merged([c.base for c in quasi], [s.codes for s in secret])
    columns = [
        coded_column(
            c.name, c.distinct, c.base[atoms.rows], asked.hierarchies[c.name](c.distinct),
            counts=np.bincount(c.base, minlength=len(c.distinct)),
        )
        for c in quasi
    ]  # fmt: skip
    held = [Sensitive(s.name, s.codes[atoms.rows], s.ordered) for s in secret]
    wanted = Wanted(asked.k, asked.values, tuple(s.codes for s in held))
    judge = _judge(columns, held, asked, atoms.counts)
    best = best_recoding(columns, wanted, asked.max_suppressed, judge, counts=atoms.counts)
    kept = best.kept[atoms.atom_of]
    if not kept.any():
        raise GateClosed(
            "leaving every row out is all that would do", "allow fewer rows to be suppressed"
        )
    made = _released(table, dict(zip((c.name for c in quasi), columns, strict=True)), best, kept)
    return Anonymised(made, _reached(made, columns, best, asked, kept.size))


@dataclass(frozen=True, slots=True)
class _Atoms:
    """Rows that are equal, as one: a row that stands for each, how many, and which a row is in."""

    rows: Keys
    counts: Counts
    atom_of: Keys


def _merged(*coded: Sequence[Codes]) -> _Atoms:
    atom_of, number = numbered(*keys_of([codes for part in coded for codes in part]))
    rows = np.empty(number, dtype=np.int64)
    rows[atom_of] = np.arange(atom_of.size)
    return _Atoms(rows, np.bincount(atom_of, minlength=number), atom_of)


def _judge(
    columns: Sequence[Column], held: Sequence[Sensitive], asked: Asked, counts: Counts
) -> Judge:
    prices = priced_as_released if asked.charge_suppressed else priced_as_arx
    price = prices(columns, counts)
    return price if asked.t is None else close_enough(columns, held, asked.t, price, counts)


def _refuse_unclear(table: Sequence[Coded], asked: Asked) -> None:
    names = [column.name for column in table]
    roles = [*asked.hierarchies, *asked.sensitive, *asked.as_is]
    if not table or not table[0].base.size:
        raise WrongUse("the table has no rows", "give a heading and the rows below it")
    if doubled := sorted({name for name in [*names] if names.count(name) > 1}):
        raise WrongUse(f"two columns are named '{doubled[0]}'", "give each its own name")
    if stray := sorted(set(roles) - set(names)):
        raise WrongUse(f"there is no column '{stray[0]}'", f"the columns are: {', '.join(names)}")
    if twice := sorted({name for name in roles if roles.count(name) > 1}):
        raise WrongUse(f"column '{twice[0]}' was given two roles", "give it one")
    if unclear := [name for name in names if name not in roles]:
        raise WrongUse(
            f"nobody said what to do with these columns: {', '.join(unclear)}",
            "give each a hierarchy, or say that it is sensitive, as it is, or to be dropped",
        )
    if not asked.hierarchies:
        raise WrongUse("no column has a hierarchy", "name the columns an outsider could know")
    if (asked.values > 1 or asked.t is not None) and not asked.sensitive:
        raise WrongUse("l and t are about sensitive columns, and none was named", "name one")


def _sensitive(column: Coded) -> Sensitive:
    """The column as a sensitive one: numbers in their order, words in any."""
    numbers = [_number(value) for value in column.distinct]
    if any(number is None for number in numbers):
        return Sensitive(column.name, column.base)
    order = np.argsort(np.array(numbers, dtype=np.float64), kind="stable")
    place = np.empty(order.size, dtype=np.int32)
    place[order] = np.arange(order.size, dtype=np.int32)
    return Sensitive(column.name, place[column.base], ordered=True)


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _released(
    table: Sequence[Coded], columns: Mapping[str, Column], best: Recoding, kept: Kept
) -> tuple[Coded, ...]:
    """The kept rows at their levels, sorted by what they show."""
    level = dict(zip(columns, best.levels, strict=True))
    made = []
    for one in table:
        if one.name in columns:
            tree = columns[one.name]
            codes = tree.maps[level[one.name]][one.base[kept]]
            made.append(_sorted_labels(one.name, tree.labels[level[one.name]], codes))
        else:
            made.append(_sorted_labels(one.name, one.distinct, one.base[kept]))
    order = np.lexsort([c.base for c in reversed(made)])
    return tuple(Coded(c.name, c.distinct, c.base[order]) for c in made)


def _sorted_labels(name: str, labels: Sequence[str], codes: Codes) -> Coded:
    """The column with only the values that are left, numbered in their spelling's order."""
    used = np.unique(codes)
    ranked = sorted(used.tolist(), key=lambda code: labels[code])
    place = np.zeros(len(labels), dtype=np.int32)
    place[ranked] = np.arange(len(ranked), dtype=np.int32)
    return Coded(name, tuple(labels[code] for code in ranked), place[codes])


def _reached(
    made: Sequence[Coded], columns: Sequence[Column], best: Recoding, asked: Asked, rows_in: int
) -> Reached:
    """Counted again from the rows that come out, not believed from the search."""
    quasi = [column.base for column in made if column.name in asked.hierarchies]
    group, number = numbered(*keys_of(quasi))
    sizes = np.bincount(group, minlength=number)
    secret = [_sensitive(column) for column in made if column.name in asked.sensitive]
    everything, ones = np.ones(group.size, dtype=np.bool_), np.ones(group.size, dtype=np.int64)
    most = greatest_loss(columns)
    bits = loss(columns, best.levels)
    reached = Reached(
        rows_in=rows_in,
        rows_out=group.size,
        suppressed=rows_in - group.size,
        groups=number,
        smallest_group=int(sizes.min()),
        levels=_levels(columns, best.levels),
        loss_bits=round(bits, 4),
        loss_share=round(bits / most, 4) if most else 0.0,
        values=tuple((s.name, int(distinct_values(group, number, s.codes).min())) for s in secret),
        distance=tuple(
            (s.name, round(float(distances(group, number, s, everything, ones).max()), 4))
            for s in secret
        ),
    )
    _refuse_broken(reached, asked)
    return reached


def _levels(columns: Sequence[Column], levels: Levels) -> tuple[tuple[str, int, int], ...]:
    return tuple((c.name, at, c.levels - 1) for c, at in zip(columns, levels, strict=True))


def _refuse_broken(reached: Reached, asked: Asked) -> None:
    """Nothing goes out that does not keep to what was asked, whatever the search said."""
    fails = reached.smallest_group < asked.k
    fails |= any(least < asked.values for _, least in reached.values)
    fails |= asked.t is not None and any(far > asked.t + 1e-4 for _, far in reached.distance)
    if fails:
        raise GateClosed("the table made does not keep to what was asked", "please report this")
