"""A spare file: takes what happens while the history itself cannot be opened, and hands it over.

Once the disk is back the history stands where the spare file stood, and everybody keeps the store.
A spare file is renamed then, never deleted.
"""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from cashier.history.asides import aside_name
from cashier.history.carry import take_over
from cashier.history.database import open_engine, writing
from cashier.history.errors import sqlite_errors_as_ours
from cashier.history.file import HistoryFile, describe
from cashier.history.hold import Hold
from cashier.history.noted import ENDING
from cashier.history.reading import read_only
from cashier.history.rules import StoreOptions


class SpareFile(HistoryFile):
    """A history's file that can stand in for another one until that can be opened again."""

    def __init__(self, path: Path, options: StoreOptions, hold: Hold) -> None:
        super().__init__(path, options, hold)
        self._home: tuple[Path, StoreOptions] | None = None

    @property
    def is_away(self) -> bool:
        """Whether this is a spare file, kept until the history itself can be opened."""
        return self._home is not None

    def stand_in_for(self, path: Path, options: StoreOptions) -> None:
        """Be the spare file of the history at `path`, which could not be opened so."""
        self._home = (path, options)

    def go_home(self) -> int:
        """Go on in the history this file stands in for; returns how many events came along.

        Raises:
            CashierError: it still cannot be opened or written; everything stays here.
        """
        if self._home is None:
            return 0
        path, options = self._home
        hold = Hold.take(path) if options.alone else Hold(None)
        try:
            engine = open_engine(path, options.busy_s, options.clock.monotonic)
        except BaseException:
            hold.release()
            raise
        try:
            moved = self._take_along(engine, path, options)
        except BaseException:
            engine.dispose()
            hold.release()
            raise
        spare = self.path
        self._engine.dispose()
        self._hold.release()
        self.path, self._options, self._hold, self._engine = path, options, hold, engine
        self._home = None
        _put_away(spare, options)
        return moved

    def take_in(self, spare: Path) -> int:
        """Take over what an earlier run left in a spare file; returns how many events.

        Raises:
            CashierError: the spare file cannot be read, or this one not be written; it stays.
        """
        if not spare.exists():
            return 0
        options = self._options
        hold = Hold.take(spare)
        try:
            with (
                sqlite_errors_as_ours(spare),
                read_only(spare, still=False) as reader,
                self._writing() as into,
            ):
                moved = take_over(reader.connection, into, options.rules, options.clock)
            _put_away(spare, options)
        finally:
            hold.release()
        return moved

    def _take_along(self, engine: Engine, path: Path, options: StoreOptions) -> int:
        with (
            self._reading() as source,
            sqlite_errors_as_ours(path),
            writing(engine).begin() as into,
        ):
            describe(into, options)
            return take_over(source, into, options.rules, options.clock)


def _put_away(spare: Path, options: StoreOptions) -> None:
    """Rename a spare file whose events have all been taken over."""
    target = aside_name(spare, options.clock.now(), "taken")
    with suppress(OSError):
        spare.rename(target)
        for ending in ("-wal", "-shm", "-lock", ENDING):
            spare.with_name(spare.name + ending).unlink(missing_ok=True)
