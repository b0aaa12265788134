"""Many pairs compared at once, by the very functions that compare one.

A number is read of every pair from columns, such that pairs of one number are of one level. The
feature's own function is asked once for each number (`asked_once`), and the answer is handed to all
pairs of that number. Nothing is written twice: what `why` prints and what links a million claims
come from one function.

Weights are added in the order of the features, as one pair's are: sums are equal to the last bit.
"""

import gc
import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_BUCKETS = 20  # bits
_AT_ONCE = 50_000  # pairs whose words are laid side by side: few enough to stay near the processor


@dataclass(frozen=True, slots=True)
class Coded(Generic[T]):
    """Things by what a feature looks at: a code for each, and one thing for each code."""

    codes: NDArray[np.int32]
    examples: Sequence[T]


def coded(things: Sequence[T], looks_at: Callable[[T], Hashable]) -> Coded[T]:
    """Codes in the order in which they first come."""
    seen: dict[Hashable, int] = {}
    examples: list[T] = []
    codes = np.empty(len(things), np.int32)
    for i, thing in enumerate(things):
        code = seen.setdefault(looks_at(thing), len(seen))
        if code == len(examples):
            examples.append(thing)
        codes[i] = code
    return Coded(codes, examples)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Within it Python's collector does not run: it would pass over a case's objects many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def asked_once(number: Ints, ask: Callable[[int], float]) -> Floats:
    """What `ask` says of the place of one pair of each number, for all pairs."""
    some: Ints = np.full(int(number.max(initial=0)) + 1, -1, np.int64)
    some[number] = np.arange(len(number))
    told = np.zeros(len(some))
    for n in np.flatnonzero(some >= 0).tolist():
        told[n] = ask(int(some[n]))
    found: Floats = told[number]
    return found


@dataclass(frozen=True, slots=True)
class Bags:
    """Sorted word codes of things, one after another, and where each thing's begin."""

    words: NDArray[np.int32]
    starts: Ints  # one more than there are things

    @staticmethod
    def of(bags: Iterable[Iterable[str]]) -> "tuple[Bags, list[str]]":
        """Bags of words coded, and the words in code order."""
        held = [list(bag) for bag in bags]
        words = sorted({word for bag in held for word in bag})
        code = {word: n for n, word in enumerate(words)}
        flat = [sorted(code[word] for word in bag) for bag in held]
        starts = np.concatenate([[0], np.cumsum([len(bag) for bag in flat], dtype=np.int64)])
        codes = np.array([n for bag in flat for n in bag], np.int32)
        return Bags(codes, starts.astype(np.int64)), words

    def owners(self) -> NDArray[np.int32]:
        """The position of the thing that each word belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))


def shared_sums(bags: Bags, worth: Floats, first: Ints, second: Ints) -> Floats:
    """For each pair of positions the worth of the words both hold, added up.

    Exact in any order when every worth is a multiple of one power of two.
    """
    total = np.zeros(len(first))
    kinds = int(bags.words.max(initial=0)) + 1
    for start in range(0, len(first), _AT_ONCE):
        piece = slice(start, start + _AT_ONCE)
        a = _entries(bags, first[piece], kinds)
        b = _entries(bags, second[piece], kinds)
        merged = np.concatenate([a, b])
        merged.sort(kind="stable")  # two sorted runs: one merge
        both = merged[1:][merged[1:] == merged[:-1]]
        n = min(_AT_ONCE, len(first) - start)
        total[piece] = np.bincount(both // kinds, weights=worth[both % kinds], minlength=n)
    return total


def _entries(bags: Bags, things: Ints, kinds: int) -> Ints:
    """One number for each word of each of `things`: its place in the list and its word."""
    lengths = bags.starts[things + 1] - bags.starts[things]
    places = np.repeat(np.arange(len(things), dtype=np.int64), lengths)
    within = np.arange(lengths.sum(), dtype=np.int64) - np.repeat(
        np.cumsum(lengths) - lengths, lengths
    )
    words = bags.words[bags.starts[things][places] + within]
    found: Ints = places * kinds + words
    return found


def numbered(values: Ints) -> tuple[Ints, Ints]:
    """The different values, sorted, and for each value its place among them.

    Values are put into buckets, of which most hold one value only; just the rest is sorted.
    """
    buckets = 1 << min(_BUCKETS, len(values).bit_length())
    bucket = values & (buckets - 1)
    held = np.zeros(buckets, np.int64)
    held[bucket] = values
    rest = np.flatnonzero(held[bucket] != values)
    filled = np.zeros(buckets, bool)
    filled[bucket] = True
    some = np.flatnonzero(filled)
    names = np.unique(np.r_[held[some], values[rest]])
    place = np.zeros(buckets, np.int64)
    place[some] = np.searchsorted(names, held[some])
    places = place[bucket]
    places[rest] = np.searchsorted(names, values[rest])
    return names, places


def asked_by_value(values: Floats, ask: Callable[[float], float]) -> Floats:
    """What `ask` says of each value, asked once for each that is different."""
    bits = values.view(np.uint64)
    names, places = numbered((bits ^ (bits >> np.uint64(40))).view(np.int64))
    examples = np.zeros(len(names))
    examples[places] = values
    found: Floats = np.array([ask(one) for one in examples.tolist()], np.float64)[places]
    return found


def probabilities(odds: Floats) -> Floats:
    """1 / (1 + e^-x) as `math.exp` gives it, so that many pairs get what one pair gets."""
    return asked_by_value(odds, lambda x: 1 / (1 + math.exp(-x)))


def weighed(ask: Callable[[T, T], str], weights: Mapping[str, float]) -> Callable[[T, T], float]:
    """A feature's function giving the weight of its level in place of the level's name."""

    def weight(a: T, b: T) -> float:
        return weights.get(ask(a, b), 0.0)

    return weight
