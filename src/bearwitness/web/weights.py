"""Why two claims are taken for one incident, with the whole case's word weights.

How rare a word is depends on every report. It is worked out once for the reports there are, beside
the requests (kept.py); until then the two reports are weighed with the table of words alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..linking import SHAPE, gist_from_bytes, why, word_weights
from ..model.errors import WrongUse

if TYPE_CHECKING:
    from ..linking.explain import Explanation
    from ..linking.reports import Rarity
    from ..model.claim import Claim
    from ..model.reading import Reading
    from .desk import Desk, View


def reasons_of(a: Claim, b: Claim, view: View, desk: Desk) -> Explanation:
    """What each feature says of two claims; raises WrongUse for one that is never linked."""
    with desk.turn:
        texts = {c.report_id: desk.case.text(c.report_id).content for c in (a, b)}
        readings = [_as_left(desk.case.reading(report), view) for report in sorted(texts)]
    return why(a, b, view.headers, texts, readings, _weights(view, desk))


def reasons_if_any(a: Claim, b: Claim, view: View, desk: Desk) -> Explanation | None:
    """The same; None where one of the two is never linked."""
    try:
        return reasons_of(a, b, view, desk)
    except WrongUse:
        return None


def _as_left(reading: Reading, view: View) -> Reading:
    """A reading with its report's claims as people left them."""
    own = view.by_report.get(reading.report.id, ())
    return replace(reading, claims=tuple(view.claims[c.id] for c in own if c.id in view.claims))


def _weights(view: View, desk: Desk) -> Rarity | None:
    """The case's word weights: new for every number of reports, which is when words change."""

    def work() -> Rarity:
        with desk.turn:
            kept = desk.case.gists(SHAPE)
        found = (gist_from_bytes(body).about for body in kept.values())
        return word_weights(about for about in found if about)

    return desk.kept.ask("word weights", len(view.headers), work).value
