"""What the tests of the manager's window share: the window on show, over a desk of samples."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cashier.ui.look import Look
from cashier.ui.manager.window import ManagerWindow
from tests.ui.conftest import Keep
from tests.ui.manager.samples import Desk, look


@dataclass
class Office:
    """The manager's window, its looks, and the desk behind it."""

    window: ManagerWindow
    look: Look
    desk: Desk

    def settle(self) -> None:
        """Let answers arrive and layouts come to rest."""
        for _ in range(12):
            QCoreApplication.sendPostedEvents()
        QApplication.sendPostedEvents()


MakeOffice = Callable[..., Office]


@pytest.fixture
def office(qtbot: QtBot, keep: Keep) -> MakeOffice:
    """Return a maker of windows."""

    def make(desk: Desk | None = None, looks: Look | None = None, page: str = "today") -> Office:
        chosen, behind = looks or look(), desk or Desk()
        window = ManagerWindow(chosen, behind)
        keep(window)
        if page != "today":
            window.go_to(page)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made = Office(window, chosen, behind)
        made.settle()
        return made

    return make
