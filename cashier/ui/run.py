"""Opens the window first and builds what stands behind it afterwards, so that it paints at once.

Nothing here waits for disk or network. Wishes made before the desk is there are kept and handed on.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from cashier.config.places import Places
from cashier.core.clock import Clock
from cashier.core.crash import Crash, CrashBook
from cashier.core.errors import CashierError
from cashier.core.single import OnlyOne, WindowSilent
from cashier.core.threads import start_thread
from cashier.desk.commands import DeskCommands
from cashier.desk.dock_views import DockView, HeadView, NoticeView, ShiftView
from cashier.desk.views import Light, Phrase, error_phrase
from cashier.ui.behind import Build, Built, Relay
from cashier.ui.beside import Beside
from cashier.ui.bridge import Bridge
from cashier.ui.fonts import lacks_chinese, use_fonts
from cashier.ui.held_keys import HeldKeys
from cashier.ui.look import Look, Taste
from cashier.ui.process import FirstPaint, Interrupt, SecondStart, Tidying, tell_in_a_box
from cashier.ui.standing import Standing
from cashier.ui.tray import Notifier, Tray, tray
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

if TYPE_CHECKING:
    from cashier.config.settings import Settings

FONT_NOTICE = NoticeView("no-chinese-font", Light.warn, Phrase("notice-no_chinese_font"))
LAST_RUN_NOTICE = NoticeView("last-run", Light.warn, Phrase("notice-last_run"))
_STARTED_MS = 2_000
_MAKING_S = 20.0


@dataclass(frozen=True, slots=True)
class Start:
    """What a run begins with.

    Args:
        places: where the window stood before.
        painted: called once after the first paint.
        crashes: where what nobody catches is reported.
        folder: one window for each; a second start calls the first one forward. None: as many as
            are started.
        started: called once all runs that is to run.
    """

    places: Places = field(default_factory=Places)
    painted: Callable[[], None] | None = None
    crashes: CrashBook | None = None
    folder: Path | None = None
    started: Callable[[], None] = lambda: None


class Shop(QObject):
    """The windows of one run and the thread that builds what stands behind them."""

    built = Signal(object)
    broke = Signal(object)
    crashed = Signal(object)
    lit = Signal(object)

    def __init__(self, build: Build, look: Look, start: Start) -> None:
        super().__init__()
        self._build = build
        self._look = look
        self._relay = Relay()
        self._built: Built | None = None
        self._making = Lock()
        self._wait_for_making: Callable[[float], object] = lambda _seconds: None
        self._over = False
        self._waits = True
        self._bridge = Bridge()
        self._till: QWidget | None = None
        self._tray: Tray | None = None
        commands = cast("DeskCommands", self._relay)
        self.window = DockWindow(look, commands, starting())
        self._bridge.deliver_to(self.window, self.window.show_view)
        self.beside = Beside(look, self.window, self._bridge)
        self.beside.saved.connect(self._use)
        self.built.connect(self._attach, Qt.ConnectionType.QueuedConnection)
        self.broke.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.lit.connect(self._shine, Qt.ConnectionType.QueuedConnection)
        self.crashed.connect(self._tell_of_crash, Qt.ConnectionType.QueuedConnection)
        self.standing = Standing(self.window, start.places)
        self._started = start.started
        self._tidying = Tidying()
        self._keys = HeldKeys(look, self.window)
        if lacks_chinese():
            self.window.tell(FONT_NOTICE)
        self._crashes = start.crashes
        if start.crashes is not None:
            start.crashes.tell_to(self.crashed.emit)
            if start.crashes.last_run is not None:
                self.window.tell(LAST_RUN_NOTICE)

    def open(self) -> None:
        """Show the window; what stands behind it is built once it has painted."""
        self.standing.stand()
        self.window.show()
        QTimer.singleShot(0, self._make)

    def close(self) -> None:
        """Take everything down; the windows are gone by now.

        What is still being made is waited for: a thread that is still loading libraries when Python
        ends can take the process down with it.
        """
        self._tidying.close()
        self._waits = False
        self._bridge.close()
        self._keys.close()
        self.beside.close()
        with self._making:
            self._over, made = True, self._built
        if made is not None:
            made.behind.close()
        self._wait_for_making(_MAKING_S)

    def _make(self) -> None:
        self._wait_for_making = start_thread("start", self._begin).join

    def _begin(self) -> None:
        try:
            made = self._build(self._show_early)
        except CashierError as error:
            self.broke.emit(error)
            return
        except Exception as error:
            self.broke.emit(None)
            if self._crashes is None:
                raise
            self._crashes.note(error, "start")
            return
        with self._making:
            over, self._built = self._over, made
        # Whoever closes the window while all is still being made finds nobody to take it down.
        if over:
            made.behind.close()
        else:
            self.built.emit(made)

    def _show_early(self, view: DockView) -> None:
        """Take the lights, on whatever thread; returns at once."""
        if self._waits:
            self.lit.emit(view)

    def _shine(self, view: DockView) -> None:
        """Show the lights until the desk is there, which shows them from then on."""
        if self._waits:
            self.window.show_view(view)

    def _attach(self, built: Built) -> None:
        if self._over:
            return
        self._built, self._waits = built, False
        behind = built.behind
        self._look.use(settled(built.taste))
        self._look.tasted.connect(lambda taste: behind.keep_taste(taste.language, taste.theme))
        self._tray = tray(self._look)
        if self._tray is not None:
            notifier = Notifier(self._look.words, self._tray.say)
            self._bridge.deliver_to(self.window, notifier.show_view)
        self.standing.chosen.connect(behind.keep_places)
        # First the desk, with the lights of now, then wishes made so far, then what both show.
        behind.start()
        self._relay.attach(behind.desk)
        behind.desk.subscribe(self._bridge.listener)
        self.beside.begin(built)
        if behind.has_demo:
            self._till = built.demo_till(self._look, behind.charge, behind.settle)
            self._till.show()
        QTimer.singleShot(_STARTED_MS, self._start_over)

    def _tell(self, error: CashierError | None) -> None:
        self._waits = False
        head = HeadView(Light.fail, Phrase("head-not_started"))
        self.window.show_view(DockView(head, ShiftView(None)))
        if error is not None:
            self.window.tell(NoticeView(error.code, Light.fail, error_phrase(error)))
        self._start_over()

    def _start_over(self) -> None:
        self._started()
        self._tidying.start()

    def _tell_of_crash(self, crash: Crash) -> None:
        args = (("kind", crash.kind), ("place", crash.place))
        notice = NoticeView("stumbled", Light.fail, Phrase("error-stumbled", args))
        self.window.tell(notice)

    def _use(self, settings: "Settings") -> None:
        """Look as saved settings say; they are kept already."""
        self._look.use(settled(taste_of(settings)), keep=False)
        self.beside.use_customer(settings.customer, settings.store.name)


def starting() -> DockView:
    """Return the picture before anything is known."""
    head = HeadView(Light.unknown, Phrase("head-starting"))
    return DockView(head=head, shift=ShiftView(None))


def run(build: Build, clock: Clock, taste: Taste, start: Start | None = None) -> int:
    """Run the window until it is closed; return the exit code, 0 also where one is open already.

    Args:
        build: makes what stands behind the window; called on a thread of its own.
        clock: counts the seconds on the screen.
        taste: language, theme and motion; the theme `system` follows the desktop.
        start: what the run begins with.

    Raises:
        WindowSilent: one is open that neither answers nor closes.
    """
    start, words = start or Start(), Book(taste.language)
    try:
        only = OnlyOne.take_or_call(start.folder, clock) if start.folder is not None else None
    except WindowSilent as error:
        tell_in_a_box(words, error_phrase(error))
        raise
    if start.folder is not None and only is None:
        return 0
    application = QApplication(sys.argv[:1])
    use_fonts(application)
    shop = Shop(build, Look(settled(taste), clock, words), start)
    shop.window.quit_wanted.connect(application.quit)
    interrupt = Interrupt(application)
    second = SecondStart(only, shop.window.come_forward) if only is not None else None
    watch = FirstPaint(start.painted) if start.painted else None
    if watch is not None:
        shop.window.installEventFilter(watch)
    try:
        shop.open()
        return application.exec()
    finally:
        interrupt.close()
        shop.close()
        if second is not None:
            second.close()


def taste_of(settings: "Settings") -> Taste:
    """Return how the settings say that the window is liked."""
    liked = settings.appearance
    return Taste(
        settings.language,
        liked.theme,
        reduced_motion=liked.reduce_motion,
        sounds=liked.sounds,
        text_scale=liked.text_scale,
        edge=liked.edge,
        hot_keys=settings.hotkeys.everywhere,
    )


def settled(taste: Taste) -> Taste:
    """Return the taste with the desktop's own theme where it says `system`."""
    if taste.theme != "system":
        return taste
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return replace(taste, theme="dark" if dark else "light")
