"""The tables of `case.db`, and which rows each ledger entry vouches for.

A migration in `schema/versions` makes them; a test keeps the two equal. Words that may not be
UTF-8 (file names, texts) are kept as bytes. `body` columns hold the noun as JSON; the columns
beside it are copies for look-ups, and the ledger vouches for both.
"""

from collections.abc import Mapping

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

meta = Table(
    "meta", metadata, Column("name", String, primary_key=True), Column("value", String)
)  # fmt: skip
secrets = Table(
    "secrets", metadata,
    Column("name", String, primary_key=True), Column("value", LargeBinary, nullable=False),
)  # fmt: skip
ledger = Table(
    "ledger", metadata,
    Column("n", Integer, primary_key=True),
    Column("line", String, nullable=False),
    Column("end", Integer, nullable=False),  # bytes of ledger.jsonl up to this line's end
)  # fmt: skip
vouchers = Table(
    "vouchers", metadata,
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("commitment", String, nullable=False),
    PrimaryKeyConstraint("kind", "subject"),
)  # fmt: skip
originals = Table(
    "originals", metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("report_id", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String, nullable=False),
    Column("received", String, nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("parent_id", String),
    Column("key", LargeBinary, nullable=False),
    UniqueConstraint("report_id", name="one_original_a_report"),
    UniqueConstraint("sha256", name="one_original_a_digest"),
    sqlite_autoincrement=True,
)  # fmt: skip
carried = Table(
    "carried", metadata,
    Column("report_id", String, nullable=False),
    Column("parent_id", String, nullable=False),
    PrimaryKeyConstraint("report_id", "parent_id"),
)  # fmt: skip
reports = Table(
    "reports", metadata,
    Column("report_id", String, primary_key=True),
    Column("text_digest", String, nullable=False),
    Column("outlet", String),
    Column("published", String),
    Column("language", String),
    Column("body", String, nullable=False),
)  # fmt: skip
texts = Table(
    "texts", metadata,
    Column("report_id", String, nullable=False),
    Column("number", Integer, nullable=False),  # 1, 2, 3 … within the report
    Column("digest", String, nullable=False),
    Column("saved", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("report_id", "number"),
    UniqueConstraint("report_id", "digest", name="one_text_a_digest"),
)  # fmt: skip
readings = Table(
    "readings", metadata,
    Column("report_id", String, primary_key=True),
    Column("text_digest", String, nullable=False),
    Column("read", String, nullable=False),
    Column("body", String, nullable=False),
)  # fmt: skip
claims = Table(
    "claims", metadata,
    Column("report_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("act", String),
    Column("earliest", String),
    Column("latest", String),
    Column("country", String),
    Column("admin1", String),
    Column("body", String, nullable=False),
    PrimaryKeyConstraint("report_id", "position"),
    Index("claims_by_id", "id"),
    Index("claims_by_act", "act", "earliest", "latest"),
    Index("claims_by_place", "country", "admin1"),
)  # fmt: skip
past_claims = Table(
    "past_claims", metadata,
    Column("report_id", String, nullable=False),
    Column("claim_id", String, nullable=False),
    PrimaryKeyConstraint("report_id", "claim_id"),
    Index("past_claims_by_claim", "claim_id"),
)  # fmt: skip
exposures = Table(
    "exposures", metadata,
    Column("report_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("category", String, nullable=False),
    Column("level", String, nullable=False),
    Column("body", String, nullable=False),
    PrimaryKeyConstraint("report_id", "position"),
)  # fmt: skip
decisions = Table(
    "decisions", metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False),
    Column("action", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("body", String, nullable=False),
    UniqueConstraint("id", name="one_decision_an_id"),
    sqlite_autoincrement=True,
)  # fmt: skip
decision_subjects = Table(
    "decision_subjects", metadata,
    Column("decision_id", String, nullable=False),
    Column("subject", String, nullable=False),
    PrimaryKeyConstraint("decision_id", "subject"),
    Index("decisions_by_subject", "subject"),
)  # fmt: skip
incidents = Table(
    "incidents", metadata,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("body", String, nullable=False),
    Index("incidents_by_id", "id"),
)  # fmt: skip
gists = Table(
    "gists", metadata,
    Column("report_id", String, primary_key=True),
    Column("shape", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip
gist_rows = Table(
    "gist_rows", metadata,
    Column("report_id", String, primary_key=True),
    Column("shape", String, nullable=False),
    Column("row", LargeBinary, nullable=False),  # the same, as numbers to compare many by
)  # fmt: skip
search_reports = Table(
    "search_reports", metadata,
    Column("doc", Integer, primary_key=True),  # the row of the report's words in `search_words`
    Column("report_id", String, nullable=False),
    Column("shape", String, nullable=False),
    Column("outlet", String),
    UniqueConstraint("report_id", name="one_place_in_search"),
    Index("search_reports_by_outlet", "outlet"),
)  # fmt: skip
search_claims = Table(
    "search_claims", metadata,
    Column("n", Integer, primary_key=True),
    Column("doc", Integer, nullable=False),
    Column("claim_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("act", String),
    Column("modality", String, nullable=False),
    Column("status", String, nullable=False),
    Column("earliest", Integer),  # days, as Python's date.toordinal counts them
    Column("latest", Integer),
    Index("search_claims_by_doc", "doc"),
    Index("search_claims_by_act", "act"),
    Index("search_claims_by_status", "status"),
    Index("search_claims_by_date", "earliest", "latest"),
)  # fmt: skip
search_keys = Table(
    "search_keys", metadata,
    Column("facet", String, nullable=False),  # "place" or "source"
    Column("value", String, nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("facet", "value", "n"),
    Index("search_keys_by_claim", "n"),
    sqlite_with_rowid=False,
)  # fmt: skip
search_due = Table(
    "search_due", metadata, Column("report_id", String, primary_key=True)
)  # fmt: skip
contexts = Table(
    "contexts", metadata,
    Column("incident_id", String, primary_key=True),
    Column("context", String, nullable=False),
)  # fmt: skip
past_incidents = Table(
    "past_incidents", metadata,
    Column("incident_id", String, nullable=False),
    Column("report_id", String, nullable=False),
    PrimaryKeyConstraint("incident_id", "report_id"),
    Index("past_incidents_by_report", "report_id"),
)  # fmt: skip
releases = Table(
    "releases", metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
    Column("out", LargeBinary, nullable=False),
    Column("body", String),
    UniqueConstraint("name", name="one_release_a_name"),
    sqlite_autoincrement=True,
)  # fmt: skip
release_files = Table(
    "release_files", metadata,
    Column("name", String, nullable=False),
    Column("path", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    PrimaryKeyConstraint("name", "path"),
)  # fmt: skip
members = Table(
    "members", metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("since", String, nullable=False),
    Column("active", Integer, nullable=False),
    Column("password", String, nullable=False),  # argon2id, encoded with its parameters
)  # fmt: skip
tombstones = Table(
    "tombstones", metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("report_id", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("reason", String, nullable=False),
    Index("tombstones_by_report", "report_id"),
    sqlite_autoincrement=True,
)  # fmt: skip

# `gists`, `gist_rows`, `contexts` and what search looks in follow from rows that are vouched for,
# and are made anew when they are gone.
# What one ledger entry of each kind vouches for: the rows of these tables whose columns together
# spell the entry's subject ("report-…", or "report-…/1" for its first text). No column: all rows.
# Incidents are vouched for in parts, so that one change costs one part: see `IN_PARTS`.
# A text is not named by its digest: a ledger line outlives it and must not tell its words.
VOUCHED: dict[str, tuple[tuple[Table, tuple[str, ...]], ...]] = {
    "case": (),
    "restored": (),
    "rule": (),  # what needs two people: the line itself says it
    "original": ((originals, ("report_id",)), (carried, ("report_id",))),
    "report": ((reports, ("report_id",)),),
    "text": ((texts, ("report_id", "number")),),
    "reading": (
        (readings, ("report_id",)),
        (claims, ("report_id",)),
        (past_claims, ("report_id",)),
        (exposures, ("report_id",)),
    ),
    "decision": ((decisions, ("id",)), (decision_subjects, ("decision_id",))),
    "incidents": ((incidents, ()), (past_incidents, ())),
    "release": ((releases, ("name",)), (release_files, ("name",))),
    "tombstone": ((tombstones, ("report_id",)),),
    "member": ((members, ("name",)),),
}
# Of these kinds a subject is how the id in one column of each table begins: its first `PART`
# characters ("incident-0a"). `WHOLE` is the one subject under which older programs had all rows.
IN_PARTS: dict[str, Mapping[str, str]] = {
    "incidents": {"incidents": "id", "past_incidents": "incident_id"}
}
PART, WHOLE = len("incident-") + 2, "all"
OF_A_REPORT = ("original", "report", "reading")  # kinds whose subject is a report's id
