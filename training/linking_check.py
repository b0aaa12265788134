"""What linking does to labelled reports: how sure it is, what decided, and where it errs.

    python training/linking_check.py READINGS.jsonl LABELS.jsonl

READINGS: one reading a line as `bearwitness read --json` prints it; LABELS: one {"report",
"incident"} a line. Prints, for pairs of reports worth comparing, how often those said to be one at
each probability are one; for pairs brought together, which feature weighed most, and without which
they would have stayed apart; and the pairs missed and wrong by kind.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from bearwitness.linking.alike import alike
from bearwitness.linking.neighbours import neighbours
from bearwitness.linking.reports import About, Rarity, about, rarity
from bearwitness.linking.score_v1 import Reason
from bearwitness.linking.score_v4 import JOINED, PRIOR, closeness, report_reasons, report_score
from bearwitness.linking.stories import Stories, stories
from bearwitness.model.reading import Reading

THRESHOLD = 0.5
BANDS = (0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.01)
Labels = dict[str, str]


def main() -> None:
    """Reads the two files and prints the tables."""
    readings, labels = sys.argv[1:]
    told = {row["report"]: row["incident"] for row in rows(labels)}
    held = {one.report.id: one for one in map(Reading.from_dict, rows(readings))}
    abouts = [about(one) for one in held.values()]
    rare = rarity(abouts)
    with_main = [one for one in abouts if one.main]
    met = {ids(p): p for p in chain(neighbours(with_main, rare), alike(with_main, rare))}
    calibration(met.values(), told, rare)
    claims = [claim for one in held.values() for claim in one.claims]
    made = stories(held.values(), claims, frozenset(), frozenset(), THRESHOLD)
    decided(abouts, made, rare)
    mistakes(abouts, made, told, rare, met.keys())


def rows(path: str) -> Iterable[Any]:
    with Path(path).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def ids(pair: tuple[About, About]) -> tuple[str, str]:
    a, b = sorted(one.report_id for one in pair)
    return a, b


def calibration(pairs: Iterable[tuple[About, About]], told: Labels, rare: Rarity) -> None:
    """Said and found, by band."""
    count: Counter[float] = Counter()
    said = dict.fromkeys(BANDS, 0.0)
    same: Counter[float] = Counter()
    for a, b in pairs:
        chance = report_score(a, b, rare)
        band = next(most for most in BANDS if chance < most)
        count[band] += 1
        said[band] += chance
        same[band] += told[a.report_id] == told[b.report_id]
    print("probability under | pairs | said | found")
    for band in BANDS:
        n = count[band] or 1
        print(f"{band:17.2f} | {count[band]:5} | {said[band] / n:.3f} | {same[band] / n:.3f}")


def decided(abouts: Iterable[About], made: Stories, rare: Rarity) -> None:
    """For pairs of one story, what weighed most and what was needed."""
    most: Counter[str] = Counter()
    needed: Counter[str] = Counter()
    groups: dict[str, list[About]] = {}
    for one in abouts:
        if one.report_id in made.story:
            groups.setdefault(made.story[one.report_id], []).append(one)
    pairs = [pair for group in groups.values() for pair in combinations(group, 2)]
    for a, b in pairs:
        reasons = report_reasons(a, b, rare)
        most[max(reasons, key=lambda reason: reason.weight).feature] += 1
        needed.update(reason.feature for reason in reasons if was_needed(reason, reasons))
    print(f"\n{len(pairs)} pairs brought together: feature | weighed most | needed")
    for feature in sorted({*most, *needed}, key=lambda name: (-most[name], name)):
        print(f"{feature:12} | {most[feature]:5} | {needed[feature]:5}")


def was_needed(one: Reason, reasons: Iterable[Reason]) -> bool:
    """Whether a pair is close enough with a reason, and not without it."""
    odds = PRIOR + sum(reason.weight for reason in reasons)
    least = JOINED * THRESHOLD
    return closeness(odds) >= least > closeness(odds - one.weight)


def mistakes(
    abouts: Iterable[About], made: Stories, told: Labels, rare: Rarity, met: Iterable[object]
) -> None:
    """Pairs of one incident kept apart, and of two brought together, by what speaks most."""
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    known = set(met)
    for a, b in combinations(abouts, 2):
        is_same = told[a.report_id] == told[b.report_id]
        is_joined = made.one_story(a.report_id, b.report_id) is True
        if is_same == is_joined or a.report_id == b.report_id:
            continue
        reasons = report_reasons(a, b, rare)
        if is_joined:
            strongest = max(reasons, key=lambda reason: reason.weight)
            wrong[f"{strongest.feature}: {strongest.level}"] += 1
        elif not a.main or not b.main:
            missed["a report without a main claim"] += 1
        elif ids((a, b)) not in known:
            where = "a town in common" if a.towns & b.towns else "no town in common"
            missed[f"never compared, {where}"] += 1
        else:
            weakest = min(reasons, key=lambda reason: reason.weight)
            missed[f"{weakest.feature}: {weakest.level}"] += 1
    for name, counts in (("missed", missed), ("wrong", wrong)):
        print(f"\n{counts.total()} {name}")
        for kind, n in counts.most_common(12):
            print(f"{n:5} {kind}")


if __name__ == "__main__":
    main()
