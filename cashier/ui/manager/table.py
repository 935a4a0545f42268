"""The list itself: a QTableView whose header and cells are painted by our own tokens."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from cashier.ui.look import Look
from cashier.ui.manager.cells import CellTable
from cashier.ui.manager.table_paint import ROW_HIGH, CellPainter, Header
from cashier.ui.manager.widths import Need, fits, needed, shared
from cashier.ui.theme import grown

_BAR = """
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {thumb}; min-height: 32px; border-radius: 3px; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {thumb}; min-width: 32px; border-radius: 3px; }}
QAbstractScrollArea::corner {{ background: transparent; }}
QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0px; }}
"""


class CellList(QTableView):
    """Lines of cells below each other. Ctrl+C copies what is selected, or all."""

    copy_wanted = Signal()

    def __init__(self, look: Look, model: CellTable) -> None:
        super().__init__()
        self.look = look
        self._table = model
        self._columns = model.columns
        self._needs: list[Need] = []
        self.setModel(model)
        self.painter = CellPainter(look, self, model)
        self.setItemDelegate(self.painter)
        self.header = Header(look, self, self._columns)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self.verticalHeader().setDefaultSectionSize(grown(ROW_HIGH))
        self.setStyleSheet(_BAR.format(thumb=self.look.tokens.ctl))
        self.setAccessibleName(self.look.words(self._columns.label))
        self.measure()
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def measure(self) -> None:
        """Take the widths of what is shown now: once for every change, not for every resize."""
        named = enumerate(self._columns.names)
        columns = [(name, self._table.column_cells(number)) for number, name in named]
        self._needs = [needed(self.look, name, cells) for name, cells in columns]
        self.fit()

    def fit(self) -> None:
        """Give every column what it needs and one of them the rest; words wrap where they must.

        Where even that is too wide, what can be spared is left out.
        """
        room, names, spare = self.viewport().width(), self._columns.names, self._columns.spare
        gone = 0
        while gone < len(spare) and not fits(self._kept(gone), room):
            gone += 1
        shown = [number for number, name in enumerate(names) if name not in spare[:gone]]
        grows = shown.index(names.index(self._columns.grows))
        shares = shared(self._kept(gone), room, grows)
        self.painter.pad = self.header.pad = shares.pad
        for number in range(len(names)):
            self.setColumnHidden(number, number not in shown)
        for number, width in zip(shown, shares.widths, strict=False):
            self.setColumnWidth(number, width)

    def _kept(self, gone: int) -> list[Need]:
        """Return what the columns need that stay when so many are left out."""
        named = zip(self._columns.names, self._needs, strict=False)
        return [need for name, need in named if name not in self._columns.spare[:gone]]

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
