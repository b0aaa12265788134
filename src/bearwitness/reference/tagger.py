"""How likely people would mask a token, by a linear tagger that comes with the package.

One weight for each of 2^18 hashed features (protect/features.py) and a logistic function, and in
how many of the training cases each word is said, under the same hashes: nothing else is learned.
What it was trained on and how well it does is in docs/model-cards/redaction.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
# The share of the training cases that say a word, and its name: below the first, and so on.
BANDS = ((0.05, "rare"), (0.10, "uncommon"), (0.25, "common"))


def bucket(feature: str) -> int:
    """The place of a feature's weight."""
    return crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS


@dataclass(frozen=True)
class Spoken:
    """In how many of some cases each word is said, by the word's bucket."""

    cases: int
    in_cases: NDArray[np.int64]

    def band(self, lemma: str, own: int = 0) -> str:
        """How usual a word is in such cases; `own` of them, which say it, are left out."""
        said, of = int(self.in_cases[bucket(lemma)]) - own, self.cases - own
        if said < 2:
            return "never" if said <= 0 else "once"
        return next((name for share, name in BANDS if said < share * of), "usual")


@dataclass(frozen=True)
class Tagger:
    """The weights by bucket, what is added to their sum, and which words are usual."""

    weights: NDArray[np.float64]
    bias: float
    spoken: Spoken


@cache
def tagger() -> Tagger:
    """The tagger that comes with the package."""
    return unpacked(files("bearwitness.reference").joinpath("data", FILE).read_bytes())


def packed(made: Tagger) -> bytes:
    """The bytes of a tagger: bias, cases, and for weights and words how many are not 0, where
    they stand and what they are. Four bytes each, little-endian.
    """
    import numpy as np

    at, said = np.flatnonzero(made.weights), np.flatnonzero(made.spoken.in_cases)
    counts = np.array([made.spoken.cases, len(at), len(said)], "<u4")
    parts = (np.float32(made.bias), counts, at.astype("<u4"), made.weights[at].astype("<f4"),
             said.astype("<u4"), made.spoken.in_cases[said].astype("<u4"))  # fmt: skip
    return b"".join(part.tobytes() for part in parts)


def unpacked(raw: bytes) -> Tagger:
    """The tagger that `packed` made bytes of."""
    import numpy as np

    whole = np.frombuffer(raw, "<u4")
    cases, held, words = map(int, whole[1:4])
    at, values, said, counts = np.split(whole[4:], np.cumsum([held, held, words]))
    weights, in_cases = np.zeros(BUCKETS), np.zeros(BUCKETS, np.int64)
    weights[at], in_cases[said] = values.view("<f4"), counts
    return Tagger(weights, float(whole[:1].view("<f4")[0]), Spoken(cases, in_cases))


def masked_likely(tokens: Iterable[Sequence[str]]) -> list[float]:
    """For each token, from its features, the share of such tokens that people masked, 0 to 1."""
    dense, bias = tagger().weights, tagger().bias
    sums = (float(dense[[bucket(f) for f in token]].sum()) + bias for token in tokens)
    return [1 / (1 + exp(-max(-50.0, min(50.0, s)))) for s in sums]
