"""Which time and which places an act has.

The rules it keeps:
- A place is a field only for what the authorities did. Homes, origins, routes of flight and hiding
  places stay out: what hangs on a verb of living or fleeing, on "from" (unless people were sent
  back from there), or on a home, is never a field of a claim.
- A time of saying ("said on Tuesday") is not the time of the act.
- An act that gives no time or place takes the one of a neighbouring sentence of the same account;
  what was taken so is marked, and lowers confidence. The publication date is never a fallback.
- A nationality ("the Chinese woman") is no place. Where a text gives an act no place at all, the
  country it speaks of most is taken, as a country and no finer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ..model.dates import TimeExpression, TimeType
from ..model.places import PlaceMention, PlacePrecision, PlaceRole
from ..reference.vocabulary import load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc, Token

    from .acts import Mention

HOPS = 6  # how far up the tree an attachment is followed
FAR = 1000
CHAIN = 3  # tokens between the parts of "X, in Y province, China"
LEAD = 3  # sentences in which a dateline goes before the places of other sentences
AFTER_DATELINE = 40  # code points between a dateline's place and its dash or colon
MARKS = (": ", "—", "–", " - ", "--")
DATELINE = 80  # code points of a text in which a dateline stands
FINENESS = tuple(PlacePrecision)


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression for an act; `is_own` when the act's own sentence gives it."""

    time: TimeExpression
    is_own: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A place for an act with its role; `is_own` when the act's own sentence gives it."""

    place: PlaceMention
    role: PlaceRole
    is_own: bool


@cache
def _tables() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("placing")
    sets = ("saying", "days", "flight", "homes", "return_acts", "held_acts")
    return {**table, **{name: frozenset(table[name]) for name in sets}}


class Setting:
    """The times and places of one text, by sentence, ready to be asked for an act's."""

    def __init__(
        self,
        doc: Doc,
        times: Sequence[TimeExpression],
        places: Sequence[PlaceMention],
        demonym: Callable[[str], str | None],
    ) -> None:
        self.doc = doc
        self._idx = [token.idx for token in doc]
        self._sentence_starts = [sentence.start for sentence in doc.sents]
        self._times: dict[int, list[tuple[Token, TimeExpression]]] = {}
        self._places: dict[int, list[tuple[Token, PlaceMention]]] = {}
        for time in times:
            if time.when is not None and _names_a_day(time):
                token = self.token_at(time.end - 1)
                self._times.setdefault(self.sentence_of(token.i), []).append((token, time))
        self._head = doc[: DATELINE + AFTER_DATELINE].text  # a token is a code point or more
        self._country = _main_country(places)
        for place in places:
            if demonym(place.exact):
                continue
            token = self.token_at(place.end - 1)
            self._places.setdefault(self.sentence_of(token.i), []).append((token, place))

    def token_at(self, offset: int) -> Token:
        """The token that holds a code point."""
        return self.doc[max(0, bisect_right(self._idx, offset) - 1)]

    def sentence_of(self, i: int) -> int:
        """The number of the sentence of token `i`."""
        return bisect_right(self._sentence_starts, i) - 1

    def time_of(self, mention: Mention, others: frozenset[int]) -> Timed | None:
        """The time nearest to the act in its sentence, or in the ones around it."""
        here = self.sentence_of(mention.token.i)
        ranked = [
            (_reach(token, mention.token, others), time)
            for token, time in self._times.get(here, ())
            if not _is_of_saying(token, mention.token)
        ]
        near = min(ranked, key=lambda pair: pair[0], default=(FAR, None))
        if near[1] is not None and near[0] < FAR:
            return Timed(near[1], True)
        for sentence in self._around(here, "back"):
            for token, time in self._times.get(sentence, ()):
                if not _is_of_saying(token, token):
                    return Timed(time, False)
        return None

    def _around(self, here: int, reach: str) -> list[int]:
        """Sentences back, the nearest first, then those ahead."""
        table = _tables()
        back = [here - n for n in range(1, table[reach] + 1)]
        ahead = table["ahead"] if here < LEAD else 0
        return back + [here + n for n in range(1, ahead + 1)]

    def places_of(self, mention: Mention, others: frozenset[int]) -> tuple[Placed, ...]:
        """The places of the act: its own, else those of a neighbouring sentence or the dateline."""
        here = self.sentence_of(mention.token.i)
        own = self._own_places(mention, here, others)
        dateline = self._dateline(mention)
        if own or (dateline and here < LEAD):
            return own or dateline
        for sentence in self._around(here, "back_places"):
            found = [
                (token, place)
                for token, place in self._places.get(sentence, ())
                if not _is_barred(token, place, mention)
            ]
            if found:
                return (Placed(_finest(found, found[0]), _default_role(mention), False),)
        if dateline or self._country is None:
            return dateline
        return (Placed(self._country, _default_role(mention), False),)

    def _own_places(
        self, mention: Mention, here: int, others: frozenset[int]
    ) -> tuple[Placed, ...]:
        eligible = [
            (token, place)
            for token, place in self._places.get(here, ())
            if not _is_barred(token, place, mention)
        ]
        found: list[Placed] = []
        best: dict[PlaceRole, tuple[int, tuple[Token, PlaceMention]]] = {}
        for token, place in eligible:
            reach = _reach(token, mention.token, others)
            role = _role(self.token_at(place.start), token, mention)
            if role not in best or reach < best[role][0]:
                best[role] = (reach, (token, place))
        for role, (_, pair) in best.items():
            same = [p for p in eligible if _role(self.token_at(p[1].start), p[0], mention) is role]
            found.append(Placed(_finest(same, pair), role, True))
        return tuple(sorted(found, key=lambda p: p.place.start))

    def _dateline(self, mention: Mention) -> tuple[Placed, ...]:
        """The place a text is dated from, for acts that have none around them."""
        for _, place in self._places.get(0, ()):
            after = self._head[place.end : place.end + AFTER_DATELINE]
            if place.end <= DATELINE and any(mark in after for mark in MARKS):
                return (Placed(place, _default_role(mention), False),)
        return ()


def _main_country(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The first mention, as a country, of the country that the text's places lie in most often."""
    often = Counter(p.country for p in places if p.country)
    if not often:
        return None
    code = often.most_common(1)[0][0]
    countries = (p for p in places if p.precision is PlacePrecision.COUNTRY)
    return next((p for p in countries if p.country == code), None)


def _names_a_day(time: TimeExpression) -> bool:
    """Whether a time of day says which day: "at night" and "at 10.20" alone do not."""
    if time.type is not TimeType.TIME or time.anchor == "absolute":
        return True
    return any(word.strip(".,") in _tables()["days"] for word in time.exact.lower().split())


def _finest(
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


def _up(token: Token) -> list[Token]:
    found = [token]
    for _ in range(HOPS):
        if found[-1].head is found[-1]:
            break
        found.append(found[-1].head)
    return found


def _reach(token: Token, act: Token, others: frozenset[int]) -> int:
    """How far a time or place is from an act: tokens, less when it hangs on the act itself."""
    distance = abs(token.i - act.i)
    for above in _up(token):
        if above.i == act.i:
            return distance - 20
        if above.i in others:
            return distance + 10
    return distance


def _verb_above(token: Token) -> Token | None:
    return next((t for t in _up(token)[1:] if t.pos_ in {"VERB", "AUX"}), None)


def _is_of_saying(token: Token, act: Token) -> bool:
    """Whether a time hangs on a verb of saying rather than on the act."""
    verb = _verb_above(token)
    return verb is not None and verb.i != act.i and verb.lemma_ in _tables()["saying"]


def _is_barred(token: Token, place: PlaceMention, mention: Mention) -> bool:
    """Whether a place is a home, an origin, a route of flight, or somebody who speaks."""
    table = _tables()
    for below, above in zip(_up(token), _up(token)[1:], strict=False):
        if above.i == mention.token.i:
            break
        if above.lower_ == "from" and mention.act not in table["return_acts"]:
            return True
        if above.lower_ in table["homes"] or above.lemma_ in table["homes"]:
            return True
        if above.pos_ == "VERB":
            if above.lemma_ in table["flight"]:
                return True
            if above.lemma_ in table["saying"] and below.dep_ == "nsubj" and below.i == token.i:
                return True
            break
    return token.dep_ == "poss" and place.precision is PlacePrecision.COUNTRY


def _role(first: Token, token: Token, mention: Mention) -> PlaceRole:
    """The role that the preposition above a place gives it."""
    table = _tables()
    if mention.act in table["return_acts"]:
        for above in _up(token)[1:4]:
            if above.i == mention.token.i:
                break
            if above.dep_ == "prep" and above.lower_ in table["roles"]:
                return PlaceRole(table["roles"][above.lower_])
        before = first.nbor(-1).lower_ if first.i else ""
        if before in table["roles"]:
            return PlaceRole(table["roles"][before])
        return PlaceRole.AT
    return _default_role(mention)


def _default_role(mention: Mention) -> PlaceRole:
    held = mention.act in _tables()["held_acts"]
    return PlaceRole.HELD_AT if held else PlaceRole.AT
