"""Scores and decisions to clusters of claims, by average linkage.

One wrong edge does not merge two incidents: a pair that was never compared counts as no match in
the average. People's decisions always hold: "same" joins whatever the score, "not same" keeps
apart, "unsure" removes the machine's edge. The result does not depend on the order of anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]


def clusters(
    ids: Sequence[str],
    scores: Mapping[Pair, float],
    same: frozenset[Pair],
    apart: frozenset[Pair],
    threshold: float,
) -> tuple[tuple[str, ...], ...]:
    """Claim ids grouped, each group sorted and the groups sorted; pairs are sorted id tuples."""
    groups = joined(ids, same)
    strong = [pair for pair, score in scores.items() if score >= threshold and pair not in apart]
    components = joined(ids, [*strong, *same])
    component_of = {claim: n for n, members in enumerate(components) for claim in members}
    inside: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
    for group in groups:
        inside[component_of[group[0]]].append(group)
    edges: defaultdict[int, dict[Pair, float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        if component_of[a] == component_of[b]:
            edges[component_of[a]][a, b] = score
    return tuple(
        sorted(
            group
            for n, within in inside.items()
            for group in _average_link(within, edges[n], apart, threshold)
        )
    )


def joined(ids: Iterable[str], edges: Iterable[Pair]) -> list[tuple[str, ...]]:
    """The connected components of a graph, each sorted, in order of their first id."""
    root = {i: i for i in ids}

    def find(i: str) -> str:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in edges:
        if a in root and b in root:
            first, second = sorted((find(a), find(b)))
            root[second] = first
    members: defaultdict[str, list[str]] = defaultdict(list)
    for i in sorted(root):
        members[find(i)].append(i)
    return [tuple(group) for group in members.values()]


def _average_link(
    groups: list[tuple[str, ...]],
    scores: Mapping[Pair, float],
    apart: frozenset[Pair],
    threshold: float,
) -> list[tuple[str, ...]]:
    """Merge the two groups of highest mean score until none reaches the threshold.

    Ties go to the pair of smallest names, a group being named by its smallest member at the start.
    Time grows with the number of scores times its logarithm.
    """
    state = _Linkage(groups, scores, apart)
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
                heappush(heap, (-new, _pair(kept, other)))
    return sorted(state.members.values())


class _Linkage:
    """Groups by name, the sums of scores between them, and who must stay apart."""

    def __init__(
        self,
        groups: list[tuple[str, ...]],
        scores: Mapping[Pair, float],
        apart: frozenset[Pair],
    ) -> None:
        home = {claim: group[0] for group in groups for claim in group}
        self.members = {group[0]: group for group in groups}
        self.sums: dict[str, dict[str, float]] = {name: {} for name in self.members}
        self.barred: dict[str, set[str]] = {name: set() for name in self.members}
        for a, b in sorted(scores):
            if (x := home[a]) != (y := home[b]):
                total = self.sums[x].get(y, 0.0) + scores[a, b]
                self.sums[x][y] = self.sums[y][x] = total
        for a, b in apart:
            if a in home and b in home:
                self.barred[home[a]].add(home[b])
                self.barred[home[b]].add(home[a])

    def means(self) -> Iterable[tuple[Pair, float]]:
        """Every pair of groups that may merge, once, with its mean score."""
        for a, others in self.sums.items():
            for b in others:
                if a < b and (mean := self.mean(a, b)) is not None:
                    yield (a, b), mean

    def mean(self, a: str, b: str) -> float | None:
        """The mean score over all pairs of members; None when the two cannot merge (any more)."""
        total = self.sums.get(a, {}).get(b)
        if total is None or b in self.barred[a]:
            return None
        return total / (len(self.members[a]) * len(self.members[b]))

    def merge(self, kept: str, gone: str) -> None:
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


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
