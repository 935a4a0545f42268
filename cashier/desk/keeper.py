"""Looks after the history while the till works: tries again, backs up, checks.

Lives on the desk's thread and lets everybody else through in the middle of long work. Nothing here
may keep a case waiting, and what goes wrong is told, never raised.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cashier.core.errors import CashierError
from cashier.desk.casework import Casework
from cashier.desk.ports import Network
from cashier.history.backup import GiveWay, is_due
from cashier.history.errors import BackupStopped, BackupUnsound, DatabaseDamaged

RETRY_S = 2.0
_FIRST_LOOK_S = 60.0
_NEXT_LOOK_S = 3600.0
_HOME_EVERY = 5

Post = Callable[[Callable[[], Any]], Any]


class Keeper:
    """The housekeeping of one history.

    Args:
        work: the desk's cases and their way to disk.
        network: calls back after a while.
        post: puts work on the desk's thread.
        give_way: lets others through in the middle of long work.
    """

    def __init__(self, work: Casework, network: Network, post: Post, give_way: GiveWay) -> None:
        self._work = work
        self._network = network
        self._post = post
        self._give_way = give_way
        self._retry: Callable[[], None] | None = None
        self._look: Callable[[], None] | None = None
        self._ended = False
        self._busy = False
        self._wanted = False
        self._checked = False
        self._tries = 0

    def keep_house(self) -> None:
        """Look after backups from now on, the first time a minute from now."""
        self._plan_look(_FIRST_LOOK_S)

    def watch(self) -> None:
        """Plan another try while something waits for the disk; called after each wish."""
        keeping = self._work.keeping
        wanted = keeping.problem is not None or keeping.waiting > 0 or self._work.store.is_away
        if wanted and self._retry is None and not self._ended:
            self._retry = self._network.after(RETRY_S, lambda: self._post(self._try_again))

    def stop(self) -> None:
        """Plan nothing more."""
        self._ended = True
        for cancel in (self._retry, self._look):
            if cancel is not None:
                cancel()
        self._retry = self._look = None

    def bring_back(self) -> None:
        """Bring back the backup that is offered.

        Raises:
            CashierError: it cannot be; everything stays as it is.
        """
        if self._busy:
            self._wanted = True
            return
        offer = self._work.offer
        if offer is None:
            return
        with self._at_work():
            self._work.store.bring_back(offer, self._give_way)
        self._work.offer = None
        self._work.resume()

    def look(self) -> None:
        """Make today's backup, else look the file over once a run; let go of what was dropped."""
        self._look = None
        if not self._ended:
            self._plan_look(_NEXT_LOOK_S)
        if self._busy or self._work.store.is_away:
            return
        try:
            with self._at_work():
                for step in (self._back_up_or_check, self._work.store.tidy, self._thin_backups):
                    self._unless_refused(step)
        except BackupStopped:
            pass
        except DatabaseDamaged as damage:
            self._work.begin_anew(damage)

    def _unless_refused(self, step: Callable[[], None]) -> None:
        """Take one step; what it cannot do is told and keeps the next one from nothing."""
        try:
            step()
        except (BackupStopped, DatabaseDamaged):
            raise
        except CashierError as error:
            self._work.unreadable.append(error)

    def _thin_backups(self) -> None:
        self._work.store.thin_backups(self._give_way)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """One long piece of work at a time; what was wanted meanwhile comes next."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False
            if self._wanted:
                self._wanted = False
                self._post(self.bring_back)

    def _back_up_or_check(self) -> None:
        store = self._work.store
        if is_due(store.backup_folder, self._work.clock.now()):
            try:
                store.back_up(self._give_way)
            except BackupUnsound as unsound:
                # Is it the copy, or what was copied?
                self._work.unreadable.append(unsound)
                store.check(self._give_way)
        elif not self._checked:
            store.check(self._give_way)
        self._checked = True

    def _try_again(self) -> None:
        self._retry = None
        self._work.keeping.flush()
        self._tries += 1
        if self._work.store.is_away and self._tries % _HOME_EVERY == 0:
            self._go_home()

    def _go_home(self) -> None:
        try:
            self._work.store.go_home()
        except CashierError:
            # Told at the start already; the next try comes by itself.
            return
        self._work.resume()

    def _plan_look(self, seconds: float) -> None:
        self._look = self._network.after(seconds, lambda: self._post(self.look))
