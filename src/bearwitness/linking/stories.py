"""Which reports are mainly about one occurrence.

Reports that share a key (neighbours.py) or are most alike in words (alike.py) are scored
(score_v4.py); so are all pairs of reports that a chain of likely pairs joins. They are grouped by
average linkage, in which a pair that was never compared counts as no match. People's decisions
about two main claims hold here too: "not the same" keeps their reports apart, "unsure" takes the
machine's edge away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ..model.claim import Claim
from ..model.reading import Reading
from .alike import likest
from .cluster import Pair, among, clustered
from .holdings import weighed_words
from .many import Floats, Ints
from .meeting import distinct, meetings
from .neighbours import neighbouring
from .reports import About, about
from .score_v4 import JOINED, closeness
from .scored_reports import report_odds

LIKELY = 0.5  # closeness from which a chain of pairs makes reports worth comparing each with each
TOGETHER = 150  # reports that one chain may join; beyond it the chain says too little


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
    spot = {report.main: n for n, report in enumerate(reports)}
    known = [(spot[x], spot[y]) for x, y in unsure if x in spot and y in spot]
    barred = [(min(pair), max(pair)) for pair in known]

    def close_of(pieces: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints, Floats]:
        first, second = distinct(pieces, len(reports))
        kept = ~among(first, second, barred, len(reports))
        first, second = first[kept], second[kept]
        return first, second, _closeness(report_odds(reports, words, rare, first, second))

    met = close_of([neighbouring(reports, words), likest(reports, words)])
    further = close_of([_unmet(*met, len(reports))])
    first, second, close = (np.concatenate(both) for both in zip(met, further, strict=True))
    return _by_main(reports, first, second, close)


def _closeness(odds: Floats) -> Floats:
    """The closeness of each pair, asked once for each sum of log-odds."""
    different, where = np.unique(odds, return_inverse=True)
    found: Floats = np.array([closeness(one) for one in different.tolist()])[where]
    return found


def _unmet(first: Ints, second: Ints, close: Floats, count: int) -> tuple[Ints, Ints]:
    """Pairs not compared yet of reports that a chain of likely pairs joins."""
    likely = close >= LIKELY
    ends = first[likely], second[likely]
    graph = coo_array((np.ones(len(ends[0]), np.int8), ends), shape=(count, count))
    _, part = connected_components(graph, directed=False)
    all_pairs = meetings(part.astype(np.int64), np.arange(count, dtype=np.int64), TOGETHER)
    a, b = distinct(all_pairs, count)
    is_new = ~np.isin(a * count + b, first * count + second)
    return a[is_new], b[is_new]


def _by_main(
    reports: Sequence[About], first: Ints, second: Ints, close: Floats
) -> tuple[Ints, Ints, Floats]:
    """Pairs of reports as pairs of positions among their main claims, the smaller first, sorted."""
    spot = {name: n for n, name in enumerate(sorted(one.main or "" for one in reports))}
    place = np.array([spot[one.main or ""] for one in reports], np.int64)
    a, b = np.minimum(place[first], place[second]), np.maximum(place[first], place[second])
    order = np.lexsort((b, a))
    return a[order], b[order], close[order]
