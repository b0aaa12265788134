"""Makes the sample reports that are not plain text: an e-mail, a Word file and a PDF.

    python tools/make_samples.py [FOLDER]

Their words are in samples/sources; FOLDER is samples/reports unless given. The same bytes come out
on every machine: no clock, no library that could write another version of a format, no compression.
"""

import base64
import io
import struct
import sys
import textwrap
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SOURCES = SAMPLES / "sources"


def main() -> None:
    """Writes every made sample into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES / "reports"
    for name, data in made().items():
        (folder / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


def made() -> dict[str, bytes]:
    """File name to bytes, for every sample that is made by code."""
    makers: dict[str, Callable[[], bytes]] = {
        "14-liaoning-monthly-note.pdf": lambda: pdf(source("14-liaoning-monthly-note.txt")),
        "15-interview-note.docx": lambda: docx(source("15-interview-note.txt")),
        "16-longjing-tip.eml": lambda: mail(
            source("16-longjing-tip.txt"),
            {
                "drawing.png": ("image/png", scene()),
                "second-call.txt": ("text/plain", source("16-second-call.txt").encode()),
            },
        ),
    }
    return {name: make() for name, make in makers.items()}


def source(name: str) -> str:
    """The words of one sample."""
    return (SOURCES / name).read_text(encoding="utf-8")


def pdf(words: str) -> bytes:
    """A PDF 1.4 of one page in Helvetica 11 point, lines of at most 88 characters."""
    lines: list[str] = []
    for paragraph in words.strip().split("\n"):
        lines += textwrap.wrap(paragraph, 88) or [""]
    shown = b"\n".join(b"(" + _pdf_string(line) + b") Tj T*" for line in lines)
    stream = b"BT /F1 11 Tf 15 TL 56 780 Td\n" + shown + b"\nET"
    title = _pdf_string(words.split("\n")[0].removeprefix("Title: "))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) /CreationDate (D:20240405090000Z) >>" % title,
    ]
    return _pdf_file(objects)


def _pdf_string(words: str) -> bytes:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return escaped.encode("cp1252")


def _pdf_file(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, with their cross-reference table."""
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % size
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def docx(words: str) -> bytes:
    """A Word file: a page header, paragraphs, and lines that begin with `|` as a table."""
    blocks = [_docx_block(block) for block in words.strip().split("\n\n")]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    names = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships"'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MIME}.document.main+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{_MIME}.header+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Interview note 7</dc:title>'
        "<dc:creator>Hanbit Institute for Border Studies</dc:creator></cp:coreProperties>",
        "word/_rels/document.xml.rels": _relations(
            (f"{_OFFICE}/relationships/header", "header1.xml")
        ),
        "word/document.xml": f"<w:document {names}><w:body>{''.join(blocks)}{section}</w:body>"
        "</w:document>",
        "word/header1.xml": f"<w:hdr {names}>{_paragraph('Confidential working note')}</w:hdr>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(2024, 2, 26, 9, 0, 0))
            entry.create_system = 3  # the same on every system
            package.writestr(entry, _XML + xml)
    return out.getvalue()


def _relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _docx_block(block: str) -> str:
    """A paragraph, and a table of whatever lines begin with `|`."""
    lines = block.split("\n")
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("|")]
    plain = "\n".join(line for line in lines if not line.startswith("|"))
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in rows
    )
    columns = "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    return _paragraph(plain) + (f"<w:tbl>{columns}{table}</w:tbl>" if rows else "")


def _paragraph(words: str) -> str:
    runs = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n")
    )
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def mail(words: str, files: dict[str, tuple[str, bytes]]) -> bytes:
    """An e-mail of the header lines and body in `words`, with `files` attached."""
    fields, body = words.split("\n\n", 1)
    edge = "=_samples_made_by_code"
    parts = [_mail_part("text/plain; charset=utf-8", "", body.strip().encode())]
    for name, (media_type, data) in files.items():
        kept = f'Content-Disposition: attachment; filename="{name}"\n'
        parts.append(_mail_part(f'{media_type}; name="{name}"', kept, data))
    head = (
        f"{fields}\nMessage-ID: <longjing-1@lantern.example>\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/mixed; boundary="{edge}"\n\n'
    )
    return (head + "".join(f"--{edge}\n{part}" for part in parts) + f"--{edge}--\n").encode()


def _mail_part(media_type: str, more: str, data: bytes) -> str:
    encoded = base64.encodebytes(data).decode("ascii")
    return f"Content-Type: {media_type}\nContent-Transfer-Encoding: base64\n{more}\n{encoded}"


_WIDE, _HIGH = 160, 100  # pixels
_COLOURS = ((222, 232, 240), (96, 104, 112), (150, 112, 72), (40, 60, 120), (250, 220, 90))
_SKY, _ROAD, _HOUSE, _VAN, _LIGHT = range(len(_COLOURS))


def scene() -> bytes:
    """A drawn scene as PNG: a house with lit windows and a blue van on a road; nobody in it."""
    rows = [bytearray([_SKY]) * _WIDE for _ in range(_HIGH)]

    def box(left: int, top: int, right: int, bottom: int, colour: int) -> None:
        for row in rows[top:bottom]:
            row[left:right] = bytes([colour]) * (right - left)

    box(0, 76, _WIDE, _HIGH, _ROAD)
    box(14, 30, 78, 76, _HOUSE)
    for step in range(14):  # the roof
        box(14 + 2 * step, 30 - step - 1, 78 - 2 * step, 30 - step, _ROAD)
    for left in (22, 44, 62):
        box(left, 42, left + 10, 52, _LIGHT)
    box(94, 52, 146, 80, _VAN)
    box(126, 56, 142, 66, _SKY)
    for left in (100, 132):
        box(left, 76, left + 10, 86, _SKY)
    return _png(rows)


def _png(rows: list[bytearray]) -> bytes:
    """An 8-bit palette PNG of `rows`, uncompressed, so that no zlib can change the bytes."""
    raw = b"".join(b"\x00" + row for row in rows)
    stored = b"\x78\x01" + struct.pack("<BHH", 1, len(raw), len(raw) ^ 0xFFFF) + raw
    data = stored + struct.pack(">I", zlib.adler32(raw))
    size = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 3, 0, 0, 0)
    palette = b"".join(bytes(colour) for colour in _COLOURS)
    chunks = ((b"IHDR", size), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


if __name__ == "__main__":
    main()
