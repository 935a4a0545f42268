"""Keys of the window, and the guard against a hand scanner that types into it.

A scanner types a payment code as digits within milliseconds. Such digits are no answers and are
kept nowhere: they are only counted, and the cashier is told to click the register first.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from cashier.core.clock import Clock
from cashier.ui.burst import SCAN, Burst

_WAIT_MS = 90
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Keys(QObject):
    """Sorts key presses: digits and Enter wait a moment, to tell a person from a scanner."""

    digit = Signal(int)
    enter = Signal()
    scanned = Signal()
    undo = Signal()

    def __init__(self, clock: Clock, actions: dict[Qt.Key, Callable[[], None]]) -> None:
        super().__init__()
        self._burst = Burst(clock)
        self._actions = actions
        self._pending: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._fire)

    def press(self, event: QKeyEvent) -> bool:
        """Take a key press; return whether it meant something here."""
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo.emit()
            return True
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            # A key that is held down is one press, and no scan.
            if not event.isAutoRepeat():
                self._digit(int(key) - int(Qt.Key.Key_0))
            return True
        if key in _ENTERS:
            self._enter()
            return True
        action = self._actions.get(key)
        if action is None or event.isAutoRepeat():
            return action is not None
        action()
        return True

    def strike(self, key: Qt.Key) -> None:
        """Do what a function key does, however it was heard of."""
        action = self._actions.get(key)
        if action is not None:
            action()

    def _digit(self, number: int) -> None:
        together = self._burst.add()
        if together > 1:
            self._timer.stop()
            self._pending = None
        else:
            self._pending = number
            self._timer.start()
        if together == SCAN:
            self.scanned.emit()

    def _enter(self) -> None:
        if not self._burst.ends_scan():
            self.enter.emit()

    def _fire(self) -> None:
        number, self._pending = self._pending, None
        if number is not None:
            self.digit.emit(number)
