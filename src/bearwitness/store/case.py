"""A case: the folder that holds everything a team received, read and decided, and what it released.

1. One process at a time. What a call acknowledged survives a crash at any later instant.
2. `with case.transaction():` joins many writes into one: all of them are kept, or none.
3. The machine's layer (readings, incidents) is replaced; the human layer (decisions) only grows;
   originals and texts are written once. `delete_report` is the one exception, and says so.
4. Moments come in as arguments; no clock is read.
"""

import os
import secrets as randomness
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import func, insert, select

from ..model.claim import Claim, Exposure
from ..model.errors import SealBroken, WrongUse
from ..model.incident import Incident
from ..model.judgement import Decision
from ..model.reading import Reading
from ..model.release import Cleared
from ..model.report import Header, Receipt, Report, TextVersion, report_id
from ..model.team import Member
from ..model.tombstone import DeletionReason, Tombstone
from ..model.verify import Finding
from ..review.second import in_force
from ..seal.digest import digest
from ..seal.digest import receipt as taken_down
from . import gists, judgements, readings, releases, reports, team, tombstones
from . import tables as t
from .check import case_findings
from .files import storage_errors
from .following import Following
from .ledger import ledger_lines, line_digest
from .releases import KeptRelease
from .search import Searching
from .vault import Unsealable

_AT_ONCE = 500  # reports


class Case(Searching, Following):
    """An open case. Made by `Case.create` and `Case.open`; close it, or use it in a `with`."""

    # Originals, reports and texts

    def seal(
        self, data: bytes, name: str, media_type: str, at: str, parent_id: str | None = None,
        again: bool = False,
    ) -> tuple[Receipt, bool]:  # fmt: skip
        """Seals an original; its receipt, and whether it is new to the case.

        `name` is the file name it came under. Raises Tombstoned for bytes that were deleted from
        this case, unless `again`.
        """
        receipt = taken_down(data, media_type, at)
        report = report_id(receipt.sha256)
        with self._writing() as book:
            held = reports.receipt_of(book.db, report)
            if held is not None:
                reports.add_carrier(book, held, at, parent_id)
                return held, False
            if not again:
                reports.refuse_tombstoned(book.db, report)
            key = self._vault.put(receipt, data)
            reports.add_original(book, receipt, name, key, at, parent_id)
        return receipt, True

    def has(self, report: str) -> bool:
        """Whether an original with this report id is sealed in the case."""
        with self._reading() as db:
            return reports.receipt_of(db, report) is not None

    def original(self, report: str) -> bytes:
        """The bytes as they arrived; raises UnknownSubject, or SealBroken when they are not."""
        with self._reading() as db:
            query = select(t.originals).where(t.originals.c.report_id == report)
            row = db.execute(query).first()
            if row is None:
                raise reports.unknown(report)
            hint = "restore it from a copy, then run `bearwitness verify`"
            try:
                data = self._vault.get(row.sha256, row.key)
            except Unsealable as broken:
                raise SealBroken(f"{report} cannot be unsealed: {broken.why}", hint) from None
        if digest(data) != row.sha256:
            raise SealBroken(f"{report} no longer matches its seal", hint)
        return data

    def save_report(self, report: Report, at: str | None = None) -> None:
        """Keeps what a sealed report says of itself, and its text. `at`: when it was received."""
        with self._writing() as book:
            reports.save_report(book, report, at or report.receipt.received)
            gists.forget_gists(book.db, [report.id])

    def report(self, report: str) -> Report:
        """One report with its newest text; raises UnknownSubject."""
        with self._reading() as db:
            return reports.report_of(db, report)

    def report_ids(self) -> tuple[str, ...]:
        """The reports' ids, in the order in which they arrived."""
        with self._reading() as db:
            return reports.report_ids(db)

    def reports(self) -> Iterator[Report]:
        """The reports, one at a time, in the order in which they arrived."""
        return map(self.report, self.report_ids())

    def headers(self) -> tuple[Header, ...]:
        """What the reports say of themselves, without their texts."""
        with self._reading() as db:
            return tuple(reports.headers(db))

    def save_text(self, report: str, text: TextVersion, at: str) -> None:
        """A newer text of a report; older versions stay, so that older spans still resolve."""
        with self._writing() as book:
            reports.save_text(book, report, text, at)
            gists.forget_gists(book.db, [report])

    def text(self, report: str, digest: str | None = None) -> TextVersion:
        """The text version with that digest, or the newest; raises UnknownSubject."""
        with self._reading() as db:
            return reports.text_of(db, report, digest)

    # The machine's layer

    def save_reading(self, reading: Reading, text_digest: str, at: str) -> None:
        """What the machine read from one text, in the place of the report's earlier reading."""
        with self._writing() as book:
            readings.save_reading(book, reading, text_digest, at)
            gists.forget_gists(book.db, [reading.report.id])

    def reading(self, report: str) -> Reading:
        """The reading of one report; raises UnknownSubject."""
        with self._reading() as db:
            return readings.reading_of(db, report)

    def readings(self) -> Iterator[Reading]:
        """The readings, one at a time, in the order in which the reports arrived."""
        with self._reading() as db:
            read = set(db.scalars(select(t.readings.c.report_id)))
        return (self.reading(report) for report in self.report_ids() if report in read)

    def claims(self) -> tuple[Claim, ...]:
        """Every claim as the machine has it, by report in the order of arrival."""
        with self._reading() as db:
            return readings.claims_of(db)

    def claims_of(self, report: str) -> tuple[Claim, ...]:
        """The claims of one report as the machine has them."""
        with self._reading() as db:
            return readings.claims_of(db, report)

    def read_reports(self) -> frozenset[str]:
        """The ids of the reports that have a reading."""
        with self._reading() as db:
            return frozenset(db.scalars(select(t.readings.c.report_id)))

    def exposures(self, report: str) -> tuple[Exposure, ...]:
        """What a report's text could give away, in text order."""
        with self._reading() as db:
            return readings.exposures_of(db, report)

    def exposure_kinds(self, reports: Collection[str]) -> list[tuple[str, str, int]]:
        """Report, category and how many exposures of it, for some reports."""
        with self._reading() as db:
            return readings.exposure_kinds(db, reports)

    def restricted_words(self) -> frozenset[str]:
        """Every stretch of words that was found to expose someone: none may leave the case.

        Read in parts, so that others who use the case meanwhile need not wait for all of it.
        """
        found: set[str] = set()
        reports = self.report_ids()
        for start in range(0, len(reports), _AT_ONCE):
            with self._reading() as db:
                found |= readings.exposing_words(db, reports[start : start + _AT_ONCE])
        return frozenset(found)

    def save_incidents(self, incidents: Iterable[Incident], at: str | None = None) -> None:
        """The incidents as they follow from claims and decisions, in the place of all earlier.

        Without `at` they are dated by the newest ledger line: nothing they follow from is newer.
        """
        with self._writing() as book:
            judgements.save_incidents(book, incidents, at or book.last_moment())

    def incidents(self) -> tuple[Incident, ...]:
        """The incidents, sorted by id."""
        with self._reading() as db:
            return judgements.incidents_of(db)

    def incident_count(self) -> int:
        """How many incidents there are."""
        with self._reading() as db:
            return db.scalar(select(func.count()).select_from(t.incidents)) or 0

    def gists(self, shape: str) -> dict[str, bytes]:
        """What linking looks at of each report, where it is kept and still holds."""
        with self._reading() as db:
            return gists.gists_of(db, shape)

    def gists_named(self, shape: str, reports: Collection[str]) -> dict[str, bytes]:
        """The same of some reports, so far as it is kept."""
        with self._reading() as db:
            return gists.gists_named(db, shape, reports)

    def gist_rows(self, shape: str) -> dict[str, bytes]:
        """What linking compares each report by with all others, where it is kept and holds."""
        with self._reading() as db:
            return gists.gist_rows(db, shape)

    def save_gists(self, shape: str, made: Mapping[str, tuple[bytes, bytes]]) -> None:
        """Keeps what linking looks at of some reports, until what it follows from changes.

        Of each report its gist, and the row of numbers beside it.
        """
        with self._writing() as book:
            gists.save_gists(book, shape, made)

    def forget_gists(self) -> None:
        """Throws away what linking looks at of every report: the next linking makes it anew."""
        with self._writing() as book:
            gists.forget_all_gists(book.db)

    def contexts(self) -> dict[str, str]:
        """What each incident's record hangs on besides its claims, as a digest, by incident id."""
        with self._reading() as db:
            return gists.contexts_of(db)

    def change_incidents(
        self, gone: Collection[str], made: Iterable[tuple[Incident, str]], at: str | None = None
    ) -> None:
        """Takes incidents out and puts others in, each with its context; the rest stay as they are.

        Dated as `save_incidents` dates them.
        """
        with self._writing() as book:
            gists.change_incidents(book, gone, made, at or book.last_moment())

    # The human layer

    def decide(self, decisions: Iterable[Decision]) -> int:
        """Adds people's decisions; gives how many were new. None is ever changed."""
        decisions = list(decisions)
        with self._writing() as book:
            subjects = (subject for decision in decisions for subject in decision.subject)
            gists.forget_gists_of_subjects(book.db, subjects)
            return judgements.decide(book, decisions)

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that count, in the order in which they came to count.

        One that needs a second person is among them from its confirmation on, dated by it.
        """
        return in_force(self.every_decision())

    def every_decision(self) -> tuple[Decision, ...]:
        """Every decision with what waits, was refused and confirms, in the order of adding."""
        with self._reading() as db:
            return judgements.decisions_of(db)

    def keep_rule(self, two_people: Iterable[str], by: str, at: str) -> None:
        """Records in the ledger what needs two people from here on, where that has changed."""
        with self._writing() as book:
            judgements.keep_rule(book, tuple(two_people), by, at)

    def members(self) -> tuple[Member, ...]:
        """Everybody who works or worked on the case, by name."""
        with self._reading() as db:
            return team.members_of(db)

    def save_member(self, member: Member, password: str, at: str, by: str) -> None:
        """Keeps a member with the argon2id hash of their password."""
        with self._writing() as book:
            team.save_member(book, member, password, at, by)

    def member_password(self, name: str) -> tuple[Member, str]:
        """A member and the hash of their password; raises UnknownSubject."""
        with self._reading() as db:
            return team.password_of(db, name)

    # Releases, deletion, secrets, verification

    def save_release(
        self, name: str, files: Mapping[str, bytes], out: Path, at: str,
        cleared: Cleared | None = None,
    ) -> None:  # fmt: skip
        """Makes the folder `out` appear whole, with `files`, once the case has recorded it.

        Raises WrongUse when `out` has content, or the name was used for another release.
        """
        out = Path(os.path.abspath(out))
        releases.checked(name, files, out)
        inside = Path(os.path.abspath(self.path))
        kept = out.relative_to(inside) if out.is_relative_to(inside) else out
        with storage_errors(), releases.prepared(files, out) as making:
            with self._writing() as book:
                releases.record_release(book, name, files, str(kept), at, cleared)
            releases.appear(making, out)

    def releases(self, with_records: bool = True) -> tuple[KeptRelease, ...]:
        """Every release with its files' digests and what it released, oldest first.

        Records are many: `cleared` is None where the caller does not want them.
        """
        with self._reading() as db:
            return releases.releases_of(db, self.path, with_records)

    def delete_report(
        self, report: str, by: str, reason: DeletionReason, at: str, second: str = ""
    ) -> tuple[Tombstone, ...]:
        """Deletes a report and all that knows its words; tombstones stay. Link again afterwards.

        `second` is who confirmed it, where two people must agree. What came only inside it (an
        e-mail's attachments) goes with it. Raises UnknownSubject, and WrongUse for an attachment
        whose e-mail the case holds.
        """
        if self._book is not None:
            raise WrongUse("a report cannot be deleted inside a batch", "delete it by itself")
        if reason not in tuple(DeletionReason):
            codes = ", ".join(DeletionReason)
            raise WrongUse("a deletion's reason is a code, never free words", f"one of: {codes}")
        with self._writing() as book:
            code = DeletionReason(reason)
            stones, dead = tombstones.delete_report(book, report, by, code, at, second)
        self._vault.remove(dead)
        self._scrub()
        return tuple(stones)

    def must_be_deletable(self, report: str) -> None:
        """Raises what `delete_report` would raise for this report, and changes nothing."""
        with self._reading() as db:
            tombstones.must_be_deletable(db, report)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What is left of every deleted report, newest first."""
        with self._reading() as db:
            return tombstones.tombstones_of(db)

    def secret(self, name: str) -> bytes:
        """256 random bits that belong to this case and this name, the same every time."""
        query = select(t.secrets.c.value).where(t.secrets.c.name == name)
        with self._writing() as book:
            held = book.db.scalar(query)
            if held is None:
                held = randomness.token_bytes(32)
                book.db.execute(insert(t.secrets).values(name=name, value=held))
            return bytes(held)

    def head(self) -> tuple[int, str]:
        """The ledger's last line: its number and digest. Written elsewhere, it fixes the past."""
        with self._reading() as db:
            last = db.execute(select(t.ledger).order_by(t.ledger.c.n.desc()).limit(1)).one()
            return last.n, line_digest(last.line)

    def last_lines(self, count: int) -> tuple[str, ...]:
        """The newest `count` ledger lines, newest first."""
        return self.ledger_lines(count)

    def ledger_lines(
        self, count: int, before: int | None = None, kind: str = "", first: int = 1
    ) -> tuple[str, ...]:
        """At most `count` ledger lines, newest first: of one kind, from `first` to `before`."""
        with self._reading() as db:
            return ledger_lines(db, count, before, kind, first)

    def restore_ledger(self, by: str, at: str) -> None:
        """Writes ledger.jsonl again from the case's own copy, and records that `by` did so."""
        with self._turn, storage_errors():
            with self._reading() as db:
                self._file.restore(db.scalars(select(t.ledger.c.line).order_by(t.ledger.c.n)))
            self._refusal = None
            with self._writing() as book:
                book.record("restored", at, at, by=by)

    def verify(self) -> tuple[Finding, ...]:
        """Everything that is not as it was recorded; an empty tuple when all of it holds."""
        with self._turn, storage_errors():
            self._must_be_open()
            return tuple(case_findings(self.path, self._engine, self._public_key, self._vault))
