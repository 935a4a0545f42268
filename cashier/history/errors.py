"""What can go wrong with the history on disk, in our own words. SQLite's errors end here.

Unavailable
├── DatabaseDamaged    the file is not a sound database of ours
├── DatabaseTooNew     a newer version of the program wrote it
├── DatabaseReadOnly   it can be read but not written
├── StoreBusy          another program holds it
├── HistoryInUse       another window writes it
├── StorageFull        no room on the disk
└── StorageFailed      the disk refuses for another reason
WrongUse
├── ShiftAlreadyOpen   a shift is open already
├── NoShiftOpen        no shift is open
├── ShiftUnknown       no shift has this id
├── NoteTooLong        a hand-over note is a document
└── BackupNotNeeded    all of a backup stands in the history already
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from cashier.core.errors import Bug, CashierError, Unavailable, WrongUse

_PRIMARY = 0xFF


class DatabaseDamaged(Unavailable):
    """The file is not a sound database of ours; `reason` is for the technician."""

    code = "database-damaged"


class DatabaseTooNew(Unavailable):
    """A newer version of the program wrote this database; it is left exactly as it is."""

    code = "database-too-new"


class DatabaseReadOnly(Unavailable):
    """The database can be read but not written."""

    code = "database-read-only"


class StoreBusy(Unavailable):
    """Another program holds the database and did not let go in time."""

    code = "history-busy"


class HistoryInUse(Unavailable):
    """Another window of the program writes this history."""

    code = "history-in-use"


class StorageFull(Unavailable):
    """No room is left on the disk; nothing of this transaction was written."""

    code = "storage-full"


class StorageFailed(Unavailable):
    """The disk or the folder refuses for another reason."""

    code = "storage-failed"


class HistorySetAside(Unavailable):
    """A damaged file was renamed to `aside`, and a new history was begun."""

    code = "history-set-aside"


class HistoryWasEmpty(Unavailable):
    """The file was there but held nothing; a new history was begun in it."""

    code = "history-was-empty"


class HistoryRolledBack(Unavailable):
    """The chain does not hold event `seq`, which was noted earlier: an old state was put back."""

    code = "history-rolled-back"


class ChainBroken(Unavailable):
    """The chain does not hold from event `seq` on: somebody changed the records."""

    code = "history-chain-broken"


class BackupUnsound(Unavailable):
    """A backup was made and did not stand the check; it was thrown away, older ones stay."""

    code = "backup-unsound"


class BackupStopped(Unavailable):
    """The program ends before the backup was finished; the next start makes it."""

    code = "backup-stopped"


class HistoryMisused(Bug):
    """The store was used from another thread than its own, or after it was closed."""

    code = "history-misused"


class ShiftAlreadyOpen(WrongUse):
    """A shift is open; it must be closed first."""

    code = "shift-already-open"


class NoShiftOpen(WrongUse):
    """There is no open shift to close."""

    code = "no-shift-open"


class ShiftUnknown(WrongUse):
    """No shift has this id."""

    code = "shift-unknown"


class NoteTooLong(WrongUse):
    """A hand-over note is longer than anybody reads at the start of a shift."""

    code = "note-too-long"


class BackupNotNeeded(WrongUse):
    """Everything in this backup stands in the history already."""

    code = "backup-not-needed"


@contextmanager
def sqlite_errors_as_ours(path: Path) -> Iterator[None]:
    """Turn every error of SQLite, bare or wrapped by SQLAlchemy, into one of this module."""
    try:
        yield
    except DBAPIError as error:
        original = error.orig if isinstance(error.orig, sqlite3.Error) else None
        raise from_sqlite(path, original) from error
    except sqlite3.Error as error:
        raise from_sqlite(path, error) from error


def from_sqlite(path: Path, error: sqlite3.Error | None) -> CashierError:
    """Choose our error for one of SQLite's."""
    file = str(path)
    if isinstance(error, sqlite3.ProgrammingError):
        return HistoryMisused(file=file)
    extended = getattr(error, "sqlite_errorcode", 0)
    reason = getattr(error, "sqlite_errorname", type(error).__name__)
    match extended & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return StorageFull(file=file)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(file=file)
        case sqlite3.SQLITE_READONLY:
            return DatabaseReadOnly(file=file)
        case sqlite3.SQLITE_CANTOPEN if not os.access(path.parent, os.W_OK):
            # In a folder it cannot write, SQLite has no place for its log and gives up on opening.
            return DatabaseReadOnly(file=file)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return DatabaseDamaged(file=file, reason=reason)
        case _:
            return StorageFailed(file=file, reason=reason)
