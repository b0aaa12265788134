"""What two claims have in common besides words, roughly: which pairs blocking proposes.

Added up in hundredths of a natural logarithm, in whole numbers: the same for the same two claims,
whoever asks. Of place and time a number is read from what is the same of both, and looked up.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, NDArray[Any]]
PLAIN = (
    "report", "act", "family", "copy", "story", "country", "admin1", "town", "first", "last",
    "published", "sex", "age", "nationality", "perpetrator",
)  # fmt: skip
_KINDS = {"sex": (50, -100), "age": (100, -100), "nationality": (50, -100),
          "perpetrator": (100, -100)}  # the same of both, and not  # fmt: skip
_ONE = 900  # one story, or near copies


def nearness(claims: Columns, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.int32]:
    """For each pair of positions what the two claims have in common."""
    near = _place(claims, a, b) + _time(claims, a, b) + _act(claims, a, b)
    near += _people(claims, a, b) + _publication(claims, a, b)
    story, copy = claims["story"], claims["copy"]
    is_one = ((story[a] == story[b]) & (story[a] >= 0)) | (copy[a] == copy[b])
    near += np.where(is_one, np.int32(_ONE), np.int32(0))
    for name, (same, other) in _KINDS.items():
        if (claims[name] >= 0).any():
            x, y = claims[name][a], claims[name][b]
            near += np.where(np.minimum(x, y) < 0, 0, np.where(x == y, same, other)).astype(
                np.int32
            )
    return near


def _place(claims: Columns, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.int32]:
    level = claims["level"]
    number = np.minimum(level[a], level[b])
    for name in ("town", "admin1", "country"):
        number = 2 * number + (claims[name][a] == claims[name][b])
    found: NDArray[np.int32] = _PLACES[number]
    return found


def _of_place(level: int, town: int, admin1: int, country: int) -> int:
    """By the coarser of the two levels, and what is the same."""
    if level == 3:
        return 500 if town else -100 if admin1 else -400
    if level == 2:
        return 300 if admin1 else -400
    return (100 if country else -400) if level else 0


_PLACES = np.array([_of_place(*one) for one in product(range(4), *[(0, 1)] * 3)], np.int32)


def _time(claims: Columns, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.int32]:
    first, last, short = claims["first"], claims["last"], claims["short"]
    x, y = first[a], first[b]
    gap = np.maximum(x - last[b], y - last[a])
    is_dated = np.minimum(x, y) >= 0
    number = np.where(is_dated, 1 + (gap <= 2) + (gap <= 21), 0)
    found: NDArray[np.int32] = _TIMES[3 * number + short[a] + short[b]]
    return found


# Undated; over three weeks apart; over two days; near, by how many of the two are short.
_TIMES = np.array([0, 0, 0, -600, -600, -600, -300, -300, -300, 0, 100, 400], np.int32)


def _act(claims: Columns, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.int32]:
    act, family = claims["act"], claims["family"]
    is_other = np.where(family[a] == family[b], np.int32(50), np.int32(-150))
    return np.where(act[a] == act[b], np.int32(150), is_other)


def _people(claims: Columns, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.int32]:
    least, most = claims["least"], claims["most"]
    x, y, u, v = least[a], least[b], most[a], most[b]
    is_same = (x == y) & (u == v)
    may_be = (x <= v) & (y <= u)
    number = np.where(np.minimum(x, y) < 0, 0, 1 + may_be + (may_be & is_same) * (1 + (x > 1)))
    found: NDArray[np.int32] = _NUMBERS[number]
    return found


# Not known of both; no number fits both; one fits; the same, of one; the same, of more.
_NUMBERS = np.array([0, -100, 0, 80, 150], np.int32)


def _publication(claims: Columns, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.int32]:
    x, y = claims["published"][a], claims["published"][b]
    apart = np.abs(x - y)
    return np.where(
        np.minimum(x, y) < 0, 0, np.where(apart <= 7, 100, np.where(apart <= 21, 0, -100))
    ).astype(np.int32)
