"""The camera's way to the screen for `benchmarks.window`: prints its figures and ends.

    python -m benchmarks.child.camera FILM

Watches a film for twenty seconds and prints the share of one core that took, then for each picture
the milliseconds from its capture until it was drawn with its outline.
"""

import sys
import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import cashier.desk.camera as desk_camera
from cashier.cli.window import WindowWish, open_window
from cashier.scan.camera import FileSource
from cashier.scan.packed import AnyFrame
from cashier.scan.preview import Preview
from cashier.ui.window import DockWindow

_SETTLED_MS = 10_000
_WATCHES_S = 20
_REMEMBERED = 100


class Pictures(QObject):
    """Follows pictures from the camera's thread to the screen."""

    def __init__(self, window: DockWindow) -> None:
        super().__init__()
        self.ms: list[float] = []
        self._waits: float | None = None
        self._caught: dict[int, float] = {}
        window.dock.scan.camera.installEventFilter(self)
        read, small = FileSource.read, desk_camera.preview  # type: ignore[attr-defined]

        def caught(source: FileSource) -> AnyFrame | None:
            frame: AnyFrame | None = read(source)
            if len(self._caught) > _REMEMBERED:
                self._caught.clear()
            self._caught[id(frame)] = time.perf_counter()
            return frame

        def shown(frame: AnyFrame) -> Preview:
            self._waits = self._caught.get(id(frame), self._waits)
            return small(frame)

        FileSource.read = caught  # type: ignore[method-assign, assignment]
        desk_camera.preview = shown  # type: ignore[attr-defined, assignment]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the time when the picture is painted."""
        if event.type() == QEvent.Type.Paint and self._waits is not None:
            self.ms.append((time.perf_counter() - self._waits) * 1000)
            self._waits = None
        return super().eventFilter(watched, event)


def main(film: str) -> int:
    """Print the share of a core, and how late each picture was."""
    kept: list[Pictures] = []
    begun: list[float] = []

    def painted() -> None:
        QTimer.singleShot(_SETTLED_MS // 2, begin)

    def begin() -> None:
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, DockWindow))
        window.fold(folded=False)
        kept.append(Pictures(window))
        QTest.keyClick(window, Qt.Key.Key_F7)
        QTimer.singleShot(_SETTLED_MS // 2, count)
        QTimer.singleShot(_SETTLED_MS // 2 + _WATCHES_S * 1000, end)

    def count() -> None:
        begun.append(time.process_time())
        kept[0].ms.clear()

    def end() -> None:
        print(
            f"{100 * (time.process_time() - begun[0]) / _WATCHES_S:.2f}",
            *(f"{one:.1f}" for one in kept[0].ms),
        )
        QApplication.closeAllWindows()
        QApplication.quit()

    return open_window(None, WindowWish(camera=film), painted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
