"""What stands at the head of a text or paragraph: the dateline, a place or a time by itself.

The rules it keeps:
- A dateline ("TRENTON, May 5 (Tern) -", "LOME (5 May 2022) —", "TRENTON >>") says where and when
  something was written: its day is no act's, its place at most the one of acts that have no other.
- A place or time by itself before the sentences of a paragraph ("ONSONG.", "* Tak, Thailand.",
  "15 December, 22:40.") is theirs; what stands before it is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..reference.lines import MARK
from .places.cues import cues
from .times.lexicon import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

LONGEST = 100  # code points of a dateline
_MARK = re.compile(r"[^\S\n](?:-{1,2}|[–—])\s|\s?(?:>>|»|—)\s?|:\s")
_IN_BRACKETS = re.compile(r"\([^()\n]*\)")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL = {"and", "de", "del", "la", "al", "el", "of", "the", "near", "in"}
_NOTHING = {*_SMALL, *WEEKDAYS, "update", "again"}  # beside a place or time in a head
_HEAD = re.compile(
    rf"[^\S\n]*(?P<mark>(?:{MARK})*)(?P<head>(?:[^.:\n]|(?<=\d)[.:](?=\d)|\.(?=[:,])){{3,60}}?)"
    r"(?:[.:]+(?=\s)|[^\S\n][–—-](?=[^\S\n])|[^\S\n]*(?=\n))"
)
_LABEL = re.compile(r"[^\S\n]*\[(?P<head>[^\]\n]{3,60})\]:?(?=\s)")  # "[Wed 12 July, 19:05]"
_BRACKETS = re.compile(r"\([^()\n]*\)|\[[\w/-]*\d[\w/-]*\]")  # "[2420]", "(our correspondent)"
_LEFT_OVER = re.compile(r"[^\W_]{2,}")
_LEAST = 3  # capitals that open a dateline


@dataclass(frozen=True, slots=True)
class Span:
    """Something found in the text, by code points."""

    start: int
    end: int


def dateline_end(text: str, starts_of_found: Collection[int]) -> int:
    """Where the dateline's mark ends, as a code point; 0 without one.

    `starts_of_found` are the code points at which the text's times and places begin.
    """
    for mark in _MARK.finditer(text, 0, LONGEST):
        said = _IN_BRACKETS.sub(" ", text[: mark.start()])
        words = _WORD.findall(said)
        if not words or not any(start < mark.start() for start in starts_of_found):
            return 0
        if not all(w[0].isupper() or w in _SMALL for w in words) or "\n" in said.strip():
            return 0
        shouted = len(words[0]) >= _LEAST and words[0].isupper()
        is_first = said.find(words[0]) in starts_of_found
        return mark.end() if shouted or (is_first and mark[0].strip() != ":") else 0
    return 0


class Heads:
    """The dateline of a text and the heads of its paragraphs, as code points.

    `found` are the spans of the text's times and places: a head holds nothing else.
    """

    def __init__(self, text: str, found: Iterable[tuple[int, int]]) -> None:
        self._found = sorted(found)
        self._starts = [start for start, _ in self._found]
        self.dateline = dateline_end(text, self._starts)
        self._heads = [span for span in self._of_lines(text) if span.start >= self.dateline]
        self._begin = [span.start for span in self._heads]

    def _of_lines(self, text: str) -> Iterator[Span]:
        """The head of each line that has one; of a list with heads, each item has at least none."""
        at, is_listed = 0, False
        while at < len(text):
            end, is_item = self._head_end(text, at)
            if end > at or (is_item and is_listed):
                yield Span(at, end)
                is_listed = is_item
            line = text.find("\n", at)
            at = len(text) if line < 0 else line + 1

    def _head_end(self, text: str, at: int) -> tuple[int, bool]:
        """Where the head of the line ends, its beginning without one; whether it is marked."""
        label = _LABEL.match(text, at)
        if label and self._inside(label.start("head"), label.end("head")):
            return label.end(), True
        end, match = at, _HEAD.match(text, at)
        is_item = bool(match and match["mark"])
        while match and self._is_bare(text, match.start("head"), match.end("head")):
            end = match.end()
            match = _HEAD.match(text, end)
        return end, is_item

    def _is_bare(self, text: str, start: int, end: int) -> bool:
        """Whether nothing but places, times and a small word or two stands there."""
        inside = self._inside(start, end)
        rest, last = "", start
        for first, after in inside:
            rest, last = rest + text[last:first], after
        left = _LEFT_OVER.findall(_BRACKETS.sub(" ", rest + text[last:end]))
        return bool(inside) and all(
            w.lower() in _NOTHING or w.lower() in cues().sites for w in left
        )

    def _inside(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        first = bisect_right(self._starts, start - 1)
        found = self._found[first : bisect_right(self._starts, end)]
        return [
            span for span in found if span[1] <= end + 1
        ]  # a full stop may be the time's: "Oct."

    def is_dateline(self, offset: int) -> bool:
        """Whether a code point lies in the dateline."""
        return offset < self.dateline

    def head_of(self, offset: int) -> int:
        """The number of heads that begin before a code point; 0 before the first."""
        return bisect_right(self._begin, offset)

    def is_of_list(self, head: int) -> bool:
        """Whether a head, by its number, is one of several."""
        return head > 0 and sum(span.end > span.start for span in self._heads) > 1

    def is_in_head(self, offset: int) -> bool:
        """Whether a code point lies in a head."""
        n = self.head_of(offset)
        return n > 0 and offset < self._heads[n - 1].end
