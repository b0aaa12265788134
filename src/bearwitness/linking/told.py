"""Many reports side by side, as comparing them looks at them: columns, and a few opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .columns import Bag, Columns
from .gist import Gist
from .holdings import Held, WordTable, word_table, word_table_of
from .many import Ints
from .meeting import sorted_pairs
from .reports import About, Rarity, as_confirmed
from .rows import code, row_of

Opened = Callable[[Sequence[int]], Mapping[int, Gist]]


@dataclass
class Told:
    """Reports that have a main claim, in the order of their ids.

    `open_` gives the gists at some positions: all but a few are compared unopened.
    """

    columns: Columns
    open_: Opened
    reviewed: frozenset[str] = frozenset()  # claims
    rare: Rarity | None = None  # how rare words are, if not as these reports say
    _held: dict[str, Held] = field(default_factory=dict)
    _about: dict[int, About] = field(default_factory=dict)

    @staticmethod
    def of(reports: Sequence[About], rare: Rarity | None = None) -> Told:
        """Reports that are at hand."""
        held = {one.report_id: one for one in reports}
        columns = Columns.of({name: row_of(_bare(one)) for name, one in held.items()})
        abouts = {n: held[name] for n, name in enumerate(columns.names)}
        return Told(columns, lambda _: {}, frozenset(), rare, _about=abouts)

    def __len__(self) -> int:
        return len(self.columns)

    def open(self, positions: Sequence[int]) -> Mapping[int, About]:
        """Some of the reports, with what people confirmed."""
        gists = self.open_([n for n in positions if n not in self._about])
        for n, one in gists.items():
            mains = {claim.id: claim for claim in one.claims if claim.id in self.reviewed}
            self._about[n] = as_confirmed(one.about, mains) if one.about else About("", None)
        return {n: self._about[n] for n in positions}

    def opened(self, n: int) -> About:
        """One report."""
        return self.open([n])[n]

    def held(self, name: str) -> Held:
        """The things of one section, coded."""
        if name not in self._held:
            self._held[name] = Held.of(self.columns.bag(name))
        return self._held[name]

    @cached_property
    def published(self) -> Ints:
        """Days of publication, 0 where there is none."""
        days: Ints = self.columns.bag("plain").values[:, 0]
        return days

    @cached_property
    def titles(self) -> tuple[Held, Held]:
        """The towns of the titles, and those with all others spoken of, coded alike."""
        title, other = self.columns.bag("title_towns"), self.columns.bag("towns")
        things = np.unique(np.r_[title.values, other.values])
        owners = np.r_[title.owners, other.owners]
        values = np.searchsorted(things, np.r_[title.values, other.values])
        owners, values = sorted_pairs(owners, values)
        is_new = np.ones(len(owners), bool)
        is_new[1:] = (owners[1:] != owners[:-1]) | (values[1:] != values[:-1])
        counts = np.bincount(owners[is_new], minlength=len(self))
        return Held.of(title, things), Held(values[is_new], counts, things)

    @cached_property
    def days_told(self) -> Held:
        """The single days that the texts name; a thing is a day's number."""
        told = self.columns.bag("told")
        single = told.values[:, 1] - told.values[:, 0] <= 1
        owners, days = sorted_pairs(told.owners[single], told.values[single, 0])
        is_new = np.ones(len(owners), bool)
        is_new[1:] = (owners[1:] != owners[:-1]) | (days[1:] != days[:-1])
        counts = np.bincount(owners[is_new], minlength=len(self))
        return Held.of(Bag(days[is_new], counts))

    @cached_property
    def words(self) -> WordTable:
        """The words of the reports, and how rare they are."""
        words = self.columns.bag("words")
        if self.rare is None:
            return word_table(words)
        abouts = self.open(range(len(self)))
        return word_table_of([abouts[n] for n in range(len(self))], words, self.rare)

    @cached_property
    def confirmed(self) -> Ints:
        """Act, first and last day that people confirmed for the main claims; -1, 0, 0 without."""
        found = np.tile(np.array([-1, 0, 0], np.int64), (len(self), 1))
        for n, one in self._about.items():
            if one.confirmed:
                act, first, last = one.confirmed
                found[n] = code(act), first.toordinal(), last.toordinal()
        if self.reviewed:
            dated = self.columns.bag("dated")
            mains = self.columns.mains
            is_said = np.array([mains[n] in self.reviewed for n in dated.owners.tolist()], bool)
            found[dated.owners[is_said]] = dated.values.reshape(-1, 3)[is_said]
        return found


def _bare(one: About) -> Gist:
    return Gist(one.report_id, "", about=one)
