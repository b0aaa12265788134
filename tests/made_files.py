"""Small files made by code, for the tests of stage 2."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pytest


def _pdf(lines: list[str], extra: str = "", trailer: str = "") -> bytes:
    """A one-page PDF 1.4 with `lines` in Helvetica; no lines gives a page without text."""
    shown = "\n".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}\nET" if lines else "0 0 m"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *([extra] if extra else []),
    ]
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out + end.encode("latin-1")


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return _pdf


@pytest.fixture
def encrypted_pdf() -> bytes:
    """A PDF whose password nobody has: its verifiers are zeros."""
    zeros = "00" * 32
    lock = f"<< /Filter /Standard /V 1 /R 2 /O <{zeros}> /U <{zeros}> /P -4 >>"
    return _pdf(["Nobody reads this."], lock, "/Encrypt 6 0 R /ID [<00> <00>]")


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    def made(*paragraphs: str, title: str = "", header: str = "") -> bytes:
        from docx import Document

        document = Document()
        document.core_properties.title = title
        if header:
            document.sections[0].header.paragraphs[0].text = header
        for words in paragraphs:
            document.add_paragraph(words)
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "held", "two women"
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return made


@pytest.fixture
def zip_bomb(make_docx: Callable[..., bytes]) -> bytes:
    """A Word file with one part more: 60 MB of zeros in 60 kB."""
    out = io.BytesIO(make_docx("Small on the outside."))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.bin", bytes(60_000_000))
    return out.getvalue()


@pytest.fixture
def make_mail() -> Callable[..., bytes]:
    def made(body: str, *, html: str = "", files: dict[str, bytes] | None = None) -> bytes:
        message = EmailMessage()
        message["From"] = "Desk of the Invented Lantern <desk@lantern.example>"
        message["Subject"] = "Two held in Yanji"
        message["Organization"] = "Invented Lantern"
        message["Date"] = "Mon, 05 Aug 2024 09:00:00 +0900"
        message["Message-ID"] = "<1@lantern.example>"
        message.set_content(body)
        if html:
            message.add_alternative(html, subtype="html")
        for name, data in (files or {}).items():
            message.add_attachment(
                data, maintype="application", subtype="octet-stream", filename=name
            )
        return message.as_bytes()

    return made


@pytest.fixture
def png() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 8), (10, 120, 200)).save(out, "PNG")
    return out.getvalue()
