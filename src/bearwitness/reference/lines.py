"""Where a line of a text begins something of its own: an item of a list, an entry of a log.

The rules it keeps:
- An item is a line behind a mark ("- ", "3/ ", "(b) ", "[22:15] ") that begins with no small
  letter; one that does goes on with the sentence before ("asking them:", "- to drop the case").
- A dateline ("TRENTON, May 5 (Tern) -") stands before the first sentence, not in it.
- In a text whose lines are wrapped only empty lines and items begin anew; a text is wrapped where a
  line goes on with a small letter in the next one. In other texts every line begins anew.
"""

from __future__ import annotations

import re
from bisect import bisect_right

MARK = (
    r"(?:[-*•·–—]|\#{1,6}|\d{1,3}[.)/]|\(?[a-z]\)|\((?:\d{1,3}|[ivx]{2,4})\)|Q[.:]|A[.:])[^\S\n]+"
)
_ITEM = re.compile(rf"(?m)^[^\S\n]*(?:{MARK})+(?=[^\s\w]*[A-Z\d~])|^[^\S\n]*\[(?=[^\]\n]*[A-Z\d])")
_WRAPPED = re.compile(r"[^\W\d_,;]\n(?=[a-z])")
_LINE = re.compile(rf"\n(?![^\S\n]*(?:{MARK})?[a-z])")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")

_DATELINE = re.compile(
    r"\(?(?:[A-Z]{3}[A-Z'’.-]*|[A-Z][\w'’.-]+(?=[^-–—\n]{0,60}[,(/]))"
    r"(?:[,/ ]+(?:[A-Z][\w'’.-]*|\d[\d:.]*(?:st|nd|rd|th)?|de|del|la|al|el|of|and))*[,.]?\)?"
    r"(?: ?\([^()\n]{1,60}\))?[^\S\n]?(?:(?<=\s)(?:-{1,2}|[–—])(?=\s)|—|>>|»)\s*"
)


class Lines:
    """Where lines begin anew in a text, as code points."""

    def __init__(self, text: str) -> None:
        items = [m.start() for m in _ITEM.finditer(text)]
        breaks = [m.end() for m in _BREAK.finditer(text)]
        is_wrapped = _WRAPPED.search(text) is not None
        lines = [] if is_wrapped else [m.end() for m in _LINE.finditer(text)]
        dateline = _DATELINE.match(text)
        written = [dateline.end()] if dateline else []
        self.starts = frozenset((*items, *breaks, *lines, *written))
        """Where a sentence begins, whatever its words."""
        self.marks = [m.span() for m in _ITEM.finditer(text)]
        """The marks before items; the words behind a mark begin no sentence of their own."""
        apart = lines if len(breaks) < 1 else []
        self._parts = sorted({0, *items, *breaks, *apart})

    def part_of(self, offset: int) -> int:
        """The number of the paragraph or item that a code point lies in."""
        return bisect_right(self._parts, offset)
