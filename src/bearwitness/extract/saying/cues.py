"""The words that open a report of what someone says, thinks, wants, orders or feels.

The table is vocabulary/cues.yml: rows of lemmas with the frames they open ("that" for a clause or
a quotation, "to" for an infinitive, "object", or a preposition) and the manner of saying.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from ...model.source import Saying
from ...reference.vocabulary import load_yaml

Frames = dict[str, Saying]


@dataclass(frozen=True, slots=True)
class Cues:
    """Frames by lemma for verbs, nouns and adjectives, and the closed lists."""

    verbs: dict[str, Frames]
    passives: dict[str, Saying]
    nouns: dict[str, Frames]
    adjectives: dict[str, Frames]
    adverbs: frozenset[str]
    lists: dict[str, frozenset[str]]


@cache
def cues() -> Cues:
    """The cue table, read once a process."""
    table = load_yaml("cues")
    return Cues(
        verbs=_frames(table["verbs"]),
        passives={w: Saying(r["saying"]) for r in table["passives"] for w in r["lemmas"].split()},
        nouns=_frames(table["nouns"]),
        adjectives=_frames(table["adjectives"]),
        adverbs=frozenset(table["adverbs"]["words"].split()),
        lists={name: frozenset(row["words"].split()) for name, row in table["lists"].items()},
    )


def _frames(rows: list[dict[str, Any]]) -> dict[str, Frames]:
    out: dict[str, Frames] = {}
    for row in rows:
        for lemma in row["lemmas"].split():
            for frame in row["frames"].split():
                out.setdefault(lemma, {})[frame] = Saying(row["saying"])
    return out
