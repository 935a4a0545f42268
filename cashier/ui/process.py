"""What ties the window's loop to the process: signals, the first paint, a second start, memory."""

import signal
import socket
import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from cashier.core.heap import give_back
from cashier.core.litter import look
from cashier.core.single import OnlyOne
from cashier.desk.views import Phrase
from cashier.ui.fonts import use_fonts
from cashier.ui.words import Book

_LOOKS_MS = 250
_QUIET_MS = 1_000
_GIVES_BACK_MS = 20_000


class FirstPaint(QObject):
    """Tells once that a window has painted: for measuring the start."""

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self._painted: Callable[[], None] | None = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event, then for the queue behind it."""
        if event.type() == QEvent.Type.Paint and self._painted is not None:
            QTimer.singleShot(0, self._painted)
            self._painted = None
        return super().eventFilter(watched, event)


class Tidying(QObject):
    """Looks for litter now and then, on the window's thread: see `cashier.core.litter`.

    Less often while little is made, for every look wakes the processor. And it gives back three
    times a minute what memory is free by then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._looks, self._gives = QTimer(self), QTimer(self)
        self._looks.setTimerType(Qt.TimerType.CoarseTimer)
        self._looks.timeout.connect(self._look)
        self._gives.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._gives.timeout.connect(give_back)

    def start(self) -> None:
        """Tidy from now on."""
        self._looks.start(_LOOKS_MS)
        self._gives.start(_GIVES_BACK_MS)

    def close(self) -> None:
        """Tidy no more."""
        self._looks.stop()
        self._gives.stop()

    def _look(self) -> None:
        self._looks.setInterval(_LOOKS_MS if look() else _QUIET_MS)


class Interrupt(QObject):
    """Lets Ctrl-C and a polite kill end the program in order; Qt's loop hears no signals."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._hears, self._tells = socket.socketpair()
        self._tells.setblocking(False)
        self._notifier = QSocketNotifier(self._hears.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(application.quit)
        self._before = [
            (number, signal.signal(number, lambda *_: None))
            for number in (signal.SIGINT, signal.SIGTERM)
        ]
        signal.set_wakeup_fd(self._tells.fileno())

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        for number, handler in self._before:
            signal.signal(number, handler)
        self._hears.close()
        self._tells.close()


class SecondStart(QObject):
    """Hears when the program is started once more in the same home."""

    def __init__(self, only: OnlyOne, called: Callable[[], None]) -> None:
        super().__init__()
        self._only = only
        self._called = called
        self._notifier: QSocketNotifier | None = None
        if only.fileno() >= 0:
            self._notifier = QSocketNotifier(only.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._hear)

    def close(self) -> None:
        """Hear nothing more, and let the next one be first."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        self._only.close()

    def _hear(self) -> None:
        if self._only.called():
            self._called()


def tell_in_a_box(words: Book, phrase: Phrase) -> None:
    """Say why there is no window where there may be no terminal either; returns once it is read."""
    # Without a name the application would end with this line, and the box with it.
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(application, QApplication):
        use_fonts(application)
    text = f"{words.phrase(phrase)}\n{words.phrase(phrase, 'do')}"
    QMessageBox.warning(None, words("manager-title"), text)
