import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from cashier.core.errors import CashierError
from cashier.history.errors import (
    DatabaseDamaged,
    DatabaseReadOnly,
    HistoryMisused,
    StorageFailed,
    StorageFull,
    StoreBusy,
    from_sqlite,
    sqlite_errors_as_ours,
)


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as the library says it")
    error.sqlite_errorcode = code
    error.sqlite_errorname = "SQLITE_X"
    return error


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        (sqlite3.SQLITE_FULL, StorageFull),
        (sqlite3.SQLITE_BUSY, StoreBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
        (sqlite3.SQLITE_LOCKED, StoreBusy),
        (sqlite3.SQLITE_READONLY, DatabaseReadOnly),
        (sqlite3.SQLITE_READONLY_DIRECTORY, DatabaseReadOnly),
        (sqlite3.SQLITE_CORRUPT, DatabaseDamaged),
        (sqlite3.SQLITE_CORRUPT_INDEX, DatabaseDamaged),
        (sqlite3.SQLITE_NOTADB, DatabaseDamaged),
        (sqlite3.SQLITE_IOERR_WRITE, StorageFailed),
        (sqlite3.SQLITE_CANTOPEN, StorageFailed),
    ],
)
def test_every_kind_of_refusal_has_its_own_error(
    code: int, ours: type[CashierError], tmp_path: Path
) -> None:
    assert type(from_sqlite(tmp_path / "history.sqlite", sqlite_error(code))) is ours


def test_a_wrapped_error_is_ours_too(tmp_path: Path) -> None:
    wrapped = OperationalError("SELECT 1", {}, sqlite_error(sqlite3.SQLITE_FULL))
    with pytest.raises(StorageFull), sqlite_errors_as_ours(tmp_path / "x"):
        raise wrapped
    with pytest.raises(StorageFailed), sqlite_errors_as_ours(tmp_path / "x"):
        raise DBAPIError("SELECT 1", {}, ValueError("odd"))


def test_a_bare_error_is_ours_too(tmp_path: Path) -> None:
    with pytest.raises(HistoryMisused), sqlite_errors_as_ours(tmp_path / "x"):
        raise sqlite3.ProgrammingError("closed")
