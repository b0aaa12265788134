"""What the spotter asks of a parsed text, as plain lists by token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...reference.parse import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PROPN = 96  # spacy.symbols.PROPN


@dataclass(frozen=True, slots=True)
class Words:
    """What the spotter asks of a parsed text, as plain lists by token."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    entity: list[str]
    entity_first: list[int]  # first token of the entity the token is in, else itself
    entity_last: list[int]
    is_proper: list[bool]
    sentence_start: list[bool]
    lower_case: frozenset[str]  # the words that the text also writes small
    surnames: frozenset[str]  # last words of people's names of two words or more


def words_of(doc: Doc) -> Words:
    """The plain lists of a parsed text, read in one pass."""
    words, starts, labels, inside, is_proper, sentence_start = [], [], [], [], [], []
    for t in doc:
        words.append(t.text)
        starts.append(t.idx)
        labels.append(t.ent_type_)
        inside.append(t.ent_iob == 1)
        is_proper.append(t.pos == _PROPN)
        sentence_start.append(bool(t.is_sent_start))
    lower = [w.lower() for w in words]
    first, last = list(range(len(words))), list(range(len(words)))
    surnames = set()
    for i in range(1, len(words)):
        if inside[i]:
            first[i] = first[i - 1]
            last[first[i]] = i
    for i in range(len(words)):
        last[i] = last[first[i]]
        if labels[i] == "PERSON" and first[i] == i < last[i]:
            name = [w for w in lower[i : last[i] + 1] if w not in ("'s", "’s")]
            surnames.add(name[-1])
    return Words(
        text_of(doc), words, lower, starts, labels, first, last, is_proper, sentence_start,
        frozenset(w for w in words if w.islower()), frozenset(surnames),
    )  # fmt: skip
