"""Which reports are mainly about one occurrence.

Reports that share a key (neighbours.py) are scored (score_v2.py) and grouped by average linkage, in
which a pair that was never compared counts as no match. People's decisions about two main claims
hold here too: "not the same" keeps their reports apart, "unsure" takes the machine's edge away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from ..model.claim import Claim
from ..model.reading import Reading
from .cluster import Pair, clusters
from .neighbours import neighbours
from .reports import About, about, rarity
from .score_v2 import JOINED, report_score


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
    scores = main_scores([report for report in reports if report.main])
    for pair in unsure:
        scores.pop(pair, None)
    mains = {report.main: report.report_id for report in reports if report.main}
    groups = clusters(list(mains), scores, frozenset(), apart, JOINED * threshold)
    return Stories(
        {mains[main]: group[0] for group in groups for main in group},
        {pair: 1.0 for group in groups for pair in combinations(group, 2) if pair not in unsure},
    )


def main_scores(reports: list[About]) -> dict[Pair, float]:
    """For pairs of main claims whose reports are worth comparing, the reports' probability."""
    rare = rarity(reports)
    scores: dict[Pair, float] = {}
    for a, b in neighbours(reports, rare):
        if a.main and b.main:
            first, second = sorted((a.main, b.main))
            scores[first, second] = report_score(a, b, rare)
    return scores
