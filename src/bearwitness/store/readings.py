"""Rows of the machine layer: what the program suggests. Replaced as a whole, report by report."""

import dataclasses
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model.claim import Claim, Exposure
from ..model.reading import Reading
from . import tables as t
from .book import Book
from .reports import text_of, unknown

MACHINE_TABLES = (t.readings, t.claims, t.exposures)


def save_reading(book: Book, reading: Reading, text_digest: str, at: str) -> None:
    """A reading of one text version, in the place of the report's earlier reading.

    Raises UnknownSubject for a text that the case lacks, SpanUnresolved for evidence that is not
    where it says.
    """
    report = reading.report.id
    text = text_of(book.db, report, text_digest)
    for claim in reading.claims:
        for evidence in claim.evidence:
            evidence.resolve(text.content)
    body = _json(dataclasses.replace(reading, claims=(), exposures=()))
    read = _first_read(book.db, report, text_digest, body) or at
    for table in MACHINE_TABLES:
        book.db.execute(delete(table).where(table.c.report_id == report))
    row = {"report_id": report, "text_digest": text_digest, "read": read, "body": body}
    book.db.execute(insert(t.readings).values(row))
    _add_claims(book.db, report, reading.claims)
    _add_exposures(book.db, report, reading.exposures)
    book.record("reading", report, at)


def _first_read(db: Connection, report: str, text_digest: str, body: str) -> str | None:
    """When this very reading was first saved, so that saving it again changes nothing."""
    earlier = t.readings.c
    return db.scalar(
        select(earlier.read).where(
            earlier.report_id == report,
            earlier.text_digest == text_digest,
            earlier.body == body,
        )
    )


def _add_claims(db: Connection, report: str, claims: tuple[Claim, ...]) -> None:
    if not claims:
        return
    rows = [_claim_row(report, position, claim) for position, claim in enumerate(claims)]
    past = [{"report_id": report, "claim_id": claim.id} for claim in claims]
    db.execute(insert(t.claims), rows)
    db.execute(upsert(t.past_claims).on_conflict_do_nothing(), past)


def _claim_row(report: str, position: int, claim: Claim) -> dict[str, str | int | None]:
    when, place = claim.when, next(iter(claim.where), None)
    return {
        "report_id": report,
        "position": position,
        "id": claim.id,
        "kind": str(claim.kind),
        "act": claim.act,
        "earliest": str(when.earliest) if when and when.earliest else None,
        "latest": str(when.latest) if when and when.latest else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "body": _json(claim),
    }


def _add_exposures(db: Connection, report: str, exposures: tuple[Exposure, ...]) -> None:
    rows = [
        {
            "report_id": report, "position": position, "category": exposure.category,
            "level": exposure.level, "body": _json(exposure),
        }
        for position, exposure in enumerate(exposures)
    ]  # fmt: skip
    if rows:
        db.execute(insert(t.exposures), rows)


def reading_of(db: Connection, report: str) -> Reading:
    """The newest reading of a report; raises UnknownSubject."""
    body = db.scalar(select(t.readings.c.body).where(t.readings.c.report_id == report))
    if body is None:
        raise unknown(f"reading of {report}")
    return dataclasses.replace(
        msgspec.json.decode(body, type=Reading),
        claims=claims_of(db, report),
        exposures=exposures_of(db, report),
    )


def claims_of(db: Connection, report: str | None = None) -> tuple[Claim, ...]:
    """The machine's claims of one report, or of all in the order in which reports arrived."""
    query = select(t.claims.c.body).join(
        t.originals, t.originals.c.report_id == t.claims.c.report_id
    )
    if report is not None:
        query = query.where(t.claims.c.report_id == report)
    query = query.order_by(t.originals.c.position, t.claims.c.position)
    decoder = msgspec.json.Decoder(Claim)
    return tuple(decoder.decode(body) for body in db.scalars(query))


def exposures_of(db: Connection, report: str | None = None) -> tuple[Exposure, ...]:
    """The exposures of one report, or of all, in text order."""
    query = select(t.exposures.c.body).order_by(t.exposures.c.report_id, t.exposures.c.position)
    if report is not None:
        query = query.where(t.exposures.c.report_id == report)
    decoder = msgspec.json.Decoder(Exposure)
    return tuple(decoder.decode(body) for body in db.scalars(query))


class _Exact(msgspec.Struct):
    """The one field of an exposure that is looked at."""

    exact: str


def exposing_words(db: Connection, reports: Iterable[str]) -> set[str]:
    """The stretches of words in some reports that were found to expose someone."""
    decoder = msgspec.json.Decoder(_Exact)
    query = select(t.exposures.c.body).where(t.exposures.c.report_id.in_(list(reports)))
    return {decoder.decode(body).exact for body in db.scalars(query)}


def exposure_kinds(db: Connection, reports: Iterable[str]) -> list[tuple[str, str, int]]:
    """Report, category and how many exposures of it, for some reports."""
    held = t.exposures.c
    query = select(held.report_id, held.category, func.count()).group_by(
        held.report_id, held.category
    )
    rows = db.execute(query.where(held.report_id.in_(list(reports))))
    return [(row[0], row[1], row[2]) for row in rows]


def _json(noun: Reading | Claim | Exposure) -> str:
    return msgspec.json.encode(noun).decode("utf-8")
