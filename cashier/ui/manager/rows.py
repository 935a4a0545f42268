"""Failed payments as lines of a table: the words of every cell, and the text that is copied."""

from collections.abc import Sequence
from datetime import datetime

from cashier.cases.outcome import Outcome
from cashier.diagnosis.order import MoneyState
from cashier.history.model import CaseRow
from cashier.ui.look import Look
from cashier.ui.manager.causes import cause_name
from cashier.ui.manager.cells import Cell, CellTable, Columns, as_lines
from cashier.ui.manager.figures import UNCLEAR, grouped, in_doubt, moment, paid_twice
from cashier.ui.words import Book, running_time

COLUMNS = ("time", "amount", "method", "cause", "result", "wait")
COPIED = ("time", "amount", "method", "cause", "side", "result", "order", "wait", "cashier")
RIGHT = frozenset({"amount", "wait"})
_NONE = "–"


_LIST = Columns("manager-table", COLUMNS, "cause", RIGHT, ("wait", "method"))


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
        "result": result(words, row),
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
    return as_lines(lines)


def result(words: Book, row: CaseRow) -> Cell:
    """Return what became of a case."""
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


class CaseTable(CellTable):
    """The rows of the list of cases."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _LIST)
        self.rows: tuple[CaseRow, ...] = ()

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Show other rows, or the same in another language."""
        now = self._look.clock.now()
        self.rows = tuple(rows)
        self.show_cells([cells(self._look.words, row, now) for row in rows])

    def texts(self, numbers: Sequence[int]) -> str:
        """Return the rows with these numbers as text."""
        rows = [self.rows[number] for number in numbers]
        return as_text(self._look.words, rows, self._look.clock.now())
