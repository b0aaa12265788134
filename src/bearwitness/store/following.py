"""What has changed in a case since a ledger line: for whoever keeps a view of it in memory.

Nobody else writes while a case is open, so what stands after the line is all that has changed.
"""

import json
from collections.abc import Iterable

import msgspec
from sqlalchemy import func, select

from ..model.incident import Incident
from ..model.judgement import Decision
from . import tables as t
from .book import rows_in_part
from .opened import OpenCase


class _Primary(msgspec.Struct):
    """The one field of a reading that is looked at."""

    primary: str | None = None


class Following(OpenCase):
    """The methods of a case that tell only what is new."""

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

    def primaries(self) -> frozenset[str]:
        """The claims that reports are mainly about."""
        decoder = msgspec.json.Decoder(_Primary)
        with self._reading() as db:
            found = (decoder.decode(body).primary for body in db.scalars(select(t.readings.c.body)))
            return frozenset(name for name in found if name)


def part_of(incident: str) -> str:
    """The part that an incident is in, by its id."""
    return incident[: t.PART]
