"""The ring round whatever has the keyboard: two pixels wide, two pixels outside it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from cashier.ui.look import Look
from cashier.ui.paint import Edge, framed
from cashier.ui.theme import RADIUS
from cashier.ui.widgets.base import Tap, painter_for

_OUT = 4
_WATCHED = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show})


class FocusRing(QWidget):
    """One ring for a window. It lies above all parts, lets taps through, and scrolls with them."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._round: Tap | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow the widget when it or what it lies on moves."""
        if event.type() in _WATCHED:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = painter_for(self)
        radius = (self._round.ring_radius if self._round else RADIUS) + 3
        edge = Edge(radius, 2)
        framed(painter, QRectF(self.rect()), self._look.tokens.accent_ink, edge)
        painter.end()

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self):
            return
        self._let_go()
        if isinstance(new, Tap) and new.by_keyboard and self._window.isAncestorOf(new):
            self._round = new
            self._watched = [new, *_between(new, self._window)]
            for widget in self._watched:
                widget.installEventFilter(self)
                if isinstance(widget, QScrollArea):
                    widget.ensureWidgetVisible(new, 0, 16)
        self._place()

    def _let_go(self) -> None:
        for widget in self._watched:
            # One that was destroyed with the focus in it tells nobody.
            if isValid(widget):
                widget.removeEventFilter(self)
        self._round = None
        self._watched = []

    def _place(self) -> None:
        target = self._round
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        box = target.ring_rect().toRect()
        corner = target.mapTo(self._window, box.topLeft()) - QPoint(_OUT, _OUT)
        place = QRect(corner.x(), corner.y(), box.width() + 2 * _OUT, box.height() + 2 * _OUT)
        self.setGeometry(place)
        seen = self._seen(place)
        if seen == place:
            self.clearMask()
        else:
            self.setMask(QRegion(seen.translated(-place.topLeft())))
        self.setVisible(not seen.isEmpty())
        self.raise_()

    def _seen(self, place: QRect) -> QRect:
        for widget in self._watched:
            if isinstance(widget, QScrollArea):
                port = widget.viewport()
                corner = port.mapTo(self._window, QPoint(0, 0))
                place = place.intersected(QRect(corner, port.size()))
        return place


def _between(target: QWidget, window: QWidget) -> list[QWidget]:
    found = []
    parent = target.parentWidget()
    while parent is not None and parent is not window:
        found.append(parent)
        parent = parent.parentWidget()
    return found
