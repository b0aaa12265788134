"""How likely people would mask a word, by a small BERT that comes with the package.

all-MiniLM-L6-v2 trained further on masked court cases, in eight-bit ONNX, run by onnxruntime on one
thread. Its tokens are BERT's uncased WordPiece, cut here so that each knows where in the text it
stands. What it was trained on and how well it does is in docs/model-cards/redaction.md.

The network is opened once and works through windows of one length, padded, so that a text's answer
does not depend on what was read before it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MODEL, VOCABULARY = "redaction_encoder.onnx", "redaction_encoder_words.txt"
WINDOW = 254  # pieces, and one mark at either end
_STEP = WINDOW // 2
_LONGEST = 100  # characters; a longer word is unknown
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a part of one as the network reads it, and where it stands, end exclusive."""

    id: int
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The text in WordPiece, uncased and without accents, in code points of `text`."""
    return [piece for start, end in _words(text) for piece in _cut(text, start, end)]


def _is_mark(character: str) -> bool:
    """Whether a character is a word of its own: punctuation and Chinese characters."""
    code = ord(character)
    if code < 128:
        return not character.isalnum()
    return unicodedata.category(character).startswith("P") or _is_han(code)


def _is_han(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x2CEAF or 0x2F800 <= code <= 0x2FA1F
    )  # fmt: skip


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Words and marks; blanks and control characters part them."""
    start = -1
    for at, character in enumerate(text):
        blank = character.isspace()
        if not blank and unicodedata.category(character) in ("Cc", "Cf"):
            continue
        if start >= 0 and (blank or _is_mark(character)):
            yield start, at
            start = -1
        if not blank and _is_mark(character):
            yield at, at + 1
        elif not blank and start < 0:
            start = at
    if start >= 0:
        yield start, len(text)


def _folded(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The word in lower case without accents, and where each of its characters comes from."""
    letters: list[str] = []
    origin: list[int] = []
    for at in range(start, end):
        for c in unicodedata.normalize("NFD", text[at].lower()):
            if unicodedata.category(c) not in ("Mn", "Cc", "Cf"):
                letters.append(c)
                origin.append(at)
    return "".join(letters), origin


def _cut(text: str, start: int, end: int) -> Iterator[Piece]:
    """The longest pieces of the vocabulary that make up the word; else one unknown."""
    word, origin = _folded(text, start, end)
    known = vocabulary()
    found, at = [], 0
    while at < len(word) <= _LONGEST:
        for stop in range(len(word), at, -1):
            id = known.get(("##" if at else "") + word[at:stop])
            if id is not None:
                found.append(Piece(id, origin[at], origin[stop - 1] + 1))
                at = stop
                break
        else:
            break
    if word:
        whole = at == len(word)
        yield from found if whole else (Piece(known["[UNK]"], start, end),)


@cache
def vocabulary() -> dict[str, int]:
    """Every piece the network knows, with its number."""
    lines = files("bearwitness.reference").joinpath("data", VOCABULARY).read_text("utf-8")
    return {word: i for i, word in enumerate(lines.splitlines())}


@cache
def _network() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        files("bearwitness.reference").joinpath("data", MODEL).read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
    )


def masked_at(text: str) -> NDArray[np.float32]:
    """For every code point the share of such words that people masked, 0 to 1; 0 between words."""
    import numpy as np

    cut = pieces(text)
    likely = np.zeros(len(cut), np.float32)
    windows = list(range(0, max(1, len(cut) - _STEP), _STEP))
    for first in range(0, len(windows), _BATCH):
        batch = windows[first : first + _BATCH]
        answers = _answers([[p.id for p in cut[a : a + WINDOW]] for a in batch])
        for a, answer in zip(batch, answers, strict=True):
            edge = _STEP // 2 if a else 0  # the window before has seen more around these
            likely[a + edge : a + len(answer)] = answer[edge:]
    at = np.zeros(len(text), np.float32)
    for piece, share in zip(cut, likely, strict=True):
        at[piece.start : piece.end] = share
    return at


def _answers(windows: list[list[int]]) -> list[Any]:
    import numpy as np

    known = vocabulary()
    first, last = known["[CLS]"], known["[SEP]"]
    ids = np.zeros((len(windows), max(map(len, windows)) + 2), np.int64)
    for row, window in zip(ids, windows, strict=True):
        row[: len(window) + 2] = [first, *window, last]
    mask = (np.arange(ids.shape[1]) < np.array([[len(w) + 2] for w in windows])).astype(np.int64)
    (masked,) = _network().run(["masked"], {"ids": ids, "mask": mask})
    return [row[1 : len(w) + 1] for row, w in zip(masked, windows, strict=True)]
