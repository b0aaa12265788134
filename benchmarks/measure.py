"""How long measuring takes: a case of many incidents, and the latent-class sampler.

Usage: python benchmarks/measure.py [INCIDENTS] [KOSOVO.csv]

Makes a seeded case of INCIDENTS (100,000) invented incidents with two claims each on average and
prints the seconds for each part of its numbers and for the page; then, with a table of lists,
the seconds, effective draws and R-hat of 10,000 draws of the latent-class posterior. One line of
JSON a part. Times are of one process; compare them in one run only.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bearwitness.measure.case_numbers import case_numbers
from bearwitness.measure.counts import documented
from bearwitness.measure.overtime.coverage import coverage
from bearwitness.measure.overtime.lag import nowcast, triangle
from bearwitness.measure.overtime.trends import trend
from bearwitness.measure.report import report_page
from bearwitness.measure.undercount.case_lists import case_overlaps
from bearwitness.measure.undercount.latent_class import latent_class
from bearwitness.measure.undercount.summary import undercount
from bearwitness.model.claim import AffectedGroup, Claim, ClaimKind
from bearwitness.model.dates import Precision, When
from bearwitness.model.incident import Incident, Said
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.report import Header

ACTS = ("arrest", "raid", "detention", "forced return", "ill-treatment")
FIRST = date(2018, 1, 1)
DAYS = 6 * 365


def made_case(size: int) -> tuple[list[Incident], list[Claim], dict[str, Header], dict[str, str]]:
    """Incidents over six years, 40 outlets, 60 provinces; the same for the same size."""
    chance = random.Random(7)
    incidents: list[Incident] = []
    claims: list[Claim] = []
    headers: dict[str, Header] = {}
    for n in range(size):
        day = FIRST + timedelta(days=int(DAYS * chance.random() ** 0.7))
        place = _place(chance.randrange(60))
        outlets = chance.sample(range(40), chance.choice((1, 1, 2, 2, 4)))
        names = []
        for outlet in outlets:
            report, claim = f"report-{n}-{outlet}", f"claim-{n}-{outlet}"
            late = int(chance.expovariate(1 / 25))
            headers[report] = Header(
                report, outlet=f"Outlet {outlet}", published=day + timedelta(late)
            )
            claims.append(
                Claim(claim, report, ClaimKind.EVENT, chance.choice(ACTS), where=(place,))
            )
            names.append(claim)
        incidents.append(_incident(n, tuple(names), day, place, chance))
    return incidents, claims, headers, {claim.id: claim.id for claim in claims}


def _place(number: int) -> Place:
    return Place(
        PlaceRole.AT, f"Town {number}", f"Province {number}", f"{chr(65 + number % 8)}A", None,
        PlacePrecision.TOWN, 40.0, 120.0, f"g{number}",
    )  # fmt: skip


def _incident(
    number: int, claims: tuple[str, ...], day: date, place: Place, chance: random.Random
) -> Incident:
    people = chance.choice((1, 1, 2, 3, 12))
    when = When(day.isoformat(), day, day, Precision.DAY)
    group = AffectedGroup(people, people, True, sex=chance.choice((None, "female", "male")))

    def said(value: Any) -> tuple[Said[Any], ...]:
        return (Said(value, claims, claims),)

    return Incident(
        f"incident-{number}", claims, tuple(c.replace("claim", "report") for c in claims),
        said(chance.choice(ACTS)), said(when), said(place), said(group), origins=claims,
        is_reviewed=True,
    )  # fmt: skip


def timed(name: str, run: Callable[[], Any], **more: Any) -> Any:
    """Runs it, prints its seconds, gives its result."""
    start = time.perf_counter()
    result = run()
    print(json.dumps({"part": name, "seconds": round(time.perf_counter() - start, 2), **more}))
    return result


def case_parts(size: int) -> None:
    """Each part of a case's numbers, then all of them with the page."""
    incidents, claims, headers, origins = timed("made", lambda: made_case(size), incidents=size)
    timed("counts", lambda: documented(incidents, claims))
    seen = timed("coverage", lambda: coverage(claims, headers))
    timed("trend", lambda: trend(incidents, claims, headers, seen))
    timed("nowcast", lambda: nowcast(triangle(incidents, claims, headers)))
    overlaps = timed("lists", lambda: case_overlaps(incidents, claims, headers, origins))
    timed("every estimate", lambda: undercount(overlaps))
    numbers = timed("all numbers", lambda: case_numbers(incidents, claims, headers, origins))
    timed("page", lambda: report_page(numbers, "An invented case", "benchmark"))


def sampler(path: Path) -> None:
    """10,000 draws of the latent-class posterior on a table of lists."""
    from bearwitness.cli.estimate import read_overlaps

    overlaps = read_overlaps(path, None)
    made = timed("latent class", lambda: latent_class(overlaps, 10_000, 0, 0.95))
    said = {name: round(value, 3) for name, value in made.diagnostics}
    print(json.dumps({"estimate": made.estimate, "low": made.low, "high": made.high, **said}))


if __name__ == "__main__":
    case_parts(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    if len(sys.argv) > 2:
        sampler(Path(sys.argv[2]))
