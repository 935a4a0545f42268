"""The page `history`: the list of failures with its filters, and copying from it."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.manager import MOST_ROWS, ManagerView
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec, EmptyWithButton
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.filters import FilterBar
from cashier.ui.manager.rows import CaseTable
from cashier.ui.manager.table import CaseList
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.manager.wanted import Wanted
from cashier.ui.theme import HINT, M
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section


class HistoryPage(QWidget):
    """Sends the choices that a person made; whoever owns it brings the rows."""

    wanted_changed = Signal(object)

    def __init__(self, look: Look, over: ChoiceList) -> None:
        super().__init__()
        self.look = look
        self._view: ManagerView | None = None
        self._copied = 0
        self.head = PageHead(look)
        self.copy = Button(look, ButtonSpec(""))
        self.filters = FilterBar(look, over)
        self.filters.changed.connect(self._filters_changed)
        self.model = CaseTable(look)
        self.table = CaseList(look, self.model)
        self.table.copy_wanted.connect(self._copy)
        self.copy.clicked.connect(self.table.copy)
        self.count = Label(look, LabelSpec(""))
        self.hint = Label(look, LabelSpec(""))
        self.empty = Section(look, M)
        self._arrange()
        self.show_view(None)

    @property
    def wanted(self) -> Wanted:
        """What is chosen."""
        return self.filters.wanted

    def show_view(self, view: ManagerView | None) -> None:
        """Draw what is known; None while nothing has been read yet."""
        changed = view is None or self._view is None or view.rows != self._view.rows
        self._view = view
        self._show_texts()
        if changed:
            self._show_rows()
        rows = view.rows if view else ()
        self.card.setVisible(bool(rows))
        self.copy.setVisible(bool(rows))
        key = None if rows else (view is None, self.wanted.narrowed, self.wanted.time)
        self.empty.show_parts(key, lambda: [] if rows else self._empty())
        self.rest.setVisible(not rows)

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self.filters.restyle()
        self._show_rows()
        self.show_view(self._view)
        self.table.restyle()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.head, 1)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        self.card = Card(self.look, CardSpec(pad=(1, 1, 1, 1)))
        self.card.box.addWidget(self.table, 1)
        foot = Column(margins=(14, 8, 14, 10))
        line = Flow(gap=16, line_gap=0, spread=True)
        line.addWidget(self.count)
        line.addWidget(self.hint)
        foot.put_layout(line)
        self.card.box.addWidget(foot)
        self.rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE)
        column.setSpacing(M)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.card, 1)
        column.addWidget(self.empty)
        column.addWidget(self.rest, 1)

    def _show_texts(self) -> None:
        words, view = self.look.words, self._view
        line = ""
        if view and view.summary:
            figures = view.summary.figures
            line = words("manager-history-line", failures=figures.failures, saved=figures.saved)
        self.head.show_texts(words("manager-page-history"), line)
        self.copy.show_spec(ButtonSpec(words("manager-copy"), "copy"))
        self.count.show_spec(LabelSpec(self._counted(), HINT, "ink2"))
        self.hint.show_spec(LabelSpec(words("manager-rows-how"), HINT, "ink3"))

    def _counted(self) -> str:
        words, rows = self.look.words, self._view.rows if self._view else ()
        if self._copied:
            return words("manager-rows-copied", count=self._copied)
        if len(rows) >= MOST_ROWS:
            return words("manager-rows-most", count=len(rows))
        return words("manager-rows", count=len(rows))

    def _show_rows(self) -> None:
        """Show the rows; what was selected stays selected if it is still there."""
        chosen = {self.model.rows[number].case_id for number in self.table.chosen()}
        here = self.table.currentIndex().row()
        current = self.model.rows[here].case_id if here >= 0 else ""
        self.model.show_rows(self._view.rows if self._view else ())
        self.table.measure()
        flags = QItemSelectionModel.SelectionFlag
        for number, row in enumerate(self.model.rows):
            index = self.model.index(number, 0)
            if row.case_id in chosen:
                self.table.selectionModel().select(index, flags.Select | flags.Rows)
            if row.case_id == current:
                self.table.selectionModel().setCurrentIndex(index, flags.NoUpdate)

    def _empty(self) -> list[QWidget]:
        words, wanted = self.look.words, self.wanted
        if self._view is None:
            key = "manager-reading"
        elif wanted.narrowed:
            key = "manager-empty-filtered"
        else:
            key = "manager-empty-all" if wanted.time == "all" else "manager-empty-shift"
            key = "manager-empty-today" if wanted.time == "today" else key
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

    def _filters_changed(self, wanted: object) -> None:
        self._copied = 0
        self.wanted_changed.emit(wanted)
