"""Opens the window first and builds what stands behind it afterwards, so that it paints at once.

Nothing here waits for disk or network. Wishes made before the desk is there are kept and handed on.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cashier.core.background import start_thread
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.desk.commands import DeskCommands
from cashier.desk.manager import ManagerCommands
from cashier.desk.views import DockView, HeadView, Light, NoticeView, Phrase, ShiftView
from cashier.ui.bridge import Bridge
from cashier.ui.demo_till import DemoTill
from cashier.ui.look import Look, Taste
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.window import DockWindow
from cashier.ui.words import Book


class DeskBehind(DeskCommands, ManagerCommands, Protocol):
    """The desk as the windows see it."""

    def subscribe(self, listener: Callable[[DockView], None]) -> None:
        """Hand every new view to `listener`, on another thread."""


class Behind(Protocol):
    """What stands behind the window once it is built."""

    desk: DeskBehind

    def start(self) -> None:
        """Let everything run."""

    def close(self) -> None:
        """Take everything down."""

    def keep_taste(self, language: str, theme: str) -> None:
        """Remember how the window is liked."""

    @property
    def has_demo(self) -> bool:
        """Whether there is a demo till to show."""

    def charge(self, amount: Money, method: str) -> "Future[Any]":
        """Let the demo till charge."""

    def settle(self, order_number: str) -> "Future[Any]":
        """Let the demo till ask again."""


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

    def __init__(self, build: Callable[[], Behind], look: Look) -> None:
        super().__init__()
        self._build = build
        self._look = look
        self._relay = Relay()
        self._behind: Behind | None = None
        self._bridge = Bridge()
        self._manager: ManagerWindow | None = None
        self._till: DemoTill | None = None
        commands = cast("DeskCommands", self._relay)
        self.window = DockWindow(look, commands, starting())
        self.window.manager_wanted.connect(self._open_manager)
        self._bridge.deliver_to(self.window, self.window.show_view)
        self.built.connect(self._attach, Qt.ConnectionType.QueuedConnection)
        self.broke.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Show the window; what stands behind it is built once it has painted."""
        self.window.place(QGuiApplication.primaryScreen().availableGeometry())
        self.window.show()
        QTimer.singleShot(0, lambda: start_thread("start", self._begin))

    def close(self) -> None:
        """Take everything down; the windows are gone by now."""
        self._bridge.close()
        if self._behind is not None:
            self._behind.close()

    def _begin(self) -> None:
        try:
            behind = self._build()
        except CashierError as error:
            self.broke.emit(error)
            return
        self.built.emit(behind)

    def _attach(self, behind: Behind) -> None:
        self._behind = behind
        self._relay.attach(behind.desk)
        self._look.tasted.connect(self._keep_taste)
        behind.desk.subscribe(self._bridge.listener)
        behind.start()
        if behind.has_demo:
            self._till = DemoTill(self._look, behind.charge, behind.settle)
            self._till.show()

    def _tell(self, error: CashierError) -> None:
        phrase = Phrase(f"error-{error.code}", tuple(error.fields.items()))
        notice = NoticeView(error.code, Light.fail, phrase)
        self.window.show_view(DockView(starting().head, ShiftView(None), notices=(notice,)))

    def _keep_taste(self, taste: Taste) -> None:
        if self._behind is not None:
            self._behind.keep_taste(taste.language, taste.theme)

    def _open_manager(self) -> None:
        if self._behind is None:
            return
        if self._manager is None:
            self._manager = ManagerWindow(self._look, self._behind.desk)
        self._manager.show()
        self._manager.raise_()
        self._manager.activateWindow()


class FirstPaint(QObject):
    """Tells once that a window has painted: for measuring the start."""

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self._painted: Callable[[], None] | None = painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event, then for the queue behind it."""
        if event.type() == QEvent.Type.Paint and self._painted is not None:
            QTimer.singleShot(0, self._painted)
            self._painted = None
        return super().eventFilter(watched, event)


def starting() -> DockView:
    """Return the picture before anything is known."""
    head = HeadView(Light.unknown, Phrase("head-starting"))
    return DockView(head=head, shift=ShiftView(None))


def run(
    build: Callable[[], Behind],
    clock: Clock,
    taste: Taste,
    painted: Callable[[], None] | None = None,
) -> int:
    """Run the window until it is closed; return the exit code.

    Args:
        build: makes what stands behind the window; called on a thread of its own.
        clock: counts the seconds on the screen.
        taste: language, theme and motion; the theme `system` follows the desktop.
        painted: called once after the first paint.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    shop = Shop(build, Look(_settled(taste), clock, Book(taste.language)))
    watch = FirstPaint(painted) if painted else None
    if watch is not None:
        shop.window.installEventFilter(watch)
    shop.open()
    try:
        return application.exec()
    finally:
        shop.close()


def _settled(taste: Taste) -> Taste:
    if taste.theme != "system":
        return taste
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Taste(taste.language, "dark" if dark else "light", taste.reduced_motion)
