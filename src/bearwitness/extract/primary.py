"""The claim a report is mainly about, with the report's time and place where it has none.

News states when and where once. So the main claim, and only that one, may be given a time or place
that stands elsewhere in the text: see `main/choose.py` for the rules and the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model.claim import Claim
from .main.choose import main_pair, main_place
from .main.fill import filled
from .main.story import Story
from .titles import title_acts

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ..model.dates import TimeExpression
    from ..model.places import PlaceMention
    from ..model.report import Header

__all__ = ["title_acts", "with_primary"]


def with_primary(
    doc: Doc,
    header: Header,
    claims: Sequence[Claim],
    times: Sequence[TimeExpression],
    places: Sequence[PlaceMention],
) -> tuple[str | None, tuple[Claim, ...]]:
    """The id of the main claim, None when the report makes none, and the claims with it filled."""
    story = Story(doc, header, claims, times, places)
    pair = main_pair(story)
    if pair is None:
        return None, tuple(claims)
    main = filled(pair, main_place(pair.claim, story), story)
    return main.id, tuple(main if claim.id == main.id else claim for claim in claims)
