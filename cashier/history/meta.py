"""What the database says about itself: schema, installation, and what it took over from others."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from cashier.history.tables import SCHEMA, meta

_INSTALL = "install"
_TAKEN = "taken-"


def installation(connection: Connection) -> str:
    """Return the id this history got when it was begun; empty before that."""
    query = select(meta.c.value).where(meta.c.name == _INSTALL)
    return str(connection.execute(query).scalar_one_or_none() or "")


def describe(connection: Connection, install: str) -> None:
    """Note the schema, and the id of the installation if it has none yet."""
    named = insert(meta).values(name=_INSTALL, value=install)
    connection.execute(named.on_conflict_do_nothing())
    schema = insert(meta).values(name="schema", value=SCHEMA)
    connection.execute(
        schema.on_conflict_do_update(index_elements=["name"], set_={"value": SCHEMA})
    )


def taken(connection: Connection, install: str) -> int:
    """Return up to which place the events of another history were taken over; 0 for none."""
    query = select(meta.c.value).where(meta.c.name == f"{_TAKEN}{install}")
    return int(connection.execute(query).scalar_one_or_none() or 0)


def note_taken(connection: Connection, install: str, seq: int) -> None:
    """Note up to which place the events of another history were taken over."""
    noted = insert(meta).values(name=f"{_TAKEN}{install}", value=str(seq))
    connection.execute(
        noted.on_conflict_do_update(index_elements=["name"], set_={"value": str(seq)})
    )
