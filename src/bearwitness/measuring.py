"""Stage 6 for a case: what people reviewed becomes numbers, and a page that tells them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import __version__
from .linking import SHAPE
from .linking.copies import groups_of, sketch
from .linking.corroborate import independent_origins
from .linking.gist import sketch_in
from .measure.case_numbers import case_numbers
from .measure.report import page_values, report_page
from .measure.undercount.case_lists import case_overlaps
from .pipeline import counted_incidents, human_claims

if TYPE_CHECKING:
    from .model.claim import Claim
    from .model.incident import Incident
    from .model.measure import Overlaps
    from .model.overtime import CaseNumbers
    from .model.report import Header
    from .store.case import Case

MOST_PERIODS = 60  # weeks or months on the desk's page; the command shows all


def numbers_of(
    case: Case,
    unit: str = "month",
    groups: Mapping[str, str] | None = None,
    *,
    with_unreviewed: bool = False,
) -> CaseNumbers:
    """All numbers of a case, of reviewed incidents unless asked for all; raises WrongUse."""
    claims, _ = human_claims(case)
    headers = {header.id: header for header in case.headers()}
    return numbers_from(
        case, case.incidents(), claims, headers, unit, groups, with_unreviewed=with_unreviewed
    )


def numbers_from(
    case: Case,
    incidents: Iterable[Incident],
    claims: Sequence[Claim],
    headers: Mapping[str, Header],
    unit: str = "month",
    groups: Mapping[str, str] | None = None,
    *,
    with_unreviewed: bool = False,
) -> CaseNumbers:
    """The same from incidents and claims that are at hand; of the case only sketches are read."""
    held = [one for one in incidents if with_unreviewed or one.is_reviewed]
    origins = _origins(case, held, claims, headers)
    return case_numbers(
        held, claims, headers, origins, unit, groups, with_unreviewed=with_unreviewed
    )


def overlaps_in(
    case: Case, groups: Mapping[str, str] | None = None, *, with_unreviewed: bool = False
) -> Overlaps:
    """How the case's groups of independent sources overlap; raises TooFewOverlaps."""
    claims, _ = human_claims(case)
    held = counted_incidents(case, with_unreviewed)
    headers = {header.id: header for header in case.headers()}
    return case_overlaps(held, claims, headers, _origins(case, held, claims, headers), groups)


def page_of(case: Case, numbers: CaseNumbers, title: str) -> str:
    """The page of a case's numbers as HTML, dated by the newest decision."""
    return report_page(numbers, title, __version__, _as_of(case))


def values_of(numbers: CaseNumbers, title: str, as_of: str) -> dict[str, Any]:
    """The same for the desk, which puts it into a page of its own. `as_of` is a date.

    Of a long time the latest periods: a page of six years of weeks would be half a megabyte.
    """
    return page_values(numbers, title, __version__, as_of, MOST_PERIODS)


def _as_of(case: Case) -> str:
    return max((decision.at for decision in case.decisions()), default="")[:10]


def _origins(
    case: Case, incidents: list[Incident], claims: Sequence[Claim], headers: Mapping[str, Header]
) -> dict[str, str]:
    """The independent origin of every claim, found incident by incident."""
    held = {claim.id: claim for claim in claims}
    wanted = {report for one in incidents if len(one.report_ids) > 1 for report in one.report_ids}
    copies = groups_of(_sketches(case, wanted))
    found: dict[str, str] = {}
    for one in incidents:
        members = [held[claim] for claim in one.claim_ids if claim in held]
        found |= independent_origins(members, headers, copies)
    return found


def _sketches(case: Case, reports: Collection[str]) -> Mapping[str, Sequence[int]]:
    """What near copies are told by, from where linking keeps it, or else from the text."""
    kept = {name: sketch_in(body) for name, body in case.gists(SHAPE).items() if name in reports}
    missing = sorted(set(reports) - kept.keys())
    return kept | {name: sketch(case.text(name).content) for name in missing}
