"""Two programs beside each other on a real X server, for the tests of who has the keyboard.

    python -m tests.helpers.two_windows register | assistant

The register prints every text that stands in its field. The assistant prints every wish, and
whether it has the keyboard; it takes lines of JSON: `{"view": NAME}` shows one, `{"where": NAME}`
prints where a part is on the screen, `{"hold": WISH}` holds hot keys and prints which are refused,
`{"forward": true}` is a second start of the program.
"""

import json
import sys
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cashier.core.clock import SystemClock
from cashier.ui.hot_key_watch import HotKeyWatch, hot_keys
from cashier.ui.look import Look, Taste
from cashier.ui.turn import SETTLES_S
from cashier.ui.window import DockWindow
from tests.helpers.window_child import say
from tests.helpers.wishes import WishList
from tests.ui.fixtures import VIEWS

_READ_MS = round(1000 * SETTLES_S) + 50
"""Nobody looks for a part before the page could be read."""


class Printed(WishList):
    """Prints wishes instead of keeping them."""

    def __getattribute__(self, name: str) -> object:
        if name == "made":
            return _Loud()
        return super().__getattribute__(name)


class _Loud(list[object]):
    def append(self, wish: object, /) -> None:
        say(wish=[str(part) for part in wish] if isinstance(wish, tuple) else str(wish))


def register() -> QWidget:
    """A register with one field, which has the keyboard."""
    line = QLineEdit()
    line.setGeometry(QRect(20, 20, 300, 60))
    line.textChanged.connect(lambda text: say(typed=text))
    line.show()
    line.activateWindow()
    line.setFocus()
    say(window=int(line.winId()))
    return line


class Assistant:
    """The window, and what the test asks of it."""

    def __init__(self) -> None:
        look = Look(Taste(), SystemClock())
        self.window = DockWindow(look, Printed(), VIEWS["idle"])
        self.window.place(QRect(600, 0, 400, 720), folded=False)
        self.window.show()
        self._hot_keys = HotKeyWatch(hot_keys(QGuiApplication.platformName(), wayland=False))
        self._hot_keys.pressed.connect(self.window.strike)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(lambda window: say(active=window is not None))
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)
        say(window=int(self.window.winId()))

    def _read(self) -> None:
        line = sys.stdin.readline()
        if not line:
            QApplication.quit()
            return
        asked = json.loads(line)
        if "view" in asked:
            self.window.show_view(VIEWS[asked["view"]])
            say(shown=asked["view"])
        elif "where" in asked:
            QTimer.singleShot(_READ_MS, self.window, lambda: self._say_where(asked["where"]))
        elif "hold" in asked:
            say(refused=list(self._hot_keys.hold(asked["hold"])))
        else:
            self.window.come_forward()
            say(forward=True)

    def _say_where(self, name: str) -> None:
        part = self._parts()[name]()
        place = part.mapToGlobal(QPoint(part.width() // 2, part.height() // 2))
        say(at=[place.x(), place.y()])

    def _parts(self) -> dict[str, Callable[[], QWidget]]:
        window, case = self.window, self.window.case
        return {
            "failed": lambda: window.dock.failed,
            "answer": lambda: case.page.taps[0],  # type: ignore[attr-defined]
            "step": lambda: case.cause.steps.findChildren(QWidget)[-1],
            "field": lambda: case.till.field,
            "plus": lambda: case.plus,
        }


def main() -> int:
    """Show one of the two until the input ends."""
    application = QApplication(sys.argv[:1])
    kept = register() if sys.argv[1] == "register" else Assistant()
    code = application.exec()
    del kept
    return code


if __name__ == "__main__":
    sys.exit(main())
