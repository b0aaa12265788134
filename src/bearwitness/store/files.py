"""Every write outside the database: whole or not at all, and on the disk when it returns.

1. A file is written under a temporary name, flushed, renamed, and its folder flushed.
2. Files are readable by their owner alone, except those of a release.
3. A full disk becomes `StorageFull`, whichever layer met it.
"""

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from ..model.errors import CaseDamaged, StorageFull, WrongUse

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
PUBLIC_FILE = 0o644
PUBLIC_FOLDER = 0o755
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_ACCESS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_REFUSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turns a full disk into StorageFull and an unreadable database into CaseDamaged."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise no_room() from error
    except DatabaseError as error:
        code = str(getattr(error.orig, "sqlite_errorname", ""))
        if code == "SQLITE_FULL":
            raise no_room() from error
        if code.startswith(_DAMAGE):
            raise damaged("case.db") from error
        raise


@contextmanager
def access_errors() -> Iterator[None]:
    """Turns a folder that may not be written to into WrongUse."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ACCESS:
            raise
        raise no_access() from error
    except DatabaseError as error:
        if str(getattr(error.orig, "sqlite_errorname", "")).startswith(_REFUSED):
            raise no_access() from error
        raise


def no_access() -> WrongUse:
    """The error for a place that this user may not write to."""
    return WrongUse(
        "the case's folder cannot be written to",
        "check whose folder it is, and that its disk is not read-only",
    )


def no_room() -> StorageFull:
    """The error for a disk with no room left."""
    return StorageFull(
        "the disk has no room left; what was added before is safe",
        "make room, then run the same command again",
    )


def damaged(name: str) -> CaseDamaged:
    """The error for a file that the case cannot be opened without."""
    return CaseDamaged(f"{name} of the case cannot be read", f"restore {name} from a copy")


def flush_file(path: Path) -> None:
    """Waits until what is written at `path` (a file or a folder) is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_raw(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Writes `data` at `path`, over what is there, without waiting for the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        write_at(handle, data, 0)
    finally:
        os.close(handle)


def write_at(handle: int, data: bytes, offset: int) -> None:
    """Writes all of `data` at a byte offset of an open file."""
    view = memoryview(data)
    while view:
        written = os.pwrite(handle, view, offset)
        view, offset = view[written:], offset + written


def write_whole(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Puts `data` at `path` whole or not at all, and waits for the disk."""
    making = path.with_name(f".{path.name}.making")
    write_raw(making, data, mode)
    flush_file(making)
    os.replace(making, path)
    flush_file(path.parent)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes `files` (relative path to bytes) under a new public `folder`, on the disk."""
    if folder.exists():
        shutil.rmtree(folder)
    os.makedirs(folder, PUBLIC_FOLDER)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(PUBLIC_FOLDER, parents=True, exist_ok=True)
        write_raw(path, data, PUBLIC_FILE)
        flush_file(path)
    for inner in [*(path for path in folder.rglob("*") if path.is_dir()), folder]:
        flush_file(inner)
