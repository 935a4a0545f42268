"""The tables of the history. `events` is the truth; all but `shift_counts` is derived from it.

`beside` holds the texts that the chain only vouches for, `trimmed` where the chain begins once old
records were taken away.

The triggers that keep `events` append-only are made by the migrations, and so is the full-text
index over `texts`; SQLite trusts no trigger with it, so `search` keeps both in step. `shift_counts`
is the one thing that cannot be rebuilt: how often each cause came up in a shift, and how often of
these it was confirmed, without any link to a case.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)

APPLICATION_ID = 0x43415348
SCHEMA = "0005"

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Text, nullable=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("seq > 0", name="events_seq_positive"),
    Index("events_case_id", "case_id", "seq"),
    Index("events_kind", "kind", "seq"),
)

beside = Table(
    "beside",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Text, nullable=True),
    Column("salt", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("beside_case_id", "case_id"),
)

trimmed = Table(
    "trimmed",
    metadata,
    Column("through_seq", Integer, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
)

shifts = Table(
    "shifts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("opened_seq", Integer, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("closed_at", Text, nullable=True),
    Column("closed_by", Text, nullable=True),
    Column("note", Text, nullable=False),
    Column("handed_to", Text, nullable=False, server_default=""),
    Column("payments", Integer, nullable=True),
    Column("open_cases", Text, nullable=False, server_default="[]"),
    Index("shifts_opened_seq", "opened_seq"),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("opened_seq", Integer, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("closed_at", Text, nullable=True),
    Column("shift_id", Text, nullable=True),
    Column("till", Text, nullable=False),
    Column("cashier", Text, nullable=False),
    Column("amount_fen", Integer, nullable=True),
    Column("order_tail", Text, nullable=False),
    Column("method_failed", Text, nullable=False),
    Column("method_switched", Text, nullable=False),
    Column("method_paid", Text, nullable=False),
    Column("cause_kept", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("mood", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("waited_s", Float, nullable=True),
    Column("overridden", Boolean, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("said_s", Float, nullable=True),
    Index("cases_opened_seq", "opened_seq"),
    # All that a month's charts count: they read this index and never the rows.
    Index(
        "cases_charted",
        "opened_at",
        "outcome",
        "cause_kept",
        "amount_fen",
        "waited_s",
        "method_switched",
        "method_paid",
    ),
    Index("cases_shift_id", "shift_id"),
    Index("cases_open", "open"),
)

shift_counts = Table(
    "shift_counts",
    metadata,
    Column("shift_id", Text, ForeignKey("shifts.id"), primary_key=True),
    Column("cause", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("confirmed", Integer, nullable=False, server_default="0"),
)

shown = Table(
    "shown",
    metadata,
    Column("case_seq", Integer, primary_key=True, autoincrement=False),
    Column("place", Text, primary_key=True),
    Column("script", Text, nullable=False),
    Column("version", Text, nullable=False),
    Index("shown_script", "script", "case_seq"),
)

texts = Table(
    "texts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("case_seq", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("texts_case_seq", "case_seq"),
)
