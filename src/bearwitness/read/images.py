"""Pictures: no text comes out of them, but they can be sealed, kept and later made safe."""

from io import BytesIO

from ..model.errors import FileRefused
from ..model.report import Extracted, TextVersion
from .refusals import refusing_broken
from .sniffing import sniff

_MOST_PIXELS = 200_000_000  # a larger picture would not fit the reader's memory once unpacked


def read_image(data: bytes) -> Extracted:
    """An empty text for a JPEG or PNG that is whole; FileRefused for one that is not."""
    from PIL import Image

    with (
        refusing_broken("picture"),
        Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture,
    ):
        width, height = picture.size
        if width * height > _MOST_PIXELS:
            raise FileRefused(
                f"the picture has {width:,} by {height:,} pixels, too many to work on",
                "scale it down and add that, keeping the original elsewhere",
            )
        picture.verify()
    return Extracted(text=TextVersion.of(""), media_type=sniff(data, ""), reader="image-1")
