"""Scores and decisions to clusters of claims, by average linkage.

One wrong edge does not merge two incidents: a pair that was never compared, or that is all but
impossible (`FLOOR`), counts as no match in the average. People's decisions always hold: "same"
joins whatever the score, "not same" keeps apart, "unsure" removes the machine's edge. The result
does not depend on the order of anything.

The two groups of highest mean merge first, ties in the order of their smallest members, until no
mean reaches the threshold. A merged group is to no other group nearer than the nearer of its two
halves was, so two groups that are each other's nearest may merge at once, wherever others stand:
the outcome is that of merging one pair at a time (Bruynooghe 1978, reducibility), in whole columns.
Scores are cut to multiples of 2^-30, so that sums are exact in any order.

Two claims that no chain of likely pairs joins can never be merged: claims that are added change
only the groups they touch.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from .many import Floats, Ints

Pair = tuple[str, str]
T = TypeVar("T", str, int)
Spot = int  # a claim's position
FLOOR = 0.02  # a probability below this counts as no match
_GRAIN = 2.0**30


def clustered(
    count: int,
    first: Ints,
    second: Ints,
    chance: Floats,
    threshold: float,
    same: Sequence[tuple[Spot, Spot]] = (),
    apart: Sequence[tuple[Spot, Spot]] = (),
) -> list[tuple[Spot, ...]]:
    """Positions 0 to `count` - 1 grouped, each group sorted, in order of their first position.

    Pairs have the smaller first and come once. Every position is in exactly one group.
    """
    label = labelled(count, first, second, chance, threshold, same, apart)
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    positions, ends = order.tolist(), [0, *cuts.tolist(), count]
    return [tuple(positions[a:b]) for a, b in pairwise(ends) if a < b]


def labelled(
    count: int,
    first: Ints,
    second: Ints,
    chance: Floats,
    threshold: float,
    same: Sequence[tuple[Spot, Spot]] = (),
    apart: Sequence[tuple[Spot, Spot]] = (),
) -> Ints:
    """As `clustered`: for each position the smallest position of its group."""
    least = np.floor(threshold * _GRAIN) / _GRAIN
    home = _joined_by_people(count, same)
    size = np.bincount(home, minlength=count)
    edges = _edges(home, first, second, chance, apart)
    nearest = _Nearest(count)
    while len(edges.a):
        mean = edges.total / (size[edges.a] * size[edges.b])
        may = np.flatnonzero((mean >= least) & ~edges.barred)
        kept, gone, is_open = nearest.of_each_other(edges, mean, may)
        home[gone] = kept
        size[kept] += size[gone]
        edges = edges.taken(is_open).named(home)
    while (home[home] != home).any():
        home = home[home]
    return home


@dataclass(frozen=True, slots=True)
class _Edges:
    """Pairs of groups, each once, the smaller name first: sums of scores, and who stays apart."""

    a: Ints
    b: Ints
    total: Floats
    barred: NDArray[np.bool_]

    def taken(self, kept: NDArray[np.bool_]) -> "_Edges":
        """Some of the pairs."""
        return _Edges(self.a[kept], self.b[kept], self.total[kept], self.barred[kept])

    def named(self, home: Ints) -> "_Edges":
        """The pairs of the groups that these now belong to, what became one pair added up."""
        a, b = home[self.a], home[self.b]
        key = np.minimum(a, b) * len(home) + np.maximum(a, b)
        order = np.argsort(key[a != b], kind="stable")
        held = np.flatnonzero(a != b)[order]
        if not len(held):
            return self.taken(np.zeros(len(a), bool))
        key = key[held]
        starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
        return _Edges(
            key[starts] // len(home),
            key[starts] % len(home),
            np.add.reduceat(self.total[held], starts),
            np.logical_or.reduceat(self.barred[held], starts),
        )


def _edges(
    home: Ints, first: Ints, second: Ints, chance: Floats, apart: Sequence[tuple[Spot, Spot]]
) -> _Edges:
    """What is likely enough to count, and what people hold apart, between the first groups."""
    likely = chance >= FLOOR
    told = np.array(apart, np.int64).reshape(-1, 2)
    score = np.floor(chance[likely] * _GRAIN) / _GRAIN
    return _Edges(
        np.r_[first[likely], told[:, 0]],
        np.r_[second[likely], told[:, 1]],
        np.r_[score, np.zeros(len(told))],
        np.repeat([False, True], [len(score), len(told)]),
    ).named(home)


class _Nearest:
    """Which groups are nearest to which, in columns by name that are used again each round."""

    def __init__(self, count: int) -> None:
        self.most = np.zeros(count)
        self.name = np.full(count, count, np.int64)
        self.none = count

    def of_each_other(
        self, edges: _Edges, mean: Floats, may: Ints
    ) -> tuple[Ints, Ints, NDArray[np.bool_]]:
        """Pairs of groups that are nearest to each other, the smaller name first.

        And which edges still matter: those between two groups that may each yet merge.
        """
        a, b, near = edges.a[may], edges.b[may], mean[may]
        for one in (a, b):
            np.maximum.at(self.most, one, near)
        for one, other in ((a, b), (b, a)):
            is_most = near == self.most[one]
            np.minimum.at(self.name, one[is_most], other[is_most])
        mutual = (self.name[a] == b) & (self.name[b] == a)
        is_open = (self.name[edges.a] < self.none) & (self.name[edges.b] < self.none)
        for one in (a, b):
            self.most[one], self.name[one] = 0.0, self.none
        return a[mutual], b[mutual], is_open


def _joined_by_people(count: int, same: Sequence[tuple[Spot, Spot]]) -> Ints:
    """For each position the smallest that people's word joins it to."""
    told = np.array(same, np.int64).reshape(-1, 2)
    return smallest_joined(count, told[:, 0], told[:, 1])


def smallest_joined(count: int, first: Ints, second: Ints) -> Ints:
    """For each position the smallest that a chain of pairs joins it to."""
    graph = coo_array((np.ones(len(first), np.int8), (first, second)), shape=(count, count))
    _, part = connected_components(graph, directed=False)
    _, smallest = np.unique(part, return_index=True)
    home: Ints = smallest[part].astype(np.int64)
    return home


def among(
    first: Ints, second: Ints, pairs: Sequence[tuple[Spot, Spot]], count: int
) -> NDArray[np.bool_]:
    """Whether each pair of positions is one of `pairs`."""
    return np.isin(first * count + second, [a * count + b for a, b in pairs])


def joined(ids: Iterable[T], edges: Iterable[tuple[T, T]]) -> list[tuple[T, ...]]:
    """The connected components of a graph, each sorted, in order of their first id."""
    root = {i: i for i in ids}

    def find(i: T) -> T:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in edges:
        if a in root and b in root:
            first, second = sorted((find(a), find(b)))
            root[second] = first
    members: defaultdict[T, list[T]] = defaultdict(list)
    for i in sorted(root):
        members[find(i)].append(i)
    return [tuple(group) for group in members.values()]
