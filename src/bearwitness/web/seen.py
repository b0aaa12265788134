"""Incidents as the map and the timeline show them: where each may have been, and when.

Rules: a place is drawn as widely as it is uncertain, never as a point; of a town and the province
that holds it only the town is drawn; where accounts name places that exclude each other, each is
drawn and marked; what is wider than a country, or has no place, is counted and not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from math import pi, sqrt
from typing import TYPE_CHECKING, Any

from ..model.places import Place, PlacePrecision, PlaceRole
from ..reference.boundaries import boundaries
from ..reference.gazetteer import gazetteer
from ..reference.vocabulary import load_yaml
from ..review.facets import place_keys

if TYPE_CHECKING:
    from ..model.incident import Incident

NO_PLACE = "none"  # the key of what has no place
_OPEN_BEFORE, _OPEN_AFTER = {"before", "until", "by"}, {"since", "after", "from"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as drawn: by its shape where `radius_km` is None, else by a circle."""

    key: str
    name: str
    holder: str  # the division and country, for words
    precision: PlacePrecision
    lon: float
    lat: float
    radius_km: float | None
    keys: tuple[str, ...]  # its own and those of all that hold it


@dataclass(frozen=True, slots=True)
class Seen:
    """One incident: its acts, the days it may have been on, the places it may have been at."""

    id: str
    acts: tuple[str, ...]
    spots: tuple[Spot, ...]
    too_wide: int  # places wider than a country
    is_disputed: bool  # its accounts name places, or days, that exclude each other
    is_dated_apart: bool
    is_reviewed: bool
    earliest: int | None  # days, as date.toordinal counts
    latest: int | None
    open_before: bool = False
    open_after: bool = False
    keys: frozenset[str] = frozenset()


@dataclass(slots=True)
class Atlas:
    """The incidents as seen, kept while they stay the same."""

    _incidents: Mapping[str, Incident] = field(default_factory=dict)
    _seen: dict[str, Seen] = field(default_factory=dict)

    def seen(self, incidents: Mapping[str, Incident]) -> dict[str, Seen]:
        """Every incident by id; only those that changed since the last asking are looked at anew,
        and where none did the same is given."""
        if self._incidents is incidents:
            return self._seen
        before, known = self._incidents, self._seen
        made = {
            name: known[name] if name in before and _is_same(before[name], one) else seen(one)
            for name, one in incidents.items()
        }
        self._incidents, self._seen = incidents, made
        return made


def _is_same(one: Incident, other: Incident) -> bool:
    return one is other or one == other


def seen(incident: Incident) -> Seen:
    """One incident as the map and the timeline show it."""
    places = [said.value for said in incident.wheres]
    spots = {spot.key: spot for place in places if (spot := spot_of(place))}
    finest = [s for s in spots.values() if not _holds_another(s, spots.values())]
    earliest = [w.value.earliest for w in incident.whens if w.value.earliest]
    latest = [w.value.latest for w in incident.whens if w.value.latest]
    operators = {w.value.operator for w in incident.whens}
    first = min(earliest or latest, default=None)
    last = max(*(latest or earliest), first) if first else None
    return Seen(
        id=incident.id,
        acts=tuple(said.value for said in incident.acts),
        spots=tuple(finest),
        too_wide=sum(place.precision is PlacePrecision.REGION for place in places),
        is_disputed="where" in incident.conflicts,
        is_dated_apart="when" in incident.conflicts,
        is_reviewed=incident.is_reviewed,
        earliest=first.toordinal() if first else None,
        latest=last.toordinal() if last else None,
        open_before=bool(operators & _OPEN_BEFORE),
        open_after=bool(operators & _OPEN_AFTER),
        keys=frozenset(key for spot in spots.values() for key in spot.keys),
    )


def _holds_another(one: Spot, spots: Iterable[Spot]) -> bool:
    return any(one.key != other.key and one.key in other.keys for other in spots)


def spot_of(place: Place) -> Spot | None:
    """A place as drawn; None for what is wider than a country or stands nowhere."""
    return _spot(Place(PlaceRole.AT, place.name, place.admin1, place.country, place.country_name,
                       place.precision, place.lat, place.lon, place.gazetteer_id))  # fmt: skip


@lru_cache(maxsize=50_000)
def _spot(place: Place) -> Spot | None:
    if place.precision is PlacePrecision.REGION:
        return None
    known = gazetteer()
    entry = known.known(place.gazetteer_id) if place.gazetteer_id else None
    key = place.gazetteer_id or f"{place.country}:{place.name}"
    if place.precision is PlacePrecision.COUNTRY:
        key = place.country or key
    elif place.precision is PlacePrecision.ADMIN1 and entry is None and place.country:
        entry = known.admin1(place.country, place.name)
        key = entry.id if entry else key
    shape = boundaries().shape(key)
    if shape is not None:
        lon, lat, radius = shape.lon, shape.lat, None
    elif place.lat is not None and place.lon is not None:
        lon, lat, radius = place.lon, place.lat, radius_km(place)
    else:
        return None
    parts = (place.admin1 if place.admin1 != place.name else None, place.country_name)
    holder = ", ".join(part for part in parts if part and part != place.name)
    keys = tuple(dict.fromkeys((key, *place_keys(place))))
    return Spot(key, place.name, holder, place.precision, lon, lat, radius, keys)


@cache
def _uncertainty() -> dict[str, dict[str, Any]]:
    held: dict[str, dict[str, Any]] = load_yaml("uncertainty")
    return held


def radius_km(place: Place) -> float:
    """How far from a place's point an act may have been (vocabulary/uncertainty.yml)."""
    table, known = _uncertainty(), gazetteer()
    entry = known.known(place.gazetteer_id) if place.gazetteer_id else None
    if place.precision is PlacePrecision.SITE:
        return float(table["site"]["km"])
    if place.precision is PlacePrecision.TOWN:
        town = table["town"]
        people = entry.population if entry else 0
        radius = sqrt(people / float(town["people_per_km2"]) / pi) * float(town["times"])
        return max(float(town["least_km"]), radius)
    division = table["division"]
    reach = known.reach_km(entry, float(division["share"])) if entry else None
    if reach is None:
        return float(table["without_towns"]["km"])
    return max(float(division["least_km"]), reach)


def day(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number)
