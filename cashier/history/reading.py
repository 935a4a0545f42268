"""Opens a database file only to read it: backups, damaged files, a second look at the live one."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool


@dataclass(frozen=True, slots=True)
class Reader:
    """A connection that cannot write."""

    connection: Connection
    raw: sqlite3.Connection

    def on_steps(self, steps: int, go_on: Callable[[], bool]) -> None:
        """Ask `go_on` every so many steps of a statement; False interrupts it. 0 asks no more."""
        self.raw.set_progress_handler((lambda: not go_on()) if steps else None, steps)


@contextmanager
def read_only(path: Path, *, still: bool) -> Iterator[Reader]:
    """Open a file for reading.

    Args:
        path: the file.
        still: nobody writes to it and it has no log beside it; then no side file is made.
    """
    mode = "mode=ro&immutable=1" if still else "mode=ro"
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN")
            yield Reader(connection, raw)
    finally:
        engine.dispose()
        raw.close()
