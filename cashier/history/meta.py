"""What the database says about itself: schema, installation, and what it took over from others."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from cashier.history.tables import SCHEMA, meta

_INSTALL = "install"
_TAKEN = "taken-"


def installation(connection: Connection) -> str:
    """Return the id this history got when it was begun; empty before that."""
    return read(connection, _INSTALL)


def read(connection: Connection, name: str) -> str:
    """Return what is noted under a name; empty when nothing is."""
    query = select(meta.c.value).where(meta.c.name == name)
    return str(connection.execute(query).scalar_one_or_none() or "")


def write(connection: Connection, name: str, value: str) -> None:
    """Note something under a name, in place of what was noted there."""
    noted = insert(meta).values(name=name, value=value)
    connection.execute(noted.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def describe(connection: Connection, install: str) -> None:
    """Note the schema, and the id of the installation if it has none yet."""
    named = insert(meta).values(name=_INSTALL, value=install)
    connection.execute(named.on_conflict_do_nothing())
    write(connection, "schema", SCHEMA)


def taken(connection: Connection, install: str) -> int:
    """Return up to which place the events of another history were taken over; 0 for none."""
    return int(read(connection, f"{_TAKEN}{install}") or 0)


def note_taken(connection: Connection, install: str, seq: int) -> None:
    """Note up to which place the events of another history were taken over."""
    write(connection, f"{_TAKEN}{install}", str(seq))
