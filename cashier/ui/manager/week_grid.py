"""When sales were lost: a disc per part of the week, as large as what was lost in it.

One part is chosen, by tap or by arrow keys; what was lost in it, and why, is shown beside.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

from cashier.history.charted import PARTS, WeekCell
from cashier.history.model import WeekPart
from cashier.ui.look import Look
from cashier.ui.manager.week_words import day_text, hours_text, part_text
from cashier.ui.marks import ring
from cashier.ui.paint import Edge, across, boxed, framed, rounded, square
from cashier.ui.theme import HINT, HINT_BOLD, RADIUS_INSIDE, TARGET, grown
from cashier.ui.widgets.base import Painted

_DAYS = 7
_HEAD = 28
_LEAST_CELL = TARGET
_SMALL, _LARGE = 11.0, 19.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class WeekGrid(Painted):
    """Days across, parts of the day down. Sends the part that was chosen."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._cells: Mapping[WeekPart, WeekCell] = {}
        self._parts: list[tuple[int, int]] = []
        self._chosen: WeekPart | None = None
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_cells(self, cells: Sequence[WeekCell], chosen: WeekPart | None) -> None:
        """Show the parts of a week and which one is chosen."""
        self._cells = {cell.part: cell for cell in cells}
        used = [PARTS.index((part.from_hour, part.until_hour)) for part in self._cells]
        self._parts = list(PARTS[min(used) : max(used) + 1]) if used else []
        self._chosen = chosen
        self.setAccessibleName(self._spoken())
        self.updateGeometry()
        self.update()

    def place_of(self, part: WeekPart) -> QRectF:
        """Return where a part stands."""
        row = self._parts.index((part.from_hour, part.until_hour))
        left, column = self._label_width(), self._column()
        return QRectF(
            left + part.weekday * column, grown(_HEAD) + row * self._row(), column, self._row()
        )

    def natural_width(self) -> int:
        """Hours, and seven cells a finger wide."""
        return self._label_width() + _DAYS * _LEAST_CELL

    def height_for(self, width: int) -> int:
        """The days, and a finger for every part of the day."""
        return grown(_HEAD) + len(self._parts) * TARGET

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the part below the finger."""
        column = int((event.position().x() - self._label_width()) // self._column())
        row = int((event.position().y() - grown(_HEAD)) // self._row())
        if 0 <= column < _DAYS and 0 <= row < len(self._parts):
            self._choose(WeekPart(column, *self._parts[row]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from part to part."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None or not self._parts:
            super().keyPressEvent(event)
            return
        here = self._chosen or WeekPart(0, *self._parts[0])
        row = self._parts.index((here.from_hour, here.until_hour))
        row = min(max(row + step[1], 0), len(self._parts) - 1)
        self._choose(WeekPart((here.weekday + step[0]) % _DAYS, *self._parts[row]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the keyboard only to those who use it."""
        self._by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw no frame any more."""
        super().focusOutEvent(event)
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Draw days, hours and discs."""
        self._paint_names(painter)
        most = max((cell.lost for cell in self._cells.values()), default=0)
        for number in range(_DAYS):
            for part in self._parts:
                self._paint_cell(painter, WeekPart(number, *part), most)

    def _paint_names(self, painter: QPainter) -> None:
        look, tokens, column = self.look, self.look.tokens, self._column()
        left = self._label_width()
        for number in range(_DAYS):
            name = look.setter.line(day_text(look.words, number), HINT)
            name.draw(painter, left + number * column + (column - name.width) / 2, 2, tokens.ink3)
        for row, part in enumerate(self._parts):
            top = grown(_HEAD) + row * self._row()
            across(painter, left, round(top), self.width(), tokens.line)
            text = look.setter.line(hours_text(look.words, part), HINT)
            text.draw(painter, 0, top + (self._row() - HINT.line) / 2, tokens.ink2)

    def _paint_cell(self, painter: QPainter, part: WeekPart, most: int) -> None:
        tokens, box, cell = self.look.tokens, self.place_of(part), self._cells.get(part)
        if part == self._chosen:
            inner = box.adjusted(2, 2, -2, -1)
            boxed(painter, inner, tokens.accent_tint, tokens.accent_line, Edge(RADIUS_INSIDE))
            if self.hasFocus() and self._by_keyboard:
                framed(painter, inner, tokens.accent_ink, Edge(RADIUS_INSIDE, 2))
        if cell is None:
            return
        middle = box.center()
        if not cell.lost:
            ring(painter, square(middle.x(), middle.y() + 0.5, 7), tokens.edge, 1.4)
            return
        largest = min(_LARGE, box.width() / 2 - 3)
        radius = _SMALL + (largest - _SMALL) * sqrt(cell.lost / max(most, 1))
        rounded(painter, square(middle.x(), middle.y() + 0.5, 2 * radius), tokens.accent, radius)
        number = self.look.setter.line(str(cell.lost), HINT_BOLD)
        top = middle.y() - HINT.line / 2 + 0.5
        number.draw(painter, middle.x() - number.width / 2, top, tokens.on_accent)

    def _choose(self, part: WeekPart) -> None:
        self._chosen = part
        self.setAccessibleName(self._spoken())
        self.update()
        self.chosen.emit(part)

    def _spoken(self) -> str:
        words, part = self.look.words, self._chosen
        if part is None:
            return words("manager-week")
        cell = self._cells.get(part)
        lost = cell.lost if cell else 0
        return words("manager-week-spoken", part=part_text(words, part), lost=lost)

    def _label_width(self) -> int:
        widths = [
            self.look.setter.width(hours_text(self.look.words, part), HINT)
            for part in (self._parts or PARTS)
        ]
        return max(widths) + 12

    def _row(self) -> float:
        """A finger high, or more where the page has room."""
        return max((self.height() - grown(_HEAD)) / max(len(self._parts), 1), float(TARGET))

    def _column(self) -> float:
        return (self.width() - self._label_width()) / _DAYS
