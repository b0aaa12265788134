"""What search looks in, kept up by the database itself: no way of writing can forget it.

Triggers note the reports whose rows have changed (`search_due`); the program makes their rows anew
before it next looks. A tombstone takes a report's words out of the index at once, and has the
index written again without them.
"""
# ruff: noqa: S608  only names of our own go into statements; every value is bound

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_DUE = "INSERT OR IGNORE INTO search_due (report_id)"
_REPORT_OF_CLAIM = """
    SELECT report_id FROM past_claims WHERE claim_id = NEW.subject
    UNION SELECT report_id FROM reports WHERE report_id = NEW.subject
    UNION SELECT r.report_id FROM decision_subjects a
        JOIN decision_subjects b ON b.decision_id = a.decision_id
        JOIN reports r ON r.report_id = b.subject WHERE a.subject = NEW.subject
"""
_OF_STONE = "(SELECT doc FROM search_reports WHERE report_id = NEW.report_id)"
TRIGGERS = {
    "search_after_report": f"AFTER INSERT ON reports BEGIN {_DUE} VALUES (NEW.report_id); END",
    "search_after_text": "AFTER UPDATE OF text_digest ON reports BEGIN "
    f"{_DUE} VALUES (NEW.report_id); END",
    "search_after_reading": f"AFTER INSERT ON readings BEGIN {_DUE} VALUES (NEW.report_id); END",
    "search_after_decision": "AFTER INSERT ON decision_subjects BEGIN "
    f"{_DUE} {_REPORT_OF_CLAIM}; END",
    "search_after_tombstone": f"""AFTER INSERT ON tombstones BEGIN
        DELETE FROM search_due WHERE report_id = NEW.report_id;
        DELETE FROM search_keys WHERE n IN
            (SELECT n FROM search_claims WHERE doc = {_OF_STONE});
        DELETE FROM search_claims WHERE doc = {_OF_STONE};
        DELETE FROM search_words WHERE rowid = {_OF_STONE};
        INSERT INTO search_words (search_words) VALUES ('optimize');
        DELETE FROM search_reports WHERE report_id = NEW.report_id;
    END""",
}
WORDS = """CREATE VIRTUAL TABLE search_words USING fts5(
    title, body, content='', contentless_delete=1, tokenize='ascii', prefix='3'
)"""


def upgrade() -> None:
    """Makes the tables and triggers; every report of an old case is due."""
    op.create_table(
        "search_reports",
        sa.Column("doc", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("outlet", sa.String()),
        sa.PrimaryKeyConstraint("doc"),
        sa.UniqueConstraint("report_id", name="one_place_in_search"),
    )
    op.create_index("search_reports_by_outlet", "search_reports", ["outlet"])
    op.create_table(
        "search_claims",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("doc", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("act", sa.String()),
        sa.Column("modality", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("earliest", sa.Integer()),
        sa.Column("latest", sa.Integer()),
        sa.PrimaryKeyConstraint("n"),
    )
    for column in ("doc", "act", "status"):
        op.create_index(f"search_claims_by_{column}", "search_claims", [column])
    op.create_index("search_claims_by_date", "search_claims", ["earliest", "latest"])
    op.create_table(
        "search_keys",
        sa.Column("facet", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index("search_keys_by_claim", "search_keys", ["n"])
    op.create_table(
        "search_due",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.execute(WORDS)
    for name, does in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {does}")
    op.execute(f"{_DUE} SELECT report_id FROM reports")
