"""The words around each hit, cut at the ends of words and kept apart from the hits themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, field

AROUND = 90  # characters either side of a hit
MOST = 3  # excerpts of one text
_SEEK = 24  # characters in which the end of a word is looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `is_hit` where it was looked for."""

    text: str = field(repr=False)
    is_hit: bool = False


def excerpts(
    text: str, hits: Sequence[tuple[int, int]], around: int = AROUND, most: int = MOST
) -> tuple[tuple[Piece, ...], ...]:
    """Up to `most` excerpts of a text, each in pieces; its beginning where nothing was hit.

    `hits` are offsets in order. Hits that lie near each other share an excerpt.
    """
    windows: list[list[tuple[int, int]]] = []
    for start, end in hits:
        if windows and start - windows[-1][-1][1] <= around:
            if end - windows[-1][0][0] <= 3 * around:
                windows[-1].append((start, end))
            continue
        if len(windows) == most:
            break
        windows.append([(start, end)])
    if not windows:
        return (_pieces(text, 0, _end_of_word(text, 2 * around), ()),)
    return tuple(
        _pieces(
            text,
            _start_of_word(text, held[0][0] - around),
            _end_of_word(text, held[-1][1] + around),
            held,
        )
        for held in windows
    )


def _pieces(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    made = [Piece("… ")] if start > 0 else []
    at = start
    for first, last in hits:
        made += [Piece(text[at:first]), Piece(text[first:last], True)]
        at = last
    made.append(Piece(text[at:end] + (" …" if end < len(text) else "")))
    return tuple(piece for piece in made if piece.text)


def _start_of_word(text: str, at: int) -> int:
    if at <= 0:
        return 0
    space = text.find(" ", at, at + _SEEK)
    return space + 1 if space >= 0 else at


def _end_of_word(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, at - _SEEK), at)
    return space if space > 0 else at
