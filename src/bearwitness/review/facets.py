"""What each claim of a report is found by: act, dates, places with all that hold them, sources.

Claims are taken as people left them, so that a corrected date is found and the old one is not. A
rejected claim is still found, by the machine's values, with its status.
"""

from collections.abc import Iterable, Mapping

from ..model.claim import Claim
from ..model.places import Place, PlacePrecision
from ..model.search import ClaimStatus, Facets
from ..reference.gazetteer import Entry, gazetteer
from ..reference.gazetteer_names import fold
from .decide import Standing


def facets_of(
    machine: Iterable[Claim], left: Iterable[Claim], standings: Mapping[str, Standing]
) -> tuple[Facets, ...]:
    """The facets of one report's claims: `machine` as read, `left` as people left them."""
    now = {claim.id: claim for claim in left}
    both = {claim.id: claim for claim in machine} | now
    return tuple(_facets(claim, status_of(standings.get(name))) for name, claim in both.items())


def status_of(standing: Standing | None) -> ClaimStatus:
    """What people decided on a claim."""
    if standing is None:
        return ClaimStatus.WAITS
    if standing.is_rejected:
        return ClaimStatus.REJECTED
    if standing.corrections:
        return ClaimStatus.CORRECTED
    return ClaimStatus.ACCEPTED if standing.is_reviewed else ClaimStatus.WAITS


def _facets(claim: Claim, status: ClaimStatus) -> Facets:
    when = claim.when
    places = {key: None for place in claim.where for key in place_keys(place)}
    return Facets(
        claim_id=claim.id,
        kind=claim.kind.value,
        act=claim.act,
        modality=claim.modality.value,
        status=status,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        places=tuple(places),
        sources=tuple(dict.fromkeys(link.kind.value for link in claim.attribution)),
    )


def place_keys(place: Place) -> tuple[str, ...]:
    """The keys a place is found by: its name, its id, and the ids of all that hold it."""
    keys = [f"name:{fold(place.name)}"]
    if place.gazetteer_id:
        keys.append(place.gazetteer_id)
    keys += holders_of(place)
    return tuple(dict.fromkeys(keys))


def holders_of(place: Place) -> list[str]:
    """The ids of the divisions that hold a place, the smallest first, then its country's code."""
    places = gazetteer()
    entry = places.known(place.gazetteer_id) if place.gazetteer_id else None
    rows = [entry.admin2_row, entry.admin1_row] if entry else []
    keys = [places.row(row).id for row in rows if row >= 0]
    if entry is None and place.admin1 and place.country:
        division = places.admin1(place.country, place.admin1)
        keys += [division.id] if division else []
    country = place.country or (entry.country if entry else None)
    return [*keys, country] if country else keys


def keys_for(name: str) -> tuple[str, ...]:
    """The keys of every place that a typed name may mean: "Jilin", "Tumen, CN", "지린".

    After a comma the country, by code or name, or the division that holds it.
    """
    first, _, holder = (part.strip() for part in name.partition(","))
    entries = gazetteer().lookup(first)
    if holder:
        within = {holder.upper()} | {key_of(entry) for entry in gazetteer().lookup(holder)}
        entries = tuple(entry for entry in entries if within & set(_around(entry)))
        return tuple(dict.fromkeys(key_of(entry) for entry in entries))
    return tuple(dict.fromkeys([f"name:{fold(first)}", *(key_of(entry) for entry in entries)]))


def key_of(entry: Entry) -> str:
    """The key of a gazetteer place: a country's code, any other's id."""
    is_country = entry.precision is PlacePrecision.COUNTRY and entry.country
    return str(entry.country) if is_country else entry.id


def _around(entry: Entry) -> list[str]:
    rows = [row for row in (entry.admin2_row, entry.admin1_row) if row >= 0]
    return [gazetteer().row(row).id for row in rows] + ([entry.country] if entry.country else [])
