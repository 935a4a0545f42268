"""A cashier in a hurry for the window's benchmarks: does whatever the screen asks for, all day."""

import random
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from cashier.core.money import Money
from cashier.desk.case_views import CasePage
from cashier.desk.dock_views import DockView
from cashier.ui.window import DockWindow

Key = Qt.Key


class Operator(QObject):
    """Works on one case after the other; now and then opens a second one or changes the language.

    Args:
        window: the dock.
        pace_ms: how long each tap takes.
        charge: lets the till charge before a case is opened; None where there is none.
    """

    def __init__(
        self,
        window: DockWindow,
        pace_ms: int,
        charge: Callable[[Money, str], object] | None = None,
    ) -> None:
        super().__init__()
        self.cases = 0
        self.enough: int | None = None
        self.done: Callable[[], None] = lambda: None
        self._window = window
        self._charge = charge
        self._random = random.Random(7)
        self._taps = 0
        self._seen = ""
        self._timer = QTimer(self)
        self._timer.setInterval(pace_ms)
        self._timer.timeout.connect(self.tap)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Go home."""
        self._timer.stop()

    def tap(self) -> None:
        """Do the next thing."""
        view = self._window._view  # noqa: SLF001 - the operator looks at the screen
        self._taps += 1
        if self._taps % 150 == 0:
            self._change_language()
        if view.case is None:
            self._between(view)
        else:
            if view.case.case_id != self._seen:
                self._seen, self.cases = view.case.case_id, self.cases + 1
            self._in_case(view.case.page)

    def _between(self, view: DockView) -> None:
        if self.enough is not None and self.cases >= self.enough:
            self.stop()
            self.done()
            return
        if self._charge is not None and self._random.random() < 0.3:
            self._charge(Money(1600), self._random.choice(("fenfu", "wechat")))
        pinned = view.open_cases
        if len(pinned) > 3:
            self._settle(pinned[0].case_id)
        else:
            self._press(Key.Key_F9)

    def _settle(self, case_id: str) -> None:
        """Look after an old case: the till shows that it was paid."""
        commands = self._window._commands  # noqa: SLF001 - as a tap on its line would
        commands.resume_case(case_id)
        commands.clerk_order_state("paid")

    def _in_case(self, page: CasePage) -> None:
        lot = self._random.random()
        if lot < 0.03:
            self._press(Key.Key_F9)
        elif page is CasePage.locked:
            commands = self._window._commands  # noqa: SLF001 - as the banner's taps would
            if lot < 0.5:
                commands.query_now()
            else:
                commands.clerk_order_state("paid")
        elif page is CasePage.closing:
            self._press(Key.Key_1 if lot < 0.5 else Key.Key_2)
            self._press(Key.Key_Return)
        elif lot < 0.15:
            self._press(Key.Key_Escape)
        else:
            self._press(self._random.choice((Key.Key_1, Key.Key_2, Key.Key_3)))

    def _press(self, key: Qt.Key) -> None:
        QTest.keyClick(self._window, key)

    def _change_language(self) -> None:
        taste = self._window.look.taste
        language = "en" if taste.language == "zh_CN" else "zh_CN"
        theme = "dark" if taste.theme == "light" else "light"
        self._window.look.use(replace(taste, language=language, theme=theme))
