"""How likely each act is told by a word of a text, by a small BERT that comes with the package.

all-MiniLM-L6-v2 trained further by training/told_encoder.py on invented passages and reports, in
eight-bit ONNX, run by onnxruntime on one thread; docs/model-cards/acts.md says what it is good for.
Its pieces are those of encoder.py. A long text is read in windows of whole sentences.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from .encoder import pieces
from .encoder import vocabulary as known_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

FILE, ACTS = "tellings.onnx", "tellings.json"
WINDOW = 160  # pieces, and one mark at either end, as in training
_SLACK = 24  # pieces by which a window may be longer than an even share of the text


@cache
def acts() -> tuple[str, ...]:
    """What the columns of `shares` stand for: "none", then the acts that the network tells."""
    held = files("bearwitness.reference").joinpath("data", ACTS).read_text("utf-8")
    return tuple(json.loads(held)["acts"])


def shares(text: str, starts: Sequence[int], breaks: Sequence[int] = ()) -> NDArray[np.float32]:
    """How likely each of `acts()` is told at words of a text: a row a word, each row's sum 1.

    `starts` are the code points at which the words begin, `breaks` those of sentences, in order;
    a long text is read in windows of whole sentences where they are given.
    """
    cut = pieces(text)
    piece_at = {at: n for n, piece in enumerate(cut) for at in range(piece.start, piece.end)}
    ids = [piece.id for piece in cut]
    begins = [piece_at[at] for at in breaks if at in piece_at]
    asked = sorted({piece_at[at] for at in starts if at in piece_at})
    said: dict[int, NDArray[np.float32]] = {}
    for first, end in _windows(len(ids), begins):
        if here := [n for n in asked if first <= n < end]:
            answers = _answers(ids[first:end], [n - first for n in here])
            said |= zip(here, answers, strict=True)
    nothing = np.eye(1, len(acts()), dtype=np.float32)[0]
    rows = [said[piece_at[at]] if at in piece_at else nothing for at in starts]
    return np.array(rows, np.float32).reshape(len(starts), len(acts()))


def _windows(size: int, begins: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of pieces, of like length, that end where a sentence does if one does near."""
    parts = -(-size // WINDOW)
    room = min(WINDOW, size // parts + _SLACK) if parts else WINDOW
    first = 0
    while first < size:
        ends = [at for at in (*begins, size) if first < at <= first + room]
        end = max(ends, default=min(size, first + room))
        yield first, end
        first = end


def _answers(window: Sequence[int], asked: Sequence[int]) -> NDArray[np.float32]:
    """The network's answers at some pieces of a window, which is read alone so that its company
    says nothing: a row a piece.
    """
    known = known_pieces()
    ids = np.array([known["[CLS]"], *window, known["[SEP]"]], np.int64)
    at = np.array(asked, np.int64) + 1
    (told,) = _network().run(["told"], {"ids": ids, "asked": at})
    answers: NDArray[np.float32] = told
    return answers


@cache
def _network() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        files("bearwitness.reference").joinpath("data", FILE).read_bytes(),
        options,
        providers=["CPUExecutionProvider"],
    )
