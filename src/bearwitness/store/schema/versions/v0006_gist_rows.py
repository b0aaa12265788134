"""What linking compares many reports by, beside the gists, so that few gists are opened."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table of rows; gists of an older shape are made anew, with their rows."""
    op.create_table(
        "gist_rows",
        sa.Column("report_id", sa.String(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("row", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("report_id"),
    )
