"""Opens the window first and builds what stands behind it afterwards, so that it paints at once.

Nothing here waits for disk or network. Wishes made before the desk is there are kept and handed on.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from cashier.config.places import Places
from cashier.core.clock import Clock
from cashier.core.crash import Crash, CrashBook
from cashier.core.errors import CashierError
from cashier.core.single import OnlyOne, call_forward
from cashier.core.threads import start_thread
from cashier.desk.commands import DeskCommands
from cashier.desk.own_code_views import OwnCodesView
from cashier.desk.views import (
    DockView,
    HeadView,
    Light,
    NoticeView,
    Phrase,
    ShiftView,
    error_phrase,
)
from cashier.ui.answers import Answers
from cashier.ui.behind import Build, Built, Later, Relay
from cashier.ui.bridge import Bridge
from cashier.ui.fonts import lacks_chinese, use_fonts
from cashier.ui.held_keys import HeldKeys
from cashier.ui.look import Look, Taste
from cashier.ui.pages.speech import Speech
from cashier.ui.process import FirstPaint, Interrupt, SecondStart, Tidying
from cashier.ui.put_away import put_away
from cashier.ui.standing import Standing
from cashier.ui.tray import Notifier, Tray, tray
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

if TYPE_CHECKING:
    from cashier.config.settings import Customer, Settings
    from cashier.ui.customer.display import CustomerDisplay
    from cashier.ui.manager.window import ManagerWindow
    from cashier.ui.own_codes.check import CheckWindow
    from cashier.ui.setup.window import SetUpWindow

FONT_NOTICE = NoticeView("no-chinese-font", Light.warn, Phrase("notice-no_chinese_font"))
LAST_RUN_NOTICE = NoticeView("last-run", Light.warn, Phrase("notice-last_run"))
_CHECK_MS = 15 * 60 * 1000
_STARTED_MS = 2_000


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
        self._waits = True
        self._bridge = Bridge()
        self._manager: ManagerWindow | None = None
        self._till: QWidget | None = None
        self._tray: Tray | None = None
        self._check: CheckWindow | None = None
        self._set_up: SetUpWindow | None = None
        self._codes: Answers[OwnCodesView] = Answers(self._codes_told)
        self._check_timer = QTimer(self)
        self._check_timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._check_timer.timeout.connect(self._ask_codes)
        self.customer: CustomerDisplay | None = None
        commands = cast("DeskCommands", self._relay)
        self.window = DockWindow(look, commands, starting())
        self.window.manager_wanted.connect(self._open_manager)
        self._bridge.deliver_to(self.window, self.window.show_view)
        self.window.menu.about_wanted.connect(self._show_about)
        self.window.menu.set_up_wanted.connect(self._open_set_up)
        self.window.dock.check_wanted.connect(self._open_check)
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
        QTimer.singleShot(0, lambda: start_thread("start", self._begin))

    def close(self) -> None:
        """Take everything down; the windows are gone by now."""
        self._tidying.close()
        self._bridge.close()
        self._keys.close()
        for window in (self.customer, self._check, self._set_up):
            if window is not None:
                put_away(window)
        if self._built is not None:
            self._built.behind.close()

    def _begin(self) -> None:
        try:
            made = self._build(self.lit.emit)
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

    def _shine(self, view: DockView) -> None:
        """Show the lights until the desk is there, which shows them from then on."""
        if self._waits:
            self.window.show_view(view)

    def _attach(self, built: Built) -> None:
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
        if built.later is not None:
            self._begin_later(built.later)
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
        self._use_customer(settings.customer, settings.store.name)

    def _begin_later(self, later: Later) -> None:
        """Make what stands beside the dock, and open what cannot wait."""
        self.customer = later.display(self._look)
        self._bridge.deliver_to(self.customer, self.customer.show_view)
        for speech in self.window.findChildren(Speech):
            speech.spoken_in.connect(self.customer.speak)
        self._use_customer(later.customer, later.shop)
        self._ask_codes()
        self._check_timer.start(_CHECK_MS)
        if later.set_up_now:
            self._open_set_up()

    def _use_customer(self, customer: "Customer", shop: str) -> None:
        if self.customer is not None:
            self.customer.use(customer, shop)
        self.window.menu.for_customers = customer.display != "off"

    def _show_about(self) -> None:
        self.window.menu.hide()
        if self.customer is not None:
            self.customer.show_about()

    def _ask_codes(self) -> None:
        """Ask whether the opening check is due; a day may have passed."""
        if self._built is not None and self._built.later is not None:
            self._built.later.own_codes.ask(self._codes.tell)

    def _codes_told(self, view: OwnCodesView) -> None:
        self.window.dock.show_check(due=view.due)

    def _open_check(self) -> None:
        later = self._built.later if self._built is not None else None
        if later is None:
            return
        if self._check is None:
            self._check = later.check(self._look)
            self._check.told.connect(self._codes_told)
            self._bridge.deliver_to(self._check, self._check.show_view)
        _bring(self._check)

    def _open_set_up(self) -> None:
        self.window.menu.hide()
        later = self._built.later if self._built is not None else None
        if later is None:
            return
        if self._set_up is None:
            self._set_up = later.set_up(self._look)
            self._set_up.saved.connect(self._use)
            self._bridge.deliver_to(self._set_up, self._set_up.show_view)
        elif not self._set_up.isVisible():
            self._set_up.begin_anew()
        _bring(self._set_up)

    def _open_manager(self) -> None:
        if self._built is None:
            return
        if self._manager is None:
            self._manager = self._built.manager_window(self._look, self._built.behind.desk)
            self._bridge.deliver_to(self._manager, self._manager.show_view)
            if self._manager.settings is not None:
                self._manager.settings.saved.connect(self._use)
        _bring(self._manager)


def _bring(window: QWidget) -> None:
    """Show an ordinary window before the others, with the keyboard: somebody asked for it."""
    window.show()
    window.raise_()
    window.activateWindow()


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
    """
    start = start or Start()
    only = OnlyOne.take(start.folder) if start.folder is not None else None
    if start.folder is not None and only is None:
        call_forward(start.folder)
        return 0
    application = QApplication(sys.argv[:1])
    use_fonts(application)
    shop = Shop(build, Look(settled(taste), clock, Book(taste.language)), start)
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
