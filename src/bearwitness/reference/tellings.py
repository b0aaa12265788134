"""How likely each act is told by a word of a text, by a small BERT that comes with the package.

all-MiniLM-L6-v2 trained further by training/told_encoder.py on invented passages and reports, in
eight-bit ONNX, run by onnxruntime on one thread; docs/model-cards/acts.md says what it is good for.
Its pieces are those of encoder.py. A text is read in windows of one length that overlap by half.
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
    from collections.abc import Sequence

    from numpy.typing import NDArray

FILE, ACTS = "tellings.onnx", "tellings.json"
WINDOW = 160  # pieces, and one mark at either end, as in training
_STEP = WINDOW // 2
_BATCH = 8


@cache
def acts() -> tuple[str, ...]:
    """What the columns of `shares` stand for: "none", then the acts that the network tells."""
    held = files("bearwitness.reference").joinpath("data", ACTS).read_text("utf-8")
    return tuple(json.loads(held)["acts"])


def shares(text: str, starts: Sequence[int]) -> NDArray[np.float32]:
    """How likely each of `acts()` is told at words of a text: a row a word, each row's sum 1.

    `starts` are the code points at which the words begin.
    """
    cut = pieces(text)
    piece_at = {at: n for n, piece in enumerate(cut) for at in range(piece.start, piece.end)}
    said = _said([piece.id for piece in cut])
    nothing = np.eye(1, len(acts()), dtype=np.float32)[0]
    rows = [said[piece_at[at]] if at in piece_at else nothing for at in starts]
    return np.array(rows, np.float32).reshape(len(starts), len(acts()))


def _said(ids: Sequence[int]) -> NDArray[np.float32]:
    """The likelihoods at every piece, from the window in which it stands least near an edge."""
    said = np.zeros((len(ids), len(acts())), np.float32)
    firsts = list(range(0, max(1, len(ids) - _STEP), _STEP))
    for n in range(0, len(firsts), _BATCH):
        batch = firsts[n : n + _BATCH]
        for a, answer in zip(batch, _answers([ids[a : a + WINDOW] for a in batch]), strict=True):
            edge = _STEP // 2 if a else 0  # the window before has seen more around these
            said[a + edge : a + len(answer)] = answer[edge:]
    return said


def _answers(windows: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
    """The network's answers, every window padded to one length so that its company says nothing."""
    known = known_pieces()
    ids = np.zeros((len(windows), WINDOW + 2), np.int64)
    mask = np.zeros_like(ids)
    for row, marked, window in zip(ids, mask, windows, strict=True):
        row[: len(window) + 2] = [known["[CLS]"], *window, known["[SEP]"]]
        marked[: len(window) + 2] = 1
    (told,) = _network().run(["told"], {"ids": ids, "mask": mask})
    return [row[1 : len(w) + 1] for row, w in zip(told, windows, strict=True)]


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
