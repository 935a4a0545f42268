"""The list itself: a QTableView whose header and cells are painted by our own tokens."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from cashier.ui.look import Look
from cashier.ui.manager.rows import COLUMNS, RIGHT, CaseTable, Cell
from cashier.ui.paint import Edge, across, framed, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, HINT, HINT_BOLD, Type

ROW_HIGH = 46
HEADER_HIGH = 36
_PAD = 10
_ICON = 24
_EDGE = 3
_STRETCH = COLUMNS.index("cause")
_WRAPS = tuple(COLUMNS.index(name) for name in ("result", "method", "side"))
_LEAST = 152
_BAR = """
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {thumb}; min-height: 32px; border-radius: 3px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0px; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
"""
_Index = QModelIndex | QPersistentModelIndex


class CaseList(QTableView):
    """Failed payments, newest first. Ctrl+C copies what is selected, or all."""

    copy_wanted = Signal()

    def __init__(self, look: Look, model: CaseTable) -> None:
        super().__init__()
        self.look = look
        self._table = model
        self.setModel(model)
        self.painter = CellPainter(look, self, model)
        self.setItemDelegate(self.painter)
        self.setHorizontalHeader(_Header(look, self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HIGH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self.setStyleSheet(_BAR.format(thumb=self.look.tokens.ctl))
        self.setAccessibleName(self.look.words("manager-table"))
        self.fit()
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def fit(self) -> None:
        """Give every column what it needs and the cause the rest; words wrap where they must."""
        widths = [self._needed(number) for number in range(len(COLUMNS))]
        rest = self.viewport().width() - sum(widths) + widths[_STRETCH]
        for number in _WRAPS:
            spare = widths[number] - self._needed(number, wrapped=True)
            given = min(max(_LEAST - rest, 0), max(spare, 0))
            widths[number] -= given
            rest += given
        widths[_STRETCH] = max(rest, _LEAST)
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)

    def copy(self) -> None:
        """Ask for the selected rows, or all of them, as text."""
        self.copy_wanted.emit()

    def chosen(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; everything else moves about as in any list."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard begins at the first row."""
        super().focusInEvent(event)
        by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        if by_keyboard and not self.currentIndex().isValid() and self._table.rowCount():
            self.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.fit()

    def _needed(self, column: int, *, wrapped: bool = False) -> int:
        setter = self.look.setter
        widest = setter.width(self.look.words(f"manager-column-{COLUMNS[column]}"), HINT)
        for cell in self._table.column_cells(column):
            icon = _ICON if cell.icon else 0
            if wrapped:
                word = setter.longest_word(cell.text, _small(cell))
            else:
                word = setter.width(cell.text, _type(cell))
            widest = max(widest, word + icon)
        return widest + 2 * _PAD


class _Header(QHeaderView):
    """The names of the columns, small and quiet, with a line below."""

    def __init__(self, look: Look, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """36 high."""
        return QSize(super().sizeHint().width(), HEADER_HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all names at once: the style's own header is grey."""
        painter = QPainter(self.viewport())
        tokens = self._look.tokens
        for number, name in enumerate(COLUMNS):
            left, width = self.sectionViewportPosition(number), self.sectionSize(number)
            word = self._look.setter.line(self._look.words(f"manager-column-{name}"), HINT)
            x = left + width - _PAD - word.width if name in RIGHT else left + _PAD
            word.draw(painter, x, (HEADER_HIGH - HINT.line) / 2, tokens.ink3)
        across(painter, 0, self.height() - 1, self.width(), tokens.line)
        painter.end()


class CellPainter(QStyledItemDelegate):
    """Draws a cell: icon and words, a tint when selected, a frame when the keyboard is there."""

    def __init__(self, look: Look, table: CaseList, model: CaseTable) -> None:
        super().__init__(table)
        self._look = look
        self._table = table
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
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
        left = box.left() + _PAD
        if cell.right:
            left = box.left() + box.width() - _PAD - block.width
        if cell.icon:
            self._look.icons.draw(
                painter, cell.icon, square(left + 8, middle, 16), self._icon(cell)
            )
            left += _ICON
        block.draw(painter, left, round(middle - block.height / 2), ink)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """46 high; the width is shared out by the table."""
        return QSize(_LEAST, ROW_HIGH)

    def _paint_ground(
        self, painter: QPainter, box: QRect, index: _Index, *, selected: bool
    ) -> None:
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
        room = max(width - 2 * _PAD - (_ICON if cell.icon else 0), 1)
        setter = self._look.setter
        block = setter.line(cell.text, _type(cell))
        # Two lines of small print fit into a row; one line of cut-off text helps nobody.
        return (
            block if block.width <= room else setter.block(cell.text, Setting(_small(cell), room))
        )


def _type(cell: Cell) -> Type:
    return BODY_BOLD if cell.bold else BODY


def _small(cell: Cell) -> Type:
    return HINT_BOLD if cell.bold else HINT


def _parts(option: QStyleOptionViewItem) -> tuple[QRect, QStyle.StateFlag]:
    """Read the two fields that the binding has but its stubs leave out."""
    return option.rect, option.state
