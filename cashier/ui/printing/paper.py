"""The sheet: its size, its type scale, and how text is set on it. Units are tenths of a point.

Tenths, because a font's size is a whole number of units, and letters stand where they should only
when a unit is small.
"""

from dataclasses import dataclass

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextOption,
)

from cashier.ui.fonts import Fonts, is_latin
from cashier.ui.theme import LIGHT, Type

WIDTH, HEIGHT = 5950.0, 8420.0
MARGIN = 480.0
TOP, BOTTOM = 460.0, 760.0
INNER = WIDTH - 2 * MARGIN
_UNITS_PER_INCH = 720

FINE = Type(75, 110, bold=False, fixed=True)
SMALL = Type(85, 125, bold=False, fixed=True)
TEXT = Type(95, 145, bold=False, fixed=True)
STRONG = Type(95, 145, bold=True, fixed=True)
HEADING = Type(120, 170, bold=True, fixed=True)
FIGURE = Type(250, 300, bold=True, fixed=True)
TITLE = Type(240, 300, bold=True, fixed=True)


@dataclass(frozen=True, slots=True)
class Set:
    """How a text is set: step, colour by its token, and where it stands in its box."""

    step: Type
    ink: str = "ink"
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


class Pen:
    """Sets text and draws shapes on the page that is open."""

    def __init__(self, painter: QPainter, fonts: Fonts) -> None:
        self.painter = painter
        self._fonts = fonts

    def line(self, box: QRectF, text: str, how: Set) -> None:
        """Set one line, in the middle of its box's height; what does not fit ends in «…»."""
        font = self._font(text, how.step)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        self._use(font, how.ink)
        self.painter.drawText(box, how.align | Qt.AlignmentFlag.AlignVCenter, shown)

    def lines(self, box: QRectF, text: str, how: Set) -> None:
        """Set a text that may wrap anywhere it must."""
        option = QTextOption(how.align | Qt.AlignmentFlag.AlignTop)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._use(self._font(text, how.step), how.ink)
        self.painter.drawText(box, text, option)

    def box(self, box: QRectF, fill: str, radius: float = 60.0) -> None:
        """Fill a rounded box."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color(fill))
        self.painter.drawRoundedRect(box, radius, radius)

    def rule(self, left: float, top: float, width: float, ink: str = "line") -> None:
        """Draw a hairline."""
        self.painter.fillRect(QRectF(left, top, width, 6.0), color(ink))

    def _font(self, text: str, step: Type) -> QFont:
        return self._fonts.font(step, latin=is_latin(text))

    def _use(self, font: QFont, ink: str) -> None:
        self.painter.setFont(font)
        self.painter.setPen(color(ink))


class Measure:
    """Measures text without a page."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def height(self, text: str, step: Type, width: float) -> float:
        """Return how high a wrapped text gets."""
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        metrics = QFontMetricsF(self._fonts.font(step, latin=is_latin(text)))
        return metrics.boundingRect(QRectF(0, 0, width, 1e6), int(flags), text).height()


def color(token: str) -> QColor:
    """Return a colour of the light theme by its token's name."""
    return QColor(str(getattr(LIGHT, token)))


def open_writer(target: QIODevice, title: str) -> QPdfWriter:
    """Return a writer of A4 pages without margins; a page is `WIDTH` by `HEIGHT` units."""
    writer = QPdfWriter(target)
    writer.setResolution(_UNITS_PER_INCH)
    writer.setTitle(title)
    writer.setCreator("Cashier Assistant")
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    return writer
