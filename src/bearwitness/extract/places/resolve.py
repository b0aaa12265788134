"""Which place each name means, judged for the whole text at once.

Every different name of a text is a node with its possible places. A place has a prior: the log of
its population, less when the name is only an alternate, more when it is of the kind asked for
("X County"). Where the text says what holds it ("X, Ohio"), only places inside are possible.
Places of different names support each other when they share a country, a first-level division, or
are near. Beliefs start from the priors and are updated a few times (mean field), so that a certain
province pulls the small towns into it. Weights by hand; compared with population alone and with a
greedy pass in docs/decisions/0011-places.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...model.places import PlacePrecision
from ...reference.gazetteer import PRECISIONS, Entry, Match
from .runs import Spot
from .spot import holds

Floats = npt.NDArray[np.float64]
CANDIDATES = 24  # of one name; the rest are smaller places without support
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each consideration counts, in units of log-odds."""

    population: float = 0.8  # per factor of ten
    alternate: float = -2.0
    capital: float = 1.8
    seat: float = -3.0  # a division whose name is meant for the town that holds much of it
    kind: float = 4.0
    same_country: float = 0.55
    same_admin1: float = 1.1
    near: float = 2.8
    near_km: float = 60.0
    said_twice: float = 5.0  # two nodes of one name agree
    dateline: float = 1.6  # how many times a dateline counts as context


WEIGHTS = Weights()
# What a kind of place has before anybody counts its people: countries and provinces are meant more.
_KIND_PRIOR = {
    PlacePrecision.COUNTRY: 3.0,
    PlacePrecision.ADMIN1: 0.9,
    PlacePrecision.ADMIN2: -0.9,
    PlacePrecision.REGION: 4.0,
    PlacePrecision.SITE: 5.0,
    PlacePrecision.TOWN: 0.0,
}


@dataclass(slots=True)
class _Node:
    """One name with its possible places, as often as the text says it in the same way."""

    key: str
    entries: list[Entry]
    prior: Floats
    count: int = 1
    emphasis: float = 1.0
    is_held: bool = False  # the text says which place holds it


def resolve(
    spots: Sequence[Spot], context: Sequence[Entry] = (), weights: Weights = WEIGHTS
) -> list[Entry]:
    """The place of each spot, in order; `context` are places known from outside the text.

    A name that the gazetteer lacks takes the place that is said to hold it.
    """
    nodes: dict[tuple[str, int | None, int], _Node] = {}
    names: list[tuple[str, int | None, int]] = []
    for s in spots:
        if not s.matches and s.within is not None:
            s = spots[s.within]
        name = (
            s.key,
            s.kind,
            -1 if s.within is None else _holder_name(spots[s.within]),
        )
        names.append(name)
        if name in nodes:
            nodes[name].count += 1
        else:
            nodes[name] = _node(s, spots, weights)
        if s.dateline:
            nodes[name].emphasis = weights.dateline
    order = list(nodes)
    known = [_Node("", [entry], np.zeros(1)) for entry in context]
    best = _beliefs([*nodes.values(), *known], weights)
    chosen = {name: nodes[name].entries[best[i]] for i, name in enumerate(order)}
    return [chosen[name] for name in names]


def _holder_name(holder: Spot) -> int:
    return holder.matches[0].entry.row


def _node(s: Spot, spots: Sequence[Spot], weights: Weights) -> _Node:
    matches = s.matches if s.kind is not None else _without_namesakes(s.matches)
    is_held = False
    if s.within is not None:
        holders = [m.entry for m in spots[s.within].matches[:CANDIDATES]]
        inside = [m for m in matches if any(holds(h, m.entry) for h in holders)]
        matches = tuple(inside) or matches
        is_held = bool(inside)
    matches = matches[:CANDIDATES] if len(matches) > CANDIDATES else matches
    prior = np.array([_prior(m, s.kind, weights) for m in matches])
    if s.kind is None:
        prior += weights.seat * np.array([_is_its_seat(m.entry, matches) for m in matches])
    return _Node(s.key, [m.entry for m in matches], prior, is_held=is_held)


def _without_namesakes(matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """The matches less those inside a country of that very name ("Mexico", "Taiwan")."""
    countries = [m.entry for m in matches if m.main and m.entry.precision is PlacePrecision.COUNTRY]
    return tuple(m for m in matches if not any(holds(c, m.entry) for c in countries))


def _is_its_seat(entry: Entry, matches: Sequence[Match]) -> bool:
    """Whether a division shares its name with a town that holds much of it ("New York")."""
    return entry.precision in (PlacePrecision.ADMIN1, PlacePrecision.ADMIN2) and any(
        m.entry.precision is PlacePrecision.TOWN
        and entry.row in (m.entry.admin1_row, m.entry.admin2_row)
        and m.entry.population >= 0.4 * entry.population
        for m in matches
    )


def _prior(m: Match, kind: int | None, weights: Weights) -> float:
    entry = m.entry
    value = (
        weights.population * float(np.log10(entry.population + 300)) + _KIND_PRIOR[entry.precision]
    )
    value += 0.0 if m.main else weights.alternate
    value += weights.capital if entry.capital else 0.0
    if kind is not None and PRECISIONS[kind] is entry.precision:
        value += weights.kind
    return value


def _beliefs(nodes: Sequence[_Node], weights: Weights) -> list[int]:
    """The index of the most believed place of each node."""
    if not nodes:
        return []
    sizes = [len(n.entries) for n in nodes]
    owner = np.repeat(np.arange(len(nodes)), sizes)
    starts = np.cumsum([0, *sizes])[:-1]
    prior = np.concatenate([n.prior for n in nodes])
    support = _support(nodes, owner, weights)
    emphasis = np.array([n.emphasis * (1 + 0.25 * min(n.count - 1, 4)) for n in nodes])[owner]
    belief = _softmax(prior, starts, sizes)
    damping = 1.0 / max(1.0, (len(nodes) / 6) ** 0.5)
    for _ in range(ROUNDS):
        belief = _softmax(prior + damping * (support @ (belief * emphasis)), starts, sizes)
    return [int(np.argmax(belief[a : a + n])) for a, n in zip(starts, sizes, strict=True)]


def _support(nodes: Sequence[_Node], owner: npt.NDArray[np.intp], weights: Weights) -> Floats:
    """How much each possible place speaks for each other one of another node.

    Of one name said twice the same place is meant, unless both times the text says what holds it.
    """
    entries = [e for n in nodes for e in n.entries]
    lat, lon = (
        np.radians([e.lat for e in entries]),
        np.radians([e.lon for e in entries]),
    )
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    km = 6371.0 * np.arccos(np.clip(unit @ unit.T, -1.0, 1.0))
    codes = {e.country: i for i, e in enumerate(entries) if e.country}
    countries = np.array([codes.get(e.country or "", -i - 1) for i, e in enumerate(entries)])
    admin1 = np.array(
        [e.admin1_row if e.admin1_row >= 0 else -i - 2 for i, e in enumerate(entries)]
    )
    fine = np.array(
        [e.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION) for e in entries]
    )
    support = weights.same_country * (countries[:, None] == countries)
    support = support + weights.same_admin1 * (admin1[:, None] == admin1)
    support = support + weights.near * np.exp(-km / weights.near_km) * (fine[:, None] & fine)
    numbers = {key: i for i, key in enumerate(dict.fromkeys(n.key for n in nodes))}
    name = np.array([numbers[n.key] for n in nodes])[owner]
    rows = np.array([e.row for e in entries])
    held = np.array([n.is_held for n in nodes])[owner]
    same = (name[:, None] == name) & ~(held[:, None] & held)
    support = np.where(same, weights.said_twice * (rows[:, None] == rows), support)
    out: Floats = np.where(owner[:, None] == owner, 0.0, support)
    return out


def _softmax(scores: Floats, starts: npt.NDArray[np.intp], sizes: Sequence[int]) -> Floats:
    top = np.repeat(np.maximum.reduceat(scores, starts), sizes)
    raised = np.exp(scores - top)
    out: Floats = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
    return out
