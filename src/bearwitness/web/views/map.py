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
from functools import lru_cache
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any

from jinja2.utils import url_quote

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
from ..columns import NOWHERE, REVIEWED, TOO_WIDE
from ..kept import AGAIN_S, being_worked_out
from ..pages import act_label, page
from ..seen import NO_PLACE, Spot, day

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..columns import Columns, Mask
    from ..seen import Seen

MOST_AREAS = 100  # on one map; of more, towns are counted in their division, and those in countries
MOST_BARS = 40  # incidents drawn one by one
MOST_ROWS = 50  # of the table of places
MOST_LISTED = 50  # incidents named below
_NAMES = ("place", "act", "since", "until", "reviewed", "at", "wide")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address chooses; what is wrong in it is left out."""

    told: Mapping[str, str]
    since: int | None
    until: int | None

    @property
    def place(self) -> str:
        return self.told["place"]

    def fitting(self, held: Columns) -> Mask:
        """Which incidents have the act, and are reviewed where that is asked."""
        rows = held.with_act(self.told["act"])
        return rows & held.has(REVIEWED) if self.told["reviewed"] == "yes" else rows

    def there(self, held: Columns) -> Mask:
        """Which incidents may have been at the chosen place, or inside it."""
        if not self.place:
            return held.all
        return held.has(NOWHERE) if self.place == NO_PLACE else held.inside(self.place)

    def href(self, **changes: str) -> str:
        """The address with some of it changed."""
        told = {name: value for name, value in {**self.told, **changes}.items() if value}
        query = "&".join(f"{name}={_written(value)}" for name, value in told.items())
        return f"/map?{query}" if told else "/map"


@lru_cache(maxsize=20_000)
def _written(value: str) -> str:
    """A value as it stands in an address; colons and commas as they are."""
    return url_quote(value, for_qs=True).replace("%3A", ":").replace("%2C", ",")


@dataclass(slots=True)
class Tally:
    """A place and what is counted there."""

    spot: Spot
    count: int = 0
    disputed: int = 0


def show(asked: Asked) -> Response:
    """The page, as of the newest ledger line whose incidents have been looked at."""
    view = asked.desk.view()
    held = asked.desk.ground.columns(view.incidents, view.head)
    if held.value is None:
        return being_worked_out(asked.session, "Map and time", "/map")
    choice = _choice(asked.query)
    name = tuple(choice.told.values())
    shown = held.value.answers.get(name) or held.value.answer(name, _shown(choice, held.value))
    answer = page("map", asked.session, **shown, older=0 if held.is_current else held.head)
    if not held.is_current:
        answer.headers["refresh"] = str(AGAIN_S)
    return answer


def _shown(choice: Choice, held: Columns) -> dict[str, Any]:
    """What the page says of a choice."""
    fitting, there = choice.fitting(held), choice.there(held)
    in_time = fitting & held.within(choice.since, choice.until)
    both = in_time & there
    tallies = [Tally(*one) for one in held.tallied(in_time)]
    chosen = [t for t in tallies if choice.place and choice.place in t.spot.keys]
    window = _window(choice, chosen or tallies)
    near = [tally for tally in tallies if _is_near(tally.spot, window)]
    is_folded = len(near) > MOST_AREAS
    areas = _areas(_folded(near), choice, is_folded)
    drawn = earth(window, areas, _map_title(choice), "The table of places below says the same.")
    return {
        "choice": choice, "told": choice.told, "map": drawn, "moves": _moves(choice, window),
        "is_folded": is_folded,
        "rows": sorted(tallies, key=_by_count)[:MOST_ROWS], "places": len(tallies),
        "nowhere": _count(in_time & held.has(NOWHERE)),
        "too_wide": _count(in_time & held.has(TOO_WIDE)), "total": _count(in_time),
        "listed": held.earliest(both, MOST_LISTED), "both": _count(both),
        "of_place": _name_of(choice.place, held), "day": day, "nowhere_key": NO_PLACE,
        "acts": sorted((code.label, name) for name, code in vocabulary("acts").codes.items()),
        **_timeline(held, fitting & there, choice),
    }  # fmt: skip


def _count(rows: Mask) -> int:
    return int(rows.sum())


def _choice(query: Mapping[str, str]) -> Choice:
    told = {name: query.get(name, "")[:80] for name in _NAMES}
    days: dict[str, int | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(told[name]).toordinal() if told[name] else None
        except ValueError:
            told[name], days[name] = "", None
    return Choice(told, days["since"], days["until"])


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


def _timeline(held: Columns, rows: Mask, choice: Choice) -> dict[str, Any]:
    """The figure of time, the table behind it and what is not in it."""
    dated = rows & (held.first > 0)
    undated = _count(rows) - _count(dated)
    first, last = held.first[dated], held.last[dated]
    axis = period_of(first, last, choice.since, choice.until)
    if axis is None:
        return {"time": "", "bins": [], "undated": undated, "outside": 0, "one_by_one": False}
    bins = binned(first, last, axis, choice.since, choice.until,
                  lambda a, b: choice.href(since=a, until=b))  # fmt: skip
    inside = dated & held.within(bins[0].first, bins[-1].last)
    one_by_one = _count(inside) <= MOST_BARS
    title = "When incidents may have been"
    if one_by_one:
        bars = [_span(one) for one in held.picked(inside)]
        drawn = spans(bars, bins, title, "The table below says the same.")
    else:
        drawn = periods(bins, title, "The table of periods below says the same.")
    return {
        "time": drawn, "bins": bins, "undated": undated, "outside": _count(dated) - _count(inside),
        "one_by_one": one_by_one,
    }  # fmt: skip


def _span(one: Seen) -> Span:
    acts = Counter(one.acts)
    act = act_label(acts.most_common(1)[0][0]) if acts else "no act"
    where = ", ".join(spot.name for spot in one.spots) or "no place"
    first, last = one.earliest or 1, one.latest or 1
    when = day(first).isoformat() + (f" to {day(last)}" if last != first else "")
    return Span(act, f"{act}, {where}, {when}", first, last, f"/incident/{one.id}",
                one.is_dated_apart, one.open_before, one.open_after)  # fmt: skip


def _name_of(key: str, held: Columns) -> str:
    """What the chosen place is called."""
    if not key:
        return ""
    if key == NO_PLACE:
        return "no place"
    known = boundaries().shape(key) or held.spots.get(key)
    return known.name if known is not None else "that place"


def _map_title(choice: Choice) -> str:
    return "Where incidents may have been" + (" in the chosen period" if choice.since else "")


def _by_count(tally: Tally) -> tuple[int, str]:
    return -tally.count, tally.spot.name
