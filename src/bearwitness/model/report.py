"""One document from one outlet or source, as received."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from .ids import content_id


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was taken down when an original arrived: its digest, size, sniffed type and time."""

    sha256: str
    size: int  # bytes
    media_type: str
    received: str  # UTC, ISO 8601, to the second


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One immutable text of a report: NFC, line ends `\\n`, named by its own digest."""

    content: str = field(repr=False)
    digest: str

    @staticmethod
    def of(words: str) -> "TextVersion":
        """A text version from any words, normalised."""
        content = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
        return TextVersion(content, sha256(content.encode("utf-8", "surrogatepass")).hexdigest())


@dataclass(frozen=True, slots=True)
class Header:
    """What a report says of itself; anything may be missing."""

    id: str
    title: str | None = field(default=None, repr=False)
    outlet: str | None = None
    byline: str | None = field(default=None, repr=False)
    published: date | None = None
    language: str | None = None  # ISO 639-1
    url: str | None = field(default=None, repr=False)
    translated_from: tuple[str, ...] = ()  # ISO 639-1, the original's first


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader gives for one file: its text, what it says of itself, files inside it."""

    text: TextVersion
    media_type: str
    title: str | None = field(default=None, repr=False)
    outlet: str | None = None
    byline: str | None = field(default=None, repr=False)
    published: date | None = None
    language: str | None = None
    url: str | None = field(default=None, repr=False)
    attachments: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    reader: str = ""  # the reader's name and version


@dataclass(frozen=True, slots=True)
class Report:
    """A sealed original, the newest text read from it, and what it says of itself."""

    header: Header
    receipt: Receipt
    name: str = field(repr=False)  # the file name it arrived under; may identify someone
    text: TextVersion = field(repr=False)
    parent_id: str | None = None  # the e-mail that an attachment came in

    @property
    def id(self) -> str:
        return self.header.id


def report_id(digest: str) -> str:
    """The id of the report whose sealed bytes have this SHA-256, in hex."""
    return content_id("report", digest)
