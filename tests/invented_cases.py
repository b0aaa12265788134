"""Invented incidents with their claims and decisions, for the tests of what leaves a case."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from hypothesis import strategies as st

from bearwitness.measure.counts import documented
from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind, Modality
from bearwitness.model.dates import Precision, When
from bearwitness.model.incident import Incident, Said
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.measure import Measured
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.release import About, Cleared
from bearwitness.protect.gate import gate
from bearwitness.settings import Settings

TOWNS = [
    ("Tumen", "Jilin", "CN", "China"),
    ("Hunchun", "Jilin", "CN", "China"),
    ("Dandong", "Liaoning", "CN", "China"),
    ("Nong Khai", "Nong Khai", "TH", "Thailand"),
]
ACTS = ["arrest", "raid", "forced return", "detention"]
LIMITS = Settings()
KEY = b"a key of these tests, 32 bytes.."
ABOUT = About("An invented case", "2024-1", "2024-05-01T00:00:00Z", "0.1.0", ("rules-1",))


@dataclass(frozen=True)
class Facts:
    """What one invented incident is about."""

    act: str = "arrest"
    town: int = 0
    day: date = date(2024, 3, 5)
    people: int = 2
    sex: str | None = None
    nationality: str | None = "KP"
    perpetrator: str = "police"
    origins: int = 1


def facts() -> st.SearchStrategy[Facts]:
    """Any facts, few enough kinds that some are alike."""
    return st.builds(
        Facts,
        act=st.sampled_from(ACTS),
        town=st.integers(0, len(TOWNS) - 1),
        day=st.dates(date(2023, 1, 1), date(2024, 12, 31)),
        people=st.integers(1, 120),
        sex=st.sampled_from([None, "female", "male"]),
        nationality=st.sampled_from([None, "KP", "MM"]),
        perpetrator=st.sampled_from(["police", "army"]),
        origins=st.integers(1, 3),
    )


def some_facts(count: int, seed: int = 1) -> list[Facts]:
    """The same `count` invented facts every time."""
    chance = Random(seed)
    return [
        Facts(
            act=chance.choice(ACTS[:2]),
            town=chance.choice([0, 0, 1, 2]),
            day=date(2024, chance.randint(1, 6), chance.randint(1, 28)),
            people=chance.choice([1, 2, 3, 12]),
            sex=chance.choice([None, "female"]),
            perpetrator=chance.choice(["police", "army"]),
            origins=chance.choice([1, 2]),
        )
        for _ in range(count)
    ]


def a_day_when(day: date) -> When:
    return When(day.isoformat(), day, day, Precision.DAY)


def a_town(index: int, role: PlaceRole = PlaceRole.AT) -> Place:
    name, admin1, country, country_name = TOWNS[index]
    return Place(
        role, name, admin1, country, country_name, PlacePrecision.TOWN, 40.0, 120.0, f"g{index}"
    )


def an_incident(number: int, about: Facts = Facts(), **more: object) -> Incident:
    """An incident that one claim tells, reviewed."""
    claim, origins = f"claim-{number}", tuple(f"origin-{number}-{i}" for i in range(about.origins))

    def said(value: object) -> tuple[Said, ...]:
        return (Said(value, (claim,), origins),)

    group = AffectedGroup(
        about.people, about.people, True, sex=about.sex, nationality=about.nationality
    )
    incident = Incident(
        id=f"incident-{number}",
        claim_ids=(claim,),
        report_ids=(f"report-{number}",),
        acts=said(about.act),
        whens=said(a_day_when(about.day)),
        wheres=said(a_town(about.town)),
        groups=said(group),
        perpetrators=said(AllegedPerpetrator(about.perpetrator, "CN")),
        origins=origins,
        is_reviewed=True,
    )
    return replace(incident, **more)


def claims_of(incidents: list[Incident], modality: Modality = Modality.ASSERTED) -> list[Claim]:
    return [
        Claim(claim, incident.report_ids[0], ClaimKind.EVENT, incident.acts[0].value, modality)
        for incident in incidents
        for claim in incident.claim_ids
    ]


def accepts(incidents: list[Incident]) -> list[Decision]:
    return [
        Decision(f"d-{c}", (c,), Action.ACCEPT, "R. Viewer", "2024-04-01T10:00:00Z", "read it")
        for incident in incidents
        for c in incident.claim_ids
    ]


def approve(check: str, release: str = "release", by: str = "R. Viewer") -> Decision:
    return Decision(
        f"ok-{check}", (release, check), Action.APPROVE, by, "2024-04-02T10:00:00Z", "looked at it"
    )


def a_centre(place: str, level: str, country: str | None) -> tuple[float, float] | None:
    return (10.0, 20.0) if level != "town" else None


def cleared_from(
    incidents: list[Incident],
    settings: Settings = LIMITS,
    **more: object,
) -> Cleared:
    """What the gate gives for reviewed incidents, with a person's approval of the words check."""
    claims = more.pop("claims", None) or claims_of(incidents)
    decisions = more.pop("decisions", None) or [*accepts(incidents), approve("words")]
    return gate(
        incidents,
        claims,
        decisions,
        documented(incidents, claims).figures,
        settings,
        **{"release_id": "2024-1", "key": KEY, "centre": a_centre} | more,
    )


def measured_from(incidents: list[Incident]) -> Measured:
    return documented(incidents, claims_of(incidents))
