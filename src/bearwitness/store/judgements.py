"""Rows of what people decided, never erased, and of the incidents computed from it."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model.errors import WrongUse
from ..model.incident import Incident
from ..model.judgement import ANSWERS, Decision
from . import tables as t
from .book import Book


def decide(book: Book, decisions: Iterable[Decision]) -> int:
    """Adds decisions in their order; gives how many were new.

    A decision that is there already is left as it is; raises WrongUse when another one has its id.
    """
    return sum(_add(book, decision) for decision in decisions)


def _add(book: Book, decision: Decision) -> bool:
    body = msgspec.json.encode(decision).decode("utf-8")
    held = book.db.scalar(select(t.decisions.c.body).where(t.decisions.c.id == decision.id))
    if held is not None:
        if _same(held, body):
            return False
        raise WrongUse(
            f"{decision.id} is another decision in this case", "give the new one an id of its own"
        )
    row = {
        "id": decision.id, "action": str(decision.action), "by": decision.by, "at": decision.at,
        "body": body,
    }  # fmt: skip
    book.db.execute(insert(t.decisions).values(row))
    subjects = [{"decision_id": decision.id, "subject": s} for s in set(decision.subject)]
    if subjects:
        book.db.execute(insert(t.decision_subjects), subjects)
    book.record("decision", decision.id, decision.at, by=decision.by, **_two_people(decision))
    return True


def _same(held: str, body: str) -> bool:
    """Whether two bodies are one decision; an older program wrote fewer fields."""
    one, other = (msgspec.json.decode(words, type=Decision) for words in (held, body))
    return one == other


def _two_people(decision: Decision) -> dict[str, str]:
    """What a decision's ledger line tells of the two-person rule, so that it outlives the row."""
    if decision.action in ANSWERS:
        return {str(decision.action): decision.subject[0]}
    return {"needs": "second"} if decision.needs_second else {}


def keep_rule(book: Book, two_people: tuple[str, ...], by: str, at: str) -> None:
    """A ledger line with what needs two people, unless the newest such line says the same."""
    kept = book.db.scalars(select(t.vouchers.c.subject).where(t.vouchers.c.kind == "rule"))
    rules = {int(number): words for number, _, words in (s.partition(": ") for s in kept)}
    words = ", ".join(two_people) or "nothing"
    if words != rules.get(max(rules, default=0), "nothing"):
        book.record("rule", f"{len(rules) + 1}: {words}", at, by=by, two_people=list(two_people))


def decisions_of(db: Connection) -> tuple[Decision, ...]:
    """Every decision, in the order in which they were added."""
    decoder = msgspec.json.Decoder(Decision)
    query = select(t.decisions.c.body).order_by(t.decisions.c.position)
    return tuple(decoder.decode(body) for body in db.scalars(query))


def save_incidents(book: Book, incidents: Iterable[Incident], at: str) -> None:
    """The incidents, in the place of all earlier ones."""
    earlier = list(book.db.scalars(select(t.incidents.c.id)))
    book.db.execute(delete(t.incidents))
    book.db.execute(delete(t.contexts))
    rows, past = incident_rows(incidents, 0)
    if rows:
        book.db.execute(insert(t.incidents), rows)
    if past:
        book.db.execute(upsert(t.past_incidents).on_conflict_do_nothing(), past)
    book.record_parts("incidents", [*earlier, *(str(row["id"]) for row in rows)], at)


def incident_rows(
    incidents: Iterable[Incident], first: int
) -> tuple[list[dict[str, object]], list[dict[str, str]]]:
    """Rows of incidents, numbered from `first`, and of the reports that each was ever in."""
    rows: list[dict[str, object]] = []
    past: list[dict[str, str]] = []
    for position, incident in enumerate(incidents, first):
        body = msgspec.json.encode(incident).decode("utf-8")
        rows.append({"position": position, "id": incident.id, "body": body})
        past += [{"incident_id": incident.id, "report_id": name} for name in incident.report_ids]
    return rows, past


def incidents_of(db: Connection) -> tuple[Incident, ...]:
    """The incidents, sorted by id."""
    decoder = msgspec.json.Decoder(Incident)
    query = select(t.incidents.c.body).order_by(t.incidents.c.id)
    return tuple(decoder.decode(body) for body in db.scalars(query))
