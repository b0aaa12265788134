"""The lists of a case: which groups of independent sources documented which incidents.

The rules: what one origin gave is on one list, however many outlets carry it; a list is an outlet,
or a group of outlets that a person put together; outlets too small for a list of their own stand
together on one. Only how many incidents are on each combination leaves this module.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...model.claim import Claim
from ...model.errors import TooFewOverlaps
from ...model.incident import Incident
from ...model.measure import Overlaps
from ...model.report import Header
from ..counts import asserting

MOST_LISTS = 5
OTHERS = "other outlets"


def case_overlaps(
    incidents: Iterable[Incident],
    claims: Iterable[Claim],
    headers: Mapping[str, Header],
    origins: Mapping[str, str],
    groups: Mapping[str, str] | None = None,
    most: int = MOST_LISTS,
) -> Overlaps:
    """How the case's lists overlap, with incidents as units; raises TooFewOverlaps below two lists.

    `origins` gives the independent origin of every claim; `groups` puts an outlet on a named list.
    Without `groups` each of the `most` - 1 outlets with most incidents is a list, the rest is one.
    """
    held = {claim.id: claim for claim in claims}
    asserted = asserting(held.values())
    units = [
        _outlets([held[c] for c in one.claim_ids if c in asserted and c in held], headers, origins)
        for one in incidents
    ]
    named = [unit for unit in units if unit]
    lists = _lists(named, groups, most)
    order = sorted(set(lists.values()), key=lambda name: (name == OTHERS, name))
    if len(order) < 2:
        raise TooFewOverlaps(
            "the case has fewer than two lists of independent sources",
            "put outlets on lists with --groups OUTLETS.csv (columns outlet and list)",
        )
    counts = [0] * 2 ** len(order)
    for unit in named:
        counts[sum({1 << order.index(lists[outlet]) for outlet in unit})] += 1
    return Overlaps(tuple(order), tuple(counts))


def _outlets(
    claims: Sequence[Claim], headers: Mapping[str, Header], origins: Mapping[str, str]
) -> frozenset[str]:
    """The outlets an incident is known by: of each origin the one that published it first."""
    by_origin: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for claim in claims:
        header = headers.get(claim.report_id)
        if header and header.outlet:
            day = header.published or date.max
            by_origin[origins.get(claim.id, claim.id)].append((day, header.outlet))
    return frozenset(min(told)[1] for told in by_origin.values())


def _lists(
    units: Sequence[frozenset[str]], groups: Mapping[str, str] | None, most: int
) -> dict[str, str]:
    """Which list each outlet is on."""
    often = Counter(outlet for unit in units for outlet in unit)
    if groups is not None:
        return {outlet: groups.get(outlet, OTHERS) for outlet in often}
    ranked = sorted(often, key=lambda outlet: (-often[outlet], outlet))
    large = ranked[: most - 1] if len(ranked) > most else ranked
    return {outlet: outlet if outlet in large else OTHERS for outlet in ranked}
