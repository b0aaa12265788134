"""The numbered headings of a text and the sections between them.

The rules it keeps:
- A heading is a numbered or marked line by itself, short and without a full stop: "2. Detention",
  "a. Killings", "Section 3. Security"; or a line in capitals right above others ("KENYA"). It says
  what a section is about, not what happened, and its place and time are the section's.
- What one section says of when and where is not borrowed by another.
"""

from __future__ import annotations

import re
from bisect import bisect_right

_HEADING = re.compile(
    r"""^[ \t]*
    (?: \#{1,6}[ \t]+ [^\n]+
      | (?:(?:section|chapter|part|annex)[ \t]+)?
        (?:\d{1,2}(?:\.\d{1,2})* | [a-z] | [ivx]{2,4}) [.)] [ \t]+ [^\n]{2,90} (?<![.!?:;,\s])
    ) [ \t]* (?=\n[ \t]*\n|\Z)
    | ^[ \t]* (?-i: (?:\d{1,2}[.)][ \t]+)? [^\W\d_a-z][^a-z\n]{2,80} (?<![.!?;,\s]) )
      [ \t]* (?=\n[ \t]*\S)""",
    re.I | re.M | re.X,
)


LONG = 2_400  # code points; longer texts are news and yearly reports


def is_long(text: str) -> bool:
    """Whether a text is longer than those whose every claim was set by hand and learned from."""
    return len(text) > LONG


class Layout:
    """Where the headings of a text stand, as code points."""

    def __init__(self, text: str) -> None:
        self._spans = [m.span() for m in _HEADING.finditer(text)]
        self._starts = [start for start, _ in self._spans]

    def section_of(self, offset: int) -> int:
        """The number of the section that a code point lies in; 0 before the first heading."""
        return bisect_right(self._starts, offset)

    def is_heading(self, offset: int) -> bool:
        """Whether a code point lies in a heading."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at][1]
