"""What the manager's window asks of the desk: figures, pages, charts, health, guidance, alarms.

Every call returns at once. What it reads is read on the desk's thread, between other wishes, and
delivered there; nothing of it is shown in the dock.
"""

from collections.abc import Callable
from dataclasses import replace

from cashier.desk.guidance_views import Confirmed, Deliver, TryWish
from cashier.desk.health_views import DeliverHealth, HealthWish
from cashier.desk.ledger_views import DeliverCharts, DeliverPage, DeliverReplay, PageWish
from cashier.desk.manager import ManagerView
from cashier.desk.workings import Workings
from cashier.history.model import CaseFilter
from cashier.history.shifts import Handover


class Office(Workings):
    """The desk as the manager's window sees it."""

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        """Read the shift's figures and list; `deliver` is called on the desk's thread."""

        def read() -> None:
            deliver(replace(self._ledger.overview(wanted), alarms=self._alarming.views()))

        self._post(read, show=False)

    def ask_health(self, wish: HealthWish, deliver: DeliverHealth) -> None:
        """Read a period's health; `deliver` is called on the desk's thread."""
        self._post(
            lambda: deliver(self._health_book.view(wish, self._showing.health())), show=False
        )

    def ask_guidance(self, wish: TryWish, deliver: Deliver) -> None:
        """Read rules, scripts and what was learned; `deliver` is called on the desk's thread."""
        self._post(lambda: deliver(self._guidance.view(wish)), show=False)

    def change_guidance(self, change: Confirmed, deliver: Deliver) -> None:
        """Change a rule or a script if the PIN is right; `deliver` says what became of it."""
        self._post(lambda: deliver(self._guidance.change(change)), show=False)

    def ask_page(self, wish: PageWish, deliver: DeliverPage) -> None:
        """Read a page of the history; `deliver` is called on the desk's thread."""
        self._post(lambda: deliver(self._ledger.page(wish)), show=False)

    def ask_replay(self, case_id: str, deliver: DeliverReplay) -> None:
        """Read a case step by step; `deliver` is called on the desk's thread."""
        self._post(lambda: deliver(self._ledger.replay(case_id)), show=False)

    def ask_charts(self, wanted: CaseFilter, deliver: DeliverCharts) -> None:
        """Read the series of a period; `deliver` is called on the desk's thread."""
        self._post(lambda: deliver(self._ledger.charts(wanted)), show=False)

    def change_shift(self, said: Handover) -> None:
        """Close the shift, hand over, and open the next one."""
        self._post(lambda: self._wishes.change_shift(said))

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        """Remind nobody of an alarm for so many minutes; None means until it is over."""
        self._post(lambda: self._alarming.silence(alarm_id, minutes))

    def acknowledge_alarm(self, alarm_id: str) -> None:
        """Somebody takes an alarm on: no more reminders of it."""
        self._post(lambda: self._alarming.acknowledge(alarm_id))

    def test_alarm(self) -> None:
        """Write a trial to the manager's chat; what became of it is a notice."""
        self._post(self._alarming.test)
