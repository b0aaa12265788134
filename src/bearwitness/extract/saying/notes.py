"""A note of who told an entry of a list: "Police took nine people. Source: a porter."

The source is what stands behind the colon, up to the stop; the content is the rest of the entry
before it, which is the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.source import Saying
from .draft import Draft
from .spans import Page

_NOTE = re.compile(r"(?:^|[.!?)”\"]\s+|[(\[])(?P<cue>Sources?):\s+(?P<who>[^.\n()\[\]]+)", re.M)
_NOUNS = {"NN", "NNS", "NNP", "NNPS"}


def note_drafts(page: Page) -> Iterator[Draft]:
    """One draft for each note that has an entry before it."""
    tree = page.tree
    for m in _NOTE.finditer(tree.text):
        start, _ = page.paragraph(m.start("cue"))
        entry = tree.text[start : m.start("cue")]
        inside = [i for i, at in enumerate(tree.start) if m.start("who") <= at < m.end("who")]
        cue = next((i for i, at in enumerate(tree.start) if at == m.start("cue")), None)
        head = _head(page, inside)
        if cue is None or head is None or not entry.strip():
            continue
        source = (m.start("who"), m.start("who") + len(m["who"].rstrip()))
        content = (start, start + len(entry.rstrip(" ([")))
        yield Draft(cue, m.span("cue"), [content], Saying.SAYS, head, source, "according")


def _head(page: Page, inside: list[int]) -> int | None:
    """The noun that the words hang on: the one whose own head stands outside them."""
    tree = page.tree
    tops = [i for i in inside if tree.heads[i] not in inside or tree.heads[i] == i]
    nouns = [i for i in tops if tree.tags[i] in _NOUNS] or [
        i for i in inside if tree.tags[i] in _NOUNS
    ]
    return nouns[0] if nouns else None
