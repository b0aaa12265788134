"""Incidents in columns, a row each, so that the map counts twenty thousand in a millisecond.

Made once from incidents as seen; where a few change, their rows are put in the place of the old
ones and the rest is copied as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .seen import Atlas

if TYPE_CHECKING:
    from ..model.incident import Incident
    from .kept import Answer, Kept
    from .seen import Seen, Spot

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
MOST_ANSWERS = 60  # kept of one state of the incidents
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which rows have which names, as pairs of numbers."""

    numbers: Mapping[str, int] = field(default_factory=dict)  # of each name
    row: Numbers = field(default_factory=lambda: _NONE)
    name: Numbers = field(default_factory=lambda: _NONE)

    def of(self, name: str, rows: int) -> Mask:
        """Which of so many rows have a name."""
        found = np.zeros(rows, dtype=bool)
        found[self.row[self.name == self.numbers.get(name, -1)]] = True
        return found

    def changed(self, keep: Mask, names: Sequence[Iterable[str]]) -> Pairs:
        """Those of the kept rows, and after them those of new rows, each with its names."""
        numbers, row, name = dict(self.numbers), [], []
        for n, held in enumerate(names, int(keep.sum())):
            for one in held:
                row.append(n)
                name.append(numbers.setdefault(one, len(numbers)))
        moved, kept = np.cumsum(keep) - 1, keep[self.row]
        return Pairs(
            numbers,
            np.concatenate([moved[self.row[kept]], np.array(row, dtype=np.int64)]),
            np.concatenate([self.name[kept], np.array(name, dtype=np.int64)]),
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Incidents, a row each; nothing in it changes but the answers kept with it."""

    seen: tuple[Seen, ...] = ()
    first: Numbers = field(default_factory=lambda: _NONE)  # days; 0 where none is known
    last: Numbers = field(default_factory=lambda: _NONE)
    flags: Numbers = field(default_factory=lambda: _NONE)
    acts: Pairs = Pairs()
    keys: Pairs = Pairs()  # of the places and of all that holds them
    at: Pairs = Pairs()  # the places as drawn
    spots: Mapping[str, Spot] = field(default_factory=dict)  # by key
    answers: dict[object, dict[str, Any]] = field(default_factory=dict)

    def changed(self, keep: Mask, new: Sequence[Seen]) -> Columns:
        """The rows to keep, then new ones."""
        return Columns(
            (*compress(self.seen, keep.tolist()), *new),
            _joined(self.first[keep], [one.earliest or 0 for one in new]),
            _joined(self.last[keep], [one.latest or 0 for one in new]),
            _joined(self.flags[keep], [_flags(one) for one in new]),
            self.acts.changed(keep, [dict.fromkeys(one.acts) for one in new]),
            self.keys.changed(keep, [one.keys for one in new]),
            self.at.changed(keep, [[spot.key for spot in one.spots] for one in new]),
            {**self.spots, **{spot.key: spot for one in new for spot in one.spots}},
        )

    def has(self, flag: int) -> Mask:
        """Which rows have a flag."""
        return (self.flags & flag) > 0

    def with_act(self, act: str) -> Mask:
        """Which rows have an act; every row for none."""
        return self.acts.of(act, len(self.seen)) if act else self.all

    def inside(self, key: str) -> Mask:
        """Which incidents may have been at a place, or inside it."""
        return self.keys.of(key, len(self.seen))

    def within(self, since: int | None, until: int | None) -> Mask:
        """Which may have been in a period; an undated one is in none but all of time."""
        if since is None and until is None:
            return self.all
        found = self.first > 0
        if until is not None:
            found &= self.first <= until
        return found & (self.last >= since) if since is not None else found

    @property
    def all(self) -> Mask:
        """Every row."""
        return np.ones(len(self.seen), dtype=bool)

    def tallied(self, rows: Mask) -> list[tuple[Spot, int, int]]:
        """Of each place how many of those rows may have been there, and how many of them dispute
        it."""
        counts = self._counted(rows)
        disputed = self._counted(rows & self.has(DISPUTED))
        some = np.flatnonzero(counts).tolist()
        keys = list(self.at.numbers)
        return [(self.spots[keys[n]], int(counts[n]), int(disputed[n])) for n in some]

    def _counted(self, rows: Mask) -> Numbers:
        return np.bincount(self.at.name[rows[self.at.row]], minlength=len(self.at.numbers))

    def picked(self, rows: Mask) -> list[Seen]:
        """The incidents of those rows."""
        return [self.seen[n] for n in np.flatnonzero(rows).tolist()]

    def earliest(self, rows: Mask, most: int) -> list[Seen]:
        """The first of those rows in time, undated ones last; equal days by id."""
        days = np.where(self.first[rows] > 0, self.first[rows], 10**9)
        numbers = np.flatnonzero(rows)
        if len(numbers) > most:
            numbers = numbers[days <= np.partition(days, most - 1)[most - 1]]
        held = [self.seen[n] for n in numbers.tolist()]
        return sorted(held, key=lambda one: (one.earliest or 10**9, one.id))[:most]

    def answer(self, asked: object, made: dict[str, Any]) -> dict[str, Any]:
        """Keeps an answer while the incidents stay as they are; the oldest goes."""
        if len(self.answers) >= MOST_ANSWERS:
            self.answers.pop(next(iter(self.answers)), None)
        self.answers[asked] = made
        return made


DISPUTED, REVIEWED, NOWHERE, TOO_WIDE = 1, 2, 4, 8


def _flags(one: Seen) -> int:
    return (
        DISPUTED * one.is_disputed
        + REVIEWED * one.is_reviewed
        + NOWHERE * (not one.spots)
        + TOO_WIDE * (one.too_wide > 0 and not one.spots)
    )


def _joined(kept: Numbers, new: Sequence[int]) -> Numbers:
    return np.concatenate([kept, np.array(new, dtype=np.int64)])


@dataclass(slots=True)
class Ground:
    """What the map of one desk stands on: its incidents in columns, made beside the requests."""

    kept: Kept
    atlas: Atlas = field(default_factory=Atlas)
    _columns: Columns = field(default_factory=Columns)
    _rows: dict[str, Seen] = field(default_factory=dict)

    def columns(self, incidents: Mapping[str, Incident], head: int) -> Answer[Columns]:
        """The columns at a ledger line, or older ones, or none yet (`kept.py`)."""
        return self.kept.ask("map", head, lambda: self.of(incidents))

    def of(self, incidents: Mapping[str, Incident]) -> Columns:
        """The columns of some incidents, made from the last ones."""
        rows = self.atlas.seen(incidents)
        if rows is not self._rows:
            before = self._rows
            keep = [rows.get(one.id) is one for one in self._columns.seen]
            new = [one for name, one in rows.items() if before.get(name) is not one]
            if new or not all(keep):
                self._columns = self._columns.changed(np.array(keep, dtype=bool), new)
            self._rows = rows
        return self._columns
