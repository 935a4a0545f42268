"""The answer beside the week: what was lost in a part of it, why, and the way to those cases."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.history.charted import CauseCount, WeekCell
from cashier.history.model import WeekPart
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.causes import cause_keys, cause_lines, cause_name
from cashier.ui.manager.figures import grouped
from cashier.ui.manager.week_words import part_text
from cashier.ui.theme import BODY, HINT, SECTION, M, S
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.label import Label, LabelSpec

WORST = 4
_PAD = 19


class WeekAnswer(Card):
    """Explains one part of the week; without a `cell`, nothing failed in it."""

    cases_wanted = Signal(object)

    def __init__(self, look: Look, part: WeekPart | None, cell: WeekCell | None) -> None:
        super().__init__(look, CardSpec(pad=(1, 14, 1, 16)))
        self._head = Column(S, (_PAD, 0, _PAD, S))
        self.box.addWidget(self._head)
        if cell is None:
            self._say_nothing_failed(part)
            self.box.addStretch(1)
            return
        self._explain(cell)
        for line in cause_lines(look, _worst(cell.causes)):
            self.box.addWidget(line)
        self.box.addStretch(1)
        self.box.addWidget(self._way(cell))

    def _say_nothing_failed(self, part: WeekPart | None) -> None:
        words = self.look.words
        title = part_text(words, part) if part else words("manager-week")
        quiet = LabelSpec(words("manager-week-quiet"), BODY, "ink2")
        parts = (LabelSpec(title, SECTION, "ink"), quiet)
        self._head.put([Label(self.look, one) for one in parts])

    def _explain(self, cell: WeekCell) -> None:
        words = self.look.words
        title = words("manager-week-lost", part=part_text(words, cell.part), lost=cell.lost)
        self._head.put(
            [
                Label(self.look, LabelSpec(title, SECTION, "ink", balanced=True)),
                Label(self.look, LabelSpec(self._sum(cell), HINT, "ink2")),
                _at_left(cause_keys(self.look)),
            ]
        )

    def _sum(self, cell: WeekCell) -> str:
        words, worst = self.look.words, _worst(cell.causes)
        money = words("manager-week-sum", failures=cell.failures, amount=grouped(cell.money_lost))
        if not worst or not worst[0].lost:
            return money
        why = words("manager-week-why", cause=cause_name(words, worst[0].cause), lost=worst[0].lost)
        return words("manager-week-told", sum=money, why=why)

    def _way(self, cell: WeekCell) -> QWidget:
        words = self.look.words
        key = "manager-week-cases_lost" if cell.lost else "manager-week-cases"
        text = words(key, count=cell.lost or cell.failures)
        button = Button(self.look, ButtonSpec(text, "history", solid=True))
        button.clicked.connect(lambda: self.cases_wanted.emit(cell))
        line = Column(margins=(_PAD, M, _PAD, 0))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        line.put_layout(row)
        return line


def _at_left(part: QWidget) -> QWidget:
    """Keep a part no wider than it needs to be."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(part)
    row.addStretch(1)
    return line


def _worst(causes: Sequence[CauseCount]) -> list[CauseCount]:
    """Return the causes that lost most, the worst first."""
    return sorted(causes, key=lambda one: (-one.lost, -one.times))[:WORST]
