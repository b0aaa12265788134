"""Why two claims are taken for one incident, with the whole case's word weights.

How rare a word is depends on every report. It is worked out once for the reports there are, beside
the requests (kept.py); until then the two reports are weighed with the table of words alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..linking import SHAPE, gist_from_bytes, why, word_weights
from ..model.errors import WrongUse

if TYPE_CHECKING:
    from ..linking.explain import Explanation
    from ..linking.reports import Rarity
    from ..model.claim import Claim
    from ..model.reading import Reading
    from .desk import Desk, View


@dataclass
class Weights:
    """What weighing the pairs of one page needs; each report is read once."""

    view: View
    desk: Desk
    _texts: dict[str, str] = field(default_factory=dict)
    _readings: dict[str, Reading] = field(default_factory=dict)

    def reasons(self, a: Claim, b: Claim) -> Explanation:
        """What each feature says of two claims; raises WrongUse for one that is never linked."""
        reports = sorted({a.report_id, b.report_id})
        for report in reports:
            self._take(report)
        return why(
            a, b, self.view.headers,
            {report: self._texts[report] for report in reports},
            [self._readings[report] for report in reports],
            self._of_words(),
            self._reviewed(reports),
        )  # fmt: skip

    def _reviewed(self, reports: list[str]) -> frozenset[str]:
        """The claims of some reports that a person accepted or corrected."""
        claims = (claim.id for report in reports for claim in self._readings[report].claims)
        standings = self.view.standings
        return frozenset(c for c in claims if c in standings and standings[c].is_reviewed)

    def reasons_if_any(self, a: Claim, b: Claim) -> Explanation | None:
        """The same; None where one of the two is never linked."""
        try:
            return self.reasons(a, b)
        except WrongUse:
            return None

    def _take(self, report: str) -> None:
        if report in self._texts:
            return
        with self.desk.turn:
            text, reading = self.desk.case.text(report), self.desk.case.reading(report)
        own = (claim.id for claim in self.view.by_report.get(report, ()))
        left = tuple(self.view.claims[name] for name in own if name in self.view.claims)
        self._texts[report] = text.content
        self._readings[report] = replace(reading, claims=left)

    def _of_words(self) -> Rarity | None:
        """The case's word weights: new for every number of reports, which is when words change."""

        def work() -> Rarity:
            with self.desk.turn:
                kept = self.desk.case.gists(SHAPE)
            found = (gist_from_bytes(body).about for body in kept.values())
            return word_weights(about for about in found if about)

        return self.desk.kept.ask("word weights", len(self.view.headers), work).value
