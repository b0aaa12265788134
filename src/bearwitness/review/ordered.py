"""Names in the order of their keys, kept in order when a few of them change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

Key = tuple[Any, ...]
MANY = 400  # changes, from which on sorting anew is quicker


class Ordered(Sequence[str]):
    """The names of `keys`, the least key first; equal keys in the order of names. Never changes."""

    __slots__ = ("_rows", "keys")

    def __init__(self, keys: Mapping[str, Key]) -> None:
        self.keys: dict[str, Key] = dict(keys)
        self._rows: list[tuple[Key, str]] = sorted((key, name) for name, key in keys.items())

    def changed(self, keys: Mapping[str, Key | None]) -> Ordered:
        """The same with some keys new or other, and without the names whose key is None."""
        held = {name: key for name, key in keys.items() if self.keys.get(name) != key}
        if not held:
            return self
        merged = self.keys | {name: key for name, key in held.items() if key is not None}
        for name in [name for name, key in held.items() if key is None]:
            del merged[name]
        if len(held) > MANY:
            return Ordered(merged)
        rows = self._rows.copy()
        for name, key in held.items():
            if name in self.keys:
                del rows[bisect_left(rows, (self.keys[name], name))]
            if key is not None:
                insort(rows, (key, name))
        made = object.__new__(Ordered)
        made.keys, made._rows = merged, rows
        return made

    def before(self, key: Key) -> int:
        """How many names have a lesser key."""
        return bisect_left(self._rows, (key, ""))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        return (name for _, name in self._rows)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [name for _, name in self._rows[at]]
        return self._rows[at][1]
