"""Decomposable graphs on a few lists, each as its cliques and the separators between them."""

from dataclasses import dataclass
from functools import cache
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Graph:
    """Bit sets of lists; a separator may be empty or come more than once."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]  # one less than cliques

    def written(self, size: int) -> str:
        """The cliques, lists numbered from 1: "123,34"."""
        names = ["".join(str(j + 1) for j in range(size) if c >> j & 1) for c in self.cliques]
        return ",".join(sorted(names, key=lambda name: (-len(name), name)))


@cache
def decomposable_graphs(size: int) -> tuple[Graph, ...]:
    """Every decomposable graph but the complete one: 7 on three lists, 60 on four, 821 on five.

    The complete graph leaves the number on no list to the prior alone.
    """
    edges = [(1 << a) | (1 << b) for a, b in combinations(range(size), 2)]
    graphs = []
    for chosen in range(2 ** len(edges) - 1):
        graph = _decomposed([e for i, e in enumerate(edges) if chosen >> i & 1], size)
        if graph is not None:
            graphs.append(graph)
    return tuple(graphs)


def _decomposed(edges: list[int], size: int) -> Graph | None:
    """Lists taken away one by one, each when all its neighbours know each other; else None."""
    near = [0] * size
    for edge in edges:
        for j in range(size):
            if edge >> j & 1:
                near[j] |= edge & ~(1 << j)
    left = (1 << size) - 1
    families: list[tuple[int, int]] = []  # a list with its remaining neighbours; the neighbours
    while left:
        lone = next((j for j in range(size) if left >> j & 1 and _know(near, near[j] & left)), None)
        if lone is None:
            return None
        neighbours = near[lone] & left
        families.append((neighbours | 1 << lone, neighbours))
        left &= ~(1 << lone)
    return _cliques(families)


def _know(near: list[int], group: int) -> bool:
    members = [j for j in range(group.bit_length()) if group >> j & 1]
    return all((group & ~(1 << j)) & ~near[j] == 0 for j in members)


def _cliques(families: list[tuple[int, int]]) -> Graph:
    """Families over neighbours are cliques over separators once equal sets cancel."""
    above = [family for family, _ in families]
    below = [neighbours for _, neighbours in families]
    for neighbours in list(below):
        if neighbours in above:
            above.remove(neighbours)
            below.remove(neighbours)
    below.remove(0)  # the empty set below the last list; it stays above nothing
    return Graph(tuple(above), tuple(below))
