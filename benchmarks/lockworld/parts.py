"""The desk's surroundings without threads and without a disk: time and answers in one hand.

The desk itself is the real one. What it stores goes through the records that stand in history, so
that a desk that is dropped and opened anew knows exactly what a restarted program knows.
"""

import heapq
import itertools
from collections import deque
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from cashier.cases.case import Case
from cashier.cases.events import Event
from cashier.cases.records import to_record
from cashier.core.background import Worker
from cashier.core.clock import ManualClock
from cashier.diagnosis.learning import DatedCount
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.backup import Backup
from cashier.history.derive import begin, fold, with_standing
from cashier.history.model import CaseFilter, CaseRow, Shift, Standing, StoredEvent
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook

Answer = TypeVar("Answer")
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
_CLOSED = CaseFilter(open=False)


class InlineWorker(Worker):
    """Runs what it is given at once, one after the other, on the caller's thread."""

    def __init__(self) -> None:
        self._calls: deque[Callable[[], None]] = deque()
        self._running = False

    def submit(
        self,
        work: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> "Future[Result]":
        """Run a call after those that wait."""
        future: Future[Result] = Future()
        self._calls.append(lambda: future.set_result(work(*args, **kwargs)))
        if not self._running:
            self._running = True
            try:
                while self._calls:
                    self._calls.popleft()()
            finally:
                self._running = False
        return future

    def give_way(self) -> bool:
        """Nothing waits."""
        return True

    def close(self) -> None:
        """There is no thread to end."""


def run_here(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever a provider answers
    """Run what waits for nothing to its end."""
    try:
        work.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a provider in process waits for nothing")


Run = Callable[[Coroutine[Any, Any, Any]], Any]


@dataclass(slots=True)
class Call:
    """A call to a provider under way: what it does there, and what waits for its answer."""

    work: Coroutine[Any, Any, Any]
    future: "Future[Any]"
    run: Run
    result: Any = None
    error: BaseException | None = None
    done: bool = False

    @property
    def withdrawn(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.future.cancelled()

    def drop(self) -> None:
        """It never leaves."""
        self.done = True
        self.work.close()

    def happen(self) -> None:
        """Let the provider act; the answer is on its way back."""
        if self.done:
            return
        self.done = True
        try:
            self.result = self.run(self.work)
        except Exception as error:  # noqa: BLE001 - whatever a provider raises is its answer
            self.error = error

    def arrive(self) -> None:
        """Let the answer arrive, if anybody still waits for it."""
        self.happen()
        if self.withdrawn:
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


@dataclass(slots=True)
class HandNetwork:
    """The network thread in the world's hand: calls wait to be let through, timers to fall due."""

    clock: ManualClock
    run: Run = run_here
    calls: list[Call] = field(default_factory=list)
    closed: bool = False
    _timers: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _cancelled: set[int] = field(default_factory=set)
    _numbers: Any = field(default_factory=itertools.count)

    def submit(self, work: Coroutine[Any, Any, Answer]) -> "Future[Answer]":
        """Keep a call until the world lets it through."""
        future: Future[Answer] = Future()
        if self.closed:
            work.close()
        else:
            self.calls.append(Call(work, future, self.run))
        return future

    def close(self) -> None:
        """Let go of every call: none leaves any more, and nobody hears of an answer."""
        self.closed = True
        while self.calls:
            self.calls.pop().drop()

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Plan a call."""
        number = next(self._numbers)
        heapq.heappush(self._timers, (self.clock.monotonic() + seconds, number, call))
        return lambda: self._cancelled.add(number)

    @property
    def next_due(self) -> float | None:
        """When the next planned call falls due."""
        while self._timers and self._timers[0][1] in self._cancelled:
            self._cancelled.discard(heapq.heappop(self._timers)[1])
        return self._timers[0][0] if self._timers else None

    def fire_due(self) -> None:
        """Run what is due by now."""
        due = self.next_due
        while due is not None and due <= self.clock.monotonic():
            heapq.heappop(self._timers)[2]()
            due = self.next_due


@dataclass
class Safe:
    """Order numbers that outlive a desk, as the sealed file does; broken, it keeps nothing."""

    broken: bool = False
    held: Mapping[str, str] = field(default_factory=dict)

    def read(self) -> Mapping[str, str]:
        """Return what was kept."""
        return self.held

    def write(self, numbers: Mapping[str, str]) -> None:
        """Keep these."""
        self.held = {} if self.broken else dict(numbers)


class MemoryStore(Store):
    """A history without a file: records as they are stored, rows as they are derived."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self.records: dict[str, list[StoredEvent]] = {}
        self._rows: dict[str, CaseRow] = {}
        self._count = itertools.count(1)

    @property
    def is_away(self) -> bool:
        """It never is."""
        return False

    def append(self, events: Sequence[Event | AuditRecord]) -> tuple[int, ...]:
        """Keep what happened."""
        for event in events:
            if isinstance(event, AuditRecord):
                continue
            seq, known = next(self._count), event.case_id
            row = self._rows.get(known)
            row = begin(event, seq, None) if row is None else row
            self._rows[known] = fold(row, event)
            self.records.setdefault(known, []).append(StoredEvent(seq, "", to_record(event)))
        return ()

    def open_cases(self) -> tuple[CaseRow, ...]:
        """Return the cases that somebody still has to look at, newest first."""
        found = [self._row(case_id) for case_id in self.records]
        return tuple(row for row in reversed(found) if row.open)

    def events(self, case_id: str) -> tuple[StoredEvent, ...]:
        """Return a case's events."""
        return tuple(self.records.get(case_id, ()))

    def cases(
        self,
        wanted: CaseFilter = _CLOSED,
        limit: int | None = 100,
        before_seq: int | None = None,
    ) -> tuple[CaseRow, ...]:
        """Return the newest cases that are closed; the long list is not asked for here."""
        if limit is None or wanted.open is not False or before_seq is not None:
            return ()
        rows = [row for row in self._rows.values() if not row.open]
        return tuple(reversed(rows[-limit:]))

    def current_shift(self) -> Shift | None:
        """No shift: nothing here is counted."""
        return None

    def open_shift(self, by: str = "") -> Shift:
        """Open nothing."""
        return Shift(id="S", opened_at=datetime(2026, 11, 22, tzinfo=UTC), opened_by=by)

    def offered_backup(self) -> Backup | None:
        """There is none."""
        return None

    def changes(
        self,
        limit: int = 100,  # noqa: ARG002 - the history's own signature
        before_seq: int | None = None,  # noqa: ARG002
        kinds: Collection[AuditKind] = tuple(AuditKind),  # noqa: ARG002
    ) -> tuple[AuditRecord, ...]:
        """Nobody changed anything."""
        return ()

    def learned_counts(self, since: datetime) -> tuple[DatedCount, ...]:  # noqa: ARG002
        """Nothing was learnt."""
        return ()

    def note_change(self, change: AuditRecord) -> int:  # noqa: ARG002
        """Note nothing."""
        return 0

    def _row(self, case_id: str) -> CaseRow:
        case = Case.replay([one.event for one in self.records[case_id]], self._playbook)
        return with_standing(self._rows[case_id], Standing(case.known.state, case.is_open))
