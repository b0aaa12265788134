"""Two claims compared: one small function a feature, each giving the name of a level.

Rules kept here: missing is missing, not different (every function answers "missing" when a side
says nothing); no function sees a name, a description of a person, or a source's words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ..model.claim import Claim
from ..model.dates import When
from ..model.places import Place, PlacePrecision, PlaceRole
from .intervals import counts_meet, days_apart, length_days

MISSING = "missing"
FINE = 10  # days; an interval this short places an event, a longer one only allows it
SITE_OR_TOWN = {PlacePrecision.SITE, PlacePrecision.TOWN, PlacePrecision.ADMIN2}


@dataclass(frozen=True, slots=True)
class Side:
    """One claim with what comparing it needs: its act's family and its report's date."""

    claim: Claim
    family: str | None
    published: date | None
    copy_group: str  # reports with near-identical text share it
    outlet: str | None = None  # in lower case, to see who corrects whom


def act(a: Side, b: Side) -> str:
    """Same act, another act of the same family, or another family."""
    if a.claim.act == b.claim.act:
        return "same act"
    return "same family" if a.family is not None and a.family == b.family else "other family"


def when(a: Side, b: Side) -> str:
    """How the two dates lie: the finer both are, the more a meeting says."""
    x, y = a.claim.when, b.claim.when
    if x is None or y is None:
        return MISSING
    gap = days_apart(x, y)
    if gap is None:
        return MISSING
    if gap > 0:
        return "days apart" if gap <= 3 else "weeks apart" if gap <= 21 else "far apart"
    return _meeting(x, y)


def _meeting(x: When, y: When) -> str:
    short = sum((length_days(side) or FINE + 1) <= FINE for side in (x, y))
    return ("may meet", "one fits in the other", "same days")[short]


def events_place(claim: Claim) -> Place | None:
    """The place of the act itself, or else the first place of the claim."""
    at = (place for place in claim.where if place.role == PlaceRole.AT)
    return next(at, claim.where[0] if claim.where else None)


def where(a: Side, b: Side) -> str:
    """Same town, one inside the other, same province, same country, or far."""
    x, y = events_place(a.claim), events_place(b.claim)
    if x is None or y is None or x.country is None or y.country is None:
        return MISSING
    if x.country != y.country:
        return "other country"
    fine = (x.precision in SITE_OR_TOWN) + (y.precision in SITE_OR_TOWN)
    if fine == 2:
        return _towns(x, y)
    if x.admin1 and y.admin1:
        return "same province" if x.admin1 == y.admin1 else "other province"
    return "same country"


def _towns(x: Place, y: Place) -> str:
    if (x.gazetteer_id or x.name) == (y.gazetteer_id or y.name):
        return "same town"
    return "other town" if x.admin1 == y.admin1 else "other province"


def people(a: Side, b: Side) -> str:
    """Whether one number of people could satisfy both, and whether both give the same one."""
    x, y = a.claim.affected, b.claim.affected
    if x is None or y is None:
        return MISSING
    if not counts_meet(x, y):
        return "conflict"
    return "same number" if (x.min, x.max) == (y.min, y.max) and x.min > 1 else "compatible"


def group(a: Side, b: Side) -> str:
    """Whether sex, age band, nationality and status, where both give them, agree."""
    x, y = a.claim.affected, b.claim.affected
    if x is None or y is None:
        return MISSING
    pairs = [(x.sex, y.sex), (x.age, y.age), (x.nationality, y.nationality)]
    given = [(p, q) for p, q in pairs if p and q]
    if not given:
        return MISSING
    return "agrees" if all(p == q for p, q in given) else "differs"


def perpetrator(a: Side, b: Side) -> str:
    """Whether the two allege a common kind of institution."""
    x = {p.kind for p in a.claim.alleged_perpetrators} - {"unknown"}
    y = {p.kind for p in b.claim.alleged_perpetrators} - {"unknown"}
    if not x or not y:
        return MISSING
    return "shared" if x & y else "different"


def publication(a: Side, b: Side) -> str:
    """How many days lie between the two reports."""
    if a.published is None or b.published is None:
        return MISSING
    days = abs((a.published - b.published).days)
    return "within 3 days" if days <= 3 else "within a month" if days <= 31 else "later"


def wording(a: Side, b: Side) -> str:
    """Whether two near-identical reports quote the same words for the act."""
    if a.claim.report_id == b.claim.report_id or a.copy_group != b.copy_group:
        return MISSING
    x = {e.exact for e in a.claim.evidence if e.field == "act"}
    return "copied" if x & {e.exact for e in b.claim.evidence if e.field == "act"} else MISSING


FEATURES: Mapping[str, Callable[[Side, Side], str]] = {
    "act": act,
    "when": when,
    "where": where,
    "people": people,
    "group": group,
    "perpetrator": perpetrator,
    "publication": publication,
    "wording": wording,
}
