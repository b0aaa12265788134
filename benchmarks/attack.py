"""An intruder who knows facts of an incident tries to find its record in the release.

Usage: python benchmarks/attack.py [--incidents 300] [--trials 10000] [--k 5] [--seed 1]

Incidents are invented. In every trial the intruder picks an incident of the case, released or not,
and knows facts of it exactly as they are: any three, or all nine (act, day, town, number of people,
sex, age, nationality, status, perpetrator). Every record whose values allow these facts is a
candidate ("unknown" and "*" allow anything) and one is guessed. The tables and the map add nothing:
each figure is a count of the records, and each point is that of the record's own place.

Prints the share of right guesses; more than 1/k ends with exit code 1. The second figure is of an
intruder who has an earlier release too and looks only where the count grew.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind
from bearwitness.model.dates import Precision, When
from bearwitness.model.incident import Incident, Said
from bearwitness.model.judgement import Action, Decision
from bearwitness.model.places import Place, PlacePrecision, PlaceRole
from bearwitness.model.release import Cleared
from bearwitness.protect.differencing import cells, common_levels, levels_of, released_paths
from bearwitness.protect.gate import gate
from bearwitness.protect.hierarchies import hierarchies
from bearwitness.protect.records import prepared, record_id, released_values
from bearwitness.settings import Settings

T = TypeVar("T")

KEY = b"the key of this benchmark only.."
ANYTHING = ("*", "unknown")
ACTS = ("arrest", "detention", "raid", "forced return", "interrogation", "death in custody")
TOWNS = tuple(
    (f"Town {d}{n}", f"Division {d}", country)
    for country, divisions in (("CN", "ABCD"), ("TH", "EF"), ("KP", "GH"))
    for d in divisions
    for n in range(4)
)


def invented(number: int, chance: Random) -> Incident:
    """One incident; common acts, places and months are more common than others."""
    day = date(2022, 1, 1) + timedelta(days=int(chance.triangular(0, 729, 600)))
    town, division, country = TOWNS[int(chance.triangular(0, len(TOWNS), 0))]
    place = Place(
        PlaceRole.AT, town, division, country, country, PlacePrecision.TOWN, 0, 0, f"g-{town}"
    )
    people = chance.choice((1, 1, 1, 2, 3, 5, 12, 40, 150))
    group = AffectedGroup(
        people,
        people,
        True,
        sex=chance.choice((None, "female", "female", "male")),
        age=chance.choice((None, None, "20-29", "30-39")),
        nationality=chance.choice(("KP", "KP", "KP", "MM", None)),
        status=chance.choice(((), ("refugee",), ("undocumented",))),
    )
    perpetrator = AllegedPerpetrator(chance.choice(("police", "police", "border guard", "army")))
    origins = tuple(f"o{number}-{i}" for i in range(chance.choice((1, 1, 2))))

    def said(value: T) -> tuple[Said[T], ...]:
        return (Said(value, (f"claim-{number}",), origins),)

    return Incident(
        f"incident-{number}",
        (f"claim-{number}",),
        (f"report-{number}",),
        said(ACTS[int(chance.triangular(0, len(ACTS), 0))]),
        said(When(day.isoformat(), day, day, Precision.DAY)),
        said(place),
        said(group),
        said(perpetrator),
        origins=origins,
        is_reviewed=True,
    )


def released(
    incidents: Sequence[Incident], settings: Settings, name: str, earlier: Sequence[Cleared] = ()
) -> Cleared:
    """What the gate lets through."""
    ids = [claim for incident in incidents for claim in incident.claim_ids]
    return gate(
        incidents,
        [Claim(i, "report", ClaimKind.EVENT, "arrest") for i in ids],
        [Decision(f"d-{i}", (i,), Action.ACCEPT, "R. Viewer", "2024-01-01") for i in ids],
        (),
        settings,
        release_id=name,
        key=KEY,
        centre=lambda _place, _level, _country: None,
        earlier=earlier,
        restricted=frozenset({"Kim Invented"}),
    )


def allows(record: Sequence[str], facts: Sequence[str], known: Sequence[int]) -> bool:
    """Whether a released record can be the incident that the intruder has in mind."""
    trees = hierarchies()
    return all(
        record[i] in ANYTHING or facts[i] in ANYTHING or record[i] in trees[i].path(facts[i])
        for i in known
    )


def share_found(
    cleared: Cleared,
    among: Sequence[Incident],
    name: str,
    facts_known: int,
    trials: int,
    chance: Random,
    grown: frozenset[str] | None = None,
) -> float:
    """The share of guesses that hit; `grown` limits the guess to these record ids."""
    values = {record.id: released_values(record) for record in cleared.records}
    facts = [(record_id(KEY, name, i.id), prepared(i).values) for i in among]
    hits = 0
    for _ in range(trials):
        target, known_values = chance.choice(facts)
        known = chance.sample(range(len(known_values)), facts_known)
        candidates = [
            r
            for r, v in values.items()
            if (grown is None or r in grown) and allows(v, known_values, known)
        ]
        hits += bool(candidates) and chance.choice(candidates) == target
    return hits / trials


def where_it_grew(new: Cleared, old: Cleared) -> frozenset[str]:
    """Records in combinations that hold more than in the earlier release."""
    levels = common_levels(levels_of(new), levels_of(old))
    of_new = cells(released_paths(new), levels)
    before, now = Counter(cells(released_paths(old), levels)), Counter(of_new)
    return frozenset(
        record.id
        for record, cell in zip(new.records, of_new, strict=True)
        if now[cell] > before[cell]
    )


def main() -> None:
    """Prints four figures and fails when one is above 1/k."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=300)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--k", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = Random(given.seed)
    settings = Settings(k=given.k, small_cell=given.k)
    incidents = [invented(n, chance) for n in range(given.incidents)]
    first = released(incidents, settings, "first")
    promise = first.guarantee
    print(f"released {promise.records_out} of {promise.records_in}: {dict(promise.levels)}")
    figures = {
        "three facts": share_found(first, incidents, "first", 3, given.trials, chance),
        "all nine facts": share_found(first, incidents, "first", 9, given.trials, chance),
    }
    more = [invented(given.incidents + n, chance) for n in range(given.incidents // 10)]
    second = released([*incidents, *more], settings, "second", [first])
    grown = where_it_grew(second, first)
    for count, words in ((3, "three facts"), (9, "all nine facts")):
        figures[f"{words}, new since the release before"] = share_found(
            second, more, "second", count, given.trials, chance, grown
        )
    for words, share in figures.items():
        print(f"{words}: {share:.4f} found of {given.trials} (1/k is {1 / given.k:.4f})")
    sys.exit(any(share > 1 / given.k for share in figures.values()))


if __name__ == "__main__":
    main()
