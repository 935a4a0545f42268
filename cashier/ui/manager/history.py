"""The page `history`: failures with filters that combine, page by page, and a case replayed."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.ledger_views import PageView, ReplayView
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec, EmptyWithButton
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.filters import FilterBar
from cashier.ui.manager.page_foot import PageFoot
from cashier.ui.manager.replay import ReplayPanel
from cashier.ui.manager.rows import CaseTable
from cashier.ui.manager.table import CellList
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.manager.wanted import Wanted
from cashier.ui.theme import M
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.section import Section


class HistoryPage(QWidget):
    """Sends what a person wants to see; whoever owns it brings pages and replays."""

    page_wanted = Signal()
    case_wanted = Signal(str)

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__()
        self.look = look
        self._view: PageView | None = None
        self._copied = 0
        self.befores: list[int] = []
        self.head = PageHead(look)
        self.copy = Button(look, ButtonSpec(""))
        self.filters = FilterBar(look, over)
        self.filters.changed.connect(self._filters_changed)
        self.model = CaseTable(look)
        self.table = CellList(look, self.model)
        self.table.copy_wanted.connect(self._copy)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.copy.clicked.connect(self.table.copy)
        self.foot = PageFoot(look)
        self.foot.turned.connect(self._turn)
        self.replay = ReplayPanel(look)
        self.empty = Section(look, M)
        self._arrange()
        self.show_view(None)

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return self.filters.wanted

    @property
    def before_seq(self) -> int | None:
        """Where the page that is shown begins; None for the first."""
        return self.befores[-1] if self.befores else None

    def show_view(self, view: PageView | None) -> None:
        """Draw what is known; None while nothing has been read yet."""
        changed = view is None or self._view is None or view.rows != self._view.rows
        self._view = view
        if view is not None:
            self.filters.show_known(view.cashiers, view.causes)
        self._show_texts()
        if changed:
            self._show_rows()
        rows = view.rows if view else ()
        self.middle.setVisible(bool(rows))
        self.copy.setVisible(bool(rows))
        key = None if rows else (view is None, self.wanted.narrowed, self.wanted.time)
        self.empty.show_parts(key, lambda: [] if rows else self._empty())
        self.rest.setVisible(not rows)

    def show_replay(self, view: ReplayView) -> None:
        """Show a case step by step, unless another one was chosen by now."""
        if view.case_id == self._current():
            self.replay.show_view(view)

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self.filters.restyle()
        self._show_rows()
        self.show_view(self._view)
        self.replay.restyle()
        self.table.restyle()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.head, 1)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        self.card = Card(self.look, CardSpec(pad=(1, 1, 1, 1)))
        self.card.box.addWidget(self.table, 1)
        self.card.box.addWidget(self.foot)
        self.middle = QWidget()
        beside = QHBoxLayout(self.middle)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(M)
        beside.addWidget(self.card, 1)
        beside.addWidget(self.replay)
        self.rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE)
        column.setSpacing(M)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.middle, 1)
        column.addWidget(self.empty)
        column.addWidget(self.rest, 1)

    def _show_texts(self) -> None:
        words, view = self.look.words, self._view
        line = ""
        if view and self.wanted.time != "shift":
            line = words("manager-rows", count=view.total)
        elif view and view.shift:
            figures = view.shift.figures
            line = words("manager-history-line", failures=figures.failures, saved=figures.saved)
        self.head.show_texts(words("manager-page-history"), line)
        self.copy.show_spec(ButtonSpec(words("manager-copy"), "copy"))
        total = view.total if view else 0
        here = len(view.rows) if view else 0
        text = words("manager-rows", count=total)
        if here < total:
            text = words("manager-rows-page", count=total, here=here)
        if self._copied:
            text = words("manager-rows-copied", count=self._copied)
        self.foot.show_place(text, back=bool(self.befores), on=bool(view and view.more))

    def _show_rows(self) -> None:
        """Show the rows; what was selected stays selected if it is still there."""
        chosen = {self.model.rows[number].case_id for number in self.table.chosen()}
        current = self._current()
        self.model.show_rows(self._view.rows if self._view else ())
        self.table.measure()
        flags = QItemSelectionModel.SelectionFlag
        for number, row in enumerate(self.model.rows):
            index = self.model.index(number, 0)
            if row.case_id in chosen:
                self.table.selectionModel().select(index, flags.Select | flags.Rows)
            if row.case_id == current:
                self.table.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        if self._current() != current or not current:
            self.replay.show_view(None)

    def _current(self) -> str:
        here = self.table.currentIndex().row()
        return self.model.rows[here].case_id if 0 <= here < len(self.model.rows) else ""

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.case_wanted.emit(self.model.rows[index.row()].case_id)

    def _empty(self) -> list[QWidget]:
        words, wanted = self.look.words, self.wanted
        if self._view is None:
            key = "manager-reading"
        elif wanted.narrowed:
            key = "manager-empty-filtered"
        elif wanted.time in ("shift", "today"):
            key = f"manager-empty-{wanted.time}"
        else:
            key = "manager-empty-all"
        spec = EmptySpec("history", words(key), words(f"{key}.how"))
        if self._view is None or wanted == Wanted(time="all"):
            return [EmptyState(self.look, spec)]
        button = Button(self.look, ButtonSpec(words("manager-show_all")))
        button.clicked.connect(lambda: self.filters.choose(Wanted(time="all")))
        return [EmptyWithButton(self.look, spec, button)]

    def _copy(self) -> None:
        numbers = self.table.chosen() or list(range(self.model.rowCount()))
        if not numbers:
            return
        QGuiApplication.clipboard().setText(self.model.texts(numbers))
        self._copied = len(numbers)
        self._show_texts()

    def _turn(self, by: int) -> None:
        """Go to the next page or back to the one before."""
        if by > 0 and self._view and self._view.rows:
            self.befores.append(self._view.rows[-1].opened_seq)
        elif by < 0 and self.befores:
            self.befores.pop()
        self._copied = 0
        self.page_wanted.emit()

    def _filters_changed(self) -> None:
        self._copied = 0
        self.befores.clear()
        self.page_wanted.emit()
