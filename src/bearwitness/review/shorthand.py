"""What a person may type for a corrected field, in place of the JSON of reading.json.

`when`: 2024, 2024-03, 2024-03-05 or two of them with a slash. `where`: a gazetteer place by name,
with the country's code after it if the name is not unique ("Tumen, CN"), roles before a colon
("held at: Tumen, CN"), several with semicolons. `affected`: 3, 2-9 or 10+. Anything that starts
with a brace or bracket is read as JSON.
"""

import calendar
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ..model.errors import BadTable
from ..model.places import PlacePrecision, PlaceRole
from ..reference.gazetteer import Entry, gazetteer
from ..reference.vocabulary import vocabulary

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_COUNT = re.compile(r"(\d+)\s*(?:(\+)|-\s*(\d+))?")
_FINENESS = {1: "year", 2: "month", 3: "day"}


def value_of(field: str, words: Any) -> Any:
    """The value for `field` in the shape of reading.json; raises BadTable."""
    if not isinstance(words, str):
        return words
    words = words.strip()
    if words.startswith(("{", "[")):
        return _json(words)
    if not words:
        return () if field in ("where", "alleged_perpetrators") else None
    return _SHORTHANDS[field](words) if field in _SHORTHANDS else words


def _json(words: str) -> Any:
    try:
        return json.loads(words)
    except json.JSONDecodeError as error:
        raise BadTable(f"the value is not JSON: {error.msg}", "check its quotes") from None


def _when(words: str) -> dict[str, Any]:
    parts = [_day_span(part) for part in words.split("/")]
    if len(parts) > 2:
        raise BadTable("a date has more than two ends", "write 2024-03-05/2024-03-09")
    return {
        "edtf": words,
        "earliest": parts[0][0].isoformat(),
        "latest": parts[-1][1].isoformat(),
        "precision": parts[0][2] if len(parts) == 1 else "interval",
    }


def _day_span(words: str) -> tuple[date, date, str]:
    match = _DATE.fullmatch(words.strip())
    if match is None:
        raise BadTable("the date cannot be read", "write 2024, 2024-03, 2024-03-05 or an interval")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 1, month or 1, day or 1)
        last_month = month or 12
        last = date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    except ValueError as error:
        raise BadTable(f"no such date: {error}", "check the month and the day") from None
    return first, last, _FINENESS[sum(part is not None for part in (year, month, day))]


def checked(field: str, value: Any) -> Any:
    """The same value, once every code in it is one of a vocabulary; raises UnknownCode.

    Only what a person says now is checked: what was decided under an older vocabulary stays.
    """
    if field == "act" and value is not None:
        vocabulary("acts")[value]
    for one in value if field == "alleged_perpetrators" else ():
        vocabulary("perpetrators")[one["kind"]]
        _known_country(one.get("country"))
    for one in value if field == "where" else ():
        _known_country(one.get("country"))
    if field == "affected" and value is not None:
        _known_country(value.get("nationality"))
        for status in value.get("status") or ():
            vocabulary("statuses")[status]
        if value.get("age"):
            vocabulary("ages")[value["age"]]
    if field == "detail" and value is not None and value.get("norm"):
        vocabulary("norms")[value["norm"]]
    return value


def _known_country(code: str | None) -> None:
    if code and gazetteer().country(code) is None:
        raise BadTable(f"'{code}' is no country's code", "write two letters, as in CN")


def _where(words: str) -> list[dict[str, Any]]:
    return [_place(part.strip()) for part in words.split(";") if part.strip()]


def _place(words: str) -> dict[str, Any]:
    role, _, named = words.rpartition(":")
    name, _, country = named.strip().partition(",")
    role = role.strip() or PlaceRole.AT.value
    if role not in set(PlaceRole):
        raise BadTable(f"'{role}' is not a role", f"the roles are: {', '.join(PlaceRole)}")
    code = country.strip().upper()
    held = [e for e in gazetteer().lookup(name.strip()) if not code or e.country == code]
    if not held:
        raise BadTable(
            "the gazetteer has no such place", "write its usual English name and country code"
        )
    return place_of(held[0], role)


def place_of(entry: Entry, role: str) -> dict[str, Any]:
    """A gazetteer's place in a role, in the shape of reading.json."""
    return {
        "role": role,
        "name": entry.name,
        "admin1": entry.admin1,
        "country": entry.country,
        "country_name": gazetteer().country_name(entry.country) if entry.country else None,
        "precision": entry.precision.value,
        "lat": entry.lat,
        "lon": entry.lon,
        "gazetteer_id": entry.id,
    }


def unlisted_place(name: str, country: str | None, precision: str, role: str) -> dict[str, Any]:
    """A place that the gazetteer lacks, by its name and country; raises BadTable."""
    if not name.strip():
        raise BadTable("the place has no name", "write it as the report does")
    if precision not in set(PlacePrecision) or role not in set(PlaceRole):
        raise BadTable("the place's kind or role is not known", "choose one of the list")
    _known_country(country)
    known = gazetteer().country_name(country) if country else None
    return {"role": role, "name": name.strip(), "country": country or None,
            "country_name": known, "precision": precision}  # fmt: skip


def _affected(words: str) -> dict[str, Any]:
    match = _COUNT.fullmatch(words)
    if match is None:
        raise BadTable("the number of people cannot be read", "write 3, 2-9 or 10+")
    low, more, high = int(match[1]), match[2], match[3]
    top = None if more else int(high) if high else low
    if top is not None and top < low:
        raise BadTable("the greatest number of people is below the least", "write 2-9")
    return {"min": low, "max": top, "exact": top == low}


def _perpetrators(words: str) -> list[dict[str, Any]]:
    found = []
    for part in words.split(";"):
        kind, _, country = part.partition(",")
        found.append({"kind": kind.strip(), "country": country.strip().upper() or None})
    return found


_SHORTHANDS: Mapping[str, Callable[[str], Any]] = {
    "when": _when,
    "where": _where,
    "affected": _affected,
    "alleged_perpetrators": _perpetrators,
}
