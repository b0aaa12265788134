"""Releases: a folder that appears whole, and a lasting record of what it said.

1. The files are written and flushed in a hidden folder beside the place they go to.
2. The case records their digests, and what was released, for comparing with later releases.
3. One rename makes the folder appear. So nothing is ever public that the case does not know; after
   a crash between 2 and 3 the same call again finishes the work.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec
from sqlalchemy import Connection, insert, null, select

from ..model.errors import WrongUse
from ..model.release import Cleared
from ..model.verify import Finding
from ..seal.digest import digest
from ..seal.verify import folder_findings
from . import tables as t
from .book import Book
from .files import flush_file, write_folder


@dataclass(frozen=True, slots=True)
class KeptRelease:
    """A release as the case remembers it: files (path, SHA-256, bytes) and what was cleared."""

    name: str
    at: str
    out: Path
    files: tuple[tuple[str, str, int], ...]
    cleared: Cleared | None


def checked(name: str, files: Mapping[str, bytes], out: Path) -> None:
    """Raises WrongUse for a name or path that leads elsewhere, and for a folder already filled."""
    if not name or "/" in name or name.startswith("."):
        raise WrongUse("a release's name is one word without slashes", "for example 2024-05")
    for path in files:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or "\\" in path:
            raise WrongUse("a release holds a path that leads outside its folder")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WrongUse(
            "the release's folder is not empty", "give a new folder; releases are never overwritten"
        )


@contextmanager
def prepared(files: Mapping[str, bytes], out: Path) -> Iterator[Path]:
    """The hidden folder beside `out` that holds the files, on the disk; gone afterwards."""
    making = out.parent / f".{out.name}.making"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_folder(making, files)
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)


def appear(making: Path, out: Path) -> None:
    """Gives the prepared folder its name."""
    if out.exists():
        os.rmdir(out)
    os.replace(making, out)
    flush_file(out.parent)


def record_release(
    book: Book, name: str, files: Mapping[str, bytes], out: str, at: str, cleared: Cleared | None
) -> None:
    """The release's row, its files' digests, and its ledger line.

    Recording the same release again changes nothing; raises WrongUse for another one of its name.
    """
    digests = {path: digest(data) for path, data in sorted(files.items())}
    if _is_recorded(book, name, digests):
        return
    body = msgspec.json.encode(cleared).decode("utf-8") if cleared else None
    row = {"name": name, "at": at, "out": os.fsencode(out), "body": body}
    book.db.execute(insert(t.releases).values(row))
    rows = [
        {"name": name, "path": path, "sha256": digest, "size": len(files[path])}
        for path, digest in digests.items()
    ]
    if rows:
        book.db.execute(insert(t.release_files), rows)
    spent = {"epsilon": cleared.epsilon} if cleared and cleared.epsilon else {}
    book.record("release", name, at, files=digests, **spent)


def _is_recorded(book: Book, name: str, digests: Mapping[str, str]) -> bool:
    if not book.db.scalar(select(t.releases.c.name).where(t.releases.c.name == name)):
        return False
    if dict(_files(book.db, name)) != dict(digests):
        raise WrongUse(f"release {name} was made before, with other content", "give it a new name")
    return True


def _files(db: Connection, name: str) -> Iterator[tuple[str, str]]:
    files = t.release_files.c
    query = select(files.path, files.sha256).where(files.name == name).order_by(files.path)
    return ((row.path, row.sha256) for row in db.execute(query))


def releases_of(db: Connection, case: Path, with_records: bool = True) -> tuple[KeptRelease, ...]:
    """Every release, oldest first; without what was cleared where nobody needs the records."""
    files = select(t.release_files).order_by(t.release_files.c.path)
    held = t.releases.c
    body = held.body if with_records else null().label("body")
    query = select(held.name, held.at, held.out, body).order_by(held.position)
    return tuple(
        KeptRelease(
            row.name,
            row.at,
            case / os.fsdecode(row.out),
            tuple(
                (file.path, file.sha256, file.size)
                for file in db.execute(files.where(t.release_files.c.name == row.name))
            ),
            msgspec.json.decode(row.body, type=Cleared) if row.body else None,
        )
        for row in db.execute(query).all()
    )


def released_folders(db: Connection, case: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """Every release's name, folder and digests by path, oldest first."""
    for row in db.execute(select(t.releases).order_by(t.releases.c.position)).all():
        yield row.name, case / os.fsdecode(row.out), dict(_files(db, row.name))


def release_findings(name: str, out: Path, listed: Mapping[str, str]) -> Iterator[Finding]:
    """How a release's folder differs from what was released; a note when it is not there."""
    if not out.is_dir():
        yield Finding(name, "release", "its folder is not where it was made", False)
        return
    yield from folder_findings(name, listed, folder_digests(out))


def folder_digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below `folder`, by its path inside."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in found}
