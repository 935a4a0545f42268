"""Every screen of the program, each with a name: the list that the layout matrix walks.

Samples stand behind the dock and the manager's window; settings, set-up and exports have the real
books and stores of a home folder that is thrown away.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from cashier.config.settings import Settings
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.paths import Home
from cashier.desk.case_views import CauseView, Certainty, WhyView
from cashier.desk.dock_views import DockView, OpenCaseView
from cashier.desk.exporting import Exporting
from cashier.desk.settings_views import CameraChoice
from cashier.desk.views import Phrase
from cashier.ui.gallery import moments
from cashier.ui.look import Look, Taste
from cashier.ui.window import DockWindow
from cashier.ui.words import Book
from tests.helpers.books import Shelf, shelf
from tests.helpers.histories import NOON, Sale, open_store
from tests.helpers.wishes import WishList
from tests.ui import fixtures
from tests.ui.alarm_fixtures import ALARMS, STUCK
from tests.ui.conftest import read_once
from tests.ui.fixtures import IDLE, MONOTONIC, VIEWS
from tests.ui.pseudo import longer_book

SIZES = ((1024, 768), (1366, 768), (1920, 1080), (800, 600), (960, 540))
LANGUAGES = ("zh_CN", "en", "zh_CN longer", "en longer")
THEMES = ("light", "dark")
_PATIENCE_MS = 60_000


class Behind:
    """What stands behind windows that read and write, each made when it is first wanted."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack

    @cached_property
    def shelf(self) -> Shelf:
        """A home of settings with a camera."""
        made = self._stack.enter_context(shelf(self._folder / "settings"))
        made.cameras.append(CameraChoice("name:usb", "USB 摄像头"))
        return made

    @cached_property
    def exports(self) -> Exporting:
        """The exports of a home with three failures."""
        home = Home.at(self._folder / "exports").make()
        with open_store(home.database) as store:
            store.open_shift("小李")
            for number in range(3):
                store.append(Sale(f"{number}", cause="network.dns").events())
        exports = Exporting(home, Settings(), ManualClock(NOON))
        self._stack.callback(exports.close)
        return exports


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in one state. `open` shows it; `fit` gives it the place it has on a screen."""

    name: str
    open: Callable[[Look, Behind], QWidget]
    fit: Callable[[QWidget, int, int], None]


@contextmanager
def behind(folder: Path) -> Iterator[Behind]:
    """Keep what stands behind the windows below a folder, and end it."""
    with ExitStack() as stack:
        yield Behind(folder, stack)


def look_in(language: str, theme: str = "light") -> Look:
    """Return a look in one of LANGUAGES; half of them are thirty per cent longer."""
    spoken, _, longer = language.partition(" ")
    clock = ManualClock(fixtures.NOW, MONOTONIC)
    book = longer_book(spoken) if longer else Book(spoken, read_once)
    return Look(Taste(spoken, theme), clock, book)


def settle() -> None:
    """Let answers arrive and layouts come to rest."""
    for _ in range(6):
        QCoreApplication.sendPostedEvents()


def wait(holds: Callable[[], bool]) -> None:
    """Wait for an answer from another thread.

    Raises:
        TimeoutError: it did not come.
    """
    loop, patience, look_again = QEventLoop(), QTimer(), QTimer()
    patience.setSingleShot(True)
    patience.start(_PATIENCE_MS)
    for timer in (patience, look_again):
        timer.timeout.connect(loop.quit)
    look_again.start(5)
    while not holds():
        if not patience.isActive():
            raise TimeoutError
        loop.exec()


Act = Callable[[DockWindow], object]


def dock_screens() -> Iterator[Screen]:
    """Yield the dock in every state, and everything that opens in it."""
    shown = {**VIEWS, **{f"moment-{one.name}": one.view for one in moments()}, "fifty": _fifty()}
    for name, view in shown.items():
        yield _dock(f"dock {name}", view)
    idle, shaky, cause = VIEWS["idle"], VIEWS["degraded"], VIEWS["case-cause"]
    stuck = replace(shaky, alarms=(STUCK,))
    yield _dock("dock panel", stuck, lambda window: window.dock.toggle_panel())
    yield _dock("dock panel over a case", cause, lambda window: window.case.strip.click())
    yield _dock("dock menu", idle, lambda window: window.menu.open())
    for name, view in (("why", _expired()), ("clerk only", cause)):
        yield _dock(f"dock {name}", view, lambda window: window.case.cause.open_why())
    for alarm in ALARMS:
        alarmed = replace(VIEWS["offline"], notices=(), alarms=ALARMS)
        yield _dock(f"dock alarm {alarm.id}", alarmed, _unfold(alarm.id))
    for what in ("amount", "method", "number"):
        yield _dock(f"dock details {what}", VIEWS["case-till"], _details(what))
    for name, about in (("case-reverse", "reverse"), ("case-by-hand-over", "override")):
        yield _dock(f"dock sure to {about}", VIEWS[name], _ask(about))
    for name in ("idle", "degraded", "offline", "alarm"):
        yield _dock(f"strip {name}", VIEWS[name], folded=True)


def _dock(
    name: str, view: DockView, act: Act = lambda _window: None, *, folded: bool = False
) -> Screen:
    def show(look: Look, _behind: Behind) -> DockWindow:
        window = DockWindow(look, WishList(), view)
        window.place(QRect(0, 0, 1366, 768), folded=folded)
        window.show()
        settle()
        act(window)
        return window

    def fit(window: QWidget, width: int, height: int) -> None:
        assert isinstance(window, DockWindow)
        window.place(QRect(0, 0, width, height), folded=folded)
        if window.menu.isVisible():
            window.menu.open()

    return Screen(name, show, fit)


def _unfold(alarm: str) -> Act:
    return lambda window: window.dock.alarms.unfold(alarm)


def _details(what: str) -> Act:
    return lambda window: window.case.till.details.open(what)


def _ask(about: str) -> Act:
    return lambda window: window.case.locked.banner.ask(about)


def _expired() -> DockView:
    why = (WhyView("register.code", "wechat/AUTHCODEEXPIRE"), WhyView("code.freshness", "stale"))
    cause = CauseView("code.expired", "code", "customer", Certainty.likely, why=why)
    case = replace(
        fixtures.CASE_CAUSE, cause=cause, script=Phrase("cause-code-expired"), step_first=True
    )
    return replace(IDLE, case=case)


def _fifty() -> DockView:
    amounts = (Money(0), Money(99_999_999_99))
    one = OpenCaseView("c", None, "alipay_instalment", MONOTONIC, 45)
    cases = tuple(
        replace(one, case_id=f"c{number:02}", amount=amounts[number % 2], locked=number % 3 > 0)
        for number in range(50)
    )
    return replace(IDLE, open_cases=cases)


def give_keyboard(window: QWidget) -> bool:
    """Make a window the active one, as somebody does who works by keyboard; False if it may not."""
    if isinstance(window, DockWindow):
        window.come_forward()
    elif window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus:
        return False
    window.activateWindow()
    wait(window.isActiveWindow)
    return True


def each_look(look: Look) -> Iterator[str]:
    """Put each theme on in turn, and yield its name."""
    for theme in THEMES:
        look.use(replace(look.taste, theme=theme))
        settle()
        yield theme
