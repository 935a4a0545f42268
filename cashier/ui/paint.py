"""Shapes that all parts share: crisp cards, hairlines, rounded frames. No shadows."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cashier.ui.theme import RADIUS


def rounded(painter: QPainter, box: QRectF, fill: str, radius: float = RADIUS) -> None:
    """Fill a rounded rectangle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(box, radius, radius)


@dataclass(frozen=True, slots=True)
class Edge:
    """How a box ends: radius of its corners, width of its border."""

    radius: float = RADIUS
    width: float = 1


PLAIN = Edge()


def boxed(painter: QPainter, box: QRectF, fill: str, border: str, edge: Edge = PLAIN) -> None:
    """Fill a rounded rectangle with a border that stays crisp, because it is a fill too."""
    rounded(painter, box, border, edge.radius)
    inset = edge.width
    inner = box.adjusted(inset, inset, -inset, -inset)
    rounded(painter, inner, fill, max(edge.radius - inset, 0))


def framed(painter: QPainter, box: QRectF, border: str, edge: Edge = PLAIN) -> None:
    """Draw only the border, on whatever lies below."""
    half = edge.width / 2
    painter.setPen(QPen(QColor(border), edge.width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = edge.radius - half
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def across(painter: QPainter, left: float, y: float, right: float, colour: str) -> None:
    """Draw a horizontal hairline of one pixel."""
    painter.fillRect(QRectF(left, y, right - left, 1), QColor(colour))


def down(painter: QPainter, x: float, top: float, bottom: float, colour: str) -> None:
    """Draw a vertical hairline of one pixel."""
    painter.fillRect(QRectF(x, top, 1, bottom - top), QColor(colour))


def square(x: float, y: float, side: float) -> QRectF:
    """Return the square of `side` centred at (x, y)."""
    return QRectF(x - side / 2, y - side / 2, side, side)
