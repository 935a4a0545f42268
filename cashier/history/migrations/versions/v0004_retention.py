"""Texts that can be dropped stand beside the chain; the oldest records can be taken away.

Texts of older events stay inside the chain and go with their records.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NEVER = """
    CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
"""
_TRIMMED_ONLY = """
    CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    WHEN OLD.seq > coalesce((SELECT max(through_seq) FROM trimmed), 0)
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
"""


def upgrade() -> None:
    """Make both tables; from here on what was declared trimmed may go, and nothing else."""
    op.create_table(
        "beside",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.Text, nullable=True),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("beside_case_id", "beside", ["case_id"])
    op.create_table(
        "trimmed",
        sa.Column("through_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.execute("DROP TRIGGER events_no_delete")
    op.execute(_TRIMMED_ONLY)


def downgrade() -> None:
    """Take both away; texts that stood beside are gone then."""
    op.execute("DROP TRIGGER events_no_delete")
    op.execute(_NEVER)
    op.drop_table("trimmed")
    op.drop_table("beside")
