"""Map and time: where and when incidents may have been, each choosing what the other shows.

The map shows the chosen period, the timeline the chosen place; the list below shows both. All of it
is links and forms, so that it works without JavaScript. Places, acts and dates stand in the
address; no free words do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ...reference.boundaries import (
    WORLD,
    WORLD_KM,
    Window,
    boundaries,
    distance_km,
    rounded,
    window_around,
)
from ...reference.drawing.earth import Area, earth
from ...reference.drawing.timeline import Span, periods, spans
from ...reference.vocabulary import vocabulary
from ..asked import Asked
from ..bins import binned, period_of
from ..pages import act_label, page
from ..seen import NOWHERE, Atlas, Seen, Spot, day

if TYPE_CHECKING:
    from starlette.responses import Response

MOST_AREAS = 150  # on one map; of more, towns are counted in their division, and those in countries
MOST_BARS = 40  # incidents drawn one by one
MOST_ROWS = 100  # of the table of places
MOST_LISTED = 50  # incidents named below
_NAMES = ("place", "act", "since", "until", "reviewed", "at", "wide")
_atlas = Atlas()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address chooses; what is wrong in it is left out."""

    told: Mapping[str, str]
    since: int | None
    until: int | None

    @property
    def place(self) -> str:
        return self.told["place"]

    def fits(self, one: Seen) -> bool:
        """Whether an incident has the act, and is reviewed where that is asked."""
        act, reviewed = self.told["act"], self.told["reviewed"]
        return (not act or act in one.acts) and (reviewed != "yes" or one.is_reviewed)

    def is_at(self, one: Seen) -> bool:
        """Whether an incident may have been at the chosen place, or inside it."""
        if not self.place:
            return True
        return not one.spots if self.place == NOWHERE else self.place in one.keys

    def href(self, **changes: str) -> str:
        """The address with some of it changed."""
        told = {name: value for name, value in {**self.told, **changes}.items() if value}
        return f"/map?{urlencode(told)}" if told else "/map"


@dataclass(slots=True)
class Tally:
    """A place and what is counted there."""

    spot: Spot
    count: int = 0
    disputed: int = 0


def show(asked: Asked) -> Response:
    """The page."""
    choice = _choice(asked.query)
    seen = [one for one in _atlas.seen(asked.desk.view().incidents) if choice.fits(one)]
    in_time = [one for one in seen if one.may_be_in(choice.since, choice.until)]
    at_place = [one for one in seen if choice.is_at(one)]
    both = [one for one in in_time if choice.is_at(one)]
    tallies = _tallies(in_time)
    chosen = [t for t in tallies if choice.place and choice.place in t.spot.keys]
    window = _window(choice, chosen or tallies)
    near = [tally for tally in tallies if _is_near(tally.spot, window)]
    shown = _areas(_folded(near), choice, len(near) > MOST_AREAS)
    return page(
        "map", asked.session, choice=choice, told=choice.told, window=window,
        map=earth(window, shown, _map_title(choice), "The table of places below says the same."),
        moves=_moves(choice, window), rows=sorted(tallies, key=_by_count)[:MOST_ROWS],
        places=len(tallies), nowhere=sum(not one.spots for one in in_time),
        too_wide=sum(one.too_wide > 0 and not one.spots for one in in_time),
        total=len(in_time), listed=nsmallest(MOST_LISTED, both, key=_by_day), both=len(both),
        of_place=_name_of(choice.place, tallies, seen), day=day, nowhere_key=NOWHERE,
        acts=sorted((code.label, name) for name, code in vocabulary("acts").codes.items()),
        **_timeline(at_place, choice),
    )  # fmt: skip


def _choice(query: Mapping[str, str]) -> Choice:
    told = {name: query.get(name, "")[:80] for name in _NAMES}
    days: dict[str, int | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(told[name]).toordinal() if told[name] else None
        except ValueError:
            told[name], days[name] = "", None
    return Choice(told, days["since"], days["until"])


def _tallies(seen: Iterable[Seen]) -> list[Tally]:
    """How many incidents may have been at each place."""
    found: dict[str, Tally] = {}
    for one in seen:
        for spot in one.spots:
            tally = found.get(spot.key)
            if tally is None:
                tally = found[spot.key] = Tally(spot)
            tally.count += 1
            tally.disputed += one.is_disputed
    return list(found.values())


def _folded(tallies: Sequence[Tally]) -> list[Tally]:
    """As many places as one map can show: towns go into divisions, then all into countries."""
    for is_kept in (_is_not_a_town, _is_a_country):
        if len(tallies) <= MOST_AREAS:
            break
        tallies = _into_shapes(tallies, is_kept)
    return list(tallies)


def _is_near(spot: Spot, window: Window) -> bool:
    """Whether a place may lie in the window."""
    shape = boundaries().shape(spot.key) if spot.radius_km is None else None
    reach = 2 * shape.reach_km if shape else spot.radius_km or 0.0
    away = distance_km(window.lon, window.lat, spot.lon, spot.lat)
    return window.is_world or away < hypot(*window.half) + reach


def _is_not_a_town(key: str) -> bool:
    return key in boundaries()


def _is_a_country(key: str) -> bool:
    return len(key) == 2 and key in boundaries()


def _into_shapes(tallies: Sequence[Tally], is_kept: object) -> list[Tally]:
    made: dict[str, Tally] = {}
    for tally in tallies:
        key = next((k for k in tally.spot.keys if callable(is_kept) and is_kept(k)), tally.spot.key)
        shape = boundaries().shape(key)
        spot = tally.spot
        if shape is not None and key != spot.key:
            keys = spot.keys[spot.keys.index(key) :]
            spot = Spot(key, shape.name, "", spot.precision, shape.lon, shape.lat, None, keys)
        held = made.setdefault(key, Tally(spot))
        held.count += tally.count
        held.disputed += tally.disputed
    return list(made.values())


def _areas(tallies: Iterable[Tally], choice: Choice, is_folded: bool) -> list[Area]:
    return [
        Area(
            t.spot.key, t.spot.name, t.count, t.disputed, t.spot.lon, t.spot.lat, t.spot.radius_km,
            len(t.spot.key) == 2 and not is_folded, choice.href(place=t.spot.key, at="", wide=""),
            t.spot.key == choice.place,
        )
        for t in tallies
    ]  # fmt: skip


def _window(choice: Choice, tallies: Sequence[Tally]) -> Window:
    """The window of the address, or the one that shows every place."""
    lon, comma, lat = choice.told["at"].partition(",")
    wide = choice.told["wide"]
    try:
        middle, across = (float(lon), float(lat)), float(wide)
        if abs(middle[0]) <= 180 and abs(middle[1]) <= 85 and 30 <= across <= 1e6 and comma:
            return WORLD if across >= WORLD_KM else rounded(Window(*middle, across))
    except ValueError:
        pass
    known = boundaries()
    circles = []
    for tally in sorted(tallies, key=_by_count)[:200]:
        spot = tally.spot
        shape = known.shape(spot.key) if spot.radius_km is None else None
        reach = shape.reach_km if shape else spot.radius_km or 0.0
        circles.append((spot.lon, spot.lat, max(reach, 40.0)))
    return window_around(circles)


def _moves(choice: Choice, window: Window) -> list[tuple[str, str]]:
    """Links that move the window, each with its name."""

    def to(lon: float, lat: float, wide: float) -> str:
        lon, lat = (lon + 180) % 360 - 180, min(max(lat, -80.0), 80.0)
        return choice.href(at=f"{lon:.3f},{lat:.3f}", wide=f"{wide:.0f}")

    lon, lat, wide = window.lon, window.lat, min(window.wide_km, WORLD_KM)
    if window.is_world:
        return [("closer", to(lon, lat, WORLD_KM / 2)), ("all places", choice.href(at="", wide=""))]
    east = wide / 3 / 111.2 / max(0.2, cos(radians(lat)))
    north = wide * window.ratio / 3 / 111.2
    return [
        ("closer", to(lon, lat, max(30.0, wide / 2))), ("farther", to(lon, lat, wide * 2)),
        ("north", to(lon, lat + north, wide)), ("south", to(lon, lat - north, wide)),
        ("west", to(lon - east, lat, wide)), ("east", to(lon + east, lat, wide)),
        ("all places", choice.href(at="", wide="")),
        ("the world", to(WORLD.lon, WORLD.lat, WORLD_KM)),
    ]  # fmt: skip


def _timeline(seen: Sequence[Seen], choice: Choice) -> dict[str, Any]:
    """The figure of time, the table behind it and what is not in it."""
    dated = [one for one in seen if one.earliest is not None]
    undated = len(seen) - len(dated)
    first, last = period_of(dated, choice.since, choice.until)
    if not dated or first is None or last is None:
        return {"time": "", "bins": [], "undated": undated, "outside": 0, "one_by_one": False}
    bins = binned(dated, first, last, choice.since, choice.until,
                  lambda a, b: choice.href(since=a, until=b))  # fmt: skip
    inside = [one for one in dated if one.may_be_in(bins[0].first, bins[-1].last)]
    title = "When incidents may have been"
    if len(inside) <= MOST_BARS:
        drawn = spans([_span(one) for one in inside], bins, title, "The table below says the same.")
    else:
        drawn = periods(bins, title, "The table of periods below says the same.")
    return {
        "time": drawn, "bins": bins, "undated": undated, "outside": len(dated) - len(inside),
        "one_by_one": len(inside) <= MOST_BARS,
    }  # fmt: skip


def _span(one: Seen) -> Span:
    acts = Counter(one.acts)
    act = act_label(acts.most_common(1)[0][0]) if acts else "no act"
    where = ", ".join(spot.name for spot in one.spots) or "no place"
    first, last = one.earliest or 1, one.latest or 1
    when = day(first).isoformat() + (f" to {day(last)}" if last != first else "")
    return Span(act, f"{act}, {where}, {when}", first, last, f"/incident/{one.id}",
                one.is_dated_apart, one.open_before, one.open_after)  # fmt: skip


def _name_of(key: str, tallies: Sequence[Tally], seen: Sequence[Seen]) -> str:
    """What the chosen place is called."""
    if not key:
        return ""
    if key == NOWHERE:
        return "no place"
    shape = boundaries().shape(key)
    if shape is not None:
        return shape.name
    held = next((t.spot.name for t in tallies if t.spot.key == key), None)
    return held or next((s.name for one in seen for s in one.spots if s.key == key), "that place")


def _map_title(choice: Choice) -> str:
    return "Where incidents may have been" + (" in the chosen period" if choice.since else "")


def _by_count(tally: Tally) -> tuple[int, str]:
    return -tally.count, tally.spot.name


def _by_day(one: Seen) -> tuple[int, str]:
    return one.earliest or 10**9, one.id
