"""What the finders hand over, and how overlapping finds become one list in text order.

A direct find wins over a quasi one, a longer over a shorter; what is left of the loser keeps its
own place. Every span is widened to whole words, so no rest of a name stays readable.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..model.claim import Exposure

# what may remain of a find beside another and says nothing by itself
_SMALL = frozenset("the a an of in on at and or to for by with from his her their s ’s 's".split())
DIRECT, QUASI = "direct", "quasi"

# vowel signs and accents that stand as characters of their own: part of a word, yet no letters
_MARKS = "".join(
    re.escape(chr(c))
    for c in (*range(0x0300, 0x2000), *range(0xA800, 0xAC00), *range(0xFE20, 0xFE30))
    if unicodedata.category(chr(c)).startswith("M")
)
PART = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")


_HAN_RUN = re.compile(r"[\u3400-\u9fff]{5,}")


def is_sentence(words: str) -> bool:
    """Whether words in Hanzi are too many for a name: the parser takes whole clauses for one."""
    return _HAN_RUN.search(words) is not None


def in_word(character: str) -> bool:
    """Whether a character belongs to a word: a letter, a digit or a mark on one."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _marks_after(text: str, end: int, category: str) -> str:
    """The characters that may end a find: a full stop only after a name's initial."""
    is_initial = category == "name" and (end < 3 or not in_word(text[end - 3]))
    return ".%)]$€£" if is_initial else "%)]$€£"


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that gives something away, in code points, end exclusive."""

    start: int
    end: int
    category: str  # a code of vocabulary/exposures.yml
    instead: str
    why: str
    level: str = QUASI


HAN = re.compile(r"[\u3400-\u9fff]")  # written without blanks: its words have no ends to widen to


def _joins(text: str, at: int) -> bool:
    """Whether the characters either side of `at` belong to one word."""
    return (
        0 < at < len(text)
        and in_word(text[at - 1])
        and in_word(text[at])
        and not HAN.match(text[at - 1])
        and not HAN.match(text[at])
    )


def widened(text: str, found: Found) -> Found | None:
    """The find on whole words, without blanks and marks at its ends; None when nothing is left."""
    start, end = max(0, found.start), min(len(text), found.end)
    while start < end and not (text[start].isalnum() or text[start] in "+@#(["):
        start += 1
    while end > start and not (
        in_word(text[end - 1]) or text[end - 1] in _marks_after(text, end, found.category)
    ):
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    while _joins(text, start):
        start -= 1
    while _joins(text, end):
        end += 1
    return replace(found, start=start, end=end)


def _rest(text: str, found: Found, taken: bytearray) -> Iterable[Found]:
    """The pieces of a find that nobody has taken, in whole words."""
    at = found.start
    while at < found.end:
        if taken[at]:
            at += 1
            continue
        end = at
        while end < found.end and not taken[end]:
            end += 1
        piece = _trimmed(text, replace(found, start=at, end=end))
        if piece is not None and text[piece.start : piece.end].lower() not in _SMALL:
            yield piece
        at = end


def _trimmed(text: str, found: Found) -> Found | None:
    start, end = found.start, found.end
    while start < end and not text[start].isalnum() and text[start] not in "+@":
        start += 1
    while end > start and not (
        in_word(text[end - 1]) or text[end - 1] in _marks_after(text, end, found.category)
    ):
        end -= 1
    return replace(found, start=start, end=end) if start < end else None


def settled_finds(text: str, finds: Iterable[Found]) -> list[Found]:
    """Non-overlapping finds in text order, each on whole words."""
    whole = [w for w in (widened(text, f) for f in finds) if w is not None]
    whole.sort(key=lambda f: (f.level != DIRECT, f.start - f.end, f.start, f.category))
    taken, kept = bytearray(len(text)), []
    for found in whole:
        for piece in _rest(text, found, taken):
            taken[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
            kept.append(piece)
    return sorted(kept, key=lambda f: f.start)


def settled(text: str, finds: Iterable[Found]) -> tuple[Exposure, ...]:
    """Non-overlapping exposures in text order, each on whole words."""
    return tuple(
        Exposure(f.start, f.end, text[f.start : f.end], f.category, f.level, f.instead, f.why)
        for f in settled_finds(text, finds)
    )
