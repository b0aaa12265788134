"""Claims as columns of whole numbers: what blocking and scoring look at, one position a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..reference.vocabulary import vocabulary
from .many import Bags, Ints
from .rows import CLAIM, MANY, NONE, code, of_claim

if TYPE_CHECKING:
    from .compare import Side

__all__ = ["MANY", "NONE", "Spots", "spots", "spots_of"]


@dataclass(frozen=True, slots=True)
class Spots:
    """Codes from 0, days since the year 1, -1 for nothing."""

    report: NDArray[Any]
    act: NDArray[Any]
    family: NDArray[Any]
    copy: NDArray[Any]
    story: NDArray[Any]
    country: NDArray[Any]
    admin1: NDArray[Any]  # within the country
    town: NDArray[Any]
    sex: NDArray[Any]  # of the people affected
    age: NDArray[Any]
    nationality: NDArray[Any]
    perpetrator: NDArray[Any]  # the kinds of institution, as one code
    earliest: NDArray[Any]  # what the claim says of the day
    latest: NDArray[Any]
    fine: NDArray[Any]  # whether that places it within some days
    first: NDArray[Any]  # of the days on which it may have been, guessed where it says nothing
    last: NDArray[Any]
    published: NDArray[Any]
    least: NDArray[Any]  # people
    most: NDArray[Any]
    bags: Bags
    said: Bags | None = None  # the words for the act, to tell copies

    def __len__(self) -> int:
        return len(self.report)


_CODED = ("act", "country", "admin1", "town", "sex", "age", "nationality", "perpetrator")


def spots(
    sides: Sequence[Side],
    story: Mapping[str, str] | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
) -> Spots:
    """The claims in the order of `sides`; stories and rare words are by report id."""
    bags, _ = Bags.of((words or {}).get(side.claim.report_id, ()) for side in sides)
    said, _ = Bags.of(
        {one.exact for one in side.claim.evidence if one.field == "act"} for side in sides
    )
    rows = np.array([tuple(of_claim(side.claim, side.published)) for side in sides], np.int64)
    told = story or {}
    return spots_of(
        rows.reshape(-1, len(CLAIM)),
        report=_codes([side.claim.report_id for side in sides]),
        copy=_codes([side.copy_group for side in sides]),
        story=_codes([told.get(side.claim.report_id) for side in sides]),
        bags=bags,
        said=said,
    )


def spots_of(rows: Ints, *, report: Ints, copy: Ints, story: Ints, bags: Bags, said: Bags) -> Spots:
    """Claims from their rows of numbers."""
    column = dict(zip(CLAIM, rows.T, strict=True))
    family = _families(column["act"])
    coded = {name: _numbered(column[name]) for name in _CODED}
    plain = {name: column[name].astype(np.int32) for name in CLAIM if name not in _CODED}
    plain["fine"] = plain["fine"] > 0
    groups = {"report": report, "copy": copy, "story": story, "family": family}
    return Spots(
        **coded, **plain, **{name: one.astype(np.int32) for name, one in groups.items()},
        bags=bags, said=said,
    )  # fmt: skip


def _families(acts: Ints) -> Ints:
    """The family of each act, as a code."""
    known = {code(one.code): one.family for one in vocabulary("acts")}
    names = sorted({family for family in known.values() if family})
    different, where = np.unique(acts, return_inverse=True)
    family = [known.get(act) for act in different.tolist()]
    found = [NONE if name is None else names.index(name) for name in family]
    return np.array(found, np.int64)[where]


def _numbered(codes: Ints) -> Ints:
    """Codes of 62 bits as codes from 0; NONE stays."""
    different = np.unique(codes)
    different = different[different >= 0]
    return np.where(codes == NONE, NONE, np.searchsorted(different, codes)).astype(np.int32)


def _codes(values: Sequence[str | None]) -> Ints:
    """Codes in the order of first appearance; None is -1."""
    seen: dict[str, int] = {}
    return np.array(
        [NONE if value is None else seen.setdefault(value, len(seen)) for value in values], np.int64
    )
