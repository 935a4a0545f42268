"""One run of the window for `benchmarks.window`: prints its figures and ends.

    python -m benchmarks.child.window start | lights | demo | press | idle

`start` prints the seconds from the start of the process to the first paint. `press` presses F9 and
prints, for ten cases, the milliseconds until the first question or sentence has been drawn. `idle`
waits ten seconds after the start and prints the share of one core used in the next twenty, and the
memory held. `lights` prints the seconds from the start of the process until the first lights of the
home's shop are shown, and until its desk is at work; `demo` does that with the demo's shop.
"""

import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import cashier.ui  # noqa: F401 - first of all, as in the program: see `cashier.ui.plain_imports`

# isort: split
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cashier.cli.window import WindowWish, open_window
from cashier.ui.window import DockWindow

_CASES = 10
_SETTLED_MS = 10_000
_IDLE_S = 20


def started_at() -> float:
    """Return when this process was started, on the clock of `time.clock_gettime(BOOTTIME)`."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return ticks / 100


def since_start() -> float:
    """Return seconds since this process was started."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_at()


def start() -> int:
    """Print the seconds to the first paint."""

    def painted() -> None:
        print(f"{since_start():.3f}")
        quit_()

    return open_window(None, painted=painted)


def idle() -> int:
    """Print the share of a core that an idle window takes, and its memory."""
    begun: list[float] = []

    def begin() -> None:
        begun.append(_cpu())
        QTimer.singleShot(_IDLE_S * 1000, end)

    def end() -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        share = 100 * (_cpu() - begun[0]) / _IDLE_S
        print(f"{share:.3f} {pages * resource.getpagesize() / 1e6:.1f}")
        quit_()

    def painted() -> None:
        QTimer.singleShot(_SETTLED_MS, begin)

    return open_window(None, painted=painted)


class Presses(QObject):
    """Presses F9, waits until the case has been drawn, goes back, and begins again."""

    def __init__(self, window: DockWindow) -> None:
        super().__init__()
        self._window = window
        self._begun = 0.0
        self._taken: list[float] = []
        window.case.installEventFilter(self)

    def press(self) -> None:
        """Press F9."""
        self._begun = time.perf_counter()
        QTest.keyClick(self._window, Qt.Key.Key_F9)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the time when the case is painted."""
        if event.type() == QEvent.Type.Paint and self._begun:
            self._taken.append((time.perf_counter() - self._begun) * 1000)
            self._begun = 0.0
            QTimer.singleShot(0, self._next)
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        QTest.keyClick(self._window, Qt.Key.Key_Escape)
        if len(self._taken) >= _CASES:
            print(" ".join(f"{one:.1f}" for one in self._taken))
            quit_()
        else:
            QTimer.singleShot(300, self.press)


def lights(*, demo: bool = False) -> int:
    """Print the seconds until the lights are live, and until the desk is at work."""
    kept: list[QTimer] = []
    live: list[float] = []

    def painted() -> None:
        watch = QTimer()
        watch.timeout.connect(look)
        watch.start(10)
        kept.append(watch)

    def look() -> None:
        window = next(one for one in _windows() if isinstance(one, DockWindow))
        view = window._view  # noqa: SLF001 - what is shown
        if view.head.checked_monotonic is not None and not live:
            live.append(since_start())
        if view.shift.since is not None and live:
            print(f"{live[0]:.3f} {since_start():.3f}")
            kept[0].stop()
            quit_()

    return open_window(None, WindowWish(demo=demo), painted)


def press() -> int:
    """Print the milliseconds from F9 to the first sentence, for ten cases."""
    kept: list[Presses] = []

    def painted() -> None:
        window = next(one for one in _windows() if isinstance(one, DockWindow))
        kept.append(Presses(window))
        QTimer.singleShot(4_000, kept[0].press)

    return open_window(None, painted=painted)


def quit_() -> None:
    """End the application."""
    QApplication.closeAllWindows()
    QApplication.quit()


def _windows() -> list[QWidget]:
    return QApplication.topLevelWidgets()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    modes: dict[str, Callable[[], int]] = {
        "start": start,
        "lights": lights,
        "demo": partial(lights, demo=True),
        "press": press,
        "idle": idle,
    }
    sys.exit(modes[sys.argv[1]]())
