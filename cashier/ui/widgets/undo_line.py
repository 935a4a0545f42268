"""The line that says that a case was ended, and takes it back. It stands above 付款失败."""

from math import ceil

from PySide6.QtCore import Signal

from cashier.desk.dock_views import UndoView
from cashier.ui.look import Look
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import QUIET, Row, RowSpec
from cashier.ui.widgets.section import Section


class UndoLine(Column):
    """Hidden unless something can be taken back."""

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.view: UndoView | None = None
        self._row = Section(look)
        self.put([self._row])
        self.hide()

    def show_undo(self, view: UndoView | None) -> None:
        """Show what can be taken back now."""
        self.view = view
        self.tick()

    def tick(self) -> None:
        """Go when its time is over, whatever the desk says later."""
        view = self.view
        left = view.until_monotonic - self.look.clock.monotonic() if view is not None else 0.0
        if view is None or ceil(left) <= 0:
            self.hide()
            return
        self._row.show_parts(view, lambda: [self._make(view)])
        self.show()

    def _make(self, view: UndoView) -> Row:
        words = self.look.words
        money = words("money", amount=view.amount.grouped) if view.amount else words("case-untold")
        spec = RowSpec(
            words("undo-title", what=money, end=words(f"outcome-{view.outcome}")),
            sub=words("undo-hint"),
            key="Ctrl Z",
            tone=QUIET,
            lead=icon_at("undo", 24),
            indent=44,
            least=52,
        )
        row = Row(self.look, spec)
        row.clicked.connect(self.wanted)
        return row
