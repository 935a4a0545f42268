"""A place for a note of a few lines: its outline is the control, what is too long is said below."""

from PySide6.QtCore import QEvent, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from cashier.history.shifts import NOTE_MOST
from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed
from cashier.ui.theme import BODY, grown
from cashier.ui.widgets.base import painter_for

_HIGH = 68


class NoteBox(QWidget):
    """Tells when it becomes too long, and when it no longer is."""

    judged = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.text_edit = QPlainTextEdit()
        self.text_edit.setFrameShape(QFrame.Shape.NoFrame)
        self.text_edit.setTabChangesFocus(True)
        self.text_edit.installEventFilter(self)
        self.text_edit.viewport().setAutoFillBackground(False)
        self._judge = QTimer(self)
        self._judge.setSingleShot(True)
        self._judge.setInterval(0)
        self._judge.timeout.connect(self._judged)
        self.text_edit.textChanged.connect(self._judge.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 6)
        column.addWidget(self.text_edit)
        self.setFocusProxy(self.text_edit)
        self.restyle()

    @property
    def too_long(self) -> bool:
        """Whether nobody would read this at the start of a shift."""
        return len(self.text()) > NOTE_MOST

    def text(self) -> str:
        """Return what was written."""
        return self.text_edit.toPlainText().strip()

    def empty(self) -> None:
        """Forget what was written."""
        self.text_edit.clear()

    def name(self, name: str, hint: str) -> None:
        """Say what is to be written."""
        self.text_edit.setAccessibleName(name)
        self.text_edit.setPlaceholderText(hint)

    def restyle(self) -> None:
        """Take the colours and the font that are on now."""
        self.setFixedHeight(grown(_HIGH))
        tokens, palette = self.look.tokens, self.text_edit.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
        palette.setColor(QPalette.ColorRole.Text, QColor(tokens.ink))
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(tokens.ink3))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(tokens.accent_line))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(tokens.ink))
        self.text_edit.setPalette(palette)
        self.text_edit.setFont(self.look.setter.font("字", BODY))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Redraw when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outline."""
        painter, tokens = painter_for(self), self.look.tokens
        focused = self.text_edit.hasFocus()
        border = tokens.accent_ink if focused else tokens.edge
        if self.too_long:
            border = tokens.fail_mark
        width = 2 if focused or self.too_long else 1
        boxed(painter, QRectF(self.rect()), tokens.surface, border, Edge(width=width))
        painter.end()

    def _judged(self) -> None:
        self.update()
        self.judged.emit()
