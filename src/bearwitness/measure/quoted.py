"""The ledger of estimates that reports quote: stocks and shares, whose they are, who repeats them.

The rules: a quoted estimate is never mixed with a documented count and never added to another; one
figure by one author is one entry however many reports carry it; who has it from whom is said only
where a report names the outlet it has it from.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from ..model.claim import Claim, ClaimKind, Detail
from ..model.overtime import QuotedEstimate
from ..model.report import Header

_LATE = date.max


def quoted_estimates(
    claims: Iterable[Claim], headers: Mapping[str, Header]
) -> tuple[QuotedEstimate, ...]:
    """Every estimate the reports quote, once each, the most repeated first."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind is ClaimKind.ESTIMATE and claim.detail is not None:
            groups[_key(claim, claim.detail)].append(claim)
    found = [_entry(members, headers) for members in groups.values()]
    return tuple(sorted(found, key=lambda one: (-len(one.reports), one.first_published or "~",
                                                one.claim_ids)))  # fmt: skip


def _key(claim: Claim, detail: Detail) -> tuple[object, ...]:
    author = " ".join((detail.author or "").casefold().split()).removeprefix("the ")
    return author, detail.year, detail.unit, detail.low, detail.high, _about(claim)


def _about(claim: Claim) -> str:
    """What an estimate is of, in codes and places."""
    places = sorted({p.country_name or p.country or p.name for p in claim.where})
    return ", ".join([*([claim.act] if claim.act else []), *places])


def _entry(members: list[Claim], headers: Mapping[str, Header]) -> QuotedEstimate:
    ordered = sorted(members, key=lambda c: (_published(c, headers), c.report_id, c.id))
    detail = ordered[0].detail or Detail()
    outlets = [h.outlet for c in ordered if (h := headers.get(c.report_id)) and h.outlet]
    first = _published(ordered[0], headers)
    return QuotedEstimate(
        author=detail.author,
        year=detail.year,
        unit=detail.unit,
        low=detail.low,
        high=detail.high,
        about=_about(ordered[0]),
        claim_ids=tuple(c.id for c in ordered),
        reports=tuple(dict.fromkeys(c.report_id for c in ordered)),
        outlets=tuple(dict.fromkeys(outlets)),
        first_published=None if first == _LATE else first.isoformat(),
        passed_on=_passed_on(ordered, headers),
    )


def _published(claim: Claim, headers: Mapping[str, Header]) -> date:
    header = headers.get(claim.report_id)
    return header.published if header and header.published else _LATE


def _passed_on(
    members: Iterable[Claim], headers: Mapping[str, Header]
) -> tuple[tuple[str, str], ...]:
    """Outlets that name another outlet of the case in the chain of the estimate."""
    known = {h.outlet.casefold(): h.outlet for h in headers.values() if h.outlet}
    found = set()
    for claim in members:
        header = headers.get(claim.report_id)
        own = header.outlet if header and header.outlet else None
        for link in claim.attribution:
            named = known.get(" ".join(link.words.casefold().split()).removeprefix("the "))
            if own and named and named != own:
                found.add((own, named))
    return tuple(sorted(found))
