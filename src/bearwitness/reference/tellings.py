"""How likely each act is told by a clause: a linear model over a sentence vector and marks.

The weights are `data/tellings.npz`, which training/likely_acts.py makes from invented passages and
reports; docs/model-cards/acts.md says what they are good for. The vector is that of the packaged
sentence encoder (gists.py); it is used in passing and kept nowhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from .gists import vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

FILE = "tellings.npz"
SCALE = 5.0  # of the vectors, whose parts are small beside marks that count 1


@dataclass(frozen=True, slots=True)
class Tellings:
    """The model: a row of weights for each part of the vector, each mark, and the start."""

    acts: tuple[str, ...]  # the first is "none"
    rows: dict[str, int]
    weights: NDArray[np.float32]


@cache
def tellings() -> Tellings:
    """The model of the package, read once a process."""
    with files("bearwitness.reference").joinpath("data", FILE).open("rb") as file:
        held: Any = np.load(file, allow_pickle=False)
        names = json.loads(bytes(held["names"]).decode())
        weights = held["weights"].astype(np.float32)
    return Tellings(
        tuple(names["acts"]), {mark: n for n, mark in enumerate(names["marks"])}, weights
    )


def shares(clauses: Sequence[str], marks: Sequence[Iterable[str]]) -> NDArray[np.float32]:
    """How likely each of `tellings().acts` is told: a row a clause, each row's sum 1."""
    model = tellings()
    seen = vectors(clauses) * SCALE
    size = seen.shape[1]
    sums = seen @ model.weights[:size] + model.weights[-1]
    for n, found in enumerate(marks):
        rows = [size + model.rows[mark] for mark in found if mark in model.rows]
        sums[n] += model.weights[rows].sum(axis=0)
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    answer: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return answer
