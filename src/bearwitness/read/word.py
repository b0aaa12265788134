"""Word files (.docx): headers, paragraphs and tables in reading order."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from ..model.errors import FileRefused
from ..model.report import Extracted
from .plain import from_words
from .refusals import refusing_broken

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A .docx holds tens of parts of some kilobytes that shrink five- to twentyfold. These bounds leave
# room for long reports with many pictures and stop what unpacks to more than the memory limit.
_MOST_PARTS = 5_000
_MOST_UNPACKED = 300_000_000  # bytes, all parts together
_MOST_RATIO = 200  # unpacked to packed, judged only above _RATIO_FROM
_RATIO_FROM = 5_000_000  # bytes unpacked


def read_word(data: bytes) -> Extracted:
    """The words of a .docx, its title and author from the file's properties or header lines.

    The day a file was made is no day of publication, so `published` comes from a header line only.
    """
    from docx import Document

    with refusing_broken("Word file"):
        refuse_bomb(data)
        document = Document(BytesIO(data))
        properties = document.core_properties
        words = "\n\n".join(_blocks(document))
        page_header = "\n\n".join(_headers(document))
        title, author = properties.title or None, properties.author or None
    extracted = from_words(words, WORD, "word-1", title=title, before=page_header)
    if extracted.byline is None and author and author != "python-docx":
        return replace(extracted, byline=author)
    return extracted


def refuse_bomb(data: bytes) -> None:
    """Raises FileRefused for a package that would unpack to more than a document needs."""
    with ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileRefused("the file is encrypted", "save it again without a password")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if (
        len(parts) > _MOST_PARTS
        or unpacked > _MOST_UNPACKED
        or (unpacked > _RATIO_FROM and unpacked > _MOST_RATIO * packed)
    ):
        raise FileRefused(
            f"it would unpack to {unpacked:,} bytes in {len(parts):,} parts: "
            "more than a document needs, as a zip bomb does",
            "ask whoever sent it for a PDF or plain text",
        )


def _headers(document: Any) -> Iterator[str]:
    """Page headers, each once."""
    seen: set[str] = set()
    for section in document.sections:
        if section.header.is_linked_to_previous:
            continue
        words = "\n".join(p.text for p in section.header.paragraphs).strip()
        if words and words not in seen:
            seen.add(words)
            yield words


def _blocks(document: Any) -> Iterator[str]:
    """Paragraphs and tables in the order of the page; a table's cells are apart by tabs."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            rows = ("\t".join(_cells(row)) for row in block.rows)
            words = "\n".join(row for row in rows if row.strip())
        else:
            words = block.text
        if words.strip():
            yield words


def _cells(row: Any) -> Iterator[str]:
    """The words of a row's cells; a cell merged over several columns is given once."""
    last = None
    for cell in row.cells:
        if cell._tc is not last:
            yield cell.text.strip()
        last = cell._tc
