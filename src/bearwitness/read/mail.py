"""E-mail: subject, sender, day, body, and the files that came with it."""

import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from ..model.errors import FileRefused
from ..model.report import Extracted, TextVersion
from .charset import decoded, language_of_script
from .html import words_of_page
from .refusals import refusing_broken


def read_mail(data: bytes) -> Extracted:
    """The body as text and each attachment as (name, bytes); an HTML body gives its words.

    Title is the subject, byline the sender's name (an address is kept only where no name stands),
    outlet the Organization field, published the sender's own date.
    """
    with refusing_broken("e-mail"):
        message = BytesParser(policy=email.policy.default).parsebytes(data)
        body = message.get_body(("plain", "html"))
        text = TextVersion.of(_words(body) if body is not None else "")
        attachments = tuple(_attachments(message, body))
        stated = {name: _stated(message, name) for name in ("Subject", "Organization")}
        sender, address = parseaddr(_stated(message, "From") or "")
        day = _stated(message, "Date")
    if not text.content.strip() and not attachments:
        raise FileRefused("the e-mail has no text and no attachment", "check that it is whole")
    with refusing_broken("e-mail"):
        published = parsedate_to_datetime(day).date() if day and _is_date(day) else None
    return Extracted(
        text=text,
        media_type="message/rfc822",
        title=stated["Subject"],
        outlet=stated["Organization"],
        byline=sender or address or None,
        published=published,
        language=language_of_script(text.content),
        attachments=attachments,
        reader="mail-1",
    )


def _is_date(stated: str) -> bool:
    try:
        parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    return True


def _stated(message: Message, name: str) -> str | None:
    """A header's words on one line; None where it is missing or its bytes have no encoding."""
    value = " ".join(str(message.get(name) or "").split())
    return None if not value or any("\ud800" <= c <= "\udfff" for c in value) else value


def _words(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    if part.get_content_type() == "text/html":
        return words_of_page(raw, part.get_content_charset())
    return decoded(raw, part.get_content_charset())


def _attachments(message: EmailMessage, body: Message | None) -> Iterator[tuple[str, bytes]]:
    """Every part but the body and its other spellings, in order; nameless ones are numbered."""
    for number, part in enumerate(_leaves(message), start=1):
        disposition = part.get_content_disposition()
        is_spelling = part.get_content_maintype() == "text" and disposition != "attachment"
        if part is body or (is_spelling and not part.get_filename()):
            continue
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            payload = inner.as_bytes() if isinstance(inner, Message) else b""
        if isinstance(payload, bytes) and payload:
            yield _safe_name(part.get_filename(), number, part), payload


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content; an attached e-mail is one part, not its parts."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:
        yield message


def _safe_name(stated: str | None, number: int, part: Message) -> str:
    """A file name without folders or odd characters; `attachment-N` where none is stated."""
    last = (stated or "").replace("\\", "/").rsplit("/", 1)[-1]
    cleaned = "".join(c for c in last if c.isprintable()).strip().lstrip(".")
    extension = ".eml" if part.get_content_type() == "message/rfc822" else ""
    return cleaned or f"attachment-{number}{extension}"
