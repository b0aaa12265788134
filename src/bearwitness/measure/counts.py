"""Documented counts: what the reports say, in cells, with intervals; never a total.

The rules: only incidents that somebody asserts count, and one incident counts once; what is not
known is counted as "unknown" and what the accounts disagree on as "conflict", so that every table
adds up to the incidents counted; people are an interval that holds every number a report gives.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ..model.claim import AffectedGroup, Claim, ClaimKind, Modality
from ..model.covering import (
    covering_days,
    covering_people,
    event_places,
    main_act,
    single_origin,
)
from ..model.errors import WrongUse
from ..model.incident import Incident
from ..model.measure import Figure, Interval, Measured
from ..model.places import Place

METHOD = "documented-1"
UNKNOWN = "unknown"
CONFLICT = "conflict"


def documented(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    dimensions: Sequence[str] = ("act", "month", "admin1"),
) -> Measured:
    """Incidents and people per cell of `dimensions`; raises WrongUse on a dimension not known.

    Dimensions are those of `DIMENSIONS`. Cells are sorted and none is empty.
    """
    return documented_tables(incidents, claims, [dimensions])[0]


def documented_tables(
    incidents: Iterable[Incident], claims: Iterable[Claim], tables: Iterable[Sequence[str]]
) -> tuple[Measured, ...]:
    """`documented` for several lists of dimensions, what every table needs found only once."""
    everything, said = list(incidents), list(claims)
    asserted = asserting(said)
    counted = [
        _Counted(i, covering_people(i) or Interval(0, None), single_origin(i))
        for i in everything
        if asserted.intersection(i.claim_ids)
    ]
    left_out = _left_out(said, len(everything) - len(counted))
    reading = _reading(counted)
    return tuple(
        Measured(_figures(counted, dimensions), len(counted), left_out, reading)
        for dimensions in tables
    )


class _Counted(NamedTuple):
    incident: Incident
    people: Interval
    is_alone: bool


def _figures(counted: Iterable[_Counted], dimensions: Sequence[str]) -> tuple[Figure, ...]:
    for name in dimensions:
        if name not in DIMENSIONS:
            raise WrongUse(f"no dimension '{name}'", f"choose from {', '.join(DIMENSIONS)}")
    cells: dict[tuple[tuple[str, str], ...], list[_Counted]] = defaultdict(list)
    for one in counted:
        cells[tuple((name, DIMENSIONS[name](one.incident)) for name in dimensions)].append(one)
    return tuple(_figure(cell, cells[cell]) for cell in sorted(cells))


def asserting(claims: Iterable[Claim]) -> frozenset[str]:
    """The ids of the claims that say an event happened."""
    return frozenset(
        c.id for c in claims if c.kind is ClaimKind.EVENT and c.modality is Modality.ASSERTED
    )


def people(incidents: Iterable[Incident]) -> Interval:
    """The people of `incidents` together; where no account says how many, none to any number."""
    return _together([covering_people(incident) or Interval(0, None) for incident in incidents])


def _together(ranges: Sequence[Interval]) -> Interval:
    highs = [r.high for r in ranges if r.high is not None]
    return Interval(
        sum(r.low for r in ranges),
        sum(highs) if len(highs) == len(ranges) else None,
    )


def _figure(cell: tuple[tuple[str, str], ...], counted: list[_Counted]) -> Figure:
    alone = sum(one.is_alone for one in counted)
    return Figure(cell, len(counted), _together([one.people for one in counted]), alone, METHOD)


def act_of(incident: Incident) -> str:
    """The act that most origins give."""
    return main_act(incident) or UNKNOWN


def month_of(incident: Incident) -> str:
    """The month all accounts allow ("2021-07"), "unknown" or "conflict"."""
    return _period(incident, 7)


def week_of(incident: Incident) -> str:
    """The ISO week all accounts allow ("2021-W29"), "unknown" or "conflict"."""
    days = covering_days(incident)
    if days is None:
        return UNKNOWN
    weeks = {day.isocalendar()[:2] for day in days}
    if len(weeks) == 1:
        year, week = weeks.pop()
        return f"{year:04d}-W{week:02d}"
    return CONFLICT if "when" in incident.conflicts else UNKNOWN


def year_of(incident: Incident) -> str:
    """The year all accounts allow, "unknown" or "conflict"."""
    return _period(incident, 4)


def _period(incident: Incident, length: int) -> str:
    days = covering_days(incident)
    if days is None:
        return UNKNOWN
    first, last = days[0].isoformat()[:length], days[1].isoformat()[:length]
    if first == last:
        return first
    return CONFLICT if "when" in incident.conflicts else UNKNOWN


def admin1_of(incident: Incident) -> str:
    """The first-level division all accounts give ("Liaoning, CN"), "unknown" or "conflict"."""
    return _place(incident, lambda p: f"{p.admin1}, {p.country or '?'}" if p.admin1 else None)


def country_of(incident: Incident) -> str:
    """The country all accounts give, as ISO 3166-1 alpha-2, "unknown" or "conflict"."""
    return _place(incident, lambda p: p.country)


def sex_of(incident: Incident) -> str:
    """The sex of those affected that all accounts give, "unknown" or "conflict"."""
    return _of_group(incident, lambda g: g.sex)


def age_of(incident: Incident) -> str:
    """The age band of those affected that all accounts give, "unknown" or "conflict"."""
    return _of_group(incident, lambda g: g.age)


def nationality_of(incident: Incident) -> str:
    """The nationality of those affected, as ISO 3166-1 alpha-2, "unknown" or "conflict"."""
    return _of_group(incident, lambda g: g.nationality)


def _of_group(incident: Incident, name: Callable[[AffectedGroup], str | None]) -> str:
    return _one({name(said.value) for said in incident.groups})


def _place(incident: Incident, name: Callable[[Place], str | None]) -> str:
    return _one({name(place) for place in event_places(incident)})


def _one(values: set[str | None]) -> str:
    """The one value given, "conflict" between several, "unknown" where there is none."""
    given = [value for value in values if value]
    if len(given) > 1:
        return CONFLICT
    return given[0] if given else UNKNOWN


DIMENSIONS: dict[str, Callable[[Incident], str]] = {
    "act": act_of,
    "month": month_of,
    "week": week_of,
    "year": year_of,
    "admin1": admin1_of,
    "country": country_of,
    "sex": sex_of,
    "age": age_of,
    "nationality": nationality_of,
}


def _left_out(claims: Sequence[Claim], incidents: int) -> tuple[tuple[str, int], ...]:
    """Why claims and incidents are not in the figures, and how many of each; sorted by reason."""
    reasons: Counter[str] = Counter()
    for claim in claims:
        if claim.kind is not ClaimKind.EVENT:
            reasons[f"claims of kind {claim.kind.value}: not one occurrence"] += 1
        elif claim.modality is not Modality.ASSERTED:
            reasons[f"claims {claim.modality.value}: not said to have happened"] += 1
    if incidents:
        reasons["incidents that no claim asserts"] = incidents
    return tuple(sorted(reasons.items()))


def _reading(counted: Sequence[_Counted]) -> str:
    alone = sum(one.is_alone for one in counted)
    share = f"{round(100 * alone / len(counted))} %" if counted else "none"
    return (
        "These are incidents documented in the reports read, not all that happened: what was never "
        "reported is missing, and more reports can mean more reporting rather than more incidents. "
        "An incident counts once, under the act most sources give, however many outlets carry it. "
        "People are a range from the fewest to the most that the accounts allow; no upper figure "
        "means that some account sets none. "
        f"{share} of the incidents rest on a single independent origin."
    )
