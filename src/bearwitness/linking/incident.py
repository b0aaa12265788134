"""One incident from its claims: every value of every field, who gives it, and what conflicts."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from ..model.claim import Claim, Modality
from ..model.ids import content_id
from ..model.incident import Clash, Incident, Said
from .compare import Side, where
from .intervals import counts_meet, days_apart

T = TypeVar("T", bound=Hashable)


def incident(
    sides: Sequence[Side],
    origins: Mapping[str, str],
    reviewed: frozenset[str],
    method: str,
) -> Incident:
    """The incident that these claims tell; `origins` names each claim's origin."""
    claims = sorted((side.claim for side in sides), key=lambda claim: claim.id)
    held = [claim for claim in claims if claim.modality != Modality.DENIED]
    told = held or claims
    ids = tuple(claim.id for claim in claims)
    replaced = superseded([side for side in sides if side.claim in told])
    gone = {older for older, _ in replaced}
    contrary = clashes([side for side in sides if side.claim in told and side.claim.id not in gone])
    return Incident(
        id=content_id("incident", *ids),
        claim_ids=ids,
        report_ids=tuple(sorted({claim.report_id for claim in claims})),
        acts=said(told, lambda claim: [claim.act] if claim.act else [], origins),
        whens=said(told, lambda claim: [claim.when] if claim.when else [], origins),
        wheres=said(told, lambda claim: claim.where, origins),
        groups=said(told, lambda claim: [claim.affected] if claim.affected else [], origins),
        perpetrators=said(told, lambda claim: claim.alleged_perpetrators, origins),
        conflicts=tuple(sorted({one.field for one in contrary})),
        origins=tuple(sorted({origins[claim.id] for claim in told})),
        denied_by=tuple(claim.id for claim in claims if claim not in held),
        is_reviewed=all(claim.id in reviewed for claim in claims),
        method=method,
        superseded=replaced,
        clashes=contrary,
    )


def said(
    claims: Sequence[Claim],
    values: Callable[[Claim], Iterable[T]],
    origins: Mapping[str, str],
) -> tuple[Said[T], ...]:
    """Each different value once, most origins first, with the claims and origins that give it."""
    givers: dict[T, list[str]] = {}
    for claim in claims:
        for value in dict.fromkeys(values(claim)):
            givers.setdefault(value, []).append(claim.id)
    found = [
        Said(value, tuple(ids), tuple(sorted({origins[i] for i in ids})))
        for value, ids in givers.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.origins), one.claim_ids, repr(one.value))))


def clashes(sides: Sequence[Side]) -> tuple[Clash, ...]:
    """The pairs of values that cannot both be true, each with the claims that give it.

    By field, then by claim id; a value is compared once, however many claims give it.
    """
    ordered = sorted(sides, key=lambda side: side.claim.id)
    found = []
    for name, (value, clash) in _CLASHES.items():
        givers: dict[Hashable, list[Side]] = {}
        for side in ordered:
            givers.setdefault(value(side.claim), []).append(side)
        found += [
            Clash(name, _ids(a), _ids(b))
            for a, b in combinations(givers.values(), 2)
            if clash(a[0], b[0])
        ]
    return tuple(sorted(found, key=lambda one: (one.field, one.one, one.other)))


def _ids(sides: Sequence[Side]) -> tuple[str, ...]:
    return tuple(side.claim.id for side in sides)


def superseded(sides: Sequence[Side]) -> tuple[tuple[str, str], ...]:
    """Claims whose outlet later said otherwise of the same act, each with the newest that does.

    Only a later report of the same outlet corrects; what another outlet says is a conflict.
    """
    found: dict[str, str] = {}
    ordered = sorted(sides, key=lambda side: (str(side.published or ""), side.claim.id))
    for newer in ordered:
        for older in ordered:
            if corrects(newer, older):
                found[older.claim.id] = newer.claim.id
    return tuple(sorted(found.items()))


def corrects(newer: Side, older: Side) -> bool:
    """Whether a claim is of a later report of the same outlet and cannot be true beside another."""
    if newer.outlet is None or newer.outlet != older.outlet:
        return False
    if newer.published is None or older.published is None or newer.published <= older.published:
        return False
    same_act = newer.claim.act == older.claim.act
    return same_act and bool(clashing(newer, older))


def clashing(a: Side, b: Side) -> tuple[str, ...]:
    """The fields in which two claims cannot both be true."""
    return tuple(name for name, (_, clash) in _CLASHES.items() if clash(a, b))


def _dates_clash(a: Side, b: Side) -> bool:
    x, y = a.claim.when, b.claim.when
    return x is not None and y is not None and bool(days_apart(x, y))


def _places_clash(a: Side, b: Side) -> bool:
    roles = {place.role for place in a.claim.where} & {place.role for place in b.claim.where}
    return bool(roles) and where(a, b).startswith("other")


def _people_clash(a: Side, b: Side) -> bool:
    x, y = a.claim.affected, b.claim.affected
    return x is not None and y is not None and not counts_meet(x, y)


Value = Callable[[Claim], Hashable]
_CLASHES: Mapping[str, tuple[Value, Callable[[Side, Side], bool]]] = {
    "when": (lambda claim: claim.when, _dates_clash),
    "where": (lambda claim: claim.where, _places_clash),
    "affected": (lambda claim: claim.affected, _people_clash),
}
