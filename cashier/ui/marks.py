"""Painted signs that never rely on colour alone: ● works, ▲ shaky, ■ broken, ○ not known."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.paint import rounded, square
from cashier.ui.theme import Tokens


def light_ink(tokens: Tokens, state: Light) -> str:
    """Return the text colour of a light; a working one does not shout."""
    inks = {Light.warn: tokens.warn, Light.fail: tokens.fail}
    return inks.get(state, tokens.ink2)


def mark(painter: QPainter, tokens: Tokens, state: Light, centre: QPointF, size: float) -> None:
    """Paint the mark of a light, `size` pixels high."""
    x, y = centre.x(), centre.y()
    if state is Light.ok:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.ok_mark))
        painter.drawEllipse(square(x, y, size))
    elif state is Light.warn:
        triangle(painter, square(x, y, size * 1.22), tokens.warn_mark)
    elif state is Light.fail:
        rounded(painter, square(x, y, size * 0.92), tokens.fail_mark, size * 0.18)
    else:
        ring(painter, square(x, y, size - 1), tokens.edge, 2 if size >= 10 else 1.6)


def dot(painter: QPainter, centre: QPointF, size: float, colour: str) -> None:
    """Paint a plain dot, which says neither good nor bad."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(square(centre.x(), centre.y(), size))


def triangle(painter: QPainter, box: QRectF, colour: str) -> None:
    """Paint a warning triangle with rounded corners, filling `box`."""
    soft = box.width() * 0.16
    pen = QPen(QColor(colour), soft)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(colour))
    half, lift = soft / 2, box.height() * 0.06
    top, bottom = box.top() + half + lift, box.bottom() - half - lift
    points = [
        QPointF(box.center().x(), top),
        QPointF(box.right() - half, bottom),
        QPointF(box.left() + half, bottom),
    ]
    painter.drawPolygon(QPolygonF(points))


def ring(painter: QPainter, box: QRectF, colour: str, width: float) -> None:
    """Paint a circle's outline inside `box`."""
    half = width / 2
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(half, half, -half, -half))


def tick_disc(painter: QPainter, look: Look, box: QRectF) -> None:
    """Paint a green disc with a tick."""
    tokens = look.tokens
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.ok_mark))
    painter.drawEllipse(box)
    inset = box.width() * 0.2
    look.icons.draw(painter, "check", box.adjusted(inset, inset, -inset, -inset), tokens.surface)


def sign(painter: QPainter, look: Look, state: Light, box: QRectF) -> None:
    """Paint the large sign of a verdict: ✓ disc, ▲ with !, ■ with ×, a finder."""
    tokens = look.tokens
    if state is Light.ok:
        tick_disc(painter, look, box)
    elif state is Light.warn:
        triangle(painter, box, tokens.warn_mark)
        _exclamation(painter, box, tokens.surface)
    elif state is Light.fail:
        inset = box.width() * 0.06
        inner = box.adjusted(inset, inset, -inset, -inset)
        rounded(painter, inner, tokens.fail_mark, box.width() * 0.12)
        cross = box.width() * 0.27
        look.icons.draw(
            painter, "close", box.adjusted(cross, cross, -cross, -cross), tokens.surface
        )
    else:
        # No empty circle: it would look like something to tick.
        look.icons.draw(painter, "scan", box.adjusted(2, 2, -2, -2), tokens.edge)


def _exclamation(painter: QPainter, box: QRectF, colour: str) -> None:
    unit = box.width() / 36
    x, y = box.center().x(), box.top()
    rounded(
        painter, QRectF(x - 1.7 * unit, y + 13 * unit, 3.4 * unit, 9.5 * unit), colour, 1.6 * unit
    )
    painter.drawEllipse(square(x, y + 26.4 * unit, 4 * unit))
