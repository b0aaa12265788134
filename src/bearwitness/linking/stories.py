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

import numpy as np

from ..model.claim import Claim
from ..model.reading import Reading
from .alike import likest
from .cluster import FLOOR, Pair, among, labelled, smallest_joined
from .many import Floats, Ints, asked_by_value
from .meeting import distinct, meetings
from .neighbours import neighbouring
from .reports import About, about
from .score_v4 import JOINED, SURE, closeness
from .scored_reports import report_odds
from .told import Told

LIKELY = 0.5  # closeness from which a chain of pairs makes reports worth comparing each with each
TOGETHER = 150  # reports that one chain may join; beyond it the chain says too little
LEAST = SURE * (2 * FLOOR - 1)  # log-odds below which a pair counts as no match


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
    told = Told.of([one for one in reports if one.main])
    found = grouped(told, apart, unsure, threshold)
    names = found.mains
    return Stories(
        {told.columns.names[n]: names[k] for n, k in enumerate(found.story.tolist())},
        {
            (names[a], names[b]): 1.0
            for a, b in zip(*(ends.tolist() for ends in found.pairs), strict=True)
        },
    )


@dataclass(frozen=True, slots=True)
class Grouped:
    """Reports by story. Positions of main claims are among all of them, sorted by id."""

    mains: Sequence[str]
    story: Ints  # of each report, the smallest position of a main claim in its story
    pairs: tuple[Ints, Ints]  # of main claims of one story, the smaller first


def grouped(
    told: Told, apart: frozenset[Pair], unsure: frozenset[Pair], threshold: float
) -> Grouped:
    """The stories that reports tell."""
    mains = told.columns.mains
    order = sorted(range(len(mains)), key=mains.__getitem__)
    names = [mains[n] for n in order]
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    spot = {name: n for n, name in enumerate(names)} if apart or unsure else {}
    barred = [(spot[a], spot[b]) for a, b in sorted(apart) if a in spot and b in spot]
    doubted = [(spot[a], spot[b]) for a, b in sorted(unsure) if a in spot and b in spot]
    first, second, close = closest(told, [(order[a], order[b]) for a, b in doubted])
    a, b = np.minimum(place[first], place[second]), np.maximum(place[first], place[second])
    story = labelled(len(names), a, b, close, JOINED * threshold, (), barred)
    x, y = distinct(meetings(story, np.arange(len(names), dtype=np.int64), len(names)), len(names))
    is_sure = ~among(x, y, doubted, len(names))
    return Grouped(names, story[place], (x[is_sure], y[is_sure]))


def closest(told: Told, unsure: Iterable[tuple[int, int]]) -> tuple[Ints, Ints, Floats]:
    """Pairs of reports worth comparing, by position, and how close they are; none `unsure`."""
    barred = [(min(pair), max(pair)) for pair in unsure]

    def close_of(pieces: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints, Floats]:
        first, second = distinct(pieces, len(told))
        kept = ~among(first, second, barred, len(told))
        first, second = first[kept], second[kept]
        return first, second, _closeness(report_odds(told, first, second, LEAST))

    met = close_of([neighbouring(told), likest(told)])
    further = close_of([_unmet(*met, len(told))])
    first, second, close = (np.concatenate(both) for both in zip(met, further, strict=True))
    return first, second, close


def _closeness(odds: Floats) -> Floats:
    """The closeness of each pair, asked once for each sum of log-odds."""
    return asked_by_value(odds, closeness)


def _unmet(first: Ints, second: Ints, close: Floats, count: int) -> tuple[Ints, Ints]:
    """Pairs not compared yet of reports that a chain of likely pairs joins."""
    likely = close >= LIKELY
    part = smallest_joined(count, first[likely], second[likely])
    all_pairs = meetings(part, np.arange(count, dtype=np.int64), TOGETHER)
    a, b = distinct(all_pairs, count)
    is_new = ~np.isin(a * count + b, first * count + second)
    return a[is_new], b[is_new]
