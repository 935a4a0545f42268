"""A bare icon to tap, with a full-sized target round it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import rounded, square
from cashier.ui.theme import RADIUS, TARGET
from cashier.ui.widgets.base import Target


class IconTap(Target):
    """An icon without a box; the box appears under the pointer."""

    def __init__(self, look: Look, icon: str, name: str, *, size: int = 20) -> None:
        super().__init__(look, name)
        self._icon = icon
        self._size = size
        self.setFixedSize(TARGET, TARGET)

    def show_icon(self, icon: str, name: str) -> None:
        """Show another icon."""
        self.setAccessibleName(name)
        if icon != self._icon:
            self._icon = icon
            self.update()

    def ring_rect(self) -> QRectF:
        """A little inside the target, so that neighbours do not touch."""
        return QRectF(self.rect()).adjusted(5, 5, -5, -5)

    def paint(self, painter: QPainter) -> None:
        """Draw the icon."""
        tokens = self.look.tokens
        if self.isDown() or self.underMouse():
            box = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            rounded(painter, box, self.shade(tokens.hover, tokens.hover, tokens.press), RADIUS)
        centre = QRectF(self.rect()).center()
        box = square(centre.x(), centre.y(), self._size)
        self.look.icons.draw(painter, self._icon, box, tokens.ink2)
