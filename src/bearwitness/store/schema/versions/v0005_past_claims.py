"""Which report a claim is of, found without looking at every claim."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the index by which a decision finds the reports that it touches."""
    op.create_index("past_claims_by_claim", "past_claims", ["claim_id"])
