"""The history of one till: events in, lists and figures out.

A store belongs to one thread, the disk worker: open it there, use it there, close it there. SQLite
refuses any other thread. What `append` returned from is on the disk, also after a power cut.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cashier.cases.events import Event
from cashier.history import (
    caselist,
    chain_table,
    log,
    retention,
    search,
    shifts,
)
from cashier.history.asides import forget_asides
from cashier.history.audit import AuditRecord
from cashier.history.chain import ChainReport, Head
from cashier.history.database import is_empty
from cashier.history.errors import (
    DatabaseDamaged,
    HistoryRolledBack,
    HistorySetAside,
    HistoryWasEmpty,
    NoShiftOpen,
    ShiftAlreadyOpen,
)
from cashier.history.file import put_aside
from cashier.history.hold import Hold
from cashier.history.model import CaseFilter, Shift
from cashier.history.noted import last_noted
from cashier.history.noted import note as note_head
from cashier.history.proof import Rebuilt, rebuild_and_compare
from cashier.history.reads import ReadFile
from cashier.history.retention import Purged, Retention
from cashier.history.rules import StoreOptions
from cashier.history.shifts import Handover
from cashier.history.soundness import check

_NOTHING_SAID = Handover()


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """An open store, and what is to be told about it: set aside, found empty, or put back."""

    store: "Store"
    problem: HistorySetAside | HistoryWasEmpty | HistoryRolledBack | None = None


class Store(ReadFile):
    """The history of one till.

    Failure policy: every call is one transaction that happened wholly or not at all; what SQLite
    refuses is raised as an error of `cashier.history.errors`, and the store stays usable.
    """

    @classmethod
    def open(cls, path: Path, options: StoreOptions | None = None) -> OpenedStore:
        """Open the history at `path`, or begin one.

        Raises:
            DatabaseTooNew, DatabaseReadOnly, StoreBusy, HistoryInUse, StorageFull, StorageFailed:
                it stays as it is, and the caller goes on without history.
            DatabaseDamaged: it is damaged and may not, or cannot, be set aside.
        """
        chosen = options or StoreOptions()
        hold = Hold.take(path) if chosen.alone else Hold(None)
        try:
            return cls._open(path, chosen, hold)
        except BaseException:
            hold.release()
            raise

    @classmethod
    def _open(cls, path: Path, options: StoreOptions, hold: Hold) -> OpenedStore:
        empty = is_empty(path)
        if empty and not options.quarantine:
            raise DatabaseDamaged(file=str(path), reason="empty")
        try:
            store = cls(path, options, hold)
        except DatabaseDamaged as damage:
            if not options.quarantine:
                raise
            problem = put_aside(path, options.clock.now(), str(damage.fields.get("reason", "")))
            return OpenedStore(cls(path, options, hold), problem)
        found = store.find_rolled_back() if options.quarantine else None
        return OpenedStore(store, HistoryWasEmpty(file=str(path)) if empty else found)

    def append(self, events: Sequence[Event | AuditRecord]) -> tuple[int, ...]:
        """Store what happened, all or none; return the places in the chain."""
        with self._writing() as connection:
            return log.append_events(connection, events, self._options.rules)

    def verify(self, anchor: Head | None = None) -> ChainReport:
        """Follow the whole chain; a tail cut off shows against a head noted earlier.

        Args:
            anchor: the head on a printed report; None goes by what the program noted last.
        """
        with self._reading() as connection:
            return check(connection, anchor or last_noted(self.path))

    def purge(self, keep: Retention) -> Purged:
        """Take away one step of what is kept no longer; call again while there is `more`."""
        with self._writing() as connection:
            taken = retention.step(connection, keep, self._options.clock.now())
        if not taken.more:
            self.tidy()
            self._forget_asides(keep)
        return taken

    def tidy(self) -> None:
        """Let go of what was dropped: until then index and log still hold it, marked as gone."""
        with self._writing() as connection:
            search.tidy(connection)
        self._empty_log()

    def _forget_asides(self, keep: Retention) -> None:
        """Delete files that stepped aside as long ago as texts are kept, unless they are wanted."""
        as_of = self.last_purge()
        if as_of is not None and not self.is_away and self.offered_backup() is None:
            forget_asides(self.path, as_of - timedelta(days=keep.texts_days))

    def rebuild(self) -> Rebuilt:
        """Derive shifts and cases anew from the chain, and say what had not been as replayed."""
        with self._writing() as connection:
            return rebuild_and_compare(connection, self._options.rules.judge)

    def open_shift(self, by: str = "") -> Shift:
        """Open a shift.

        Raises:
            ShiftAlreadyOpen: one is open.
        """
        clock = self._options.clock
        with self._writing() as connection:
            running = shifts.current(connection)
            if running is not None:
                raise ShiftAlreadyOpen(shift=running.id)
            shift_id, now = self._options.make_id(clock), clock.now()
            record = shifts.opened_record(shift_id, now, by)
            log.append_shift(connection, record, now, self._options.rules)
            return shifts.by_id(connection, shift_id)

    def close_shift(self, said: Handover = _NOTHING_SAID) -> Shift:
        """Close the open shift and hand over what is open to the next one.

        Raises:
            NoShiftOpen: there is none.
            NoteTooLong: the note is a document.
        """
        with self._writing() as connection:
            running = shifts.current(connection)
            if running is None:
                raise NoShiftOpen
            now = self._options.clock.now()
            still_open = caselist.rows(connection, CaseFilter(open=True), None)
            record = shifts.closed_record(
                running.id, now, said, (row.case_id for row in still_open)
            )
            log.append_shift(connection, record, now, self._options.rules)
            closed, last = shifts.by_id(connection, running.id), chain_table.head(connection)
        note_head(self.path, last)
        return closed

    def note_change(self, change: AuditRecord) -> int:
        """Keep what a person changed, with author and time; return its place in the chain."""
        return self.note_changes([change])[0]

    def note_changes(self, changes: Sequence[AuditRecord]) -> tuple[int, ...]:
        """Keep changes that belong together, all or none; return their places in the chain."""
        privacy = self._options.rules.privacy
        with self._writing() as connection:
            return tuple(log.append_change(connection, one, privacy) for one in changes)
