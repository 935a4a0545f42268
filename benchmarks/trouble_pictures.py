"""Draws the dock following live faults: real probes over a way that is broken and mended.

    python -m benchmarks.trouble_pictures --out FOLDER

Each row is one fault: before, while it lasts, and after it has ended. Gateway, way, probes, desk
and window are the program's own; only the beat of the probes is quicker than at an idle till, so
that nobody waits half a minute for a picture.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRect, QTimer

from benchmarks.drawn import draw_into
from benchmarks.history_pictures import ZONE
from cashier.app.first import First
from cashier.app.launch import Launch
from cashier.app.parts import App
from cashier.cases.outcome import Outcome
from cashier.cli.ways import Ways
from cashier.core.clock import SystemClock
from cashier.core.money import Money
from cashier.core.paths import Home
from cashier.desk.dock_views import DockView
from cashier.desk.views import Light
from cashier.health.cadence import Cadence
from cashier.health.monitor import Monitor, Watch
from cashier.health.reach import Reach
from cashier.register.report import OrderNumber, Report
from cashier.ui.bridge import Bridge
from cashier.ui.look import Look, Taste
from cashier.ui.montage import side_by_side, under_each_other
from cashier.ui.put_away import put_away
from cashier.ui.run import starting
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

RISK = "risk_control"
SHEETS = (("dns_silent", "black_hole", "tls_wrong_host"), ("http_500", "portal", RISK))
_SOUND = "sound"
_QUICK = Cadence(calm_s=2.0, jitter=0.0)
_TIMEOUT_S, _PATIENCE_S = 2.0, 25.0
_SCREEN = QRect(0, 0, 1366, 800)
_REFUSED, _PAID = 3, 2
_PRICE = Money(1600)
# Its answers name a refusal by risk control; those of WeChat Pay leave several causes open.
_METHOD = "alipay"


class Troubled(First):
    """The demo, but its probes take a way that can be broken."""

    def __init__(self, launch: Launch) -> None:
        self._way = ExitStack()
        self.ways: Ways | None = None
        super().__init__(launch)

    def _monitor(self) -> Monitor:
        assert self.demo is not None
        self.ways = self._way.enter_context(Ways(self.demo.gateway.port))
        reach = Reach(self.clock, _TIMEOUT_S, self.ways.trust(), self.ways.resolve())
        watch = Watch(self.ways.plan(), _QUICK)
        return Monitor(self.background, self.clock, reach, watch, random.Random(1))

    def close(self) -> None:
        """Take everything down, the way last."""
        super().close()
        self._way.close()


@dataclass
class Stage:
    """The program with its window, and the newest view of it."""

    app: App
    ways: Ways
    window: DockWindow
    view: DockView

    def take(self, view: DockView) -> None:
        """Keep the newest view."""
        self.view = view

    def until(self, holds: Callable[[DockView], bool]) -> None:
        """Wait until the dock shows it, and until it has been painted.

        Raises:
            TimeoutError: it did not come about.
        """
        clock = SystemClock()
        last = clock.monotonic() + _PATIENCE_S
        while not holds(self.view):
            if clock.monotonic() > last:
                raise TimeoutError
            _breathe(50)
        _breathe(300)

    def be(self, fault: str) -> None:
        """Break the way, or let the wallet refuse customers; `sound` mends."""
        if fault == RISK:
            for _ in range(_REFUSED):
                self._refuse()
        elif fault == _SOUND and any(one.state is Light.fail for one in self.view.links):
            for _ in range(_PAID):
                self._pay()
        else:
            self.ways.be(fault)

    def _refuse(self) -> None:
        assert self.app.demo is not None
        self.app.demo.gateway.faults.queue(RISK)
        self._charge()
        self.app.desk.open_case()
        self.until(lambda view: view.case is not None)
        self._close(Outcome.customer_left)

    def _pay(self) -> None:
        self._charge()
        self.app.desk.look_up_last()
        self.until(lambda view: view.case is not None and view.case.settled is not None)
        self._close(Outcome.paid_same)

    def _charge(self) -> None:
        assert self.app.demo is not None
        shown = self.app.demo.charge(_PRICE, _METHOD).result(_PATIENCE_S)
        told = Report(
            code=f"alipay/{shown.code}" if shown.state == "failed" else "",
            # Who asks about a paid one does so before the till shows it.
            outcome="failed" if shown.state == "failed" else "waiting",
            order_number=OrderNumber.parse(shown.order_number),
            amount=_PRICE,
            method=_METHOD,
            source="register",
        )
        self.app.desk.register_reported(told)

    def _close(self, outcome: Outcome) -> None:
        self.app.desk.start_closing()
        self.app.desk.close_case(outcome, _METHOD if outcome is Outcome.paid_same else None, None)
        self.until(lambda view: view.case is None)


def draw(folder: Path, taste: Taste) -> None:
    """Draw every sheet, in a shop's time."""
    os.environ["TZ"] = ZONE
    if hasattr(time, "tzset"):
        time.tzset()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for number, faults in enumerate(SHEETS, 1):
            rows = [_row(fault, taste, Path(place)) for fault in faults]
            name = f"faults-{number}-{taste.language}-{taste.theme}.png"
            under_each_other(rows, folder / name)


def _row(fault: str, taste: Taste, place: Path) -> Path:
    """Play one fault and put its three pictures side by side."""
    first = Troubled(Launch(home=Home.at(place / fault), demo=True, demo_shows="code"))
    assert first.ways is not None
    app = App(first)
    window = DockWindow(Look(taste, app.clock, Book(taste.language)), app.desk, starting())
    stage, bridge = Stage(app, first.ways, window, starting()), Bridge()
    bridge.deliver_to(window, window.show_view)
    bridge.deliver_to(window, stage.take)
    window.place(_SCREEN, folded=False)
    window.dock.toggle_panel()
    window.show()
    app.desk.subscribe(bridge.listener)
    app.start()
    try:
        shots = [place / f"{fault}-{moment}.png" for moment in ("before", "during", "after")]
        _play(stage, fault, shots)
        row = place / f"{fault}.png"
        side_by_side(shots, row)
        return row
    finally:
        bridge.close()
        put_away(window)
        app.close()


def _play(stage: Stage, fault: str, shots: Sequence[Path]) -> None:
    stage.until(_fine)
    stage.window.grab().save(str(shots[0]))
    stage.be(fault)
    stage.until(_bad)
    stage.window.grab().save(str(shots[1]))
    stage.be(_SOUND)
    stage.until(_fine)
    stage.window.grab().save(str(shots[2]))


def _fine(view: DockView) -> bool:
    known = [one.state for one in view.lights if one.name in ("internet", "gateway.wechat")]
    return view.head.checked_monotonic is not None and set(known) == {Light.ok} and not _bad(view)


def _bad(view: DockView) -> bool:
    lights, links = (one.state for one in view.lights), (one.state for one in view.links)
    return Light.fail in (*lights, *links)


def _breathe(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(draw_into(lambda out: draw(out, Taste("zh_CN", "light")), __doc__, sys.argv[1:]))
