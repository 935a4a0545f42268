"""What changed, for those who cannot look: said to screen readers, with a short tone if wanted.

Everything said here stands on the screen as well; a machine without sound loses nothing. Only what
stands in large letters is said, never why: what is about somebody's credit is nobody's to hear.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from cashier.desk.case_views import CaseView
from cashier.desk.dock_views import DockView
from cashier.desk.views import ScanView
from cashier.ui.case_parts import cause_title, settled_spec
from cashier.ui.look import Look
from cashier.ui.verdict_words import verdict_spec


class Announcer(QObject):
    """Compares each view with the one before and says what is news: verdict, lock, cause.

    `said` carries each announcement, `rang` each tone.
    """

    said = Signal(str)
    rang = Signal()

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._before: DockView | None = None

    def show_view(self, view: DockView) -> None:
        """Say what is news in this view; the first one is none."""
        before, self._before = self._before, view
        if before is None:
            return
        verdict = self._verdict(before.scan, view.scan)
        case = self._case(before.case, view.case)
        if case or (verdict and view.scan is not None and view.scan.counts):
            self._ring()
        for text in (verdict, case):
            if text:
                self._say(text)

    def _verdict(self, before: ScanView | None, scan: ScanView | None) -> str:
        if scan is None or scan.camera != "live" or scan.verdict == "none":
            return ""
        text = verdict_spec(self._look.words, scan).text
        known = before is not None and before.camera == "live" and before.verdict == scan.verdict
        return "" if known else text

    def _case(self, before: CaseView | None, case: CaseView | None) -> str:
        if case is None:
            return ""
        same = before if before is not None and before.case_id == case.case_id else None
        words = self._look.words
        if case.lock is not None:
            locked = same is not None and same.lock is not None
            return "" if locked else words("announce-locked")
        if case.settled is not None and (same is None or same.settled != case.settled):
            return settled_spec(words, case, case.settled).spoken
        if case.cause is not None and (same is None or same.cause is None):
            return cause_title(words, case.cause)
        return ""

    def _say(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))
        self.said.emit(text)

    def _ring(self) -> None:
        if self._look.taste.sounds:
            QApplication.beep()
            self.rang.emit()
