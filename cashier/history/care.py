"""Looks after the file of a history while the till works: backups, checks, a backup brought back.

What is brought back stands where the old file stood, and everybody keeps the store. Nothing is ever
deleted here.
"""

import os
from contextlib import suppress
from pathlib import Path

import structlog

from cashier.history import chain_table, log
from cashier.history.asides import aside_name
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.backup import Backup, GiveWay, backups, check_file, make_backup, sync
from cashier.history.carry import salvage, take_over
from cashier.history.database import open_engine, raw_connection, writing
from cashier.history.errors import (
    BackupNotNeeded,
    ChainBroken,
    DatabaseDamaged,
    StorageFailed,
    StoreBusy,
    sqlite_errors_as_ours,
)
from cashier.history.noted import ENDING, last_noted, note
from cashier.history.spare import SpareFile
from cashier.history.thinned import end_cases, find, rewrite

_LOG = structlog.get_logger()
_RESTORING = ".restoring"
_PROGRAM = "program"


class CaredFile(SpareFile):
    """A history's file that can be backed up, checked, and exchanged for a better one."""

    @property
    def backup_folder(self) -> Path:
        """Where the backups of this history are."""
        return self.path.parent / "backups"

    def back_up(self, give_way: GiveWay) -> Backup:
        """Make today's backup, a few pages at a time, and prove it.

        Raises:
            BackupStopped, BackupUnsound, StorageFull, StorageFailed: there is none; older ones
                all stay.
        """
        self._check_thread()
        on = self._while_this_file(give_way)
        made = make_backup(
            raw_connection(self._engine), self.backup_folder, self._options.clock.now(), on
        )
        note(self.path, self._head())
        return made

    def thin_backups(self, give_way: GiveWay) -> int:
        """Take out of the backups what spoke of credit in cases that have ended; returns how many.

        Raises:
            BackupStopped, BackupUnsound, StorageFull, StorageFailed: that backup and those after
                it stay as they are. One that cannot be read at all is passed over.
        """
        self._check_thread()
        on, found = self._while_this_file(give_way), 0
        for backup in backups(self.backup_folder):
            try:
                with self._reading() as live:
                    ended = find(live, backup, self._options.rules.privacy)
                if ended is not None:
                    rewrite(backup, ended, on)
                    found += 1
            except DatabaseDamaged as damage:
                # The backup's damage, not the till's.
                _LOG.warning("backup_not_thinned", reason=str(damage.fields.get("reason")))
        return found

    def check(self, give_way: GiveWay) -> None:
        """Look at every page and follow the whole chain while the till works on.

        Raises:
            DatabaseDamaged: a page is damaged.
            ChainBroken: somebody changed the records.
            BackupStopped: `give_way` asked for an end.
        """
        self._check_thread()
        on = self._while_this_file(give_way)
        report = check_file(self.path, on, last_noted(self.path), still=False)
        if not report.sound:
            raise ChainBroken(
                file=str(self.path), seq=str(report.at_seq or 0), reason=str(report.fault)
            )

    def offered_backup(self) -> Backup | None:
        """Return the newest backup that holds something this history does not; mostly none."""
        found = backups(self.backup_folder)
        if not found:
            return None
        with self._reading() as connection:
            return next((one for one in found if not chain_table.holds(connection, one.head)), None)

    def bring_back(self, backup: Backup, give_way: GiveWay) -> int:
        """Go on in a copy of the backup, with everything that can be had from later on.

        What a damaged file kept after the backup is taken over as far as it is sound, then all that
        stands in the present file, which is kept under another name. Returns how many events there
        are now.

        Raises:
            BackupNotNeeded: all of it stands here already.
            CashierError: it cannot be done; the present file stays.
        """
        with self._reading() as connection:
            if chain_table.holds(connection, backup.head):
                raise BackupNotNeeded(file=backup.path.name)
        # Long, and others work meanwhile: what they write is in the present file and comes along.
        check_file(backup.path, self._while_this_file(give_way))
        fresh = self.path.with_name(self.path.name + _RESTORING)
        try:
            _copy(backup.path, fresh)
            self._fill(fresh, backup)
            self._replace_by(fresh)
        except OSError as error:
            raise StorageFailed(file=str(fresh), reason=error.strerror or "copy") from error
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        head = self._head()
        note(self.path, head)
        return head.seq

    def _fill(self, fresh: Path, backup: Backup) -> None:
        """Bring a copy of the backup up to date, and let it say that it was one."""
        options = self._options
        engine = open_engine(fresh, options.busy_s, options.clock.monotonic)
        try:
            with sqlite_errors_as_ours(fresh), writing(engine).begin() as into:
                for damaged in sorted(self.path.parent.glob(f"{self.path.name}.corrupt-*")):
                    if not damaged.name.endswith(("-wal", "-shm", ENDING)):
                        salvage(damaged, into, options.rules)
                now = options.clock.now()
                change = AuditRecord(
                    kind=AuditKind.history_restored,
                    at=now,
                    by=_PROGRAM,
                    what="history",
                    before=str(chain_table.head(into).seq),
                    after=backup.path.name,
                )
                log.append_change(into, change, options.rules.privacy)
                with self._reading() as source:
                    take_over(source, into, options.rules, options.clock)
                end_cases(into, options.rules)
        finally:
            engine.dispose()

    def _replace_by(self, fresh: Path) -> None:
        if not self._empty_log():
            # Else it could be taken for the log of the next file.
            raise StoreBusy(file=str(self.path))
        self._engine.dispose()
        try:
            aside = aside_name(self.path, self._options.clock.now(), "replaced")
            # The name is never free: after a crash in between, a history is found at the start.
            os.link(self.path, aside)
            fresh.replace(self.path)
            sync(self.path.parent)
        finally:
            self._unopened = True
            self._reopen()


def _copy(backup: Path, fresh: Path) -> None:
    fresh.unlink(missing_ok=True)
    fresh.write_bytes(b"")
    fresh.chmod(0o600)
    with backup.open("rb") as source, fresh.open("wb") as target:
        while block := source.read(1 << 20):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
