"""Quoted stretches: where each begins and ends, over sentences and over paragraphs.

Rules: a curly mark opens or closes by its shape; a straight mark opens when it stands before a word
and closes otherwise, and never crosses a paragraph unless the next one begins with a mark of its
own (the newspaper habit of opening each paragraph of a long quote and closing only the last).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_MARK = re.compile(r"[“”«»„「」『』]|''|``|\"|(?<!\w)‘(?=\w)|(?<=[.,?!])’")
_OPENERS = {"“": "”", "«": "»", "„": "“", "「": "」", "『": "』", "``": "''", "‘": "’"}
_CLOSERS = frozenset("”»」』’")
_BREAK = re.compile(r"\n[\s]*")
_STOPS = frozenset(".!?:;”\"'’»)]")
_UNCLOSED = 40  # characters: an unclosed mark before fewer, inside a paragraph, is a slip
_WRAPPED = 50  # characters: a shorter line that ends without a stop is a heading


@dataclass(slots=True)
class Quote:
    """A quoted stretch with its marks; `goes_on` when the next paragraph continues it."""

    start: int
    end: int
    goes_on: bool = False

    @property
    def length(self) -> int:
        """Code points, marks included."""
        return self.end - self.start


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The stretches between line breaks that hold anything but white space.

    A single line break after a long line that ends in no stop is a wrapped line, not a break.
    """
    out, start = [], 0
    for m in _BREAK.finditer(text):
        line = text.rfind("\n", 0, m.start()) + 1
        if m.group().count("\n") == 1 and _is_wrapped(text[line : m.start()]):
            continue
        out.append((start, m.start()))
        start = m.end()
    out.append((start, len(text)))
    return [(a, b) for a, b in out if text[a:b].strip()]


def _is_wrapped(line: str) -> bool:
    line = line.rstrip()
    return len(line) >= _WRAPPED and line[-1] not in _STOPS


def quotes(text: str) -> list[Quote]:
    """The quoted stretches of `text` in order; they never overlap."""
    out: list[Quote] = []
    for start, end in paragraphs(text):
        out += _in_paragraph(text, start, end)
    for here, following in pairwise(out):
        between = text[here.end : following.start]
        here.goes_on = here.goes_on and "\n" in between and not between.strip()
    return out


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    out: list[Quote] = []
    opened: int | None = None
    closer = ""
    for m in _MARK.finditer(text, start, end):
        mark = m.group()
        if opened is None:
            if mark in _CLOSERS or (mark == "''" and _ends_word(text, m.start(), m.end())):
                continue
            if mark == '"' and _ends_word(text, m.start(), m.end()):
                continue
            opened, closer = m.start(), _OPENERS.get(mark, mark)
        elif mark == closer or _closes(text, m, closer):
            out.append(Quote(opened, m.end()))
            opened = None
    if opened is not None and (opened == start or end - opened > _UNCLOSED):
        out.append(Quote(opened, len(text[:end].rstrip()), goes_on=True))
    return out


def _closes(text: str, mark: re.Match[str], closer: str) -> bool:
    """Whether a straight mark closes a curly one, or a curly one a straight one."""
    if mark.group() == "”" and closer == '"':
        return True
    return mark.group() == '"' and closer == "”" and _ends_word(text, *mark.span())


def _ends_word(text: str, start: int, end: int) -> bool:
    """Whether a straight mark leans on the word before it and nothing follows closely."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return bool(before.strip()) and before not in "(—–-" and not after.isalnum()
