"""Keeps a second window off a history that one window already writes.

A lock of the operating system beside the file, freed by the system when the program ends, however
it ends. Commands that only read, such as `cashier report`, take none: SQLite keeps them apart.
"""

import os
import sys
from pathlib import Path

from cashier.history.errors import HistoryInUse

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Hold:
    """The lock on one history, held until it is let go."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    @classmethod
    def take(cls, path: Path) -> "Hold":
        """Take the lock of the history at `path`.

        Where no lock file can be made, as in a read-only folder, nothing is held: the database
        itself will say what is wrong there.

        Raises:
            HistoryInUse: another window holds it.
        """
        try:
            handle = os.open(f"{path}-lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return cls(None)
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise HistoryInUse(file=str(path)) from error
        return cls(handle)

    def release(self) -> None:
        """Let go. Safe to call twice."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
