"""Generalisation as data: what each field of a public record becomes, level by level.

The rules: the levels of a field and how to climb them are in vocabulary/hierarchies.yml; a value
climbs by itself, so a value read back from an earlier release climbs as the first one did;
"unknown" stays until the last level, "*" is every field's last.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from functools import cache
from typing import Any

from ..model.measure import Interval
from ..reference.vocabulary import load_yaml, vocabulary

ANY = "*"
UNKNOWN = "unknown"
SEPARATOR = "\x1f"  # between the steps of a place's path: country, first-level division, town
_QUARTERS = {33, 34, 35, 36}
_FULL_AGE = 18


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """One field's levels, finest first, and how a value climbs them."""

    field: str
    levels: tuple[str, ...]
    rule: str
    vocabulary: str | None = None
    values: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=dict)
    weight: float = 1.0  # how much a bit lost here counts

    def path(self, value: str) -> tuple[str, ...]:
        """`value` at every level, the finest first and "*" last."""
        if value in (ANY, UNKNOWN):
            return (*(value,) * (len(self.levels) - 1), ANY)
        return (*_RULES[self.rule](self, value), ANY)

    def at(self, value: str, level: int) -> str:
        """`value` at one level."""
        return self.path(value)[level]

    def level_of(self, value: str, level: int) -> str:
        """The name of the level a released value really has: `level`, or a coarser one.

        A place known only by its country is a country even where towns are released.
        """
        path = self.path(value)
        if path[level] in (ANY, UNKNOWN):
            return path[level]
        return self.levels[max(i for i in range(len(path)) if path[i] == path[level])]


@cache
def hierarchies() -> tuple[Hierarchy, ...]:
    """The hierarchy of every field that records are grouped by, in the order of the file."""
    return tuple(_hierarchy(entry) for entry in load_yaml("hierarchies")["fields"])


@cache
def wishes() -> tuple[tuple[int, ...], ...]:
    """The coarsest level of each field that a release should keep to, most wished for first."""
    return tuple(
        tuple(tree.levels.index(wish.get(tree.field, ANY)) for tree in hierarchies())
        for wish in load_yaml("hierarchies")["keep"]
    )


def _hierarchy(entry: Mapping[str, Any]) -> Hierarchy:
    values = {str(k): tuple(v) for k, v in entry.get("values", {}).items()}
    return Hierarchy(
        entry["field"],
        tuple(entry["levels"]),
        entry["rule"],
        entry.get("vocabulary"),
        values,
        float(entry.get("weight", 1)),
    )


def _climb_path(hierarchy: Hierarchy, value: str) -> tuple[str, ...]:
    steps = value.split(SEPARATOR)
    depth = len(hierarchy.levels) - 1
    return tuple(SEPARATOR.join(steps[: max(1, depth - i)]) for i in range(depth))


def _climb_calendar(_hierarchy: Hierarchy, value: str) -> tuple[str, ...]:
    year, _, part = value.partition("-")
    if not part:
        return value, value, value
    if int(part) in _QUARTERS:
        return value, value, year
    return value, quarter(int(year), int(part)), year


def _climb_family(hierarchy: Hierarchy, value: str) -> tuple[str, ...]:
    codes = vocabulary(str(hierarchy.vocabulary))
    family = codes[value].family if value in codes else value
    return value, family or UNKNOWN


def _climb_table(hierarchy: Hierarchy, value: str) -> tuple[str, ...]:
    return value, *hierarchy.values[value]


def _climb_adulthood(_hierarchy: Hierarchy, value: str) -> tuple[str, ...]:
    """A band of ages, as 30-39, 18+ or 34; of age at 18, as in the Convention on the Child."""
    low, _, high = value.removesuffix("+").partition("-")
    if int(low) >= _FULL_AGE:
        return value, f"{_FULL_AGE}+"
    is_child = not value.endswith("+") and int(high or low) < _FULL_AGE
    return value, f"0-{_FULL_AGE - 1}" if is_child else ANY


def _climb_drop(_hierarchy: Hierarchy, value: str) -> tuple[str, ...]:
    return (value,)


_RULES: dict[str, Callable[[Hierarchy, str], tuple[str, ...]]] = {
    "path": _climb_path,
    "calendar": _climb_calendar,
    "family": _climb_family,
    "table": _climb_table,
    "adulthood": _climb_adulthood,
    "drop": _climb_drop,
}


def quarter(year: int, month: int) -> str:
    """The EDTF sub-year text of a quarter: 33 is January to March, 36 October to December."""
    return f"{year:04d}-{33 + (month - 1) // 3}"


def covering_period(days: tuple[date, date] | None) -> str:
    """The finest of month, quarter and year that holds both days; "*" when none does."""
    if days is None:
        return UNKNOWN
    first, last = days
    if first.year != last.year:
        return ANY
    if first.month == last.month:
        return f"{first.year:04d}-{first.month:02d}"
    quarters = {quarter(day.year, day.month) for day in days}
    return quarters.pop() if len(quarters) == 1 else f"{first.year:04d}"


def covering_band(people: Interval | None) -> str:
    """The narrowest band that holds the whole range; "*" when none does."""
    if people is None:
        return UNKNOWN
    for name, low, high in _bands():
        below = high is None or (people.high is not None and people.high <= high)
        if low <= people.low and below:
            return name
    return ANY


def band_range(band: str) -> Interval:
    """The fewest and most people a band means; from none to any number for "unknown" and "*"."""
    bounds = {name: Interval(low, high) for name, low, high in _bands()}
    return bounds.get(band, Interval(0, None))


@cache
def _bands() -> tuple[tuple[str, int, int | None], ...]:
    return tuple((str(name), low, high) for name, low, high in load_yaml("hierarchies")["bands"])


def covering_path(paths: Iterable[str]) -> str:
    """The longest path that all `paths` share; "*" when they share nothing."""
    split = [path.split(SEPARATOR) for path in paths]
    if not split:
        return UNKNOWN
    shared = []
    for steps in zip(*split, strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return SEPARATOR.join(shared) if shared else ANY


def covering_code(codes: Iterable[str]) -> str:
    """The code all give; "unknown" when none is given, "*" when they differ."""
    distinct = set(codes)
    if not distinct:
        return UNKNOWN
    return distinct.pop() if len(distinct) == 1 else ANY
