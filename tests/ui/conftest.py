"""What the tests of the window share: a clock that stands still, a window, a list of wishes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pytest
from PySide6.QtCore import QCoreApplication, QRect, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker
from shiboken6 import isValid

from cashier.core.clock import ManualClock
from cashier.desk.dock_views import DockView
from cashier.ui.look import Look, Taste
from cashier.ui.put_away import put_away
from cashier.ui.window import DockWindow
from cashier.ui.words import Book, Speaks, load
from tests.helpers.wishes import WishList
from tests.ui import fixtures
from tests.ui.measure import faults

PATIENCE_MS = 60_000


@cache
def read_once(language: str) -> Speaks:
    """Read the catalogues of a language once and whole: every test and thread looks at them."""
    read = load(language)
    read.has("no-such-key")
    return read


class PatientBot(QtBot):
    """Waits as long as a busy machine needs, and goes on at once when what it waits for is so."""

    def waitUntil(  # noqa: N802 - the library's own name
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802 - likewise
        self,
        signal: SignalInstance,
        *,
        timeout: int = PATIENCE_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


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

    def draw(self) -> QImage:
        """Paint everything, as the screen would."""
        self.settle()
        image = QImage(self.window.size(), QImage.Format.Format_RGB32)
        self.window.render(image)
        return image


def walk(shown: Stage, views: Mapping[str, DockView]) -> None:
    """Show each view in turn in the one window, and look whether everything has its room."""
    for name, view in views.items():
        shown.window.show_view(view)
        # A part that grows in place moves those around it, and these the next, turn by turn.
        for _ in range(5):
            shown.settle()
        shown.draw()
        assert (name, faults(shown.window)) == (name, [])


Keep = Callable[[QWidget], None]


@pytest.fixture
def keep(qtbot: QtBot) -> Iterator[Keep]:
    """Hold windows until the test is over, then take them apart while they are whole.

    The bot would tell Qt to delete them later, and outside a loop that is never: megabytes each.
    """
    kept: list[QWidget] = []
    yield kept.append
    for window in kept:
        if isValid(window):
            put_away(window)


MakeStage = Callable[..., Stage]


@pytest.fixture
def stage(qtbot: QtBot, keep: Keep) -> MakeStage:
    """Return a maker of windows."""

    def make(
        view: DockView, taste: Taste | None = None, book: Book | None = None, height: int = 720
    ) -> Stage:
        clock = ManualClock(fixtures.NOW, fixtures.MONOTONIC)
        wishes = WishList()
        taste = taste or Taste()
        look = Look(taste, clock, book or Book(taste.language, read_once))
        window = DockWindow(look, wishes, view)
        keep(window)
        window.place(QRect(0, 0, 400, height), folded=False)
        window.show()
        made = Stage(window, clock, wishes)
        made.settle()
        return made

    return make
