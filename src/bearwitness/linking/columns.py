"""Rows of many reports read at once, as columns of whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .many import Ints
from .meeting import within
from .rows import HEADER, MARK, SECTIONS, SMALL

_WIDTHS = np.array([width for _, width in SECTIONS], np.int64)
_PLACE = {name: n for n, (name, _) in enumerate(SECTIONS)} | {
    name: len(SECTIONS) + n for n, name in enumerate(SMALL)
}
_AT = HEADER // 2  # where the first section begins, in units of eight bytes


class PerReport:
    """Things of reports, one report's after another's; `counts` says how many each report has."""

    counts: Ints

    @cached_property
    def starts(self) -> Ints:
        """Where each report's things begin, and at last how many there are."""
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(self.counts)])

    @cached_property
    def owners(self) -> Ints:
        """The report of each thing."""
        return np.repeat(np.arange(len(self.counts), dtype=np.int64), self.counts)


@dataclass(frozen=True)
class Bag(PerReport):
    """Numbers of reports."""

    values: NDArray[Any]  # whole numbers, one row for each thing, where a thing has several numbers
    counts: Ints  # of each report


class Columns:
    """Reports in the order of `names`."""

    def __init__(self, names: Sequence[str], units: Ints, begins: Ints) -> None:
        self.names, self._units, self._begins = names, units, begins
        self._bags: dict[str, Bag] = {}

    @staticmethod
    def of(rows: Mapping[str, bytes]) -> Columns:
        """Rows by report id, in the order of the ids; all of them are sound."""
        names = sorted(rows)
        lengths = np.array([len(rows[name]) for name in names], np.int64) // 8
        units = np.frombuffer(b"".join(map(rows.__getitem__, names)), np.int64)
        return Columns(names, units, np.cumsum(lengths) - lengths)

    def __len__(self) -> int:
        return len(self.names)

    def taken(self, positions: Ints) -> Columns:
        """Some of the reports."""
        names = [self.names[n] for n in positions.tolist()]
        return Columns(names, self._units, self._begins[positions])

    def bag(self, name: str) -> Bag:
        """What the reports hold of one section."""
        if name not in self._bags:
            self._bags[name] = self._read(_PLACE[name])
        return self._bags[name]

    @cached_property
    def _counts(self) -> Ints:
        """How many things each report has in each section."""
        header = self._units.view(np.uint32).reshape(-1, 2)
        rows = header[self._begins[:, None] + np.arange(_AT)].reshape(len(self), HEADER)
        return rows[:, 1 : 1 + len(_PLACE)].astype(np.int64)

    @cached_property
    def _offsets(self) -> Ints:
        """Where each section of each report begins."""
        sizes = _sizes(self._counts)
        return self._begins[:, None] + _AT + np.cumsum(sizes, axis=1) - sizes

    def _read(self, n: int) -> Bag:
        counts, offsets = self._counts[:, n], self._offsets[:, n]
        if n >= len(_WIDTHS):
            small = (np.uint32, np.uint8)[n - len(_WIDTHS)]
            each = 8 // small().itemsize
            units = self._units[_spread(offsets, -(-counts // each))].view(small)
            kept = _spread(each * np.cumsum(-(-counts // each)) - each * -(-counts // each), counts)
            return Bag(units if len(kept) == len(units) else units[kept], counts)
        width = int(_WIDTHS[n])
        values = self._units[_spread(offsets, counts * width)]
        return Bag(values.reshape(-1, width) if width > 1 else values, counts)

    @cached_property
    def _texts(self) -> list[str]:
        """All lines of text; what fills a section up is left out."""
        n = _PLACE["text"]
        units = self._units[_spread(self._offsets[:, n], (self._counts[:, n] + 7) // 8)]
        return units.tobytes().replace(b"\0", b"").decode("utf-8", "surrogatepass").split("\n")

    @cached_property
    def _text_starts(self) -> Ints:
        counts = self.bag("claims").counts + self.bag("towns").counts + 2
        found: Ints = np.cumsum(counts) - counts
        return found

    @cached_property
    def stamps(self) -> list[str]:
        """The stamp of each report's gist."""
        return [self._texts[n] for n in self._text_starts.tolist()]

    @cached_property
    def mains(self) -> list[str]:
        """The id of the claim that each report is mainly about, empty where there is none."""
        return [self._texts[n + 1] for n in self._text_starts.tolist()]

    @cached_property
    def claims(self) -> list[str]:
        """The ids of all claims."""
        counts = self.bag("claims").counts
        places = np.repeat(self._text_starts + 2, counts) + within(counts)
        return [self._texts[n] for n in places.tolist()]

    def town(self, n: int) -> str:
        """The gazetteer's id of one of the things in the section of towns."""
        towns = self.bag("towns")
        owner = int(towns.owners[n])
        place = int(self._text_starts[owner]) + 2 + int(self.bag("claims").counts[owner])
        return self._texts[place + n - int(towns.starts[owner])]


def unsound(rows: Mapping[str, bytes]) -> list[str]:
    """The reports whose row is not whole, or of another layout."""
    found = [name for name, row in rows.items() if len(row) % 8 or len(row) < 4 * HEADER]
    plain = {name: row for name, row in rows.items() if name not in set(found)}
    if not plain:
        return found
    joined = b"".join(row[: 4 * HEADER] for row in plain.values())
    heads = np.frombuffer(joined, np.uint32).reshape(-1, HEADER).astype(np.int64)
    whole = _AT + _sizes(heads[:, 1 : 1 + len(_PLACE)]).sum(axis=1)
    lengths = np.fromiter(map(len, plain.values()), np.int64, len(plain)) // 8
    is_sound = (heads[:, 0] == MARK) & (whole == lengths)
    names = list(plain)
    return found + [names[n] for n in np.flatnonzero(~is_sound).tolist()]


def _sizes(counts: Ints) -> Ints:
    """How many units of eight bytes each section takes."""
    wide, small = counts[:, : len(_WIDTHS)] * _WIDTHS, counts[:, len(_WIDTHS) :]
    return np.concatenate([wide, (small * [4, 1] + 7) // 8], axis=1)


def _spread(offsets: Ints, counts: Ints) -> Ints:
    """Places one after another from each offset on, so many as its count says."""
    ends = np.cumsum(counts)
    found: Ints = np.repeat(offsets - (ends - counts), counts)
    found += np.arange(len(found))
    return found
