"""What a report's title says, and how a claim agrees with it.

Words are compared by their first letters inside one report, and none is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ...model.claim import Modality
from ...reference.vocabulary import load_yaml
from ..counts import number
from ..titles import title_acts

if TYPE_CHECKING:
    from ...model.claim import Claim
    from ...model.report import Header
    from .story import Story

STEM = 5  # letters by which "detained" and "detention" are alike
SHORT = 3  # letters of words that say too little to be compared
HAPPENED = {Modality.ASSERTED, Modality.DENIED}
_WORD = re.compile(r"[\w'’]+")
_TELLING = {"NOUN", "PROPN", "VERB", "NUM", "ADJ"}


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: its acts, its numbers, its words' stems, whether it looks ahead."""

    acts: frozenset[str]
    numbers: frozenset[float]
    stems: frozenset[str]
    is_ahead: bool


def title_of(header: Header) -> Title:
    """The title of a report; an empty one says nothing."""
    words = [word.lower() for word in _WORD.findall(header.title or "")]
    numbers = {number(word) for word in words}
    return Title(
        title_acts(header.title or ""),
        frozenset(n for n in numbers if n is not None),
        frozenset(word[:STEM] for word in words if len(word) > SHORT),
        bool(_ahead().search(" ".join(words))),
    )


@cache
def _ahead() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, load_yaml("headlines")["ahead"]))
    return re.compile(rf"\b(?:{listed})\b")


def of_title(claim: Claim, story: Story, title: Title) -> dict[str, float]:
    """The features of a claim beside the title, each from 0 to 1."""
    acts = [story.token_at(words.start) for words in claim.evidence_for("act")]
    said = {form[:STEM] for token in acts for form in (token.lower_, token.lemma_.lower())}
    is_open = claim.modality not in HAPPENED
    found: dict[str, float] = {
        "act_word_titled": bool(said & title.stems),
        "title_words": max(_shared(n, story, title) for n in story.sentences_of(claim)),
        "open_and_titled_so": is_open and title.is_ahead,
        "open_and_not_titled_so": is_open and not title.is_ahead,
    }
    group = claim.affected
    if group is not None and group.exact and title.numbers:
        found["number_titled"] = group.min in title.numbers
        found["number_not_titled"] = group.min not in title.numbers
    return found


def _shared(sentence: int, story: Story, title: Title) -> float:
    """The share of the title's words that a sentence says too."""
    said = {t.lower_[:STEM] for t in story.sentences[sentence] if t.pos_ in _TELLING}
    return len(said & title.stems) / max(1, len(title.stems))
