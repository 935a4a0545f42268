"""What every page of a case has: a middle that scrolls, a foot that stays, keys it answers to."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.case_views import CaseView
from cashier.desk.commands import DeskCommands
from cashier.ui.look import Look
from cashier.ui.theme import MARGIN, L
from cashier.ui.widgets.containers import Bar, Column, Scroll


class Page(QWidget):
    """One page. Subclasses fill `body` and `bar`, and draw a view in `show_case`."""

    def __init__(self, look: Look, commands: DeskCommands) -> None:
        super().__init__()
        self.look = look
        self.commands = commands
        self.body = Column(L, (MARGIN, 0, MARGIN, L))
        self.area = Scroll(look, self.body)
        self.bar = Bar(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(self.bar)

    def show_case(self, view: CaseView) -> None:
        """Draw a view."""
        raise NotImplementedError

    def tick(self) -> None:
        """Show the second that it is now, where something counts."""

    def digit(self, number: int) -> bool:
        """A digit key was pressed; return whether it meant something."""
        return False

    def enter(self) -> bool:
        """Enter was pressed outside a field; return whether it meant something."""
        return False

    def back(self) -> bool:
        """Esc was pressed; return whether the page itself went back inside."""
        return False

    def focus_first(self) -> None:
        """Put the focus where the cashier begins; nowhere unless a page needs it."""


def foot_line(left: QWidget | None, right: QWidget | None) -> QHBoxLayout:
    """Return a line for the foot: one thing at each end."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    if left is not None:
        line.addWidget(left, 0)
    line.addStretch(1)
    if right is not None:
        line.addWidget(right, 0)
    return line
