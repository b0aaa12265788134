"""One report laid out for asking what it is mainly about: sentences, acts, times and places."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ...model.claim import ClaimKind
from ...model.dates import TimeExpression, TimeType
from ...model.places import PlacePrecision
from ...reference.gazetteer import gazetteer
from ...reference.parse import text_of
from ..hanging import is_of_saying, tables, up
from ..heads import dateline_end
from ..places_of_acts import Told, is_barred, is_of_return
from ..placing import names_a_day
from ..scenes import is_of_birth
from ..times.together import together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from ...model.claim import Claim
    from ...model.places import Place, PlaceMention
    from ...model.report import Header
    from ...reference.gazetteer import Entry

PARAGRAPH = "\n\n"
_TOLD = {ClaimKind.EVENT, ClaimKind.PATTERN}


class Story:
    """A text with its acts and patterns, in text order, and the times and places it names.

    `places` are those that may say where a thing was (no nationality words, no parts of names);
    offsets are code points.
    """

    def __init__(
        self,
        doc: Doc,
        header: Header,
        claims: Sequence[Claim],
        times: Sequence[TimeExpression],
        places: Sequence[PlaceMention],
    ) -> None:
        self.doc, self.header, self.text = doc, header, text_of(doc)
        self.told = [c for c in claims if c.act and c.kind in _TOLD]
        self.places = [p for p in places if not p.demonym and not p.in_name]
        self._named = places
        self._countries = Counter(p.country for p in places if p.country)
        self._places = Counter((p.precision, p.gazetteer_id) for p in self.places)
        self._most: Counter[str] = Counter()
        for (precision, _), count in self._places.items():
            self._most[precision] = max(self._most[precision], count)
        self.sentences = list(doc.sents)
        self._starts = [s.start_char for s in self.sentences]
        self._idx = [t.idx for t in doc]
        whole = together((t for t in times if t.when is not None), self.text)
        self.times = [t for t in whole if self._may_date(t)]
        self.by_span = {(t.start, t.end): t for t in (*times, *whole)}
        self.acts: dict[int, list[tuple[int, Claim]]] = defaultdict(list)
        for claim in self.told:
            for words in claim.evidence_for("act"):
                self.acts[self.sentence_of(words.start)].append((words.start, claim))
        self._told_at = {
            self.token_at(start).i: Told(claim.act or "", claim.modality)
            for said in self.acts.values()
            for start, claim in said
        }
        named = [*(t.start for t in times), *(p.start for p in places)]
        dateline = dateline_end(self.text, named)
        self.open_times = [
            t for t in self.times if not (self._is_of_saying(t) or t.start < dateline)
        ]
        self.own = {c.id: t for c in self.told if (t := self._own_time(c)) is not None}
        self.owners: dict[tuple[int, int], list[Claim]] = defaultdict(list)
        for claim in self.told:
            if claim.id in self.own:
                time = self.own[claim.id]
                self.owners[time.start, time.end].append(claim)

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence that holds a code point."""
        return bisect_right(self._starts, offset) - 1

    def token_at(self, offset: int) -> Token:
        """The token that holds a code point."""
        return self.doc[max(0, bisect_right(self._idx, offset) - 1)]

    def sentences_of(self, claim: Claim) -> frozenset[int]:
        """The sentences that say a claim's act."""
        return frozenset(self.sentence_of(e.start) for e in claim.evidence_for("act"))

    def time_of(self, claim: Claim) -> TimeExpression | None:
        """The expression that a claim's `when` was read from."""
        spans = ((e.start, e.end) for e in claim.evidence_for("when"))
        return next((self.by_span[s] for s in spans if s in self.by_span), None)

    def is_between(self, start: int, end: int, mark: str = PARAGRAPH) -> bool:
        """Whether a mark stands between two code points, in either order."""
        return mark in self.text[min(start, end) : max(start, end)]

    def is_open(self, place: PlaceMention, claim: Claim) -> bool:
        """Whether a place may be the act's: no home, origin, route, or another act's way back."""
        token = self.token_at(place.end - 1)
        act = claim.act or ""
        near = min(
            (self.token_at(e.start).i for e in claim.evidence_for("act")),
            key=lambda i: abs(i - token.i),
        )
        if is_barred(token, place, near, act, self._told_at):
            return False
        return is_of_return(act) or not any(
            a.i in self._told_at and is_of_return(self._told_at[a.i].act) for a in up(token)
        )

    def share_of_country(self, code: str | None) -> float:
        """How often a country's places are named, beside the one named most."""
        most = max(self._countries.values(), default=1)
        return self._countries[code] / most if code else 0.0

    def country_mostly(self, least: float) -> str | None:
        """The country spoken of most, by name, town or nationality; None under a share of all."""
        code = max(self._countries, key=self._countries.__getitem__, default=None)
        return code if code and self._countries[code] >= least * self._countries.total() else None

    def words_for_country(self, code: str, claim: Claim) -> tuple[PlaceMention, ...]:
        """The mentions of a country by name; where there is none, of its people, bodies and towns.

        Each is given as the country's, whatever it names; by name only where it may be the claim's:
        where somebody lives or hides today is no place of an act.
        """
        said = [p for p in self._named if p.country == code]
        whole = [p for p in said if p.precision is PlacePrecision.COUNTRY and p.gazetteer_id]
        by_name = [p for p in whole if not p.demonym and not p.in_name]
        if by_name:
            return tuple(p for p in by_name if self.is_open(p, claim))
        if whole:
            return tuple(whole)
        country = gazetteer().country(code)
        open_ones = (p for p in said if p.demonym or p.in_name or self.is_open(p, claim))
        return tuple(_taken_for(country, p) for p in open_ones) if country else ()

    def share_of_place(self, place: Place | PlaceMention) -> float:
        """How often a place is named, beside the one of its precision that is named most."""
        count = self._places[place.precision, place.gazetteer_id]
        return count / max(1, self._most[place.precision])

    def _is_of_saying(self, time: TimeExpression) -> bool:
        """Whether a time says when something was said, not when the act before it was."""
        token = self.token_at(time.end - 1)
        start = token.sent.start
        before = [i for i in self._told_at if start <= i < token.i]
        return is_of_saying(token, self.doc[max(before)] if before else token)

    def _own_time(self, claim: Claim) -> TimeExpression | None:
        """The time that a sentence of the act itself gives."""
        time = self.time_of(claim)
        is_own = time is not None and self.sentence_of(time.start) in self.sentences_of(claim)
        return time if is_own else None

    def _may_date(self, time: TimeExpression) -> bool:
        """Whether an expression can say when something was: dated, past, and more than an hour."""
        if time.when is None or time.earliest is None or not names_a_day(time):
            return False
        if is_of_birth(time, self.text):
            return False
        today = self.header.published
        return today is None or time.earliest <= today


def _taken_for(country: Entry, mention: PlaceMention) -> PlaceMention:
    """A mention of something in a country as a mention of the country."""
    return replace(
        mention, name=country.name, admin1=None, country_name=country.country_name,
        precision=country.precision, lat=country.lat, lon=country.lon, gazetteer_id=country.id,
    )  # fmt: skip


def bounds(time: TimeExpression) -> tuple[date, date]:
    """The first and last possible day; the ends of the calendar where one is not known."""
    return time.earliest or date.min, time.latest or date.max


def is_said(story: Story, time: TimeExpression) -> bool:
    """Whether a time hangs on a verb of saying."""
    verb = next(
        (t for t in up(story.token_at(time.end - 1))[1:] if t.pos_ in {"VERB", "AUX"}), None
    )
    return verb is not None and verb.lemma_ in tables()["saying"]


def is_clock(time: TimeExpression) -> bool:
    """Whether it is a time of day."""
    return time.type is TimeType.TIME
