"""A column that scrolls beside others, and the list in it of which one entry is chosen."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from cashier.ui.look import Look
from cashier.ui.theme import BODY, RADIUS, L, M
from cashier.ui.widgets.containers import Card, CardSpec, Column, Scroll
from cashier.ui.widgets.row import FLAT, Row, RowSpec, Tone

_PICKED = Tone("accent_tint", "accent_tint", "accent_tint", "", "ink", "ink2", "ctl", "ink2")
_EDGE = 3


def scrolled(look: Look, *parts: QWidget, right: int) -> Scroll:
    """Return parts below each other; the thumb stands in the margin at their right."""
    inner = Column(M, (0, 0, right, L))
    inner.put(parts)
    inner.box.addStretch(1)
    return Scroll(look, inner, with_foot=True)


class ListCard(Card):
    """The box of a list, with a hairline between its entries."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, CardSpec(gap=1, hair=16))


class Entry(Row):
    """An entry of a list; the chosen one is tinted from edge to edge and has an accent edge."""

    def paint(self, painter: QPainter) -> None:
        """Draw the ground of the chosen one inside the corners of its card, then the texts."""
        card = self.parentWidget()
        if self.spec.tone is _PICKED and card is not None:
            tokens = self.look.tokens
            inside = QRectF(card.rect()).translated(-self.x(), -self.y()).adjusted(1, 1, -1, -1)
            path = QPainterPath()
            path.addRoundedRect(inside, RADIUS - 1, RADIUS - 1)
            painter.setClipPath(path)
            painter.fillRect(self.rect(), QColor(tokens.accent_tint))
            painter.fillRect(0, 0, _EDGE, self.height(), QColor(tokens.accent_ink))
            painter.setClipping(False)
        super().paint(painter)


def entry(title: str, sub: str, *, picked: bool, off: bool = False, wrong: bool = False) -> RowSpec:
    """Return how an entry of a list looks; quiet while it is off, red where it needs mending."""
    ink = "accent_ink" if picked else "ink3" if off else ""
    tone = _PICKED if picked else FLAT
    below = "fail" if wrong else ""
    return RowSpec(title, sub=sub, type_=BODY, tone=tone, title_ink=ink, sub_ink=below)
