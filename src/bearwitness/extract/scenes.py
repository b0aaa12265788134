"""One text laid out for its acts: times and places by sentence, and which sentences go together.

The rules it keeps:
- Sentences go on with the one before in their paragraph; the lead speaks for those below it. What
  stands behind a heading or a paragraph's own place or time has nothing of what is before.
- In somebody's own story what was said last holds on.
- The dateline of a text dates no act, nor a day of birth; places inside a time ("Mon") are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, TypeVar

from ..model.dates import Precision, TimeExpression, TimeType
from ..model.places import PlaceMention
from ..reference.lines import Lines
from ..reference.parse import text_of
from .hanging import tables
from .heads import Heads
from .layout import Layout
from .places_of_acts import Told, is_owner, main_region
from .times.together import together
from .victims import teller

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from spacy.tokens import Doc, Span, Token


Found = TypeVar("Found", TimeExpression, PlaceMention)
A_YEAR = 366  # days
LEAD = 3  # sentences in which a dateline goes before the places of other sentences
_BORN = re.compile(r"\b(?:[Bb]orn(?: in| on)?|b\.) $")  # what stands before a date of birth
_REACH = 9  # code points of it
COARSE = {Precision.YEAR, Precision.DECADE, Precision.CENTURY}


class Scene:
    """The times and places of one text, by sentence.

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
        self.doc, self.acts, self._today = doc, acts, today
        self._idx = [token.idx for token in doc]
        named = [(t.start, t.end) for t in times] + [(p.start, p.end) for p in places]
        self._heads = Heads(text_of(doc), named)
        starts = [s.start for s in doc.sents if not self._is_dateline(s)]
        self._sentence_starts = [0, *starts[1:]] if len(doc) else []
        lines = Lines(text_of(doc))
        self.paragraphs = [lines.part_of(self._idx[i]) for i in self._sentence_starts]
        self.times: dict[int, list[tuple[Token, TimeExpression]]] = {}
        self.places: dict[int, list[tuple[Token, PlaceMention]]] = {}
        for time in together((t for t in times if t.when is not None), text_of(doc)):
            is_told = names_a_day(time) or self._heads.is_in_head(time.start)
            is_told = is_told and not is_of_birth(time, text_of(doc))
            if is_told and not self._heads.is_dateline(time.start):
                token = self.token_at(time.end - 1)
                self.times.setdefault(self.sentence_of(token.i), []).append((token, time))
        self.is_own_story = teller(doc) is not None
        self._has_finer = any(t.when and t.precision not in COARSE for t in times)
        self.layout = Layout(text_of(doc))
        self._dated = next((self._heads.head_of(t.start) for t in times if self._is_today(t)), 0)
        self._speakers = tuple(speakers)
        inside = {p.admin1 for p in places if p.admin1}
        self._is_of_one_region = len(inside) == 1
        self.written_at: PlaceMention | None = None
        dated = {i for t in times for i in range(t.start, t.end)}
        for place in places:
            if place.start in dated:  # "Mon", "Aug"
                continue
            if self._heads.is_dateline(place.start):
                self.written_at = self.written_at or place
                continue
            token = self.token_at(place.end - 1)
            self.places.setdefault(self.sentence_of(token.i), []).append((token, place))
        told = [p for said in self.places.values() for t, p in said if not is_owner(t, p)]
        self.region = main_region([*told, *([self.written_at] if self.written_at else [])], places)

    def token_at(self, offset: int) -> Token:
        """The token that holds a code point."""
        return self.doc[max(0, bisect_right(self._idx, offset) - 1)]

    def sentence_of(self, i: int) -> int:
        """The number of the sentence of token `i`."""
        return bisect_right(self._sentence_starts, i) - 1

    def section_of(self, sentence: int) -> int:
        """The number of the section that a sentence stands in."""
        return self.layout.section_of(self._idx[self._sentence_starts[sentence]])

    def start_of(self, sentence: int) -> int:
        return self._sentence_starts[max(0, sentence)]

    def _is_dateline(self, sentence: Span) -> bool:
        """Whether a sentence is nothing but the dateline, which goes with the one after it."""
        return self._heads.is_dateline(sentence[-1].idx)

    def is_long_ago(self, time: TimeExpression) -> bool:
        """Whether a time lies more than a year before the report, or nothing says it does not."""
        if self._today is None or time.latest is None:
            return True
        return (self._today - time.latest).days > A_YEAR

    def _is_today(self, time: TimeExpression) -> bool:
        """Whether a time in the first head is the day of the report: when it was written."""
        is_first = self._heads.is_in_head(time.start) and self._heads.head_of(time.start) == 1
        return is_first and self._today is not None and time.earliest == self._today

    def is_to_come(self, time: TimeExpression) -> bool:
        """Whether a time lies after the day the report appeared."""
        return bool(self._today and time.earliest and time.earliest > self._today)

    def around(self, here: int, limit: str) -> list[int]:
        """Sentences back in the paragraph, the nearest first; then the lead, those ahead, others.

        Of times, only those of the paragraph and the lead are asked.
        """
        table = tables()
        back = [here - n for n in range(1, table[limit] + 1) if here - n >= 0]
        beside = [n for n in back if self.paragraphs[n] == self.paragraphs[here]]
        first = self.sentence_of(min(self.acts, default=0))
        down = table["from_lead" if limit == "back" else "places_from_lead"]
        lead = [n for n in (first, 0) if n < here <= n + down]
        ahead = [here + n for n in range(1, table["ahead"] + 1)] if here < LEAD else []
        if limit == "back_places":
            ahead = []
        if self.is_own_story:  # one thing after another: what was said last holds on
            beside, lead, ahead = back, [], []
        near = dict.fromkeys([*beside, *lead, *ahead])
        section, head, last = (
            self.section_of(here),
            self.head_of(here),
            len(self._sentence_starts),
        )
        return [
            n
            for n in near
            if n < last and self.section_of(n) == section and self.head_of(n) == head
        ]

    def headed(
        self, said: Mapping[int, list[tuple[Token, Found]]], sentence: int
    ) -> list[tuple[Token, Found]]:
        """The times or places that the head above a sentence gives, of those told by sentence."""
        head = self.head_of(sentence)
        if not self._heads.is_of_list(head) or head == self._dated:
            return []
        return [
            (token, what)
            for n in range(sentence, -1, -1)
            if self.head_of(n) == head
            for token, what in said.get(n, ())
            if self._heads.is_in_head(what.start)
        ]

    def head_of(self, sentence: int) -> int:
        return self._heads.head_of(self._idx[self._sentence_starts[sentence]])


def is_of_birth(time: TimeExpression, text: str) -> bool:
    """Whether a time says when somebody was born: "born 1985", "b. 2001"."""
    return _BORN.search(text[max(0, time.start - _REACH) : time.start]) is not None


def names_a_day(time: TimeExpression) -> bool:
    """Whether a time of day says which day: "at night" and "at 10.20" alone do not."""
    if time.type is not TimeType.TIME or time.anchor == "absolute":
        return True
    return any(word.strip(".,") in tables()["days"] for word in time.exact.lower().split())
