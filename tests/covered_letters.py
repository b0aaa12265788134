"""Which letters of a text are covered by what would give somebody away."""

from collections.abc import Iterable

from bearwitness.protect.exposure import find_exposures
from bearwitness.reference.parse import parse_many


def covered_letters(texts: Iterable[str]) -> dict[str, set[int]]:
    """The code points of each text that lie in an exposure."""
    texts = list(texts)
    return {
        text: {i for e in find_exposures(doc) for i in range(e.start, e.end)}
        for text, doc in zip(texts, parse_many(texts), strict=True)
    }


def letters(text: str, words: str) -> set[int]:
    """The code points of the letters and digits of `words`, where they first stand in `text`."""
    start = text.index(words)
    return {i for i in range(start, start + len(words)) if text[i].isalnum()}
