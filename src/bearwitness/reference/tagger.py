"""How likely people would mask a token, by a linear tagger that comes with the package.

One weight for each of 2^18 hashed features (protect/features.py) and a logistic function: nothing
else is learned. What it was trained on and how well it does is in docs/model-cards/redaction.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BUCKETS = 1 << 18
FILE = "redaction_tagger.bin"


def bucket(feature: str) -> int:
    """The place of a feature's weight."""
    return crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS


@cache
def weights() -> tuple[NDArray[np.float64], float]:
    """The weights, and what is added to their sum."""
    import numpy as np

    raw = np.frombuffer(
        files("bearwitness.reference").joinpath("data", FILE).read_bytes(), dtype="<f4"
    )
    sparse = raw[1:].reshape(2, -1)
    dense = np.zeros(BUCKETS)
    dense[sparse[0].view("<u4")] = sparse[1]
    return dense, float(raw[0])


def packed(dense: NDArray[np.float64], bias: float) -> bytes:
    """The bytes of the file: the bias, the places that are not 0 and their weights."""
    import numpy as np

    places = np.flatnonzero(dense).astype("<u4")
    return b"".join(
        (np.float32(bias).tobytes(), places.tobytes(), dense[places].astype("<f4").tobytes())
    )


def masked_likely(tokens: Iterable[Sequence[str]]) -> list[float]:
    """For each token, from its features, the share of such tokens that people masked, 0 to 1."""
    dense, bias = weights()
    sums = (float(dense[[bucket(f) for f in token]].sum()) + bias for token in tokens)
    return [1 / (1 + exp(-max(-50.0, min(50.0, s)))) for s in sums]
