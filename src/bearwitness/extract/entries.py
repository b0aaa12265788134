"""Entries of logs and files that say in their head whom they are about: "0417. F, 31, of Osh."

The rules it keeps:
- A head is a letter or word for a sex at the beginning of a line, behind a number or label; an age
  may follow. It holds for its paragraph.
- Only sex and age band are taken; whoever calls or writes for somebody is not the one told of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.claim import AffectedGroup
from .ages import band

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEXES = {"f": "female", "female": "female", "woman": "female", "girl": "female",
          "m": "male", "male": "male", "man": "male", "boy": "male"}  # fmt: skip
_HEAD = re.compile(
    r"^[^\n]{0,48}?(?P<sex>\b(?:[FM]\b(?=[,;/)( ]{1,2}(?:\d\d|aged|born|from|of|in)\b)"
    r"|(?:[Ff]emale|[Mm]ale|[Ww]oman|[Mm]an|[Gg]irl|[Bb]oy)\b(?=[,;/( ]{1,2}(?:aged )?\d\d\b)))"
    r"[,;/( ]{1,2}(?:aged )?(?P<age>\d\d)?(?P<decade>s)?",
    re.MULTILINE,
)
_LABEL = re.compile(
    r"^[\W\d]*(?:(?:[\w/#-]*\d[\w/#-]*|case|file|entry|caller|interviewee|respondent|subject|patient"
    r"|victim|witness|person|brother|sister|mother|father|wife|husband|relative|relatives|friend"
    r"|no|nr|of|[A-Z]|name|withheld)[\W]*)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's entry: the code points it holds for, and those of the words of its head."""

    start: int
    end: int
    head: int
    head_end: int
    group: AffectedGroup


def entries(text: str) -> tuple[Entry, ...]:
    """The entries of a text that say whom they are about, in text order."""
    found = []
    for said in _HEAD.finditer(text):
        if not _LABEL.match(text[said.start() : said.start("sex")]):
            continue
        end = text.find("\n\n", said.end())
        years = int(said["age"]) if said["age"] else None
        group = AffectedGroup(
            min=1, max=1, exact=True, sex=_SEXES[said["sex"].lower()],
            age=band(years) if years else None,
        )  # fmt: skip
        last = said.end("age") if said["age"] else said.end("sex")
        found.append(
            Entry(said.start(), end if end > 0 else len(text), said.start("sex"), last, group)
        )
    return tuple(found)


def entry_at(known: Sequence[Entry], offset: int) -> Entry | None:
    """The entry that holds a code point; None outside every entry."""
    n = bisect_right([e.start for e in known], offset) - 1
    return known[n] if n >= 0 and offset < known[n].end else None
