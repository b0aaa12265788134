"""Scores and decisions to clusters of claims, by average linkage.

One wrong edge does not merge two incidents: a pair that was never compared counts as no match in
the average. People's decisions always hold: "same" joins whatever the score, "not same" keeps
apart, "unsure" removes the machine's edge. The result does not depend on the order of anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    """Merge the two groups of highest mean score until none reaches the threshold."""
    home = {claim: group[0] for group in groups for claim in group}
    members = {group[0]: group for group in groups}
    sums = _sums(scores, home)
    barred = {_pair(home[a], home[b]) for a, b in apart if a in home and b in home}
    while True:
        means = {
            pair: total / (len(members[pair[0]]) * len(members[pair[1]]))
            for pair, total in sums.items()
            if pair not in barred
        }
        best = min(means, key=lambda pair: (-means[pair], pair), default=None)
        if best is None or means[best] < threshold:
            return sorted(members.values())
        kept, gone = best
        members[kept] = tuple(sorted(members[kept] + members.pop(gone)))
        sums = _sums({pair: total for pair, total in sums.items() if pair != best}, {gone: kept})
        barred = {_pair(*(kept if g == gone else g for g in pair)) for pair in barred}


def _sums(scores: Mapping[Pair, float], home: Mapping[str, str]) -> dict[Pair, float]:
    """Scores added up by the groups that their two ends now belong to."""
    sums: defaultdict[Pair, float] = defaultdict(float)
    for a, b in sorted(scores):
        x, y = home.get(a, a), home.get(b, b)
        if x != y:
            sums[_pair(x, y)] += scores[a, b]
    return dict(sums)


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
