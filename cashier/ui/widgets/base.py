"""The two kinds of painted part: one that only shows, one that can be tapped."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from cashier.ui.look import Look
from cashier.ui.theme import RADIUS, TARGET


class Sized:
    """Says how wide it must be at least, and how high it is at a width. Layouts ask the rest."""

    def natural_width(self) -> int:
        """Return the width under which something would be cut off."""
        raise NotImplementedError

    def height_for(self, width: int) -> int:
        """Return the height at a width."""
        raise NotImplementedError

    def line_width(self) -> int:
        """Return the width at which nothing needs to wrap; layouts give it where there is room."""
        return self.natural_width()

    def hasHeightForWidth(self) -> bool:
        """Tell Qt that height follows width."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Tell Qt the height at a width."""
        return self.height_for(width)

    def sizeHint(self) -> QSize:
        """Tell Qt the size at which nothing wraps."""
        width = self.line_width()
        return QSize(width, self.height_for(width))

    def minimumSizeHint(self) -> QSize:
        """Tell Qt the least width; the height comes by width."""
        return QSize(self.natural_width(), 1)


def painter_for(widget: QWidget) -> QPainter:
    """Begin to paint smoothly."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


class Painted(Sized, QWidget):
    """A part that only shows. Takes no focus and no taps."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def paint(self, painter: QPainter) -> None:
        """Draw the part."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part when Qt asks."""
        painter = painter_for(self)
        self.paint(painter)
        painter.end()


class Tap(Sized, QAbstractButton):
    """A part that can be tapped, by finger, mouse, Space or Enter. At least 44 pixels high."""

    ring_radius = RADIUS

    def __init__(self, look: Look, name: str = "") -> None:
        super().__init__()
        self.look = look
        self.by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A button of Qt would not shrink below its hint; these grow and shrink with their text.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def paint(self, painter: QPainter) -> None:
        """Draw the part."""
        raise NotImplementedError

    def ring_rect(self) -> QRectF:
        """Return what the focus ring goes round."""
        return QRectF(self.rect())

    def shade(self, rest: str, hover: str, press: str) -> str:
        """Return the fill for how the pointer stands now."""
        if self.isDown():
            return press
        return hover if self.underMouse() and self.isEnabled() else rest

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part when Qt asks."""
        painter = painter_for(self)
        self.paint(painter)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the focus came by keyboard: only then a ring is drawn."""
        self.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Be tapped, unless the page has only just come under the finger."""
        if not self._too_soon():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter taps as Space does; everything else is for the window."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            event.ignore()
        elif self._too_soon():
            event.accept()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            self.click()

    def _too_soon(self) -> bool:
        return self.look.turn is not None and self.look.turn.hides_tap(self)


class Target(Tap):
    """A tap whose drawing is smaller than its hit area."""

    def natural_width(self) -> int:
        """At least one finger wide."""
        return TARGET

    def height_for(self, width: int) -> int:
        """One finger high."""
        return TARGET
