"""What the manager's window is made of: rail at the left, one page at the right, or the gate.

It knows which page is open and whether the PIN is asked first; what the pages show is not its
affair.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cashier.config.roles import Role, may
from cashier.ui.look import Look
from cashier.ui.manager.gate import Gate
from cashier.ui.manager.page_names import ICONS, ROOMS, TODAY
from cashier.ui.manager.rail_signs import RailSigns


class Frame:
    """The parts around the pages.

    Args:
        look: theme and words.
        place: which shop and till this is, for the head of the rail.
        pages: the pages that there are, by name.
        gate: asks for the PIN; None where nothing is shut.
    """

    def __init__(
        self, look: Look, place: str, pages: Mapping[str, QWidget], gate: Gate | None
    ) -> None:
        self.open_page = TODAY
        self.signs = RailSigns(look, place, ICONS.keys() - pages.keys())
        self.rail = self.signs.rail
        self.stack = QStackedWidget()
        self._pages = pages
        self._allowed = list(pages)
        self._gate = gate
        if gate is not None:
            self.stack.addWidget(gate)
        for page in pages.values():
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(pages[self.open_page])

    def fill(self, window: QWidget) -> None:
        """Put rail and pages into the window."""
        row = QHBoxLayout(window)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)

    @property
    def locked(self) -> bool:
        """Whether the PIN is asked before anything is shown."""
        return self._gate is not None and self.stack.currentWidget() is self._gate

    @property
    def must_ask(self) -> bool:
        """Whether a PIN stands before the pages at all."""
        return self._gate is not None and self._gate.shut

    def open(self, page: str) -> None:
        """Open a page, if whoever is here may; while the PIN is asked, it is the one after."""
        if page not in self._allowed:
            return
        self.open_page = page
        if not self.locked:
            self.stack.setCurrentWidget(self._pages[page])
            self.show_rail()

    def lock(self) -> None:
        """Show nothing but the question for the PIN."""
        if self._gate is not None:
            self._allowed = list(self._pages)
            self.rail.setEnabled(False)
            self.stack.setCurrentWidget(self._gate)
            self.show_rail()
            self._gate.ask()

    def unlock(self, role: Role) -> None:
        """Let the page come that was wanted; the first one, where the role may not see that."""
        self._allowed = [page for page in self._pages if may(role, ROOMS[page])]
        if self.open_page not in self._allowed:
            self.open_page = self._allowed[0]
        self.rail.setEnabled(True)
        self.stack.setCurrentWidget(self._pages[self.open_page])

    def show_rail(self) -> None:
        """Say on the rail what is open, in the colours and the language that are on now."""
        self.rail.offer(self._allowed)
        self.signs.show(self.open_page, lockable=self.must_ask and not self.locked)
