"""The first schema: hash-chained events, shifts, derived cases, counters of a shift."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TRIGGERS = {
    "events_no_update": """
        CREATE TRIGGER events_no_update BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    "events_no_delete": """
        CREATE TRIGGER events_no_delete BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    "events_in_order": """
        CREATE TRIGGER events_in_order BEFORE INSERT ON events
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
          OR NEW.prev_hash IS NOT coalesce(
               (SELECT hash FROM events ORDER BY seq DESC LIMIT 1), NEW.prev_hash)
        BEGIN SELECT RAISE(ABORT, 'events are appended in order'); END
    """,
}


def upgrade() -> None:
    """Make everything and mark the file as ours."""
    op.execute(f"PRAGMA application_id = {0x43415348}")
    _make_chain()
    _make_cases()
    op.create_table(
        "shift_counts",
        sa.Column("shift_id", sa.Text, sa.ForeignKey("shifts.id"), primary_key=True),
        sa.Column("cause", sa.Text, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
    for statement in _TRIGGERS.values():
        op.execute(statement)


def downgrade() -> None:
    """Take everything away."""
    for trigger in _TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger}")
    for table in ("shift_counts", "cases", "shifts", "events", "meta"):
        op.drop_table(table)


def _make_chain() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_id", sa.Text, nullable=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.CheckConstraint("seq > 0", name="events_seq_positive"),
    )
    op.create_index("events_case_id", "events", ["case_id", "seq"])
    op.create_table(
        "shifts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("opened_seq", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.Text, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("closed_by", sa.Text, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("shifts_opened_seq", "shifts", ["opened_seq"])


def _make_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("case_id", sa.Text, primary_key=True),
        sa.Column("opened_seq", sa.Integer, nullable=False),
        sa.Column("opened_at", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=True),
        sa.Column("shift_id", sa.Text, nullable=True),
        sa.Column("till", sa.Text, nullable=False),
        sa.Column("cashier", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.Integer, nullable=True),
        sa.Column("order_tail", sa.Text, nullable=False),
        sa.Column("method_failed", sa.Text, nullable=False),
        sa.Column("method_switched", sa.Text, nullable=False),
        sa.Column("method_paid", sa.Text, nullable=False),
        sa.Column("cause_kept", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("mood", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("waited_s", sa.Float, nullable=True),
        sa.Column("overridden", sa.Boolean, nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
    )
    for column in ("opened_seq", "opened_at", "shift_id", "open"):
        op.create_index(f"cases_{column}", "cases", [column])
