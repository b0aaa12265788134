"""Claims as columns of whole numbers: what blocking and scoring look at, one position a claim."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..model.places import PlacePrecision
from .compare import FINE, SITE_OR_TOWN, events_place
from .intervals import length_days
from .many import Bags

if TYPE_CHECKING:
    from .compare import Side

NEWS = timedelta(days=45)  # how long before its report an undated event may lie
LONGEST = 430  # days; of a longer interval only the last month is looked at
NONE = -1
MANY = 2**31 - 1


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

    def __len__(self) -> int:
        return len(self.report)


_CODED = 12  # so many columns hold codes, the others numbers
_COLUMNS = 20


def spots(
    sides: Sequence[Side],
    story: Mapping[str, str] | None = None,
    words: Mapping[str, Sequence[str]] | None = None,
) -> Spots:
    """The claims in the order of `sides`; stories and rare words are by report id."""
    bags, _ = Bags.of((words or {}).get(side.claim.report_id, ()) for side in sides)
    rows = [_row(side, story or {}) for side in sides]
    plain = list(zip(*rows, strict=True)) if rows else [()] * _COLUMNS
    columns: list[Any] = [_codes(column) for column in plain[:_CODED]]
    columns += [np.array(column, np.int32) for column in plain[_CODED:]]
    return Spots(*[*columns, bags])


def _row(side: Side, story: Mapping[str, str]) -> tuple[Any, ...]:
    claim, place, group = side.claim, events_place(side.claim), side.claim.affected
    is_town = place is not None and place.precision in SITE_OR_TOWN
    country = place.country if place else None
    admin1 = place.admin1 if place and place.precision is not PlacePrecision.COUNTRY else None
    return (
        claim.report_id,
        claim.act,
        side.family,
        side.copy_group,
        story.get(claim.report_id),
        country,
        (country, admin1) if admin1 else None,
        (place.gazetteer_id or place.name) if place and is_town else None,
        (group.sex or None) if group else None,
        (group.age or None) if group else None,
        (group.nationality or None) if group else None,
        frozenset(p.kind for p in claim.alleged_perpetrators) - {"unknown"} or None,
        *_days(side),
        *_people(side),
    )


def _days(side: Side) -> tuple[int, int, bool, int, int, int]:
    """First and last day said, whether they are near, first and last possible, publication."""
    when = side.claim.when
    published = side.published.toordinal() if side.published else NONE
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    if when is None or first is None or last is None:
        guessed = published - NEWS.days if side.published else NONE
        return NONE, NONE, False, guessed, published, published
    fine = (length_days(when) or FINE + 1) <= FINE
    start = last - timedelta(days=30) if (last - first).days > LONGEST else first
    return (
        first.toordinal(), last.toordinal(), fine, start.toordinal(), last.toordinal(), published,
    )  # fmt: skip


def _people(side: Side) -> tuple[int, int]:
    """How many people at least and at most."""
    group = side.claim.affected
    if group is None:
        return NONE, NONE
    return min(group.min, MANY), MANY if group.max is None else min(group.max, MANY)


def _codes(values: Sequence[Hashable]) -> NDArray[np.int32]:
    """Codes in the order of first appearance; None is -1."""
    seen: dict[Hashable, int] = {}
    return np.array(
        [NONE if value is None else seen.setdefault(value, len(seen)) for value in values], np.int32
    )
