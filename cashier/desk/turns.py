"""The desk's thread: one wish after the other, and the view shown anew after each."""

from collections.abc import Callable
from concurrent.futures import Future
from traceback import extract_tb
from typing import Any

import structlog

from cashier.core.background import Worker
from cashier.core.errors import CashierError
from cashier.desk.ports import Network

log = structlog.get_logger()


class Turns:
    """Runs wishes in their order on the desk's thread.

    Failure policy: what a room refuses is told, what breaks is logged; the next wish has its turn.

    `tell` hears of what was refused, `show` shows what has changed, `after` ends every turn.
    """

    def __init__(self, worker: Worker, network: Network) -> None:
        self._worker = worker
        self._network = network
        self._ended = False
        self.tell: Callable[[CashierError], object] = lambda _: None
        self.show: Callable[[], object] = lambda: None
        self.after: Callable[[], object] = lambda: None

    def post(self, wish: Callable[[], Any], *, show: bool = True) -> "Future[None]":
        """Let a wish have its turn; returns at once."""
        try:
            return self._worker.submit(self._run, wish, show=show)
        except RuntimeError:
            # The disk thread has ended, and with it the desk: nobody is left to wish for anything.
            ended: Future[None] = Future()
            ended.set_result(None)
            return ended

    def plan(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Let a call have a turn later; return what cancels it."""

        def due() -> None:
            self.post(call)

        return self._network.after(seconds, due)

    def look_again(self, seconds: float) -> Callable[[], None]:
        """Show anew later what changes with time alone; return what cancels it."""
        return self.plan(seconds, lambda: None)

    def end(self) -> None:
        """Show nothing more: the turn under way is the last one that counts."""
        self._ended = True

    def guarded(self, call: Callable[[], Any]) -> bool:
        """Call; tell what a room refuses, log what broke, without texts that may hold a number."""
        try:
            call()
        except CashierError as error:
            log.info("desk_refused", code=error.code)
            self.tell(error)
        except Exception as error:  # noqa: BLE001 - top of the desk's thread: nobody else would see
            frames = [f"{one.name}:{one.lineno}" for one in extract_tb(error.__traceback__)]
            log.error("desk_broke", kind=type(error).__name__, where=frames[1:])
        else:
            return True
        return False

    def _run(self, wish: Callable[[], Any], *, show: bool) -> None:
        done = self.guarded(wish)
        if self._ended:
            # Long work that was under way ends after everything else has been taken down.
            return
        if show or not done:
            self.guarded(self.show)
        self.after()
