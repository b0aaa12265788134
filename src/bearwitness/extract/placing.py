"""Which places an act has.

The rules it keeps:
- Which places may be a field at all is in places_of_acts.py; which time an act has, in timing.py.
- An act that gives no place takes that of a neighbouring sentence of the same paragraph, else of
  the lead; what was taken so is marked, and lowers confidence. Nothing is taken from an aside, from
  a court, an embassy or somebody's whereabouts, nor by an act that may never come or a return.
- "There" and "where" mean the place named last.
- A dateline's place is taken where it lies in the country of the story and is no capital:
  correspondents sit there.
- Where a text gives an act no place at all, the country it speaks of most is taken, as a country
  and no finer, unless those who did it are of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.places import PlaceMention, PlacePrecision, PlaceRole
from .hanging import (
    clause_of,
    is_aside,
    is_cut_off,
    is_of_saying,
    is_on_the_spot,
    reach,
    tables,
    up,
)
from .people import is_people
from .places_of_acts import (
    Placed,
    default_role,
    finest,
    is_around,
    is_at_bench,
    is_barred,
    is_capital,
    is_never_lent,
    is_of_bench,
    is_of_return,
    is_owner,
    listed_with,
)
from .scenes import LEAD, names_a_day
from .timing import FAR, TO_COME, Timed, Timing, as_to_come
from .ways import is_border, on_the_way, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from ..model.claim import Modality
    from .acts import Mention

__all__ = ["Setting", "Timed", "names_a_day"]

HELD = 12  # code points between a place and the one that holds it: " county, "


class Setting(Timing):
    """The times and places of one text, by sentence, ready to be asked for an act's."""

    def places_of(
        self,
        mention: Mention,
        how: Modality,
        is_background: bool,
        is_general: bool = False,
    ) -> tuple[Placed, ...]:
        """The places of the act: its own, else those of a neighbouring sentence or the dateline.

        What is told as background, and an act that may never come, keep to their own; what
        happens usually keeps to its paragraph, or takes the country.
        """
        how = as_to_come(mention, how)
        here = self.sentence_of(mention.token.i)
        own = self._pointed_at(mention) or self._own_places(mention, here)
        if how in TO_COME:
            return tuple(p for p in own if self.is_tied(self.token_at(p.place.end - 1), mention))
        if own or is_background or is_never_lent(mention.act):
            return own
        headed = self.headed(self.places, here)
        if headed:
            return (Placed(finest(headed, headed[0]), default_role(mention.act), False),)
        judged = self._bench_before(mention)
        if judged:
            return judged
        dateline = self._dateline(mention)
        if dateline and here < LEAD:
            return dateline
        for sentence in self.around(here, "back_places"):
            apart = self.paragraphs[sentence] != self.paragraphs[here]
            if is_general and (apart or not self._is_of_one_region):
                continue
            found = [
                (token, place)
                for token, place in self._open_places(sentence, mention)
                if not is_aside(token)
                and not self.is_of_unsure(token, token, how)
                and not self.is_way(token, mention)
                and not is_of_bench(token, mention.act)
                and not self.is_of_somebody(token)
                and not (sentence > here and self.is_of_act(token))
                and not self.is_of_others(place, mention)
            ]
            if found:
                shared = self._listed(found, found[0])
                return tuple(Placed(p, default_role(mention.act), False) for p in shared)
        titled = [p for n in range(here) for p in self.places.get(n, ()) if self._is_over(n, here)]
        if titled:
            return (Placed(finest(titled, titled[-1]), default_role(mention.act), False),)
        if dateline or self.region is None or not self._is_open(self.region, mention):
            return dateline
        if self.is_of_others(self.region, mention):
            return ()
        return (Placed(self.region, default_role(mention.act), False),)

    def is_of_others(self, place: PlaceMention, mention: Mention) -> bool:
        """Whether it is a country that none who did it is of: "Ethiopian police" not in Eritrea."""
        doers = {agent.country for agent in mention.agents}
        is_whole = place.precision is PlacePrecision.COUNTRY and place.gazetteer_id is not None
        return bool(doers) and is_whole and None not in doers and place.country not in doers

    def _is_open(self, region: PlaceMention, mention: Mention) -> bool:
        """Whether the text tells of a country also but as a home or where somebody is today."""
        inside = [
            (token, place)
            for found in self.places.values()
            for token, place in found
            if place.country == region.country
        ]
        return not inside or any(
            not is_barred(token, place, mention.token.i, mention.act, self.acts)
            for token, place in inside
        )

    def _pointed_at(self, mention: Mention) -> tuple[Placed, ...]:
        """The place that "there" or "where" means: "Hunan, where he was tortured"."""
        act = mention.token
        clause = clause_of(act)
        if clause.dep_ == "relcl" and any(t.lower_ == "where" for t in clause.lefts):
            top = clause.head
            while top.dep_ == "pobj" and top.head.head.pos_ == "PROPN":  # "Nyala in Sudan, where"
                top = top.head.head
            low, high = top.left_edge.i, clause.i
        elif any(t.lower_ == "there" and t.dep_ != "expl" for t in act.children):
            low, high = self.start_of(self.sentence_of(act.i) - 1), act.i
        else:
            return ()
        found = [
            (token, place)
            for sentence in range(self.sentence_of(low), self.sentence_of(act.i) + 1)
            for token, place in self.places.get(sentence, ())
            if low <= token.i < high
        ]
        if not found:
            return ()
        place = finest(found, found[-1])
        role = PlaceRole.TO if is_of_return(mention.act) else default_role(mention.act)
        return (Placed(place, role, True),)

    def is_of_somebody(self, token: Token) -> bool:
        """Whether a place only says where somebody is who has no part in an act of the text.

        "Osman, a carpenter in Bursa, was in the lorry too."
        """
        noun = next((a for a in up(token)[1:] if a.dep_ != "prep"), None)
        if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or not is_people(noun):
            return False
        if self._is_in_entry(token):
            return False
        said = self.times.get(self.sentence_of(noun.i), ())
        if any(end.i == noun.i for end, _ in said):
            return False  # "Sat 27 Jan, Klang": a month, no man of that name
        return not any(above.i in self.acts for above in up(noun)[:3])

    def _is_in_entry(self, token: Token) -> bool:
        """Whether a place stands in what heads an entry: "Woman, cook, 30, Riyadh." """
        is_head = not any(t.pos_ in {"VERB", "AUX"} for t in token.sent)
        return is_head and not any(a.lower_ in {"from", "of"} for a in up(token)[1:])

    def is_way(self, token: Token, mention: Mention) -> bool:
        """Whether a place is where another act sends people to."""
        table = tables()
        if mention.act in table["return_acts"]:
            return False
        way = any(a.dep_ == "prep" and a.lower_ in {"to", "into"} for a in up(token)[1:3])
        return way and any(
            (a.pos_ == "NOUN" and a.lemma_ in table["ways"] and a.i != mention.token.i)
            or (a.i in self.acts and self.acts[a.i].act in table["return_acts"])
            for a in up(token)[1:4]
        )

    def _open_places(self, sentence: int, mention: Mention) -> list[tuple[Token, PlaceMention]]:
        """The places of a sentence that are not barred, nor only hold one that is right before."""
        found: list[tuple[Token, PlaceMention]] = []
        barred_to = -FAR
        for token, place in self.places.get(sentence, ()):
            if is_border(place) and not is_of_return(mention.act):
                continue  # "on the Algerian border" may be on either side
            holds_barred = place.start - barred_to <= HELD
            barred = is_barred(token, place, mention.token.i, mention.act, self.acts)
            if holds_barred or barred or self.is_speakers(place, mention):
                barred_to = barred_to if is_owner(token, place) else place.end
            else:
                found.append((token, place))
        return found

    def _is_of_other(self, token: Token, act: Token) -> bool:
        """Whether a place hangs on another act, which this one is no part of."""
        for above in up(token)[1:]:
            if above.i == act.i:
                return False
            if above.i in self.acts:
                return True
        return False

    def is_speakers(self, place: PlaceMention, mention: Mention) -> bool:
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
            if not is_cut_off(pair[0], mention.token) and not self.is_way(pair[0], mention)
        ]
        if is_of_return(mention.act):
            eligible = [
                p
                for p in eligible
                if not self._is_of_other(p[0], mention.token)
                and not is_of_saying(p[0], mention.token)
            ]
        eligible = self._of_benches(eligible, mention.act)
        clause = {t.i for t in clause_of(mention.token).subtree}
        eligible = [pair for pair in eligible if pair[0].i in clause] or eligible
        others = self.others(mention.token)
        found: list[Placed] = []
        best: dict[PlaceRole, tuple[int, tuple[Token, PlaceMention]]] = {}
        for token, place in eligible:
            far = reach(token, mention.token, others)
            if is_of_return(mention.act) and place.precision is PlacePrecision.COUNTRY:
                far += FAR  # "Panama sent 30 people from Colón": the finer says more
            role = role_of(self.token_at(place.start), token, mention, place)
            if role not in best or far < best[role][0]:
                best[role] = (far, (token, place))
        for role, (_, pair) in best.items():
            same = [
                p
                for p in eligible
                if role_of(self.token_at(p[1].start), p[0], mention, p[1]) is role
            ]
            found += [Placed(p, role, True) for p in self._listed(same, pair)]
        kept = [p for p in found if not any(is_around(p, q) for q in found)]
        if mention.act in tables()["return_acts"]:
            kept = on_the_way(kept)
        return tuple(sorted(kept, key=lambda p: p.place.start))

    def _of_benches(
        self, pairs: list[tuple[Token, PlaceMention]], act: str
    ) -> list[tuple[Token, PlaceMention]]:
        """The places of a court, if any, for what courts do; for other acts none of a court's."""
        at_court = [pair for pair in pairs if is_at_bench(pair[0])]
        if act in tables()["bench_acts"]:
            return at_court or pairs
        if is_of_return(act):
            return pairs
        return [pair for pair in pairs if not is_at_bench(pair[0], "courts")]

    def _is_over(self, title: int, here: int) -> bool:
        """Whether a sentence is the heading of the section that another stands in."""
        at = self._idx[self._sentence_starts[title]]
        return self.layout.is_heading(at) and self.section_of(title) == self.section_of(here)

    def _bench_before(self, mention: Mention) -> tuple[Placed, ...]:
        """The place of the court told last before what a court does."""
        if mention.act not in tables()["bench_acts"]:
            return ()
        here = self.sentence_of(mention.token.i)
        found = [
            pair
            for n in range(here)
            if self.section_of(n) == self.section_of(here) and self.head_of(n) == self.head_of(here)
            for pair in self.places.get(n, ())
            if is_at_bench(pair[0])
        ]
        return (Placed(finest(found, found[-1]), PlaceRole.AT, False),) if found else ()

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
        place, region = self.written_at, self.region
        if place is None or is_never_lent(mention.act):
            return ()
        is_far = region is not None and region.country != place.country
        if is_far or is_capital(place):
            return ()  # where correspondents sit
        return (Placed(place, default_role(mention.act), False),)
