"""What has changed in a case since a ledger line: for whoever keeps a view of it in memory.

Nobody else writes while a case is open, so what stands after the line is all that has changed.
"""

import json
from collections.abc import Iterable

import msgspec
from sqlalchemy import delete, func, select

from ..model.claim import Claim
from ..model.incident import Incident
from ..model.judgement import Decision
from ..model.report import Header
from . import tables as t
from .book import rows_in_part
from .opened import OpenCase, noted, set_note
from .reports import in_bytes, in_words

_LINKING_DUE = "linking_due"


class _Primary(msgspec.Struct):
    """The one field of a reading that is looked at."""

    primary: str | None = None


class Following(OpenCase):
    """The methods of a case that tell only what is new, or only what a few things touch."""

    def kinds_after(self, line: int) -> frozenset[str]:
        """What kinds of ledger lines stand after line `line`."""
        with self._reading() as db:
            lines = db.scalars(select(t.ledger.c.line).where(t.ledger.c.n > line))
            return frozenset(json.loads(one)["kind"] for one in lines)

    def decisions_after(self, position: int) -> tuple[tuple[Decision, ...], int]:
        """Every decision added after the one at `position`, in order, and the last one's position.

        The first decision of a case is after position 0.
        """
        held = t.decisions.c
        query = select(held.position, held.body).where(held.position > position)
        decoder = msgspec.json.Decoder(Decision)
        with self._reading() as db:
            rows = db.execute(query.order_by(held.position)).all()
        last = rows[-1].position if rows else position
        return tuple(decoder.decode(row.body) for row in rows), last

    def newest_decision(self) -> str:
        """The latest moment of any decision; "" where there is none."""
        with self._reading() as db:
            return db.scalar(select(func.max(t.decisions.c.at))) or ""

    def decisions_on(self, subjects: Iterable[str]) -> tuple[Decision, ...]:
        """Every decision about any of these, in the order of adding."""
        held, about = t.decisions.c, t.decision_subjects.c
        ids = select(about.decision_id).where(about.subject.in_(sorted(set(subjects))))
        query = select(held.body).where(held.id.in_(ids)).order_by(held.position)
        decoder = msgspec.json.Decoder(Decision)
        with self._reading() as db:
            return tuple(decoder.decode(body) for body in db.scalars(query))

    def decision_named(self, name: str) -> Decision | None:
        """The decision of this id."""
        with self._reading() as db:
            body = db.scalar(select(t.decisions.c.body).where(t.decisions.c.id == name))
        return msgspec.json.decode(body, type=Decision) if body is not None else None

    def claims_named(self, names: Iterable[str]) -> tuple[Claim, ...]:
        """The machine's claims of these ids, sorted by id."""
        query = select(t.claims.c.body).where(t.claims.c.id.in_(sorted(set(names))))
        decoder = msgspec.json.Decoder(Claim)
        with self._reading() as db:
            found = [decoder.decode(body) for body in db.scalars(query)]
        return tuple(sorted(found, key=lambda claim: claim.id))

    def incident_named(self, name: str) -> Incident | None:
        """The incident of this id."""
        with self._reading() as db:
            body = db.scalar(select(t.incidents.c.body).where(t.incidents.c.id == name))
        return msgspec.json.decode(body, type=Incident) if body is not None else None

    def incidents_told_in(self, reports: Iterable[str]) -> tuple[Incident, ...]:
        """The incidents that have claims of any of these reports, sorted by id."""
        past = t.past_incidents.c
        ids = select(past.incident_id).where(past.report_id.in_(sorted(set(reports))))
        query = select(t.incidents.c.body).where(t.incidents.c.id.in_(ids))
        decoder = msgspec.json.Decoder(Incident)
        with self._reading() as db:
            found = [decoder.decode(body) for body in db.scalars(query)]
        return tuple(sorted(found, key=lambda one: one.id))

    def report_called(self, words: str) -> list[str]:
        """The reports whose id or file name this is."""
        held = t.originals.c
        named = (held.report_id == words) | (held.name == in_bytes(words))
        with self._reading() as db:
            return list(db.scalars(select(held.report_id).where(named).order_by(held.position)))

    def file_names(self) -> dict[str, str]:
        """The name that each report's file came under, by report id."""
        held = t.originals.c
        with self._reading() as db:
            rows = db.execute(select(held.report_id, held.name).order_by(held.position))
            return {row.report_id: in_words(row.name) for row in rows}

    def headers_of(self, reports: Iterable[str]) -> tuple[Header, ...]:
        """What some reports say of themselves."""
        query = select(t.reports.c.body).where(t.reports.c.report_id.in_(sorted(set(reports))))
        with self._reading() as db:
            return tuple(msgspec.json.decode(body, type=Header) for body in db.scalars(query))

    def linking_due(self) -> int:
        """How many times since claims were last linked a decision may have changed the grouping."""
        with self._reading() as db:
            return int(noted(db, _LINKING_DUE) or 0)

    def note_linking_due(self) -> None:
        """Notes one more such decision: whoever opens the case next links before reading it."""
        with self._writing() as book:
            set_note(book.db, _LINKING_DUE, str(int(noted(book.db, _LINKING_DUE) or 0) + 1))

    def note_linked(self) -> None:
        """Notes that the incidents follow from everything there is."""
        with self._writing() as book:
            book.db.execute(delete(t.meta).where(t.meta.c.name == _LINKING_DUE))

    def incident_marks(self) -> dict[str, str]:
        """For each part of the incidents what vouches for it now: another mark, another content."""
        held = t.vouchers.c
        query = select(held.subject, held.commitment).where(held.kind == "incidents")
        with self._reading() as db:
            return {row.subject: row.commitment for row in db.execute(query)}

    def incidents_in(self, parts: Iterable[str]) -> tuple[Incident, ...]:
        """The incidents of some parts, sorted by id."""
        decoder = msgspec.json.Decoder(Incident)
        with self._reading() as db:
            bodies = [
                row.body
                for part in sorted(parts)
                for row in db.execute(rows_in_part(t.incidents, "id", part))
            ]
        return tuple(sorted(map(decoder.decode, bodies), key=lambda one: one.id))

    def primary_of(self, report: str) -> str | None:
        """The claim that a report is mainly about."""
        query = select(t.readings.c.body).where(t.readings.c.report_id == report)
        with self._reading() as db:
            body = db.scalar(query)
        return msgspec.json.decode(body, type=_Primary).primary if body is not None else None

    def primaries(self) -> frozenset[str]:
        """The claims that reports are mainly about."""
        decoder = msgspec.json.Decoder(_Primary)
        with self._reading() as db:
            found = (decoder.decode(body).primary for body in db.scalars(select(t.readings.c.body)))
            return frozenset(name for name in found if name)


def part_of(incident: str) -> str:
    """The part that an incident is in, by its id."""
    return incident[: t.PART]
