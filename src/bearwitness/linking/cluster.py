"""Scores and decisions to clusters of claims, by average linkage.

One wrong edge does not merge two incidents: a pair that was never compared, or that is all but
impossible (`FLOOR`), counts as no match in the average. People's decisions always hold: "same"
joins whatever the score, "not same" keeps apart, "unsure" removes the machine's edge. The result
does not depend on the order of anything.

Two claims that no chain of likely pairs joins can never be merged. So each connected component is
clustered by itself, and claims that are added change only the components they touch.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
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


def clustered(
    count: int,
    first: Ints,
    second: Ints,
    chance: Floats,
    threshold: float,
    same: Sequence[tuple[Spot, Spot]] = (),
    apart: Sequence[tuple[Spot, Spot]] = (),
) -> list[tuple[Spot, ...]]:
    """Positions 0 to `count` - 1 grouped, each group sorted; pairs have the smaller first, sorted.

    Every position is in exactly one group. Time grows with the number of pairs times its logarithm.
    """
    strong = (chance >= threshold) & ~among(first, second, apart, count)
    told = np.array(same, np.int64).reshape(-1, 2)
    ends = [np.concatenate([e[strong], told[:, n]]) for n, e in enumerate((first, second))]
    part = _components(count, ends[0], ends[1])
    sizes = np.bincount(part, minlength=1)
    groups: list[tuple[Spot, ...]] = [(n,) for n in np.flatnonzero(sizes[part] == 1).tolist()]
    inside = (part[first] == part[second]) & (chance >= FLOOR)
    edges = _by_part(part[first[inside]], first[inside], second[inside], chance[inside])
    told_by_part, apart_by_part = _pairs_by_part(same, part), _pairs_by_part(apart, part)
    for n, members in _members(part, sizes):
        groups += _within(
            members, edges.get(n, ()), threshold, told_by_part.get(n, ()), apart_by_part.get(n, ())
        )
    return groups


def among(
    first: Ints, second: Ints, pairs: Sequence[tuple[Spot, Spot]], count: int
) -> NDArray[np.bool_]:
    """Whether each pair of positions is one of `pairs`."""
    return np.isin(first * count + second, [a * count + b for a, b in pairs])


def _components(count: int, first: Ints, second: Ints) -> NDArray[np.int32]:
    graph = coo_array((np.ones(len(first), np.int8), (first, second)), shape=(count, count))
    _, part = connected_components(graph, directed=False)
    labels: NDArray[np.int32] = part
    return labels


def _members(part: NDArray[np.int32], sizes: Ints) -> Iterable[tuple[int, list[Spot]]]:
    """Each component of two or more, with its positions in order."""
    order = np.argsort(part, kind="stable")
    ends = np.cumsum(sizes)
    for n in np.flatnonzero(sizes > 1).tolist():
        yield n, order[ends[n] - sizes[n] : ends[n]].tolist()


def _by_part(
    part: NDArray[np.int32], first: Ints, second: Ints, chance: Floats
) -> dict[int, list[tuple[Spot, Spot, float]]]:
    found: defaultdict[int, list[tuple[Spot, Spot, float]]] = defaultdict(list)
    rows = zip(part.tolist(), first.tolist(), second.tolist(), chance.tolist(), strict=True)
    for n, a, b, score in rows:
        found[n].append((a, b, score))
    return found


def _pairs_by_part(
    pairs: Sequence[tuple[Spot, Spot]], part: NDArray[np.int32]
) -> dict[int, list[tuple[Spot, Spot]]]:
    found: defaultdict[int, list[tuple[Spot, Spot]]] = defaultdict(list)
    for a, b in pairs:
        if part[a] == part[b]:
            found[int(part[a])].append((a, b))
    return found


def _within(
    members: list[Spot],
    edges: Sequence[tuple[Spot, Spot, float]],
    threshold: float,
    same: Sequence[tuple[Spot, Spot]],
    apart: Sequence[tuple[Spot, Spot]],
) -> list[tuple[Spot, ...]]:
    """One component's groups."""
    if len(members) == 2:  # the pair that made it a component joins, or people did
        return [tuple(members)]
    return _average_link(joined(members, same), edges, apart, threshold)


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


def _average_link(
    groups: list[tuple[Spot, ...]],
    edges: Sequence[tuple[Spot, Spot, float]],
    apart: Sequence[tuple[Spot, Spot]],
    threshold: float,
) -> list[tuple[Spot, ...]]:
    """Merge the two groups of highest mean score until none reaches the threshold.

    Ties go to the pair of smallest names, a group being named by its smallest member at the start.
    """
    state = _Linkage(groups, edges, apart)
    heap = [(-mean, pair) for pair, mean in state.means() if mean >= threshold]
    heapify(heap)
    while heap:
        mean, (kept, gone) = heappop(heap)
        if state.mean(kept, gone) != -mean:
            continue  # one of the two has merged since
        state.merge(kept, gone)
        for other in state.sums[kept]:
            new = state.mean(kept, other)
            if new is not None and new >= threshold:
                heappush(heap, (-new, (min(kept, other), max(kept, other))))
    return sorted(state.members.values())


class _Linkage:
    """Groups by name, the sums of scores between them, and who must stay apart."""

    def __init__(
        self,
        groups: list[tuple[Spot, ...]],
        edges: Sequence[tuple[Spot, Spot, float]],
        apart: Sequence[tuple[Spot, Spot]],
    ) -> None:
        home = {claim: group[0] for group in groups for claim in group}
        self.members = {group[0]: group for group in groups}
        self.sums: dict[Spot, dict[Spot, float]] = {name: {} for name in self.members}
        self.barred: dict[Spot, set[Spot]] = {name: set() for name in self.members}
        for a, b, score in edges:
            if (x := home[a]) != (y := home[b]):
                total = self.sums[x].get(y, 0.0) + score
                self.sums[x][y] = self.sums[y][x] = total
        for a, b in apart:
            self.barred[home[a]].add(home[b])
            self.barred[home[b]].add(home[a])

    def means(self) -> Iterable[tuple[tuple[Spot, Spot], float]]:
        """Every pair of groups that may merge, once, with its mean score."""
        for a, others in self.sums.items():
            for b in others:
                if a < b and (mean := self.mean(a, b)) is not None:
                    yield (a, b), mean

    def mean(self, a: Spot, b: Spot) -> float | None:
        """The mean score over all pairs of members; None when the two cannot merge (any more)."""
        total = self.sums.get(a, {}).get(b)
        if total is None or b in self.barred[a]:
            return None
        return total / (len(self.members[a]) * len(self.members[b]))

    def merge(self, kept: Spot, gone: Spot) -> None:
        """Put the members, sums and bars of one group into another's."""
        self.members[kept] = tuple(sorted(self.members[kept] + self.members.pop(gone)))
        for other, total in sorted(self.sums.pop(gone).items()):
            del self.sums[other][gone]
            if other != kept:
                total += self.sums[kept].get(other, 0.0)
                self.sums[kept][other] = self.sums[other][kept] = total
        for other in self.barred.pop(gone):
            self.barred[other].discard(gone)
            self.barred[other].add(kept)
            self.barred[kept].add(other)
