"""Opens the window first and builds what stands behind it afterwards, so that it paints at once.

Nothing here waits for disk or network. Wishes made before the desk is there are kept and handed on.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from cashier.config.places import Places
from cashier.core.clock import Clock
from cashier.core.crash import Crash, CrashBook
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.single import OnlyOne, call_forward
from cashier.core.threads import start_thread
from cashier.desk.commands import DeskCommands
from cashier.desk.views import DockView, HeadView, Light, NoticeView, Phrase, ShiftView
from cashier.ui.bridge import Bridge
from cashier.ui.fonts import use_fonts
from cashier.ui.look import Look, Taste
from cashier.ui.process import FirstPaint, Interrupt, SecondStart
from cashier.ui.standing import Standing
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

_SCALE = "QT_SCALE_FACTOR"
LAST_RUN_NOTICE = NoticeView("last-run", Light.warn, Phrase("notice-last_run"))


class DeskBehind(DeskCommands, Protocol):
    """The desk as the windows see it."""

    def subscribe(self, listener: Callable[[DockView], None]) -> None:
        """Hand every new view to `listener`, on another thread."""


class Behind(Protocol):
    """What stands behind the window once it is built."""

    @property
    def desk(self) -> DeskBehind:
        """The desk."""

    def start(self) -> None:
        """Let everything run."""

    def close(self) -> None:
        """Take everything down."""

    def keep_taste(self, language: str, theme: str) -> None:
        """Remember how the window is liked."""

    def keep_places(self, places: Places) -> None:
        """Remember where the window stands."""

    @property
    def has_demo(self) -> bool:
        """Whether there is a demo till to show."""

    def charge(self, amount: Money, method: str) -> "Future[Any]":
        """Let the demo till charge."""

    def settle(self, order_number: str) -> "Future[Any]":
        """Let the demo till ask again."""


@dataclass(frozen=True, slots=True)
class Built:
    """What `build` made: what stands behind, how the window is liked, and windows for later."""

    behind: Behind
    taste: Taste
    manager_window: Callable[..., QWidget]
    demo_till: Callable[..., QWidget]


@dataclass(frozen=True, slots=True)
class Start:
    """What a run begins with.

    Args:
        places: where the window stood before.
        painted: called once after the first paint.
        crashes: where what nobody catches is reported.
        folder: one window for each; a second start calls the first one forward. None: as many as
            are started.
    """

    places: Places = field(default_factory=Places)
    painted: Callable[[], None] | None = None
    crashes: CrashBook | None = None
    folder: Path | None = None


class Relay:
    """Stands for the desk until it is there: keeps wishes in order and hands them on."""

    def __init__(self) -> None:
        self._desk: DeskBehind | None = None
        self._kept: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def attach(self, desk: DeskBehind) -> None:
        """Hand on what was kept, and everything from now on."""
        self._desk = desk
        for name, args, more in self._kept:
            getattr(desk, name)(*args, **more)
        self._kept.clear()

    def __getattr__(self, name: str) -> Callable[..., None]:
        def wish(*args: Any, **more: Any) -> None:
            if self._desk is None:
                self._kept.append((name, args, more))
            else:
                getattr(self._desk, name)(*args, **more)

        return wish


class Shop(QObject):
    """The windows of one run and the thread that builds what stands behind them."""

    built = Signal(object)
    broke = Signal(object)
    crashed = Signal(object)

    def __init__(self, build: Callable[[], Built], look: Look, start: Start) -> None:
        super().__init__()
        self._build = build
        self._look = look
        self._relay = Relay()
        self._built: Built | None = None
        self._bridge = Bridge()
        self._manager: QWidget | None = None
        self._till: QWidget | None = None
        commands = cast("DeskCommands", self._relay)
        self.window = DockWindow(look, commands, starting())
        self.window.manager_wanted.connect(self._open_manager)
        self._bridge.deliver_to(self.window, self.window.show_view)
        self.built.connect(self._attach, Qt.ConnectionType.QueuedConnection)
        self.broke.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.crashed.connect(self._tell_of_crash, Qt.ConnectionType.QueuedConnection)
        self.standing = Standing(self.window, start.places)
        self._crashes = start.crashes
        if start.crashes is not None:
            start.crashes.tell_to(self.crashed.emit)
            if start.crashes.last_run is not None:
                self.window.tell(LAST_RUN_NOTICE)

    def open(self) -> None:
        """Show the window; what stands behind it is built once it has painted."""
        self.standing.stand()
        self.window.show()
        QTimer.singleShot(0, lambda: start_thread("start", self._begin))

    def close(self) -> None:
        """Take everything down; the windows are gone by now."""
        self._bridge.close()
        if self._built is not None:
            self._built.behind.close()

    def _begin(self) -> None:
        try:
            made = self._build()
        except CashierError as error:
            self.broke.emit(error)
            return
        except Exception as error:
            self.broke.emit(None)
            if self._crashes is None:
                raise
            self._crashes.note(error, "start")
            return
        self.built.emit(made)

    def _attach(self, built: Built) -> None:
        self._built = built
        behind = built.behind
        self._look.use(settled(built.taste))
        self._look.tasted.connect(lambda taste: behind.keep_taste(taste.language, taste.theme))
        self.standing.chosen.connect(behind.keep_places)
        self._relay.attach(behind.desk)
        behind.desk.subscribe(self._bridge.listener)
        behind.start()
        if behind.has_demo:
            self._till = built.demo_till(self._look, behind.charge, behind.settle)
            self._till.show()

    def _tell(self, error: CashierError | None) -> None:
        head = HeadView(Light.fail, Phrase("head-not_started"))
        self.window.show_view(DockView(head, ShiftView(None)))
        if error is not None:
            phrase = Phrase(f"error-{error.code}", tuple(error.fields.items()))
            self.window.tell(NoticeView(error.code, Light.fail, phrase))

    def _tell_of_crash(self, crash: Crash) -> None:
        args = (("kind", crash.kind), ("place", crash.place))
        notice = NoticeView("stumbled", Light.fail, Phrase("error-stumbled", args))
        self.window.tell(notice)

    def _open_manager(self) -> None:
        if self._built is None:
            return
        if self._manager is None:
            self._manager = self._built.manager_window(self._look, self._built.behind.desk)
        self._manager.show()
        self._manager.raise_()
        self._manager.activateWindow()


def starting() -> DockView:
    """Return the picture before anything is known."""
    head = HeadView(Light.unknown, Phrase("head-starting"))
    return DockView(head=head, shift=ShiftView(None))


def run(build: Callable[[], Built], clock: Clock, taste: Taste, start: Start | None = None) -> int:
    """Run the window until it is closed; return the exit code, 0 also where one is open already.

    Args:
        build: makes what stands behind the window; called on a thread of its own.
        clock: counts the seconds on the screen.
        taste: language, theme and motion; the theme `system` follows the desktop.
        start: what the run begins with.
    """
    start = start or Start()
    only = OnlyOne.take(start.folder) if start.folder is not None else None
    if start.folder is not None and only is None:
        call_forward(start.folder)
        return 0
    _scale(taste.text_scale)
    application = QApplication(sys.argv[:1])
    use_fonts(application)
    shop = Shop(build, Look(settled(taste), clock, Book(taste.language)), start)
    shop.window.quit_wanted.connect(application.quit)
    interrupt = Interrupt(application)
    second = SecondStart(only, shop.window.come_forward) if only is not None else None
    watch = FirstPaint(start.painted) if start.painted else None
    if watch is not None:
        shop.window.installEventFilter(watch)
    shop.open()
    try:
        return application.exec()
    finally:
        interrupt.close()
        shop.close()
        if second is not None:
            second.close()


def _scale(text: float) -> None:
    """Draw everything larger or smaller with the text; Qt reads this once, as it starts."""
    if text != 1.0:
        already = os.environ.get(_SCALE, "")
        base = float(already) if already.replace(".", "", 1).isdigit() else 1.0
        os.environ[_SCALE] = f"{base * text:.3f}"


def settled(taste: Taste) -> Taste:
    """Return the taste with the desktop's own theme where it says `system`."""
    if taste.theme != "system":
        return taste
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return replace(taste, theme="dark" if dark else "light")
