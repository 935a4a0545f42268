"""How the list is drawn: its header and its cells, by our own tokens."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from cashier.ui.look import Look
from cashier.ui.manager.cells import Cell, CellTable, Columns, Index
from cashier.ui.manager.widths import ICON, PAD, large, small
from cashier.ui.paint import Edge, across, framed, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import HINT, grown

ROW_HIGH = 46
HEADER_HIGH = 36
_EDGE = 3


class Header(QHeaderView):
    """The names of the columns, small and quiet, with a line below."""

    def __init__(self, look: Look, parent: QTableView, columns: Columns) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self._columns = columns
        self.pad = PAD
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """36 high."""
        return QSize(super().sizeHint().width(), grown(HEADER_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all names at once: the style's own header is grey."""
        painter = QPainter(self.viewport())
        tokens = self._look.tokens
        for number, name in enumerate(self._columns.names):
            if self.isSectionHidden(number):
                continue
            left, width = self.sectionViewportPosition(number), self.sectionSize(number)
            word = self._look.setter.line(self._look.words(f"manager-column-{name}"), HINT)
            right = left + width - self.pad - word.width
            x = right if name in self._columns.right else left + self.pad
            word.draw(painter, x, (grown(HEADER_HIGH) - HINT.line) / 2, tokens.ink3)
        across(painter, 0, self.height() - 1, self.width(), tokens.line)
        painter.end()


class CellPainter(QStyledItemDelegate):
    """Draws a cell: icon and words, a tint when selected, a frame when the keyboard is there."""

    def __init__(self, look: Look, table: QTableView, model: CellTable) -> None:
        super().__init__(table)
        self._look = look
        self._table = table
        self._model = model
        self.pad = PAD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        cell = self._model.cell(index.row(), index.column())
        box, state = _parts(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(
            painter, box, index, selected=bool(state & QStyle.StateFlag.State_Selected)
        )
        ink = getattr(self._look.tokens, cell.ink)
        block = self.block(cell, box.width())
        middle = box.top() + (box.height() - 1) / 2
        left = box.left() + self.pad
        if cell.right:
            left = box.left() + box.width() - self.pad - block.width
        if cell.icon:
            self._look.icons.draw(
                painter, cell.icon, square(left + 8, middle, 16), self._icon(cell)
            )
            left += ICON
        block.draw(painter, left, round(middle - block.height / 2), ink)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """46 high; the width is shared out by the table."""
        return QSize(0, grown(ROW_HIGH))

    def _paint_ground(self, painter: QPainter, box: QRect, index: Index, *, selected: bool) -> None:
        tokens = self._look.tokens
        if selected:
            painter.fillRect(box, QColor(tokens.accent_tint))
            if index.column() == 0:
                edge = QRectF(box.left(), box.top(), _EDGE, box.height())
                painter.fillRect(edge, QColor(tokens.accent))
        right = box.left() + box.width()
        across(painter, box.left(), box.top() + box.height() - 1, right, tokens.line)
        if self._table.hasFocus() and self._table.currentIndex().row() == index.row():
            self._paint_focus(painter, box)

    def _paint_focus(self, painter: QPainter, box: QRect) -> None:
        """Frame the row: every cell draws the part of the frame that lies in it."""
        painter.save()
        painter.setClipRect(box)
        whole = QRectF(0, box.top(), self._table.viewport().width(), box.height())
        frame = whole.adjusted(1, 1, -1, -1)
        framed(painter, frame, self._look.tokens.accent_ink, Edge(4, 2))
        painter.restore()

    def _icon(self, cell: Cell) -> str:
        tokens = self._look.tokens
        inks = {"check": tokens.ok, "warn": tokens.warn_mark}
        ink: str = getattr(tokens, cell.ink)
        return inks.get(cell.icon, ink)

    def block(self, cell: Cell, width: int) -> Block:
        """Return the words of a cell, set to fit a column of this width."""
        room = max(width - 2 * self.pad - (ICON if cell.icon else 0), 1)
        setter = self._look.setter
        block = setter.line(cell.text, large(cell))
        # Two lines of small print fit into a row; one line of cut-off text helps nobody.
        return block if block.width <= room else setter.block(cell.text, Setting(small(cell), room))


def _parts(option: QStyleOptionViewItem) -> tuple[QRect, QStyle.StateFlag]:
    """Read the two fields that the binding has but its stubs leave out."""
    return option.rect, option.state
