"""Stage 3: text to claims.

The rules it keeps:
- A claim is what is said, never what is so; the machine suggests and a person decides.
- Only what the authorities did has places; homes, routes, helpers and hiding places never do.
- The same text and header give the same reading on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.reading import Reading
from ..model.report import Header
from ..reference.gazetteer import gazetteer
from .ages_of_tellers import give_ages
from .attributions import find_attributions
from .claims import act_claims, act_drafts
from .participants import with_participants
from .primary import with_primary
from .statements import estimate_claims, norm_claims, response_claims
from .testimony import with_testimonies
from .ways import set_ways_right
from .weighed.choose import weigh
from .weighed.nations import fill_nations
from .when import find_times
from .where import event_places, find_places

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ..model.claim import Claim
    from ..model.dates import TimeExpression
    from ..model.places import PlaceMention
    from ..model.source import Attribution

__all__ = ["claims_of", "extract"]


def extract(doc: Doc, header: Header) -> Reading:
    """Everything a parsed text says: claims, times, places, attributions; exposures stay empty.

    Offsets are code points of `doc.text`. Claims are in the order of their first evidence.
    """
    claims, times, places, said = claims_of(doc, header)
    main, filled = with_primary(doc, header, claims, times, places)
    return Reading(header, main, filled, times, places, said)


def claims_of(
    doc: Doc, header: Header
) -> tuple[
    tuple[Claim, ...],
    tuple[TimeExpression, ...],
    tuple[PlaceMention, ...],
    tuple[Attribution, ...],
]:
    """The claims, times, places and attributions of a text, before one claim is its main one."""
    known = gazetteer()
    times = find_times(doc, header.published)
    places = find_places(doc, known, header)
    where = event_places(places, doc)
    told = find_attributions(doc)
    drafts, setting = act_drafts(doc, header, times, where, known.demonym, told)
    weigh(drafts, setting)
    fill_nations(drafts, setting, header.title, places, known.demonym)
    set_ways_right(drafts, setting)
    give_ages(drafts, header.published)
    said = with_testimonies(doc, with_participants(doc, told, drafts), drafts)
    claims = (
        *act_claims(drafts, setting, header, times, where, said),
        *estimate_claims(doc, header, times, where, said, known.demonym),
        *norm_claims(doc, header, said),
        *response_claims(doc, header, said),
    )
    return tuple(sorted(claims, key=lambda c: (c.evidence[0].start, c.id))), times, places, said
