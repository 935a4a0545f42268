"""What the tests of the manager's window share: the window on show, over a desk of samples."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cashier.ui.look import Look
from cashier.ui.manager.window import ManagerWindow
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
def office(qtbot: QtBot) -> Iterator[MakeOffice]:
    """Return a maker of windows, and keep them until the test is over: the bot holds none."""
    kept: list[Office] = []

    def make(desk: Desk | None = None, looks: Look | None = None, page: str = "today") -> Office:
        chosen, behind = looks or look(), desk or Desk()
        window = ManagerWindow(chosen, behind)
        qtbot.addWidget(window)
        if page != "today":
            window.go_to(page)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made = Office(window, chosen, behind)
        kept.append(made)
        made.settle()
        return made

    yield make
    kept.clear()
