"""The days that head the entries of a log or a list: "WED 12 JUNE.", "- Lome, 5 May:", "15/03.".

The rules it keeps:
- A day heads an entry at the beginning of a line, behind a mark or a place at most, before a full
  stop, a comma, a colon, a dash or a bracket.
- A text is a log where two lines or more are headed by days: "yesterday" and "Friday" then count
  from the entry's day, and a clock time is of that day.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ...reference.lines import MARK
from .lexicon import PIECES

DAY_OF_MONTH = rf"(?:{PIECES['DAY']}[ ]{PIECES['MONTH']}|{PIECES['MONTH']}[ ]{PIECES['DAY']})"
WEEKDAY_IN_HEAD = rf"(?:{PIECES['WEEKDAY']}|(?:MON|TUE|WED|THU|FRI|SAT|SUN)\b\.?)"
_PLACE = r"(?-i:[A-Z][\w'’-]*(?:[ ][A-Z][\w'’-]*){0,3}),[ ]"
_HEAD = re.compile(
    rf"^[^\S\n]*(?:{MARK})?[\[(*]*(?:{_PLACE})?"
    rf"(?P<day>(?:{WEEKDAY_IN_HEAD},?[ ])?{DAY_OF_MONTH}(?:[ ,]{{1,2}}20\d\d)?|\d\d?/[01]\d)"
    r"(?=[.,:;\])*]|[ ][-–—\[(]|[^\S\n]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_CLOCK_HEAD = re.compile(rf"[^\S\n]*(?:{MARK})?[\[(*]*(?:[Uu]pdate |[Aa]t )?")
LEAST = 2  # headed lines that make a text a log


class Entries:
    """Where the days that head entries begin and end, as code points; none but in a log."""

    def __init__(self, text: str) -> None:
        found = [m.span("day") for m in _HEAD.finditer(text)]
        self._text = text
        self._found = found if len(found) >= LEAST else []
        self._starts = [start for start, _ in self._found]

    def is_head(self, start: int) -> bool:
        """Whether a time that begins there heads an entry by its day."""
        n = bisect_right(self._starts, start) - 1
        return n >= 0 and start < self._found[n][1]

    def opens_line(self, start: int) -> bool:
        """Whether nothing but a mark or a word or two stands before it in its line."""
        line = self._text.rfind("\n", 0, start) + 1
        return _CLOCK_HEAD.fullmatch(self._text, line, start) is not None
