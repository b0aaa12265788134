"""`ledger.jsonl`: one signed line an act, each holding the digest of the line before it.

1. A line is canonical JSON: `n`, `at`, `kind`, `data`, `prev` and `sig`, then `\\n`.
2. `prev` is the SHA-256 of the line before, without its line end; 64 zeros for the first.
3. `sig` is the Ed25519 signature of the same object without `sig`.
4. Lines hold ids, digests, moments and the names of those who decided: never words of a report,
   never a file name. Digests of rows are salted, and the salt goes with the row, so that nobody
   can try out which words a deleted row held.
5. Lines are born in the database, in the transaction of the act they tell, and copied here after
   it commits. `catch_up` ends a copy that a crash cut short; anything else that is not as signed
   is left as it is, for people to see.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, func, select

from ..model.errors import LedgerBroken
from ..model.verify import Finding
from . import tables as t
from .canonical import canonical
from .files import PRIVATE_FILE, write_at, write_whole

LEDGER = "ledger.jsonl"
START = "0" * 64
SIGNER = "ledger-signing-key"  # the name of the private key among the case's secrets


def signed_line(
    n: int, at: str, kind: str, data: Mapping[str, Any], prev: str, signer: Ed25519PrivateKey
) -> str:
    """One ledger line, without its line end."""
    entry = {"n": n, "at": at, "kind": kind, "data": dict(data), "prev": prev}
    return canonical({**entry, "sig": signer.sign(canonical(entry)).hex()}).decode("ascii")


def public_of(private_key: bytes) -> bytes:
    """The public key of a private one."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def line_digest(line: str) -> str:
    """What the next line's `prev` must be."""
    return sha256(line.encode("utf-8")).hexdigest()


def chain_findings(lines: Iterable[str], public_key: bytes, where: str) -> Iterator[Finding]:
    """Every line that is not the next one of a chain signed under `public_key`."""
    key = Ed25519PublicKey.from_public_bytes(public_key)
    prev = START
    for n, line in enumerate(lines, 1):
        problem = _problem(line, n, prev, key)
        if problem:
            yield Finding("ledger", f"{where} line {n}", problem)
        prev = line_digest(line)


def ledger_lines(
    db: Connection, count: int, before: int | None = None, kind: str = "", first: int = 1
) -> tuple[str, ...]:
    """At most `count` lines, newest first: of one kind, from line `first` to before `before`."""
    query = select(t.ledger.c.line).order_by(t.ledger.c.n.desc()).limit(count)
    query = query.where(t.ledger.c.n >= first)
    if before is not None:
        query = query.where(t.ledger.c.n < before)
    if kind:
        query = query.where(func.instr(t.ledger.c.line, f'"kind":"{kind}"') > 0)
    return tuple(db.scalars(query))


def _problem(line: str, n: int, prev: str, key: Ed25519PublicKey) -> str:
    try:
        entry = json.loads(line)
        signature = bytes.fromhex(entry.pop("sig"))
        key.verify(signature, canonical(entry))
        if canonical({**entry, "sig": signature.hex()}) != line.encode("utf-8"):
            return "was changed: it is not written as the case writes its lines"
        follows = entry["prev"] == prev and entry["n"] == n
    except (ValueError, KeyError, TypeError, AttributeError):
        return "is not a ledger entry"
    except InvalidSignature:
        return "was changed: its signature does not hold"
    return "" if follows else "does not follow the line before it"


def copy_findings(lines: Iterable[str], true_lines: Iterable[str]) -> Iterator[Finding]:
    """How `ledger.jsonl` differs from the lines the case wrote: changed, missing, added."""
    ours, theirs = iter(true_lines), iter(lines)
    n = 0
    for n, true in enumerate(ours, 1):
        line = next(theirs, None)
        if line is None:
            missing = 1 + sum(1 for _ in ours)
            yield Finding("ledger", LEDGER, f"its last {missing} lines are gone, from line {n} on")
            return
        if line != true:
            yield Finding("ledger", f"{LEDGER} line {n}", "is not the line the case wrote there")
    added = sum(1 for _ in theirs)
    if added:
        yield Finding(
            "ledger", LEDGER, f"has {added} lines after line {n} that the case never wrote"
        )


class LedgerFile:
    """The copy on disk."""

    def __init__(self, case: Path) -> None:
        self.path = case / LEDGER

    def lines(self) -> Iterator[str]:
        """The lines as they stand, without line ends; bytes that are not UTF-8 are escaped."""
        if not self.path.is_file():
            return
        with self.path.open(encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            for line in file:
                yield line.removesuffix("\n")

    def catch_up(self, known: int, tail: bytes) -> None:
        """Makes `tail` stand after the first `known` bytes, and waits for the disk.

        What stands there already may be the beginning of `tail`, or zeros that a file system left
        after a power cut. Raises LedgerBroken for anything else, and when the file is shorter
        than `known`: a crash cannot do that.
        """
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            size = os.fstat(handle).st_size
            if size < known:
                raise _broken(f"lacks {known - size} bytes that were on the disk")
            there = os.pread(handle, size - known, known)
            if there == tail:
                return
            if not tail.startswith(there.rstrip(b"\0")):
                raise _broken("ends in lines that the case never wrote")
            write_at(handle, tail, known)
            os.ftruncate(handle, known + len(tail))
            os.fsync(handle)
        finally:
            os.close(handle)

    def restore(self, lines: Iterable[str]) -> None:
        """Writes the whole file again from the case's own copy of the lines."""
        write_whole(self.path, "".join(f"{line}\n" for line in lines).encode("utf-8"))


def _broken(how: str) -> LedgerBroken:
    return LedgerBroken(
        f"ledger.jsonl {how}; nothing is added to this case until that is settled",
        "see `bearwitness verify`, then restore ledger.jsonl from a copy",
    )
