"""The little key that says which key does the same."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed, framed
from cashier.ui.theme import HINT, RADIUS_SMALL

HEIGHT = 24
_PAD = 7


@dataclass(frozen=True, slots=True)
class CapColours:
    """Outline, label and fill of a key cap; no fill on a solid button."""

    border: str
    ink: str
    fill: str = ""


def keycap_width(look: Look, key: str) -> int:
    """Return how wide the cap of this key is."""
    return max(HEIGHT, look.setter.width(key, HINT) + 2 * _PAD) if key else 0


def keycap(painter: QPainter, look: Look, key: str, box: QRectF, colours: CapColours) -> None:
    """Paint the cap into `box`."""
    if colours.fill:
        boxed(painter, box, colours.fill, colours.border, Edge(radius=RADIUS_SMALL))
    else:
        framed(painter, box, colours.border, Edge(radius=RADIUS_SMALL))
    label = look.setter.line(key, HINT)
    x = box.center().x() - label.width / 2
    label.draw(painter, x, box.center().y() - HINT.line / 2, colours.ink)
