"""Reads the history for a report beside the program that writes it: one look, nothing changed.

A reader has a connection of its own and may live on any one thread; the writer goes on meanwhile.
Everything a reader says belongs to the same moment.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, select
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from cashier.history import caselist, chain_table, counting, log, shifts, tables
from cashier.history.chain import Head
from cashier.history.errors import StorageFailed, sqlite_errors_as_ours
from cashier.history.exports.report import Report
from cashier.history.model import CaseFilter, CaseRow
from cashier.history.ours import check_ours
from cashier.history.overview import Overview, overview
from cashier.history.rules import BUSY_S
from cashier.history.tables import SCHEMA

_PAGE = 1000


class Source:
    """A history as it stood when it was opened for reading."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_shift(self, shift_id: str) -> Report:
        """Return the report of a shift.

        Raises:
            ShiftUnknown: there is none with this id.
        """
        shift = shifts.by_id(self._connection, shift_id)
        causes = log.causes_of_shift(self._connection, shift_id)
        return Report(
            wanted=CaseFilter(shift=shift_id),
            shift=shift,
            figures=counting.of_shift(self._connection, shift, causes),
            handed_over=caselist.with_ids(self._connection, shift.open_cases),
            head=self.head(),
        )

    def of_period(self, wanted: CaseFilter) -> Report:
        """Return the report of the cases that fit."""
        counted = counting.read(self._connection, wanted)
        return Report(wanted=wanted, shift=None, figures=counted, head=self.head())

    def cases(self, wanted: CaseFilter) -> Iterator[CaseRow]:
        """Yield the cases that fit, oldest first, without holding them all."""
        query = caselist.filtered(select(tables.cases), wanted)
        query = query.order_by(tables.cases.c.opened_seq)
        found = self._connection.execution_options(yield_per=_PAGE).execute(query)
        for row in found.mappings():
            yield caselist.row_of(row)

    def count(self, wanted: CaseFilter) -> int:
        """Return how many cases fit."""
        return caselist.count(self._connection, wanted)

    def overview(self) -> Overview:
        """Return how much of what there is, without a word of it."""
        return overview(self._connection)

    def head(self) -> Head:
        """Return the last event's place and hash."""
        return chain_table.head(self._connection)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open the history at `path` for reading.

    Raises:
        DatabaseDamaged, DatabaseTooNew, StoreBusy, StorageFailed: it cannot be read.
    """

    def connect() -> sqlite3.Connection:
        place = f"{path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(place, uri=True, timeout=BUSY_S, isolation_level=None)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "connect", _read_only)
    event.listen(engine, "begin", _begin)
    try:
        with sqlite_errors_as_ours(path), engine.begin() as connection:
            if check_ours(connection, path) != SCHEMA:
                raise StorageFailed(file=str(path), reason="schema")
            yield Source(connection)
    finally:
        engine.dispose()


def _read_only(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
