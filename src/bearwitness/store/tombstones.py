"""Deleting a report, and everything that knows its words, for someone's safety.

What goes: the original's key and file, the report's name and header, every text version, the
machine's reading, exposures, the decisions about it, its claims or any incident it was ever part
of, the incidents it is part of now, and the salts behind their ledger lines. What stays is in the
ledger: ids, the digest of the bytes, moments, the names of who decided, and a tombstone.
"""

from sqlalchemy import Connection, delete, insert, or_, select

from ..model.errors import WrongUse
from ..model.tombstone import DeletionReason, Tombstone
from . import tables as t
from .book import Book
from .reports import receipt_of, unknown

SCRUB_DUE = "scrub_due"
_REPORT_TABLES = (
    t.originals, t.carried, t.reports, t.texts, t.readings, t.claims, t.past_claims, t.exposures,
    t.gists, t.gist_rows,
)  # fmt: skip


def delete_report(
    book: Book, report: str, by: str, reason: DeletionReason, at: str, second: str = ""
) -> tuple[list[Tombstone], list[str]]:
    """Deletes a report and what came only inside it; gives the tombstones and the dead digests.

    Raises UnknownSubject, and WrongUse for an attachment whose e-mail the case still holds: its
    words would live on in there.
    """
    must_be_deletable(book.db, report)
    stones: list[Tombstone] = []
    digests: list[str] = []
    waiting = [report]
    while waiting:
        stones.append(Tombstone(waiting.pop(), by, at, reason))
        inside = select(t.carried.c.report_id).where(t.carried.c.parent_id == stones[-1].report_id)
        children = book.db.scalars(inside).all()
        digests.append(_delete_one(book, stones[-1], second))
        waiting.extend(child for child in children if _is_left_without(book, child))
    book.db.execute(delete(t.meta).where(t.meta.c.name == SCRUB_DUE))
    book.db.execute(insert(t.meta).values(name=SCRUB_DUE, value="1"))
    return stones, digests


def must_be_deletable(db: Connection, report: str) -> None:
    """Raises UnknownSubject for a report not held, WrongUse for one inside another's e-mail."""
    if receipt_of(db, report) is None:
        raise unknown(report)
    carriers = _carriers(db, report)
    if carriers:
        raise WrongUse(
            f"{report} came inside {carriers[0]}, which holds its words too",
            f"delete {carriers[0]}; what came only inside it goes with it",
        )


def tombstones_of(db: Connection) -> tuple[Tombstone, ...]:
    """What is left of every deleted report, newest first."""
    rows = db.execute(select(t.tombstones).order_by(t.tombstones.c.position.desc()))
    return tuple(
        Tombstone(row.report_id, row.by, row.at, DeletionReason(row.reason)) for row in rows
    )


def _carriers(db: Connection, report: str) -> list[str]:
    """The reports still held that `report` came inside of."""
    query = select(t.carried.c.parent_id).join(
        t.originals, t.originals.c.report_id == t.carried.c.parent_id
    )
    return list(db.scalars(query.where(t.carried.c.report_id == report)))


def _is_left_without(book: Book, child: str) -> bool:
    """Whether `child` came neither on its own nor inside a report that is still held."""
    parent = select(t.originals.c.parent_id).where(t.originals.c.report_id == child)
    return book.db.scalar(parent) is not None and not _carriers(book.db, child)


def _delete_one(book: Book, stone: Tombstone, second: str) -> str:
    report, at = stone.report_id, stone.at
    receipt = receipt_of(book.db, report)
    if receipt is None:
        raise unknown(report)
    struck = _strike_decisions(book, report)
    _drop_incidents(book, report, at)
    numbers = select(t.texts.c.number).where(t.texts.c.report_id == report)
    for number in book.db.scalars(numbers).all():
        book.forget("text", f"{report}/{number}")
    for table in _REPORT_TABLES:
        book.db.execute(delete(table).where(table.c.report_id == report))
    for kind in t.OF_A_REPORT:
        book.forget(kind, report)
    row = {"report_id": report, "by": stone.by, "at": at, "reason": str(stone.reason)}
    book.db.execute(insert(t.tombstones).values(row))
    told: dict[str, object] = {"by": stone.by, "reason": str(stone.reason), "struck": struck}
    if second:
        told["second"] = second
    book.record("tombstone", report, at, **told)
    return receipt.sha256


def _strike_decisions(book: Book, report: str) -> list[str]:
    """Deletes the decisions about the report, its claims, also those that people added, and its
    incidents; gives their ids.
    """
    subject = t.decision_subjects.c.subject
    past_claims = select(t.past_claims.c.claim_id).where(t.past_claims.c.report_id == report)
    past_incidents = select(t.past_incidents.c.incident_id).where(
        t.past_incidents.c.report_id == report
    )
    on, to = t.decision_subjects.alias("on"), t.decision_subjects.alias("to")
    same = on.c.decision_id == to.c.decision_id
    added = select(on.c.subject).join(to, same).where(to.c.subject == report)  # claims by people
    about = or_(subject.in_(added), subject.in_(past_claims), subject.in_(past_incidents))
    struck = sorted(set(book.db.scalars(select(t.decision_subjects.c.decision_id).where(about))))
    for decision in struck:
        book.db.execute(delete(t.decisions).where(t.decisions.c.id == decision))
        book.db.execute(
            delete(t.decision_subjects).where(t.decision_subjects.c.decision_id == decision)
        )
        book.forget("decision", decision)
    return struck


def _drop_incidents(book: Book, report: str, at: str) -> None:
    past = t.past_incidents.c
    touched = book.db.scalars(select(past.incident_id).where(past.report_id == report)).all()
    for name in touched:
        book.db.execute(delete(t.incidents).where(t.incidents.c.id == name))
    book.db.execute(delete(t.past_incidents).where(past.report_id == report))
    book.record_parts("incidents", touched, at)
