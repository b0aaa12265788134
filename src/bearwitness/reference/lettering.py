"""The packaged detector of lettering: where words and numbers stand in an image, never which.

PP-OCRv4's detector (PaddlePaddle, 2023; Liao et al. 2020, "Real-time Scene Text Detection with
Differentiable Binarization"), as shipped in rapidocr-onnxruntime 1.4.4 under the Apache licence.
The part that reads words is not packaged. The file is checked against its digest before it is
loaded.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import find_objects, label

from ..model.errors import DetectorFailed, SealBroken
from ..model.redaction import Box
from .images import Pixels, engine_errors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DIGEST = "d2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9"
LEAST_SCORE = 0.2  # its authors take .3; what is covered by mistake harms nobody
LEAST_SIDE = 3  # pixels of the map; smaller specks are noise


@cache
def _session() -> InferenceSession:
    """The loaded network; raises SealBroken when the packaged file was changed."""
    import onnxruntime

    model = (files("bearwitness") / "reference" / "data" / "lettering.onnx").read_bytes()
    if sha256(model).hexdigest() != DIGEST:
        raise SealBroken(
            "the packaged detector of lettering was changed", "install the program again"
        )
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def lettering_map(pixels: Pixels) -> NDArray[np.float32]:
    """For each pixel how likely it is part of lettering; sides of `pixels` a multiple of 32.

    Raises DetectorFailed when the network stops, and SealBroken as `_session` does.
    """
    colours = pixels[:, :, ::-1].astype(np.float32)  # it was trained on blue, green, red
    batch = ((colours / 255 - 0.5) / 0.5).transpose(2, 0, 1)[None]
    session = _session()
    try:
        (found,) = session.run(None, {session.get_inputs()[0].name: batch})
    except engine_errors() as error:
        raise DetectorFailed(
            f"the detector of lettering stopped ({type(error).__name__})", "try a smaller picture"
        ) from None
    return np.asarray(found[0, 0], dtype=np.float32)


def lettering_boxes(scores: NDArray[np.float32]) -> list[Box]:
    """A box round every patch of lettering in a map, with the patch's greatest score."""
    patches, _ = label(scores > LEAST_SCORE, structure=np.ones((3, 3)))
    found = []
    for rows, columns in find_objects(patches):
        if min(rows.stop - rows.start, columns.stop - columns.start) >= LEAST_SIDE:
            score = float(scores[rows, columns].max())
            found.append(Box(columns.start, rows.start, columns.stop, rows.stop, score))
    return found
