"""The passphrase, the case key and `case.json`, the one file that can be read without them.

1. The case key is 256 random bits. It never touches the disk except wrapped.
2. It is wrapped by AES-256-GCM under a key that argon2id makes from the passphrase (Unicode NFC,
   UTF-8), so that a passphrase can be changed without writing the case again.
3. Everything else in `case.json` is authenticated by the wrapping: a changed ledger key or a
   weakened parameter does not open.

Cost: RFC 9106 section 4 asks for at least 64 MiB and three passes; 128 MiB and four passes take
0.3 to 0.4 s on two cores and fit an old laptop.
"""

import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..model.errors import CaseNotFound, CaseTooNew, WrongPassphrase
from ..model.restricted import Restricted
from .canonical import canonical
from .files import damaged

ENVELOPE = "case.json"
FORMAT = 1
NONCE_BYTES = 12
_MOST_MEMORY_KIB = 4 * 1024 * 1024  # a forged file must not be able to ask for more
_MOST_PASSES = 1_000


@dataclass(frozen=True, slots=True)
class PassphraseCost:
    """What one guess at the passphrase costs: passes, memory in KiB, lanes."""

    passes: int = 4
    memory_kib: int = 128 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Envelope:
    """`case.json`: what opens the case, and the key that checks its ledger."""

    case_id: str
    created: str
    ledger_key: bytes  # Ed25519, public, 32 bytes
    cost: PassphraseCost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def unwrap(self, passphrase: Restricted) -> bytes:
        """The case key; raises WrongPassphrase."""
        try:
            wrapping = AESGCM(_stretched(passphrase, self.salt, self.cost))
            return wrapping.decrypt(self.nonce, self.wrapped, canonical(self._clear()))
        except InvalidTag:
            raise WrongPassphrase(
                "the passphrase does not open this case",
                "try again; if it is surely right, case.json was changed: restore it from a copy",
            ) from None

    def to_bytes(self) -> bytes:
        """The content of `case.json`."""
        wrapped = {"cipher": "aes-256-gcm", "nonce": self.nonce.hex(), "key": self.wrapped.hex()}
        return json.dumps({**self._clear(), "wrapped": wrapped}, indent=2).encode("ascii") + b"\n"

    def _clear(self) -> dict[str, Any]:
        return {
            "bearwitness": "case",
            "format": FORMAT,
            "case_id": self.case_id,
            "created": self.created,
            "ledger_key": {"type": "ed25519", "public": self.ledger_key.hex()},
            "passphrase": {
                "kdf": "argon2id",
                "version": 19,
                "passes": self.cost.passes,
                "memory_kib": self.cost.memory_kib,
                "lanes": self.cost.lanes,
                "salt": self.salt.hex(),
            },
        }


def _stretched(passphrase: Restricted, salt: bytes, cost: PassphraseCost) -> bytes:
    words = unicodedata.normalize("NFC", passphrase.words).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        words, salt, cost.passes, cost.memory_kib, cost.lanes, hash_len=32, type=Type.ID
    )


def wrapped_key(
    key: bytes, passphrase: Restricted, cost: PassphraseCost, created: str, ledger_key: bytes,
    case_id: str,
) -> Envelope:  # fmt: skip
    """A new envelope around the case key."""
    salt, nonce = os.urandom(16), os.urandom(NONCE_BYTES)
    bare = Envelope(case_id, created, ledger_key, cost, salt, nonce, b"")
    sealed = AESGCM(_stretched(passphrase, salt, cost)).encrypt(
        nonce, key, canonical(bare._clear())
    )
    return Envelope(case_id, created, ledger_key, cost, salt, nonce, sealed)


def case_at(path: Path) -> Envelope:
    """The envelope of the case at `path`, before any passphrase.

    Raises CaseNotFound, CaseTooNew, or CaseDamaged when `case.json` cannot be read.
    """
    try:
        words = (path / ENVELOPE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise CaseNotFound(
            "there is no case here", "make one with `bearwitness init CASE`, or check the path"
        ) from None
    try:
        plain = json.loads(words)
        version = int(plain["format"])
        if version <= FORMAT:
            return _envelope(plain)
    except (ValueError, KeyError, TypeError):
        raise damaged(ENVELOPE) from None
    raise CaseTooNew(
        f"the case has format {version}; this program knows formats up to {FORMAT}",
        "open it with the newer Bearwitness that wrote it",
    )


def _envelope(plain: Mapping[str, Any]) -> Envelope:
    kdf, wrapped = plain["passphrase"], plain["wrapped"]
    cost = PassphraseCost(int(kdf["passes"]), int(kdf["memory_kib"]), int(kdf["lanes"]))
    fits = cost.memory_kib <= _MOST_MEMORY_KIB and 1 <= cost.passes <= _MOST_PASSES
    if not fits or not 1 <= cost.lanes <= cost.memory_kib // 8:
        raise ValueError("passphrase cost out of bounds")
    return Envelope(
        str(plain["case_id"]), str(plain["created"]), bytes.fromhex(plain["ledger_key"]["public"]),
        cost, bytes.fromhex(kdf["salt"]), bytes.fromhex(wrapped["nonce"]),
        bytes.fromhex(wrapped["key"]),
    )  # fmt: skip
