"""The opening check: every code on display is shown to the camera once, and compared.

An ordinary window: nobody scans anything while a shop opens, and no PIN is needed to look.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.dock_views import DockView
from cashier.desk.own_code_views import OwnCodeDesk, OwnCodesView, OwnCodeView, Shown, Task
from cashier.desk.views import Light
from cashier.ui.answers import Answers
from cashier.ui.live_picture import Lens, LivePicture
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.manager.settings_keys import refusal_parts
from cashier.ui.manager.today import PageHead
from cashier.ui.reading_order import InReadingOrder
from cashier.ui.theme import BODY, L, M
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.containers import Card, CardSpec, Column, Scroll
from cashier.ui.widgets.focus_ring import FocusRing
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.verdict import VerdictLine, VerdictSpec

_SIZE = QSize(760, 560)
_LEAST = QSize(640, 480)
_PAGE = (24, 20, 24, 20)


class CheckWindow(InReadingOrder):
    """Picture at the left, codes at the right, the result above. `told` carries each new view."""

    told = Signal(object)

    def __init__(self, look: Look, desk: OwnCodeDesk, lens: Lens) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.look = look
        self._desk = desk
        self._view = OwnCodesView()
        self._answers: Answers[OwnCodesView] = Answers(self.show_codes)
        self.head = PageHead(look)
        self.verdict = VerdictLine(look, VerdictSpec(Light.unknown, look.words("owncodes-show")))
        self.picture = LivePicture(look, lens, "check")
        self.list = Section(look, M)
        self.ring = FocusRing(look, self)
        self._arrange()
        look.restyled.connect(self.restyle)
        self.restyle()

    def show_view(self, view: DockView) -> None:
        """Take what the desk shows: the camera's picture."""
        self.picture.show_scan(view.scan)

    def show_codes(self, view: OwnCodesView) -> None:
        """Show how far the check is."""
        self._view = view
        self._show()
        self.told.emit(view)

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        words = self.look.words
        self.setWindowTitle(words("owncodes-check"))
        self.head.show_texts(words("owncodes-check"), words("owncodes-check.hint"))
        self._show()
        for part in self.findChildren(QWidget):
            part.update()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin."""
        super().showEvent(event)
        self._desk.begin(Task.check, self._answers.tell)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._desk.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = painter_for(self)
        painter.fillRect(self.rect(), QColor(self.look.tokens.canvas))
        painter.end()

    def _arrange(self) -> None:
        inner = Column(L, _PAGE)
        inner.put([self.head, self.verdict])
        row = QHBoxLayout()
        row.setSpacing(L)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.picture)
        left.addStretch(1)
        right.addWidget(self.list)
        right.addStretch(1)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        inner.put_layout(row)
        inner.box.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(self.look, inner))
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(self.screen().availableSize()).expandedTo(_LEAST))

    def _show(self) -> None:
        self.verdict.show_spec(self._verdict())
        key = (self._view.codes, self._view.done, self._view.refused)
        self.list.show_parts(key, self._list)

    def _verdict(self) -> VerdictSpec:
        words, view = self.look.words, self._view
        if view.strange:
            kind = words(f"kind-{view.strange}")
            title = words("owncodes-strange", kind=kind)
            return VerdictSpec(Light.fail, title, sub=words("owncodes-strange.do"))
        if view.done:
            return VerdictSpec(Light.ok, words("owncodes-done"), sub=words("owncodes-done.do"))
        left = sum(code.shown is Shown.not_yet for code in view.codes)
        sub = words("owncodes-show.do", left=left) if view.codes else ""
        return VerdictSpec(Light.unknown, words("owncodes-show"), sub=sub)

    def _list(self) -> list[QWidget]:
        words, view = self.look.words, self._view
        if view.refused is not None:
            return refusal_parts(self.look, view.refused)
        card = Card(self.look, CardSpec(pad=(16, 12, 16, 12), gap=M))
        for number, code in enumerate(view.codes, start=1):
            card.box.addWidget(self._one(number, code))
        if not view.codes:
            card.box.addWidget(Label(self.look, LabelSpec(words("owncodes-none"), BODY, "ink2")))
        leave = Button(self.look, ButtonSpec(words("owncodes-close"), solid=view.done))
        leave.clicked.connect(self.close)
        return [card, in_line(leave)]

    def _one(self, number: int, code: OwnCodeView) -> Label:
        words = self.look.words
        title = words("owncodes-one", number=number, kind=words(f"kind-{code.kind}"))
        same = code.shown is Shown.same
        text = words("owncodes-same" if same else "owncodes-not_yet", code=title)
        if same:
            return Label(self.look, LabelSpec(text, BODY, "ok", "check"))
        return Label(self.look, LabelSpec(text, BODY, "ink2", "qr"))
