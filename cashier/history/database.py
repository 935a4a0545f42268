"""Opens the SQLite file so that what is written survives a power cut, and judges its soundness.

WAL with synchronous=FULL is set and read back at each open: with anything less, events that were
acknowledged can vanish. A damaged file is renamed, and stays as long as texts do (`asides`).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from cashier.core.clock import SystemClock
from cashier.core.errors import Bug
from cashier.history.asides import aside_name
from cashier.history.errors import (
    DatabaseDamaged,
    DatabaseReadOnly,
    StorageFailed,
    StorageFull,
    sqlite_errors_as_ours,
)
from cashier.history.ours import bring_up, check_ours

_SYSTEM = SystemClock()
_FULL = 2
_SIDE_FILES = ("-wal", "-shm", "-heads")
# A longer look at a large file is taken while the till works: `Store.check`.
_QUICK_S = 1.5
_STEPS = 20_000
_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
)


class DurabilityRefused(Bug):
    """SQLite did not take the settings that keep what is written; nothing may be stored so."""

    code = "durability-refused"


def open_engine(
    path: Path, busy_s: float, monotonic: Callable[[], float] = _SYSTEM.monotonic
) -> Engine:
    """Open, check and bring up to date; the engine has one connection and belongs to this thread.

    The check of all pages ends unfinished after 1.5 s: a till must not wait for it.

    Raises:
        DatabaseDamaged: not a file, empty, not SQLite, not ours, or broken inside.
        DatabaseTooNew: a newer version wrote it.
        DatabaseReadOnly: it cannot be written.
        StoreBusy, StorageFull, StorageFailed: as their names say.
    """
    _check_place(path)
    begins, engine = not path.exists(), _engine(path, busy_s)
    try:
        with sqlite_errors_as_ours(path):
            _prepare(engine, path, monotonic)
    except BaseException as error:
        engine.dispose()
        if begins and isinstance(error, StorageFull | StorageFailed):
            _take_back(path)
        raise
    return engine


def writing(engine: Engine) -> Engine:
    """Return the engine for transactions that write: they take the write lock at their start."""
    return engine.execution_options(writes=True)


@contextmanager
def writing_alone(path: Path) -> Iterator[Connection]:
    """Open a copy that nobody else knows: it needs no journal, and none may keep what goes."""
    raw = sqlite3.connect(path, isolation_level=None)
    engine = create_engine("sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool)
    try:
        for pragma in ("journal_mode = OFF", "secure_delete = ON", "temp_store = MEMORY"):
            raw.execute(f"PRAGMA {pragma}")
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
    finally:
        engine.dispose()
        raw.close()


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged file and its side files to `<name>.corrupt-<time>`; return the new path.

    Raises:
        DatabaseDamaged: it, or a side file, cannot be renamed.
    """
    target = aside_name(path, now)
    try:
        path.rename(target)
        for ending in _SIDE_FILES:
            side = path.with_name(path.name + ending)
            if side.exists():
                side.rename(target.with_name(target.name + ending))
    except OSError as error:
        raise DatabaseDamaged(file=str(path), reason=error.strerror or "rename") from error
    return target


def is_empty(path: Path) -> bool:
    """Whether there is a file of 0 bytes: where a history stood, it was cut to nothing."""
    return path.is_file() and path.stat().st_size == 0


def _take_back(path: Path) -> None:
    """Remove a history that could not be begun: it would pass for one that was cut to nothing."""
    with suppress(OSError):
        if is_empty(path):
            for ending in ("", *_SIDE_FILES):
                path.with_name(path.name + ending).unlink(missing_ok=True)


def _check_place(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(file=str(path), reason=error.strerror or "mkdir") from error
    if path.is_dir():
        raise DatabaseDamaged(file=str(path), reason="directory")
    wal = path.with_name(path.name + "-wal")
    # SQLite would throw the log of an emptied file away, and with it what can still be read.
    if is_empty(path) and wal.exists() and wal.stat().st_size > 0:
        raise DatabaseDamaged(file=str(path), reason="empty")


def _engine(path: Path, busy_s: float) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level None: the driver begins nothing by itself, we say when and how.
        made = sqlite3.connect(path, timeout=busy_s, isolation_level=None)
        with suppress(OSError):
            # For this user alone, wherever the folder is; SQLite's side files do as the file does.
            path.chmod(0o600)
        return made

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool)
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _settle(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    for statement in _SETTINGS:
        connection.execute(statement)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def raw_connection(engine: Engine) -> sqlite3.Connection:
    """Return the driver's own connection of an engine that has just one."""
    holder = engine.raw_connection()
    try:
        driver = holder.driver_connection
    finally:
        holder.close()
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the history lives in SQLite")
    return driver


def _prepare(engine: Engine, path: Path, monotonic: Callable[[], float]) -> None:
    _assert_durable(engine, path)
    with engine.begin() as connection:
        if check_ours(connection, path):
            _check_quickly(engine, connection, path, monotonic)
    # Takes the write lock even when there is nothing to do: a read-only file shows here.
    with writing(engine).begin() as connection:
        bring_up(connection, check_ours(connection, path))


def _check_quickly(
    engine: Engine, connection: Connection, path: Path, monotonic: Callable[[], float]
) -> None:
    raw, until = raw_connection(engine), monotonic() + _QUICK_S
    raw.set_progress_handler(lambda: monotonic() > until, _STEPS)
    try:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise DatabaseDamaged(file=str(path), reason="quick-check")
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_INTERRUPT:
            raise
    finally:
        raw.set_progress_handler(None, 0)


def _assert_durable(engine: Engine, path: Path) -> None:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        mode = str(cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0]).lower()
        synchronous = int(cursor.execute("PRAGMA synchronous").fetchone()[0])
        foreign_keys = int(cursor.execute("PRAGMA foreign_keys").fetchone()[0])
        writable = int(cursor.execute("PRAGMA query_only").fetchone()[0]) == 0
    finally:
        raw.close()
    if not writable:
        raise DatabaseReadOnly(file=str(path))
    if (mode, synchronous, foreign_keys) != ("wal", _FULL, 1):
        raise DurabilityRefused(journal=mode, synchronous=synchronous)
