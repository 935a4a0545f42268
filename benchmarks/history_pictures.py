"""Draws the manager's pages over a made-up month: the very window, on the very store.

    python -m benchmarks.history_pictures --out FOLDER

They answer one question, "why did we lose sales on Saturday evening?", in three taps: charts, the
evening that lost most, and its cases, one of which is replayed.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from benchmarks.drawn import draw_into
from benchmarks.history_data import Plan, fill
from cashier.core.clock import ManualClock
from cashier.desk.guidance_views import Confirmed, Deliver, TryWish
from cashier.desk.health_views import DeliverHealth, HealthPageView, HealthWish
from cashier.desk.ledger import Ledger
from cashier.desk.ledger_views import DeliverCharts, DeliverPage, DeliverReplay, PageWish
from cashier.desk.manager import ManagerView
from cashier.history.model import CaseFilter, WeekPart
from cashier.history.rules import StoreOptions
from cashier.history.shifts import Handover
from cashier.history.store import Store
from cashier.ui.look import Look, Taste
from cashier.ui.manager.button import Button
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.put_away import put_away
from cashier.ui.words import Book

CASES = 900
ZONE = "Asia/Shanghai"
TASTES = (Taste("zh_CN"), Taste("en"))
_WHOLE = TASTES[0]
_SIZE = (1100, 720)
_EVENING = datetime(2026, 11, 22, 12, 40, tzinfo=UTC)
_SATURDAY = WeekPart(5, 18, 21)


class StillDesk:
    """Answers the manager's window from a store and changes nothing."""

    def __init__(self, store: Store) -> None:
        self._ledger = Ledger(store)

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        """Read the present shift."""
        deliver(self._ledger.overview(wanted))

    def ask_page(self, wish: PageWish, deliver: DeliverPage) -> None:
        """Read a page."""
        deliver(self._ledger.page(wish))

    def ask_replay(self, case_id: str, deliver: DeliverReplay) -> None:
        """Read a case."""
        deliver(self._ledger.replay(case_id))

    def ask_charts(self, wanted: CaseFilter, deliver: DeliverCharts) -> None:
        """Read the series."""
        deliver(self._ledger.charts(wanted))

    def ask_guidance(self, wish: TryWish, deliver: Deliver) -> None:
        """Not part of these pictures."""

    def change_guidance(self, change: Confirmed, deliver: Deliver) -> None:
        """Not part of these pictures."""

    def ask_health(self, wish: HealthWish, deliver: DeliverHealth) -> None:
        deliver(HealthPageView(wish))

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        pass

    def acknowledge_alarm(self, alarm_id: str) -> None:
        pass

    def test_alarm(self) -> None:
        pass

    def change_shift(self, said: Handover) -> None:
        """Not part of these pictures."""

    def resume_case(self, case_id: str) -> None:
        """Not part of these pictures."""


def draw(folder: Path, tastes: tuple[Taste, ...] = TASTES) -> None:
    """Make the month and draw every page of it."""
    os.environ["TZ"] = ZONE
    if hasattr(time, "tzset"):
        time.tzset()
    folder.mkdir(parents=True, exist_ok=True)
    clock = ManualClock(_EVENING)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "history.sqlite"
        fill(path, Plan(cases=CASES, until=_EVENING))
        with Store.open(path, StoreOptions(clock)).store as store:
            for taste in tastes:
                _draw_pages(folder, Look(taste, clock, Book(taste.language)), StillDesk(store))


def _draw_pages(folder: Path, look: Look, desk: StillDesk) -> None:
    window = ManagerWindow(look, desk)
    window.resize(*_SIZE)
    window.show()
    window.go_to("charts")
    window.charts.choose_time("month")
    window.charts.grid.chosen.emit(_SATURDAY)
    _shoot(window, folder, "saturday-1-charts")
    if look.taste == _WHOLE:
        window.charts.answer.findChildren(Button)[0].click()
        _shoot(window, folder, "saturday-2-cases")
        window.history.table.selectRow(1)
        _shoot(window, folder, "saturday-3-replay")
    put_away(window)


def _shoot(window: ManagerWindow, folder: Path, name: str) -> None:
    for _ in range(20):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    taste = window.look.taste
    window.grab().save(str(folder / f"{name}-{taste.language}-{taste.theme}.png"))


if __name__ == "__main__":
    sys.exit(draw_into(draw, __doc__, sys.argv[1:]))
