"""Who has the floor: debates, briefings, hearings and written replies.

"The Deputy Minister: …" speaks to the end of the turn, over the paragraphs after it that have no
name before them. "REPLY:" below "asked the Minister of …" opens what that minister says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.source import Saying, SourceKind
from .draft import Draft
from .kinds import kind_of
from .spans import Page, Stretch

_LABEL = re.compile(r"(?:The |An? )?(?:Q|A|[A-Z][^\n:.?!]{1,70}):\s")
_LEAST = 2  # paragraphs with a name before them, for the name to hold on
_REPLY = re.compile(
    r"^[ \t]*(?P<cue>(?:WRITTEN |ORAL )?(?:REPLY|ANSWER|RESPONSE)|"
    r"(?:Written |Oral )?(?:Reply|Answer|Response))"
    r"(?: (?:of|by|from) (?P<by>[^\n:]{3,80}))?[ \t]*(?::|\n)",
    re.M,
)
_ASKED = re.compile(
    r"\b(?:asked|to ask|put to|addressed to|question to)\s+"
    r"(?P<who>(?:the|The)\s+[A-Z][\w’']+(?:\s+(?:of|for|and|the|[A-Z][\w’']+))*)"
)
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def turn_drafts(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """A draft for a written reply; those behind a name and a colon are widened to their turn."""
    text = page.tree.text
    labelled = [(a, b) for a, b in page.paragraphs if _LABEL.match(text, a, b)]
    if len(labelled) >= _LEAST:
        for d in drafts:
            if d.rule == "headline" and text[d.cue[0] : d.cue[1]] == ":" and _can_speak(page, d):
                d.content += _rest_of_turn(page, d, labelled)
    return _reply(page)


def _can_speak(page: Page, d: Draft) -> bool:
    """Whether a name before a colon is somebody's, and not an article's or a report's."""
    return d.head is not None and kind_of(page.tree, d.head)[0] in _SPEAKERS


_SPEAKERS = frozenset(
    {SourceKind.NAMED_OFFICIAL, SourceKind.ORGANISATION, SourceKind.ANONYMOUS,
     SourceKind.PARTICIPANT, SourceKind.RELATIVE, SourceKind.EYEWITNESS}
)  # fmt: skip


_ANYBODY = re.compile(r"[ \t]*(?:An?|One|Another) (?!:)")  # "A mother of four: …" opens one entry


def _rest_of_turn(page: Page, d: Draft, labelled: Sequence[Stretch]) -> list[Stretch]:
    start, end = page.paragraph(d.cue[0])
    text = page.tree.text
    if (start, end) not in labelled or _ANYBODY.match(text, start):
        return []
    stop = min((a for a, _ in labelled if a > start), default=len(text))
    return [
        (a, a + len(text[a:b].rstrip()))
        for a, b in page.paragraphs
        if end <= a < stop and text[a:b].strip() and not text[a:b].lstrip().startswith("(")
    ]


def _reply(page: Page) -> list[Draft]:
    text = page.tree.text
    m = _REPLY.search(text)
    if m is None:
        return []
    who = (m.start("by"), m.end("by")) if m["by"] else None
    asked = _ASKED.search(text, 0, m.start())
    if who is None and asked is not None:
        who = asked.span("who")
    if who is None:
        return []
    inside = [i for i, at in enumerate(page.tree.start) if who[0] <= at < who[1]]
    head = next((i for i in inside if page.tree.tags[i] in _NOUNS), None)
    cue = page.tree.token_at(m.start("cue"))
    content = [
        (max(a, m.end()), max(a, m.end()) + len(text[max(a, m.end()) : b].rstrip()))
        for a, b in page.paragraphs
        if b > m.end() and text[max(a, m.end()) : b].strip()
    ]
    if head is None or cue is None or not content:
        return []
    return [Draft(cue, m.span("cue"), content, Saying.SAYS, head, who, "according")]
