"""Time expressions of an English text, each with its TIMEX3 value, EDTF, interval and anchor.

The rules kept here:
- a span is exact, spans never overlap, and they come in text order;
- what the text leaves open stays open (an unknown year is XXXX and has no interval);
- ages, durations and sets are listed but have no EDTF, so they never fill a claim's `when`;
- "since", "before", "until" and their like are kept as the operator, never folded into the dates.

TIMEX3 values follow the TimeML 1.2.1 guidelines; docs/decisions/0010-times.md has the comparisons.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ..model.dates import Precision, TimeExpression, TimeType
from .times import beside, clock, dated, deictic, named, periods, spanning
from .times.frame import Found, Frame
from .times.grammar import Grammar, starts
from .times.operators import operator_before
from .times.ranges import with_ranges

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

GRAMMAR = Grammar(
    (
        *clock.RULES,
        *beside.RULES,
        *dated.RULES,
        *periods.RULES,
        *deictic.RULES,
        *spanning.RULES,
        *named.RULES,
    )
)


def find_times(doc: Doc, published: date | None = None) -> tuple[TimeExpression, ...]:
    """Every time expression of `doc`, in text order.

    `published` is what "yesterday" counts from; without it, such words leave the year open.
    """
    frame = Frame.of(doc, published)
    found: list[TimeExpression] = []
    reached = 0
    for at, kinds in starts(frame.text):
        if at < reached:
            continue
        read = _read(at, kinds, frame)
        if read is not None:
            reached = read.end
            found.append(_expression(_without_article(read, frame), frame.text))
    return tuple(with_ranges(frame.text, found))


def _read(at: int, kinds: frozenset[str], frame: Frame) -> Found | None:
    """What the first rule that accepts reads there; the frame moves along."""
    for rule, match in GRAMMAR.matches(frame.text, at, kinds):
        read = rule.resolve(match, frame)
        if read is not None:
            frame.read(read, rule.explicit)
            return read
    return None


def _without_article(found: Found, frame: Frame) -> Found:
    """ "the" before "summer" in "the summer offensive" is the offensive's, not the summer's."""
    if frame.text[found.start : found.start + 4].lower() != "the ":
        return found
    token = frame.token(found.end - 1)
    if token is None or token.dep_ not in ("compound", "nmod", "amod", "nummod"):
        return found
    outside = token.head.i > token.i and token.head.idx >= found.end
    moment = found.moment
    if outside and moment is not None and moment.grain in ("decade", "century"):
        outside = not _is_fronted(found, token)
    return replace(found, start=found.start + 4) if outside else found


def _is_fronted(found: Found, token: Token) -> bool:
    """Whether "the 1970s" stands alone before a clause: "In the 1970s | premiums doubled"."""
    first = token.doc[token.sent.start]
    return first.pos_ == "ADP" and first.idx + len(first) + 1 == found.start and (
        token.head.dep_ in ("nsubj", "nsubjpass") or token.head.tag_ in ("NNS", "NNPS")
    )  # fmt: skip


def _expression(found: Found, text: str) -> TimeExpression:
    """The model's noun for what a rule read."""
    moment = found.moment
    dated_ = moment is not None and found.type in (TimeType.DATE, TimeType.TIME)
    days = moment.days if moment is not None and dated_ else None
    edtf = moment.edtf if moment is not None and dated_ else None
    return TimeExpression(
        start=found.start,
        end=found.end,
        exact=text[found.start : found.end],
        type=found.type,
        timex=found.timex,
        edtf=edtf,
        earliest=days[0] if days else None,
        latest=days[1] if days else None,
        precision=moment.precision if moment is not None and edtf else Precision.UNKNOWN,
        operator=operator_before(text, found.start),
        anchor=found.anchor,
    )
