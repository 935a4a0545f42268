"""Brings a database to the schema of this version, step by step, inside the caller's transaction.

The steps are Alembic revisions shipped in the package; there is no ini file and nothing to run by
hand. Slow to load: whoever only opens a history of this version's schema does without (`ours`).
"""

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from cashier.history import migrations
from cashier.history.schema import current_schema
from cashier.history.tables import SCHEMA

_BASE = "base"


def scripts() -> ScriptDirectory:
    """Return the steps that this version knows."""
    return ScriptDirectory(str(Path(str(migrations.__file__)).parent))


def known() -> frozenset[str]:
    """Return the schemas that this version has heard of."""
    return frozenset(step.revision for step in scripts().walk_revisions())


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
