"""The acts that a report's title names."""

from __future__ import annotations

import re

from .cues import index

_WORD = re.compile(r"[a-z'’]+")


def title_acts(title: str) -> frozenset[str]:
    """The acts that the words of a title can say."""
    known = index()
    words = _WORD.findall(title.lower())
    verbs = {
        cue.act
        for word in words
        for cue in known.verbs.get(word, ())
        if not (cue.governs or cue.by_category)
    }
    nouns = {cue.act for word in words for cue in known.nouns.get(word, ()) if not cue.by_category}
    return frozenset(verbs | nouns)
