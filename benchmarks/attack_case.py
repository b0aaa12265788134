"""An invented case for the attack: incidents, the reports that tell them, and how it grows.

Everything is drawn from a seed. Places are real towns, events and people are not.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind
from bearwitness.model.dates import Precision, When
from bearwitness.model.incident import Incident, Said
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.protect.hierarchies import quarter

T = TypeVar("T")

ACTS = {
    "arrest": "arrested",
    "detention": "detained",
    "raid": "raided the rooms of",
    "forced return": "sent back",
    "interrogation": "interrogated",
    "killing": "killed",
}
TOWNS = tuple(
    (town, division, country, country_name)
    for country, country_name, division, towns in (
        ("CN", "China", "Jilin", ("Yanji", "Tumen", "Hunchun", "Helong")),
        ("CN", "China", "Liaoning", ("Dandong", "Shenyang", "Dalian", "Fushun")),
        ("CN", "China", "Yunnan", ("Kunming", "Jinghong", "Mengla", "Ruili")),
        ("TH", "Thailand", "Chiang Rai", ("Mae Sai", "Chiang Saen", "Chiang Khong", "Phan")),
        ("TH", "Thailand", "Nong Khai", ("Nong Khai", "Si Chiang Mai", "Phon Phisai", "Tha Bo")),
        ("KP", "North Korea", "Hamgyong", ("Hoeryong", "Musan", "Onsong", "Chongjin")),
    )
    for town in towns
)
NUMBERS = {1: "one", 2: "two", 3: "three", 5: "five", 12: "twelve", 40: "forty", 150: "150"}
SEXES = {None: "people", "female": "women", "male": "men"}
AGES = {None: "", "20-29": " in their twenties", "30-39": " in their thirties"}
NATIONS = {None: "", "KP": " from North Korea", "MM": " from Myanmar"}
STATUSES = {(): "", ("refugee",): ", refugees", ("undocumented",): ", without papers"}
QUARTERS = ("first", "second", "third", "fourth")
PERPETRATORS = {"police": "Police", "border guard": "Border guards", "army": "Soldiers"}


@dataclass(frozen=True, slots=True)
class Told:
    """An incident, the report that tells it, and the words in which each fact stands there.

    `words[field]` are the words for the fact, from the exact to the coarse, beside the value that
    who reads them learns.
    """

    incident: Incident
    text: str
    words: dict[str, tuple[tuple[str, str], ...]]


def told(number: int, chance: Random) -> Told:
    """One incident; common acts, places and months are more common than others."""
    day = date(2022, 1, 1) + timedelta(days=int(chance.triangular(0, 729, 600)))
    town, division, country, country_name = TOWNS[int(chance.triangular(0, len(TOWNS), 0))]
    people = chance.choice((1, 1, 1, 2, 3, 5, 12, 40, 150))
    sex = chance.choice((None, "female", "female", "male"))
    age = chance.choice((None, None, "20-29", "30-39"))
    nation = chance.choice(("KP", "KP", "KP", "MM", None))
    status = chance.choice(tuple(STATUSES))
    kind = chance.choice(("police", "police", "border guard", "army"))
    act = tuple(ACTS)[int(chance.triangular(0, len(ACTS), 0))]
    origins = tuple(f"o{number}-{i}" for i in range(chance.choice((1, 1, 2))))

    def said(value: T) -> tuple[Said[T], ...]:
        return (Said(value, (f"claim-{number}",), origins),)

    group = AffectedGroup(people, people, True, sex=sex, age=age, nationality=nation, status=status)
    place = Place(
        PlaceRole.AT, town, division, country, country_name, PlacePrecision.TOWN, 0, 0, f"g-{town}"
    )
    incident = Incident(
        f"incident-{number}",
        (f"claim-{number}",),
        (f"report-{number}",),
        said(act),
        said(When(day.isoformat(), day, day, Precision.DAY)),
        said(place),
        said(group),
        said(AllegedPerpetrator(kind)),
        origins=origins,
        is_reviewed=True,
    )
    when = f"{day.day} {day:%B %Y}"
    text = (
        f"{PERPETRATORS[kind]} in {town}, {division}, {country_name}, {ACTS[act]} "
        f"{NUMBERS[people]} {SEXES[sex]}{AGES[age]}{NATIONS[nation]}{STATUSES[status]} on {when}, "
        "a neighbour said."
    )
    path = [country, f"{country}\x1f{division}", f"{country}\x1f{division}\x1f{town}"]
    words = {
        "act": ((ACTS[act], act),),
        "period": (
            (f"{day:%B %Y}", f"{day:%Y-%m}"),
            (f"{QUARTERS[(day.month - 1) // 3]} quarter of {day:%Y}", quarter(day.year, day.month)),
            (f"{day:%Y}", f"{day:%Y}"),
        ),
        "place": ((town, path[2]), (division, path[1]), (country_name, path[0])),
        "people": ((f" {NUMBERS[people]} ", band_of(people)),),
        "sex": ((SEXES[sex], sex or "unknown"),),
        "age": ((AGES[age] or "\0", age or "unknown"),),
        "nationality": ((NATIONS[nation] or "\0", nation or "unknown"),),
        "status": ((STATUSES[status] or "\0", status[0] if status else "unknown"),),
        "perpetrator": ((PERPETRATORS[kind], kind),),
    }
    return Told(incident, text, words)


def band_of(people: int) -> str:
    """The band of a number of people, as releases have it."""
    return "1" if people == 1 else "2-9" if people < 10 else "10-99" if people < 100 else "100+"


def corrected(one: Told, chance: Random) -> Told:
    """The same incident after a reviewer corrected what was done."""
    (said,) = one.incident.acts
    other = chance.choice([act for act in ACTS if act != said.value])
    incident = replace(one.incident, acts=(replace(said, value=other),))
    return replace(one, incident=incident)


def claims_and_accepts(case: list[Told]) -> tuple[list[Claim], list[Decision]]:
    """Every incident's claim, accepted by a reviewer."""
    ids = [claim for one in case for claim in one.incident.claim_ids]
    claims = [Claim(i, "report", ClaimKind.EVENT, "arrest") for i in ids]
    accepts = [Decision(f"d-{i}", (i,), Action.ACCEPT, "R. Viewer", "2024-01-01") for i in ids]
    return claims, accepts
