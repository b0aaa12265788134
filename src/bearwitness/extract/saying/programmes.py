"""Transcripts of programmes: "MARIAMA: …" between the turns of a host.

Who leads through a programme speaks for the outlet; whoever else speaks of themselves there tells
what they lived. An office's label ("MINISTRY SPOKESMAN:") is left to the other rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.source import SourceKind
from .floor import VICTIM, Floor
from .source_table import source_table
from .spans import Page

VOICE = re.compile(r"^[ \t]*(?P<who>[A-Z][A-Z’'-]+(?: [A-Z][A-Z’'.-]+){0,2}):[ \t]", re.M)
_HOSTS = frozenset("host presenter reporter interviewer anchor moderator narrator q".split())
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|us|our|[Ww]e)\b")


def has_host(text: str) -> bool:
    """Whether somebody leads through a programme: "HOST: …"."""
    return any(m["who"].lower() in _HOSTS for m in VOICE.finditer(text))


def is_turn(text: str, offset: int) -> bool:
    """Whether a paragraph there is a host's or a private person's turn in a programme."""
    m = VOICE.match(text, offset)
    return m is not None and not _is_of_office(m["who"].lower()) and has_host(text)


def programme_floors(page: Page) -> Iterator[Floor]:
    """What those tell in a programme who are no hosts of it and speak of themselves."""
    text = page.tree.text
    labels = list(VOICE.finditer(text))
    if not has_host(text):
        return
    own = {
        m["who"]
        for n, m in enumerate(labels)
        if _FIRST_PERSON.search(text, m.end(), _end_of(labels, n, text))
    }
    for n, m in enumerate(labels):
        low = m["who"].lower()
        if low not in _HOSTS and m["who"] in own and not _is_of_office(low):
            end = _end_of(labels, n, text)
            yield Floor(m.span("who"), m.span("who"), None, m.end(), end, VICTIM, is_kept=True)


def _is_of_office(label: str) -> bool:
    """Whether a label is for somebody who holds an office: "MINISTRY SPOKESMAN"."""
    heads = source_table().heads
    return any(heads.get(word) in _IN_OFFICE for word in label.split())


_IN_OFFICE = {SourceKind.NAMED_OFFICIAL, SourceKind.ORGANISATION}


def _end_of(labels: list[re.Match[str]], n: int, text: str) -> int:
    return labels[n + 1].start() if n + 1 < len(labels) else len(text)
