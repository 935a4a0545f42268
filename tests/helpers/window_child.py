"""The real window in a process of its own, for tests that need a whole run of the program.

    python -m tests.helpers.window_child HOME [CAMERA]

Prints `painted`, then answers each line of its input with one line of JSON: `state` says, a moment
later, what is on the screen, `raise` lets a slot break, `press KEY` presses one, `move on` goes to
the next edge or screen, `text size` says how large text is, `quit` ends in order.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cashier.cli.window import WindowWish, open_window
from cashier.core.paths import Home
from cashier.ui.theme import text_size
from cashier.ui.window import DockWindow

_BREATH_MS = 30
CANARY = "134512345123451234"


class Child(QObject):
    """Answers what the test asks."""

    def __init__(self) -> None:
        super().__init__()
        self._notifier: QSocketNotifier | None = None

    def painted(self) -> None:
        """Begin to answer."""
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        say(painted=True)

    def _read(self) -> None:
        word, _, rest = sys.stdin.readline().strip().partition(" ")
        window = the_window()
        if word in ("", "quit"):
            QApplication.quit()
        elif word == "raise":
            QTimer.singleShot(0, break_)
            say(raised=True)
        elif word == "press":
            QTest.keyClick(window, getattr(Qt.Key, rest))
            say(pressed=rest)
        elif word == "move":
            window.menu.move_wanted.emit()
            say(moved=True)
        elif word == "text":
            say(share=text_size())
        else:
            QTimer.singleShot(_BREATH_MS, lambda: say(**state(window)))


def break_() -> None:
    """Break as a slot of the program would, with a payment code in hand."""
    raise RuntimeError(f"code {CANARY}")


def state(window: DockWindow) -> dict[str, object]:
    """Return what is on the screen."""
    view = window._view
    place = window.frameGeometry()
    told = (*window._own.values(), *view.notices)
    return {
        "head": view.head.sentence.key,
        "light": str(view.head.state),
        "notices": [one.id for one in told],
        "said": [window.look.words.phrase(one.phrase) for one in told],
        "page": str(view.case.page) if view.case else "",
        "open": len(view.open_cases),
        "lent": window.loan.lent,
        "edge": window.edge,
        "place": [place.x(), place.y(), place.width(), place.height()],
        "seen": window.isVisible(),
    }


def the_window() -> DockWindow:
    """Return the dock."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, DockWindow))


def say(**what: object) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run the window of a home."""
    child = Child()
    camera = sys.argv[2] if len(sys.argv) > 2 else None
    home = Home.at(Path(sys.argv[1]))
    return open_window(home, WindowWish(camera=camera), child.painted)


if __name__ == "__main__":
    sys.exit(main())
