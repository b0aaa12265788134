"""Why a file is refused, and what a person can do about it."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from zipfile import BadZipFile, LargeZipFile

from ..model.errors import FileRefused

# What the parsing libraries raise on broken input, named one by one; a MemoryError is not among
# them, because the sandbox turns that into the file's memory limit.
BROKEN_INSIDE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LargeZipFile,
    LookupError,
    OSError,
    RuntimeError,  # includes RecursionError and NotImplementedError
    SyntaxError,  # lxml's XMLSyntaxError and Pillow's broken PNG
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

_HINTS = {
    "application/octet-stream": "if it is a text, something in it is not: save it as UTF-8 text; "
    "else save it as PDF",
    "application/x-ole-storage": "open it in a word processor, save it as .docx without a password",
    "application/xml": "open it in the program it was made with and save it as text or PDF",
    "application/rtf": "open it in a word processor and save it as .docx",
    "application/zip": "unpack it and add the files inside",
    "application/vnd.oasis.opendocument.text": "open it in a word processor and save it as .docx",
    "image/gif": "save it as PNG or JPEG",
    "image/webp": "save it as PNG or JPEG",
    "image/tiff": "save it as PNG or JPEG",
    "image/heic": "save it as PNG or JPEG",
}
_OTHERWISE = "files that can be read: text, Markdown, HTML, e-mail, .docx, PDF, JPEG, PNG"


def hint_for(media_type: str) -> str:
    """What to do with a file of a type that has no reader."""
    return _HINTS.get(media_type, _OTHERWISE)


@contextmanager
def refusing_broken(kind: str) -> Iterator[None]:
    """Within it, whatever a parser raises on broken input becomes a FileRefused naming `kind`."""
    try:
        yield
    except BROKEN_INSIDE as error:
        raise FileRefused(
            f"the {kind} is damaged and cannot be read ({type(error).__name__})",
            "open it in the program it was made with and save it again",
        ) from error
