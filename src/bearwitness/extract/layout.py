"""The numbered headings of a text and the sections between them.

The rules it keeps:
- A heading is a numbered or marked line by itself, short and without a full stop: "2. Detention",
  "a. Killings", "Section 3. Security". A heading says what a section is about, not what happened.
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
    ) [ \t]* (?=\n[ \t]*\n|\Z)""",
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
        self._ends = [end for _, end in self._spans]

    def section_of(self, offset: int) -> int:
        """The number of the section that a code point lies in; 0 before the first heading."""
        return bisect_right(self._ends, offset)

    def is_heading(self, offset: int) -> bool:
        """Whether a code point lies in a heading."""
        at = bisect_right(self._ends, offset)
        return at < len(self._spans) and self._spans[at][0] <= offset
