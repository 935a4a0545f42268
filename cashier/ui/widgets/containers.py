"""Cards, columns and the scrolling middle of a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from cashier.ui.look import Look
from cashier.ui.paint import Edge, across, boxed, rounded
from cashier.ui.theme import XS
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.soft_edge import SoftEdge


@dataclass(frozen=True, slots=True)
class CardSpec:
    """Fill and border by token name; `hair` is where hairlines between the parts begin."""

    fill: str = "surface"
    border: str = "line"
    pad: tuple[int, int, int, int] = (1, 1, 1, 1)
    gap: int = 0
    hair: int | None = None
    width: int = 1


class Column(QWidget):
    """Parts below each other, each as high as it needs."""

    def __init__(self, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self.box = QVBoxLayout(self)
        self.box.setSpacing(gap)
        self.box.setContentsMargins(*margins)

    def put(self, parts: Iterable[QWidget]) -> None:
        """Replace everything by `parts`."""
        clear(self.box)
        for part in parts:
            self.box.addWidget(part)

    def put_layout(self, layout: QLayout) -> None:
        """Add a row of parts."""
        self.box.addLayout(layout)


class Card(Column):
    """A column in a box of its own."""

    def __init__(self, look: Look, spec: CardSpec | None = None) -> None:
        self.spec = spec or CardSpec()
        super().__init__(self.spec.gap, self.spec.pad)
        self.look = look

    def show_spec(self, spec: CardSpec) -> None:
        """Change clothes."""
        self.spec = spec
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and hairlines between the parts."""
        painter = painter_for(self)
        tokens, spec = self.look.tokens, self.spec
        fill, border = getattr(tokens, spec.fill), getattr(tokens, spec.border)
        boxed(painter, QRectF(self.rect()), fill, border, Edge(width=spec.width))
        if spec.hair is not None:
            self._hairlines(painter, spec.hair, tokens.line)
        painter.end()

    def _hairlines(self, painter: QPainter, left: int, colour: str) -> None:
        parts = [self.box.itemAt(number) for number in range(self.box.count())]
        shown = [part.geometry() for part in parts if part is not None and not part.isEmpty()]
        for geometry in shown[1:]:
            across(painter, left, geometry.top() - 1, self.width() - 1, colour)


class Scroll(QScrollArea):
    """What does not fit scrolls, by wheel, keys or finger; a slim thumb shows where it stands."""

    def __init__(self, look: Look, content: QWidget, *, with_foot: bool = False) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._thumb = _Thumb(look, self)
        self.below = SoftEdge(look, self)
        self._lines = [_EndLine(look, self, foot=False)]
        if with_foot:
            self._lines.append(_EndLine(look, self, foot=True))
        self.verticalScrollBar().valueChanged.connect(self._place_signs)
        self.verticalScrollBar().rangeChanged.connect(self._place_signs)

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Keep the thumb at the edge."""
        super().resizeEvent(event)
        self._place_signs()

    def _place_signs(self) -> None:
        self._thumb.place()
        self.below.place()
        for line in self._lines:
            line.place()


class _EndLine(QWidget):
    """The hairline that appears when something is hidden above, or below."""

    def __init__(self, look: Look, area: QScrollArea, *, foot: bool) -> None:
        super().__init__(area)
        self._look = look
        self._area = area
        self._foot = foot
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def place(self) -> None:
        """Appear when there is more in this direction."""
        bar = self._area.verticalScrollBar()
        more = bar.value() < bar.maximum() if self._foot else bar.value() > 0
        top = self._area.height() - 1 if self._foot else 0
        self.setVisible(more)
        self.setGeometry(0, top, self._area.width(), 1)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = painter_for(self)
        across(painter, 0, 0, self.width(), self._look.tokens.line)
        painter.end()


class _Thumb(QWidget):
    """The slim line that shows how far a page is scrolled."""

    _WIDTH = 4

    def __init__(self, look: Look, area: QScrollArea) -> None:
        super().__init__(area)
        self._look = look
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def place(self) -> None:
        """Stand where the page stands; hidden when everything is in sight."""
        bar = self._area.verticalScrollBar()
        seen, whole = self._area.height(), self._area.height() + bar.maximum()
        self.setVisible(bar.maximum() > 0)
        length = max(int(seen * seen / max(whole, 1)), 32)
        top = (seen - length) * bar.value() // max(bar.maximum(), 1)
        self.setGeometry(self._area.width() - self._WIDTH - 3, top, self._WIDTH, length)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = painter_for(self)
        rounded(painter, QRectF(self.rect()), self._look.tokens.ctl, self._WIDTH / 2)
        painter.end()


class Bar(Column):
    """What stays at the foot of a page, with a hairline above it."""

    def __init__(self, look: Look, margins: tuple[int, int, int, int] = (16, 9, 16, 8)) -> None:
        super().__init__(XS, margins)
        self.look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and hairline."""
        painter = painter_for(self)
        painter.fillRect(self.rect(), QColor(self.look.tokens.canvas))
        across(painter, 0, 0, self.width(), self.look.tokens.line)
        painter.end()


def clear(layout: QLayout) -> None:
    """Take every part out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
