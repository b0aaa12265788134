"""What an incident's page tells: fields with who gives each value, its pairs, its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

from ..model.judgement import PAIR_ACTIONS, holding
from .cards import people_of
from .pages import act_label
from .weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model.claim import Claim
    from ..model.incident import Incident, Said
    from .desk import Desk, View

MOST_PAIRS = 21  # pairs weighed for one page: all of an incident of seven claims
MOST_REASONS = 3  # the heaviest of each pair
MOST_NEAR = 5
NEAR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field: who gives it, from how many independent origins, whether it stands."""

    words: str
    claims: tuple[str, ...]
    origins: int
    stands: bool  # a person settled the conflict so


@dataclass(frozen=True, slots=True)
class Told:
    """One field of an incident with all its values."""

    name: str  # as in a correction: "when", "affected" …
    label: str
    agreement: str
    is_clash: bool  # its values cannot all be true
    is_settled: bool
    values: tuple[Value, ...]


def fields_told(one: Incident) -> list[Told]:
    """Every field with all its values side by side, none averaged."""
    clashing = {clash.field for clash in one.clashes}
    settled = dict(one.settled)
    rows: list[tuple[str, str, Iterable[Said[Any]], Callable[[Any], str]]] = [
        ("act", "act", one.acts, act_label),
        ("when", "when", one.whens, lambda w: f"{w.operator or ''} {w.edtf}".strip()),
        ("where", "where", one.wheres, _place),
        ("affected", "people affected", one.groups, people_of),
        ("alleged_perpetrators", "alleged perpetrators", one.perpetrators,
         lambda p: f"{p.kind}, {p.country}" if p.country else p.kind),
    ]  # fmt: skip
    found = []
    for name, label, said, words in rows:
        stands = settled.get(name)
        values = tuple(
            Value(words(s.value), s.claim_ids, len(s.origins), stands in s.claim_ids) for s in said
        )
        found.append(
            Told(name, label, _agreement(name, values, one), name in clashing,
                 name in settled, values)
        )  # fmt: skip
    return found


def _agreement(name: str, values: tuple[Value, ...], one: Incident) -> str:
    if name in dict(one.settled):
        return "settled by a person"
    if name in one.conflicts:
        return "in conflict"
    if not values:
        return "nobody says"
    if len(values) > 1:
        return "can all be true"
    told = len(one.origins_of({"act": "acts", "when": "whens", "where": "wheres",
                               "affected": "groups"}.get(name, "perpetrators")))  # fmt: skip
    return "one origin says so" if told < 2 else f"{told} origins agree"


def _place(place: Any) -> str:
    parts = [place.name, place.admin1 if place.admin1 != place.name else None, place.country]
    return ", ".join(part for part in parts if part) + f" ({place.role})"


@dataclass(frozen=True, slots=True)
class Edge:
    """Two claims of the incident, how likely they are one occurrence, and what says so."""

    a: str
    b: str
    probability: float
    reasons: tuple[str, ...]
    decided: str  # what people said of the pair, the newest; empty for nothing


def pairs_within(one: Incident, view: View, desk: Desk) -> list[Edge]:
    """The pairs that hold the incident together: the strongest that join all its claims.

    Of an incident of many claims, only the pairs with its first claim are weighed, and not all.
    """
    held = [view.claims[c] for c in one.claim_ids if c in view.claims]
    pairs = list(combinations(held, 2))
    if len(pairs) > MOST_PAIRS:
        pairs = [(held[0], other) for other in islice(held, 1, MOST_PAIRS + 1)]
    weights = Weights(view, desk)
    edges = [edge for a, b in pairs if (edge := _edge(a, b, weights))]
    edges.sort(key=lambda edge: (not edge.decided, -edge.probability, edge.a, edge.b))
    return _joining(edges)


def _edge(a: Claim, b: Claim, weights: Weights) -> Edge | None:
    found = weights.reasons_if_any(a, b)
    if found is None:
        return None
    heavy = sorted(found.reasons, key=lambda r: -abs(r.weight))[:MOST_REASONS]
    told = [d for d in holding(weights.view.by_subject.get(a.id, ()))
            if b.id in d.subject and d.action in PAIR_ACTIONS]  # fmt: skip
    said = f"{told[-1].by}: {told[-1].action.value}" if told else ""
    words = tuple(f"{r.sentence} ({r.weight:+.1f})" for r in heavy if r.weight)
    return Edge(a.id, b.id, found.probability, words, said)


def _joining(edges: list[Edge]) -> list[Edge]:
    """Those edges, in their order, that join what the ones before them did not."""
    home: dict[str, str] = {}

    def root(name: str) -> str:
        while home.setdefault(name, name) != name:
            name = home[name]
        return name

    found = []
    for edge in edges:
        a, b = root(edge.a), root(edge.b)
        if a != b:
            home[b] = a
            found.append(edge)
        elif edge.decided:
            found.append(edge)
    return found


def near(one: Incident, view: View) -> list[Incident]:
    """Incidents of the same act within a week at a place in common: what may be the same one."""
    acts = {said.value for said in one.acts}
    spots, days = _spots(one), _days(one)
    found = []
    for other in view.incidents.values():
        if other.id != one.id and acts & {said.value for said in other.acts}:
            theirs = _days(other)
            is_then = days and theirs and theirs[0] - NEAR_DAYS <= days[1] and (
                days[0] - NEAR_DAYS <= theirs[1])  # fmt: skip
            if is_then and spots & _spots(other):
                found.append(other)
                if len(found) == MOST_NEAR:
                    break
    return found


def _spots(one: Incident) -> set[tuple[str | None, str | None]]:
    return {(said.value.country, said.value.admin1) for said in one.wheres if said.value.admin1}


def _days(one: Incident) -> tuple[int, int] | None:
    first = [s.value.earliest.toordinal() for s in one.whens if s.value.earliest]
    last = [s.value.latest.toordinal() for s in one.whens if s.value.latest]
    return (min(first), max(last)) if first and last else None
