"""Pairs of things that share a key, from columns of numbers."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .many import Ints

_BUCKETS = 1 << 23
_AT_ONCE = 4_000_000  # pairs written out at once, to bound memory


def one_key(*columns: Ints) -> Ints:
    """One number for each row of whole numbers, equal where the rows are."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        if len(column):
            least = column.min()
            key = key * (int(column.max()) - int(least) + 1) + (column - least)
    return key


def matched(owners: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Positions in two sorted columns of owners, for every two entries of one owner."""
    left = np.searchsorted(others, owners, "left")
    count = np.searchsorted(others, owners, "right") - left
    first = np.repeat(np.arange(len(owners), dtype=np.int64), count)
    return first, left[first] + within(count)


def within(counts: Ints) -> Ints:
    """0, 1, 2 … for each count, one after another."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    found: Ints = np.arange(total, dtype=np.int64) - np.repeat(ends - counts, counts)
    return found


def sorted_pairs(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Rows of two columns of whole numbers from 0, sorted by the first and then by the second."""
    bits = int(b.max(initial=0)).bit_length()
    if int(a.max(initial=0)).bit_length() + bits > 63:
        order = np.lexsort((b, a))
        return a[order], b[order]
    both = a << bits | b
    both.sort()
    return both >> bits, both & ((1 << bits) - 1)


def meetings(keys: Ints, things: Ints, most: int) -> list[tuple[Ints, Ints]]:
    """Pairs of things under one key, the smaller first, in pieces; a pair comes once a key.

    A key that more than `most` things hold, or one alone, gives none.
    """
    some = _not_alone(keys)
    keys, things = sorted_pairs(keys[some], things[some])
    is_new = np.ones(len(keys), bool)
    is_new[1:] = (keys[1:] != keys[:-1]) | (things[1:] != things[:-1])
    keys, things = keys[is_new], things[is_new]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else keys
    sizes = np.diff(np.r_[starts, len(keys)])
    ends = np.repeat(starts + sizes, sizes)
    is_told = np.repeat((sizes > 1) & (sizes <= most), sizes)
    places = np.flatnonzero(is_told)
    after = ends[places] - places - 1
    cuts = np.searchsorted(np.cumsum(after), np.arange(0, int(after.sum()) + 1, _AT_ONCE))
    bounds = [*np.unique(np.r_[0, cuts]).tolist(), len(places)]
    return [_pairs(things, places[a:b], after[a:b]) for a, b in pairwise(bounds) if a < b]


def _not_alone(keys: Ints) -> Ints:
    """Places of keys that may come again: what comes once, and much besides, is not sorted."""
    buckets = min(_BUCKETS, 1 << (4 * len(keys)).bit_length())
    bucket = keys & (buckets - 1)
    return np.flatnonzero(np.bincount(bucket, minlength=1)[bucket] > 1)


def _pairs(things: Ints, places: Ints, after: Ints) -> tuple[Ints, Ints]:
    """Each thing with those after it under its key."""
    first = np.repeat(places, after)
    second = first + 1 + within(after)
    return things[first], things[second]


def distinct(pieces: Sequence[tuple[Ints, Ints]], count: int) -> tuple[Ints, Ints]:
    """The pairs of all pieces, each once, sorted."""
    numbers = [a * count + b for a, b in pieces]
    whole = np.unique(np.concatenate([np.zeros(0, np.int64), *numbers]))
    return whole // max(1, count), whole % max(1, count)
