"""Files that arrive while others work on the case: read first, then kept in one short act.

Reading takes seconds and sealing milliseconds. So that nobody waits for a reading, files are read
from memory before the case is touched, each in the sandbox and in a process of its own; then they
are sealed and saved together with what was read. Only what a row says is kept.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from .adding import Answers, Reads, Stated, header_of, kept_name, record_of
from .model.errors import FileRefused
from .model.report import Extracted, report_id
from .workers import Answer


class ReadBefore:
    """What reading gave of some files; stands where a sandbox and a pool would.

    `held` are the reports that the case has already: they are not read again.
    """

    def __init__(
        self, sandbox: Reads, pool: Answers, stated: Stated, held: Container[str] = ()
    ) -> None:
        self._sandbox, self._pool, self._stated, self._held = sandbox, pool, stated, held
        self._read: dict[str, Extracted | FileRefused] = {}
        self._records: dict[str, Mapping[str, Any]] = {}
        self._answers: dict[str, Answer] = {}

    def look(self, data: bytes, name: str) -> None:
        """Reads one file and what it carries, in the sandbox; what is refused is so later."""
        report = report_id(sha256(data).hexdigest())
        if report in self._held or report in self._read:
            return
        try:
            extracted = self._sandbox.read(data, kept_name(name))
        except FileRefused as refused:
            self._read[report] = refused
            return
        self._read[report] = extracted
        if extracted.text.content.strip():
            header = header_of(report, extracted, self._stated)
            self._records[report] = record_of(header, extracted)
        for inner, inner_data in extracted.attachments:
            self.look(inner_data, inner)

    def extract(self) -> None:
        """Extracts the claims of everything that was looked at since."""
        waiting, self._records = self._records, {}
        answers = self._pool.answers(waiting.values())
        self._answers |= dict(zip(waiting, answers, strict=True))

    def read(self, data: bytes, name: str) -> Extracted:
        """The text of a file, as it was read before; raises FileRefused."""
        found = self._read.get(report_id(sha256(data).hexdigest()))
        if isinstance(found, FileRefused):
            raise found
        return found or self._sandbox.read(data, name)

    def answers(self, records: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
        """The readings of texts, as they were made before."""
        for record in records:
            if record["id"] in self._answers:
                yield self._answers[record["id"]]
            else:
                yield from self._pool.answers([record])
