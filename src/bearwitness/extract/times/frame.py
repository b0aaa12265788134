"""What a time expression is relative to: the publication day, and the time of the story so far.

A news report is told from its publication day: "Friday" and "in March" are taken nearest to it, on
the side that the verb's tense says. A narrative (a history, a testimony) is told from the last
date it gave: "in March" lies in the year it has reached. Which of the two a text is, is read off
its dates (`is_narrative`); docs/decisions/0010-times.md has the comparison.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import median_low
from typing import TYPE_CHECKING

from ...model.dates import TimeType
from ...reference.parse import text_of
from ..hanging import tables
from ..victims import teller
from .entries import Entries
from .gone_on import is_of_birth, year_gone_on
from .moment import Moment, shifted
from .narrative import is_label, is_narrative, without_labels, years_of
from .operators import operator_before
from .tense import is_due, tense_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SENTENCE_END = re.compile(r"[.!?]['”\"]?\s|\n")
_AIMED = re.compile(r"\b(?:to|for|until|till|by|before)\s$", re.IGNORECASE)
_BACK = re.compile(r"\b(?:before|earlier|previous)$", re.IGNORECASE)
_QUOTE = re.compile(r'["“”]')
LOOKS_BACK = 2  # months that somebody who tells their own story goes back at most
ROLL_OVER_MONTHS = 10  # a month this far before the one reached belongs to the next year
BC_YEARS = 5  # marked years before bare ones are read so
YEARS_AHEAD = 5  # years written out further on that say where the story goes
SOON_MONTHS = 2  # how near "to 4 April" is taken to lie ahead whatever the verb's tense
LAST_YEAR = 9999
_HOPS = 4  # words up from a time to the verb it may go with
# How much longer a day behind and a day ahead of the publication counts, by the verb's tense: what
# "happened on 4 April" lies behind, unless 4 April is less than some six weeks ahead.
WRONG_SIDE = {"past": (1.0, 8.0), "future": (6.0, 1.0)}
WRONG_MONTH = {
    "past": (1.0, 12.0),
    "future": (12.0, 1.0),
}  # a whole month: any other side
EITHER_SIDE = (1.0, 1.3)


@dataclass(frozen=True, slots=True)
class Found:
    """One expression as the rules understand it."""

    start: int
    end: int
    type: TimeType
    timex: str
    moment: Moment | None = None
    anchor: str | None = None


@dataclass(slots=True)
class Frame:
    """The state of reading one text from its start."""

    doc: Doc
    text: str  # as doc.text, which is put together anew each time it is asked for
    published: Moment | None
    narrative: bool
    told: bool = False  # by somebody who tells their own story
    last: Moment | None = None
    last_day: Moment | None = None
    last_explicit: tuple[int, int] | None = None  # offset, year
    last_end: int = 0  # where the words of `last` end
    last_day_end: int = 0
    last_quarter: Moment | None = None
    last_clock: Moment | None = None
    named_day: Moment | None = None  # as `last_day`, of a saying too, of no quotation
    entry: Moment | None = None  # the day that heads the entry of a log
    main_day: Moment | None = None  # the last day not told in passing
    last_is_said: bool = False  # whether `last` only says when something was said
    story: Moment | None = None  # as `last`, without years only mentioned in passing
    story_end: int = 0  # where the words of `story` end
    story_is_explicit: bool = False  # whether they write the year out
    years: list[tuple[int, int]] = field(
        default_factory=list
    )  # every year written out: offset, year
    quotes: list[int] = field(default_factory=list)
    entries: Entries = field(default_factory=lambda: Entries(""))
    _starts: list[int] = field(default_factory=list)

    @staticmethod
    def of(doc: Doc, published: date | None) -> Frame:
        """The frame at the start of a text."""
        day = Moment.of_day(published) if published else None
        text = text_of(doc)
        quotes = [m.start() for m in _QUOTE.finditer(text)]
        narrative = is_narrative(without_labels(text, doc), published)
        told = not narrative and teller(doc) is not None
        years, entries = years_of(text), Entries(text)
        return Frame(doc, text, day, narrative, told, quotes=quotes, years=years, entries=entries)

    @property
    def is_before_christ(self) -> bool:
        """Whether most years in the text are marked BC."""
        marked = sum(1 for _, year in self.years if year < 0)
        return marked >= BC_YEARS and marked * 2 > len(self.years)

    # What expressions are relative to

    @property
    def now(self) -> Moment | None:
        """What "ago", "last" and "this" count from."""
        return (self.last or self.published) if self.narrative else self.today

    @property
    def today(self) -> Moment | None:
        """The day that an entry of a log is of; elsewhere the day of publication."""
        return self.entry or self.published

    def is_over(self, day: Moment) -> bool:
        """Whether a day was not after the publication."""
        ours, theirs = day.days, self.published.days if self.published else None
        return bool(ours and theirs and ours[0] <= theirs[0])

    @property
    def running(self) -> Moment | None:
        """What "later", "that" and "the following" count from."""
        return self.last or self.published

    @property
    def running_day(self) -> Moment | None:
        """The last day the text named, where nothing coarser came after it in another month."""
        if self.last is None:
            return self.published
        if self.last_day is not None and self.is_beside_the_story:
            return self.last_day
        if self.last_day is not None and self.last.grain != "day":
            same = self.last_day.year == self.last.year
            if same and self.last.month in (None, self.last_day.month):
                return self.last_day
        if self.last.grain not in ("day", "month") and not self.narrative and self.published:
            return self.last_day or self.published
        return self.last

    def quarter_told(self, at: int) -> Moment | None:
        """What "the quarter" is in news: the last one named, else the one just over or running."""
        if self.last_quarter is not None:
            return self.last_quarter
        if self.published is None:
            return None
        return moved(self.published, 0 if self.tense(at) == "future" else -1, "quarter")

    def clock_day(self, at: int) -> Moment | None:
        """The day of a clock time: in news not one told in passing in another paragraph."""
        day = self.running_day
        if self._is_of_entry(at):
            return self.today
        if self.main_day is None or day is None or self.last_day is None:
            return day
        if self.narrative or day.days != self.last_day.days:
            return day
        far = "\n\n" in self.text[self.last_day_end : at]
        return self.main_day if far and self._is_in_passing(self.last_day_end) else day

    def _is_of_entry(self, at: int) -> bool:
        """Whether a time of day is of an entry's own day: none other was told in its line."""
        if self.narrative:
            return False
        if self.entries.opens_line(at):
            return True
        return self.entry is not None and "\n" in self.text[self.last_day_end : at]

    def _is_in_passing(self, end: int) -> bool:
        """Whether a time stood in a clause about a noun: "an analyst who left on Friday"."""
        token = self.token(end - 1)
        return token is not None and any(a.dep_ in ("relcl", "acl") for a in token.ancestors)

    @property
    def is_beside_the_story(self) -> bool:
        """Whether the last time was told in passing: "women sent back in July were moved on …"."""
        if self.narrative or self.told or self.last is None or self.last.grain != "month":
            return False
        return self._is_in_passing(self.last_end)

    def near_period(self, at: int) -> Moment | None:
        """The month, quarter or half named last in the sentence: "a year earlier" moves it."""
        if self.last is None or self.narrative or self.last.year is None:
            return None
        if self.last.grain not in ("month", "quarter", "half"):
            return None
        return None if _SENTENCE_END.search(self.text, self.last_end, at) else self.last

    def anchor_of(self, moment: Moment | None) -> str:
        """The name of what a relative expression was resolved against."""
        return "publication" if moment is not None and moment is self.today else "previous"

    def year(self, month: int, day: int | None, at: int) -> tuple[int | None, str]:
        """The year of a date written without one, and what it was taken from."""
        near = self._near_year(at)
        if self.told and self._is_told_on(at):
            return self._next_year(month), "previous"
        if near is not None and not self.narrative and self.tense(at) != "future":
            return near, "previous"
        if self.narrative:
            return self._story_year(month), "previous"
        if self._is_told_on(at):
            return self._next_year(month), "previous"
        if self.published is None:
            return (self._story_year(month) if self._in_story(at) else None), "previous"
        if (gone_on := year_gone_on(self, month, day, at)) is not None:
            return gone_on, "previous"
        return self._news_year(self.published, month, day, at), "publication"

    def _near_year(self, at: int) -> int | None:
        """A year other than the publication's that was written out shortly before."""
        if self.last_explicit is None or self.published is None:
            return None
        where, year = self.last_explicit
        if abs(year - (self.published.year or 0)) <= 1 or _SENTENCE_END.search(
            self.text, where, at
        ):
            return None
        return year

    def _is_told_on(self, at: int) -> bool:
        """Whether a bare month goes on with somebody's own story."""
        if self.last_explicit is None or self.published is None or self.tense(at) == "future":
            return False
        if self.in_quotes(at) or self.story is None or self.story.year is None:
            return False
        is_far = "\n\n" in self.text[self.story_end : at]
        if self.story.grain == "year" and is_far and not self.story_is_explicit:
            return False  # "last year" a paragraph before: it was told in passing
        return self.told and self.text.count("\n\n", self.last_explicit[0], at) <= 1

    def _next_year(self, month: int) -> int | None:
        """The year of the next such month after the one reached, not after the report."""
        today = self.published
        if self.story is None or self.story.year is None or today is None or today.year is None:
            return None
        year, reached = self.story.year, self.story.month
        if reached is not None and reached - month > LOOKS_BACK:
            year += 1
        is_ahead = today.month is not None and (year, month) > (today.year, today.month)
        return min(year - is_ahead, today.year)

    def _in_story(self, at: int) -> bool:
        """Whether a year was written out in the paragraph or the one before it."""
        if self.last_explicit is None:
            return False
        return self.text.count("\n\n", self.last_explicit[0], at) <= 1

    def _story_year(self, month: int) -> int | None:
        """The year the story has reached, or the next one where January follows December."""
        if self.story is None:
            return self.published.year if self.published else None
        year, reached = self.story.year, self.story.month
        if year is None or reached is None:
            return year
        return year + 1 if reached - month >= ROLL_OVER_MONTHS and year != -1 else year

    def _news_year(self, today: Moment, month: int, day: int | None, at: int) -> int | None:
        if today.year is None or today.month is None:
            return None
        tense = self.tense(at)
        if (month - today.month) % 12 <= SOON_MONTHS and _AIMED.search(
            self.text[max(0, at - 10) : at]
        ):
            tense = "future"
        if month == today.month and day is None:
            return today.year
        here = today.month * 30 + (today.day or 1)
        there = month * 30 + (day if day is not None else today.day or 1)
        behind, ahead = (WRONG_SIDE if day else WRONG_MONTH).get(tense, EITHER_SIDE)

        def cost(year: int) -> float:
            days = (year - (today.year or 0)) * 360 + there - here
            return days * ahead if days > 0 else -days * behind

        return min((today.year - 1, today.year, today.year + 1), key=cost)

    # What has been read

    def read(self, found: Found, is_explicit: bool) -> None:
        """Move the time of the story to an expression; a look back ("two days before") does not."""
        moment = found.moment
        if moment is not None and moment.grain == "day" and self.entries.is_head(found.start):
            self.entry = replace(moment, clock="", third=None)
        is_back = not self.narrative and _BACK.search(self.text, found.start, found.end)
        if is_back and not self.last_is_said:
            return
        if (
            moment is None
            or moment.year is None
            or found.type not in (TimeType.DATE, TimeType.TIME)
        ):
            return
        if moment.grain in ("decade", "century") or self.text.startswith("one ", found.start):
            return
        if moment.grain == "quarter":
            self.last_quarter = replace(moment, third=None)
        if moment.grain == "year" and is_explicit and not self.narrative:
            token = self.token(found.end - 1)
            if (token is not None and is_label(token)) or is_of_birth(self.text, found.start):
                return
        if not (is_explicit and moment.grain == "year" and self._is_aside(moment.year, found.end)):
            same = (
                self.story is not None and moment.grain == "year" and moment.year == self.story.year
            )
            if not same:
                self.story, self.story_end = replace(moment, third=None), found.end
                self.story_is_explicit = is_explicit
        if moment.grain == "day" and not self.in_quotes(found.start):
            self.named_day = replace(moment, clock="", third=None)
        is_said = not self.narrative and self._is_of_saying(found.start)
        if is_explicit:
            self.last_explicit = (found.end, moment.year)
        if is_said and self.last is not None and not self.last_is_said:
            return  # "the next day" after "a source said on Thursday" counts from what was told
        self.last_is_said = is_said
        self.last, self.last_end = replace(moment, third=None), found.end
        if moment.grain == "day":
            self.last_clock = moment if ":" in moment.clock else self.last_clock
            self.last_day, self.last_day_end = replace(moment, clock=""), found.end
            if not self._is_in_passing(found.end):
                self.main_day = self.last_day

    def _is_of_saying(self, at: int) -> bool:
        """Whether the words say when something was said: "told us on Monday", "a report of May"."""
        token = self.token(at)
        for _ in range(_HOPS):
            if token is None or token.head.i == token.i:
                return False
            token = token.head
            if token.pos_ in ("VERB", "AUX"):
                return token.lemma_ in tables()["saying"]
            if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in tables()["papers"]:
                return True
        return False

    def _is_aside(self, year: int, at: int) -> bool:
        """Whether a year is only mentioned in passing.

        It is one when it lies outside the stretch from the year reached to the middle one of the
        next years that the text writes out.
        """
        i = bisect_right(self.years, (at, -LAST_YEAR))
        coming = [y for _, y in self.years[i : i + YEARS_AHEAD]]
        if self.story is None or self.story.year is None or not coming:
            return False
        low, high = sorted((median_low(coming), self.story.year))
        return not low <= year <= high

    # What the grammar around says

    def token(self, at: int) -> Token | None:
        """The token that holds the character at `at`."""
        if not self._starts:
            self._starts = [t.idx for t in self.doc]
        i = bisect_right(self._starts, at) - 1
        return self.doc[i] if i >= 0 else None

    def tag(self, at: int) -> str:
        """The part-of-speech tag there."""
        token = self.token(at)
        return token.tag_ if token is not None else ""

    def in_quotes(self, at: int) -> bool:
        """Whether a quotation is open there."""
        return bisect_right(self.quotes, at) % 2 == 1

    def follows_its_verb(self, at: int) -> bool:
        """Whether the word there tells when the verb before it is; "Friday's vote" does not."""
        token = self.token(at)
        if token is None or token.dep_ in ("poss", "compound", "nmod", "amod"):
            return False
        verb = token.head if token.head.pos_ != "ADP" else token.head.head
        return verb.pos_ in ("VERB", "AUX") and verb.i < token.i

    def tense(self, at: int) -> str:
        """ "past", "future", "present" or "" of the verb that governs the words there."""
        if operator_before(self.text, at) == "since":
            return "past"
        token = self.token(at)
        verb = token
        while verb is not None and verb.pos_ not in ("VERB", "AUX"):
            verb = verb.head if verb.head.i != verb.i else None
        if verb is None or token is None:
            return ""
        return "future" if token.i > verb.i and is_due(verb) else tense_of(verb)


def moved(base: Moment | None, count: int, unit: str) -> Moment:
    """`base` moved by whole units; all unknown without a base."""
    return shifted(base, count, unit) if base is not None else Moment(unit)
