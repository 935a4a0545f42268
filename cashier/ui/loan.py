"""The keyboard belongs to the register; this window borrows it, and gives it back.

It borrows for a text field, as long as one is in use, or because a person asked for it. Between
loans no tap on the window moves the focus: the window asks for none at all.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from cashier.ui.foreign import Foreign, foreign

_REFUSES = Qt.WindowType.WindowDoesNotAcceptFocus
_TAPS = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd})


class Loan(QObject):
    """Who has the keyboard: the register, or for a while this window."""

    def __init__(self, window: QWidget, others: Foreign | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._others = others
        self._from = 0
        self._asked = False
        self.lent = False
        window.installEventFilter(self)

    def ask(self) -> None:
        """A person wants to work by keyboard here: lend it until `give_back`."""
        self._asked = True
        self._borrow()

    def settle(self) -> None:
        """Borrow for a field that is in use, give back when none is."""
        if self._typing():
            self._borrow()
        elif self.lent and not self._asked:
            self.give_back()

    def leave_field(self) -> bool:
        """Leave the field in use; False when nothing stood in it, or the window has the keyboard.

        The register has the keyboard again then.
        """
        part = self._window.focusWidget()
        if self._asked or not self.lent or not self._typing():
            return False
        begun = isinstance(part, QLineEdit) and bool(part.text())
        self.give_back()
        return begun

    def give_back(self) -> None:
        """Hand the keyboard to whoever had it before."""
        self._asked = False
        if not self.lent:
            return
        self.lent = False
        self._leave_fields()
        self._refuse(on=True)
        self._reach().give(self._from)
        self._from = 0

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """See which part was tapped, and when the register was clicked meanwhile."""
        kind = event.type()
        if kind in _TAPS:
            # The part that was tapped does its work first.
            QTimer.singleShot(0, self, self.settle)
        elif kind == QEvent.Type.Show:
            self._watch_handle()
        elif kind == QEvent.Type.WindowDeactivate and self.lent:
            self._lost()
        return False

    def _watch_handle(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
            self._refuse(on=not self.lent)

    def _typing(self) -> bool:
        part = self._window.focusWidget()
        return isinstance(part, QLineEdit) and part.isVisible() and part.isEnabled()

    def _borrow(self) -> None:
        if self.lent and self._window.isActiveWindow():
            return
        if not self.lent:
            self._from = self._reach().holder()
        self.lent = True
        self._refuse(on=False)
        self._window.activateWindow()

    def _lost(self) -> None:
        """Somebody clicked another window: it has the keyboard already."""
        self.lent = self._asked = False
        self._from = 0
        self._leave_fields()
        self._refuse(on=True)

    def _leave_fields(self) -> None:
        if self._typing():
            self._window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, *, on: bool) -> None:
        """Tell the system whether this window takes the keyboard; it is not hidden for that."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.setFlag(_REFUSES, on)
            self._reach().hold_back(int(self._window.winId()), on=on)

    def _reach(self) -> Foreign:
        if self._others is None:
            self._others = foreign(QGuiApplication.platformName())
        return self._others
