"""How fast and how well claims are linked at scale, on made-up records with known truth.

    python benchmarks/linking.py [--claims 10000 100000] [--alone] [--seed 7]

One report a claim, 2.2 claims an incident on average. Of each claim some fields are missing, coarse
or off: no date (20 %), only the month (25 %), a day late (8 %); no place (15 %), only the province
(25 %); another act of the family (20 %); a number nearby (25 %). Each incident has twelve words, of
which a report uses six in ten among others; `--alone` leaves words and places of reports away, so
that claims are compared by themselves. Prints one line of JSON a size: seconds, peak memory,
candidates a claim and the share of true pairs among them, and pairwise precision, recall and F1.
"""

import argparse
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from bearwitness.linking import as_sides, link
from bearwitness.linking.block import pairs
from bearwitness.linking.neighbours import neighbours
from bearwitness.linking.reports import about, rarity
from bearwitness.model.claim import AffectedGroup, AllegedPerpetrator, Claim, ClaimKind
from bearwitness.model.dates import Precision, When
from bearwitness.model.places import Place, PlaceMention, PlacePrecision, PlaceRole
from bearwitness.model.reading import Reading
from bearwitness.model.report import Header
from bearwitness.model.span import Evidence
from bearwitness.reference.gazetteer import Entry, gazetteer
from bearwitness.reference.vocabulary import load_yaml, vocabulary

ACTS = ("arrest", "detention", "raid", "round-up", "killing", "forced return", "torture", "charge")
COUNTRIES = {"CN", "MM", "TR", "TH", "RU", "IR"}
TOWNS = 600
FIRST = date(2018, 1, 1)
YEARS = 6
WORDS = [word for words in load_yaml("ordinary")["shares"].values() for word in words]
MADE_UP = [f"rare{n}" for n in range(6_000)]  # stand for words the table does not list


def towns(chance: random.Random) -> list[Entry]:
    """Real towns of a few countries."""
    known = gazetteer()
    rows = (known.row(chance.randrange(len(known))) for _ in range(TOWNS * 400))
    fit = (e for e in rows if e.precision is PlacePrecision.TOWN and e.country in COUNTRIES)
    return [entry for entry in fit if entry.admin1][:TOWNS]


class Maker:
    """Incidents and the reports of them, the same for one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.towns = towns(self.chance)
        codes = vocabulary("acts")
        self.family = {
            code.code: [c.code for c in codes if c.family == code.family] for code in codes
        }
        self.acts = [act for act in ACTS if act in codes]

    def readings(self, count: int) -> tuple[list[Reading], dict[str, int]]:
        """`count` reports of one claim each, and the incident of each claim."""
        made: list[Reading] = []
        truth: dict[str, int] = {}
        incident = 0
        while len(made) < count:
            incident += 1
            base = self.incident()
            for _ in range(min(count - len(made), 1 + int(self.chance.expovariate(1 / 1.2)))):
                reading = self.report(len(made), *base)
                truth[reading.claims[0].id] = incident
                made.append(reading)
        return made, truth

    def incident(self) -> tuple[str, date, Entry, int, list[str]]:
        """Act, day, town, how many people, and the words its reports may use."""
        day = FIRST + timedelta(days=self.chance.randrange(365 * YEARS))
        people = 1 + int(self.chance.expovariate(1 / 4))
        words = [*self.chance.sample(WORDS, 8), *self.chance.sample(MADE_UP, 4)]
        return self.chance.choice(self.acts), day, self.chance.choice(self.towns), people, words

    def report(
        self, n: int, act: str, day: date, town: Entry, people: int, words: list[str]
    ) -> Reading:
        """One report of an incident, with its mistakes."""
        draw = self.chance.random
        published = day + timedelta(days=1 + int(self.chance.expovariate(1 / 6)))
        act = self.chance.choice(self.family[act]) if draw() < 0.2 else act
        people = max(1, people + self.chance.choice((-2, -1, 1, 3))) if draw() < 0.25 else people
        where, seen = self.place(town)
        header = Header(f"report-{n:07}", outlet=f"Outlet {n % 97}", published=published)
        claim = Claim(
            f"claim-{n:07}", header.id, ClaimKind.EVENT, act,
            when=self.date(day), where=where, affected=AffectedGroup(people, people, True),
            alleged_perpetrators=(AllegedPerpetrator("police", town.country),),
            evidence=(Evidence("act", 0, 1, "x", "", ""),),
        )  # fmt: skip
        own = {w for w in words if draw() < 0.6} | set(self.chance.sample(WORDS, 20))
        return Reading(header, claim.id, (claim,), places=seen, words=tuple(sorted(own)))

    def date(self, day: date) -> When | None:
        """The day as a report gives it: not at all, by its month, a day late, or right."""
        draw = self.chance.random()
        if draw < 0.20:
            return None
        if draw < 0.45:
            first = day.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return When(f"{day:%Y-%m}", first, last, Precision.MONTH)
        day += timedelta(days=draw > 0.92)
        return When(str(day), day, day, Precision.DAY)

    def place(self, town: Entry) -> tuple[tuple[Place, ...], tuple[PlaceMention, ...]]:
        """The place as a report gives it: not at all, by its province, or the town."""
        draw = self.chance.random()
        if draw < 0.15:
            return (), ()
        fine = draw > 0.40
        mention = PlaceMention(
            0, 1, "x", town.name if fine else town.admin1 or "", town.admin1, town.country,
            town.country_name, PlacePrecision.TOWN if fine else PlacePrecision.ADMIN1,
            town.lat, town.lon, town.id if fine else f"province-{town.admin1}",
        )  # fmt: skip
        return (mention.place(PlaceRole.AT),), (mention,)


def score(groups: Iterable[Iterable[str]], truth: dict[str, int]) -> dict[str, float]:
    """Pairwise precision, recall and F1."""
    held = [Counter(truth[claim] for claim in group) for group in groups]
    right = sum(n * (n - 1) // 2 for group in held for n in group.values())
    given = sum(n * (n - 1) // 2 for n in (sum(group.values()) for group in held))
    true = sum(n * (n - 1) // 2 for n in Counter(truth.values()).values())
    precision, recall = right / max(1, given), right / max(1, true)
    f1 = 2 * right / max(1, given + true)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def blocking(readings: list[Reading], truth: dict[str, int]) -> dict[str, float]:
    """Candidates a claim, and the share of true pairs among them, both routes together."""
    headers = {reading.report.id: reading.report for reading in readings}
    sides = as_sides((claim for one in readings for claim in one.claims), headers, {})
    found = {(a.claim.id, b.claim.id) for a, b in pairs(sides)}
    held = [about(one) for one in readings]
    if any(one.words for one in held):
        met = neighbours(held, rarity(held))
        found |= {(a.main, b.main) if (a.main or "") < (b.main or "") else (b.main, a.main)
                  for a, b in met}  # fmt: skip
    by_incident: defaultdict[int, list[str]] = defaultdict(list)
    for claim, incident in sorted(truth.items()):
        by_incident[incident].append(claim)
    true = [pair for members in by_incident.values() for pair in combinations(members, 2)]
    return {
        "candidates_a_claim": round(2 * len(found) / len(readings), 1),
        "true_pairs_met": round(sum(pair in found for pair in true) / max(1, len(true)), 4),
    }


def main() -> None:
    """Prints a line a size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    for count in args.claims:
        readings, truth = Maker(args.seed).readings(count)
        if args.alone:
            readings = [replace(one, words=(), places=(), primary=None) for one in readings]
        start = time.perf_counter()
        incidents = link(
            (claim for one in readings for claim in one.claims),
            headers={one.report.id: one.report for one in readings},
            readings=readings,
        )
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            json.dumps(
                {
                    "claims": count,
                    "seconds": round(seconds, 1),
                    "peak_mb": peak,
                    **score((one.claim_ids for one in incidents), truth),
                    **blocking(readings, truth),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
