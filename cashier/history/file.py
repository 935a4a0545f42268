"""The open file of a history: its thread, its transactions, and how it begins anew after damage.

Nothing is ever deleted here.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import Connection, Engine

from cashier.core.closing import Closing
from cashier.core.errors import CashierError
from cashier.history import chain_table, meta
from cashier.history.asides import aside_name
from cashier.history.backup import GiveWay
from cashier.history.chain import Head
from cashier.history.database import open_engine, raw_connection, set_aside, writing
from cashier.history.errors import (
    HistoryMisused,
    HistoryRolledBack,
    HistorySetAside,
    sqlite_errors_as_ours,
)
from cashier.history.hold import Hold
from cashier.history.noted import ENDING, last_noted, note
from cashier.history.rules import StoreOptions

_LOG = structlog.get_logger()


class HistoryFile(Closing):
    """One SQLite file, open on one thread.

    Args:
        path: where it is, or is to be begun.
        options: how it is opened.
        hold: what keeps a second window away; let go when the file is closed.
    """

    def __init__(self, path: Path, options: StoreOptions, hold: Hold) -> None:
        self.path = path
        self._options = options
        self._hold = hold
        self._closed = False
        self._unopened = False
        self._thread = threading.get_ident()
        self._engine = self._opened(path)

    def close(self) -> None:
        """Note the head and close the file. Safe to call twice."""
        self._check_thread()
        if not self._closed:
            with suppress(Exception):
                # A file that cannot be read any more is closed all the same.
                with self._reading() as connection:
                    head = chain_table.head(connection)
                note(self.path, head)
        self._closed = True
        with sqlite_errors_as_ours(self.path):
            self._engine.dispose()
        self._hold.release()

    def begin_anew(self, reason: str) -> HistorySetAside:
        """Set the damaged file aside and go on in a new one.

        Raises:
            DatabaseDamaged: it cannot be renamed.
        """
        self._check_thread()
        with suppress(Exception):
            self._engine.dispose()
        problem = put_aside(self.path, self._options.clock.now(), reason)
        self._unopened = True
        with suppress(CashierError):
            # If it cannot be now, the next call tries again and says why.
            self._reopen()
        return problem

    def find_rolled_back(self) -> HistoryRolledBack | None:
        """Say whether an event that was noted earlier is missing; told once, then noted anew."""
        noted = last_noted(self.path)
        with self._reading() as connection:
            if noted is None or chain_table.holds(connection, noted):
                return None
        heads = self.path.with_name(self.path.name + ENDING)
        with suppress(OSError):
            heads.rename(aside_name(heads, self._options.clock.now(), "lost"))
        _LOG.error("history_rolled_back", seq=noted.seq)
        return HistoryRolledBack(file=str(self.path), seq=str(noted.seq))

    def _reopen(self) -> None:
        self._engine = self._opened(self.path)
        self._unopened = False

    def _opened(self, path: Path) -> Engine:
        options = self._options
        engine = open_engine(path, options.busy_s, options.clock.monotonic)
        try:
            with sqlite_errors_as_ours(path):
                with engine.begin() as connection:
                    known = bool(meta.installation(connection))
                if not known:
                    with writing(engine).begin() as connection:
                        describe(connection, options)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _while_this_file(self, give_way: GiveWay) -> GiveWay:
        """Return a `give_way` that also ends when the file was closed or exchanged meanwhile."""
        engine = self._engine

        def go_on() -> bool:
            return give_way() and not self._closed and self._engine is engine

        return go_on

    def _empty_log(self) -> bool:
        """Move SQLite's log into the file and begin it anew; False when somebody reads just now."""
        with sqlite_errors_as_ours(self.path):
            busy = raw_connection(self._engine).execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not busy.fetchone()[0]

    def _head(self) -> Head:
        with self._reading() as connection:
            return chain_table.head(connection)

    def _check_thread(self) -> None:
        # SQLite refuses too, but only after the library has begun to clean up on the wrong thread.
        if threading.get_ident() != self._thread:
            raise HistoryMisused(file=str(self.path))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._transaction() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._transaction(writes=True) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        self._check_thread()
        if self._closed:
            raise HistoryMisused(file=str(self.path))
        if self._unopened:
            self._reopen()
        engine = writing(self._engine) if writes else self._engine
        with sqlite_errors_as_ours(self.path), engine.begin() as connection:
            yield connection


def put_aside(path: Path, now: datetime, reason: str) -> HistorySetAside:
    """Rename a damaged history, and return what is to be told about it."""
    aside = set_aside(path, now)
    _LOG.error("history_set_aside", reason=reason, file=aside.name)
    return HistorySetAside(file=str(path), aside=str(aside), reason=reason)


def describe(connection: Connection, options: StoreOptions) -> None:
    """Give a new history its name; needs a transaction that may write."""
    if not meta.installation(connection):
        meta.describe(connection, options.make_id(options.clock))
