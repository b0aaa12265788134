"""Rows that spare a case from being linked from its texts each time.

A gist is what linking looks at of a report, and the row beside it the same as numbers; both go when
anything they follow from changes. A context is what an incident's record hangs on besides its
claims. All follow from rows that the ledger vouches for, can be thrown away at any moment, and are
made anew by the next linking.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from ..model.incident import Incident
from . import tables as t
from .book import Book
from .judgements import incident_rows

_AT_ONCE = 500  # ids in one statement


def gists_of(db: Connection, shape: str) -> dict[str, bytes]:
    """The gists of one shape, by report id."""
    query = select(t.gists.c.report_id, t.gists.c.body).where(t.gists.c.shape == shape)
    return {row.report_id: row.body for row in db.execute(query)}


def gists_named(db: Connection, shape: str, reports: Iterable[str]) -> dict[str, bytes]:
    """The gists of one shape of some reports, so far as they are kept."""
    found: dict[str, bytes] = {}
    query = select(t.gists.c.report_id, t.gists.c.body).where(t.gists.c.shape == shape)
    for some in _batches(list(reports)):
        rows = db.execute(query.where(t.gists.c.report_id.in_(some)))
        found |= {row.report_id: row.body for row in rows}
    return found


def gist_rows(db: Connection, shape: str) -> dict[str, bytes]:
    """The rows beside the gists of one shape, by report id; none without its gist."""
    query = (
        select(t.gist_rows.c.report_id, t.gist_rows.c.row)
        .join(t.gists, t.gists.c.report_id == t.gist_rows.c.report_id)
        .where(t.gist_rows.c.shape == shape)
    )
    return {one.report_id: one.row for one in db.execute(query)}


def save_gists(book: Book, shape: str, gists: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Gists and the rows beside them, each in the place of the report's earlier one."""
    forget_gists(book.db, gists)
    for table, column, n in ((t.gists, "body", 0), (t.gist_rows, "row", 1)):
        rows = [{"report_id": r, "shape": shape, column: both[n]} for r, both in gists.items()]
        if rows:
            book.db.execute(insert(table), rows)


def forget_gists(db: Connection, reports: Iterable[str]) -> None:
    """Throws the gists of some reports away: something they follow from has changed."""
    for some in _batches(list(reports)):
        for table in (t.gists, t.gist_rows):
            db.execute(delete(table).where(table.c.report_id.in_(some)))


def forget_all_gists(db: Connection) -> None:
    """Throws away the gists of every report."""
    for table in (t.gists, t.gist_rows):
        db.execute(delete(table))


def forget_gists_of_subjects(db: Connection, subjects: Iterable[str]) -> None:
    """Throws away the gists of the reports that these are, or whose claims these ever were."""
    past, about = t.past_claims.c, t.decision_subjects
    added, to = about.alias("added"), about.alias("report")
    same = added.c.decision_id == to.c.decision_id
    reports: set[str] = set()
    for some in _batches(sorted(set(subjects))):
        by_people = select(to.c.subject).join(added, same).where(added.c.subject.in_(some))
        reports |= {*some, *db.scalars(by_people)}
        reports |= set(db.scalars(select(past.report_id).where(past.claim_id.in_(some))))
    forget_gists(db, sorted(reports))


def contexts_of(db: Connection) -> dict[str, str]:
    """The contexts of the incidents there are, by incident id."""
    query = select(t.contexts).join(t.incidents, t.incidents.c.id == t.contexts.c.incident_id)
    return {row.incident_id: row.context for row in db.execute(query)}


def change_incidents(
    book: Book, gone: Collection[str], made: Iterable[tuple[Incident, str]], at: str
) -> None:
    """Takes incidents out and puts others in, each with its context; the rest stay."""
    made = list(made)
    for some in _batches([*gone, *(incident.id for incident, _ in made)]):
        book.db.execute(delete(t.incidents).where(t.incidents.c.id.in_(some)))
        book.db.execute(delete(t.contexts).where(t.contexts.c.incident_id.in_(some)))
    last = select(t.incidents.c.position).order_by(t.incidents.c.position.desc()).limit(1)
    held = book.db.scalar(last)
    rows, past = incident_rows((incident for incident, _ in made), 0 if held is None else held + 1)
    if rows:
        book.db.execute(insert(t.incidents), rows)
        contexts = [{"incident_id": incident.id, "context": context} for incident, context in made]
        book.db.execute(insert(t.contexts), contexts)
    if past:
        book.db.execute(upsert(t.past_incidents).on_conflict_do_nothing(), past)
    book.record_parts("incidents", [*gone, *(incident.id for incident, _ in made)], at)


def _batches(ids: list[str]) -> Iterable[list[str]]:
    return (ids[n : n + _AT_ONCE] for n in range(0, len(ids), _AT_ONCE))
