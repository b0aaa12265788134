"""What a text gives away, and to whom.

1. Personal names (names.py), numbers and addresses (identifiers.py): direct.
2. Ages and dates (moments.py), places and bodies (surroundings.py), places told by what stands near
   (landmarks.py), relatives, trades, looks, illness, routes, helpers and the source's own position
   (traits.py, and by grammar descriptions.py and circumstances.py): quasi.
3. Overlaps are settled (found.py), and each span has a safer wording that is still true.
4. On wish a small tagger, trained on masked court cases, adds what people mask (learned.py).

"Recall first": a find too many costs a reviewer a look, one too few can cost a person's safety.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.claim import Exposure
from ..model.errors import WrongUse
from .amounts import sums
from .circumstances import circumstances
from .descriptions import descriptions
from .draft import Draft
from .found import Found, settled, settled_finds
from .identifiers import identifiers
from .landmarks import landmarks
from .learned import joined
from .moments import ages, dates
from .names import personal_names, unread
from .surroundings import bodies, peoples, places
from .traits import traits

if TYPE_CHECKING:
    from spacy.tokens import Doc

AUDIENCES = ("public", "partners")


def find_exposures(
    doc: Doc, audience: str = "public", *, learned: bool = False
) -> tuple[Exposure, ...]:
    """The spans of a parsed text that could lead the authorities to someone, in text order.

    Spans do not overlap and cover whole words; offsets are code points of `doc.text`. `audience` is
    "public", or "partners", who may see provinces, months, years, amounts and lengths of time.
    `learned` asks the tagger too, which takes up to twice the time of parsing. Raises WrongUse on
    any other audience.
    """
    if audience not in AUDIENCES:
        raise WrongUse(f"'{audience}' is not an audience", f"say one of: {', '.join(AUDIENCES)}")
    draft = Draft(doc)
    finds = rule_finds(draft, audience)
    if learned:
        finds = joined(draft, settled_finds(draft.text, finds), audience)
    return settled(draft.text, finds)


def rule_finds(draft: Draft, audience: str) -> list[Found]:
    """What the rules find, as they find it: finds may overlap."""
    found = [
        *personal_names(draft), *identifiers(draft.text), *ages(draft.flat),
        *dates(draft, audience), *places(draft, audience), *peoples(draft, audience),
        *bodies(draft),
        *sums(draft, audience), *traits(draft), *landmarks(draft), *descriptions(draft),
        *circumstances(draft),
    ]  # fmt: skip
    return [*found, *unread(draft, found)]
