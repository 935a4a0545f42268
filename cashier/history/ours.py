"""Says whether a database is ours and sound in its form, and brings it to this version's schema.

A database whose schema is not known here is refused, never touched.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect

from cashier.history.errors import DatabaseDamaged, DatabaseTooNew
from cashier.history.schema import current_schema, make_new
from cashier.history.tables import APPLICATION_ID, SCHEMA, metadata


def check_ours(connection: Connection, path: Path) -> str:
    """Return the schema of a database that is new or ours.

    Raises:
        DatabaseTooNew: its schema is one that this version has never heard of.
        DatabaseDamaged: it belongs to another program, or tables are gone.
    """
    schema = current_schema(connection)
    tables = set(inspect(connection).get_table_names())
    if not schema:
        if tables:
            raise DatabaseDamaged(file=str(path), reason="foreign")
        return ""
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise DatabaseDamaged(file=str(path), reason="foreign")
    if schema != SCHEMA and not _is_earlier(schema):
        raise DatabaseTooNew(file=str(path), found=schema, known=SCHEMA)
    if schema == SCHEMA and not set(metadata.tables) <= tables:
        raise DatabaseDamaged(file=str(path), reason="tables-gone")
    return schema


def bring_up(connection: Connection, schema: str) -> None:
    """Make a new database, or take the steps from an earlier schema to this version's."""
    if not schema:
        make_new(connection)
    elif schema != SCHEMA:
        # Alembic is loaded only where there is a step to take: see `schema`.
        from cashier.history.migrate import upgrade  # noqa: PLC0415 - saves a tenth of the start

        upgrade(connection)


def _is_earlier(schema: str) -> bool:
    from cashier.history.migrate import known  # noqa: PLC0415 - likewise

    return schema in known()
