"""Takes away each day what is kept no longer, in small steps between the desk's other work.

It looks every hour whether a day has passed, on the network thread's timer; the steps themselves
run on the disk thread, one at a time, so that a wish from the window never waits for more than one.
"""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import structlog

from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.desk.ports import Network
from cashier.history.retention import Purged, Retention
from cashier.history.store import Store

log = structlog.get_logger()

FIRST_LOOK_S = 120.0
LOOK_EVERY_S = 3600.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """How long records and logs are kept, and where the logs are."""

    retention: Retention
    logs_days: int
    log_dir: Path


class Housekeeping:
    """Purges the history and the logs once a day.

    Failure policy: what cannot be taken away today is tried again in an hour and logged; the till
    goes on.
    """

    def __init__(
        self, store: Store, kept: Kept, clock: Clock, worker: Worker, network: Network
    ) -> None:
        self._store = store
        self._kept = kept
        self._clock = clock
        self._worker = worker
        self._network = network
        self._cancel: Callable[[], None] | None = None
        self._stopped = False

    def start(self) -> None:
        """Look for the first time in a while: a till that has just started has better to do."""
        self._plan(FIRST_LOOK_S)

    def stop(self) -> None:
        """Plan nothing more; a step that runs ends as a whole."""
        self._stopped = True
        if self._cancel is not None:
            self._cancel()

    def _plan(self, seconds: float) -> None:
        if not self._stopped:
            self._cancel = self._network.after(seconds, lambda: self._submit(self._look))

    def _submit(self, work: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):
            # The disk thread has ended: the program is closing.
            future: Future[None] = self._worker.submit(work)
            future.add_done_callback(_told)

    def _look(self) -> None:
        """Begin a purge when the last one was a day ago."""
        try:
            last = self._store.last_purge()
        except CashierError as error:
            log.warning("purge_failed", code=error.code)
        else:
            if last is None or abs(self._clock.now() - last) >= _DAY:
                self._forget_logs()
                self._submit(self._step)
        self._plan(LOOK_EVERY_S)

    def _step(self) -> None:
        if self._stopped:
            return
        try:
            taken: Purged = self._store.purge(self._kept.retention)
        except CashierError as error:
            log.warning("purge_failed", code=error.code)
            return
        if taken.more:
            log.info("purged", texts=taken.texts, notes=taken.notes, records=taken.records)
            self._submit(self._step)

    def _forget_logs(self) -> None:
        """Delete earlier logs whose last line is too old; the present one is never touched."""
        oldest = self._clock.now().timestamp() - timedelta(self._kept.logs_days).total_seconds()
        for file in self._kept.log_dir.glob("cashier.log.*"):
            with contextlib.suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()


def _told(done: "Future[None]") -> None:
    """Say what broke; nobody else looks at the future."""
    error = None if done.cancelled() else done.exception()
    if error is not None:
        log.error("purge_broke", kind=type(error).__name__)
