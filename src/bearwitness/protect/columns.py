"""A table's columns as numbers: each value once, with its code and its loss at every level.

The rules: a row holds only the number of its value; what a level makes of a value, and the bits it
loses there, are kept once a value. So a million rows cost four bytes a column.
Loss is non-uniform entropy in bits: -log2(n(value) / n(generalised value)), n counting rows of the
whole table (Gionis and Tassa 2009; ARX calls it so too).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..model.errors import WrongUse

Codes = NDArray[np.int32]
Bits = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `base[row]` is a value's number; `maps[level][value]` its code at a level.

    `labels[level][code]` are the words; `bits[level][value]` what a row of that value loses there;
    `counts[value]` how many rows have it.
    """

    name: str
    base: Codes
    maps: tuple[Codes, ...]
    labels: tuple[tuple[str, ...], ...]
    bits: tuple[Bits, ...]
    counts: Counts

    def at(self, level: int) -> Codes:
        """Each row's code at a level."""
        return self.maps[level][self.base]

    def lost(self, level: int) -> Bits:
        """What each row loses at a level, in bits."""
        return self.bits[level][self.base]

    def loss(self, level: int) -> float:
        """Bits lost by all rows at a level."""
        return float(self.bits[level] @ self.counts)

    @property
    def levels(self) -> int:
        """How many levels there are, the values themselves among them."""
        return len(self.maps)


def column(
    name: str,
    values: Sequence[str],
    hierarchy: Mapping[str, Sequence[str]],
    weight: float = 1.0,
) -> Column:
    """A column from its values and, for each value, its generalisations fine to coarse.

    `weight` multiplies the bits that the column loses: what readers need most weighs more.

    Raises WrongUse when a value has no hierarchy or the hierarchy is ragged or not nested.
    """
    distinct = sorted(set(values))
    place = {value: i for i, value in enumerate(distinct)}
    base = np.array([place[value] for value in values], dtype=np.int32)
    return coded_column(name, distinct, base, hierarchy, weight=weight)


def coded_column(
    name: str,
    distinct: Sequence[str],
    base: Codes,
    hierarchy: Mapping[str, Sequence[str]],
    *,
    weight: float = 1.0,
    counts: Counts | None = None,
) -> Column:
    """The same of a column that is coded already: `base` are places in `distinct`.

    `counts` says how many rows each value has, when `base` is not one number a row of the table.
    """
    missing = sum(value not in hierarchy for value in distinct)
    if missing:
        raise WrongUse(
            f"{missing} values of column '{name}' are not in its hierarchy",
            "add a line for each to the hierarchy",
        )
    paths = [(value, *hierarchy[value]) for value in distinct]
    if len({len(path) for path in paths}) > 1:
        raise WrongUse(
            f"the hierarchy of '{name}' has rows of different length",
            "give every value as many generalisations as the others",
        )
    depth = len(paths[0]) if paths else 1
    labels = tuple(tuple(dict.fromkeys(path[level] for path in paths)) for level in range(depth))
    maps = tuple(_coded([path[i] for path in paths], labels[i]) for i in range(depth))
    _refuse_unnested(name, maps)
    if counts is None:
        counts = np.bincount(base, minlength=len(distinct)).astype(np.int64)
    bits = tuple(weight * _bits(counts, codes) for codes in maps)
    return Column(name, base, maps, labels, bits, counts)


def _coded(words: Sequence[str], labels: Sequence[str]) -> Codes:
    order = {label: i for i, label in enumerate(labels)}
    return np.array([order[word] for word in words], dtype=np.int32)


def _refuse_unnested(name: str, maps: Sequence[Codes]) -> None:
    for fine, coarse in pairwise(maps):
        pairs = set(zip(fine.tolist(), coarse.tolist(), strict=True))
        if len(pairs) != len({f for f, _ in pairs}):
            raise WrongUse(
                f"the hierarchy of '{name}' is not nested",
                "two rows with one value at a level must have one value at every coarser level",
            )


def _bits(counts: Counts, level: Codes) -> Bits:
    """-log2(n(value) / n(generalised value)) for every value; 0 for one that no row has."""
    if not counts.size:
        return np.zeros(0)
    general = np.bincount(level, weights=counts)[level]
    ratio = np.maximum(general, 1) / np.maximum(counts, 1)
    return np.asarray(np.log2(ratio), dtype=np.float64)
