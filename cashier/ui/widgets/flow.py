"""Layouts that set parts side by side and go to the next line when there is no room."""

from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Left to right, then down; with `spread`, the last part of a line stands at the right edge."""

    def __init__(self, gap: int = 8, line_gap: int = 8, *, spread: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        self._spread = spread
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:
        """Take another part."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many parts there are."""
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        """Return a part."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        """Let go of a part."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Height follows width."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """Return the height at a width."""
        lines = self._lines(width)
        return sum(self._line_height(line, width) for line in lines) + self._line_gap * max(
            len(lines) - 1, 0
        )

    def setGeometry(self, box: QRect, /) -> None:
        """Put every part in its place."""
        super().setGeometry(box)
        y = box.y()
        for line in self._lines(box.width()):
            height = self._line_height(line, box.width())
            self._place(line, QRect(box.x(), y, box.width(), height))
            y += height + self._line_gap

    def sizeHint(self) -> QSize:
        """Return the smallest size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the width of the widest part."""
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(widest, 1)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            need = min(_wanted(item), width)
            if not lines or used + self._gap + need > width:
                lines.append([item])
                used = need
            else:
                lines[-1].append(item)
                used += self._gap + need
        return lines

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _line_height(self, line: list[QLayoutItem], width: int) -> int:
        return max(_height(item, min(_wanted(item), width)) for item in line)

    def _place(self, line: list[QLayoutItem], box: QRect) -> None:
        x = box.x()
        for number, item in enumerate(line):
            width = min(_wanted(item), box.width())
            height = _height(item, width)
            if self._spread and number and number == len(line) - 1:
                x = box.right() + 1 - width
            corner = QPoint(x, box.y() + (box.height() - height) // 2)
            item.setGeometry(QRect(corner, QSize(width, height)))
            x += width + self._gap


class Filled(Flow):
    """Parts as wide as their words, as many in each line; they share what a line has left."""

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines = super()._lines(width)
        shown = [item for line in lines for item in line]
        most = ceil(len(shown) / len(lines)) if lines else 1
        even = [shown[start : start + most] for start in range(0, len(shown), most)]
        return even if all(self._need(line) <= width for line in even) else lines

    def _need(self, line: list[QLayoutItem]) -> int:
        return sum(map(_wanted, line)) + self._gap * (len(line) - 1)

    def _place(self, line: list[QLayoutItem], box: QRect) -> None:
        """Give every part its share; the last one takes the pixels that are left over."""
        wanted = [min(_wanted(item), box.width()) for item in line]
        left = box.width() - sum(wanted) - self._gap * (len(line) - 1)
        share, x = max(left, 0) // len(line), box.x()
        for item, need in zip(line, wanted, strict=True):
            width = need + share if item is not line[-1] else box.right() + 1 - x
            item.setGeometry(QRect(x, box.y(), width, box.height()))
            x += width + self._gap


class Even(Flow):
    """Equally wide parts, as many beside each other as their longest words leave room for."""

    def __init__(self, most: int, gap: int = 8) -> None:
        super().__init__(gap, gap)
        self._most = most

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        shown, count = self._shown(), self._columns(width)
        return [shown[start : start + count] for start in range(0, len(shown), count)]

    def _line_height(self, line: list[QLayoutItem], width: int) -> int:
        cell = self._cell(width)
        return max(_height(item, cell) for item in line)

    def _place(self, line: list[QLayoutItem], box: QRect) -> None:
        """Put the parts into equal cells; the last column takes the pixel that is left over."""
        wide, last = self._cell(box.width()), self._columns(box.width()) - 1
        for number, item in enumerate(line):
            left = number * (wide + self._gap)
            width = box.width() - left if number == last else wide
            item.setGeometry(QRect(box.x() + left, box.y(), width, box.height()))

    def _columns(self, width: int) -> int:
        widest = max((item.minimumSize().width() for item in self._shown()), default=1)
        return max(min(self._most, (width + self._gap) // (widest + self._gap)), 1)

    def _cell(self, width: int) -> int:
        columns = self._columns(width)
        return max((width - self._gap * (columns - 1)) // columns, 1)


def _wanted(item: QLayoutItem) -> int:
    return item.sizeHint().width()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
