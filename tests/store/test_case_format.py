"""A reader written from docs/case-format.md alone opens a case: nothing here is our code."""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VOUCHED = {
    "original": [("originals", ["report_id"]), ("carried", ["report_id"])],
    "report": [("reports", ["report_id"])],
    "text": [("texts", ["report_id", "number"])],
    "reading": [
        ("readings", ["report_id"]), ("claims", ["report_id"]),
        ("past_claims", ["report_id"]), ("exposures", ["report_id"]),
    ],
    "decision": [("decisions", ["id"]), ("decision_subjects", ["decision_id"])],
    "incidents": [("incidents", ["id"]), ("past_incidents", ["incident_id"])],
    "release": [("releases", ["name"]), ("release_files", ["name"])],
    "tombstone": [("tombstones", ["report_id"])],
    "member": [("members", ["name"])],
}  # fmt: skip


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def opened(path: Path, passphrase: str) -> Any:
    clear = json.loads((path / "case.json").read_text())
    wrapped, kdf = clear.pop("wrapped"), clear["passphrase"]
    words = unicodedata.normalize("NFC", passphrase).encode()
    wrapping = hash_secret_raw(
        words, bytes.fromhex(kdf["salt"]), kdf["passes"], kdf["memory_kib"], kdf["lanes"], 32,
        Type.ID, kdf["version"],
    )  # fmt: skip
    nonce, sealed = bytes.fromhex(wrapped["nonce"]), bytes.fromhex(wrapped["key"])
    key = AESGCM(wrapping).decrypt(nonce, sealed, canonical(clear))
    db = sqlcipher3.dbapi2.connect(str(path / "case.db"))
    db.row_factory = sqlcipher3.dbapi2.Row
    db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return db


def committed(db: Any, kind: str, subject: str, salt: bytes) -> str:
    digest = hashlib.sha256(salt)
    for table, columns in VOUCHED.get(kind, []):
        order = [c["name"] for c in db.execute(f"PRAGMA table_info({table})") if c["pk"]]
        order.sort(key=lambda name, t=table: _key_place(db, t, name))
        where = " AND ".join(f'"{name}" = ?' for name in columns)
        parts = subject.split("/") if len(columns) == 2 else [subject]
        if kind == "incidents":
            where = f"substr({columns[0]}, 1, 11) = ?"
        query = f"SELECT * FROM {table} WHERE {where} ORDER BY {', '.join(order)}"  # noqa: S608
        for row in db.execute(query, parts):
            filled = {k: v.hex() if isinstance(v, bytes) else v for k, v in dict(row).items()}
            line = {k: v for k, v in filled.items() if v is not None}
            digest.update(canonical({"table": table, **line}) + b"\n")
    return digest.hexdigest()


def _key_place(db: Any, table: str, column: str) -> int:
    info = db.execute(f"PRAGMA table_info({table})")
    return next(int(c["pk"]) for c in info if c["name"] == column)


def test_the_ledger_is_chained_and_signed_as_written(filled: Callable[[], Any]) -> None:
    with filled() as case:
        path = case.path
    public = json.loads((path / "case.json").read_text())["ledger_key"]["public"]
    key, prev = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)), "0" * 64
    lines = (path / "ledger.jsonl").read_bytes().splitlines()
    for n, line in enumerate(lines, 1):
        entry = json.loads(line)
        signature = bytes.fromhex(entry.pop("sig"))
        key.verify(signature, canonical(entry))
        assert (entry["n"], entry["prev"]) == (n, prev)
        prev = hashlib.sha256(line).hexdigest()
    assert n == len(lines) > 10


def test_every_line_vouches_for_its_rows_as_written(filled: Callable[[], Any], world: Any) -> None:
    with filled() as case:
        path = case.path
    db = opened(path, world.passphrase.words)
    held: dict[tuple[str, str], str] = {}
    for line in (path / "ledger.jsonl").read_text().splitlines():
        entry = json.loads(line)
        kind, data = entry["kind"], entry["data"]
        if kind == "tombstone":
            gone = {("decision", decision) for decision in data["struck"]}
            gone |= {(k, data["subject"]) for k in ("original", "report", "reading")}
            gone |= {k for k in held if k[0] == "text" and k[1].startswith(data["subject"] + "/")}
            held = {k: v for k, v in held.items() if k not in gone}
        held[kind, data["subject"]] = data["commitment"]
    salts = {(r["kind"], r["subject"]): r["salt"] for r in db.execute("SELECT * FROM vouchers")}
    assert set(salts) == set(held)
    assert {kind for kind, _ in held} == {"case", *VOUCHED}
    for (kind, subject), mark in held.items():
        assert committed(db, kind, subject, salts[kind, subject]) == mark, (kind, subject)
    db.close()


def test_originals_open_and_ids_come_out_as_written(filled: Callable[[], Any], world: Any) -> None:
    with filled() as case:
        path = case.path
    db = opened(path, world.passphrase.words)
    rows = db.execute("SELECT * FROM originals ORDER BY position").fetchall()
    assert {row["sha256"] for row in rows} == {p.name for p in (path / "sealed").iterdir()}
    for row in rows:
        data = (path / "sealed" / row["sha256"]).read_bytes()
        assert data[:4] == b"BWS1"
        clear = AESGCM(row["key"]).decrypt(data[4:16], data[16:], row["sha256"].encode())
        assert hashlib.sha256(clear).hexdigest() == row["sha256"]
        named = hashlib.sha256(f'["report", "{row["sha256"]}"]'.encode()).hexdigest()
        assert row["report_id"] == f"report-{named[:16]}"
    assert clear.startswith(b"An attachment")
    db.close()
