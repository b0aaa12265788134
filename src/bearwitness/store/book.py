"""One open transaction: the rows that change, and the ledger lines that vouch for them."""

import json
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    select,
)

from ..model.moments import moment
from . import tables as t
from .canonical import canonical
from .ledger import START, line_digest, signed_line


class Book:
    """The database inside one transaction. Rows are written through `db`, then `record`ed."""

    def __init__(self, db: Connection, signer: Ed25519PrivateKey) -> None:
        self.db = db
        self._signer = signer

    def record(self, kind: str, subject: str, at: str, **data: Any) -> None:
        """Adds the ledger line that vouches for `subject` as its rows now stand.

        Nothing is added when they stand as they did at the last line about it.
        """
        last = self.db.execute(
            select(t.vouchers).where(t.vouchers.c.kind == kind, t.vouchers.c.subject == subject)
        ).first()
        if last and commitment(self.db, kind, subject, last.salt) == last.commitment:
            return
        salt = os.urandom(16)
        mark = commitment(self.db, kind, subject, salt)
        self.forget(kind, subject)
        voucher = {"kind": kind, "subject": subject, "salt": salt, "commitment": mark}
        self.db.execute(insert(t.vouchers).values(voucher))
        self._write(kind, at, {**data, "subject": subject, "commitment": mark})

    def record_parts(self, kind: str, ids: Iterable[str], at: str) -> None:
        """Adds the ledger lines that vouch for every part in which an id of `kind` has changed.

        The first time in a case that an older program wrote, a line for every part there is.
        """
        parts = {name[: t.PART] for name in ids}
        if parts and self._is_vouched_whole(kind):
            parts |= set(subjects_of(self.db, kind))
            self.forget(kind, t.WHOLE)
        for part in sorted(parts):
            self.record(kind, part, at)

    def _is_vouched_whole(self, kind: str) -> bool:
        held = t.vouchers.c
        query = select(held.subject).where(held.kind == kind, held.subject == t.WHOLE)
        return self.db.scalar(query) is not None

    def forget(self, kind: str, subject: str) -> None:
        """Destroys the salt of `subject`, so that its ledger lines say nothing of its rows."""
        self.db.execute(
            delete(t.vouchers).where(t.vouchers.c.kind == kind, t.vouchers.c.subject == subject)
        )

    def last_moment(self) -> str:
        """The moment of the newest ledger line; a case has one from its making on."""
        last = self.db.scalars(select(t.ledger.c.line).order_by(t.ledger.c.n.desc()).limit(1))
        return str(json.loads(last.one())["at"])

    def _write(self, kind: str, at: str, data: dict[str, Any]) -> None:
        last = self.db.execute(select(t.ledger).order_by(t.ledger.c.n.desc()).limit(1)).first()
        n, prev, end = (last.n + 1, line_digest(last.line), last.end) if last else (1, START, 0)
        line = signed_line(n, moment(at), kind, data, prev, self._signer)
        self.db.execute(insert(t.ledger).values(n=n, line=line, end=end + len(line) + 1))


def commitment(db: Connection, kind: str, subject: str, salt: bytes) -> str:
    """The salted SHA-256 over every row that an entry of `kind` about `subject` vouches for.

    A row is canonical JSON of its table's name and its columns; columns without a value are left
    out, so a column added later does not change what was vouched for before.
    """
    digest = sha256(salt)
    for table, columns in t.VOUCHED[kind]:
        for row in db.execute(_rows(kind, table, columns, subject)):
            digest.update(canonical({"table": table.name, **_filled(row)}) + b"\n")
    return digest.hexdigest()


def _rows(kind: str, table: Table, columns: tuple[str, ...], subject: str) -> Select[Any]:
    if kind in t.IN_PARTS and subject != t.WHOLE:
        return rows_in_part(table, t.IN_PARTS[kind][table.name], subject)
    return rows_of(table, columns, subject)


def rows_in_part(table: Table, column: str, part: str) -> Select[Any]:
    """The rows of `table` whose id in `column` begins with `part`, in order of the primary key."""
    held = table.c[column]
    near = and_(held >= part, held < part + "\U0010ffff")  # what an index can find
    is_in = and_(near, func.substr(held, 1, t.PART) == part)
    return select(table).where(is_in).order_by(*table.primary_key)


def rows_of(table: Table, columns: tuple[str, ...], subject: str) -> Select[Any]:
    """The rows of `table` that belong to `subject`, in the order of the primary key."""
    return select(table).where(_is_about(table, columns, subject)).order_by(*table.primary_key)


def _is_about(table: Table, columns: tuple[str, ...], subject: str) -> ColumnElement[bool]:
    parts = subject.split("/", len(columns) - 1) if len(columns) > 1 else [subject]
    return and_(True, *(table.c[name] == part for name, part in zip(columns, parts, strict=False)))


def _filled(row: Row[Any]) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if value is not None}


def subjects_of(db: Connection, kind: str) -> Iterator[str]:
    """Every subject of `kind` that has a row of its own in the database."""
    if kind in t.IN_PARTS:
        yield from _parts(db, kind)
        return
    if not t.VOUCHED[kind] or not t.VOUCHED[kind][0][1]:
        return
    table, columns = t.VOUCHED[kind][0]
    for row in db.execute(select(*(table.c[name] for name in columns)).distinct()).all():
        yield "/".join(map(str, row))


def _parts(db: Connection, kind: str) -> Iterator[str]:
    columns = [table.c[t.IN_PARTS[kind][table.name]] for table, _ in t.VOUCHED[kind]]
    found = {
        part for c in columns for part in db.scalars(select(func.substr(c, 1, t.PART)).distinct())
    }
    yield from sorted(found)
