"""The desk's parts, joined: who does what when a wish has its turn, and who hears of it.

All of it runs on the disk thread, one wish after the other (`turns`).
"""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from cashier.desk.alarming import Alarming
from cashier.desk.casework import Casework
from cashier.desk.endings import Endings
from cashier.desk.eye import Eye
from cashier.desk.guidance import Guidance
from cashier.desk.healthbook import HealthBook
from cashier.desk.keeper import Keeper
from cashier.desk.ledger import Ledger
from cashier.desk.live import LiveCase
from cashier.desk.numbers import KeptNumbers
from cashier.desk.order_wishes import OrderWishes
from cashier.desk.ports import Around, Listener
from cashier.desk.pursuer import Pursuer
from cashier.desk.showing import Showing
from cashier.desk.turns import Turns
from cashier.desk.wishes import Wishes


class Workings:
    """What stands behind the desk's commands. Its life: `start`, then wishes, then `close`."""

    def __init__(self, around: Around) -> None:
        self._turns = Turns(around.worker, around.network)
        self._post = self._turns.post
        self._work = Casework(
            around.playbook, around.store, around.clock, around.who, learn=around.learn
        )
        self._work.rulebook = around.rulebook
        self._work.outages.wake_by(self._turns.look_again)
        numbers = KeptNumbers(self._work, around.numbers)
        self._pursuer = Pursuer(
            self._work, around.gateways, around.network, self._post, numbers=numbers
        )
        self._ledger = Ledger(around.store)
        self._health_book = HealthBook(around.store, around.timeline)
        self._guidance = Guidance(self._work, around.check_pin, around.pins)
        self.eye = Eye(around.playbook.timings.code_lives_s, around.clock)
        self._showing = Showing(self._work, self._pursuer, self.eye)
        self._notices = self._showing.notices
        self._turns.tell, self._turns.show = self._notices.tell, self._publish
        self._alarming = Alarming(
            self._work, around.network, around.alarms, self._post, self._notices.tell_of_chat
        )
        self._showing.alarms = self._alarming.views
        self._endings = Endings(self._work, self._pursuer, self._showing)
        self._endings.undoing.plan = self._turns.plan
        self._showing.undo = self._endings.undoing.view
        self._order = OrderWishes(self._work, self._pursuer, around.check_pin)
        self._wishes = Wishes(self._work, self._pursuer, self._showing, self._endings, self._order)
        self._check_restore = around.check_restore
        self._keeper = Keeper(self._work, around.network, self._post, around.worker.give_way)
        self._turns.after = self._keeper.watch
        self._listeners: list[Listener] = []

    def start(self) -> "Future[None]":
        """Open a shift if none is open and take up the cases that were left open."""
        self._post(self._alarming.start, show=False)
        return self._post(self._wishes.start)

    def keep_house(self) -> None:
        """Make backups of the history and look it over from now on."""
        self._post(self._keeper.keep_house, show=False)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with each new view, on the desk's thread; the current one comes first."""
        self._post(lambda: self._listeners.append(listener))

    def close(self) -> "Future[None]":
        """Stop planned queries. Open cases stay open on disk."""

        def stop() -> None:
            self._turns.end()
            self._keeper.stop()
            self._alarming.stop()
            self._wishes.stop()

        return self._post(stop, show=False)

    def _with_front(self, wish: Callable[[LiveCase], Any]) -> None:
        def on_front() -> None:
            if self._work.front is not None:
                wish(self._work.front)

        self._post(on_front)

    def _publish(self) -> None:
        """Hand the newest view to every listener; one that fails does not stop the others."""
        self._turns.guarded(self._showing.note_decisions)
        self._turns.guarded(
            lambda: self._alarming.look(self._showing.snapshot, self._work.links.now())
        )
        view = self._showing.view()
        for listener in self._listeners:
            self._turns.guarded(partial(listener, view))
