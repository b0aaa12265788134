"""Where something is said.

Offsets are Unicode code points into one text version, end exclusive. Evidence always carries the
exact quote and 32 code points either side (the W3C Web Annotation TextPositionSelector and
TextQuoteSelector). Evidence that does not resolve is an error, never a guess.
"""

import dataclasses
from dataclasses import dataclass

from .errors import SpanUnresolved

CONTEXT = 32  # code points kept either side of a quote


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `start` to `end`, end exclusive, in Unicode code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: {self.start} to {self.end}")

    def quote(self, text: str) -> str:
        """The words of `text` at this span; raises SpanUnresolved past its end."""
        if self.end > len(text):
            raise SpanUnresolved(
                f"span {self.start} to {self.end} lies past the text's end at {len(text)}",
                "read the report again; the span belongs to another version of its text",
            )
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that fill one field of a claim, with what stands either side of them."""

    field: str  # "act", "when", "where", "affected", "alleged_perpetrators", "attribution" …
    start: int
    end: int
    exact: str = dataclasses.field(repr=False)
    prefix: str = dataclasses.field(default="", repr=False)
    suffix: str = dataclasses.field(default="", repr=False)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def resolve(self, text: str) -> Span:
        """The span, once the text there is seen to be the quote; raises SpanUnresolved."""
        if self.span.quote(text) != self.exact:
            raise SpanUnresolved(
                f"the words at {self.start} to {self.end} are not the ones quoted",
                "the text version differs from the one that was read; see `bearwitness verify`",
            )
        return self.span


def evidence(field_name: str, text: str, start: int, end: int) -> Evidence:
    """Evidence for one field: the quote at `start` to `end` of `text` and its surroundings."""
    return Evidence(
        field=field_name,
        start=start,
        end=end,
        exact=Span(start, end).quote(text),
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )
