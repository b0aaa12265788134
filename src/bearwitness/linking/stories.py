"""Which reports are mainly about one occurrence.

Reports that share a key (neighbours.py) or are most alike in words (alike.py) are scored
(score_v3.py) and grouped by average linkage, in which a pair that was never compared counts as no
match. People's decisions about two main claims
hold here too: "not the same" keeps their reports apart, "unsure" takes the machine's edge away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from ..model.claim import Claim
from ..model.reading import Reading
from .alike import alike
from .cluster import Pair, clusters
from .neighbours import neighbours
from .reports import About, about, rarity
from .score_v3 import JOINED, closeness, report_log_odds


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
    """For pairs of main claims whose reports are worth comparing, how close the reports are."""
    rare = rarity(reports)
    scores: dict[Pair, float] = {}
    for a, b in chain(neighbours(reports, rare), alike(reports, rare)):
        if a.main and b.main:
            first, second = sorted((a.main, b.main))
            if (first, second) not in scores:
                scores[first, second] = closeness(report_log_odds(a, b, rare))
    return scores
