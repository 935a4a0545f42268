"""Failed payments as lines of a table: the words of every cell, and the text that is copied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from cashier.cases.outcome import Outcome
from cashier.diagnosis.order import MoneyState
from cashier.history.model import CaseRow
from cashier.ui.look import Look
from cashier.ui.manager.causes import cause_name
from cashier.ui.manager.figures import UNCLEAR, grouped, in_doubt, moment, paid_twice
from cashier.ui.words import Book, running_time

COLUMNS = ("time", "amount", "method", "cause", "result", "wait")
COPIED = ("time", "amount", "method", "cause", "side", "result", "order", "wait", "cashier")
RIGHT = frozenset({"amount", "wait"})
_NONE = "–"
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell; `ink` is the name of a token."""

    text: str
    ink: str = "ink"
    bold: bool = False
    icon: str = ""
    right: bool = False


def cells(words: Book, row: CaseRow, today: datetime) -> tuple[Cell, ...]:
    """Return the cells of a case, in the order of `COLUMNS`."""
    named = _named(words, row, today)
    return tuple(named[name] for name in COLUMNS)


def _named(words: Book, row: CaseRow, today: datetime) -> dict[str, Cell]:
    cause = cause_name(words, row.cause_kept or UNCLEAR) if row.outcome else _NONE
    side = words(f"manager-side-{row.side}") if row.outcome else _NONE
    wait = running_time(row.waited_s) if row.waited_s is not None else _NONE
    return {
        "time": Cell(moment(row.opened_at, today), "ink2"),
        "amount": Cell(grouped(row.amount) if row.amount else _NONE, bold=True, right=True),
        "method": Cell(words.method(row.method_failed) or _NONE),
        "cause": Cell(cause),
        "side": Cell(side, "ink2"),
        "result": _result(words, row),
        "order": Cell(row.order_tail or _NONE, "ink2"),
        "wait": Cell(wait, "ink2", right=True),
        "cashier": Cell(row.cashier or _NONE),
    }


def as_text(words: Book, rows: Sequence[CaseRow], today: datetime) -> str:
    """Return cases as lines with tabs, headed by the names of the columns, for other programs."""
    lines = [[words(f"manager-column-{name}") for name in COPIED]]
    for row in rows:
        named = _named(words, row, today)
        line = [named[name].text for name in COPIED]
        line[0] = row.opened_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        lines.append(line)
    return "\n".join("\t".join(" ".join(text.split()) for text in line) for line in lines)


def _result(words: Book, row: CaseRow) -> Cell:
    if in_doubt(row):
        return Cell(words("manager-result-unknown"), "lock", bold=True, icon="lock")
    if paid_twice(row):
        return Cell(words("manager-result-twice"), "warn", bold=True, icon="warn")
    if row.open:
        return Cell(words("manager-result-going"), "ink2", icon="clock")
    if row.outcome == Outcome.paid_same:
        return Cell(words("manager-result-paid_same"), icon="check")
    if row.outcome == Outcome.paid_other:
        other = words.method(row.method_paid) or words("manager-choice-paid_other")
        return Cell(other, icon="check")
    if row.outcome == Outcome.check_later:
        paid = row.state == MoneyState.paid
        key = "manager-result-paid_later" if paid else "manager-result-not_charged"
        return Cell(words(key), icon="check" if paid else "undo")
    left = row.outcome == Outcome.customer_left
    key = "manager-result-customer_left" if left else "manager-result-cancelled"
    return Cell(words(key), "ink3", icon="leave" if left else "close")


class CaseTable(QAbstractTableModel):
    """The rows of the list, as Qt wants them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.rows: tuple[CaseRow, ...] = ()
        self._cells: list[tuple[Cell, ...]] = []

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show other rows, or the same in another language."""
        now = self._look.clock.now()
        made = [cells(self._look.words, row, now) for row in rows]
        self.beginResetModel()
        self.rows, self._cells = tuple(rows), made
        self.endResetModel()

    def texts(self, numbers: Sequence[int]) -> str:
        """Return the rows with these numbers as text."""
        rows = [self.rows[number] for number in numbers]
        return as_text(self._look.words, rows, self._look.clock.now())

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell."""
        return self._cells[row][column]

    def column_cells(self, column: int) -> list[Cell]:
        """Return all cells of a column."""
        return [line[column] for line in self._cells]

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; how it looks is asked with `cell`."""
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role not in texts or not index.isValid():
            return None
        return self.cell(index.row(), index.column()).text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a column."""
        named = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._look.words(f"manager-column-{COLUMNS[section]}") if named else None
