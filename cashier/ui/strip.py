"""The dock folded to a strip: one light, 付款失败, and the way to open it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cashier.desk.dock_views import BannerView, HeadView
from cashier.ui.look import Look
from cashier.ui.marks import mark
from cashier.ui.paint import down, rounded
from cashier.ui.text_size import strip_width
from cashier.ui.theme import HINT_BOLD, SECTION, grown
from cashier.ui.widgets.base import Tap, painter_for
from cashier.ui.widgets.icon_tap import IconTap


class UprightTap(Tap):
    """The primary action, its letters below each other."""

    def natural_width(self) -> int:
        """As wide as the strip without its margins."""
        return 44

    def height_for(self, width: int) -> int:
        """High enough for the words."""
        return grown(200)

    def paint(self, painter: QPainter) -> None:
        """Draw Chinese upright, English turned, the key at the foot."""
        tokens = self.look.tokens
        fill = self.shade(tokens.accent, tokens.accent_hover, tokens.accent_pressed)
        rounded(painter, QRectF(self.rect()), fill)
        text = self.look.words("action-failed.short")
        if self.look.taste.language == "zh_CN":
            self._upright(painter, text, tokens.on_accent)
        else:
            self._turned(painter, text, tokens.on_accent)
        key = self.look.setter.line("F9", HINT_BOLD)
        key.draw(
            painter, (self.width() - key.width) / 2, self.height() - grown(32), tokens.on_accent
        )

    def _upright(self, painter: QPainter, text: str, ink: str) -> None:
        for number, letter in enumerate(text):
            block = self.look.setter.line(letter, SECTION)
            block.draw(
                painter, (self.width() - block.width) / 2, grown(20) + number * grown(28), ink
            )

    def _turned(self, painter: QPainter, text: str, ink: str) -> None:
        block = self.look.setter.line(text, SECTION)
        painter.save()
        painter.translate(self.width() / 2 + SECTION.line / 2, grown(16))
        painter.rotate(90)
        block.draw(painter, 0, 0, ink)
        painter.restore()


class FoldedStrip(QWidget):
    """56 pixels at the edge of the screen."""

    failed = Signal()
    unfold_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._head: HeadView | BannerView | None = None
        self._left = False
        self.unfold = IconTap(look, "chevron-left", look.words("action-expand"))
        self.unfold.clicked.connect(self.unfold_wanted)
        self.button = UprightTap(look, look.words("action-failed"))
        self.button.clicked.connect(self.failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 52, 6, 12)
        column.addWidget(self.unfold)
        column.addStretch(1)
        column.addWidget(self.button)

    def show_head(self, view: HeadView | BannerView, *, left: bool = False) -> None:
        """Show the light; `left` is the edge of the screen where it stands."""
        shown = None if self._head is None else (self._head.state, self._left)
        self._head, self._left = view, left
        icon = "chevron-right" if left else "chevron-left"
        self.unfold.show_icon(icon, self.look.words("action-expand"))
        self.button.setAccessibleName(self.look.words("action-failed"))
        self.setAccessibleName(self.look.words.phrase(view.sentence))
        # Each round of probes comes by here; most of them change nothing that is drawn.
        if shown != (view.state, left):
            self.update()

    def sizeHint(self) -> QSize:
        """Narrow and high."""
        return QSize(strip_width(), 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, edge and light."""
        painter = painter_for(self)
        tokens = self.look.tokens
        painter.fillRect(self.rect(), QColor(tokens.canvas))
        down(painter, self.width() - 1 if self._left else 0, 0, self.height(), tokens.line)
        if self._head is not None:
            mark(painter, tokens, self._head.state, QPointF(self.width() / 2, 30), 18)
        painter.end()
