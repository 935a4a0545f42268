"""The lines that must be read, above the dock's chips and above a case alike."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.desk.views import NoticeView
from cashier.ui.look import Look
from cashier.ui.theme import S
from cashier.ui.widgets.notice import Notice
from cashier.ui.widgets.section import Section


class NoticeList(Section):
    """Notices below each other; each goes when it is put away."""

    notice_read = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, S)

    def show_notices(self, notices: Sequence[NoticeView]) -> None:
        """Show these and no others."""
        self.show_parts(tuple(notices), lambda: [self._notice(view) for view in notices])

    def _notice(self, view: NoticeView) -> QWidget:
        words = self.look.words
        text = words.phrase(view.phrase)
        todo = words.phrase(view.phrase, "do") if words.has(f"{view.phrase.key}.do") else ""
        notice = Notice(self.look, view.state, (text, todo), words("notice-close"))
        notice.put_away.connect(lambda: self.notice_read.emit(view.id))
        return notice
