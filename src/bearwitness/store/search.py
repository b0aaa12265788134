"""What search looks in: an index of words and rows of facets, inside the encrypted database.

The index holds terms as `reference/search_words.py` makes them and no text. Everything here follows
from rows that the ledger vouches for and is made anew where it is due; triggers note what is due
(schema revision 0004), and take a deleted report's words out of the index and its pages.
"""
# ruff: noqa: S608  only names of our own go into statements; every value is bound

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, text

from ..model.search import Answer, Facets, Found, Wanted
from ..reference.search_words import shape, sought, terms
from . import tables as t
from .opened import OpenCase

MOST_RANKED = (
    2_000  # reports; of more, the newest come first: ranking them takes longer than asking
)
_TITLE_WEIGHT = 4.0  # a word in a title counts as four in the text


@dataclass(frozen=True, slots=True)
class Entered:
    """A report as search is to find it."""

    report_id: str
    title: str = field(repr=False)
    text: str = field(repr=False)
    outlet: str | None = None
    claims: tuple[Facets, ...] = ()


class Searching(OpenCase):
    """The part of a case that finds."""

    _is_shape_checked = False

    def search_due(self, most: int | None = None) -> tuple[str, ...]:
        """The reports that search does not know yet, or not as they are now; at most so many."""
        if not self._is_shape_checked:
            with self._writing() as book:
                _all_of_another_shape(book.db)
            self._is_shape_checked = True
        with self._reading() as db:
            return tuple(db.scalars(select(t.search_due.c.report_id).limit(most)))

    def search_due_count(self) -> int:
        """How many reports are due."""
        with self._reading() as db:
            return db.scalar(select(func.count()).select_from(t.search_due)) or 0

    def enter_search(self, reports: Iterable[Entered]) -> None:
        """Puts reports into the place of what search knew of them."""
        with self._writing() as book:
            _enter(book.db, list(reports))

    def search(self, wanted: Wanted, start: int = 0, size: int = 20) -> Answer:
        """The reports that fit, `size` from number `start` on; nothing for words that are none."""
        with self._reading() as db:
            return _answer(db, wanted, start, size)

    def outlets(self) -> tuple[str, ...]:
        """The outlets that search knows, sorted."""
        column = t.search_reports.c.outlet
        with self._reading() as db:
            query = select(column).where(column.is_not(None)).distinct().order_by(column)
            return tuple(db.scalars(query))


def _all_of_another_shape(db: Connection) -> None:
    query = (
        "INSERT OR IGNORE INTO search_due (report_id) "
        "SELECT report_id FROM search_reports WHERE shape != :shape"
    )
    db.execute(text(query), {"shape": shape()})


def _enter(db: Connection, reports: Sequence[Entered]) -> None:
    if not reports:
        return
    names = [{"report": one.report_id} for one in reports]
    known = select(t.search_reports.c.doc, t.search_reports.c.report_id).where(
        t.search_reports.c.report_id.in_([one.report_id for one in reports])
    )
    docs = {row.report_id: row.doc for row in db.execute(known)}
    _leave(db, list(docs.values()))
    new = (one.report_id for one in reports if one.report_id not in docs)
    docs |= {name: doc for doc, name in enumerate(new, _newest(db, t.search_reports.c.doc) + 1)}
    rows = [
        {"doc": docs[one.report_id], "report_id": one.report_id, "shape": shape(),
         "outlet": one.outlet}
        for one in reports
    ]  # fmt: skip
    db.execute(insert(t.search_reports), rows)
    words = [
        {"doc": docs[one.report_id], "title": terms(one.title), "body": terms(one.text)}
        for one in reports
    ]
    db.execute(
        text("INSERT INTO search_words (rowid, title, body) VALUES (:doc, :title, :body)"), words
    )
    _enter_claims(db, [(docs[one.report_id], claim) for one in reports for claim in one.claims])
    db.execute(delete(t.search_due).where(t.search_due.c.report_id == bindparam("report")), names)


def _newest(db: Connection, column: Column[int]) -> int:
    return db.scalar(select(column).order_by(column.desc()).limit(1)) or 0


def _leave(db: Connection, docs: Sequence[int]) -> None:
    if not docs:
        return
    claims = select(t.search_claims.c.n).where(t.search_claims.c.doc.in_(docs))
    db.execute(delete(t.search_keys).where(t.search_keys.c.n.in_(claims)))
    db.execute(delete(t.search_claims).where(t.search_claims.c.doc.in_(docs)))
    db.execute(text("DELETE FROM search_words WHERE rowid = :doc"), [{"doc": doc} for doc in docs])
    db.execute(delete(t.search_reports).where(t.search_reports.c.doc.in_(docs)))


def _enter_claims(db: Connection, claims: Sequence[tuple[int, Facets]]) -> None:
    if not claims:
        return
    numbered = list(enumerate(claims, _newest(db, t.search_claims.c.n) + 1))
    db.execute(insert(t.search_claims), [_row(doc, n, claim) for n, (doc, claim) in numbered])
    keys = [
        {"facet": facet, "value": value, "n": n}
        for n, (_, claim) in numbered
        for facet, values in (("place", claim.places), ("source", claim.sources))
        for value in values
    ]
    if keys:
        db.execute(insert(t.search_keys), keys)


def _row(doc: int, n: int, claim: Facets) -> dict[str, Any]:
    return {
        "n": n, "doc": doc, "claim_id": claim.claim_id, "kind": claim.kind, "act": claim.act,
        "modality": claim.modality, "status": str(claim.status),
        "earliest": claim.earliest.toordinal() if claim.earliest else None,
        "latest": claim.latest.toordinal() if claim.latest else None,
    }  # fmt: skip


def _answer(db: Connection, wanted: Wanted, start: int, size: int) -> Answer:
    question = sought(wanted.words)
    if wanted.words.strip() and question is None:
        return Answer((), 0, False)
    values: dict[str, Any] = {"size": size, "start": start}
    fitting = _claims_that_fit(wanted, values)
    rows, order = "search_reports", "doc DESC"
    conditions = []
    if question is not None:
        rows, values["match"] = "search_words", question.match
        conditions.append("search_words MATCH :match")
    doc = "rowid" if question is not None else "doc"
    if wanted.outlet is not None:
        values["outlet"] = wanted.outlet
        conditions.append(f"+{doc} IN (SELECT doc FROM search_reports WHERE outlet = :outlet)")
    if fitting:
        conditions.append(f"+{doc} IN (SELECT doc FROM search_claims WHERE {fitting})")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    total = db.scalar(text(f"SELECT count(*) FROM {rows}{where}"), values) or 0
    is_ranked = question is not None and total <= MOST_RANKED
    if is_ranked:
        order = f"bm25(search_words, {_TITLE_WEIGHT}, 1.0), rowid DESC"
    elif question is not None:
        order = "rowid DESC"
    query = f"SELECT {doc} FROM {rows}{where} ORDER BY {order} LIMIT :size OFFSET :start"
    docs = list(db.scalars(text(query), values))
    return Answer(_found(db, docs, fitting, values), total, is_ranked)


def _claims_that_fit(wanted: Wanted, values: dict[str, Any]) -> str:
    """The filters as a condition on `search_claims`; puts what they compare with into `values`."""
    conditions = []
    for name in ("act", "status", "kind"):
        if getattr(wanted, name) is not None:
            values[name] = getattr(wanted, name)
            conditions.append(f"{name} = :{name}")
    if wanted.since is not None:
        values["since"] = wanted.since.toordinal()
        conditions.append("latest >= :since")
    if wanted.until is not None:
        values["until"] = wanted.until.toordinal()
        conditions.append("earliest <= :until")
    if wanted.places is not None:
        conditions.append(_has_key("place", wanted.places, values))
    if wanted.source is not None:
        conditions.append(_has_key("source", (wanted.source,), values))
    return " AND ".join(conditions)


def _has_key(facet: str, keys: Sequence[str], values: dict[str, Any]) -> str:
    names = [f"{facet}{i}" for i in range(len(keys))]
    values.update(zip(names, keys, strict=True), **{f"{facet}_facet": facet})
    listed = ", ".join(f":{name}" for name in names) or "NULL"
    return f"+n IN (SELECT n FROM search_keys WHERE facet = :{facet}_facet AND value IN ({listed}))"


def _found(
    db: Connection, docs: Sequence[int], fitting: str, values: dict[str, Any]
) -> tuple[Found, ...]:
    """The reports of those rows in their order, each with its claims that fit the filters."""
    if not docs:
        return ()
    listed = ", ".join(str(int(doc)) for doc in docs)
    query = text(f"SELECT doc, report_id FROM search_reports WHERE doc IN ({listed})")
    names = {row.doc: row.report_id for row in db.execute(query)}
    claims: dict[int, list[str]] = {doc: [] for doc in docs}
    if fitting:
        of_them = f"SELECT doc, claim_id FROM search_claims WHERE doc IN ({listed}) AND {fitting}"
        for row in db.execute(text(f"{of_them} ORDER BY n"), values):
            claims[row.doc].append(row.claim_id)
    return tuple(Found(names[doc], tuple(claims[doc])) for doc in docs)
