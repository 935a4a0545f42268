"""The lines that must be read, above the dock's chips and above a case alike."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cashier.desk.dock_views import DockView, NoticeView
from cashier.desk.views import Light, Phrase
from cashier.ui.dock_parts import payment, which
from cashier.ui.look import Look
from cashier.ui.theme import S
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.notice import Notice
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import Link, LinkSpec
from cashier.ui.words import Book

SCANNER = NoticeView("scanner", Light.fail, Phrase("notice-scanner"))
"""A hand scanner typed into our window: the code has not reached the register."""
_OFFLINE = Phrase("notice-scanner-offline")


class NoticeList(Section):
    """Notices below each other; each goes when it is put away.

    `action_taken` carries the notice's id, and the PIN where the action needs one.
    """

    notice_read = Signal(str)
    action_taken = Signal(str, str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, S)

    def show_notices(self, notices: Sequence[NoticeView]) -> None:
        """Show these and no others."""
        self.show_parts(
            tuple(notices), lambda: [part for view in notices for part in self._parts(view)]
        )

    def _parts(self, view: NoticeView) -> list[QWidget]:
        if view.action is None:
            return [self._notice(view)]
        link = Link(self.look, LinkSpec(self.look.words.phrase(view.action)))
        if not view.needs_pin:
            link.clicked.connect(lambda: self.action_taken.emit(view.id, ""))
            return [self._notice(view), link]
        pin = self._pin(view, link)
        return [self._notice(view), pin, link]

    def _pin(self, view: NoticeView, link: Link) -> Field:
        """Return the field for the PIN: the first tap shows it, Enter or another tap sends."""
        pin = Field(self.look, icon="lock", secret=True)
        pin.name(self.look.words("manager-guide-pin"))
        pin.hide()

        def send() -> None:
            typed = pin.text()
            if pin.isVisible() and typed:
                pin.set_text("")
                self.action_taken.emit(view.id, typed)
            else:
                pin.show()
                pin.line.setFocus(Qt.FocusReason.OtherFocusReason)

        pin.entered.connect(lambda _: send())
        link.clicked.connect(send)
        return pin

    def _notice(self, view: NoticeView) -> QWidget:
        words = self.look.words
        text = words.phrase(view.phrase)
        todo = words.phrase(view.phrase, "do") if words.has(f"{view.phrase.key}.do") else ""
        notice = Notice(self.look, view.state, (text, todo), words("notice-close"))
        notice.put_away.connect(lambda: self.notice_read.emit(view.id))
        return notice


def scanner_notice(words: Book, view: DockView) -> NoticeView:
    """Return what to do after a scan that went astray.

    While an order is in doubt, that is never to scan again; which order it is, is told.
    """
    case = view.case
    waiting = next((one for one in view.open_cases if one.locked), None)
    if case is not None and case.lock is not None:
        what = payment(words, case)
    elif waiting is not None:
        what = " · ".join((payment(words, waiting), *which(words, waiting)))
    else:
        return replace(SCANNER, phrase=_OFFLINE) if view.aloud is not None else SCANNER
    return replace(SCANNER, phrase=Phrase("notice-scanner-locked", (("what", what),)))
