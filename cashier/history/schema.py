"""Which schema a database is at, and how a new one begins; no step is taken here.

A new history is made from `resources/schema/history.sql`, which says what all steps together make:
loading what takes the steps (Alembic) is a tenth of the program's start.
"""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Connection, inspect

from cashier.core.resources import resource


def current_schema(connection: Connection) -> str:
    """Return the schema the database is at; empty for a new one."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return ""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    return str(found[0]) if found else ""


def make_new(connection: Connection) -> None:
    """Make everything in an empty database and mark it as ours, inside the caller's transaction."""
    for statement in _statements(resource("schema", "history.sql").read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)


def _statements(script: str) -> Iterator[str]:
    """Cut a script where SQLite says that a statement ends: not inside a trigger."""
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""
