"""Stages 1 to 4 for files: seal, read, extract, link; one row a file, in order.

Rules kept here: an original is sealed untouched before anything parses it; a file that cannot be
read leaves nothing behind and never stops the others; what a row acknowledges is on the disk; a
stop at any moment loses only the batch that no row has acknowledged.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any

from .model.errors import FileRefused, ReaderLimit
from .model.reading import Reading
from .model.report import Extracted, Header, Receipt, Report, report_id
from .read.sniffing import sniff
from .reference.language import is_english
from .sandbox import Sandbox
from .settings import Settings
from .workers import Pool, usual_count

if TYPE_CHECKING:
    from datetime import date

    from .store.case import Case

BATCH = 64  # files whose rows are acknowledged together
_SHARE_OUT_FROM = 24  # files; fewer are read in this process


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    ALREADY_THERE = "already there"
    REFUSED = "refused"
    UNREAD = "not read"  # sealed and kept, but its text gave no claims because reading it failed


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file, and why; `name` is as given on the command line."""

    name: str
    outcome: Outcome
    report_id: str | None = None
    media_type: str | None = None
    claims: int = 0
    note: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the person who adds files says of all of them, over what the files say themselves."""

    outlet: str | None = None
    published: date | None = None
    language: str | None = None


@dataclass(slots=True)
class _Arrived:
    """A file that was sealed and read, waiting for its reading."""

    row: Row
    receipt: Receipt
    extracted: Extracted
    header: Header
    parent_id: str | None = None


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and for a folder every file below it, sorted; hidden ones left out."""
    for path in paths:
        if path.is_dir():
            below = (p for p in path.rglob("*") if p.is_file())
            yield from sorted(p for p in below if not _is_hidden(p.relative_to(path)))
        else:
            yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def load(path: Path, settings: Settings) -> bytes:
    """The bytes of a file; raises FileRefused when it cannot be had, with the reason."""
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode) or not S_ISREG(found.st_mode):
            raise FileRefused("it is not a regular file", "name files, or the folder they are in")
        if found.st_size > settings.max_file_bytes:
            raise FileRefused(
                f"it has {found.st_size:,} bytes; the limit is {settings.max_file_bytes:,}",
                "split it, or raise max_file_bytes in the case's settings.yml",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileRefused("there is no such file", "check the path") from None
    except OSError as error:
        raise FileRefused(
            f"it cannot be read: {error.strerror}", "check that you may read it"
        ) from None
    if len(data) != found.st_size:
        raise FileRefused("it changed while it was read", "add it again once it is complete")
    return data


def shown_name(path: Path) -> str:
    """A file name that can be printed and stored, even when its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def add_files(
    case: Case,
    paths: Sequence[Path],
    settings: Settings,
    at: str,
    *,
    stated: Stated | None = None,
    again: bool = False,
) -> Iterator[Row]:
    """A row for each file and attachment, given once it is safely on the disk."""
    stated = stated or Stated()
    workers = usual_count() if len(paths) >= _SHARE_OUT_FROM else 1
    with Sandbox(settings) as sandbox, Pool(workers) as pool:
        source = iter(paths)
        while batch := list(islice(source, BATCH)):
            adder = _Adder(case, sandbox, settings, at, stated, again)
            with case.transaction():
                rows = adder.add(batch, pool)
            yield from rows


def would_add(case: Case, paths: Sequence[Path], settings: Settings) -> Iterator[Row]:
    """The rows that `add_files` would give, with nothing sealed, saved or extracted."""
    held = set(case.report_ids())
    with Sandbox(settings) as sandbox:
        for path in paths:
            row = _tried(sandbox, path, settings, held)
            if row.report_id:
                held.add(row.report_id)
            yield row


def _tried(sandbox: Sandbox, path: Path, settings: Settings, held: set[str]) -> Row:
    name = shown_name(path)
    try:
        data = load(path, settings)
        report = report_id(sha256(data).hexdigest())
        if report in held:
            return Row(name, Outcome.ALREADY_THERE, report)
        extracted = sandbox.read(data, name)
    except FileRefused as error:
        return Row(name, Outcome.REFUSED, note=error.problem, hint=error.hint)
    inside = len(extracted.attachments)
    note = f"with {inside} attachment{'s' * (inside != 1)}" if inside else ""
    return Row(name, Outcome.ADDED, report, extracted.media_type, note=note)


class _Adder:
    """One batch of files, inside one transaction of the case."""

    def __init__(
        self,
        case: Case,
        sandbox: Sandbox,
        settings: Settings,
        at: str,
        stated: Stated,
        again: bool,
    ) -> None:
        self._case, self._sandbox, self._settings = case, sandbox, settings
        self._at, self._stated, self._again = at, stated, again
        self._arrived: dict[int, _Arrived] = {}
        self._rows: list[Row] = []

    def add(self, paths: Iterable[Path], pool: Pool) -> list[Row]:
        """Rows in the order of `paths`, each followed by its attachments'."""
        for path in paths:
            name = shown_name(path)
            try:
                data = load(path, self._settings)
            except FileRefused as error:
                self._refuse(name, error)
            else:
                self._take(name, data, path.name, None)
        self._extract(pool)
        return self._rows

    def _refuse(self, name: str, error: FileRefused) -> None:
        self._rows.append(Row(name, Outcome.REFUSED, note=error.problem, hint=error.hint))

    def _take(self, name: str, data: bytes, file_name: str, parent: str | None) -> None:
        """Seal and read one file or attachment; what is refused is unsealed again."""
        try:
            with self._case.transaction():
                arrived = self._sealed_and_read(name, data, file_name, parent)
        except FileRefused as error:
            self._refuse(name, error)
            return
        if arrived is None:
            return
        for inner, inner_data in arrived.extracted.attachments:
            self._take(f"{name} > {inner}", inner_data, inner, arrived.row.report_id)

    def _sealed_and_read(
        self, name: str, data: bytes, file_name: str, parent: str | None
    ) -> _Arrived | None:
        printable = file_name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        receipt, is_new = self._case.seal(
            data, printable, sniff(data, printable), self._at, parent_id=parent, again=self._again
        )
        report = report_id(receipt.sha256)
        if not is_new:
            self._rows.append(Row(name, Outcome.ALREADY_THERE, report, receipt.media_type))
            return None
        extracted = self._sandbox.read(data, printable)
        header = self._header(report, extracted)
        self._case.save_report(Report(header, receipt, printable, extracted.text, parent))
        row = Row(name, Outcome.ADDED, report, extracted.media_type)
        arrived = _Arrived(row, receipt, extracted, header, parent)
        self._arrived[len(self._rows)] = arrived
        self._rows.append(row)
        return arrived

    def _header(self, report: str, extracted: Extracted) -> Header:
        return Header(
            id=report,
            title=extracted.title,
            outlet=self._stated.outlet or extracted.outlet,
            byline=extracted.byline,
            published=self._stated.published or extracted.published,
            language=self._stated.language or extracted.language,
            url=extracted.url,
        )

    def _extract(self, pool: Pool) -> None:
        with_text = {n: a for n, a in self._arrived.items() if a.extracted.text.content.strip()}
        answers = pool.answers(record_of(a) for a in with_text.values())
        for (number, arrived), answer in zip(with_text.items(), answers, strict=True):
            self._rows[number] = self._answered(arrived, answer)
        for number in self._arrived.keys() - with_text.keys():
            self._rows[number] = replace(self._rows[number], note="sealed; it holds no text")

    def _answered(self, arrived: _Arrived, answer: Reading | ReaderLimit) -> Row:
        if isinstance(answer, ReaderLimit):
            note = f"sealed, but no claims could be read from it: {answer.problem}"
            return replace(arrived.row, outcome=Outcome.UNREAD, note=note, hint=answer.hint)
        self._case.save_reading(answer, arrived.extracted.text.digest, self._at)
        note = _note(answer, arrived.extracted)
        return replace(arrived.row, claims=len(answer.claims), note=note)


def record_of(arrived: _Arrived) -> dict[str, Any]:
    """What the reader needs of a sealed and read file."""
    header = arrived.header
    return {
        "id": header.id,
        "text": arrived.extracted.text.content,
        "title": header.title,
        "outlet": header.outlet,
        "byline": header.byline,
        "published": header.published.isoformat() if header.published else None,
        "language": header.language,
        "url": header.url,
    }


def _note(reading: Reading, extracted: Extracted) -> str:
    if is_english(extracted.text.content, reading.report.language):
        return ""
    return "sealed and searched for exposures; not English, so no claims were extracted"
