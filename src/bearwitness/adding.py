"""Stages 1 to 4 for files: seal, read, extract, link; one row a file, in order.

Rules kept here: an original is sealed untouched before anything parses it; a file that cannot be
read leaves nothing behind and never stops the others; what a row acknowledges is on the disk; a
stop at any moment loses only the batch that no row has acknowledged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any, Protocol

from .model.errors import FileRefused, ReaderLimit
from .model.reading import Reading
from .model.report import Extracted, Header, Receipt, Report, report_id
from .read.sniffing import sniff
from .reference.language import is_english
from .sandbox import Sandbox
from .settings import Settings
from .workers import Answer, Pool, usual_count

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
class Source:
    """A file to be added: its name as shown, as kept, and how its bytes are had."""

    name: str
    file_name: str
    load: Callable[[], bytes] = field(repr=False)  # raises FileRefused


class Reads(Protocol):
    """What turns bytes into text: a sandbox, or what a sandbox gave before."""

    def read(self, data: bytes, name: str) -> Extracted:
        """The text and what it carries; raises FileRefused."""


class Answers(Protocol):
    """What turns text into claims: a pool of workers, or what one gave before."""

    def answers(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
        """In the order of `records` a reading each, or why there is none."""


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
        refuse_too_large(found.st_size, settings)
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


def refuse_too_large(size: int, settings: Settings) -> None:
    """Raises FileRefused for a file of more bytes than the case's settings allow."""
    if size > settings.max_file_bytes:
        raise FileRefused(
            f"it has {size:,} bytes; the limit is {settings.max_file_bytes:,}",
            "split it, or raise max_file_bytes in the case's settings.yml",
        )


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
        while batch := [_on_disk(path, settings) for path in islice(source, BATCH)]:
            yield from add_sources(case, batch, sandbox, pool, at, stated, again=again)


def add_sources(
    case: Case,
    sources: Iterable[Source],
    sandbox: Reads,
    pool: Answers,
    at: str,
    stated: Stated,
    *,
    again: bool = False,
) -> list[Row]:
    """A row for each file and attachment, all of them in one transaction and on the disk."""
    adder = _Adder(case, sandbox, at, stated, again)
    with case.transaction():
        return adder.add(sources, pool)


def _on_disk(path: Path, settings: Settings) -> Source:
    return Source(shown_name(path), path.name, lambda: load(path, settings))


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
        sandbox: Reads,
        at: str,
        stated: Stated,
        again: bool,
    ) -> None:
        self._case, self._sandbox = case, sandbox
        self._at, self._stated, self._again = at, stated, again
        self._arrived: dict[int, _Arrived] = {}
        self._rows: list[Row] = []

    def add(self, sources: Iterable[Source], pool: Answers) -> list[Row]:
        """Rows in the order of `sources`, each followed by its attachments'."""
        for source in sources:
            try:
                data = source.load()
            except FileRefused as error:
                self._refuse(source.name, error)
            else:
                self._take(source.name, data, source.file_name, None)
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
        printable = kept_name(file_name)
        receipt, is_new = self._case.seal(
            data, printable, sniff(data, printable), self._at, parent_id=parent, again=self._again
        )
        report = report_id(receipt.sha256)
        if not is_new:
            self._rows.append(Row(name, Outcome.ALREADY_THERE, report, receipt.media_type))
            return None
        extracted = self._sandbox.read(data, printable)
        header = header_of(report, extracted, self._stated)
        self._case.save_report(Report(header, receipt, printable, extracted.text, parent))
        row = Row(name, Outcome.ADDED, report, extracted.media_type)
        arrived = _Arrived(row, receipt, extracted, header, parent)
        self._arrived[len(self._rows)] = arrived
        self._rows.append(row)
        return arrived

    def _extract(self, pool: Answers) -> None:
        with_text = {n: a for n, a in self._arrived.items() if a.extracted.text.content.strip()}
        answers = pool.answers(record_of(a.header, a.extracted) for a in with_text.values())
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


def kept_name(file_name: str) -> str:
    """A file's name as it is kept, even when its bytes are not UTF-8."""
    return file_name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def header_of(report: str, extracted: Extracted, stated: Stated) -> Header:
    """What a file says of itself, under what the person who adds it says of it."""
    return Header(
        id=report,
        title=extracted.title,
        outlet=stated.outlet or extracted.outlet,
        byline=extracted.byline,
        published=stated.published or extracted.published,
        language=stated.language or extracted.language,
        url=extracted.url,
    )


def record_of(header: Header, extracted: Extracted) -> dict[str, Any]:
    """What the reader of claims needs of a file that was read."""
    return {
        "id": header.id,
        "text": extracted.text.content,
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
