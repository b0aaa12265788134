"""The way of a return: which place is where from, which is passed, and which is where to.

The rules it keeps:
- A preposition says it; "for" does with a verb of setting out. A country that returns people, the
  subject of its verb or of the verb before, is where from; what is named finer with "from" is that.
- A crossing is passed, whatever preposition it stands with; a side or border named for its country
  ("the Algerian frontier", "the Chinese side") is where to, and a place at it lies there.
- Where people are put on a bus, a boat or a plane is where from; "there" is where to.
- Nobody is returned to a place of the country that returns them: that is passed on the way; and who
  is returned at a place of their own country was returned to it.
- Who was returned, no place told, was so from the country of those who did it, else from the one
  where the act told before was done, if it is not their own, else from that of the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.places import PlacePrecision, PlaceRole
from ..reference.gazetteer import gazetteer
from .hanging import tables, up
from .places_of_acts import Placed, default_role, is_of_return
from .timing import TO_COME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from ..model.places import PlaceMention
    from .acts import Mention
    from .drafts import Draft
    from .placing import Setting


def role_of(first: Token, token: Token, mention: Mention, place: PlaceMention) -> PlaceRole:
    """The role that the preposition above a place gives it, or the crossing it names."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = first = token.head  # of a list, the first says the role of all
    if is_of_return(mention.act):
        if any(token.i == t.i for t in mention.arguments.agents):
            return PlaceRole.FROM  # "Panama deported 30 people"
        is_named_so = tables()["crossings"] & set(place.name.lower().split())
        if place.precision is PlacePrecision.SITE and is_named_so:
            return PlaceRole.VIA
        return role_in_way(first, token, mention.token, place)
    return default_role(mention.act)


def role_in_way(first: Token, token: Token, act: Token, place: PlaceMention) -> PlaceRole:
    """From, via or to: a bridge, a gate or a border is passed, whatever preposition it stands with.

    "driven to the Razi crossing", "over the bridge at Tumen", "through a gate near Lavara".
    """
    if place.precision is PlacePrecision.COUNTRY and _returns(token, act):
        return PlaceRole.FROM
    if is_side(place):
        return PlaceRole.FROM if first.nbor(-1).lower_ == "from" else PlaceRole.TO
    if is_crossing(token):
        return PlaceRole.VIA
    found = _said(token, act)
    before = first.nbor(-1).lower_ if first.i else ""
    found = found or tables()["roles"].get(before)
    if found is None and before == "for" and act.lemma_ in tables()["setting_out"]:
        found = "returned to"
    if found is None and _is_beside_side(token):
        return PlaceRole.TO
    if found is None and _is_boarding(token, act):
        return PlaceRole.FROM
    if found is None and before == "at" and _is_left_at(first, act):
        return PlaceRole.VIA
    if found is None and any(_is_passed(child, place) for child in act.children):
        return PlaceRole.VIA  # "over the bridge at Tumen", when "at Tumen" hangs on the act
    return PlaceRole(found) if found else PlaceRole.AT


def _said(token: Token, act: Token) -> str | None:
    """The role that the prepositions above a place give it, if any."""
    table, found = tables(), None
    for above in up(token)[1:]:
        if above.i == act.i:
            break
        if above.pos_ == "NOUN" and above.lemma_ in table["crossings"]:
            return "returned via"
        if above.dep_ == "prep" and above.lower_ in table["roles"]:
            found = found or table["roles"][above.lower_]
        if above.lower_ == "of" and above.head.lower_ == "out":
            found = found or "returned from"
    return found


def _returns(token: Token, act: Token) -> bool:
    """Whether a country returns people: the subject of the act, or of the verb that it goes on."""
    verb = act
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    return token.dep_ == "nsubj" and token.head.i in {act.i, verb.i}


def is_side(place: PlaceMention) -> bool:
    """Whether a place is a side or border named for its country."""
    return place.exact.rsplit(" ", 1)[-1].lower() in tables()["sides"] and " " in place.exact


def is_border(place: PlaceMention) -> bool:
    """Whether a place is a border named for a country on one side of it."""
    return is_side(place) and place.exact.rsplit(" ", 1)[-1].lower() in tables()["crossings"]


def _is_beside_side(token: Token) -> bool:
    """Whether a place hangs on a side named for its country: "the Chinese side at Dongxing"."""
    return any(above.lower_ in tables()["sides"] for above in up(token)[1:3])


def _is_boarding(token: Token, act: Token) -> bool:
    """Whether people were put on a bus, a boat or a plane at a place."""
    verb = next((a for a in up(token)[1:] if a.pos_ == "VERB"), act)
    return any(
        thing.lemma_.lower() in tables()["vehicles"]
        for prep in verb.children
        if prep.lower_ in {"on", "onto", "into", "in", "aboard"}
        for thing in prep.children
    )


def _is_left_at(first: Token, act: Token) -> bool:
    """Whether people were handed over there to a side: "left at Boten to the Lao side"."""
    is_tied = first.head.i == act.i or first.head.head.i == act.i
    return is_tied and any(
        c.lower_ in tables()["sides"] for p in act.children if p.lower_ == "to" for c in p.children
    )


def _is_passed(child: Token, place: PlaceMention) -> bool:
    """Whether a phrase says what was passed: "over the bridge", "put across at Rusumo"."""
    if child.lower_ not in {"over", "across", "through"}:
        return False
    crossings = tables()["crossings"]
    objects = [c for c in child.children if c.dep_ == "pobj"]
    return any(c.lemma_ in crossings for c in objects) or (
        not objects and place.precision is not PlacePrecision.COUNTRY
    )


def is_crossing(token: Token) -> bool:
    """Whether a name is a crossing's: "the Le Thanh crossing", "the Silk Bridge"."""
    crossings = tables()["crossings"]
    is_part = token.dep_ in {"compound", "nmod", "amod", "poss"}
    return token.lower_ in crossings or (is_part and token.head.lemma_.lower() in crossings)


def on_the_way(places: Sequence[Placed]) -> list[Placed]:
    """The places of a return: where one says from, via or to, what is only near the act is not.

    Of two places it is from, one in the other, the finer.
    """
    ways = [p for p in places if p.role is not PlaceRole.AT] or list(places)
    finer = {p.place.country for p in ways if p.role is PlaceRole.FROM and not _is_whole(p)}
    return [
        p for p in ways
        if not (p.role is PlaceRole.FROM and _is_whole(p) and p.place.country in finer)
    ]  # fmt: skip


def _is_whole(placed: Placed) -> bool:
    return _is_country(placed.place)


def _is_country(place: PlaceMention) -> bool:
    return place.precision is PlacePrecision.COUNTRY and place.gazetteer_id is not None


def set_ways_right(drafts: Sequence[Draft], setting: Setting) -> None:
    """The roles of the places of returns by whose country they lie in, and where from they were."""
    for draft in drafts:
        if draft.act != "forced return":
            continue
        nation = draft.group.group.nationality if draft.group else None
        draft.places = tuple(_by_nation(p, nation, draft) for p in draft.places)
        if not draft.places:
            draft.places = _from_country(draft, nation, setting, drafts)


def _from_country(
    draft: Draft, nation: str | None, setting: Setting, drafts: Sequence[Draft]
) -> tuple[Placed, ...]:
    """The country of those who return people, as where from.

    Else, for people of a nation, the one where the act told before in the section was done, if it
    is not theirs; else the one the text tells of.
    """
    named = [place for said in setting.places.values() for _, place in said]
    sent = {agent.country for agent in draft.agents} - {nation, None}
    near = None if sent or nation is None else _abroad_before(draft, nation, drafts)
    if not sent and near is not None:
        sent = {near.country}
    elif not sent and setting.region is not None and draft.modality not in TO_COME:
        sent = {setting.region.country} - {nation}
    found = next((p for p in named if p.country in sent and _is_country(p)), None)
    found = found or (_whole_country(near) if near else None)
    return (Placed(found, PlaceRole.FROM, False),) if found else ()


def _abroad_before(
    draft: Draft, nation: str | None, drafts: Sequence[Draft]
) -> PlaceMention | None:
    """Where the last act before was done in another country than that of those returned."""
    before = [d for d in drafts if d.sentence <= draft.sentence and d.section == draft.section]
    there = [
        placed.place
        for other in before
        for placed in other.places
        if other is not draft and placed.role in {PlaceRole.AT, PlaceRole.HELD_AT}
    ]
    return next((p for p in reversed(there) if p.country and p.country != nation), None)


def _whole_country(place: PlaceMention) -> PlaceMention | None:
    """The country of a town, at the words for the town."""
    entry = gazetteer().country(place.country or "")
    return None if entry is None else replace(
        place, name=entry.name, admin1=None, precision=entry.precision,
        lat=entry.lat, lon=entry.lon, gazetteer_id=entry.id,
    )  # fmt: skip


def _by_nation(placed: Placed, nation: str | None, draft: Draft) -> Placed:
    """A place of a return in the role that its country gives it, where that is told."""
    if nation is None:
        return placed
    is_theirs = placed.place.country == nation
    if placed.role is PlaceRole.AT and is_theirs:
        return replace(placed, role=PlaceRole.TO)
    sent = {p.place.country for p in draft.places if p.role is PlaceRole.FROM}
    sent |= {agent.country for agent in draft.agents if agent.country}
    is_fine = placed.place.precision is not PlacePrecision.COUNTRY
    if placed.role is PlaceRole.TO and is_fine and not is_theirs and placed.place.country in sent:
        return replace(placed, role=PlaceRole.VIA)
    return placed
