"""Hierarchical log-linear models: which groups of lists may depend on each other.

A model is the set of its terms; a term is a bit set of two or more lists. Hierarchical: with a
group, every smaller group inside it. The term of all lists together is never in: it would leave
the number on no list free. With six lists or more, terms hold three lists at most. Each list always
has its own main effect.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

Model = frozenset[int]


_WIDE = 6  # lists from which terms hold three at most


def interactions(size: int) -> tuple[int, ...]:
    """All terms a model of so many lists may have, smaller groups first."""
    largest = 3 if size >= _WIDE else size - 1
    masks = [
        sum(1 << j for j in group)
        for many in range(2, largest + 1)
        for group in combinations(range(size), many)
    ]
    return tuple(masks)


def faces(term: int) -> Iterator[int]:
    """The terms with one list less, down to pairs."""
    if term.bit_count() <= 2:
        return
    for j in range(term.bit_length()):
        if term >> j & 1:
            yield term & ~(1 << j)


@cache
def hierarchical_models(size: int) -> tuple[Model, ...]:
    """Every hierarchical model of 2 to 5 lists: 1, 8, 113 and 6,893 of them."""
    models: list[Model] = [frozenset()]
    for term in interactions(size):
        models += [m | {term} for m in models if all(face in m for face in faces(term))]
    return tuple(models)


def neighbours(model: Model, size: int) -> Iterator[Model]:
    """Hierarchical models with one term more or one less."""
    for term in interactions(size):
        if term in model:
            if not any(other != term and other & term == term for other in model):
                yield model - {term}
        elif all(face in model for face in faces(term)):
            yield model | {term}


def written(model: Model, size: int) -> str:
    """The model by its largest terms, lists numbered from 1: "123,14,34"."""
    everything = [*model, *(1 << j for j in range(size))]
    largest = [t for t in everything if not any(o != t and o & t == t for o in everything)]
    names = ["".join(str(j + 1) for j in range(size) if t >> j & 1) for t in largest]
    return ",".join(sorted(names, key=lambda name: (-len(name), name)))
