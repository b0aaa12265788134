"""Which kind of file the bytes are; a name is never trusted over them."""

import re

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OPEN_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096  # bytes looked at

# A page begins with one of these, after space, comments, an XML declaration or a byte order mark.
_PAGE = re.compile(
    rb"\s*(?>(?:(?:<\?xml[^>]*>|<!--.*?-->)\s*)*)"  # atomic: hostile comments cost no time
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|section|table|script|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_LATER_PAGE = re.compile(rb"<(?:html|head|body)[\s>]", re.IGNORECASE)
_FIELD = re.compile(rb"([!-9;-~]+):[ \t\r\n]")
_TRACES = {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"date"}


def sniff(data: bytes, name: str) -> str:
    """The media type of `data`; "application/octet-stream" when it is none of those known.

    Looks at bytes only, opens nothing, and is safe on untrusted bytes. `name` decides one thing,
    which the bytes cannot: whether a text is Markdown.
    """
    known = _by_magic(data)
    if known:
        return known
    if not _is_text(data):
        return "application/octet-stream"
    head = data[:_HEAD]
    for mark in _BOMS:
        head = head.removeprefix(mark)
    head = head.replace(b"\x00", b"")
    if _PAGE.match(head) or (head.lstrip()[:1] == b"<" and _LATER_PAGE.search(head)):
        return "text/html"
    if head.lstrip().startswith(b"<?xml"):
        return "application/xml"
    if _is_mail(head):
        return "message/rfc822"
    return "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"


def _by_magic(data: bytes) -> str | None:
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"avif"}:
        return "image/heic"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    return None


def _packed(data: bytes) -> str:
    if b"word/document" in data and b"[Content_Types].xml" in data:
        return _WORD
    if _OPEN_TEXT in data[:200]:
        return "application/vnd.oasis.opendocument.text"
    return "application/zip"


def _is_text(data: bytes) -> bool:
    """No control bytes but tab, line ends, form feed and escape; zero bytes only after a BOM."""
    if data.startswith(_BOMS[1:]):
        return True
    return not data.translate(None, _TEXT_BYTES)


_TEXT_BYTES = bytes({*b"\t\n\x0b\x0c\r\x1b", *range(0x20, 0x7F), *range(0x80, 0x100)})


def _is_mail(head: bytes) -> bool:
    """It opens with a block of fields: From or Subject, and a trace that mail programs leave."""
    if head.startswith(b"From ") and b"\n" in head:
        head = head.split(b"\n", 1)[1]
    fields = set()
    for line in head.splitlines():
        if line[:1] in (b" ", b"\t"):
            continue
        field = _FIELD.match(line + b"\n")
        if not field:
            break
        fields.add(field[1].lower())
    return bool(fields & {b"from", b"sender"}) and bool(fields & _TRACES)
