"""Which time and which places an act has.

The rules it keeps:
- Which places may be a field at all is in places_of_acts.py.
- A time of saying ("said on Tuesday") is not the time of the act.
- An act that gives no time or place takes the one of a neighbouring sentence of the same paragraph,
  else of the lead; what was taken so is marked, and lowers confidence. The publication date is
  never a fallback. Nothing is taken from an aside (a relative clause, a bare year beside finer
  dates), by an act that says it came before or after, or by one that may never come.
- Where a text gives an act no place at all, the country it speaks of most is taken, as a country
  and no finer.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.claim import Modality
from ..model.dates import Precision, TimeExpression, TimeType
from ..model.places import PlaceMention, PlaceRole
from ..reference.parse import text_of
from .hanging import (
    clause_of,
    in_clause,
    is_apart,
    is_aside,
    is_cut_off,
    is_of_document,
    is_of_saying,
    is_on_the_spot,
    reach,
    tables,
    up,
)
from .layout import Layout
from .places_of_acts import (
    Placed,
    Told,
    default_role,
    finest,
    is_around,
    is_barred,
    is_owner,
    listed_with,
    main_region,
    role_of,
)
from .times.together import together
from .victims import teller

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from spacy.tokens import Doc, Token

    from .acts import Mention

FAR = 1000
A_YEAR = 366  # days
LEAD = 3  # sentences in which a dateline goes before the places of other sentences
HELD = 12  # code points between a place and the one that holds it: " county, "
AFTER_DATELINE = 40  # code points between a dateline's place and its dash or colon
MARKS = (": ", "—", "–", " - ", "--")
DATELINE = 80  # code points of a text in which a dateline stands
COARSE = {Precision.YEAR, Precision.DECADE, Precision.CENTURY}
TO_COME = {Modality.FEARED, Modality.PLANNED, Modality.CONDITIONAL}


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression for an act; `is_own` when the act's own sentence gives it."""

    time: TimeExpression
    is_own: bool


class Setting:
    """The times and places of one text, by sentence, ready to be asked for an act's.

    `acts` are all acts of the text by the index of their word; `today` is the publication day;
    `speakers` are the code points of the words for whoever says something.
    """

    def __init__(
        self,
        doc: Doc,
        times: Sequence[TimeExpression],
        places: Sequence[PlaceMention],
        acts: Mapping[int, Told],
        today: date | None = None,
        speakers: Iterable[tuple[int, int]] = (),
    ) -> None:
        self.doc, self._acts, self._today = doc, acts, today
        self._idx = [token.idx for token in doc]
        self._sentence_starts = [sentence.start for sentence in doc.sents]
        self._paragraphs = _paragraphs(text_of(doc), [self._idx[i] for i in self._sentence_starts])
        self._times: dict[int, list[tuple[Token, TimeExpression]]] = {}
        self._places: dict[int, list[tuple[Token, PlaceMention]]] = {}
        for time in together((t for t in times if t.when is not None), text_of(doc)):
            if names_a_day(time):
                token = self.token_at(time.end - 1)
                self._times.setdefault(self.sentence_of(token.i), []).append((token, time))
        self._is_told = teller(doc) is not None
        self._has_finer = any(t.when and t.precision not in COARSE for t in times)
        self.layout = Layout(text_of(doc))
        self._head = doc[: DATELINE + AFTER_DATELINE].text  # a token is a code point or more
        self._region = main_region(places)
        self._speakers = tuple(speakers)
        inside = {p.admin1 for p in places if p.admin1}
        self._is_of_one_region = len(inside) == 1
        for place in places:
            token = self.token_at(place.end - 1)
            self._places.setdefault(self.sentence_of(token.i), []).append((token, place))

    def token_at(self, offset: int) -> Token:
        """The token that holds a code point."""
        return self.doc[max(0, bisect_right(self._idx, offset) - 1)]

    def sentence_of(self, i: int) -> int:
        """The number of the sentence of token `i`."""
        return bisect_right(self._sentence_starts, i) - 1

    def time_of(self, mention: Mention, how: Modality) -> Timed | None:
        """The time nearest to the act in its sentence, or in the ones around it."""
        how = _as_to_come(mention, how)
        act, here = mention.token, self.sentence_of(mention.token.i)
        ranked = [
            (reach(token, act, self._others(act)), time)
            for token, time in self._times.get(here, ())
            if not is_of_saying(token, act)
            and not self._is_of_unsure(token, act, how)
            and not self._is_of_relative(token, act)
            and not is_cut_off(token, act)
            and not (how is Modality.ASSERTED and self._is_to_come(time))
        ]
        near = min(ranked, key=lambda pair: pair[0], default=(FAR, None))
        if near[1] is not None and near[0] < FAR:
            return Timed(near[1], True)
        if how in TO_COME or is_apart(act) or self._is_of_document(here):
            return None
        shared = [
            time
            for sentence in self._around(here, "back")
            for token, time in self._times.get(sentence, ())
            if self._may_be_shared(token, time, how)
            and not (sentence > here and self._is_of_act(token))
        ]
        fine = [time for time in shared if time.precision not in COARSE]
        return next((Timed(time, False) for time in fine or shared), None)

    def _others(self, act: Token) -> frozenset[int]:
        return frozenset(self._acts.keys() - {act.i})

    def _is_of_unsure(self, token: Token, act: Token, how: Modality) -> bool:
        """Whether a time belongs to an act that may never come, and this one has."""
        if how in TO_COME:
            return False
        for above in up(token):
            if above.i == act.i:
                return False
            if above.i in self._acts:
                return self._acts[above.i].modality in TO_COME
        return False

    def _is_of_document(self, sentence: int) -> bool:
        """Whether a sentence tells what a dated document says, apart from the story around it."""
        return any(is_of_document(token) for token, _ in self._times.get(sentence, ()))

    def _is_of_relative(self, token: Token, act: Token) -> bool:
        """Whether a time is of an act told in a relative clause, which does not hold this one.

        "She would be questioned, said Ri, who was sent back in 2011": 2011 is Ri's return.
        """
        for above in up(token):
            if above.i == act.i:
                return False
            if above.i in self._acts and above.dep_ == "relcl":
                return not any(t.i == act.i for t in above.subtree)
        return False

    def _may_be_shared(self, token: Token, time: TimeExpression, how: Modality) -> bool:
        """Whether another sentence's act may take this time."""
        inside = [i for i in self._acts if token.sent.start <= i < token.i]
        act = self.doc[max(inside)] if inside else token
        if is_of_saying(token, act) or self._is_of_unsure(token, token, how):
            return False
        if is_aside(token) and not (self._is_told and not in_clause(token)):
            return False  # in a testimony, "I crossed the river in May" dates what came next
        if time.operator in {"since", "until"}:
            return False
        old = time.precision in COARSE and self._has_finer and self.is_long_ago(time)
        if old and not self._is_told:
            return False
        return not self._is_to_come(time)

    def is_long_ago(self, time: TimeExpression) -> bool:
        """Whether a time lies more than a year before the report, or nothing says it does not."""
        if self._today is None or time.latest is None:
            return True
        return (self._today - time.latest).days > A_YEAR

    def _is_to_come(self, time: TimeExpression) -> bool:
        """Whether a time lies after the day the report appeared."""
        return bool(self._today and time.earliest and time.earliest > self._today)

    def _around(self, here: int, limit: str) -> list[int]:
        """Sentences back in the paragraph, the nearest first; then the lead, those ahead, others.

        Of times, only those of the paragraph and the lead are asked.
        """
        table = tables()
        back = [here - n for n in range(1, table[limit] + 1) if here - n >= 0]
        beside = [n for n in back if self._paragraphs[n] == self._paragraphs[here]]
        first = self.sentence_of(min(self._acts, default=0))
        lead = [n for n in (first, 0) if n < here <= n + table["from_lead"]]
        ahead = [here + n for n in range(1, table["ahead"] + 1)] if here < LEAD else []
        rest = back if limit == "back_places" else []
        if self._is_told:  # one thing after another: what was said last holds on
            beside, lead, ahead, rest = back, [], [], []
        near = dict.fromkeys([*beside, *lead, *ahead, *rest])
        section, last = self.section_of(here), len(self._sentence_starts)
        return [n for n in near if n < last and self.section_of(n) == section]

    def section_of(self, sentence: int) -> int:
        """The number of the section that a sentence stands in."""
        return self.layout.section_of(self._idx[self._sentence_starts[sentence]])

    def places_of(
        self, mention: Mention, how: Modality, is_background: bool, is_general: bool = False
    ) -> tuple[Placed, ...]:
        """The places of the act: its own, else those of a neighbouring sentence or the dateline.

        What is told as background, and an act that may never come, keep to their own; what
        happens usually keeps to its paragraph, or takes the country.
        """
        how = _as_to_come(mention, how)
        here = self.sentence_of(mention.token.i)
        own = self._own_places(mention, here)
        if own or is_background or how in TO_COME:
            return own
        dateline = self._dateline(mention)
        if dateline and here < LEAD:
            return dateline
        for sentence in self._around(here, "back_places"):
            apart = self._paragraphs[sentence] != self._paragraphs[here]
            if is_general and (apart or not self._is_of_one_region):
                continue
            found = [
                (token, place)
                for token, place in self._open_places(sentence, mention)
                if not is_aside(token)
                and not self._is_of_unsure(token, token, how)
                and not self._is_way(token, mention)
                and not (sentence > here and self._is_of_act(token))
            ]
            if found:
                shared = self._listed(found, found[0])
                return tuple(Placed(p, default_role(mention.act), False) for p in shared)
        if dateline or self._region is None:
            return dateline
        return (Placed(self._region, default_role(mention.act), False),)

    def _is_of_act(self, token: Token) -> bool:
        """Whether a place hangs on an act: in a later sentence, it is that one's alone."""
        while token.dep_ == "conj":
            token = token.head
        return any(above.i in self._acts for above in up(token))

    def _is_way(self, token: Token, mention: Mention) -> bool:
        """Whether a place is where another act sends people to."""
        table = tables()
        if mention.act in table["return_acts"]:
            return False
        way = any(a.dep_ == "prep" and a.lower_ in {"to", "into"} for a in up(token)[1:3])
        return way and any(
            a.i in self._acts and self._acts[a.i].act in table["return_acts"] for a in up(token)
        )

    def _open_places(self, sentence: int, mention: Mention) -> list[tuple[Token, PlaceMention]]:
        """The places of a sentence that are not barred, nor only hold one that is right before."""
        found: list[tuple[Token, PlaceMention]] = []
        barred_to = -FAR
        for token, place in self._places.get(sentence, ()):
            holds_barred = place.start - barred_to <= HELD
            barred = is_barred(token, place, mention.token.i, mention.act, self._acts)
            if holds_barred or barred or self._is_speakers(place, mention):
                barred_to = barred_to if is_owner(token, place) else place.end
            else:
                found.append((token, place))
        return found

    def _is_of_other(self, token: Token, act: Token) -> bool:
        """Whether a place hangs on another act, which this one is no part of."""
        for above in up(token)[1:]:
            if above.i == act.i:
                return False
            if above.i in self._acts:
                return True
        return False

    def _is_speakers(self, place: PlaceMention, mention: Mention) -> bool:
        """Whether a place stands in the words for a speaker, and the act does not."""
        return any(
            start <= place.start
            and place.end <= end
            and not start <= mention.first < end
            and not is_on_the_spot(self.token_at(start), self.token_at(end - 1))
            for start, end in self._speakers
        )

    def _own_places(self, mention: Mention, here: int) -> tuple[Placed, ...]:
        near = self._open_places(here, mention)
        eligible = [
            pair
            for pair in near
            if not is_cut_off(pair[0], mention.token) and not self._is_way(pair[0], mention)
        ]
        if mention.act in tables()["return_acts"]:
            eligible = [p for p in eligible if not self._is_of_other(p[0], mention.token)]
        clause = {t.i for t in clause_of(mention.token).subtree}
        eligible = [pair for pair in eligible if pair[0].i in clause] or eligible
        others = self._others(mention.token)
        found: list[Placed] = []
        best: dict[PlaceRole, tuple[int, tuple[Token, PlaceMention]]] = {}
        for token, place in eligible:
            far = reach(token, mention.token, others)
            role = role_of(self.token_at(place.start), token, mention)
            if role not in best or far < best[role][0]:
                best[role] = (far, (token, place))
        for role, (_, pair) in best.items():
            same = [
                p for p in eligible if role_of(self.token_at(p[1].start), p[0], mention) is role
            ]
            found += [Placed(p, role, True) for p in self._listed(same, pair)]
        kept = [p for p in found if not any(is_around(p, q) for q in found)]
        return tuple(sorted(kept, key=lambda p: p.place.start))

    def _listed(
        self,
        pairs: Sequence[tuple[Token, PlaceMention]],
        chosen: tuple[Token, PlaceMention],
    ) -> list[PlaceMention]:
        """The finest place in the chain of the chosen one, or all of its list."""
        found = listed_with(pairs, chosen)
        return found if len(found) > 1 else [finest(pairs, chosen)]

    def _dateline(self, mention: Mention) -> tuple[Placed, ...]:
        """The place a text is dated from, for acts that have none around them."""
        for _, place in self._places.get(0, ()):
            after = self._head[place.end : place.end + AFTER_DATELINE]
            if place.end <= DATELINE and any(mark in after for mark in MARKS):
                return (Placed(place, default_role(mention.act), False),)
        return ()


def _as_to_come(mention: Mention, how: Modality) -> Modality:
    """What is denied of the future is as open as what is planned: "will not be deported"."""
    future = any(c.lower_ in _FUTURE for c in mention.token.lefts)
    return Modality.PLANNED if how is Modality.DENIED and future else how


_FUTURE = {"will", "would", "wo", "shall", "'ll"}


def names_a_day(time: TimeExpression) -> bool:
    """Whether a time of day says which day: "at night" and "at 10.20" alone do not."""
    if time.type is not TimeType.TIME or time.anchor == "absolute":
        return True
    return any(word.strip(".,") in tables()["days"] for word in time.exact.lower().split())


def _paragraphs(text: str, starts: Iterable[int]) -> list[int]:
    """The number of the paragraph that each start lies in; lines where no line is left empty."""
    mark = "\n\n" if "\n\n" in text else "\n"
    return [text.count(mark, 0, start + 1) for start in starts]
