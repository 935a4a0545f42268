"""The ring that empties: how long something may still take."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cashier.ui.marks import ring
from cashier.ui.motion import stepped
from cashier.ui.paint import square


@dataclass(frozen=True, slots=True)
class RingSpec:
    """Size, stroke and the two colours of a ring; a `still` one empties in few large steps."""

    side: float
    stroke: float
    track: str
    hand: str
    still: bool = False


def countdown_ring(painter: QPainter, centre: QPointF, share: float, spec: RingSpec) -> None:
    """Paint a ring of which `share` (0 to 1) is left; it empties clockwise from twelve."""
    box = square(centre.x(), centre.y(), spec.side)
    ring(painter, box, spec.track, spec.stroke)
    share = stepped(min(max(share, 0.0), 1.0), still=spec.still)
    if share <= 0:
        return
    pen = QPen(QColor(spec.hand), spec.stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    half = spec.stroke / 2
    inner: QRectF = box.adjusted(half, half, -half, -half)
    painter.drawArc(inner, 90 * 16, round(share * 360 * 16))
