"""The manager's window: an ordinary one, 1024×680 and up. It reads, and passes changes on.

It asks the desk while somebody looks at it: when it is shown or gets the focus, and every few
seconds. Closed, it asks nothing and takes no answer any more.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cashier.cases.outcome import Outcome
from cashier.config.roles import Role
from cashier.desk.dock_views import DockView
from cashier.desk.views import AlarmView
from cashier.history.charted import WeekCell
from cashier.history.figures import ShiftFigures
from cashier.history.shifts import Handover
from cashier.ui.look import Look
from cashier.ui.manager.charts import ChartsPage
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.exports import ExportPage, Exports
from cashier.ui.manager.feed import Feed, ManagerDesk
from cashier.ui.manager.frame import Frame
from cashier.ui.manager.gate import Doors, Gate
from cashier.ui.manager.guidance import GuidancePage
from cashier.ui.manager.health import HealthPage
from cashier.ui.manager.history import HistoryPage
from cashier.ui.manager.page_names import (
    CHARTS,
    EXPORT,
    GUIDANCE,
    HEALTH,
    HISTORY,
    ICONS,
    SETTINGS,
    TODAY,
)
from cashier.ui.manager.reader import Heard, Reader, ReadPages
from cashier.ui.manager.settings_page import SettingsOffer, SettingsPage
from cashier.ui.manager.today import TodayPage
from cashier.ui.manager.wanted import OPEN, Wanted
from cashier.ui.reading_order import InReadingOrder
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.focus_ring import FocusRing

LEAST = QSize(1024, 680)
_LIKED = QSize(1100, 720)
_KEYS = {Qt.Key(Qt.Key.Key_1 + number): page for number, page in enumerate(ICONS)}
_PACE_MS = 5_000


class ManagerWindow(InReadingOrder):
    """Rail at the left, one page at the right.

    Args:
        look: theme and words; shared with the dock, so both change together.
        desk: answers, opens a case in the dock, changes the shift.
        place: which shop and till this is, for the head of the rail.
        exports: writes files; without it there is no page for them.
        doors: asks for the PIN each time the window is opened; without it nothing is shut.
        settings: what the page of settings needs; without it there is none.

    `updated` is sent each time the open page has drawn what the desk said last.
    """

    updated = Signal()

    def __init__(  # noqa: PLR0913 - one for each page that may be missing
        self,
        look: Look,
        desk: ManagerDesk,
        place: str = "",
        exports: Exports | None = None,
        doors: Doors | None = None,
        settings: SettingsOffer | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        # The dock is no window that Qt counts: closing this one must not end the program.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.look = look
        self._desk = desk
        self._feed = Feed(desk)
        self.exports = ExportPage(look, exports) if exports is not None else None
        self.gate = Gate(look, doors) if doors is not None else None
        self.choices = ChoiceList(look, self)
        self.settings = SettingsPage(look, settings, self.choices) if settings is not None else None
        self.today = TodayPage(look, desk)
        self.history = HistoryPage(look, self.choices)
        self.charts = ChartsPage(look)
        self.guidance = GuidancePage(look, self.choices)
        self.health = HealthPage(look, desk)
        self._shown = self._pages()
        self._frame = Frame(look, place, self._shown, self.gate)
        self.rail, self.stack = self._frame.rail, self._frame.stack
        self._reader = self._begin_reader()
        self.ring = FocusRing(look, self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_PACE_MS)
        self._frame.fill(self)
        self.setMinimumSize(LEAST)
        self.resize(_LIKED.boundedTo(self.screen().availableSize()).expandedTo(LEAST))
        self._connect()
        self._show_rail()
        # Nothing is ringed until somebody uses the keyboard.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def locked(self) -> bool:
        """Whether the PIN is asked before anything is shown."""
        return self._frame.locked

    def refresh(self) -> None:
        """Ask the desk again for what the open page shows."""
        if not self.isVisible() or self.locked:
            return
        page = self._frame.open_page
        if page == SETTINGS and self.settings is not None:
            self.settings.ask()
        else:
            self._reader.read(page)

    def go_to(self, page: str) -> None:
        """Open a page; while the PIN is asked, it is the one that comes after."""
        if not self.locked:
            self.choices.close_list()
        self._frame.open(page)
        self.refresh()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self._show_rail()
        for page in (self.today, self.history, self.charts, self.guidance, self.health):
            page.restyle()
        for more in (self.exports, self.gate, self.settings):
            if more is not None:
                more.restyle()
        for part in self.findChildren(QWidget):
            part.update()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 asks again; Ctrl with a number opens a page."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_F5:
            self.refresh()
        elif control and _KEYS.get(key) in self._shown:
            self.go_to(_KEYS[key])
        else:
            super().keyPressEvent(event)

    def show_view(self, view: DockView) -> None:
        """Take what the desk shows: what is broken, and what the camera of the settings sees."""
        self._note_alarms(view.alarms)
        if self.settings is not None:
            self.settings.show_scan(view.scan)

    def showEvent(self, event: QShowEvent) -> None:
        """Read at once, and keep reading."""
        super().showEvent(event)
        if self._frame.must_ask and not event.spontaneous():
            self._frame.lock()
        self._timer.start()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no more."""
        super().hideEvent(event)
        self._rest()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close; answers on their way are dropped."""
        self._rest()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Read again when somebody comes back."""
        super().changeEvent(event)
        came_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if came_back and not self._feed.waits:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = painter_for(self)
        painter.fillRect(self.rect(), QColor(self.look.tokens.canvas))
        painter.end()

    def _unlock(self, role: Role) -> None:
        self._frame.unlock(role)
        self.go_to(self._frame.open_page)

    def _pages(self) -> dict[str, QWidget]:
        """Return the pages that there are, by name."""
        pages: dict[str, QWidget | None] = {
            TODAY: self.today,
            HISTORY: self.history,
            CHARTS: self.charts,
            GUIDANCE: self.guidance,
            HEALTH: self.health,
            EXPORT: self.exports,
            SETTINGS: self.settings,
        }
        return {name: page for name, page in pages.items() if page is not None}

    def _begin_reader(self) -> Reader:
        pages = ReadPages(self.today, self.history, self.charts, self.guidance, self.health)
        heard = Heard(self._note_shift, self._note_alarms, self.updated.emit)
        return Reader(self._feed, pages, self.look.clock, heard)

    def _connect(self) -> None:
        self.look.restyled.connect(self.restyle)
        if self.gate is not None:
            self.gate.opened.connect(self._unlock)
        self.rail.chosen.connect(self.go_to)
        self.rail.lock_wanted.connect(self._frame.lock)
        self.today.case_wanted.connect(self._desk.resume_case)
        self.today.more_wanted.connect(self._show_open)
        self.today.handover.changed.connect(self._change_shift)
        self.history.page_wanted.connect(self._reader.read_history)
        self.history.case_wanted.connect(self._reader.read_case)
        self.charts.period_wanted.connect(self._reader.read_charts)
        self.charts.cases_wanted.connect(self._show_cases)
        self.guidance.wished.connect(self._reader.read_guidance)
        self.guidance.confirmed.connect(self._reader.change_guidance)
        self.health.period_wanted.connect(self._reader.read_health)
        self._timer.timeout.connect(self._again)
        self.destroyed.connect(self._feed.forget)

    def _show_rail(self) -> None:
        self.setWindowTitle(self.look.words("manager-window"))
        self._frame.show_rail()

    def _again(self) -> None:
        """Read again what moves by itself; what takes the desk longer waits to be asked for."""
        if self._frame.open_page in (TODAY, HISTORY, HEALTH):
            self.refresh()

    def _change_shift(self, said: Handover) -> None:
        self._desk.change_shift(said)
        self.refresh()

    def _show_cases(self, cell: WeekCell) -> None:
        """Go from a chart to the very cases: the lost ones, where some were lost."""
        outcome = Outcome.customer_left.value if cell.lost else ""
        wanted = Wanted(time=self.charts.time, outcome=outcome, week=cell.part)
        self.history.filters.choose(wanted)
        self.go_to(HISTORY)

    def _show_open(self) -> None:
        self.history.filters.choose(Wanted(time="all", outcome=OPEN))
        self.go_to(HISTORY)

    def _note_alarms(self, alarms: Sequence[AlarmView]) -> None:
        """Mark the page of health while something stands there, with the worst of it."""
        if self._frame.signs.note_alarms(alarms):
            self._frame.show_rail()

    def _note_shift(self, figures: ShiftFigures | None) -> None:
        self._frame.signs.note_shift(figures)
        if self.exports is not None:
            self.exports.show_shift(figures.shift.id if figures else None)
        self._frame.show_rail()

    def _rest(self) -> None:
        self._timer.stop()
        self._feed.forget()
