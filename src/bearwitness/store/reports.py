"""Rows of what arrived: originals, what reports say of themselves, every text read from them."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model.errors import Tombstoned, UnknownSubject
from ..model.report import Header, Receipt, Report, TextVersion, report_id
from . import tables as t
from .book import Book


def in_bytes(words: str) -> bytes:
    """Words as the database keeps them when they may not be Unicode throughout."""
    return words.encode("utf-8", "surrogatepass")


def in_words(data: bytes) -> str:
    """The words that `in_bytes` kept."""
    return data.decode("utf-8", "surrogatepass")


def unknown(subject: str) -> UnknownSubject:
    """The error for an id that the case does not hold."""
    return UnknownSubject(f"the case holds no {subject}", "check the id, or add the report first")


def receipt_of(db: Connection, report: str) -> Receipt | None:
    """The receipt of a sealed original, or None."""
    row = db.execute(select(t.originals).where(t.originals.c.report_id == report)).first()
    return Receipt(row.sha256, row.size, row.media_type, row.received) if row else None


def refuse_tombstoned(db: Connection, report: str) -> None:
    """Raises Tombstoned when the report was deleted from this case."""
    stone = db.execute(
        select(t.tombstones).where(t.tombstones.c.report_id == report)
        .order_by(t.tombstones.c.position.desc()).limit(1)
    ).first()  # fmt: skip
    if stone:
        raise Tombstoned(
            f"{report} was deleted on {stone.at[:10]} by {stone.by} ({stone.reason})",
            "add it again only with their agreement, and then say so on purpose",
        )


def add_original(
    book: Book, receipt: Receipt, name: str, key: bytes, at: str, parent_id: str | None
) -> None:
    """One sealed original and its key."""
    report = report_id(receipt.sha256)
    row = {
        "report_id": report, "sha256": receipt.sha256, "size": receipt.size,
        "media_type": receipt.media_type, "received": receipt.received,
        "name": in_bytes(name), "parent_id": parent_id, "key": key,
    }  # fmt: skip
    book.db.execute(insert(t.originals).values(row))
    _carry(book, report, parent_id)
    record_original(book, receipt, at, parent_id)


def add_carrier(book: Book, receipt: Receipt, at: str, parent_id: str | None) -> None:
    """The same bytes arrived again, inside another report."""
    _carry(book, report_id(receipt.sha256), parent_id)
    record_original(book, receipt, at, parent_id)


def _carry(book: Book, report: str, parent_id: str | None) -> None:
    if parent_id is not None and parent_id != report:
        row = {"report_id": report, "parent_id": parent_id}
        book.db.execute(upsert(t.carried).values(row).on_conflict_do_nothing())


def record_original(book: Book, receipt: Receipt, at: str, parent_id: str | None) -> None:
    """The ledger line of an original: all of its receipt, in the clear."""
    book.record(
        "original", report_id(receipt.sha256), at,
        sha256=receipt.sha256, size=receipt.size, media_type=receipt.media_type,
        received=receipt.received, parent=parent_id,
    )  # fmt: skip


def save_report(book: Book, report: Report, at: str) -> None:
    """What a sealed report says of itself, and its text."""
    if receipt_of(book.db, report.id) is None:
        raise unknown(report.id)
    _add_text(book, report.id, report.text, at)
    header = report.header
    row = {
        "report_id": report.id, "text_digest": report.text.digest, "outlet": header.outlet,
        "published": str(header.published) if header.published else None,
        "language": header.language, "body": msgspec.json.encode(header).decode("utf-8"),
    }  # fmt: skip
    book.db.execute(delete(t.reports).where(t.reports.c.report_id == report.id))
    book.db.execute(insert(t.reports).values(row))
    book.record("report", report.id, at)


def save_text(book: Book, report: str, text: TextVersion, at: str) -> None:
    """A text version of a report, which from now on is its newest; older ones stay."""
    of_report = t.reports.c.report_id == report
    if not book.db.scalar(select(t.reports.c.report_id).where(of_report)):
        raise unknown(report)
    _add_text(book, report, text, at)
    book.db.execute(t.reports.update().where(of_report).values(text_digest=text.digest))
    book.record("report", report, at)


def _add_text(book: Book, report: str, text: TextVersion, at: str) -> None:
    digests = list(
        book.db.scalars(
            select(t.texts.c.digest).where(t.texts.c.report_id == report).order_by(t.texts.c.number)
        )
    )
    if text.digest in digests:
        return
    number = len(digests) + 1
    row = {
        "report_id": report, "number": number, "digest": text.digest, "saved": at,
        "content": in_bytes(text.content),
    }  # fmt: skip
    book.db.execute(insert(t.texts).values(row))
    book.record("text", f"{report}/{number}", at)


def text_of(db: Connection, report: str, digest: str | None) -> TextVersion:
    """A text version by its digest, or the newest; raises UnknownSubject."""
    if digest is None:
        digest = db.scalar(select(t.reports.c.text_digest).where(t.reports.c.report_id == report))
    content = db.scalar(
        select(t.texts.c.content).where(t.texts.c.report_id == report, t.texts.c.digest == digest)
    )
    if digest is None or content is None:
        raise unknown(f"text {digest or ''} of {report}".replace("  ", " "))
    return TextVersion(in_words(content), digest)


def report_of(db: Connection, report: str) -> Report:
    """One report with its newest text; raises UnknownSubject."""
    row = db.execute(
        select(t.reports.c.body, t.originals).join_from(
            t.originals, t.reports, t.originals.c.report_id == t.reports.c.report_id
        ).where(t.originals.c.report_id == report)
    ).first()  # fmt: skip
    if row is None:
        raise unknown(report)
    return Report(
        msgspec.json.decode(row.body, type=Header),
        Receipt(row.sha256, row.size, row.media_type, row.received),
        in_words(row.name),
        text_of(db, report, None),
        row.parent_id,
    )


def report_ids(db: Connection) -> tuple[str, ...]:
    """The reports in the order in which they arrived."""
    of_both = t.originals.c.report_id == t.reports.c.report_id
    query = select(t.reports.c.report_id).join(t.originals, of_both)
    return tuple(db.scalars(query.order_by(t.originals.c.position)))


def headers(db: Connection) -> Iterator[Header]:
    """What the reports say of themselves, in the order in which they arrived."""
    of_both = t.originals.c.report_id == t.reports.c.report_id
    query = select(t.reports.c.body).join(t.originals, of_both).order_by(t.originals.c.position)
    return (msgspec.json.decode(body, type=Header) for body in db.scalars(query))
