"""A fitting control for every field of a claim: the form's values for it, and what a form says.

`as_form` and `from_form` are each other's inverse: a value put into a form and sent back unchanged
is the same value. Values have the shape of reading.json; a form is a mapping of names to words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from ..model.claim import Claim, ClaimKind, Direction, Modality, ResponseKind
from ..model.dates import Precision
from ..model.errors import BadTable, UnknownCode
from ..model.places import PlacePrecision, PlaceRole
from ..model.source import Connection, SourceKind
from ..model.vocabulary import Code
from ..reference.gazetteer import Entry, gazetteer
from ..reference.vocabulary import vocabulary
from ..review.shorthand import checked, place_of, unlisted_place, value_of

Form = Mapping[str, str]
FIELDS = ("act", "kind", "modality", "when", "where", "affected", "alleged_perpetrators",
          "attribution", "detail")  # fmt: skip
LABELS = {
    "act": "act", "kind": "kind of claim", "modality": "how it is put", "when": "when",
    "where": "where", "affected": "people affected",
    "alleged_perpetrators": "alleged perpetrators", "attribution": "who says so",
    "detail": "particulars",
}  # fmt: skip
ROWS_MORE = 2  # empty rows after those that are filled
_MOST_ROWS = 60
_MOST_PLACES = 12  # found by one search
_LONGEST_NAME = 80  # characters that are looked for
_EDTF = re.compile(r"[0-9X?~%./\-]{1,60}")
_DETAIL = ("direction", "response", "norm", "article", "author", "year", "unit", "low", "high")


def as_form(claim: Claim) -> dict[str, str]:
    """Every field of a claim as the values of its controls."""
    plain: dict[str, Any] = msgspec.to_builtins(claim)
    found = {"kind": claim.kind.value, "act": claim.act or "", "modality": claim.modality.value}
    for name, put in _PUT.items():
        found |= {key: "" if words is None else str(words) for key, words in put(plain[name])}
    return found


def from_form(field: str, form: Form, claim: Claim | None = None) -> Any:
    """What a form says of one field, in the shape of reading.json; raises BearwitnessError.

    `claim` is the one being corrected: a place that is kept stays exactly as it was.
    """
    if field == "where":
        known = msgspec.to_builtins(claim.where) if claim else []
        value: Any = list(_places(form, known))
    elif field in _TAKE:
        value = _TAKE[field](form)
    else:
        value = form.get(field, "").strip() or None
    return checked(field, value)


# When


def _put_when(when: dict[str, Any] | None) -> Iterator[tuple[str, Any]]:
    told = when or {}
    for name in ("edtf", "earliest", "latest", "operator", "precision"):
        yield f"when_{name}", told.get(name)
    yield "when_was", _dates(told)


def _dates(told: Mapping[str, Any]) -> str:
    return "|".join(str(told.get(name) or "") for name in ("edtf", "earliest", "latest"))


def _take_when(form: Form) -> dict[str, Any] | None:
    names = ("edtf", "earliest", "latest", "operator", "precision")
    told = {name: form.get(f"when_{name}", "").strip() for name in names}
    if not told["edtf"] and not told["earliest"] and not told["latest"]:
        return None
    was = (form.get("when_was", "") + "||").split("|")[:3]
    dates = [told["edtf"], told["earliest"], told["latest"]]
    if dates == was and any(was):
        return {**{name: words or None for name, words in told.items()},
                "precision": _one_of(Precision, told["precision"] or "unknown")}  # fmt: skip
    if told["edtf"] and dates[0] != was[0] and dates[1:] == was[1:]:
        told |= {"earliest": "", "latest": "", "precision": ""}  # left over from the other date
    if told["edtf"] and not told["earliest"] and not told["latest"]:
        return _read(told)
    first, last = (_day(told[name]) for name in ("earliest", "latest"))
    if first and last and last < first:
        raise BadTable("the latest day is before the earliest", "check both days")
    is_one_day = first is not None and first == last
    edtf = told["edtf"] or (told["earliest"] if is_one_day else
                            f"{told['earliest'] or '..'}/{told['latest'] or '..'}")  # fmt: skip
    precision = told["precision"] or (Precision.DAY if is_one_day else Precision.INTERVAL).value
    return {"edtf": _notation(edtf), "earliest": told["earliest"] or None,
            "latest": told["latest"] or None, "precision": _one_of(Precision, precision),
            "operator": told["operator"] or None}  # fmt: skip


def _read(told: Mapping[str, str]) -> dict[str, Any]:
    """A date from its notation alone; without a known year it has no first and last day."""
    edtf, operator = told["edtf"], told["operator"] or None
    if "X" in edtf:
        return {"edtf": _notation(edtf), "earliest": None, "latest": None,
                "precision": Precision.YEAR_UNKNOWN.value, "operator": operator}  # fmt: skip
    plain: dict[str, Any] = value_of("when", re.sub("[?~%]", "", edtf))
    return {**plain, "edtf": _notation(edtf), "operator": operator}


def _notation(edtf: str) -> str:
    if not _EDTF.fullmatch(edtf):
        raise BadTable("the date cannot be read", "write 2024, 2024-03, 2024-03-05 or an interval")
    return edtf


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise BadTable("a day cannot be read", "write it as 2024-03-05") from None


# Where


def _put_where(places: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for n, place in enumerate(places):
        yield f"where_{n}", reference(place)
        yield f"where_{n}_role", place["role"]


def reference(place: Mapping[str, Any]) -> str:
    """A place in a form: its gazetteer id, or its name, country and precision."""
    if place.get("gazetteer_id"):
        return str(place["gazetteer_id"])
    return "|".join(("", place["name"], place.get("country") or "", place["precision"]))


def named(ref: str) -> str:
    """A place of a form in words."""
    if ref.startswith("|"):
        return ", ".join(part for part in (*_unlisted(ref), "not in the gazetteer") if part)
    try:
        entry = gazetteer().entry(ref)
    except UnknownCode:  # a gazetteer of an earlier time knew it
        return ref
    parts = dict.fromkeys((entry.name, entry.admin1, entry.country_name))
    return ", ".join(part for part in parts if part) + f" ({entry.precision})"


def _unlisted(ref: str) -> tuple[str, str, str]:
    """Name, country and precision of a place in a form that has no gazetteer id."""
    parts = [*ref.removeprefix("|").rsplit("|", 2), "", ""]
    return parts[0], parts[1], parts[2]


def _places(form: Form, known: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for n in range(_MOST_ROWS):
        ref = form.get(f"where_{n}", "")
        if ref and not form.get(f"where_{n}_drop"):
            yield _place(ref, form.get(f"where_{n}_role", ""), known)
    role = form.get("where_new_role", "") or PlaceRole.AT.value
    if form.get("where_new"):
        yield _place(form["where_new"], role, known)
    if form.get("where_name", "").strip():
        yield unlisted_place(
            form["where_name"], country_of(form.get("where_country", "")),
            form.get("where_precision", "") or PlacePrecision.TOWN.value, role,
        )  # fmt: skip


def _place(ref: str, role: str, known: list[dict[str, Any]]) -> dict[str, Any]:
    role = _one_of(PlaceRole, role)
    for place in known:
        if reference(place) == ref:
            return {**place, "role": role}
    if ref.startswith("|"):
        name, country, precision = _unlisted(ref)
        return unlisted_place(name, country or None, precision, role)
    return place_of(gazetteer().entry(ref), role)


# People, institutions, sources, particulars


def _put_people(group: dict[str, Any] | None) -> Iterator[tuple[str, Any]]:
    told = group or {}
    for name in ("min", "max", "sex", "age", "nationality"):
        yield f"affected_{name}", told.get(name)
    yield "affected_about", "yes" if group and not told["exact"] and _is_one_number(told) else ""
    for status in told.get("status") or ():
        yield f"affected_status_{status}", "yes"


def _is_one_number(group: Mapping[str, Any]) -> bool:
    return bool(group["min"] == group["max"])


def _take_people(form: Form) -> dict[str, Any] | None:
    told = {name: form.get(f"affected_{name}", "").strip() for name in
            ("min", "max", "sex", "age", "nationality")}  # fmt: skip
    start = "affected_status_"
    status = [key.removeprefix(start) for key in form if key.startswith(start) and form[key]]
    if not any(told.values()) and not status:
        return None
    low, high = _number(told["min"]) or 1, _number(told["max"])
    if high is not None and high < low:
        raise BadTable("the greatest number of people is below the least", "check both numbers")
    return {"min": low, "max": high, "exact": high == low and not form.get("affected_about"),
            "sex": told["sex"] or None, "age": told["age"] or None,
            "nationality": country_of(told["nationality"]), "status": status}  # fmt: skip


def _put_who(held: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for n, one in enumerate(held):
        yield f"who_{n}_kind", one["kind"]
        yield f"who_{n}_country", one.get("country")


def _take_who(form: Form) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "country": country_of(form.get(f"who_{n}_country", ""))}
        for n in range(_MOST_ROWS)
        if (kind := form.get(f"who_{n}_kind", ""))
    ]


def _put_sources(chain: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for n, link in enumerate(chain):
        yield f"source_{n}_place", n + 1
        for name in ("kind", "words", "cue", "connection", "register"):
            yield f"source_{n}_{name}", link.get(name)


def _take_sources(form: Form) -> list[dict[str, Any]]:
    found = []
    for n in range(_MOST_ROWS):
        told = {name: form.get(f"source_{n}_{name}", "").strip() for name in
                ("place", "kind", "words", "cue", "connection", "register")}  # fmt: skip
        if told["kind"]:
            link = {"kind": _one_of(SourceKind, told["kind"]), "words": told["words"],
                    "cue": told["cue"], "register": _number(told["register"]),
                    "connection": _one_of(Connection, told["connection"] or "unknown")}  # fmt: skip
            found.append((_number(told["place"]) or _MOST_ROWS, n, link))
    return [link for _, _, link in sorted(found, key=lambda row: row[:2])]


def _put_detail(detail: dict[str, Any] | None) -> Iterator[tuple[str, Any]]:
    for name in _DETAIL:
        value = (detail or {}).get(name)
        yield f"detail_{name}", int(value) if isinstance(value, float) and value % 1 == 0 else value


def _take_detail(form: Form) -> dict[str, Any] | None:
    told: dict[str, Any] = {
        name: form.get(f"detail_{name}", "").strip() or None for name in _DETAIL
    }
    if not any(told.values()):
        return None
    if told["direction"]:
        _one_of(Direction, told["direction"])
    if told["response"]:
        _one_of(ResponseKind, told["response"])
    told["year"] = _number(told["year"] or "")
    for name in ("low", "high"):
        told[name] = None if told[name] is None else _decimal(told[name])
    return told


def country_of(words: str) -> str | None:
    """The country's code, from the code or the name; raises BadTable."""
    words = words.strip()
    if not words:
        return None
    if gazetteer().country(words) is not None:
        return words.upper()
    for entry in gazetteer().lookup(words):
        if entry.precision is PlacePrecision.COUNTRY and entry.country:
            return entry.country
    raise BadTable("no such country", "write two letters, as in CN, or its English name")


def _number(words: str) -> int | None:
    if not words:
        return None
    if not words.isascii() or not words.isdigit() or len(words) > 9:
        raise BadTable("a number cannot be read", "write digits only, as in 12")
    return int(words)


def _decimal(words: str) -> float:
    try:
        return float(words)
    except ValueError:
        raise BadTable("a number cannot be read", "write it as 12 or 12.5") from None


def _one_of(codes: Any, words: str) -> str:
    if words not in {code.value for code in codes}:
        raise BadTable(f"'{words[:40]}' is none of the list", "choose one of the list")
    return words


_PUT: Mapping[str, Callable[[Any], Iterator[tuple[str, Any]]]] = {
    "when": _put_when, "where": _put_where, "affected": _put_people,
    "alleged_perpetrators": _put_who, "attribution": _put_sources, "detail": _put_detail,
}  # fmt: skip
_TAKE: Mapping[str, Callable[[Form], Any]] = {
    "when": _take_when, "affected": _take_people, "alleged_perpetrators": _take_who,
    "attribution": _take_sources, "detail": _take_detail,
}  # fmt: skip
_CODES = {
    "kind": ClaimKind, "modality": Modality, "role": PlaceRole, "place_precision": PlacePrecision,
    "precision": Precision, "source": SourceKind, "connection": Connection,
    "direction": Direction, "response": ResponseKind,
}  # fmt: skip
_WORDS = {
    "sex": ("female", "male", "mixed"),
    "operator": ("since", "before", "after", "until", "about", "over"),
}
_VOCABULARIES = ("perpetrators", "statuses", "ages", "norms")


def choices(form: Form) -> dict[str, Any]:
    """What the controls offer, and how many rows the lists of this form need."""
    return {
        **_always(),
        "rows": {name: _filled_rows(form, name) + ROWS_MORE for name in ("who", "source")},
        "has_status": any(key.startswith("affected_status_") for key in form),
        "has_detail": form.get("kind", "event") != "event" or form.get("field") == "detail",
        "found": found_places(form.get("where_q", "")),
    }


def _filled_rows(form: Form, name: str) -> int:
    filled = [n for n in range(_MOST_ROWS) if form.get(f"{name}_{n}_kind")]
    return max(filled, default=-1) + 1


@cache
def _always() -> dict[str, Any]:
    families: dict[str, list[Code]] = {}
    for code in vocabulary("acts"):
        families.setdefault(code.family or "other", []).append(code)
    return {
        **{name: [one.value for one in codes] for name, codes in _CODES.items()},
        **_WORDS,
        **{name: list(vocabulary(name)) for name in _VOCABULARIES},
        "acts": sorted(families.items()),
        "countries": sorted(gazetteer().countries(), key=lambda row: row[1]),
    }


def found_places(words: str) -> tuple[Entry, ...] | None:
    """Places of that name, then those whose name begins so; None when nothing was looked for."""
    words = words.strip()[:_LONGEST_NAME]
    if not words:
        return None
    name, _, country = words.partition(",")
    code = country.strip().upper()
    exact = gazetteer().lookup(name)
    found = dict.fromkeys((*exact, *gazetteer().beginning(name, _MOST_PLACES)))
    return tuple(e for e in found if not code or e.country == code)[:_MOST_PLACES]
