"""An index that holds all that a month's charts count, in place of the one over times alone."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COUNTED = (
    "opened_at",
    "outcome",
    "cause_kept",
    "amount_fen",
    "waited_s",
    "method_switched",
    "method_paid",
)


def upgrade() -> None:
    """Make the index; it begins with the time, so it also serves whoever asks for a period."""
    op.create_index("cases_charted", "cases", list(_COUNTED))
    op.drop_index("cases_opened_at", "cases")


def downgrade() -> None:
    """Go back to the index over times."""
    op.create_index("cases_opened_at", "cases", ["opened_at"])
    op.drop_index("cases_charted", "cases")
