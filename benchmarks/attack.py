"""An intruder with three facts, three releases, their maps and tables, and every redacted report.

Usage: python benchmarks/attack.py [--incidents 300] [--trials 10000] [--k 5] [--seed 1] [--no-text]

The case is invented (attack_case.py). It is released three times: then a tenth of new incidents
come and some are withdrawn, then more come and some are corrected. Each report is also published
on its own, made safe by `redact`. The intruder has the bytes of all three releases and all texts.

In every trial she picks an incident of the case, released or not, and knows facts of it exactly as
they are: any three, or all nine. With these she

1. finds the texts that allow what she knows, takes one, and learns what it still says (with text);
2. finds, in each release, the records that allow what she knows: by the values in incidents.csv
   and map.geojson, and by the point on the map;
3. where she knows that the incident is new, keeps those in cells that grew since each release
   before;
4. takes the release in which fewest are left, and points to one.

Every release is counted again by pycanon before anything is tried.

Printed: how often she points to the right record (more than 1/k ends with exit code 1), how often
the text she took is the right one (no promise is made of that: texts do not pass the gate), for
how many incidents all records that allow all nine facts agree on a sensitive value, and how many
figures say something that the records do not (both must be 0).
"""

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from random import Random

import numpy as np
import pandas as pd
from attack_case import Told, claims_and_accepts, corrected, told
from numpy.typing import NDArray
from pycanon import anonymity

from bearwitness.measure.counts import documented
from bearwitness.model.release import About, Cleared, Guarantee, PublicRecord
from bearwitness.protect.differencing import cells, common_levels, levels_of, released_paths
from bearwitness.protect.gate import gate
from bearwitness.protect.hierarchies import hierarchies
from bearwitness.protect.records import prepared, record_id, released_values
from bearwitness.publish import release_files
from bearwitness.settings import Settings

Mask = NDArray[np.bool_]

KEY = b"the key of this benchmark only.."
ANYTHING = ("*", "unknown")
FIELDS = tuple(tree.field for tree in hierarchies())
PLACE = FIELDS.index("place")


@dataclass(frozen=True, slots=True)
class Seen:
    """A release as its files show it, and which record is which incident, which nobody sees."""

    cleared: Cleared  # read back from the files
    points: tuple[tuple[float, float] | None, ...]
    figures: tuple[dict[str, str], ...]
    owner: tuple[str, ...]


def centre(place: str, _level: str, country: str | None) -> tuple[float, float]:
    """A point for a released place, another for every place."""
    digest = sha256(f"{place}/{country}".encode()).digest()
    return digest[0] / 3, digest[1] / 2


def release(
    case: list[Told], settings: Settings, name: str, earlier: Sequence[Cleared]
) -> tuple[Cleared, Seen]:
    """What the gate lets through, and what its files show."""
    claims, accepts = claims_and_accepts(case)
    incidents = [one.incident for one in case]
    measured = documented(incidents, claims, ("act", "month", "admin1"))
    cleared = gate(
        incidents, claims, accepts, measured.figures, settings,
        release_id=name, key=KEY, centre=centre, earlier=earlier,
        restricted=frozenset({"Kim Invented"}),
    )  # fmt: skip
    files = release_files(cleared, measured, About("Invented", name, "2024-01-01", "0", ()))
    count_again(files["incidents.csv"], max(settings.k, settings.small_cell))
    owner = {record_id(KEY, name, one.incident.id): one.incident.id for one in case}
    return cleared, read(files, owner)


def count_again(table: bytes, k: int) -> None:
    """Ends the attack when pycanon, which is not ours, finds records that fewer than k share."""
    rows = pd.read_csv(io.BytesIO(table), dtype=str, keep_default_na=False)
    smallest = anonymity.k_anonymity(rows, list(FIELDS))
    if smallest < k:
        raise SystemExit(f"a released record is one of {smallest} alike, not of {k}")
    print(f"pycanon: one of {smallest} alike at the least, in {len(rows)} records")


def read(files: dict[str, bytes], owner: dict[str, str]) -> Seen:
    """A release from its bytes alone; `owner` is for the score."""
    rows = list(csv.DictReader(io.StringIO(files["incidents.csv"].decode(), newline="")))
    features = json.loads(files["map.geojson"])["features"]
    points = {
        feature["id"]: tuple(reversed(feature["geometry"]["coordinates"]))
        for feature in features
        if feature["geometry"]
    }
    shown = [{**row, "lat": None, "lon": None} for row in rows]
    for row, feature in zip(shown, features, strict=True):
        mapped = {name: feature["properties"][name] for name in FIELDS}
        if feature["id"] != row["id"] or any(row[name] != mapped[name] for name in FIELDS):
            raise SystemExit("the map and the table say different things of one record")
    levels = tuple(json.loads(files["disclosure.json"])["guarantee"]["levels"].items())
    records = tuple(PublicRecord(**row) for row in shown)
    cleared = Cleared(records, (), Guarantee(0, 0, 0, 0, 0, levels), ())
    figures = csv.DictReader(io.StringIO(files["numbers.csv"].decode(), newline=""))
    return Seen(
        cleared,
        tuple(points.get(record.id) for record in records),
        tuple(figures),
        tuple(owner[record.id] for record in records),
    )


def allowed(shown: str, known: str, field: int) -> bool:
    """Whether a shown value and a known one can be of one incident, either being the coarser."""
    tree = hierarchies()[field]
    if shown in ANYTHING or known in ANYTHING:
        return True
    return shown in tree.path(known) or known in tree.path(shown)


def fits(seen: Seen, facts: Sequence[Sequence[str]]) -> Mask:
    """[incident, record, field]: whether the record allows the fact; the map's point counts too."""
    values = [released_values(record) for record in seen.cleared.records]
    table = np.ones((len(facts), len(values), len(FIELDS)), dtype=np.bool_)
    for f in range(len(FIELDS)):
        known, shown = [row[f] for row in facts], [row[f] for row in values]
        pairs = {(k, s): allowed(s, k, f) for k in set(known) for s in set(shown)}
        table[:, :, f] = [[pairs[k, s] for s in shown] for k in known]
    for r, (record, point) in enumerate(zip(seen.cleared.records, seen.points, strict=True)):
        if point is not None and point != rounded(record):
            raise SystemExit(f"a point on the map is not that of its released place: {r}")
    return table


def rounded(record: PublicRecord) -> tuple[float, float]:
    """The point that the record's own place has."""
    lat, lon = centre(record.place, record.place_level, record.country)
    return round(lat, 4), round(lon, 4)


def grown(new: Seen, old: Seen) -> Mask:
    """Records in cells that hold more than in the earlier release."""
    levels = common_levels(levels_of(new.cleared), levels_of(old.cleared))
    of_new = cells(released_paths(new.cleared), levels)
    before = Counter(cells(released_paths(old.cleared), levels))
    now = Counter(of_new)
    return np.array([now[cell] > before[cell] for cell in of_new], dtype=np.bool_)


def learnt(one: Told, safe: str) -> list[str]:
    """What a redacted report still says of each fact: its value, a coarser one, or unknown."""
    found = []
    for field in FIELDS:
        said = (value for words, value in one.words[field] if words in safe)
        found.append(next(said, "unknown"))
    return found


def redacted(case: Sequence[Told]) -> list[str]:
    """Every report made safe for the public."""
    from bearwitness import redact

    return [redact(one.text, audience="public").text for one in case]


def text_fits(texts: Sequence[Sequence[str]], facts: Sequence[Sequence[str]]) -> Mask:
    """[incident, text, field]: whether the text allows the fact."""
    return np.array(
        [[[allowed(t[f], k[f], f) for f in range(len(FIELDS))] for t in texts] for k in facts]
    )


@dataclass(frozen=True, slots=True)
class Intruder:
    """Everything she has, by incident and record: what allows what, and what grew."""

    facts: list[tuple[str, ...]]
    names: list[str]
    releases: list[Seen]
    by_fact: list[Mask]  # a release each
    growth: list[Mask]
    by_text: Mask | None  # [incident, text, field]
    from_text: list[Mask]  # a release each: [text, record, field]

    def point(self, who: int, known: list[int], is_new: bool, chance: Random) -> tuple[bool, bool]:
        """Whether the record, and whether the text, she points to is the incident's."""
        text, more = self._text(who, known, chance)
        best: tuple[int, int, NDArray[np.int64]] | None = None
        for i in range(len(self.releases)):
            mask = self.by_fact[i][who][:, known].all(axis=1)
            if is_new:
                mask &= self.growth[i]
            if more is not None and (mask & (narrow := more[i])).any():
                mask &= narrow
            left = np.flatnonzero(mask)
            if left.size and (best is None or left.size < best[0]):
                best = left.size, i, left
        if best is None:
            return False, text == who
        chosen = int(chance.choice(best[2].tolist()))
        return self.releases[best[1]].owner[chosen] == self.names[who], text == who

    def _text(
        self, who: int, known: list[int], chance: Random
    ) -> tuple[int | None, list[Mask] | None]:
        if self.by_text is None:
            return None, None
        texts = np.flatnonzero(self.by_text[who][:, known].all(axis=1))
        if not texts.size:
            return None, None
        text = int(chance.choice(texts.tolist()))
        return text, [table[text].all(axis=1) for table in self.from_text]


def agreed(intruder: Intruder) -> int:
    """Incidents of which all records that allow all nine facts show one sensitive value."""
    found = 0
    for i, seen in enumerate(intruder.releases):
        origins = np.array([record.origins for record in seen.cleared.records])
        for who in range(len(intruder.names)):
            shown = set(origins[intruder.by_fact[i][who].all(axis=1)])
            found += len(shown) == 1 and shown != {"*"}
    return found


def figures_beyond(seen: Seen) -> int:
    """Figures that the records of their release do not give."""
    beyond = 0
    for figure in seen.figures:
        cell = {name: figure[name] for name in ("act", "period", "place") if figure[name]}
        count = sum(
            all(
                getattr(record, name) == value
                or (name == "place" and f"{record.place}, {record.country}" == value)
                for name, value in cell.items()
            )
            for record in seen.cleared.records
        )
        beyond += count != int(figure["incidents"])
    return beyond


def grow(case: list[Told], tenth: int, chance: Random) -> list[list[Told]]:
    """The case at each of its three releases."""
    second = [*case[3:], *(told(len(case) + n, chance) for n in range(tenth))]
    changed = [corrected(one, chance) if n % 40 == 0 else one for n, one in enumerate(second)]
    third = [*changed, *(told(len(case) + tenth + n, chance) for n in range(tenth))]
    return [case, second, third]


def prepare(stages: list[list[Told]], settings: Settings, with_text: bool) -> Intruder:
    """Three releases made and read, and what the intruder can work out before any trial."""
    held: list[Cleared] = []
    seen: list[Seen] = []
    for number, case in enumerate(stages):
        cleared, shown = release(case, settings, f"release-{number}", held)
        promise = cleared.guarantee
        print(f"released {promise.records_out} of {promise.records_in}: {dict(promise.levels)}")
        held.append(cleared)
        seen.append(shown)
    last = stages[-1]
    facts = [prepared(one.incident).values for one in last]
    texts = (
        [learnt(o, safe) for o, safe in zip(last, redacted(last), strict=True)] if with_text else []
    )
    growth = [
        np.logical_or.reduce([grown(new, old) for old in seen[:i]])
        if i
        else np.zeros(len(new.owner), dtype=np.bool_)
        for i, new in enumerate(seen)
    ]
    return Intruder(
        facts,
        [one.incident.id for one in last],
        seen,
        [fits(one, facts) for one in seen],
        growth,
        text_fits(texts, facts) if texts else None,
        [fits(one, texts) for one in seen] if texts else [],
    )


def main() -> None:
    """Prints a line for each intruder, and fails when one finds more than 1/k."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=300)
    parser.add_argument("--trials", type=int, default=10_000)
    parser.add_argument("--k", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-text", action="store_true", help="without the redacted reports")
    given = parser.parse_args()
    chance = Random(given.seed)
    case = [told(n, chance) for n in range(given.incidents)]
    stages = grow(case, given.incidents // 10, chance)
    settings = Settings(k=given.k, small_cell=given.k)
    intruder = prepare(stages, settings, not given.no_text)
    before = {one.incident.id for one in stages[0]}
    shown = {name for seen in intruder.releases for name in seen.owner}
    everyone = list(range(len(intruder.names)))
    among = {
        "": everyone,
        ", and that its record was released": [i for i in everyone if intruder.names[i] in shown],
        ", and that it is new": [i for i in everyone if intruder.names[i] not in before],
    }
    failed = False
    for count in (3, 9):
        for words, targets in among.items():
            hits = np.zeros(2, dtype=np.int64)
            for _ in range(given.trials):
                who = chance.choice(targets)
                known = chance.sample(range(len(FIELDS)), count)
                hits += intruder.point(who, known, "new" in words, chance)
            record, text = hits / given.trials
            failed |= record > 1 / given.k
            print(
                f"knows {count} facts{words}: record {record:.4f}, text {text:.4f} "
                f"(1/k is {1 / given.k:.4f})"
            )
    beyond = sum(map(figures_beyond, intruder.releases))
    told_all = agreed(intruder)
    print(f"sensitive values learnt: {told_all}; figures beyond the records: {beyond}")
    sys.exit(failed or bool(beyond) or bool(told_all))


if __name__ == "__main__":
    main()
