"""In which country a name lies that no list has, or only a place far away bears.

The rules it keeps:
- Where the same name was put before; else where the place named last before it in its section
  lies, in a text that has sections.
- Else where the towns and provinces of its sentence lie, those before it first, when they are all
  of one country; else the last named in the paragraph.
- Else the country that more than half of all those named lie in, else the one the text tells of.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...model.places import PlaceMention, PlacePrecision
from ...reference.parse import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from ...reference.gazetteer import Entry
    from ..layout import Layout

LEAST = 2  # towns and provinces of a country, for most of them to lie there


def lies_by(
    first: Token,
    words: str,
    found: Sequence[PlaceMention],
    layout: Layout,
    story: Entry | None,
) -> PlaceMention | Entry | None:
    """A place of the country that a name lies in; `first` is its first word."""
    held = [p for p in found if p.country and p.gazetteer_id]
    said = _named_before(words, found) or _of_section(first, held, layout) or near(first, held)
    return said or _mostly(held) or story or next(iter(_of_sentence(first, held)), None)


def _named_before(words: str, found: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place of that very name that was put somewhere already."""
    return next((p for p in found if p.exact == words and not p.gazetteer_id), None)


def _of_section(first: Token, held: Sequence[PlaceMention], layout: Layout) -> PlaceMention | None:
    """The place named last before a name in its section; none where a text has no sections."""
    section = layout.section_of(first.idx)
    inside = [p for p in held if not p.demonym and layout.section_of(p.start) == section]
    before = [p for p in inside if p.start < first.idx]
    return before[-1] if before and section else None


def near(first: Token, held: Sequence[PlaceMention]) -> PlaceMention | None:
    """The town or province named last before a name in its sentence, all of one country.

    Else one behind it, all of one country; else the last in the paragraph.
    """
    here = _of_sentence(first, held)
    before = [p for p in here if p.start < first.idx]
    if len({p.country for p in before}) == 1:
        return before[-1]
    if len({p.country for p in here}) == 1:
        return here[0]
    start = text_of(first.doc).rfind("\n\n", 0, first.idx)
    said = [p for p in held if start < p.start < first.idx and _is_fine(p)]
    return said[-1] if said and not before else None


def _mostly(held: Sequence[PlaceMention]) -> PlaceMention | None:
    """A town or province of the country that more than half of all those named lie in."""
    named = {(p.country, p.name): p for p in held if _is_fine(p)}
    often = Counter(country for country, _ in named)
    code, count = often.most_common(1)[0] if often else (None, 0)
    if count < LEAST or count * 2 <= often.total():
        return None
    return next(p for p in named.values() if p.country == code)


def _of_sentence(first: Token, held: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The towns and provinces named in a name's sentence, less itself."""
    return [
        p
        for p in held
        if first.sent.start_char <= p.start < first.sent.end_char
        and _is_fine(p)
        and p.start != first.idx
    ]


def _is_fine(place: PlaceMention) -> bool:
    is_whole = place.precision is PlacePrecision.COUNTRY
    return not (place.demonym or place.in_name or is_whole)
