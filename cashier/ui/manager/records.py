"""A page of records as a list: what the rules did, or who changed what. Copied, paged by key."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.guidance_views import GuidanceView
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.cells import CellTable, Columns
from cashier.ui.manager.page_foot import PageFoot
from cashier.ui.manager.records_words import Line, copied_text
from cashier.ui.manager.table import CellList
from cashier.ui.manager.today import PAGE
from cashier.ui.theme import HINT, M
from cashier.ui.widgets.containers import Card, CardSpec
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.words import Book

Draw: TypeAlias = Callable[[Book, GuidanceView, datetime], Sequence[Line]]


class RecordsPart(QWidget):
    """Sends that another page is wanted; `before` says where it begins.

    Args:
        look: theme and words.
        name: which records; part of the keys of its words.
        columns: the columns of the list.
        draw: makes the lines.
    """

    turned = Signal()

    def __init__(self, look: Look, name: str, columns: Columns, draw: Draw) -> None:
        super().__init__()
        self.look = look
        self._name = name
        self._draw = draw
        self._view: GuidanceView | None = None
        self._lines: Sequence[Line] = ()
        self._last, self._more, self._copied = 0, False, 0
        self.befores: list[int] = []
        self.line = Label(look, LabelSpec("", HINT, "ink3"))
        self.copy = Button(look, ButtonSpec(""))
        self.model = CellTable(look, columns)
        self.table = CellList(look, self.model)
        self.foot = PageFoot(look)
        self.empty = Section(look)
        self._arrange()
        self.table.copy_wanted.connect(self._copy)
        self.copy.clicked.connect(self.table.copy)
        self.foot.turned.connect(self._turn)

    @property
    def before(self) -> int | None:
        """Where the page that is shown begins in the chain; None for the newest."""
        return self.befores[-1] if self.befores else None

    def show_page(self, view: GuidanceView, last: int, *, more: bool) -> None:
        """Draw a page; `last` is the place of its last record, `more` whether older ones follow."""
        self._view, self._last, self._more = view, last, more
        lines = self._draw(self.look.words, view, self.look.clock.now())
        if lines != self._lines:
            self._copied, self._lines = 0, lines
            self.model.show_cells([line.cells for line in lines])
            self.table.measure()
        self._show_texts()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        if self._view is not None:
            self.show_page(self._view, self._last, more=self._more)
        self.table.restyle()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.line, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.copy)
        self.card = Card(self.look, CardSpec(pad=(1, 1, 1, 1)))
        self.card.box.addWidget(self.table, 1)
        self.card.box.addWidget(self.foot)
        self.rest = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE.left(), 0, PAGE.right(), PAGE.bottom())
        column.setSpacing(M)
        column.addLayout(head)
        column.addWidget(self.card, 1)
        column.addWidget(self.empty)
        column.addWidget(self.rest, 1)

    def _show_texts(self) -> None:
        words, there = self.look.words, bool(self._lines) or bool(self.befores)
        hint = words(f"manager-guide-{self._name}-line")
        self.line.show_spec(LabelSpec(hint, HINT, "ink3"))
        self.copy.show_spec(ButtonSpec(words("manager-copy"), "copy"))
        count = self._copied or len(self._lines)
        key = "manager-guide-records-copied" if self._copied else "manager-guide-records-here"
        self.foot.show_place(words(key, count=count), back=bool(self.befores), on=self._more)
        self.empty.show_parts(there, lambda: [] if there else self._empty())
        for part in (self.card, self.copy, self.line):
            part.setVisible(there)
        self.rest.setVisible(not there)

    def _empty(self) -> list[QWidget]:
        key = f"manager-guide-{self._name}-none"
        spec = EmptySpec("history", self.look.words(key), self.look.words(f"{key}.how"))
        return [EmptyState(self.look, spec)]

    def _copy(self) -> None:
        numbers = self.table.chosen() or range(len(self._lines))
        chosen = [self._lines[number] for number in numbers]
        text = copied_text(self.look.words, self.model.columns, chosen)
        QGuiApplication.clipboard().setText(text)
        self._copied = len(chosen)
        self._show_texts()

    def _turn(self, by: int) -> None:
        """Go to older records or back to newer ones."""
        if by > 0:
            self.befores.append(self._last)
        elif self.befores:
            self.befores.pop()
        self.turned.emit()
