"""Rows of the team: names, roles and password hashes. A member who leaves stays, inactive."""

from sqlalchemy import Connection, Row, delete, insert, select

from ..model.errors import UnknownSubject
from ..model.team import Member, role_named
from . import tables as t
from .book import Book


def save_member(book: Book, member: Member, password: str, at: str, by: str) -> None:
    """Keeps a member in the place of an earlier one of the name; `password` is an argon2id hash."""
    row = {
        "name": member.name, "role": member.role.label, "since": member.since,
        "active": int(member.is_active), "password": password,
    }  # fmt: skip
    book.db.execute(delete(t.members).where(t.members.c.name == member.name))
    book.db.execute(insert(t.members).values(row))
    book.record("member", member.name, at, by=by)


def members_of(db: Connection) -> tuple[Member, ...]:
    """Everybody who works or worked on the case, by name."""
    return tuple(_member(row) for row in db.execute(select(t.members).order_by(t.members.c.name)))


def password_of(db: Connection, name: str) -> tuple[Member, str]:
    """A member and the hash of their password; raises UnknownSubject."""
    row = db.execute(select(t.members).where(t.members.c.name == name)).first()
    if row is None:
        raise UnknownSubject("nobody of that name works on this case", "check the spelling")
    return _member(row), row.password


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(row.name, role_named(row.role), row.since, bool(row.active))
