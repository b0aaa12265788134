"""Nouns for tests: say only what matters. Every person, event and outlet is invented."""

from datetime import date
from typing import Any

from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind
from bearwitness.model.dates import Precision, When
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.report import Header
from bearwitness.model.source import SourceKind, SourceLink
from bearwitness.model.span import Evidence
from bearwitness.review.table import decision


def a_day(words: str) -> When:
    """A single day from ISO text."""
    day = date.fromisoformat(words)
    return When(words, day, day, Precision.DAY)


def a_month(words: str) -> When:
    """A whole month from "2024-03"."""
    year, month = map(int, words.split("-"))
    first = date(year, month, 1)
    last = date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    return When(words, first, last, Precision.MONTH)


def a_place(
    name: str = "Tumen",
    admin1: str | None = "Jilin",
    country: str = "CN",
    precision: PlacePrecision = PlacePrecision.TOWN,
    role: PlaceRole = PlaceRole.AT,
) -> Place:
    """A place, by default the town of Tumen."""
    return Place(role, name, admin1, country, country, precision, 42.9, 129.8, f"test-{name}")


def people(low: int, high: int | None = -1, **more: Any) -> AffectedGroup:
    """A group of exactly `low`, or of `low` to `high` people (None: no upper bound)."""
    top = low if high == -1 else high
    return AffectedGroup(low, top, top == low, **more)


def a_source(
    kind: str = "anonymous source", words: str = "a source", register: int = 1
) -> SourceLink:
    """One link of an attribution chain."""
    return SourceLink(SourceKind(kind), words, "said", register=register)


def a_claim(
    name: str = "claim-1", report: str = "report-1", act: str | None = "arrest", **more: Any
) -> Claim:
    """An event claim; anything else by keyword."""
    evidence = (Evidence("act", 0, 8, "arrested", "", " them"),)
    defaults: dict[str, Any] = {
        "kind": ClaimKind.EVENT,
        "when": a_day("2024-03-05"),
        "where": (a_place(),),
        "affected": people(2),
        "alleged_perpetrators": (AllegedPerpetrator("police", "CN"),),
        "attribution": (a_source(),),
        "evidence": evidence,
    }
    return Claim(name, report, act=act, **(defaults | more))


def a_header(
    report: str = "report-1", outlet: str = "Harbour Post", published: str = "2024-03-08"
) -> Header:
    """A report's header."""
    return Header(report, outlet=outlet, published=date.fromisoformat(published), language="en")


def a_decision(
    action: str = "accept", *subject: str, at: str = "2024-04-01T10:00:00Z", **more: Any
) -> Decision:
    """A decision by an invented reviewer."""
    by = more.pop("by", "R. Viewer")
    return decision(subject or ("claim-1",), Action(action), by, at, **more)
