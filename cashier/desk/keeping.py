"""Brings what happened to disk in its order, and keeps in memory what cannot be written now.

Runs on the desk's thread only. Guidance never waits for it: a full or read-only disk, another
program that holds the file, a file found damaged - each becomes a problem to be told, and what
waits is written before anything newer once the disk takes it. What waits is bounded: at the bound
nothing is taken in any more, so that what stands in the record has no hole in its middle; how much
was not kept is told on the screen and, once there is room, in the record itself.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from cashier.cases.events import Event
from cashier.core.clock import Clock
from cashier.core.errors import CashierError, Unavailable
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.errors import DatabaseDamaged, StoreBusy
from cashier.history.store import Store

MOST_WAITING = 20_000
"""How many events wait in memory at most: some days of a busy till, about 20 MB."""

_PAUSE_S = 1.0
_FEW = 50
_PIECE = 500
_PIECES = 10
_PROGRAM = "program"

Kept: TypeAlias = Event | AuditRecord


class EventsNotKept(Unavailable):
    """More had to wait for the disk than memory holds; the newest `count` were not kept."""

    code = "events-not-kept"


class Keeping:
    """The way to disk.

    Args:
        store: the history.
        clock: time.
        cashier: who opens a shift that has to be opened late.
    """

    def __init__(self, store: Store, clock: Clock, cashier: str) -> None:
        self.problem: CashierError | None = None
        self.found: list[CashierError] = []
        self._store = store
        self._clock = clock
        self._cashier = self._opens = cashier
        # Batches stay whole: what belongs together is written together or not at all.
        self._waiting: list[Sequence[Kept]] = []
        self._of_case: dict[str, list[Event]] = {}
        self._needs_shift = False
        self._missed = 0
        self._missed_since: datetime | None = None
        self._tried_s = 0.0

    @property
    def waiting(self) -> int:
        """How many events wait in memory."""
        return sum(len(batch) for batch in self._waiting)

    @property
    def missed(self) -> EventsNotKept | None:
        """What could not even be kept in memory."""
        return EventsNotKept(count=self._missed) if self._missed else None

    def remember(self, case_id: str, events: Iterable[Event]) -> None:
        """Have a case's earlier events at hand while somebody works on it."""
        self._of_case[case_id] = list(events)

    def forget(self, case_id: str) -> None:
        """Nobody works on the case any more."""
        self._of_case.pop(case_id, None)

    def save(self, batch: Sequence[Kept]) -> None:
        """Write a batch after what waits; if that cannot be, it waits as well."""
        for item in batch:
            if not isinstance(item, AuditRecord):
                self._of_case.setdefault(item.case_id, []).append(item)
        self._take_in(batch)
        if self._rests():
            return
        try:
            self._write()
        except Exception:
            # Not the disk's fault: what cannot be written at all must not hold up the rest.
            self._waiting = [one for one in self._waiting if one is not batch]
            for events in self._of_case.values():
                events[:] = [event for event in events if event not in batch]
            raise

    def flush(self) -> None:
        """Try once more to write what waits."""
        if self._waiting or self._needs_shift or self.problem is not None:
            self._write()

    def open_shift(self, by: str = "") -> None:
        """Open a shift if none is open; if that cannot be now, before the next event is written.

        `by` is who opens it; empty for who has the till.
        """
        self._needs_shift = True
        self._opens = by or self._cashier
        self._write()

    def begin_anew(self, damage: DatabaseDamaged) -> None:
        """The file is damaged: set it aside and go on in a new one, with every case in memory.

        Raises:
            DatabaseDamaged: it cannot be set aside.
        """
        self.found.append(self._store.begin_anew(str(damage.fields.get("reason", ""))))
        again = [event for events in self._of_case.values() for event in events]
        rest = [
            item
            for batch in self._waiting
            for item in batch
            if isinstance(item, AuditRecord) or item.case_id not in self._of_case
        ]
        self._waiting = [again, rest]
        self._needs_shift = True

    def _take_in(self, batch: Sequence[Kept]) -> None:
        if self._missed or self.waiting + len(batch) > MOST_WAITING:
            self._missed += len(batch)
            self._missed_since = self._missed_since or self._clock.now()
        elif batch:
            self._waiting.append(batch)

    def _rests(self) -> bool:
        """Whether a try was made a moment ago that costs too much to be made for each event."""
        resting = self._clock.monotonic() - self._tried_s < _PAUSE_S
        dear = isinstance(self.problem, StoreBusy) or self.waiting > _FEW
        return self.problem is not None and resting and dear

    def _write(self) -> None:
        self._tried_s = self._clock.monotonic()
        try:
            try:
                self._try_to_write()
            except DatabaseDamaged as damage:
                self.begin_anew(damage)
                self._try_to_write()
        except CashierError as error:
            self.problem = error
        else:
            self.problem = None

    def _try_to_write(self) -> None:
        if self._needs_shift:
            if self._store.current_shift() is None:
                self._store.open_shift(self._opens)
            self._needs_shift = False
        for _ in range(_PIECES):
            if not self._waiting:
                break
            piece = self._piece()
            self._store.append([item for batch in piece for item in batch])
            del self._waiting[: len(piece)]
        if self._missed and not self._waiting:
            self._store.append(self._gap())
            self._missed, self._missed_since = 0, None

    def _piece(self) -> list[Sequence[Kept]]:
        """Return the oldest batches that wait, not too many at once."""
        piece, size = [], 0
        for batch in self._waiting:
            piece.append(batch)
            size += len(batch)
            if size >= _PIECE:
                break
        return piece

    def _gap(self) -> list[AuditRecord]:
        since = self._missed_since or self._clock.now()
        return [
            AuditRecord(
                kind=AuditKind.events_not_kept,
                at=self._clock.now(),
                by=_PROGRAM,
                what="history",
                before=since.isoformat(),
                after=str(self._missed),
            )
        ]
