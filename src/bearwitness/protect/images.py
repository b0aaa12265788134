"""An image with faces and lettering covered and nothing else left of the file it came in.

1. Decode a known format, upright, first frame, transparent parts on white; refuse what is too
   large, broken or unknown.
2. Look for faces at two sizes and in four turns, and for lettering (number plates, badges, screens,
   signs) at two sizes, down to a score of .2.
3. Cover every box, enlarged, with one flat colour: there is nothing to sharpen or undo.
4. Encode the pixels anew as PNG: no EXIF, GPS, thumbnail, comment, profile or text survives.

"Cannot tell" is never "no face": no face found, an unsure score, a small image or a further frame
means that a person must look. When the detector stops, the whole picture becomes a few squares of
its mean colours, and a person must look. No face is measured, described or compared, no word read.
Uniforms, tattoos, clothes and places are not looked for, and every verdict says so.
"""

import io
import struct
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from ..model.errors import DetectorFailed
from ..model.redaction import Box, SafeImage
from ..model.release import Verdict
from ..reference.images import STRIDE, Pixels, boxes_of, heat_map, one_per_face
from ..reference.lettering import lettering_boxes, lettering_map

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
MOST_PIXELS = 40_000_000
LEAST_SIDE = 96  # pixels; in less a face is too few pixels for the detector
SURE = 0.5  # a score under this is shown to a person
ENLARGED = 0.35  # of a box's width and height, added on every side: hair, ears and chin
SIDES = (1280, 640)  # pixels; the longest side at which the image is looked at
COVER = (128, 128, 128)
SQUARES = 8  # along the longest side of a picture in which faces could not be looked for
NOT_LOOKED_FOR = "uniforms, tattoos, clothes and places were not looked for"

Detector = Callable[[Pixels], list[Box]]


def detect(pixels: Pixels) -> list[Box]:
    """Faces in RGB pixels whose sides are multiples of 32."""
    heat, size, offset = heat_map(pixels)
    return boxes_of(heat, size, offset)


def detect_lettering(pixels: Pixels) -> list[Box]:
    """Words and numbers in RGB pixels whose sides are multiples of 32."""
    return lettering_boxes(lettering_map(pixels))


def safe_image(
    data: bytes, detector: Detector = detect, lettering_detector: Detector = detect_lettering
) -> SafeImage:
    """The image in `data` made safe as PNG; a FAIL verdict has no data and must not be released.

    PASS means every face found was sure and covered; anything less is REVIEW. Never raises for
    the content of `data`.
    """
    try:
        image, frames = _decoded(data)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning,
            OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError,
            MemoryError) as error:  # fmt: skip
        return SafeImage(
            b"", (), Verdict.FAIL, f"cannot be read as an image ({type(error).__name__})"
        )
    try:
        faces = tuple(_faces(image, detector))
        words = tuple(_words(image, lettering_detector))
    except (DetectorFailed, MemoryError, ValueError, OverflowError):
        why = "the detector stopped, so the whole picture is covered"
        return SafeImage(_png(_squares(image)), (), Verdict.REVIEW, why)
    pixels = np.array(image)
    for box in (*faces, *words):
        covered = enlarged(box, image.width, image.height)
        pixels[covered.top : covered.bottom, covered.left : covered.right] = COVER
    verdict, why = judged(faces, image.size, frames)
    why = f"{why}; {len(words)} stretches of lettering covered; {NOT_LOOKED_FOR}"
    return SafeImage(_png(Image.fromarray(pixels)), faces, verdict, why, words)


def _png(image: Image.Image) -> bytes:
    """The pixels and nothing else, as PNG."""
    out = io.BytesIO()
    bare = Image.fromarray(np.array(image))
    bare.save(out, "PNG", optimize=False)
    return out.getvalue()


def _squares(image: Image.Image) -> Image.Image:
    """The picture as a few squares of its mean colours; what was in it is gone."""
    scale = SQUARES / max(image.size)
    few = [max(1, round(length * scale)) for length in image.size]
    small = image.resize((few[0], few[1]), Image.Resampling.BOX)
    return small.resize(image.size, Image.Resampling.NEAREST)


def _decoded(data: bytes) -> tuple[Image.Image, int]:
    """The first frame, upright, as RGB; and how many frames there are."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        opened = Image.open(io.BytesIO(data), formats=FORMATS)
        if opened.width * opened.height > MOST_PIXELS:
            raise Image.DecompressionBombError(f"over {MOST_PIXELS} pixels")
        frames = int(getattr(opened, "n_frames", 1))
        opened.seek(0)
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    white = Image.new("RGBA", upright.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, upright).convert("RGB"), frames


def _faces(image: Image.Image, detector: Detector) -> list[Box]:
    """Faces in image pixels, from every size and turn, one box a face."""
    found: list[Box] = []
    for side in SIDES:
        for turn in (0, 1, 2, 3) if side == min(SIDES) else (0,):
            found += _seen(image, side, turn, detector)
    return one_per_face(found)


def _words(image: Image.Image, detector: Detector) -> Iterator[Box]:
    """Lettering in image pixels, from every size; a stretch may be in more than one box."""
    for side in SIDES:
        yield from _seen(image, side, 0, detector)


def _seen(image: Image.Image, side: int, turn: int, detector: Detector) -> Iterator[Box]:
    """Boxes seen with the longest side at `side` pixels, turned `turn` quarters anticlockwise."""
    scale = side / max(image.size)
    sizes = [max(STRIDE, round(length * scale / STRIDE) * STRIDE) for length in image.size]
    small = np.rot90(np.array(image.resize((sizes[0], sizes[1]))), turn)
    x, y = image.width / sizes[0], image.height / sizes[1]
    for box in detector(np.ascontiguousarray(small)):
        back = _turned_back(box, turn, sizes[0], sizes[1])
        left, right = sorted(
            (max(0, round(back.left * x)), min(image.width, round(back.right * x)))
        )
        top, bottom = sorted(
            (max(0, round(back.top * y)), min(image.height, round(back.bottom * y)))
        )
        if right > left and bottom > top:
            yield Box(left, top, right, bottom, box.score)


def _turned_back(box: Box, turn: int, width: int, height: int) -> Box:
    """A box of the turned image in the image as it stood, `width` by `height`."""
    if turn == 1:
        return Box(width - box.bottom, box.left, width - box.top, box.right, box.score)
    if turn == 2:
        return Box(
            width - box.right, height - box.bottom, width - box.left, height - box.top, box.score
        )
    if turn == 3:
        return Box(box.top, height - box.right, box.bottom, height - box.left, box.score)
    return box


def enlarged(box: Box, width: int, height: int) -> Box:
    """The box with a margin on every side, inside an image of `width` by `height`."""
    x, y = ceil((box.right - box.left) * ENLARGED), ceil((box.bottom - box.top) * ENLARGED)
    return replace(
        box, left=max(0, box.left - x), top=max(0, box.top - y),
        right=min(width, box.right + x), bottom=min(height, box.bottom + y),
    )  # fmt: skip


def judged(faces: tuple[Box, ...], size: tuple[int, int], frames: int) -> tuple[Verdict, str]:
    """Whether a person must look at the image, and why."""
    unsure = sum(face.score < SURE for face in faces)
    reasons = [
        reason for reason, holds in (
            ("no face was found, which does not mean there is none", not faces),
            (f"{unsure} of {len(faces)} boxes may not be faces, so others may be missed", unsure),
            (f"a side is under {LEAST_SIDE} pixels", min(size) < LEAST_SIDE),
            (f"only the first of {frames} frames is kept", frames > 1),
        ) if holds
    ]  # fmt: skip
    if reasons:
        return Verdict.REVIEW, "; ".join(reasons)
    return Verdict.PASS, f"{len(faces)} faces found with certainty and covered"
