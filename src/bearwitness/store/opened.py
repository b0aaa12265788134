"""An open case folder: made whole, held by one process, written in transactions.

1. A new case is built beside its place and renamed: there is never half a case.
2. Everything about one act is in one database transaction: its rows and its ledger lines. Sealed
   files are on the disk before it commits; ledger.jsonl is written after.
3. Opening finishes what a crash left half done: ledger lines not yet copied, sealed files whose
   row never came or went, pages freed by a deletion but not yet overwritten.
"""

import os
import secrets as randomness
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, delete, insert, select

from ..model.errors import CaseExists, LedgerBroken, WrongUse
from ..model.moments import moment
from ..model.restricted import Restricted
from . import tables as t
from . import tombstones
from .book import Book
from .database import database, found, made, migrate, scrubbed
from .files import PRIVATE_FOLDER, access_errors, flush_file, storage_errors, write_whole
from .keys import ENVELOPE, Envelope, PassphraseCost, case_at, wrapped_key
from .ledger import SIGNER, LedgerFile
from .lock import Lock
from .vault import FOLDER, Vault

STRONG = PassphraseCost()
_COPIED = "ledger_copied"  # the last ledger line known to be in ledger.jsonl, on the disk


class OpenCase:
    """What every method of `Case` stands on: opening, closing, reading and writing."""

    def __init__(self, path: Path, envelope: Envelope, engine: Engine, lock: Lock) -> None:
        self.path = path
        self.id = envelope.case_id
        self._public_key = envelope.ledger_key
        self._engine = engine
        self._lock = lock
        self._turn = RLock()
        self._book: Book | None = None
        self._vault = Vault(path)
        self._file = LedgerFile(path)
        self._refusal: LedgerBroken | None = None
        self._copied = 0
        with self._reading() as db:
            self._signer = _signer(db)

    # Making, opening and closing

    @classmethod
    def create(
        cls, path: Path, passphrase: Restricted, at: str, argon: PassphraseCost = STRONG
    ) -> Self:
        """A new, empty case at `path`; raises CaseExists when something is there already.

        `argon` is what one guess at the passphrase costs; weaken it in tests only.
        """
        moment(at)
        path = Path(path)
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise CaseExists("something is at that path already", "choose a path that is free")
        making = path.parent / f".{path.name}.making-{randomness.token_hex(4)}"
        try:
            with access_errors(), storage_errors():
                path.parent.mkdir(parents=True, exist_ok=True)
                key, envelope = _made(making, passphrase, at, argon)
                os.replace(making, path)
                flush_file(path.parent)
        finally:
            shutil.rmtree(making, ignore_errors=True)
        return cls._opened(path, envelope, key)

    @classmethod
    def open(cls, path: Path, passphrase: Restricted) -> Self:
        """The case at `path`, after what a crash left half done is finished.

        Raises CaseNotFound, WrongPassphrase, CaseTooNew, CaseBusy, CaseDamaged or StorageFull.
        """
        envelope = case_at(Path(path))
        return cls._opened(Path(path), envelope, envelope.unwrap(passphrase))

    @staticmethod
    def change_passphrase(
        path: Path, passphrase: Restricted, new: Restricted, argon: PassphraseCost = STRONG
    ) -> None:
        """Wraps the case's key under a new passphrase; the earlier one opens it no more.

        The key itself stays, so an earlier copy of `case.json` still opens with the earlier
        passphrase. Raises what `open` does; after a crash one of the two passphrases opens it.
        """
        case_at(path)  # or there is nothing to lock
        with access_errors(), ExitStack() as undo, storage_errors():
            undo.callback(Lock(path).release)
            held = case_at(path)
            key = held.unwrap(passphrase)
            wrapped = wrapped_key(key, new, argon, held.created, held.ledger_key, held.case_id)
            write_whole(path / ENVELOPE, wrapped.to_bytes())

    @classmethod
    def _opened(cls, path: Path, envelope: Envelope, key: bytes) -> Self:
        with access_errors(), ExitStack() as undo, storage_errors():
            lock = Lock(path)
            undo.callback(lock.release)
            found(path)
            engine = database(path, key)
            undo.callback(engine.dispose)
            migrate(engine)
            case = cls(path, envelope, engine, lock)
            case._recover()
            undo.pop_all()
        return case

    def _recover(self) -> None:
        """Finishes what a crash left half done: ledger lines, dead files, freed pages."""
        with self._reading() as db:
            self._copied = int(noted(db, _COPIED) or 0)
            is_scrub_due = noted(db, tombstones.SCRUB_DUE) is not None
        try:
            self._copy_ledger()
        except LedgerBroken as broken:
            self._refusal = broken
        self._sweep()
        if is_scrub_due:
            self._scrub()

    def _sweep(self) -> None:
        """Removes sealed files whose row never came, or is gone."""
        with self._reading() as db:
            known = set(db.scalars(select(t.originals.c.sha256)))
        dead = [name for name in self._vault.names() if _is_ours(name) and name not in known]
        if dead:
            self._vault.remove(dead)

    def _scrub(self) -> None:
        with self._turn, storage_errors():
            scrubbed(self._engine)
            with self._engine.begin() as db:
                db.execute(delete(t.meta).where(t.meta.c.name == tombstones.SCRUB_DUE))

    def close(self) -> None:
        """Lets go of the case; what was acknowledged is on the disk already."""
        with self._turn:
            self._engine.dispose()
            self._lock.release()

    def _must_be_open(self) -> None:
        if not self._lock.is_held:
            raise WrongUse("the case was closed", "open it again")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    # Transactions

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept together when the block ends, or not at all.

        A block inside a block can fail, and be caught, without harm to the outer one.
        """
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[Book]:
        with self._turn, storage_errors():
            self._must_be_open()
            if self._book is not None:
                with self._inner(self._book):
                    yield self._book
                return
            if self._refusal is not None:
                raise self._refusal
            is_kept = False
            try:
                with self._engine.begin() as db:
                    self._book = Book(db, self._signer)
                    set_note(db, _COPIED, str(self._copied))
                    yield self._book
                    self._vault.settle()
                is_kept = True
            finally:
                self._book = None
                if not is_kept:
                    self._vault.undo(0)
                    self._sweep()  # by the rows there are: an interrupt may come after the commit
            self._copy_ledger()

    @contextmanager
    def _inner(self, book: Book) -> Iterator[None]:
        mark, is_kept = self._vault.mark(), False
        try:
            with book.db.begin_nested():
                yield
            is_kept = True
        finally:
            if not is_kept:
                self._vault.undo(mark)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._turn, storage_errors():
            self._must_be_open()
            if self._book is not None:
                yield self._book.db
            else:
                with self._engine.begin() as db:
                    yield db

    def _copy_ledger(self) -> None:
        """Brings ledger.jsonl up to the lines that are committed."""
        with self._reading() as db:
            known = db.scalar(select(t.ledger.c.end).where(t.ledger.c.n == self._copied)) or 0
            after = select(t.ledger.c.n, t.ledger.c.line).where(t.ledger.c.n > self._copied)
            rows = db.execute(after.order_by(t.ledger.c.n)).all()
        self._file.catch_up(known, "".join(f"{row.line}\n" for row in rows).encode("utf-8"))
        self._copied = rows[-1].n if rows else self._copied


def _made(
    folder: Path, passphrase: Restricted, at: str, cost: PassphraseCost
) -> tuple[bytes, Envelope]:
    """A whole new case in `folder`, on the disk: its key and its envelope."""
    signer, key = Ed25519PrivateKey.generate(), randomness.token_bytes(32)
    public, case_id = signer.public_key().public_bytes_raw(), f"case-{randomness.token_hex(8)}"
    envelope = wrapped_key(key, passphrase, cost, at, public, case_id)
    os.mkdir(folder, PRIVATE_FOLDER)
    for name in (FOLDER, "releases", "hand"):
        os.mkdir(folder / name, PRIVATE_FOLDER)
    made(folder)
    engine = database(folder, key)
    try:
        migrate(engine)
        with engine.begin() as db:
            db.execute(insert(t.secrets).values(name=SIGNER, value=signer.private_bytes_raw()))
            Book(db, signer).record("case", case_id, at, ledger_key=public.hex())
        scrubbed(engine)
    finally:
        engine.dispose()
    write_whole(folder / ENVELOPE, envelope.to_bytes())
    return key, envelope


def _signer(db: Connection) -> Ed25519PrivateKey:
    value = db.execute(select(t.secrets.c.value).where(t.secrets.c.name == SIGNER)).scalar_one()
    return Ed25519PrivateKey.from_private_bytes(value)


def noted(db: Connection, name: str) -> str | None:
    """A note that the case keeps for itself; no ledger line vouches for it."""
    return db.scalar(select(t.meta.c.value).where(t.meta.c.name == name))


def set_note(db: Connection, name: str, value: str) -> None:
    """Puts a note in the place of the earlier one."""
    if noted(db, name) != value:
        db.execute(delete(t.meta).where(t.meta.c.name == name))
        db.execute(insert(t.meta).values(name=name, value=value))


def _is_ours(name: str) -> bool:
    """Whether a file in sealed/ is one the vault writes, so that it may be swept."""
    digest = name.removeprefix(".").removesuffix(".making")
    return len(digest) == 64 and not set(digest) - set("0123456789abcdef")
