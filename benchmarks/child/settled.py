"""How long a final state takes from the network thread to the screen, for `benchmarks.lock`.

    python -m benchmarks.child.settled

A real desk with a history on disk, a real window drawn offscreen, a provider that answers when it
is told to. Prints, for each case, the milliseconds from the provider's answer to the paint that
shows it.
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QApplication

from cashier.core.background import Background, Worker
from cashier.core.clock import SystemClock
from cashier.core.money import Money
from cashier.desk.case_views import CasePage
from cashier.desk.desk import Desk
from cashier.desk.dock_views import DockView
from cashier.desk.ports import Around, OrderDesk, TillInfo
from cashier.history.store import Store
from cashier.playbook.load import load_playbook
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseAnswer
from cashier.register.report import OrderNumber, Report
from cashier.ui.bridge import Bridge
from cashier.ui.fonts import use_fonts
from cashier.ui.look import Look, Taste
from cashier.ui.run import starting
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

_CASES = 20
_CALM_MS = 400


class ToldGateway:
    """Answers `paid` when it is let go, and notes when."""

    name = "wechat"

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.answered = 0.0

    def for_method(self, _method: str | None) -> OrderDesk | None:
        """It is the only one."""
        return self

    async def query(self, out_trade_no: str) -> OrderAnswer:  # noqa: ARG002 - any order
        """Wait, then say that it is paid."""
        await self.go.wait()
        self.go.clear()
        self.answered = time.perf_counter()
        return OrderAnswer(OrderState.paid, "SUCCESS", "", datetime.now(UTC), 0.0)

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Nobody asks for that here."""
        raise NotImplementedError

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Nobody asks for that here."""
        raise NotImplementedError


class Rounds(QObject):
    """Opens a case in doubt, lets the answer come, takes the time at the paint, begins again."""

    def __init__(
        self, window: DockWindow, desk: Desk, gateway: ToldGateway, network: Background
    ) -> None:
        super().__init__()
        self._window, self._desk = window, desk
        self._gateway, self._network = gateway, network
        self._waits = self._paid = False
        self.taken: list[float] = []
        window.case.installEventFilter(self)

    def begin(self) -> None:
        """A payment is in doubt, and the provider is asked."""
        number = OrderNumber.parse(f"BENCH{len(self.taken):010d}")
        self._desk.register_reported(Report(order_number=number, amount=Money(1600)))
        self._desk.open_case()
        self._desk.say_till_text("支付失败，条码无法识别")
        self._desk.query_now()
        QTimer.singleShot(_CALM_MS, self._answer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the time when the paid case is painted."""
        if self._waits and self._paid and event.type() == QEvent.Type.Paint:
            self._waits = False
            self.taken.append((time.perf_counter() - self._gateway.answered) * 1000)
            QTimer.singleShot(0, self._next)
        return super().eventFilter(watched, event)

    def show_view(self, view: DockView) -> None:
        """Draw a view, and note what it says."""
        self._paid = view.case is not None and view.case.page is CasePage.closing
        self._window.show_view(view)

    def _answer(self) -> None:
        self._waits = True
        self._network.submit(_set(self._gateway.go))

    def _next(self) -> None:
        self._desk.go_back()
        if len(self.taken) >= _CASES:
            QApplication.quit()
        else:
            QTimer.singleShot(_CALM_MS, self.begin)


async def _set(event: asyncio.Event) -> None:
    event.set()


def main() -> int:
    """Play the rounds and print the times."""
    app = QApplication(sys.argv[:1])
    use_fonts(app)
    clock, network, disk, gateway = SystemClock(), Background(), Worker("disk"), ToldGateway()
    with tempfile.TemporaryDirectory(prefix="cashier-bench-") as folder:
        store = disk.submit(Store.open, Path(folder) / "history.sqlite").result().store
        around = Around(
            playbook=load_playbook(),
            store=store,
            clock=clock,
            worker=disk,
            network=network,
            gateways=gateway,
            who=TillInfo("1", needs_pin=False),
        )
        desk, bridge = Desk(around), Bridge()
        taste = Taste()
        window = DockWindow(Look(taste, clock, Book(taste.language)), desk, starting())
        window.place(QRect(0, 0, 400, 768), folded=False)
        rounds = Rounds(window, desk, gateway, network)
        bridge.deliver_to(window, rounds.show_view)
        window.show()
        desk.start()
        desk.subscribe(bridge.listener)
        QTimer.singleShot(2_000, rounds.begin)
        app.exec()
        bridge.close()
        desk.close().result()
        network.close()
        disk.submit(store.close).result()
        disk.close()
    print(" ".join(f"{one:.1f}" for one in rounds.taken))
    return 0


if __name__ == "__main__":
    sys.exit(main())
