"""Which places may be a field of an act, in which role, and by what name.

The rules it keeps:
- A place is a field only for what the authorities did. Homes, origins, routes of flight, hiding
  places and where relatives are stay out.
- Of places in one chain ("X, in Y province") the finest is taken.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model.claim import Modality
from ..model.places import Place, PlaceMention, PlacePrecision, PlaceRole
from ..reference.gazetteer import gazetteer
from ..reference.parse import once_a_word
from .hanging import is_home, is_of_speaker, tables, up
from .people import is_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token


MOST = 0.6  # of a text's places that lie in the country it tells of
JOINED = 6  # tokens between two places joined by "and in"
CHAIN = 3  # tokens between the parts of "X, in Y province, China"
A_ROW = 3  # places that commas alone make a list
_JOINS = {",", "and", "or"}
FINENESS = tuple(PlacePrecision)


@dataclass(frozen=True, slots=True)
class Placed:
    """A place for an act with its role; `is_own` when the act's own sentence gives it."""

    place: PlaceMention
    role: PlaceRole
    is_own: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Another act of the text: its code, and how it is put."""

    act: str
    modality: Modality | None


def is_of_return(act: str) -> bool:
    """Whether an act sends people back, so that its places are a way."""
    return act in tables()["return_acts"]


def is_never_lent(act: str) -> bool:
    """Whether no other sentence's place is taken for such an act."""
    return act in tables()["never_lent"]


def is_barred(
    token: Token, place: PlaceMention, act_at: int, act: str, acts: Mapping[int, Told]
) -> bool:
    """Whether a place is a home, an origin, a route of flight, or somebody who speaks.

    `token` is the place's last, `act_at` the index of the act's word; `acts` are all by that index.
    """
    table = tables()
    if is_of_speaker(token, act_at) or _is_no_place_of(token) or _is_there_now(token):
        return True
    came_from = False
    for above in up(token)[1:]:
        if above.i == act_at:
            break
        told = acts.get(above.i)
        if told is not None and is_of_return(told.act):
            came_from = False
            break
        came_from = came_from or (above.lower_ == "from" and above.head.i != act_at)
        if is_home(above):
            return not _is_raided(above, act_at)
        if above.lemma_ in table["kin"] and above.head.i != act_at and above.dep_ != "conj":
            return True  # "money sent by relatives in …"
        if above.pos_ == "VERB" and above.dep_ != "pobj":  # "at the Boten crossing" is a noun
            if above.lemma_ in table["flight"] and not _is_for_somebody(above):
                return True
            break
    if came_from and not is_of_return(act):
        return True
    return is_owner(token, place)


def _is_for_somebody(verb: Token) -> bool:
    """Whether those who come do so to take people: "officers came for them in Poti"."""
    wanted = [c for prep in verb.children if prep.lower_ == "for" for c in prep.children]
    return verb.lemma_ == "come" and any(c.pos_ == "PRON" or is_people(c) for c in wanted)


def _is_no_place_of(token: Token) -> bool:
    """Whether the word before a place says that it was not there: "caught before Kunming"."""
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ == "pobj" and token.head.lower_ in tables()["not_there"]


@once_a_word
def _is_there_now(token: Token) -> bool:
    """Whether a place is where somebody is today, at large: "a man who is now in Tunisia"."""
    for above in up(token)[1:]:
        if above.pos_ in {"VERB", "AUX"}:
            now = any(c.lower_ in _NOW for c in above.children)
            is_now = above.lemma_ == "be" and above.tag_ in {"VBZ", "VBP"} and now
            return is_now and not any(t.lower_ in _OF_CUSTODY for t in above.subtree)
    return False


_OF_CUSTODY = {"custody", "prison", "jail", "detention", "centre", "center", "cell", "camp",
               "detained", "held", "locked"}  # fmt: skip


_NOW = {"now", "currently", "today", "presently"}


def _is_raided(home: Token, act_at: int) -> bool:
    """Whether the act was done at the home: "arrested at his home in X". The town may be said."""
    prep = home.head
    while prep.dep_ in {"conj", "pcomp"} and prep.head.i != act_at:
        prep = prep.head  # "at building sites or in their homes in Oran"
    at_it = home.head.dep_ in {"prep", "conj"} and home.head.lower_ in _AT
    return at_it and prep.head.i == act_at


_AT = {"at", "from", "in", "inside", "outside", "near"}


def is_owner(token: Token, place: PlaceMention) -> bool:
    """Whether a country or a water only owns what follows: "North Korea's Ryanggang province".

    So do those before a noun: "U.S. officers", "the Mekong unit"; a crossing's name does not. A
    town's name before armed men is theirs: "seized by Fano men".
    """
    if token.dep_ in {"compound", "nmod"} and token.head.lower_ in tables()["bands"]:
        return True
    if place.precision not in {PlacePrecision.COUNTRY, PlacePrecision.REGION}:
        return False
    if token.dep_ == "poss":
        return True
    if token.lower_ in tables()["sides"]:
        return False
    is_before = token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i
    return is_before and token.head.pos_ == "NOUN" and place.gazetteer_id is not None


@once_a_word
def is_at_bench(token: Token, which: str = "benches") -> bool:
    """Whether a place is where a court or an office sits: "a court in Izmir", "the Arua court"."""
    table = tables()
    noun = next((a for a in up(token)[1:] if a.dep_ not in {"prep", "appos"}), token)
    return noun.lemma_.lower() in table[which] or noun.lower_ == "sitting"


def is_of_bench(token: Token, act: str) -> bool:
    """Whether a place is a court's or an office's, and the act is not one of theirs.

    "A court in Izmir annulled the order": the arrest told next was not in Izmir for that.
    """
    return is_at_bench(token) and act not in tables()["bench_acts"]


def is_capital(place: PlaceMention) -> bool:
    """Whether a place is the seat of a government or of the United Nations."""
    entry = gazetteer().known(place.gazetteer_id) if place.gazetteer_id else None
    return bool(entry and (entry.capital or entry.name in tables()["seats"]))


def listed_with(
    pairs: Sequence[tuple[Token, PlaceMention]], chosen: tuple[Token, PlaceMention]
) -> list[PlaceMention]:
    """The chosen place and those in one list with it: "in Istanbul, Gaziantep and Adana"."""
    joined = {t.i for t in chosen[0].conjuncts} | {chosen[0].i} | _in_a_row(pairs, chosen)
    top = _top_preposition(chosen[0])
    beside = {t.i for t in top.conjuncts} if top is not None else set()
    found = [
        place
        for token, place in pairs
        if token.i in joined
        or place is chosen[1]
        or ((over := _top_preposition(token)) is not None and over.i in beside)
        or _is_and_in(token, chosen[0])
    ]
    fine = [p for p in found if p.precision is not PlacePrecision.COUNTRY or not p.gazetteer_id]
    alike = [p for p in (fine or found) if not any(_is_inside(q, p) for q in found)]
    return alike if len(alike) > 1 and chosen[1] in alike else [chosen[1]]


def _in_a_row(
    pairs: Sequence[tuple[Token, PlaceMention]], chosen: tuple[Token, PlaceMention]
) -> set[int]:
    """The places beside the chosen one with only commas and "and" between: "Sfax, Gabes and Gafsa".

    Three or more, whatever the parser makes of them; a comma between two may say where one lies.
    """
    rows: list[list[Token]] = []
    for token, place in pairs:
        first = token.i - len(place.exact.split()) + 1
        last = rows[-1][-1] if rows else None
        between = token.doc[last.i + 1 : first] if last is not None and last.i < first else None
        if between is not None and len(between) and all(t.lower_ in _JOINS for t in between):
            rows[-1].append(token)
        else:
            rows.append([token])
    mine = next((row for row in rows if any(t.i == chosen[0].i for t in row)), [])
    return {t.i for t in mine} if len(mine) >= A_ROW else set()


def _is_and_in(token: Token, other: Token) -> bool:
    """Whether the two stand in two phrases joined: "flats in X and in camps around Y"."""
    first, last = sorted((token, other), key=lambda t: t.i)
    between = first.doc[first.i + 1 : last.i]
    if not between or between[0].lower_ != "and" or len(between) > JOINED:
        return False
    return between[1:2].text.lower() in {"in", "at", "near"} and last.dep_ == "pobj"


def _top_preposition(token: Token) -> Token | None:
    """The last preposition above a place before a verb: of "in camps around Adana", "in"."""
    found = None
    for above in up(token)[1:]:
        if above.pos_ in {"VERB", "AUX"}:
            break
        if above.dep_ in {"prep", "conj"} and above.pos_ == "ADP":
            found = above
    return found


def _is_inside(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Whether of two places of a list the first lies in the second, which only says where."""
    return outer.precision is PlacePrecision.ADMIN1 and inner.admin1 == outer.name and (
        inner is not outer and inner.precision is not PlacePrecision.ADMIN1
    )  # fmt: skip


def main_region(
    places: Sequence[PlaceMention], named: Sequence[PlaceMention]
) -> PlaceMention | None:
    """The country that most of the text's places lie in, at its first mention as a country.

    Where the text names one first-level division of it, and no place in another, that division.
    `named` are all places, also those that only own what follows ("North Korea's Chagang").
    """
    country = main_country(places, named)
    code = country.country if country else None
    inside = [p for p in places if p.country == code and p.precision is not PlacePrecision.COUNTRY]
    divisions = {p.name if p.precision is PlacePrecision.ADMIN1 else p.admin1 for p in inside}
    first = next((p for p in inside if p.precision is PlacePrecision.ADMIN1), country)
    return first if len(divisions) == 1 else country


def main_country(
    places: Sequence[PlaceMention], named: Sequence[PlaceMention]
) -> PlaceMention | None:
    """The country that most of the text's places lie in, at its first mention as a country."""
    often = Counter(p.country for p in places if p.country)
    if not often:
        return None
    code, count = often.most_common(1)[0]
    if count < MOST * often.total():
        return None
    countries = (p for p in named if p.precision is PlacePrecision.COUNTRY and p.gazetteer_id)
    return next((p for p in countries if p.country == code), None)


def finest(
    pairs: Sequence[tuple[Token, PlaceMention]], chosen: tuple[Token, PlaceMention]
) -> PlaceMention:
    """The finest of the places that stand in one chain with the chosen one."""
    chain = [chosen]
    for pair in pairs:
        if any(abs(pair[0].i - other[0].i) <= CHAIN for other in chain) and pair not in chain:
            chain.append(pair)
    countries = {chosen[1].country, None}
    same = [p for _, p in chain if p.country in countries] or [chosen[1]]
    return min(same, key=lambda p: FINENESS.index(p.precision))


def is_around(outer: Placed, inner: Placed) -> bool:
    """Whether the outer only says where the inner lies: "Dandong, in Liaoning province"."""
    if outer.role is not PlaceRole.AT or outer.place.country != inner.place.country:
        return False
    if FINENESS.index(inner.place.precision) >= FINENESS.index(outer.place.precision):
        return False
    whole = outer.place.precision is PlacePrecision.COUNTRY
    return whole or inner.place.admin1 in {outer.place.name, outer.place.admin1}


def as_written(mention: PlaceMention, role: PlaceRole) -> Place:
    """The place; a town by the name the report gives it in plain letters ("Sinuiju", "Ruili").

    Capitals of a dateline are written as a name is ("KIEV" as "Kiev").
    """
    place, words = mention.place(role), mention.exact
    if place.precision is not PlacePrecision.TOWN or not words.isascii():
        return place
    if words.isupper() and len(words) > len("LA."):
        words = words.title()
    is_name = words[:1].isupper() and not words.isupper()
    return replace(place, name=words) if is_name else place


def default_role(act: str) -> PlaceRole:
    """The role of a place of which no word says the role."""
    return PlaceRole.HELD_AT if act in tables()["held_acts"] else PlaceRole.AT
