"""How many people could fit what a text tells, and which one change helps most.

1. Everything told is taken as said of one person, which errs on the safe side, and one factor of
   each kind counts: the most telling one.
2. People of the finest place named, times the share that fits each factor (vocabulary/shares.yml),
   low with low and high with high. A factor that is itself a number of people (who was at one
   school, what happened there on one day) is a further ceiling, taken before the shares.
3. Each factor's safer wording is tried alone; the best lifts the middle of the interval most. The
   middle is the geometric mean, since the assumptions err by factors and not by sums.
A figure to put drafts in order, never proof of safety: who reads may know more than the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from typing import Any

from ..model.claim import Exposure
from ..model.places import PlacePrecision
from ..model.risk import Change, Factor, Risk
from ..reference.gazetteer import Entry, gazetteer
from ..reference.vocabulary import load_yaml
from .found import DIRECT
from .moments import MONTHS
from .wording import country_code, place

Bounds = tuple[float, float]
_DAY = re.compile(r"\b\d{1,2}\b(?!\d)|day\b", re.IGNORECASE)
_BY_WHY = {
    "an age": "age",
    "tells what someone does": "trade",
    "a health condition": "illness",
    "a nationality": "people",
    "a people someone belongs to": "people",
}
_BY_CATEGORY = {
    "workplace": "workplace",
    "kinship": "kinship",
    "route": "route",
    "appearance": "appearance",
    "source position": "source position",
}
_RANK = re.compile(r"(?i)\b(?:former|ex-|retired)")


@dataclass(frozen=True, slots=True)
class _Told:
    """A factor with what it becomes after its safer wording, and that wording."""

    factor: Factor
    after: Bounds | None
    instead: str

    def coarser(self) -> tuple[Factor, ...]:
        """The factor once the safer wording stands; none when nothing is left of it."""
        if self.after is None:
            return ()
        return (replace(self.factor, low=self.after[0], high=self.after[1]),)


def risk(text: str, exposures: Sequence[Exposure]) -> Risk:
    """How many people could fit a text with these exposures, and what was assumed."""
    direct = [e for e in exposures if e.level == DIRECT]
    told = _most_telling([*_place(exposures), *_factors(exposures), *_sex(text)])
    low, high = (1, 1) if direct else people(fitting(t.factor for t in told))
    return Risk(
        low,
        high,
        len(direct),
        tuple(t.factor for t in told),
        tuple(sorted({e.category for e in exposures} & set(_table()["uncounted"]))),
        _without(direct, told) if direct else _best(told),
        people(fitting(f for t in told for f in t.coarser())),
        tuple(_assumptions(told, len(direct))),
    )


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("shares")
    return table


@cache
def _entry(code: str) -> dict[str, Any]:
    entries: list[dict[str, Any]] = _table()["factors"]
    return next(e for e in entries if e["code"] == code)


def fitting(factors: Iterable[Factor]) -> Bounds:
    """How many people are to be expected to fit: under 1 where hardly anyone would.

    Without a place or any other number of people the world's people are the ceiling.
    """
    low, high = map(float, _table()["world"])
    shares = (1.0, 1.0)
    for factor in factors:
        if factor.unit == "people":
            low, high = min(low, factor.low), min(high, factor.high)
        else:
            shares = shares[0] * factor.low, shares[1] * factor.high
    return low * shares[0], high * shares[1]


def people(bounds: Bounds) -> tuple[int, int]:
    """Bounds as whole people, 1 at least: someone is meant."""
    return max(1, round(bounds[0])), max(1, round(bounds[1]))


def _code_of(exposure: Exposure) -> str | None:
    """The factor an exposure stands for; None when it has none or another function judges it."""
    if exposure.why in _BY_WHY:
        return _BY_WHY[exposure.why]
    if exposure.category == "age or date":
        if _DAY.search(exposure.exact):
            return "day"
        return "month" if any(m[:3] in exposure.exact for m in MONTHS) else None
    if exposure.category == "distinctive fact":
        return "rank" if _RANK.match(exposure.exact) else "distinctive"
    return _BY_CATEGORY.get(exposure.category)


def _factors(exposures: Sequence[Exposure]) -> Iterator[_Told]:
    for exposure in exposures:
        code = _code_of(exposure)
        if exposure.level == DIRECT or code is None:
            continue
        entry = _entry(code)
        after = (entry["after"]["low"], entry["after"]["high"]) if "after" in entry else None
        yield _Told(_factor(entry, exposure.exact), after, exposure.instead)


def _factor(entry: dict[str, Any], exact: str) -> Factor:
    return Factor(
        entry["code"], entry["label"], exact, entry["unit"], entry["low"], entry["high"],
        entry["source"],
    )  # fmt: skip


def _sex(text: str) -> Iterator[_Told]:
    words = set(re.findall(r"[a-z]+", text.lower()))
    female, male = (words & set(_table()[sex]) for sex in ("female", "male"))
    if bool(female) != bool(male):
        yield _Told(_factor(_entry("sex"), min(female or male)), None, "a person")


def _place(exposures: Sequence[Exposure]) -> Iterator[_Told]:
    """The place with the fewest people among those named, with what its province holds."""
    for exposure in exposures:
        found = place(exposure.exact) if exposure.category in ("residence", "route") else None
        if found is None or found.precision is PlacePrecision.REGION:
            continue
        low, high = _people_of(found)
        coarser = _wider(found)
        # a nationality is judged as a share; only the name of a place says where someone is
        if country_code(exposure.exact) and exposure.why in _BY_WHY:
            continue
        factor = Factor("place", f"the people of {found.name}", exposure.exact, "people",
                        low, high, "the gazetteer (GeoNames), give or take 30 %"
                        if found.population else "no figure in the gazetteer")  # fmt: skip
        yield _Told(factor, _people_of(coarser) if coarser else None, exposure.instead)


def _people_of(entry: Entry) -> Bounds:
    if not entry.population:
        low, high = _table()["place_unknown"]
        return float(low), float(high)
    less, more = _table()["place_error"]
    return entry.population * less, entry.population * more


def _wider(entry: Entry) -> Entry | None:
    """The province of a place, or else its country; None for a country."""
    if entry.precision is PlacePrecision.COUNTRY or not entry.country:
        return None
    if entry.admin1 and entry.precision is not PlacePrecision.ADMIN1:
        return gazetteer().admin1(entry.country, entry.admin1)
    return gazetteer().country(entry.country)


def _most_telling(told: Sequence[_Told]) -> list[_Told]:
    """One of each kind: the one that fits fewest."""
    best: dict[str, _Told] = {}
    for one in told:
        kind = "time" if one.factor.code in ("day", "month") else one.factor.code
        kept = best.get(kind)
        if kept is None or one.factor.high < kept.factor.high:
            best[kind] = one
    return list(best.values())


def _middle(bounds: Bounds) -> float:
    return sqrt(bounds[0] * bounds[1])


def _without(direct: Sequence[Exposure], told: Sequence[_Told]) -> Change:
    """Everything direct gone: no smaller change helps while a name stands."""
    words = " and ".join(dict.fromkeys(e.exact for e in direct))
    return Change(words, direct[0].instead, *people(fitting(t.factor for t in told)))


def _best(told: Sequence[_Told]) -> Change | None:
    """The one change after which most people fit."""
    now = _middle(fitting(t.factor for t in told))
    best, bounds = None, (0.0, 0.0)
    for one in told:
        rest = [t.factor for t in told if t is not one]
        tried = fitting([*rest, *one.coarser()])
        if _middle(tried) > max(now, _middle(bounds)):
            best, bounds = one, tried
    return Change(best.factor.exact, best.instead, *people(bounds)) if best else None


def _assumptions(told: Sequence[_Told], direct: int) -> Iterator[str]:
    if direct:
        yield f"{direct} exposures name, reach or number someone: one person fits"
    yield "everything told is taken as said of one person"
    yield "of each kind the most telling counts; kinds are taken as independent of each other"
    if not any(t.factor.code == "place" for t in told):
        yield "no place was found: the people of the whole world were taken"
    for t in told:
        f = t.factor
        span = (
            f"{f.low * 100:.3g} to {f.high * 100:.3g} % of people"
            if f.unit == "share"
            else f"{f.low:,.0f} to {f.high:,.0f} people"
        )
        yield f"{f.label}: {span} ({f.source})"
    yield "whoever reads may know more than these tables: a high figure proves no safety"
