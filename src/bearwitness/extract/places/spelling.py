"""Other spellings of a name that no list has.

"Tesseney" of Teseney, "Montecristi" of Monte Cristi.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST, AT_LEAST = 6, 3  # letters of a name to spell anew, and of each part of one parted


def spellings(words: str) -> Iterator[str]:
    """A name with each double letter single, each consonant double, or one blank more or less."""
    if len(words) < SHORTEST:
        return
    yield from {words.replace(" ", ""), words.replace("-", " "), words.replace("-", "")} - {words}
    for n in range(1, len(words)):
        letter = words[n]
        if letter == words[n - 1]:
            yield words[:n] + words[n + 1 :]
        elif letter.isalpha() and letter not in "aeiou":
            yield words[: n + 1] + words[n:]
        if AT_LEAST <= n <= len(words) - AT_LEAST and " " not in words:
            yield f"{words[:n]} {words[n:]}"
