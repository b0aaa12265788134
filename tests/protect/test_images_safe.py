"""Faces covered, metadata gone, and nothing unsure passed in silence.

The faces are drawn by code; the packaged detector does fire on them.
"""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageFont, PngImagePlugin

from bearwitness.model.errors import DetectorFailed, SealBroken
from bearwitness.model.redaction import Box
from bearwitness.model.release import Verdict
from bearwitness.protect import images
from bearwitness.protect.images import COVER, enlarged, safe_image
from bearwitness.reference import images as detector
from bearwitness.reference import lettering
from bearwitness.reference.images import boxes_of, one_per_face, shared

GPS = 34853


def _drawn_face(width=480, height=360, size=150):
    """A face of ellipses, blurred a little, on a plain ground; its middle is the image's."""
    image = Image.new("RGB", (width, height), (90, 120, 150))
    draw = ImageDraw.Draw(image)
    x, y, w, h = width // 2, height // 2, int(size * 0.36), int(size * 0.48)
    draw.rectangle([x - size * 0.6, y + h * 0.9, x + size * 0.6, height], fill=(60, 60, 80))
    draw.ellipse([x - w * 1.12, y - h * 1.18, x + w * 1.12, y + h * 0.6], fill=(50, 35, 25))
    draw.rectangle([x - w * 0.4, y + h * 0.7, x + w * 0.4, y + h * 1.3], fill=(200, 150, 125))
    draw.ellipse([x - w, y - h, x + w, y + h], fill=(224, 176, 148))
    for side in (-1, 1):
        a, b = x + side * w * 0.42, y - h * 0.15
        draw.ellipse([a - w * 0.2, b - h * 0.07, a + w * 0.2, b + h * 0.07], fill=(250, 250, 250))
        draw.ellipse([a - w * 0.08, b - h * 0.07, a + w * 0.08, b + h * 0.07], fill=(40, 25, 15))
        draw.line(
            [a - w * 0.25, b - h * 0.17, a + w * 0.25, b - h * 0.17], fill=(50, 30, 20), width=4
        )
    draw.polygon(
        [(x, y - h * 0.1), (x - w * 0.14, y + h * 0.22), (x + w * 0.14, y + h * 0.22)],
        fill=(205, 150, 120),
    )
    draw.ellipse([x - w * 0.33, y + h * 0.42, x + w * 0.33, y + h * 0.56], fill=(170, 70, 70))
    return image.filter(ImageFilter.GaussianBlur(3))


def _bytes(image, kind="PNG", **more):
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _pixels(safe):
    return np.array(Image.open(io.BytesIO(safe.data)))


def _nobody(_pixels):
    return []


def _one(score, box=(100, 100, 200, 200)):
    return lambda _pixels: [Box(*box, score)]


def test_a_face_is_found_by_the_packaged_detector_and_covered_whole():
    safe = safe_image(_bytes(_drawn_face()))
    assert len(safe.faces) == 1
    pixels = _pixels(safe)
    assert (pixels[180 - 60 : 180 + 50, 240 - 45 : 240 + 45] == COVER).all()
    assert not (pixels[:20] == COVER).all(axis=2).any()
    assert safe.verdict in (Verdict.PASS, Verdict.REVIEW)


def test_a_face_lying_on_its_side_is_covered_too():
    turned = _drawn_face().transpose(Image.Transpose.ROTATE_90)
    pixels = _pixels(safe_image(_bytes(turned)))
    assert (pixels[240 - 40 : 240 + 40, 180 - 40 : 180 + 40] == COVER).all()


def test_an_orientation_in_the_metadata_is_applied_before_looking():
    exif = Image.Exif()
    exif[274] = 6
    safe = safe_image(_bytes(_drawn_face(), "JPEG", exif=exif), _nobody, _nobody)
    assert _pixels(safe).shape == (480, 360, 3)


def test_no_metadata_survives():
    secret = "Quillfeather 41.7923 126.2845"
    exif = Image.Exif()
    exif[270] = exif[315] = secret
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[29] = secret
    thumbnail = _bytes(Image.new("RGB", (32, 32), (255, 0, 0)), "JPEG")
    plain = Image.new("RGB", (200, 200), (9, 9, 9))
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", secret)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{secret}</x>")
    files = [
        _bytes(plain, "JPEG", exif=exif, comment=secret.encode()) + thumbnail,
        _bytes(plain, "PNG", pnginfo=info, exif=exif),
        _bytes(plain, "WEBP", exif=exif, xmp=secret.encode()),
        _bytes(plain, "TIFF", description=secret),
    ]
    for data in files:
        assert secret.encode() in data
        safe = safe_image(data, _nobody, _nobody)
        assert safe.data
        assert b"Quillfeather" not in safe.data
        chunks = [safe.data[i + 4 : i + 8] for i in _chunks(safe.data)]
        assert set(chunks) == {b"IHDR", b"IDAT", b"IEND"}


def _chunks(png):
    at = 8
    while at < len(png):
        yield at
        at += 12 + int.from_bytes(png[at : at + 4], "big")


def test_what_transparent_parts_hide_is_gone():
    hidden = Image.new("RGBA", (200, 200), (200, 10, 10, 0))
    assert (_pixels(safe_image(_bytes(hidden), _nobody, _nobody)) == 255).all()


@pytest.mark.parametrize(
    ("image", "detect", "verdict"),
    [
        (Image.new("RGB", (300, 300)), _nobody, Verdict.REVIEW),
        (Image.new("RGB", (300, 300)), _one(0.3), Verdict.REVIEW),
        (Image.new("RGB", (300, 300)), _one(0.9), Verdict.PASS),
        (Image.new("RGB", (60, 60)), _one(0.9), Verdict.REVIEW),
    ],
)
def test_anything_unsure_is_for_a_person(image, detect, verdict):
    safe = safe_image(_bytes(image), detect)
    assert safe.verdict is verdict
    assert safe.why


def test_only_the_first_of_many_frames_is_kept_and_shown_to_a_person():
    frames = [Image.new("RGB", (200, 200), (i, 0, 0)) for i in (10, 250)]
    data = _bytes(frames[0], "GIF", save_all=True, append_images=frames[1:])
    safe = safe_image(data, _one(0.9))
    assert safe.verdict is Verdict.REVIEW
    assert getattr(Image.open(io.BytesIO(safe.data)), "n_frames", 1) == 1


@pytest.mark.parametrize(
    "data", [b"", b"not an image", b"\x89PNG\r\n\x1a\n", _bytes(Image.new("RGB", (64, 64)))[:60]]
)
def test_what_cannot_be_read_fails_and_gives_no_bytes(data):
    safe = safe_image(data, _nobody, _nobody)
    assert (safe.verdict, safe.data) == (Verdict.FAIL, b"")


def test_an_image_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 10_000)
    assert safe_image(_bytes(Image.new("1", (200, 200))), _nobody, _nobody).verdict is Verdict.FAIL


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("error", [DetectorFailed("stopped"), MemoryError(), OverflowError()])
def test_a_detector_that_stops_leaves_nothing_to_see_and_a_person_must_look(error, which):
    def stops(_pixels):
        raise error

    detectors = [_nobody, _nobody]
    detectors[which] = stops
    safe = safe_image(_bytes(_drawn_face()), *detectors)
    assert safe.verdict is Verdict.REVIEW
    assert "detector stopped" in safe.why
    assert len(np.unique(_pixels(safe).reshape(-1, 3), axis=0)) <= images.SQUARES**2


def test_what_the_network_cannot_take_is_a_failure_of_the_detector():
    with pytest.raises(DetectorFailed):
        detector.heat_map(np.zeros((33, 32, 3), dtype=np.uint8)[:, :, :2])


def test_every_verdict_on_a_picture_says_what_was_not_looked_for():
    for detector_ in (_nobody, _one(0.9), _one(0.3)):
        why = safe_image(_bytes(Image.new("RGB", (300, 300))), detector_, _nobody).why
        assert "uniforms, tattoos, clothes and places were not looked for" in why


def _lettered(size, turn, width=800):
    """A plain picture with a plate on it, and how much of it is as dark as the letters."""
    plate = Image.new("RGB", (size * 7, size * 2), (240, 240, 230))
    font = ImageFont.load_default(size)
    ImageDraw.Draw(plate).text((size // 2, size // 3), "KA 4821 Z", font=font, fill=(20, 20, 20))
    image = Image.new("RGB", (width, width * 3 // 4), (90, 120, 150))
    turned = plate.rotate(turn, expand=True, fillcolor=(90, 120, 150))
    image.paste(turned, (width // 3, width // 4))
    return image


def _dark(pixels):
    return int((pixels.max(axis=2) < 70).sum())


@pytest.mark.parametrize(("size", "turn"), [(24, 0), (40, 20), (40, 90)])
def test_a_plate_a_badge_or_a_screen_is_covered_by_its_lettering(size, turn):
    image = _lettered(size, turn)
    assert _dark(np.array(image)) > 300
    safe = safe_image(_bytes(image, "JPEG", quality=90), _nobody)
    assert safe.lettering
    assert _dark(_pixels(safe)) == 0
    assert "stretches of lettering covered" in safe.why
    assert safe.verdict is Verdict.REVIEW


def test_lettering_is_no_reason_to_think_that_faces_were_seen():
    safe = safe_image(_bytes(Image.new("RGB", (300, 300))), _nobody, _one(1.0))
    assert "no face was found" in safe.why
    assert safe.verdict is Verdict.REVIEW


def test_patches_of_lettering_become_boxes_and_specks_do_not():
    scores = np.zeros((20, 40), dtype=np.float32)
    scores[2:8, 3:30] = 0.6
    scores[15, 35] = 0.9
    assert lettering.lettering_boxes(scores) == [Box(3, 2, 30, 8, pytest.approx(0.6))]


def test_a_changed_detector_of_lettering_is_refused(monkeypatch):
    monkeypatch.setattr(lettering, "DIGEST", "0" * 64)
    lettering._session.cache_clear()
    try:
        with pytest.raises(SealBroken):
            lettering._session()
    finally:
        lettering._session.cache_clear()


def test_a_changed_detector_file_is_refused(monkeypatch):
    monkeypatch.setattr(detector, "DIGEST", "0" * 64)
    detector._session.cache_clear()
    try:
        with pytest.raises(SealBroken):
            detector._session()
    finally:
        detector._session.cache_clear()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(data):
    assert safe_image(data, _nobody, _nobody).verdict is not Verdict.PASS


edges = st.integers(0, 300)


@given(edges, edges, edges, edges)
def test_an_enlarged_box_holds_the_box_and_stays_inside(a, b, c, d):
    box = Box(min(a, b), min(c, d), max(a, b), max(c, d), 0.9)
    big = enlarged(box, 300, 300)
    assert 0 <= big.left <= box.left <= box.right <= big.right <= 300
    assert 0 <= big.top <= box.top <= box.bottom <= big.bottom <= 300


def test_the_network_output_is_read_as_boxes_and_doubles_are_one():
    heat, size, offset = np.zeros((1, 1, 8, 8)), np.zeros((1, 2, 8, 8)), np.zeros((1, 2, 8, 8))
    heat[0, 0, 2, 3], heat[0, 0, 2, 4] = 0.9, 0.4
    size[0, :, 2, 3:5] = np.log(4)
    boxes = boxes_of(heat.astype(np.float32), size.astype(np.float32), offset.astype(np.float32))
    assert boxes == [Box(6, 2, 22, 18, pytest.approx(0.9))]


def test_boxes_apart_stay_apart():
    a, b = Box(0, 0, 10, 10, 0.9), Box(50, 50, 60, 60, 0.8)
    assert shared(a, b) == 0
    assert one_per_face([b, a]) == [a, b]


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_box_seen_in_a_turned_image_is_turned_back(turn):
    pixels = np.zeros((40, 60), dtype=np.uint8)
    pixels[5:15, 20:50] = 1
    turned = np.rot90(pixels, turn)
    rows, columns = np.nonzero(turned)
    seen = Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1, 0.9)
    assert images._turned_back(seen, turn, 60, 40) == Box(20, 5, 50, 15, 0.9)
