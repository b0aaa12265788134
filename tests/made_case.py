"""A small case made without reading any text: reports, claims and people, all invented."""

from datetime import date, timedelta
from pathlib import Path

from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind, Exposure
from bearwitness.model.dates import Precision, When
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header, Report, TextVersion, report_id
from bearwitness.model.restricted import Restricted
from bearwitness.model.source import SourceKind, SourceLink
from bearwitness.model.span import evidence
from bearwitness.model.team import Member, Role
from bearwitness.pipeline import decide, link_claims
from bearwitness.settings import Settings
from bearwitness.store.case import Case
from bearwitness.store.keys import PassphraseCost

AT = "2024-06-01T10:00:00Z"
WEAK = PassphraseCost(1, 1024, 1)
PASSPHRASE = Restricted("invented")
FIRST_DAY = date(2023, 1, 10)
TEAM = {"Ana": Role.PUBLISHER, "Bina": Role.PUBLISHER, "Chen": Role.REVIEWER,
        "Dao": Role.CODER, "Eno": Role.CODER, "Fay": Role.READER}  # fmt: skip


def made_case(
    path: Path, reports: int = 12, password: str = "", exposing: bool = True, accepted: bool = True,
    town: str = "Tumen",
) -> Case:  # fmt: skip
    """A case of `reports` arrests in one town, weeks apart; `password` is everybody's hash."""
    case = Case.create(path, PASSPHRASE, AT, WEAK)
    for name, role in TEAM.items() if password else ():
        case.save_member(Member(name, role, AT), password, AT, "Ana")
    for number in range(reports):
        add_arrest(case, number, exposing, town)
    link_claims(case, Settings())
    if accepted:
        rows = [{"action": "accept", "claim": claim.id} for claim in case.claims()]
        decide(case, rows, "Dao", Settings())
    return case


def add_arrest(case: Case, number: int, exposing: bool = True, town: str = "Tumen") -> str:
    """One more report, of an arrest that no other tells of; gives its id."""
    day = FIRST_DAY + timedelta(days=40 * number)
    words = f"Police arrested two women in {town} on {day.isoformat()}. Report {number} of Jin-ok."
    receipt, _ = case.seal(words.encode(), f"{number}.txt", "text/plain", AT)
    report = report_id(receipt.sha256)
    header = Header(report, f"Report {number}", f"Outlet {number}", None, day, "en")
    text = TextVersion.of(words)
    case.save_report(Report(header, receipt, f"{number}.txt", text, None))
    start = words.index("arrested")
    claim = Claim(
        f"claim-{number:016x}", report, ClaimKind.EVENT, "arrest",
        when=When(day.isoformat(), day, day, Precision.DAY),
        where=(Place(PlaceRole.AT, town, "Jilin", "CN", "China", PlacePrecision.TOWN,
                     42.97, 129.84, "made-tumen"),),
        affected=AffectedGroup(2, 2, True, sex="female", nationality="KP"),
        alleged_perpetrators=(AllegedPerpetrator("police", "CN"),),
        attribution=(SourceLink(SourceKind.NEIGHBOUR, "a neighbour", "said", register=1),),
        evidence=(evidence("act", words, start, start + len("arrested")),),
        confidence=0.8,
    )  # fmt: skip
    at = words.index("Jin-ok")
    found = (Exposure(at, at + 6, "Jin-ok", "name", "direct", "a woman"),) if exposing else ()
    reading = Reading(header, claim.id, (claim,), exposures=found)
    case.save_reading(reading, text.digest, AT)
    return report
