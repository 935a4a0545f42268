"""Asks the desk for the manager's pages and brings its answers onto the window's thread.

The desk answers on its own thread. Only the newest question of a topic counts: an answer to an
older one, and any answer after `forget`, is dropped, so nothing reaches a window that has gone.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from cashier.desk.guidance_views import Confirmed, GuidanceCommands, GuidanceView, TryWish
from cashier.desk.health_views import HealthPageView, HealthWish
from cashier.desk.ledger_views import ChartsView, PageView, PageWish, ReplayView
from cashier.desk.manager import ManagerCommands, ManagerView
from cashier.history.model import CaseFilter

View = TypeVar("View")


class ManagerDesk(ManagerCommands, GuidanceCommands, Protocol):
    """The desk as the manager's window sees it."""

    def resume_case(self, case_id: str) -> None:
        """Bring an open case to the front of the dock."""


class Feed(QObject):
    """Has no parent on purpose: the desk may still hold it when the window is gone."""

    _arrived = Signal(str, int, object)

    def __init__(self, desk: ManagerDesk) -> None:
        super().__init__()
        self._desk = desk
        self._number = 0
        self._wanted: dict[str, tuple[int, Callable[[object], None]]] = {}
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def ask(self, topic: str, wanted: CaseFilter, show: Callable[[ManagerView], None]) -> None:
        """Ask; `show` is called later on this thread, unless the topic was asked anew by then."""
        self._desk.ask_manager(wanted, self._answer(topic, ManagerView, show))

    def ask_page(self, topic: str, wish: PageWish, show: Callable[[PageView], None]) -> None:
        """Ask for a page of the history; answers come as those of `ask`."""
        self._desk.ask_page(wish, self._answer(topic, PageView, show))

    def ask_replay(self, topic: str, case_id: str, show: Callable[[ReplayView], None]) -> None:
        """Ask for a case step by step; answers come as those of `ask`."""
        self._desk.ask_replay(case_id, self._answer(topic, ReplayView, show))

    def ask_charts(
        self, topic: str, wanted: CaseFilter, show: Callable[[ChartsView], None]
    ) -> None:
        """Ask for the series of a period; answers come as those of `ask`."""
        self._desk.ask_charts(wanted, self._answer(topic, ChartsView, show))

    def ask_health(
        self, topic: str, wish: HealthWish, show: Callable[[HealthPageView], None]
    ) -> None:
        """Ask for a period's health; answers come as those of `ask`."""
        self._desk.ask_health(wish, self._answer(topic, HealthPageView, show))

    def ask_guidance(self, topic: str, wish: TryWish, show: Callable[[GuidanceView], None]) -> None:
        """Ask what the guidance does; answers come as those of `ask`."""
        self._desk.ask_guidance(wish, self._answer(topic, GuidanceView, show))

    def change(self, topic: str, change: Confirmed, show: Callable[[GuidanceView], None]) -> None:
        """Ask for a change; what became of it comes as the answers of `ask` do."""
        self._desk.change_guidance(change, self._answer(topic, GuidanceView, show))

    @property
    def waits(self) -> bool:
        """Whether an answer is still on its way."""
        return bool(self._wanted)

    def forget(self) -> None:
        """Let no answer through that is still on its way."""
        self._wanted.clear()

    def _answer(
        self, topic: str, kind: type[View], show: Callable[[View], None]
    ) -> Callable[[View], None]:
        """Return what the desk is to call; it may do so on any thread."""
        self._number += 1
        number = self._number

        def take(view: object) -> None:
            if isinstance(view, kind):
                show(view)

        self._wanted[topic] = (number, take)
        return lambda view: self._arrived.emit(topic, number, view)

    def _take(self, topic: str, number: int, view: object) -> None:
        newest = self._wanted.get(topic)
        if newest is None or newest[0] != number:
            return
        del self._wanted[topic]
        newest[1](view)
