"""Brings a database to the schema of this version, step by step, inside the caller's transaction.

The steps are Alembic revisions shipped in the package; there is no ini file and nothing to run by
hand. A database whose schema is not known here is refused, never touched.
"""

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from cashier.history import migrations
from cashier.history.errors import DatabaseDamaged, DatabaseTooNew
from cashier.history.tables import APPLICATION_ID, SCHEMA, metadata

_BASE = "base"


def scripts() -> ScriptDirectory:
    """Return the steps that this version knows."""
    return ScriptDirectory(str(Path(str(migrations.__file__)).parent))


def current_schema(connection: Connection) -> str:
    """Return the schema the database is at; empty for a new one."""
    if "alembic_version" not in inspect(connection).get_table_names():
        return ""
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    return str(found[0]) if found else ""


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
    if schema != SCHEMA and schema not in {step.revision for step in scripts().walk_revisions()}:
        raise DatabaseTooNew(file=str(path), found=schema, known=SCHEMA)
    if schema == SCHEMA and not set(metadata.tables) <= tables:
        raise DatabaseDamaged(file=str(path), reason="tables-gone")
    return schema


def upgrade(connection: Connection, target: str = SCHEMA) -> None:
    """Take every step up to `target`; nothing happens when the database is there already."""
    here = current_schema(connection)
    if here == target:
        return
    steps = scripts()
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for step in reversed(list(steps.iterate_revisions(target, here or _BASE))):
            step.module.upgrade()
            context.stamp(steps, step.revision)


def downgrade(connection: Connection, target: str = _BASE) -> None:
    """Take steps back to `target`: for tests and for a roll-back of the program."""
    steps = scripts()
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        for step in steps.iterate_revisions(current_schema(connection), target):
            step.module.downgrade()
            context.stamp(steps, str(step.down_revision or _BASE))
