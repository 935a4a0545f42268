"""Counters of a shift say how many of a cause's failures were confirmed; of older ones, none."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column(
        "shift_counts", sa.Column("confirmed", sa.Integer, nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("shift_counts", "confirmed")
