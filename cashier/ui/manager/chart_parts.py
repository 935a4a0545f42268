"""Charts painted by hand: a line of days, two rows of waits, dots by hour, bars of methods.

Accent and grey only; what a mark means is said by its place and a word beside it, never by a
legend; every axis begins at zero.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from cashier.history.charted import BUCKET_S, BUCKETS, DayCount, Waits
from cashier.history.figures import Switched
from cashier.ui.look import Look
from cashier.ui.manager.week_words import day_text
from cashier.ui.paint import across, rounded, square
from cashier.ui.theme import BODY, HINT, HINT_BOLD, SECTION, grown
from cashier.ui.widgets.base import Painted
from cashier.ui.words import Book

_AXIS = 34
_FEET = 26
_LINE_HIGH = 196
_WEEK = 8
_HIST_HIGH = 66
_TICK_S = 30


class RecoveryLine(Painted):
    """Of a hundred failures, how many were saved, day by day; `changed` is marked if it is set."""

    def __init__(self, look: Look, days: Sequence[DayCount], changed: datetime | None) -> None:
        super().__init__(look)
        self._days = [day for day in days if day.saved_of_hundred is not None]
        self._changed = changed.astimezone().date() if changed else None
        last = self._days[-1].saved_of_hundred if self._days else None
        count = round(last) if last is not None else 0
        self.setAccessibleName(look.words("manager-recovery-spoken", count=count))

    def natural_width(self) -> int:
        """Room for the axis and a week."""
        return grown(_AXIS) + 200

    def height_for(self, width: int) -> int:
        """Always as high."""
        return _LINE_HIGH

    def paint(self, painter: QPainter) -> None:
        """Draw axis, area, line, and the last value."""
        tokens = self.look.tokens
        for value in (0, 50, 100):
            y = self._y(value)
            across(painter, grown(_AXIS), round(y), self.width(), tokens.line)
            text = self.look.setter.line(str(value), HINT)
            text.draw(painter, 0, y - HINT.line / 2, tokens.ink3)
        if not self._days:
            return
        self._paint_days(painter)
        self._paint_change(painter)
        self._paint_line(painter)

    def _paint_line(self, painter: QPainter) -> None:
        tokens = self.look.tokens
        points = [QPointF(self._x(n), self._y(_saved(day))) for n, day in enumerate(self._days)]
        area = QPainterPath(QPointF(points[0].x(), self._y(0)))
        for point in (*points, QPointF(points[-1].x(), self._y(0))):
            area.lineTo(point)
        shade = QLinearGradient(0, self._y(100), 0, self._y(0))
        top = QColor(tokens.accent)
        top.setAlpha(46)
        shade.setColorAt(0, top)
        top.setAlpha(0)
        shade.setColorAt(1, top)
        painter.fillPath(area, shade)
        line = QPainterPath(points[0])
        for point in points[1:]:
            line.lineTo(point)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent), 2.2))
        painter.drawPath(line)
        last = points[-1]
        rounded(painter, square(last.x(), last.y(), 15), tokens.surface, 7.5)
        rounded(painter, square(last.x(), last.y(), 10), tokens.accent, 5)
        value = self.look.setter.line(str(round(_saved(self._days[-1]))), SECTION)
        value.draw(painter, last.x() + 11, last.y() - SECTION.line / 2, tokens.accent_ink)

    def _paint_days(self, painter: QPainter) -> None:
        tokens, setter, words = self.look.tokens, self.look.setter, self.look.words
        few = len(self._days) <= _WEEK
        step = 1 if few else max(len(self._days) // 6, 1)
        # Counted from the last day, so that today always has its name.
        for number in range(len(self._days) - 1, -1, -step):
            day = self._days[number].day
            name = day_text(words, day.weekday()) if few else f"{day:%m-%d}"
            text = setter.line(name, HINT)
            left = min(self._x(number) - text.width / 2, self.width() - text.width)
            text.draw(painter, left, self.height() - HINT.line, tokens.ink3)

    def _paint_change(self, painter: QPainter) -> None:
        """A dashed line where the words were changed."""
        places = [n for n, day in enumerate(self._days) if day.day == self._changed]
        if not places:
            return
        tokens, x = self.look.tokens, round(self._x(places[0])) + 0.5
        pen = QPen(QColor(tokens.edge), 1.2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, 4), QPointF(x, self._y(0)))
        text = self.look.setter.line(self.look.words("manager-recovery-change"), HINT)
        left = x - text.width - 6
        left = left if left > grown(_AXIS) else x + 6
        text.draw(painter, left, self._y(0) - HINT.line - 4, tokens.ink2)

    def _x(self, number: int) -> float:
        room = self.width() - grown(_AXIS) - grown(46)
        steps = max(len(self._days) - 1, 1)
        return grown(_AXIS) + 8 + room * number / steps

    def _y(self, value: float) -> float:
        top, bottom = 12.0, float(_LINE_HIGH - grown(_FEET))
        return bottom - (bottom - top) * value / 100


def _saved(day: DayCount) -> float:
    return day.saved_of_hundred or 0.0


class WaitBars(Painted):
    """How long customers waited, as one row of bars or two: `before` in grey, `waits` in blue."""

    def __init__(self, look: Look, waits: Waits, before: Waits | None) -> None:
        super().__init__(look)
        self._rows = [(waits, True)]
        if before is not None:
            self._rows.insert(0, (before, False))
        self.setAccessibleName(". ".join(self._title(one, new=new) for one, new in self._rows))

    def natural_width(self) -> int:
        """The longest title, or a few pixels for every bar."""
        titles = [self._title(one, new=new) for one, new in self._rows]
        widest = max(self.look.setter.width(title, HINT_BOLD) for title in titles)
        return max(widest, BUCKETS * 9)

    def height_for(self, width: int) -> int:
        """Title and bars for every row, and the seconds."""
        return max(
            len(self._rows) * (_HIST_HIGH + HINT.line + 6), _LINE_HIGH - grown(_FEET)
        ) + grown(_FEET)

    def paint(self, painter: QPainter) -> None:
        """Draw both rows and the seconds below."""
        tokens, setter = self.look.tokens, self.look.setter
        high = (self.height() - grown(_FEET)) / len(self._rows)
        for number, (waits, new) in enumerate(self._rows):
            top = number * high
            title = setter.line(self._title(waits, new=new), HINT_BOLD)
            ink = tokens.accent_ink if new else tokens.ink2
            title.draw(painter, self.width() - title.width, top, ink)
            box = QRectF(0, top + HINT.line + 4, self.width(), high - HINT.line - 6)
            self._paint_bars(painter, waits, box, tokens.accent if new else tokens.bar)
        step = self.width() / BUCKETS
        for second in range(0, BUCKETS * BUCKET_S, _TICK_S):
            key = "manager-waits-zero" if not second else "manager-waits-tick"
            text = setter.line(self.look.words(key, seconds=second), HINT)
            text.draw(painter, second / BUCKET_S * step, self.height() - HINT.line, tokens.ink3)

    def _paint_bars(self, painter: QPainter, waits: Waits, box: QRectF, ink: str) -> None:
        most, step = max(*waits.buckets, 1), box.width() / BUCKETS
        for number, times in enumerate(waits.buckets):
            if not times:
                continue
            high = max(box.height() * times / most, 2)
            bar = QRectF(number * step, box.bottom() - high, step - 3, high)
            rounded(painter, bar, ink, 2)
        across(painter, 0, round(box.bottom()), self.width(), self.look.tokens.line)

    def _title(self, waits: Waits, *, new: bool) -> str:
        words = self.look.words
        if waits.median is None:
            half = words("manager-waits-none")
        else:
            half = words("manager-waits-half", seconds=round(waits.median.value))
        if len(self._rows) == 1:
            return half
        key = "manager-waits-after" if new else "manager-waits-before"
        return words(key, half=half, count=waits.count)


class SwitchBars(Painted):
    """Methods that customers were switched to: solid was paid, hollow was only tried."""

    _ROW = 36
    _MOST = 6

    def __init__(self, look: Look, switched: Sequence[Switched]) -> None:
        super().__init__(look)
        self._switched = tuple(switched)[: self._MOST]
        spoken = [_spoken(look.words, one) for one in self._switched]
        self.setAccessibleName(". ".join(spoken))

    def natural_width(self) -> int:
        """Name, bar and numbers."""
        return self._name_width() + 80 + self._number_width()

    def height_for(self, width: int) -> int:
        """One line a method."""
        return len(self._switched) * grown(self._ROW)

    def paint(self, painter: QPainter) -> None:
        """Draw name, bar and numbers of every method."""
        tokens, setter, words = self.look.tokens, self.look.setter, self.look.words
        most = max((one.times for one in self._switched), default=1)
        left, right = self._name_width(), self.width() - self._number_width()
        for number, one in enumerate(self._switched):
            middle = (number + 0.5) * grown(self._ROW)
            name = setter.line(words.method(one.method), BODY)
            name.draw(painter, 0, middle - BODY.line / 2, tokens.ink)
            whole = QRectF(left, middle - 8, max((right - left) * one.times / most, 6), 16)
            painter.setPen(QPen(QColor(tokens.edge), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
            paid = QRectF(whole.left(), whole.top(), whole.width() * one.paid / one.times, 16)
            if one.paid:
                rounded(painter, paid, tokens.accent, 4)
            text = setter.line(f"{one.paid} / {one.times}", BODY)
            text.draw(painter, self.width() - text.width, middle - BODY.line / 2, tokens.ink2)

    def _name_width(self) -> int:
        names = [self.look.words.method(one.method) for one in self._switched]
        return max((self.look.setter.width(name, BODY) for name in names), default=0) + 16

    def _number_width(self) -> int:
        texts = [f"{one.paid} / {one.times}" for one in self._switched]
        return max((self.look.setter.width(text, BODY) for text in texts), default=0) + 16


def _spoken(words: Book, one: Switched) -> str:
    name = words.method(one.method)
    return words("manager-switched-spoken", method=name, paid=one.paid, times=one.times)
