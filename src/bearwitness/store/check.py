"""Does everything still match its seals and the ledger? A walk over the whole case.

1. Pages: SQLCipher's own authentication of every page of `case.db`. Where one fails, nothing read
   from the database can be believed, and only the ledger's file is checked further.
2. Ledger: the chain and every signature, in the database and in the file, and the two compared.
3. Rows: every row is vouched for by the newest line about it, and every line has its rows, unless
   a tombstone says that they are gone.
4. Originals: every sealed file decrypts to the bytes received; no file is missing or unknown.
5. Texts match their digests, and evidence is where the claims say, also those that people added.
6. Releases still hold what was released.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, select

from ..model.added import TEXT, claim_added
from ..model.claim import Claim
from ..model.judgement import Action, Decision
from ..model.report import Receipt, TextVersion, report_id
from ..model.verify import Finding
from ..seal.verify import evidence_findings, original_findings, text_findings
from . import tables as t
from .book import commitment, subjects_of
from .database import DATABASE, broken_pages
from .ledger import LEDGER, SIGNER, LedgerFile, chain_findings, copy_findings, public_of
from .releases import release_findings, released_folders
from .reports import in_words
from .vault import FOLDER, Unsealable, Vault

Subject = tuple[str, str]  # kind, subject
Vouched = tuple[int, str]  # the ledger line's number, its commitment


def case_findings(case: Path, engine: Engine, public_key: bytes, vault: Vault) -> Iterator[Finding]:
    """Everything in the case that is not as it was recorded, in the order of the steps above."""
    file = LedgerFile(case)
    broken = broken_pages(engine)
    if broken:
        for what in broken:
            yield Finding(DATABASE, DATABASE, f"is damaged: {what}")
        yield from chain_findings(file.lines(), public_key, LEDGER)
        return
    with engine.begin() as db:
        yield from _signer_findings(db, public_key)
        yield from _ledger_findings(db, file, public_key)
        yield from _row_findings(db)
        yield from _original_findings(db, vault)
        yield from _text_findings(db)
        yield from _evidence_findings(db)
        yield from _added_findings(db)
        for name, out, listed in released_folders(db, case):
            yield from release_findings(name, out, listed)


def _ledger_findings(db: Connection, file: LedgerFile, public_key: bytes) -> Iterator[Finding]:
    yield from copy_findings(file.lines(), _lines(db))
    yield from chain_findings(_lines(db), public_key, f"{DATABASE}, ledger")
    end = 0
    for row in db.execute(select(t.ledger).order_by(t.ledger.c.n)):
        end += len(row.line.encode("utf-8")) + 1
        if row.end != end:
            yield Finding("ledger", f"{DATABASE}, ledger line {row.n}", "its length was changed")
            return


def _signer_findings(db: Connection, public_key: bytes) -> Iterator[Finding]:
    value = db.scalar(select(t.secrets.c.value).where(t.secrets.c.name == SIGNER))
    if value is None or len(value) != 32 or public_of(value) != public_key:
        yield Finding("ledger", f"{DATABASE}, secrets", "the signing key is not this case's")


def _lines(db: Connection) -> Iterator[str]:
    return iter(db.scalars(select(t.ledger.c.line).order_by(t.ledger.c.n)))


def vouched_for(lines: Iterable[str]) -> dict[Subject, Vouched]:
    """What the ledger says must be in the database: the newest line about each subject."""
    held: dict[Subject, Vouched] = {}
    for line in lines:
        entry = json.loads(line)
        data, kind = entry["data"], entry["kind"]
        if kind == "tombstone":
            _strike(held, data["subject"], data["struck"])
        if kind in t.IN_PARTS and data["subject"] != t.WHOLE:
            held.pop((kind, t.WHOLE), None)
        held[kind, data["subject"]] = (entry["n"], data["commitment"])
    return held


def _strike(held: dict[Subject, Vouched], report: str, struck: Iterable[str]) -> None:
    gone = [(kind, report) for kind in t.OF_A_REPORT]
    gone += [("decision", decision) for decision in struck]
    gone += [key for key in held if key[0] == "text" and key[1].startswith(f"{report}/")]
    for key in gone:
        held.pop(key, None)


def _row_findings(db: Connection) -> Iterator[Finding]:
    try:
        held = vouched_for(_lines(db))
    except (ValueError, KeyError, TypeError):
        return  # the ledger itself is not readable; its own findings say so
    vouchers = {(row.kind, row.subject): row for row in db.execute(select(t.vouchers))}
    for (kind, subject), (n, mark) in held.items():
        voucher = vouchers.get((kind, subject))
        is_kept = voucher is not None and voucher.commitment == mark
        if voucher is None or not is_kept or commitment(db, kind, subject, voucher.salt) != mark:
            problem = f"is not as line {n} of the ledger recorded it"
            yield Finding(subject, f"{DATABASE}, {kind}", problem)
    for kind in t.VOUCHED:
        for subject in subjects_of(db, kind):
            if (kind, subject) not in held and (kind, t.WHOLE) not in held:
                yield Finding(subject, f"{DATABASE}, {kind}", "no ledger line vouches for it")


def _original_findings(db: Connection, vault: Vault) -> Iterator[Finding]:
    names = set(vault.names())
    for row in db.execute(select(t.originals).order_by(t.originals.c.position)):
        names.discard(row.sha256)
        receipt = Receipt(row.sha256, row.size, row.media_type, row.received)
        yield from _seal_findings(receipt, row.key, vault)
    for name in sorted(names):
        yield Finding(name, f"{FOLDER}/{name}", "is a file that the case does not know")


def _seal_findings(receipt: Receipt, key: bytes, vault: Vault) -> Iterator[Finding]:
    try:
        data = vault.get(receipt.sha256, key)
    except Unsealable as broken:
        yield Finding(report_id(receipt.sha256), f"{FOLDER}/{receipt.sha256}", broken.why)
        return
    yield from original_findings(receipt, data)


def _text_findings(db: Connection) -> Iterator[Finding]:
    for row in db.execute(select(t.texts)):
        yield from text_findings(row.report_id, TextVersion(in_words(row.content), row.digest))


def _evidence_findings(db: Connection) -> Iterator[Finding]:
    decoder = msgspec.json.Decoder(Claim)
    is_its_text = (t.texts.c.report_id == t.readings.c.report_id) & (
        t.texts.c.digest == t.readings.c.text_digest
    )
    query = select(t.readings.c.report_id, t.texts.c.content).outerjoin(t.texts, is_its_text)
    for row in db.execute(query):
        if row.content is None:
            yield Finding(
                row.report_id, f"{DATABASE}, reading", "the text it was read from is gone"
            )
            continue
        text = TextVersion(in_words(row.content), "")
        bodies = db.scalars(select(t.claims.c.body).where(t.claims.c.report_id == row.report_id))
        for body in bodies:
            try:
                yield from evidence_findings([decoder.decode(body)], text)
            except msgspec.MsgspecError:
                yield Finding(row.report_id, f"{DATABASE}, claims", "a claim cannot be read")


def _added_findings(db: Connection) -> Iterator[Finding]:
    """Claims that people added whose words are not where they say, in the text of then."""
    decoder = msgspec.json.Decoder(Decision)
    query = select(t.decisions.c.body).where(t.decisions.c.action == Action.ADD.value)
    for body in db.scalars(query):
        decision = decoder.decode(body)
        claim, report = decision.subject
        its_text = (t.texts.c.report_id == report) & (t.texts.c.digest == decision.value[TEXT])
        words = db.scalar(select(t.texts.c.content).where(its_text))
        if words is None:
            yield Finding(claim, f"{DATABASE}, decisions", "the text it was made on is gone")
        else:
            yield from evidence_findings([claim_added(decision)], TextVersion(in_words(words), ""))
