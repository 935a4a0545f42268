"""What the manager's pages read: words shown and their time, register texts with an index, totals.

Everything new is filled from the chain, as a rebuild would fill it.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEX = """
    CREATE VIRTUAL TABLE texts_index USING fts5(
        text, content='texts', content_rowid='seq', tokenize='trigram case_sensitive 1')
"""
_FIRST_WORDS = """
    UPDATE cases SET said_s = (
        SELECT json_extract(body, '$.elapsed_s') FROM events
        WHERE events.case_id = cases.case_id AND kind = 'ScriptShown' ORDER BY seq LIMIT 1)
"""
_SCRIPTS = """
    SELECT cases.opened_seq, json_extract(body, '$.script'),
           coalesce(nullif(json_extract(body, '$.version'), ''), 'a')
    FROM events JOIN cases ON cases.case_id = events.case_id
    WHERE kind = 'ScriptShown' ORDER BY seq
"""
_TEXTS = """
    SELECT seq, cases.opened_seq, json_extract(body, '$.evidence.value')
    FROM events JOIN cases ON cases.case_id = events.case_id
    WHERE kind = 'EvidenceSeen'
      AND json_extract(body, '$.evidence.name') IN ('register.text', 'register.code')
"""


def upgrade() -> None:
    """Make tables, columns and index, and fill them."""
    op.create_index("events_kind", "events", ["kind", "seq"])
    op.add_column("cases", sa.Column("said_s", sa.Float, nullable=True))
    op.add_column("shifts", sa.Column("handed_to", sa.Text, nullable=False, server_default=""))
    op.add_column("shifts", sa.Column("payments", sa.Integer, nullable=True))
    op.add_column("shifts", sa.Column("open_cases", sa.Text, nullable=False, server_default="[]"))
    op.create_table(
        "shown",
        sa.Column("case_seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("script", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
    )
    op.create_index("shown_script", "shown", ["script", "case_seq"])
    op.create_table(
        "texts",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("case_seq", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("texts_case_seq", "texts", ["case_seq"])
    op.execute(_INDEX)
    _fill()


def downgrade() -> None:
    """Take it away again; the chain still holds it all."""
    op.drop_index("events_kind", "events")
    for table in ("texts_index", "texts", "shown"):
        op.drop_table(table)
    op.drop_column("cases", "said_s")
    for column in ("open_cases", "payments", "handed_to"):
        op.drop_column("shifts", column)


def _fill() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(_FIRST_WORDS)
    for seq, script, version in connection.exec_driver_sql(_SCRIPTS).all():
        of_cause = "." in script or script == "unclear"
        key = "cause-" + script.replace(".", "-") if of_cause else script
        place = "cause-" if of_cause or key.startswith("cause-") else key
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO shown VALUES (?, ?, ?, ?)", (seq, place, key, version)
        )
    for seq, case_seq, text in connection.exec_driver_sql(_TEXTS).all():
        plain = unicodedata.normalize("NFKC", text or "").casefold()
        found = " ".join("".join(one if one.isprintable() else " " for one in plain).split())
        # After a step back from a later schema the chain may hold only the hash of a text.
        if found and not found.startswith("beside:"):
            connection.exec_driver_sql("INSERT INTO texts VALUES (?, ?, ?)", (seq, case_seq, found))
    connection.exec_driver_sql("INSERT INTO texts_index(texts_index) VALUES ('rebuild')")
