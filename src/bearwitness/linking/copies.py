"""Reports whose texts are near copies of one another: wire copy and reprints.

Shingles of eight words; two texts are near copies when they share at least half of the shorter
one's shingles. A text is kept as its `SKETCH` smallest shingles: below the lesser of two sketches'
greatest, both are whole, and their shares are counted there; texts of fewer shingles are compared
in full. Source: Broder 1997, On the resemblance and containment of documents.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import chain
from zlib import crc32

import numpy as np

from .cluster import joined
from .meeting import meetings

SHINGLE = 8  # words
CONTAINED = 0.5  # share of the shorter text's shingles
SKETCH = 64  # shingles of a text that are kept; a share of a half is then told to within .06
_WORD = re.compile(r"\w+")
_MOST_SHARING = 200  # a shingle in more texts than this is boilerplate


def shingles(text: str) -> frozenset[int]:
    """Hashes of every run of eight words; a shorter text gives none."""
    words = [word.casefold() for word in _WORD.findall(text)]
    runs = range(len(words) - SHINGLE + 1)
    return frozenset(crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in runs)


def sketch(text: str) -> tuple[int, ...]:
    """The smallest shingles of a text, sorted: all of them if there are few."""
    return tuple(sorted(shingles(text))[:SKETCH])


def copy_groups(texts: Mapping[str, str]) -> dict[str, str]:
    """For every report id the smallest id among the reports whose texts are near copies of it."""
    return groups_of({report: sketch(text) for report, text in texts.items()})


def groups_of(sketches: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """As `copy_groups`, from the texts' sketches."""
    names = sorted(sketches)
    owners = np.repeat(np.arange(len(names)), [len(sketches[name]) for name in names])
    held = np.fromiter(chain.from_iterable(map(sketches.__getitem__, names)), np.int64, len(owners))
    met = [a * len(names) + b for a, b in meetings(held, owners.astype(np.int64), _MOST_SHARING)]
    pairs, counts = np.unique(np.concatenate([np.zeros(0, np.int64), *met]), return_counts=True)
    edges = []
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        a, b = names[pair // len(names)], names[pair % len(names)]
        if _is_copy(sketches[a], sketches[b], count):
            edges.append((a, b))
    return {report: group[0] for group in joined(sketches, edges) for report in group}


def _is_copy(a: Sequence[int], b: Sequence[int], shared: int) -> bool:
    """Whether the shares of two sketches, where both are whole, say that one text is the other."""
    whole = min((s[-1] for s in (a, b) if len(s) == SKETCH), default=None)
    least = min(len(s) if whole is None else bisect_right(s, whole) for s in (a, b))
    return shared >= CONTAINED * least
