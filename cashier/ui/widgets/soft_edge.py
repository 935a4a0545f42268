"""The soft edge at the foot of what scrolls: something is below, and nothing looks cut in half."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from cashier.ui.look import Look
from cashier.ui.paint import square
from cashier.ui.widgets.base import painter_for

_HEIGHT = 26
_SIGN = 14


class SoftEdge(QWidget):
    """Fades what goes on below, with a small arrow; taps go through it."""

    def __init__(self, look: Look, area: QScrollArea) -> None:
        super().__init__(area)
        self._look = look
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def place(self) -> None:
        """Appear while there is more below than the air at the end of the page."""
        bar = self._area.verticalScrollBar()
        self.setVisible(bar.maximum() - bar.value() > self._air())
        self.setGeometry(0, self._area.height() - _HEIGHT, self._area.width(), _HEIGHT)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground coming in from the foot, and the arrow on it."""
        tokens, painter = self._look.tokens, painter_for(self)
        ground, clear = QColor(tokens.canvas), QColor(tokens.canvas)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, 0, _HEIGHT)
        fade.setColorAt(0, clear)
        fade.setColorAt(0.5, ground)
        painter.fillRect(self.rect(), fade)
        self._sign(painter, tokens.ink2)
        painter.end()

    def _sign(self, painter: QPainter, ink: str) -> None:
        place = square(self.width() / 2, _HEIGHT - _SIGN / 2, _SIGN)
        self._look.icons.draw(painter, "chevron-down", place, ink)

    def _air(self) -> int:
        content = self._area.widget()
        layout = content.layout() if content is not None else None
        return layout.contentsMargins().bottom() if layout is not None else 0
