"""What all accounts of an incident allow: the smallest value that covers what each of them says.

The rules: accounts that can all be true narrow each other ("in 2021" and "in July 2021" give July);
accounts in conflict are covered, never averaged, and chosen between only by a person. Measuring and
releasing use the same functions, so a count and a record can not disagree.
"""

from datetime import date

from .incident import Incident
from .measure import Interval
from .places import Place, PlaceRole

ROLES = (PlaceRole.AT, PlaceRole.HELD_AT, PlaceRole.VIA, PlaceRole.FROM, PlaceRole.TO)


def main_act(incident: Incident) -> str | None:
    """The act that most independent origins give; then most claims, then the first by spelling."""
    ranked = sorted(incident.acts, key=lambda s: (-len(s.origins), -len(s.claim_ids), s.value))
    return ranked[0].value if ranked else None


def covering_days(incident: Incident) -> tuple[date, date] | None:
    """First and last day that the accounts allow, inclusive; None when an end is not known.

    Accounts that overlap are narrowed to the days they share; in conflict, or without a day in
    common, the days run from the earliest to the latest that anyone says.
    """
    whens = incident.standing("when", incident.whens)
    pairs = [(w.earliest, w.latest) for w in whens if w.earliest and w.latest]
    if not pairs:
        return None
    starts, ends = [p[0] for p in pairs], [p[1] for p in pairs]
    shared = max(starts), min(ends)
    if shared[0] <= shared[1] and "when" not in incident.conflicts:
        return shared
    return min(starts), max(ends)


def covering_people(incident: Incident) -> Interval | None:
    """From the fewest to the most people that any account gives; None when none says how many."""
    groups = incident.standing("affected", incident.groups)
    stated = [g for g in groups if g.exact or g.max is not None or g.min > 1]
    if not stated:
        return None
    highs = [g.max for g in stated if g.max is not None]
    high = max(highs) if len(highs) == len(stated) else None
    return Interval(min(g.min for g in stated), high)


def event_places(incident: Incident) -> tuple[Place, ...]:
    """The places of the role closest to the act itself: where it was, else where held, else via."""
    places = incident.standing("where", incident.wheres)
    for role in ROLES:
        chosen = tuple(place for place in places if place.role == role)
        if chosen:
            return chosen
    return ()


def single_origin(incident: Incident) -> bool:
    """Whether the incident rests on one independent origin, or on none that could be told."""
    return len(incident.origins) <= 1
