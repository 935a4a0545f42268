"""Plays the first rescue on the real window, key by key, and takes a picture of every step.

The gateway, the till, the film in front of the camera, the desk and the history are the real ones;
only the cashier's fingers are ours. It runs where there is no display as well.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QObject,
    QRect,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cashier.core.clock import Clock
from cashier.core.errors import Bug
from cashier.core.money import Money
from cashier.desk.case_views import CasePage, CaseView
from cashier.desk.dock_views import DockView
from cashier.ui.behind import Behind
from cashier.ui.bridge import Bridge
from cashier.ui.look import Look, Taste
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.picture_file import write_picture
from cashier.ui.process import Tidying
from cashier.ui.put_away import put_away
from cashier.ui.run import starting
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

AMOUNT = Money(1600)
SCREEN = QRect(0, 0, 1440, 800)
_PATIENCE_MS = 40_000
_ASK_AGAIN_MS = 300
_DIGIT_MS = 200
Shown = TypeVar("Shown")
MakeManager: TypeAlias = Callable[[Look], ManagerWindow]


class StoryStuck(Bug):
    """A step of the story did not come about in time."""

    code = "story-stuck"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the key of its words, and the picture that shows it."""

    name: str
    picture: Path


class _Hold(QObject):
    """Keeps the newest view and tells when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.view = starting()

    def take(self, view: DockView) -> None:
        self.view = view
        self.changed.emit()


class Story:
    """The story of one failed 分付 payment that ends as a sale by another way.

    Where `hurried`, the cashier asks for the order again and again instead of waiting for the next
    planned query: a test of the program needs the same steps, but nobody watches.

    Args:
        behind: the program that is played.
        manager: makes the manager's window, as the program itself would.
        clock: the program's.
        taste: language and theme.
        folder: where the pictures go.
    """

    hurried = False

    def __init__(
        self, behind: Behind, manager: MakeManager, clock: Clock, taste: Taste, folder: Path
    ) -> None:
        self._behind = behind
        self._make_manager = manager
        self._folder = folder
        self._look = Look(taste, clock, Book(taste.language))
        self.window = DockWindow(self._look, behind.desk, starting())
        self._hold = _Hold()
        self._bridge = Bridge()
        self._bridge.deliver_to(self.window, self.window.show_view)
        self._bridge.deliver_to(self._hold, self._hold.take)
        self._manager: ManagerWindow | None = None
        self._tidying = Tidying()

    def play(self) -> Iterator[Step]:
        """Play it, and yield every step as soon as it has happened.

        Raises:
            StoryStuck: a step did not come about.
            PictureNotWritten: the disk did not take a picture.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._tidying.start()
        self.window.place(SCREEN, folded=False)
        self.window.show()
        self._behind.desk.subscribe(self._bridge.listener)
        self._behind.start()
        yield from self._before()
        yield from self._in_doubt()
        yield from self._rescued()
        yield from self._afterwards()

    def close(self) -> None:
        """Put the windows away and take down what stands behind them."""
        self._tidying.close()
        self._bridge.close()
        for window in (self.window, self._manager):
            if window is not None:
                put_away(window)
        self._behind.close()

    def _before(self) -> Iterator[Step]:
        self._until("idle", lambda view: view.head.checked_monotonic is not None)
        yield self._step("idle")
        self._press(Qt.Key.Key_F7)
        self._until("scan", _clear)
        yield self._step("scan")
        self._press(Qt.Key.Key_F7)
        self._until("scan-off", lambda view: view.scan is None)
        self._charge("fenfu")
        yield self._step("till-failed")

    def _in_doubt(self) -> Iterator[Step]:
        self._press(Qt.Key.Key_F9)
        self._until("till-message", lambda view: _page(view) is CasePage.till_message)
        yield self._step("till-message")
        self._press(Qt.Key.Key_1)
        self._until("locked", lambda view: _page(view) is CasePage.locked)
        yield self._step("locked")
        self._until("asked", _asked)
        yield self._step("asked")

    def _rescued(self) -> Iterator[Step]:
        self._until("settled", lambda view: view.case is not None and view.case.settled is not None)
        for turn in range(2):
            if _page(self._hold.view) is not CasePage.question:
                break
            yield self._step(f"question-{turn + 1}")
            before = self._hold.view.case
            self._press(Qt.Key.Key_2)
            self._until("answer", partial(_moved, before))
        self._until("cause", lambda view: _page(view) is CasePage.cause)
        yield self._step("cause")
        self._press(Qt.Key.Key_1)
        self._until("closing", lambda view: _page(view) is CasePage.closing)
        self._charge("wechat")
        yield self._step("closing")

    def _afterwards(self) -> Iterator[Step]:
        self._press(Qt.Key.Key_1)
        self._breathe(_DIGIT_MS)
        self._press(Qt.Key.Key_Return)
        self._until("done", lambda view: view.case is None and bool(view.recent))
        yield self._step("done")
        self._manager = self._make_manager(self._look)
        self._manager.resize(1100, 720)
        drawn = QEventLoop()
        self._manager.updated.connect(drawn.quit)
        self._manager.show()
        drawn.exec()
        yield self._step("manager", self._manager)

    def _charge(self, method: str) -> None:
        """Let the till charge; its screen is what a real register would show."""
        self._behind.charge(AMOUNT, method).result(_PATIENCE_MS / 1000)

    def _press(self, key: Qt.Key) -> None:
        """Press a key once the page has been there long enough to be read."""
        while self.window.turn.hides_key():
            self._breathe()
        QTest.keyClick(self.window, key)

    def _until(self, name: str, holds: Callable[[DockView], bool]) -> None:
        loop = QEventLoop()
        patience = QTimer()
        patience.setSingleShot(True)
        patience.timeout.connect(loop.quit)
        patience.start(_PATIENCE_MS)
        self._hold.changed.connect(loop.quit)
        asking = QTimer()
        asking.timeout.connect(self._ask_again)
        if self.hurried:
            asking.start(_ASK_AGAIN_MS)
        while not holds(self._hold.view):
            loop.exec()
            if not patience.isActive():
                raise StoryStuck(step=name)

    def _ask_again(self) -> None:
        case = self._hold.view.case
        if case is not None and case.lock is not None:
            self._behind.desk.query_now()

    def _step(self, name: str, window: QWidget | None = None) -> Step:
        self._breathe()
        picture = self._folder / f"{name}.png"
        write_picture((window or self.window).grab().toImage(), picture)
        return Step(name, picture)

    def _breathe(self, milliseconds: int = 60) -> None:
        """Let what was queued be drawn."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def application() -> QApplication:
    """Return the application, made if there is none."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    qInstallMessageHandler(_say_unless_offscreen)
    return QApplication(["cashier"])


def _say_unless_offscreen(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """Print what Qt says, but for the offscreen platform telling what it cannot do."""
    if not text.startswith("This plugin does not support"):
        sys.stderr.write(text + "\n")


def _page(view: DockView) -> CasePage | None:
    return view.case.page if view.case is not None else None


def _clear(view: DockView) -> bool:
    scan = view.scan
    return scan is not None and scan.verdict == "ready" and scan.clarity in ("A", "B")


def _asked(view: DockView) -> bool:
    lock = view.case.lock if view.case is not None else None
    return lock is not None and lock.queries_done >= 1


def _moved(before: CaseView | None, view: DockView) -> bool:
    earlier = before.question if before is not None else None
    return view.case is not None and view.case.question != earlier
