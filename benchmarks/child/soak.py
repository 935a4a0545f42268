"""The window through very many frames and cases for `benchmarks.soak`: prints JSON and ends.

    python -m benchmarks.child.soak SECONDS FILM

Frames come as fast as they can be decoded, one in eight of them is read for codes and the others
repeat its reading, and the cashier taps twenty times a second, so that some minutes hold a day.
What the process holds is counted twice with the camera off: after the first tenth, when everything
has been used once, and at the end. How many parts all windows have goes up and down with what they
show: the most of them at a time is compared, between the first and the last half of the work.
"""

import gc
import json
import os
import resource
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import cashier.ui  # first of all, as in the program: see `cashier.ui.plain_imports`

# isort: split
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.child.operator import Operator
from cashier.cli.window import WindowWish, open_window
from cashier.core.heap import share_one_heap
from cashier.core.lean import TERMINAL, without
from cashier.core.threads import start_thread
from cashier.ui.window import DockWindow

share_one_heap()  # as the program does, before what reads pictures starts its threads

with without(*TERMINAL):  # as the program itself loads it
    import cashier.app.parts
    from cashier.app.first import First
    from cashier.app.parts import App
    from cashier.scan.camera import OpenCvSource
    from cashier.scan.reading import Reading
    from cashier.scan.scanner import Scanner
    from cashier.scan.shown import preview
    from cashier.scan.watchdog import CameraState

_PACE_MS = 50
_SETTLES_MS = 4_000
_STEP_MS = 2_000
_READ_EACH = 8


class Reachable(App):
    """The program, to be got hold of."""

    running: "Reachable"

    def __init__(self, first: First) -> None:
        super().__init__(first)
        Reachable.running = self


class Eyes:
    """A camera without any patience: every frame of a film, over and over, on a thread."""

    def __init__(self, app: App, film: str) -> None:
        self.frames = 0
        self._app = app
        self._film = film
        self._over = threading.Event()
        self._thread = start_thread("eyes", self._look)

    def close(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()
        self._app.desk.camera_stopped()

    def _look(self) -> None:
        scanner, desk = Scanner(), self._app.desk
        desk.camera_changed(CameraState.LIVE)
        reading: Reading | None = None
        while not self._over.is_set():
            source = OpenCvSource(self._film)
            while (frame := source.read()) is not None and not self._over.is_set():
                fresh = self.frames % _READ_EACH == 0
                if fresh or reading is None:
                    reading = scanner.read(frame)
                seen = desk.eye.see(reading, repeated=not fresh)
                desk.reading_seen(seen, preview(frame))
                self.frames += 1
            source.close()


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds at a moment."""

    rss_mb: float
    threads: int
    files: int
    timers: int


def held(window: DockWindow) -> Held:
    """Count."""
    gc.collect()
    return Held(
        _rss(),
        len(threading.enumerate()),
        len(os.listdir("/proc/self/fd")),  # noqa: PTH208 - only their number is wanted
        len(window.findChildren(QTimer)),
    )


class Soak(QObject):
    """Warms up, counts, works, counts again."""

    def __init__(self, seconds: float, film: str) -> None:
        super().__init__()
        self._window = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, DockWindow)
        )
        self._window.fold(folded=False)
        self._app = Reachable.running
        self._film = film
        self._eyes: Eyes | None = None
        self._frames = 0
        self._operator = Operator(self._window, _PACE_MS)
        self._operator.done = self._rest
        self._seconds = seconds
        self._curve: list[float] = []
        self._parts: list[int] = []
        self._early: Held | None = None
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self._begin()
        QTimer.singleShot(round(seconds * 100), self._pause)

    def _begin(self) -> None:
        self._eyes = Eyes(self._app, self._film)
        self._operator.enough = None
        self._operator.start()

    def _look(self) -> None:
        self._curve.append(_rss())
        self._parts.append(len(QApplication.allWidgets()))

    def _pause(self) -> None:
        """Finish the case in hand, then rest."""
        self._operator.enough = 0

    def _rest(self) -> None:
        if self._eyes is not None:
            self._eyes.close()
            self._frames += self._eyes.frames
        QTimer.singleShot(_SETTLES_MS, self._count)

    def _count(self) -> None:
        if self._early is None:
            self._early = held(self._window)
            self._watch.start(_STEP_MS)
            self._begin()
            QTimer.singleShot(round(self._seconds * 900), self._pause)
            return
        late = held(self._window)
        self._watch.stop()
        middle = len(self._curve) // 2
        half = self._curve[middle:] or [late.rss_mb]
        tenth = max(len(half) // 10, 1)
        growth = sum(half[-tenth:]) / tenth - sum(half[:tenth]) / tenth
        parts = max(self._parts[middle:], default=0) - max(self._parts[:middle], default=0)
        told = {
            "frames": self._frames,
            "cases": self._operator.cases,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            "rss_mb": late.rss_mb,
            "growth_mb": growth,
            "threads": late.threads - self._early.threads,
            "files": late.files - self._early.files,
            "timers": late.timers - self._early.timers,
            "parts": parts,
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        QApplication.closeAllWindows()
        QApplication.quit()


def main(seconds: float, film: str) -> int:
    """Run it."""
    cashier.app.parts.App = Reachable  # type: ignore[misc]
    kept: list[Soak] = []

    def painted() -> None:
        QTimer.singleShot(_SETTLES_MS, lambda: kept.append(Soak(seconds, film)))

    return open_window(None, WindowWish(camera=film), painted)


def _rss() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2]))
