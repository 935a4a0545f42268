"""What the tests of the window share: a clock that stands still, a window, a list of wishes."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QRect
from pytestqt.qtbot import QtBot

from cashier.core.clock import ManualClock
from cashier.desk.views import DockView
from cashier.ui.look import Look, Taste
from cashier.ui.window import DockWindow
from cashier.ui.words import Book
from tests.helpers.wishes import WishList
from tests.ui import fixtures


@dataclass
class Stage:
    """A window on show, its clock, and what it asked for."""

    window: DockWindow
    clock: ManualClock
    wishes: WishList

    def settle(self) -> None:
        """Let layouts come to rest."""
        for _ in range(4):
            QCoreApplication.sendPostedEvents()


MakeStage = Callable[..., Stage]


@pytest.fixture
def stage(qtbot: QtBot) -> MakeStage:
    """Return a maker of windows."""

    def make(
        view: DockView, taste: Taste | None = None, book: Book | None = None, height: int = 720
    ) -> Stage:
        clock = ManualClock(fixtures.NOW, fixtures.MONOTONIC)
        wishes = WishList()
        look = Look(taste or Taste(), clock, book)
        window = DockWindow(look, wishes, view)
        qtbot.addWidget(window)
        window.place(QRect(0, 0, 400, height), folded=False)
        window.show()
        made = Stage(window, clock, wishes)
        made.settle()
        return made

    return make
