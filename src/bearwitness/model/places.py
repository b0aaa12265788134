"""Places, and how precisely they are known.

A place is a field only for what the authorities did (raid at, held at, returned via, returned to).
Homes, routes of flight and hiding places are exposures, never places of a claim.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class PlacePrecision(StrEnum):
    """How precisely a place is known, from finest to coarsest."""

    SITE = "site"
    TOWN = "town"
    ADMIN2 = "admin-2"
    ADMIN1 = "admin-1"
    COUNTRY = "country"
    REGION = "region"


class PlaceRole(StrEnum):
    """What the place has to do with the act."""

    AT = "at"
    HELD_AT = "held at"
    VIA = "returned via"
    TO = "returned to"
    FROM = "returned from"


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer place with its role in a claim; coordinates are WGS 84 degrees."""

    role: PlaceRole
    name: str
    admin1: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    country_name: str | None = None
    precision: PlacePrecision = PlacePrecision.TOWN
    lat: float | None = None
    lon: float | None = None
    gazetteer_id: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name as written, and the gazetteer place it was taken for."""

    start: int
    end: int
    exact: str = field(repr=False)
    name: str = ""
    admin1: str | None = None
    country: str | None = None
    country_name: str | None = None
    precision: PlacePrecision = PlacePrecision.TOWN
    lat: float | None = None
    lon: float | None = None
    gazetteer_id: str | None = None
    demonym: bool = False  # a nationality word ("Russian"): of a country, never where a thing was
    in_name: bool = False  # part of an organisation's name ("Yanji Police")

    def place(self, role: PlaceRole) -> Place:
        """The place of a claim that this mention gives, in the given role."""
        return Place(
            role, self.name, self.admin1, self.country, self.country_name,
            self.precision, self.lat, self.lon, self.gazetteer_id,
        )  # fmt: skip
