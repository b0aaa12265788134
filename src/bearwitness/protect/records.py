"""From a reviewed incident to the values that may be released, before and after generalisation.

The rules: a value comes from a closed list, a gazetteer or a calendar, never from the words of a
report; where accounts conflict the value covers them all; a record's id says nothing of the case.
"""

import hmac
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ..model.covering import (
    covering_days,
    covering_people,
    event_places,
    main_act,
    single_origin,
)
from ..model.incident import Incident
from ..model.places import Place, PlacePrecision
from ..model.release import PublicRecord
from ..reference.vocabulary import vocabulary
from .hierarchies import (
    ANY,
    SEPARATOR,
    UNKNOWN,
    Hierarchy,
    covering_band,
    covering_code,
    covering_path,
    covering_period,
    hierarchies,
)

Centre = Callable[[str, str, str | None], tuple[float, float] | None]

_AGE = re.compile(r"\d{1,3}(-\d{1,3}|\+)")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SEXES = {"female", "male", "mixed"}
_TOWNS = {PlacePrecision.TOWN, PlacePrecision.ADMIN2}


@dataclass(frozen=True, slots=True)
class Prepared:
    """One incident's finest releasable values, in the order of `hierarchies()`."""

    incident_id: str
    values: tuple[str, ...]
    origins: str
    conflicts: str


def prepared(incident: Incident) -> Prepared:
    """The finest values of an incident that may stand in a release."""
    read = {name: reader(incident) for name, reader in READERS.items()}
    values = tuple(read[hierarchy.field] for hierarchy in hierarchies())
    return Prepared(
        incident.id,
        values,
        "1" if single_origin(incident) else "2 or more",
        "some" if incident.conflicts else "none",
    )


def act_of(incident: Incident) -> str:
    """The act that most origins give, if it is a code of vocabulary/acts.yml."""
    act = main_act(incident)
    return act if act and act in vocabulary("acts") else UNKNOWN


def place_of(incident: Incident) -> str:
    """The path (country, first-level division, town) that covers the places of the act."""
    paths = [path for place in event_places(incident) if (path := _path(place))]
    if "where" not in incident.conflicts and paths:
        finest = max(sorted(paths), key=lambda p: p.count(SEPARATOR))
        if all(_is_within(finest, path) for path in paths):
            return finest
    return covering_path(paths)


def _is_within(path: str, around: str) -> bool:
    return path == around or path.startswith(around + SEPARATOR)


def _path(place: Place) -> str | None:
    """A place's path; finer than its division only when it is a gazetteer town."""
    if not place.country or not _COUNTRY.fullmatch(place.country):
        return None
    steps = [place.country]
    if place.admin1:
        steps.append(_plain(place.admin1))
        if place.precision in _TOWNS and place.gazetteer_id:
            steps.append(_plain(place.name))
    return SEPARATOR.join(steps)


def _plain(name: str) -> str:
    """A name without the comma that separates a town from its division in a released place."""
    return " ".join(name.replace(",", " ").replace(SEPARATOR, " ").split())


def _sex_of(incident: Incident) -> str:
    sexes = (said.value.sex for said in incident.groups)
    return covering_code(sex for sex in sexes if sex and sex in _SEXES)


def _age_of(incident: Incident) -> str:
    ages = (said.value.age for said in incident.groups)
    return covering_code(age for age in ages if age and _AGE.fullmatch(age))


def _nationality_of(incident: Incident) -> str:
    codes = (said.value.nationality for said in incident.groups)
    return covering_code(code for code in codes if code and _COUNTRY.fullmatch(code))


def _status_of(incident: Incident) -> str:
    known = vocabulary("statuses")
    return covering_code(
        code for said in incident.groups for code in said.value.status if code in known
    )


def _perpetrator_of(incident: Incident) -> str:
    known = vocabulary("perpetrators")
    kinds = {said.value.kind for said in incident.perpetrators if said.value.kind in known}
    return covering_code(kinds - {UNKNOWN})


READERS: dict[str, Callable[[Incident], str]] = {
    "act": act_of,
    "period": lambda incident: covering_period(covering_days(incident)),
    "place": place_of,
    "people": lambda incident: covering_band(covering_people(incident)),
    "sex": _sex_of,
    "age": _age_of,
    "nationality": _nationality_of,
    "status": _status_of,
    "perpetrator": _perpetrator_of,
}


def country_names(incidents: Iterable[Incident]) -> dict[str, str]:
    """Country code to name, from the places of the incidents; the first name by spelling."""
    pairs = {
        (place.country, place.country_name)
        for incident in incidents
        for place in event_places(incident)
        if place.country and place.country_name
    }
    return {str(code): str(name) for code, name in sorted(pairs, reverse=True)}


def record_id(key: bytes, release_id: str, incident_id: str) -> str:
    """A record's id in one release; without the key nobody can tie it to a case or a release."""
    message = b"\x00".join([b"record", release_id.encode(), incident_id.encode()])
    return f"record-{hmac.new(key, message, sha256).hexdigest()[:16]}"


def public_record(
    one: Prepared,
    levels: Sequence[int],
    name: str,
    countries: Mapping[str, str],
    centre: Centre,
) -> PublicRecord:
    """The record under the id `name`, every value at its column's level."""
    tree = dict(zip((h.field for h in hierarchies()), hierarchies(), strict=True))
    level = dict(zip(tree, levels, strict=True))
    base = dict(zip(tree, one.values, strict=True))
    value = {field: tree[field].at(base[field], level[field]) for field in tree}
    country, place = place_words(value["place"], countries)
    place_level = tree["place"].level_of(base["place"], level["place"])
    point = centre(place, place_level, country) if country not in (ANY, UNKNOWN) else None
    return PublicRecord(
        id=name,
        act=value["act"],
        act_level=_flat_level(tree["act"], value["act"], level["act"]),
        period=value["period"],
        period_level=tree["period"].level_of(base["period"], level["period"]),
        place=place,
        place_level=place_level,
        country=country,
        people=value["people"],
        sex=value["sex"],
        age=value["age"],
        nationality=value["nationality"],
        status=value["status"],
        perpetrator=value["perpetrator"],
        origins=one.origins,
        conflicts=one.conflicts,
        lat=round(point[0], 4) if point else None,
        lon=round(point[1], 4) if point else None,
    )


def _flat_level(tree: Hierarchy, value: str, level: int) -> str:
    """The column's level; a family may bear the name of one of its acts, so values cannot tell."""
    return value if value in (ANY, UNKNOWN) else tree.levels[level]


def place_words(path: str, countries: Mapping[str, str]) -> tuple[str, str]:
    """A path's country code and its words: "Town, Division", "Division" or the country's name."""
    if path in (ANY, UNKNOWN):
        return path, path
    country, *below = path.split(SEPARATOR)
    return country, ", ".join(reversed(below)) if below else countries.get(country, country)


def released_values(record: PublicRecord) -> tuple[str, ...]:
    """A record's values in the order of `hierarchies()`, as they can climb further."""
    return tuple(
        _place_path(record) if h.field == "place" else str(getattr(record, h.field))
        for h in hierarchies()
    )


def _place_path(record: PublicRecord) -> str:
    if record.place_level in (ANY, UNKNOWN, "country"):
        return record.country
    return SEPARATOR.join([record.country, *reversed(record.place.split(", "))])
