"""Reports whose texts are near copies of one another: wire copy and reprints.

Shingles of eight words; two texts are near copies when they share at least half of the shorter
one's shingles. A text is kept as its `SKETCH` smallest shingles: below the lesser of two sketches'
greatest, both are whole, and their shares are counted there; texts of fewer shingles are compared
in full. Source: Broder 1997, On the resemblance and containment of documents.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from zlib import crc32

import numpy as np

from .cluster import smallest_joined
from .columns import Bag
from .many import Ints
from .meeting import meetings

SHINGLE = 8  # words
CONTAINED = 0.5  # share of the shorter text's shingles
SKETCH = 64  # shingles of a text that are kept; a share of a half is then told to within .06
_WORD = re.compile(r"\w+")
_ALL = 1 << 32  # above every shingle
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
    counts = np.array([len(sketches[name]) for name in names], np.int64)
    whole = list(chain.from_iterable(map(sketches.__getitem__, names)))
    first = first_copies(Bag(np.array(whole, np.uint32), counts)).tolist()
    return {name: names[n] for name, n in zip(names, first, strict=True)}


def first_copies(sketches: Bag) -> Ints:
    """For every position the smallest position among the texts that are near copies of it."""
    count, keys = len(sketches.counts), sketches.values.astype(np.int64)
    met = [a * count + b for a, b in meetings(keys, sketches.owners, _MOST_SHARING)]
    pairs, shared = np.unique(np.concatenate([np.zeros(0, np.int64), *met]), return_counts=True)
    a, b = pairs // max(1, count), pairs % max(1, count)
    is_copy = shared >= CONTAINED * _least(sketches, a, b)
    return smallest_joined(count, a[is_copy], b[is_copy])


def _least(sketches: Bag, a: Ints, b: Ints) -> Ints:
    """How many shingles the lesser of two sketches has where both are whole."""
    values, owners, counts = sketches.values.astype(np.int64), sketches.owners, sketches.counts
    last = np.full(len(counts), _ALL)
    is_cut = np.flatnonzero(counts == SKETCH)
    last[is_cut] = values[sketches.starts[is_cut + 1] - 1]
    whole = np.minimum(last[a], last[b])
    keys, starts = owners << 33 | values, sketches.starts
    mine = np.searchsorted(keys, a << 33 | whole, "right") - starts[a]
    found: Ints = np.minimum(mine, np.searchsorted(keys, b << 33 | whole, "right") - starts[b])
    return found
