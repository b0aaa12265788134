"""Stage 2: sealed bytes to text with stable offsets.

Rules kept here:
- the media type comes from the bytes; a name only tells Markdown from plain text;
- what a file does not state stays unknown: no date, outlet or author is made up;
- no bytes are dropped or replaced to make a text decode: unsure means refused, with the reason;
- every text is a `TextVersion` (NFC, `\\n`), so offsets are code points into what the case keeps;
- parsing libraries are imported inside the readers, and readers run inside the sandbox.
"""

from collections.abc import Callable

from ..model.errors import FileRefused
from ..model.report import Extracted
from ..settings import Settings
from .html import read_html
from .images import read_image
from .mail import read_mail
from .pdf import read_pdf
from .plain import read_markdown, read_plain
from .refusals import hint_for
from .sniffing import sniff
from .word import WORD, read_word

__all__ = ["READERS", "read_bytes", "sniff"]

READERS: dict[str, Callable[[bytes], Extracted]] = {
    "text/plain": read_plain,
    "text/markdown": read_markdown,
    "text/html": read_html,
    "message/rfc822": read_mail,
    WORD: read_word,
    "application/pdf": read_pdf,
    "image/jpeg": read_image,
    "image/png": read_image,
}


def read_bytes(data: bytes, name: str, settings: Settings | None = None) -> Extracted:
    """The text of one file, what it says of itself, and the files inside it.

    An image gives an empty text: it can be sealed and kept, and holds nothing to extract from.
    Raises FileRefused, with what to do next, for anything that cannot become a text faithfully.
    """
    limits = settings or Settings()
    check_size(len(data), limits)
    media_type = sniff(data, name)
    reader = READERS.get(media_type)
    if reader is None:
        raise FileRefused(f"no reader for files of type {media_type}", hint_for(media_type))
    if media_type in {"text/plain", "text/markdown"}:
        _check_length(len(data) // 4, limits)  # no encoding takes more bytes for a character
    extracted = reader(data)
    _check_length(len(extracted.text.content), limits)
    return extracted


def _check_length(characters: int, settings: Settings) -> None:
    if characters > settings.max_text_chars:
        raise FileRefused(
            f"its text has {characters:,} characters or more, "
            f"over the {settings.max_text_chars:,} allowed",
            "split the file, or raise max_text_chars in the case's settings.yml",
        )


def check_size(size: int, settings: Settings) -> None:
    """Raises FileRefused for a file of no bytes, or of more bytes than the settings allow."""
    if size == 0:
        raise FileRefused("the file is empty", "check that it was copied or downloaded whole")
    if size > settings.max_file_bytes:
        raise FileRefused(
            f"the file has {size:,} bytes, more than the {settings.max_file_bytes:,} allowed",
            "split it, or raise max_file_bytes in the case's settings.yml",
        )
