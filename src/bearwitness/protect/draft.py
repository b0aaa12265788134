"""A parsed text as the finders want it: words, where they stand, and the parser's entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..reference.parse import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity the parser sees: its label and place, in tokens and in code points."""

    label: str
    first: int  # token
    last: int  # token, exclusive
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Draft:
    """One text with its words; positions are code points of `text`, end exclusive."""

    doc: Doc

    @cached_property
    def text(self) -> str:
        return text_of(self.doc)

    @cached_property
    def flat(self) -> str:
        """The text with line ends as blanks, for patterns that may run over a line's end."""
        return self.text.replace("\n", " ")

    @cached_property
    def flat_lower(self) -> str:
        """`flat` in lower case, as long as it: letters whose lower case is longer stay."""
        lower = self.flat.lower()
        if len(lower) == len(self.flat):
            return lower
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.flat)

    @cached_property
    def words(self) -> list[str]:
        return [token.text for token in self.doc]

    @cached_property
    def lower(self) -> list[str]:
        return [word.lower() for word in self.words]

    @cached_property
    def said_small(self) -> frozenset[str]:
        """The words that the text also writes in lower case."""
        return frozenset(word for word in self.words if word.islower())

    @cached_property
    def starts(self) -> list[int]:
        return list(map(int, self.doc.to_array("IDX")))

    @cached_property
    def tags(self) -> list[str]:
        """The part of speech of every token."""
        codes = list(map(int, self.doc.to_array("POS")))
        names = {code: self.doc.vocab.strings[code] if code else "" for code in set(codes)}
        return [names[code] for code in codes]

    def at_words(self, pattern: re.Pattern[str], first: frozenset[str]) -> Iterator[re.Match[str]]:
        """Matches of a pattern over `flat` that begin at one of these lower-case words."""
        end = 0
        for word, start in zip(self.lower, self.starts, strict=True):
            if word in first and start >= end:
                match = pattern.match(self.flat, start)
                if match:
                    end = match.end()
                    yield match

    @cached_property
    def entities(self) -> list[Entity]:
        return [
            Entity(e.label_, e.start, e.end, e.start_char, e.end_char, e.text)
            for e in self.doc.ents
        ]

    @cached_property
    def sentence_starts(self) -> frozenset[int]:
        """Tokens that open a sentence or a line."""
        opens = {0}
        for i, token in enumerate(self.doc):
            if token.is_sent_start or (i and "\n" in self.words[i - 1]):
                opens.add(i)
        return frozenset(opens)

    def end_of(self, token: int) -> int:
        """Where a token ends."""
        return self.starts[token] + len(self.words[token])

    def labelled(self, labels: Iterable[str]) -> list[Entity]:
        """The entities with one of these labels, in text order."""
        wanted = frozenset(labels)
        return [e for e in self.entities if e.label in wanted]
