"""Sealed originals: each encrypted under its own key, named by the digest of its bytes.

1. The key is 256 random bits and lives only in `case.db`: delete the row and the file is noise.
2. A file is `BWS1`, a 12-byte nonce, then AES-256-GCM with the digest's 64 hex digits as
   associated data, so that two sealed files cannot change places.
3. `put` writes under a temporary name; `settle`, called before the database commits, waits for the
   disk and gives the final names. A file whose row never came is swept when the case is opened.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..model.report import Receipt
from .files import flush_file, write_raw
from .keys import NONCE_BYTES

FOLDER = "sealed"
MAGIC = b"BWS1"


class Unsealable(Exception):
    """A sealed file is missing, or does not decrypt under its key; `why` says which."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Vault:
    """The `sealed/` folder of one open case."""

    def __init__(self, case: Path) -> None:
        self.folder = case / FOLDER
        self._waiting: list[str] = []  # digests written in the open transaction

    def put(self, receipt: Receipt, data: bytes) -> bytes:
        """Encrypts `data` under a new key, which it gives back; not yet on the disk."""
        key, nonce = os.urandom(32), os.urandom(NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, data, receipt.sha256.encode("ascii"))
        self._waiting.append(receipt.sha256)
        write_raw(self._making(receipt.sha256), MAGIC + nonce + sealed)
        return key

    def get(self, digest: str, key: bytes) -> bytes:
        """The original's bytes; raises Unsealable."""
        path = self._making(digest) if digest in self._waiting else self.folder / digest
        try:
            sealed = path.read_bytes()
        except FileNotFoundError:
            raise Unsealable("its sealed file is missing") from None
        head, body = sealed[: len(MAGIC)], sealed[len(MAGIC) :]
        nonce, words = body[:NONCE_BYTES], body[NONCE_BYTES:]
        if head != MAGIC or len(words) < 16:
            raise Unsealable("its sealed file is not a whole sealed file")
        if len(key) != 32:
            raise Unsealable("its key was changed")
        try:
            return AESGCM(key).decrypt(nonce, words, digest.encode("ascii"))
        except InvalidTag:
            raise Unsealable("its sealed file was changed") from None

    def mark(self) -> int:
        """A point in the open transaction that `undo` can go back to."""
        return len(self._waiting)

    def undo(self, mark: int) -> None:
        """Forgets the files put since `mark`."""
        for digest in self._waiting[mark:]:
            self._making(digest).unlink(missing_ok=True)
        del self._waiting[mark:]

    def settle(self) -> None:
        """Waits until every file put is on the disk, under its own name."""
        for digest in self._waiting:
            flush_file(self._making(digest))
        for digest in self._waiting:
            os.replace(self._making(digest), self.folder / digest)
        if self._waiting:
            flush_file(self.folder)
        self._waiting = []

    def remove(self, digests: Iterable[str]) -> None:
        """Removes sealed files whose keys are gone."""
        for digest in digests:
            (self.folder / digest).unlink(missing_ok=True)
        flush_file(self.folder)

    def names(self) -> list[str]:
        """The names of all files in the folder, sorted."""
        return sorted(entry.name for entry in os.scandir(self.folder))

    def _making(self, digest: str) -> Path:
        return self.folder / f".{digest}.making"
