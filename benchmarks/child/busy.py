"""The window through a compressed hour for `benchmarks.stalls`: prints its figures as JSON, ends.

    python -m benchmarks.child.busy SECONDS FILM [why]

Every gateway swallows what it is sent, each write to the history takes a third of a second, a film
of 720p plays at its own pace before the camera, and a cashier works without a pause. A precise
timer of ten milliseconds on the window's thread tells how long that thread was held up each time.
With `why`, what the thread was doing in the long ones (and what every other thread did then) is
printed as well, the longest first with its milliseconds, and how long the longest look for
litter took.
"""

import gc
import json
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.child.operator import Operator
from cashier.cli.window import WindowWish, open_window
from cashier.core.lean import TERMINAL, without
from cashier.core.threads import start_thread
from cashier.ui.window import DockWindow

with without(*TERMINAL):  # as the program itself loads it
    import cashier.app.parts
    from cashier.app.first import First
    from cashier.app.parts import App

_BEAT_MS = 10
_SLOW_WRITE_S = 0.3
_PACE_MS = 350
_SETTLES_MS = 3_000
_LONG_MS = 40.0
_WAITING = ("wait:", "select:", "_look:", "_worker:", "_read_status:", "get:")


class SlowApp(App):
    """The program on a slow disk, its gateways out of reach."""

    running: "SlowApp"

    def __init__(self, first: First) -> None:
        super().__init__(first)
        SlowApp.running = self
        self.store.append = _slowly(self.store.append)  # type: ignore[method-assign]
        if self.demo is not None:
            self.demo.gateway.faults.set("no_answer", "lost_request", "slow")


def _slowly(call: Callable[..., Any]) -> Callable[..., Any]:
    never = threading.Event()

    def slow(*args: Any) -> Any:  # noqa: ANN401 - whatever the call takes and gives
        never.wait(_SLOW_WRITE_S)
        return call(*args)

    return slow


class Pulse(QObject):
    """Notes how late each beat of the window's thread came."""

    def __init__(self, *, why: bool) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self.busy_ms: list[float] = []
        self.reasons: list[tuple[float, float, str]] = []
        self._reason = ""
        self._last = time.perf_counter()
        self._cpu = time.thread_time()
        self._over = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)
        self.litter_ms = self._looking = 0.0
        if why:
            gc.callbacks.append(self._litter)
            self._main = threading.get_ident()
            start_thread("why", self._look)

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()
        self._over.set()

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - _BEAT_MS))
        self.busy_ms.append((cpu - self._cpu) * 1000)
        if self._reason:
            self.reasons.append((self.late_ms[-1], self.busy_ms[-1], self._reason))
            self._reason = ""
        self._last, self._cpu = now, cpu

    def _look(self) -> None:
        told = 0.0
        while not self._over.wait(0.005):
            last = self._last
            if last != told and (time.perf_counter() - last) * 1000 > _LONG_MS:
                told = last
                frames = sys._current_frames()  # noqa: SLF001 - there is no other way
                doing = [_where(frames.pop(self._main), 6)]
                doing += [_where(frame, 2) for frame in frames.values()]
                told_of = [one for one in doing if not one.startswith(_WAITING)]
                self._reason = " | ".join(told_of)

    def _litter(self, phase: str, _about: dict[str, int]) -> None:
        now = time.perf_counter()
        if phase == "start":
            self._looking = now
        else:
            self.litter_ms = max(self.litter_ms, (now - self._looking) * 1000)


def _where(frame: FrameType, depth: int) -> str:
    lines = traceback.extract_stack(frame)[-depth:]
    return " < ".join(f"{line.name}:{line.lineno}" for line in reversed(lines))


def main(seconds: float, film: str, *, why: bool) -> int:
    """Run the hour."""
    cashier.app.parts.App = SlowApp  # type: ignore[misc]
    kept: list[QObject] = []

    def painted() -> None:
        QTimer.singleShot(_SETTLES_MS, begin)

    def begin() -> None:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, DockWindow))
        window.fold(folded=False)
        app = SlowApp.running
        app.desk.toggle_camera()
        pulse = Pulse(why=why)
        operator = Operator(window, _PACE_MS, lambda amount, method: app.charge(amount, method))
        operator.start()
        kept.extend((pulse, operator))
        QTimer.singleShot(round(seconds * 1000), lambda: end(pulse, operator))

    def end(pulse: Pulse, operator: Operator) -> None:
        operator.stop()
        pulse.stop()
        told = {
            "cases": operator.cases,
            "beats": len(pulse.late_ms),
            "late": _shape(pulse.late_ms),
            "busy": _shape(pulse.busy_ms),
            "litter": pulse.litter_ms,
            "why": sorted(pulse.reasons, reverse=True)[:25],
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        QApplication.closeAllWindows()
        QApplication.quit()

    return open_window(None, WindowWish(demo=True, camera=film), painted)


def _shape(values: Sequence[float]) -> dict[str, float]:
    ranked = sorted(values)
    at = {"p50": 0.5, "p99": 0.99, "p99.9": 0.999}
    shape = {name: ranked[min(int(len(ranked) * p), len(ranked) - 1)] for name, p in at.items()}
    return {**shape, "worst": ranked[-1]}


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2], why="why" in sys.argv[3:]))
