"""Entries of logs and digests that give somebody the floor.

"Thursday 8 Aug. Interview with a tailor, 27. …", "Incidents told by arrivals:" over a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .floor import VICTIM, Floor, head_in, rest_of_paragraph
from .kinds import is_source_like
from .openings import can_tell
from .spans import Page

_INTERVIEW = re.compile(
    r"^[ \t]*(?:[-•*] )?(?=[^\n.:]{0,24}\d)[^\n:]{3,30}?[.:] (?:[A-Z][^\n.:]{0,20}[.:] )?"
    r"(?P<cue>(?:Phone |Second )?(?:[Ii]nterview|[Cc]all|[Mm]eeting|[Vv]isit)"
    r"(?: (?:in|at|on) [A-Z][\w-]+)?) (?:with|from|by|to) (?P<who>[^\n:;]{2,70}?)"
    r"(?=[,:;]|\. )",
    re.M,
)
_TOLD = re.compile(
    r"^(?P<all>[^\n.:]{0,60}\b(?:[Ii]ncidents?|[Cc]ases|[Ee]vents|[Ff]acts|[Ww]hat) [^\n.:]{0,30}?"
    r"(?:told|reported|related|described|recounted)(?: to us)? by (?P<who>[^\n:.]{3,60})):[ \t]*$",
    re.M,
)
_ITEM = re.compile(r"\s*(?:[-•*–—]|\(?(?:\d{1,2}|[a-z])[.)])\s")


def log_floors(page: Page) -> Iterator[Floor]:
    """One floor for each entry and list of that kind."""
    yield from _interviews(page)
    yield from _told_lists(page)


def _interviews(page: Page) -> Iterator[Floor]:
    for m in _INTERVIEW.finditer(page.tree.text):
        head = head_in(page, m.span("who"))
        initial = re.match(r"[A-Z]\.", m["who"]) is not None
        if not initial and (head is None or not _may_tell(page, head)):
            continue
        end = rest_of_paragraph(page, m.start("cue"))
        source = m.span("who") if head is not None else None
        yield Floor(m.span("cue"), source, head, m.end(), end, VICTIM, is_kept=True)


def _may_tell(page: Page, head: int) -> bool:
    tree = page.tree
    return is_source_like(tree, head) or can_tell(tree, head)


def _told_lists(page: Page) -> Iterator[Floor]:
    """The items below "Incidents told by arrivals:"."""
    text = page.tree.text
    for m in _TOLD.finditer(text):
        head, last = head_in(page, m.span("who")), m.end()
        if head is None:
            continue
        for start, end in page.paragraphs:
            if start < m.end():
                continue
            if not _ITEM.match(text, start):
                break
            last = end
        if last > m.end():
            yield Floor(m.span("all"), m.span("who"), head, m.end(), last)
