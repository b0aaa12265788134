"""Which reports are mainly about one occurrence.

Reports that share a key (neighbours.py) or are most alike in words (alike.py) are scored
(score_v3.py) and grouped by average linkage, in which a pair that was never compared counts as no
match. People's decisions about two main claims
hold here too: "not the same" keeps their reports apart, "unsure" takes the machine's edge away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..model.claim import Claim
from ..model.reading import Reading
from .alike import likest
from .cluster import Pair, among, clustered
from .holdings import weighed_words
from .many import Floats, Ints
from .meeting import distinct
from .neighbours import neighbouring
from .reports import About, about
from .score_v3 import JOINED, closeness
from .scored_reports import report_odds


@dataclass(frozen=True, slots=True)
class Stories:
    """The story of every report with a main claim, and the pairs of main claims of one story."""

    story: Mapping[str, str]  # by report id, the smallest id of a main claim in the story
    main_pairs: Mapping[Pair, float]

    def one_story(self, a: str, b: str) -> bool | None:
        """Whether two reports tell one story; None where that says nothing."""
        x, y = self.story.get(a), self.story.get(b)
        return None if a == b or x is None or y is None else x == y


def stories(
    readings: Iterable[Reading],
    claims: Iterable[Claim],
    apart: frozenset[Pair],
    unsure: frozenset[Pair],
    threshold: float,
) -> Stories:
    """The stories that reports tell; a reading without a main claim tells none."""
    of_report: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_report[claim.report_id].append(claim)
    reports = [about(one, of_report[one.report.id]) for one in readings]
    return stories_of(reports, apart, unsure, threshold)


def stories_of(
    reports: Sequence[About], apart: frozenset[Pair], unsure: frozenset[Pair], threshold: float
) -> Stories:
    """As `stories`, from what each report is about."""
    mains = {report.main: report.report_id for report in reports if report.main}
    names = sorted(mains)
    first, second, close = closest([report for report in reports if report.main], unsure)
    spot = {name: n for n, name in enumerate(names)}
    barred = [(spot[a], spot[b]) for a, b in sorted(apart) if a in spot and b in spot]
    made = clustered(len(names), first, second, close, JOINED * threshold, (), barred)
    groups = [[names[n] for n in group] for group in made]
    return Stories(
        {mains[main]: group[0] for group in groups for main in group},
        {pair: 1.0 for group in groups for pair in combinations(group, 2) if pair not in unsure},
    )


def closest(reports: Sequence[About], unsure: frozenset[Pair]) -> tuple[Ints, Ints, Floats]:
    """Pairs of main claims worth comparing and how close their reports are; none `unsure`.

    Pairs are of positions among the main claims, the smaller first, sorted.
    """
    reports = sorted(reports, key=lambda report: report.report_id)
    rare, words = weighed_words(reports)
    met = [neighbouring(reports, words), likest(reports, words)]
    first, second = distinct(met, len(reports))
    odds, where = np.unique(report_odds(reports, words, rare, first, second), return_inverse=True)
    close = np.array([closeness(one) for one in odds.tolist()])[where]
    spot = {name: n for n, name in enumerate(sorted(one.main or "" for one in reports))}
    place = np.array([spot[one.main or ""] for one in reports], np.int64)
    a, b = np.minimum(place[first], place[second]), np.maximum(place[first], place[second])
    known = [(spot[x], spot[y]) for x, y in unsure if x in spot and y in spot]
    kept = np.lexsort((b, a))
    kept = kept[~among(a[kept], b[kept], known, len(reports))]
    return a[kept], b[kept], close[kept]
