"""The camera's picture, 16:9, with brackets on the code and a mark where it is spoilt."""

from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF, QResizeEvent

from cashier.desk.views import FrameView, Light, ScanView
from cashier.ui.look import Look
from cashier.ui.marks import triangle
from cashier.ui.paint import rounded, square
from cashier.ui.theme import (
    BODY_BOLD,
    HINT_BOLD,
    ON_VIDEO_FIELD,
    ON_VIDEO_FILL,
    ON_VIDEO_INK,
    ON_VIDEO_OK,
    ON_VIDEO_PALE,
    ON_VIDEO_SHADE,
    RADIUS,
    RADIUS_INSIDE,
    TARGET,
)
from cashier.ui.widgets.base import Painted, Target

_SIDE = 0.24
_MOST_OF_IT = 0.8
_SMALLEST = 20
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FaultLabel:
    """A fault's word and where it is, in pixels of the frame."""

    text: str
    box: tuple[float, float, float, float]


class CloseTap(Target):
    """The dark pill that switches the camera off; it says its key."""

    def __init__(self, look: Look, name: str, key: str) -> None:
        super().__init__(look, name)
        self._key = key
        self.setFixedSize(78, 52)

    def ring_rect(self) -> QRectF:
        """The pill, not the target."""
        return QRectF(8, 8, 62, 36)

    def paint(self, painter: QPainter) -> None:
        """Draw the pill."""
        pill = self.ring_rect()
        shade = QColor(ON_VIDEO_SHADE)
        shade.setAlphaF(0.92 if self.underMouse() else 0.82)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(pill, RADIUS, RADIUS)
        self.look.icons.draw(
            painter, "close", square(pill.left() + 18, pill.center().y(), 16), "#FFFFFF"
        )
        label = self.look.setter.line(self._key, HINT_BOLD)
        label.draw(painter, pill.left() + 34, pill.center().y() - HINT_BOLD.line / 2, "#FFFFFF")


class CameraPreview(Painted):
    """Shows the newest frame. Without one it is a dark, quiet field with a sentence."""

    closed = Signal()

    def __init__(self, look: Look, waiting: str, close_name: str) -> None:
        super().__init__(look)
        self.scan: ScanView | None = None
        self.labels: tuple[FaultLabel, ...] = ()
        self.state = Light.unknown
        self._waiting = waiting
        self._image: QImage | None = None
        self.close_tap = CloseTap(look, close_name, "F7")
        self.close_tap.setParent(self)
        self.close_tap.clicked.connect(self.closed)

    def show_scan(self, scan: ScanView, state: Light, labels: tuple[FaultLabel, ...]) -> None:
        """Show a new frame with what was found in it."""
        if self.scan is None or scan.frame is not self.scan.frame:
            self._image = frame_image(scan.frame) if scan.frame else None
        self.scan, self.state, self.labels = scan, state, labels
        self.update()

    def clear(self) -> None:
        """Keep no picture of a code when nobody can see it."""
        self.scan, self._image, self.labels = None, None, ()

    def show_words(self, waiting: str, close_name: str) -> None:
        """Speak another language."""
        self._waiting = waiting
        self.setAccessibleName(waiting)
        self.close_tap.setAccessibleName(close_name)
        self.update()

    def natural_width(self) -> int:
        """Wide enough for the pill and a label."""
        return 240

    def height_for(self, width: int) -> int:
        """16:9."""
        return max(round(width * 9 / 16), TARGET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pill in its corner."""
        self.close_tap.move(0, 0)

    def paint(self, painter: QPainter) -> None:
        """Draw picture, brackets and labels, all inside the rounded frame."""
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(clip)
        rounded(painter, QRectF(self.rect()), ON_VIDEO_FIELD)
        if self._image is None or self.scan is None or self.scan.frame is None:
            text = self.look.setter.line(self._waiting, BODY_BOLD)
            x, y = (self.width() - text.width) / 2, self.height() / 2 - 12
            text.draw(painter, x, y, ON_VIDEO_PALE)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._target(self._image), self._image)
        for quad in self.scan.corners:
            self._brackets(painter, [self._map(point) for point in quad])
        for label in self.labels:
            self._fault(painter, label)

    def _target(self, image: QImage) -> QRectF:
        scale = max(self.width() / image.width(), self.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _map(self, point: Point) -> QPointF:
        if self._image is None:
            return QPointF()
        box = self._target(self._image)
        scale = box.width() / self._image.width()
        return QPointF(box.left() + point[0] * scale, box.top() + point[1] * scale)

    def _brackets(self, painter: QPainter, quad: list[QPointF]) -> None:
        colours = {Light.ok: ON_VIDEO_OK, Light.unknown: ON_VIDEO_PALE}
        colour = colours.get(self.state, ON_VIDEO_FILL)
        for width, ink in ((7.0, "#101216"), (4.0, colour)):
            pen = QPen(QColor(ink), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for number, corner in enumerate(quad):
                before, after = quad[number - 1], quad[(number + 1) % len(quad)]
                arm, other = _toward(corner, before), _toward(corner, after)
                painter.drawPolyline(QPolygonF([arm, corner, other]))

    def _fault(self, painter: QPainter, label: FaultLabel) -> None:
        """Mark the spot; what spoils the whole code needs no other mark than the brackets."""
        box = QRectF(self._map(label.box[:2]), self._map(label.box[2:])).normalized()
        centre = box.center()
        across = max(box.width() / 2, _SMALLEST)
        down = max(box.height() / 2, _SMALLEST)
        whole = self._spans_the_code(box)
        for width, ink in () if whole else ((4.5, "#101216"), (2.5, ON_VIDEO_FILL)):
            pen = QPen(QColor(ink), width)
            if width < 4:
                pen.setDashPattern([2.4, 2.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, across, down)
        self._leader(painter, label.text, centre, (across, down))

    def _spans_the_code(self, box: QRectF) -> bool:
        if self.scan is None or not self.scan.corners:
            return False
        quad = QPolygonF([self._map(point) for point in self.scan.corners[0]]).boundingRect()
        common = box.intersected(quad)
        most = _MOST_OF_IT * quad.width() * quad.height()
        return common.width() * common.height() >= most

    def _leader(self, painter: QPainter, text: str, centre: QPointF, radii: Point) -> None:
        block = self.look.setter.line(text, BODY_BOLD)
        width, height = block.width + 44, 32
        tag = QRectF(self.width() - 16 - width, 16, width, height)
        if centre.y() < self.height() * 0.3:
            tag.moveBottom(self.height() - 16)
        end = QPointF(tag.center().x() - 10, tag.bottom() if tag.top() < centre.y() else tag.top())
        away = hypot((end.x() - centre.x()) / radii[0], (end.y() - centre.y()) / radii[1]) or 1
        start = centre + (end - centre) / away
        if away > 1:
            painter.setPen(QPen(QColor(ON_VIDEO_FILL), 2))
            painter.drawLine(start, end)
        rounded(painter, tag, ON_VIDEO_FILL, RADIUS_INSIDE)
        triangle(painter, square(tag.left() + 19, tag.center().y(), 16), ON_VIDEO_INK)
        block.draw(painter, tag.left() + 34, tag.center().y() - BODY_BOLD.line / 2, ON_VIDEO_INK)


def frame_image(frame: FrameView) -> QImage:
    """Return the frame as an image of its own."""
    kind = QImage.Format.Format_Grayscale8 if frame.grey else QImage.Format.Format_BGR888
    return QImage(frame.pixels, frame.width, frame.height, frame.stride, kind).copy()


def _toward(corner: QPointF, other: QPointF) -> QPointF:
    return corner + (other - corner) * _SIDE
