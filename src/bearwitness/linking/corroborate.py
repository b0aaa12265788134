"""How many independent origins stand behind an incident.

Two claims have one origin when their innermost source is the same link of the same report, when one
report cites the other, or when their texts are near copies. Ten reprints count once. Nothing is
compared across reports but outlets' names.
"""

import re
from collections.abc import Mapping, Sequence

from ..model.claim import Claim
from ..model.ids import content_id
from ..model.report import Header
from ..model.source import SourceKind
from .cluster import joined

_CITING = {SourceKind.OUTLET, SourceKind.ORGANISATION, SourceKind.DOCUMENT}
_OWN = re.compile(r"\b(this|our)\s+(outlet|service|newspaper|site|agency|paper|website)\b", re.I)


def independent_origins(
    claims: Sequence[Claim],
    headers: Mapping[str, Header],
    copies: Mapping[str, str],
) -> dict[str, str]:
    """For every claim id the id of its origin; claims with one origin share it."""
    ordered = sorted(claims, key=lambda claim: claim.id)
    edges = [
        (a.id, b.id)
        for i, a in enumerate(ordered)
        for b in ordered[i + 1 :]
        if _one_origin(a, b, headers, copies)
    ]
    sets = joined((claim.id for claim in ordered), edges)
    return {claim: content_id("origin", members[0]) for members in sets for claim in members}


def _one_origin(
    a: Claim, b: Claim, headers: Mapping[str, Header], copies: Mapping[str, str]
) -> bool:
    if a.report_id == b.report_id:
        return _innermost(a) == _innermost(b)
    if copies.get(a.report_id, a.report_id) == copies.get(b.report_id, b.report_id):
        return True
    return cites(a, headers.get(b.report_id), headers) or cites(
        b, headers.get(a.report_id), headers
    )


def _innermost(claim: Claim) -> tuple[str, int | str | None]:
    link = claim.innermost
    if link is None:
        return ("none", None)
    return (link.kind, link.register if link.register is not None else link.words)


def cites(claim: Claim, other: Header | None, headers: Mapping[str, Header]) -> bool:
    """Whether the claim's chain goes through the outlet of `other`, published no later."""
    own = headers.get(claim.report_id)
    if other is None or not other.outlet:
        return False
    if own and own.published and other.published and other.published > own.published:
        return False
    inner = [link for link in claim.attribution[:-1] or claim.attribution if link.kind in _CITING]
    own_outlet = bool(own and own.outlet and own.outlet.casefold() == other.outlet.casefold())
    if own_outlet:
        return any(_OWN.search(link.words) for link in inner)
    return any(other.outlet.casefold() in link.words.casefold() for link in inner)
