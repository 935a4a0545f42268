"""The manager's window: an ordinary one, 1024×680 and up. It reads, and passes changes on.

It asks the desk while somebody looks at it: when it is shown or gets the focus, and every few
seconds. Closed, it asks nothing and takes no answer any more.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from cashier.cases.outcome import Outcome
from cashier.core.privacy import Secret
from cashier.desk.guidance_views import Confirmed, GuidanceAct, GuidanceView
from cashier.desk.health_views import HealthPageView
from cashier.desk.ledger_views import ChartsView, PageView, PageWish, ReplayView
from cashier.desk.manager import ManagerView
from cashier.desk.views import AlarmView, DockView, Light
from cashier.history.charted import WeekCell
from cashier.history.figures import ShiftFigures
from cashier.history.model import CaseFilter
from cashier.history.shifts import Handover
from cashier.ui.look import Look
from cashier.ui.manager.charts import ChartsPage
from cashier.ui.manager.choices import ChoiceList
from cashier.ui.manager.exports import ExportPage, Exports
from cashier.ui.manager.feed import Feed, ManagerDesk
from cashier.ui.manager.gate import Doors, Gate
from cashier.ui.manager.guidance import GuidancePage
from cashier.ui.manager.health import HealthPage
from cashier.ui.manager.history import HistoryPage
from cashier.ui.manager.rail import PageName, Rail
from cashier.ui.manager.settings_page import SettingsOffer, SettingsPage
from cashier.ui.manager.today import TodayData, TodayPage
from cashier.ui.manager.wanted import OPEN, Wanted, period
from cashier.ui.reading_order import InReadingOrder
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.focus_ring import FocusRing
from cashier.ui.words import clock_time

LEAST = QSize(1024, 680)
_LIKED = QSize(1100, 720)
TODAY, HISTORY, CHARTS, GUIDANCE = "today", "history", "charts", "guidance"
HEALTH, EXPORT, SETTINGS = "health", "export", "settings"
_ICONS = {
    TODAY: "calendar",
    HISTORY: "history",
    CHARTS: "chart",
    GUIDANCE: "checklist",
    HEALTH: "network",
    EXPORT: "receipt",
    SETTINGS: "settings",
}
_KEYS = {Qt.Key(Qt.Key.Key_1 + number): page for number, page in enumerate(_ICONS)}
# A topic of its own: reading again must not drop what became of a change.
_CHANGE, _REPLAY = "change", "replay"
_OPEN = CaseFilter(open=True)
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
        self._place = place
        self._feed = Feed(desk)
        self._shift: str | None = None
        self._since = self._who = ""
        self._alarm: Light | None = None
        self._open = TODAY
        self.exports = ExportPage(look, exports) if exports is not None else None
        self.gate = Gate(look, doors) if doors is not None else None
        self.choices = ChoiceList(look, self)
        self.settings = SettingsPage(look, settings, self.choices) if settings is not None else None
        self.rail = Rail(look, self._pages())
        self.today = TodayPage(look, desk)
        self.history = HistoryPage(look, self.choices)
        self.charts = ChartsPage(look)
        self.guidance = GuidancePage(look, self.choices)
        self.health = HealthPage(look, desk)
        self._shown: dict[str, QWidget] = {
            TODAY: self.today,
            HISTORY: self.history,
            CHARTS: self.charts,
            GUIDANCE: self.guidance,
            HEALTH: self.health,
        }
        if self.exports is not None:
            self._shown[EXPORT] = self.exports
        if self.settings is not None:
            self._shown[SETTINGS] = self.settings
        self.ring = FocusRing(look, self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_PACE_MS)
        self._arrange()
        self._connect()
        self._show_rail()
        # Nothing is ringed until somebody uses the keyboard.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def locked(self) -> bool:
        """Whether the PIN is asked before anything is shown."""
        return self.gate is not None and self.stack.currentWidget() is self.gate

    def refresh(self) -> None:
        """Ask the desk again for what the open page shows."""
        if not self.isVisible() or self.locked:
            return
        asks = {
            TODAY: lambda: self._feed.ask(TODAY, _OPEN, self._open_arrived),
            HISTORY: self._ask_history,
            CHARTS: self._ask_charts,
            GUIDANCE: self._ask_guidance,
            HEALTH: self._ask_health,
        }
        if self.settings is not None:
            asks[SETTINGS] = self.settings.ask
        # Nothing is read for the page of exports.
        asks.get(self._open, self.updated.emit)()

    def go_to(self, page: str) -> None:
        """Open a page; while the PIN is asked, it is the one that comes after."""
        self._open = page
        if self.locked:
            return
        self.choices.close_list()
        self.stack.setCurrentWidget(self._shown[page])
        self._show_rail()
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
        if self.gate is not None and self.gate.shut and not event.spontaneous():
            self._lock()
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

    def _lock(self) -> None:
        """Show nothing but the question for the PIN."""
        if self.gate is not None:
            self.rail.setEnabled(False)
            self.stack.setCurrentWidget(self.gate)
            self._show_rail()
            self.gate.ask()

    def _unlock(self) -> None:
        self.rail.setEnabled(True)
        self.stack.setCurrentWidget(self._shown[self._open])
        self.go_to(self._open)

    def _arrange(self) -> None:
        self.stack = QStackedWidget()
        if self.gate is not None:
            self.stack.addWidget(self.gate)
            self.gate.opened.connect(self._unlock)
        for page in self._shown.values():
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._shown[self._open])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.setMinimumSize(LEAST)
        self.resize(_LIKED.boundedTo(self.screen().availableSize()).expandedTo(LEAST))

    def _connect(self) -> None:
        self.look.restyled.connect(self.restyle)
        self.rail.chosen.connect(self.go_to)
        self.rail.lock_wanted.connect(self._lock)
        self.today.case_wanted.connect(self._desk.resume_case)
        self.today.more_wanted.connect(self._show_open)
        self.today.handover.changed.connect(self._change_shift)
        self.history.page_wanted.connect(self._ask_history)
        self.history.case_wanted.connect(self._ask_replay)
        self.charts.period_wanted.connect(self._ask_charts)
        self.charts.cases_wanted.connect(self._show_cases)
        self.guidance.wished.connect(self._ask_guidance)
        self.guidance.confirmed.connect(self._change_guidance)
        self.health.period_wanted.connect(self._ask_health)
        self._timer.timeout.connect(self._again)
        self.destroyed.connect(self._feed.forget)

    def _pages(self) -> list[PageName]:
        words = self.look.words
        missing = {EXPORT} if self.exports is None else set()
        missing |= {SETTINGS} if self.settings is None else set()
        there = [name for name in _ICONS if name not in missing]
        return [self._page_name(name, words(f"manager-page-{name}")) for name in there]

    def _page_name(self, name: str, text: str) -> PageName:
        if name != HEALTH or self._alarm is None:
            return PageName(name, _ICONS[name], text)
        spoken = self.look.words("manager-page-alarmed", page=text)
        return PageName(name, _ICONS[name], text, self._alarm, spoken)

    def _show_rail(self) -> None:
        words = self.look.words
        self.setWindowTitle(words("manager-window"))
        self.rail.show_pages(self._pages(), self._open)
        lockable = self.gate is not None and self.gate.shut and not self.locked
        lock = words("manager-lock") if lockable else ""
        place = self._place or words("manager-place")
        self.rail.show_texts(words("manager-title"), place, self._whose(), lock)

    def _whose(self) -> str:
        """Return whose shift runs since when."""
        if not self._since:
            return ""
        key = "manager-since_by" if self._who else "manager-since"
        return self.look.words(key, time=self._since, who=self._who)

    def _ask_history(self) -> None:
        wanted = self.history.wanted.as_filter(self._shift, self.look.clock.now())
        wish = PageWish(wanted, self.history.before_seq)
        self._feed.ask_page(HISTORY, wish, self._history_arrived)

    def _ask_replay(self, case_id: str) -> None:
        self._feed.ask_replay(_REPLAY, case_id, self._replay_arrived)

    def _ask_charts(self) -> None:
        begin, end = period(self.charts.time, self.look.clock.now())
        wanted = CaseFilter(opened_from=begin, opened_before=end)
        self._feed.ask_charts(CHARTS, wanted, self._charts_arrived)

    def _ask_guidance(self) -> None:
        self._feed.ask_guidance(GUIDANCE, self.guidance.wish, self._guidance_arrived)

    def _ask_health(self) -> None:
        self._feed.ask_health(HEALTH, self.health.wish, self._health_arrived)

    def _change_guidance(self, act: GuidanceAct, pin: str) -> None:
        change = Confirmed(act, Secret(pin), self.guidance.wish)
        self._feed.change(_CHANGE, change, self._change_arrived)

    def _again(self) -> None:
        """Read again what moves by itself; what takes the desk longer waits to be asked for."""
        if self._open in (TODAY, HISTORY, HEALTH):
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

    def _open_arrived(self, view: ManagerView) -> None:
        """The open cases are there; now the shift's own, whose name came with them."""
        self._note_shift(view.summary)
        self._note_alarms(view.alarms)
        if view.summary is None:
            self._show_today(TodayData(None, (), view.rows, view.before, view.alarms))
            return
        open_rows = view.rows
        self._feed.ask(
            TODAY,
            CaseFilter(shift=view.summary.shift.id),
            lambda answer: self._show_today(
                TodayData(answer.summary, answer.rows, open_rows, answer.before, answer.alarms)
            ),
        )

    def _show_today(self, data: TodayData) -> None:
        self.today.show_data(data)
        self.updated.emit()

    def _history_arrived(self, view: PageView) -> None:
        before = self._shift
        self._note_shift(view.shift)
        if self.history.wanted.time == "shift" and self._shift != before:
            self._ask_history()
            return
        self.history.show_view(view)
        self.updated.emit()

    def _replay_arrived(self, view: ReplayView) -> None:
        self.history.show_replay(view)
        self.updated.emit()

    def _charts_arrived(self, view: ChartsView) -> None:
        self.charts.show_view(view)
        self.updated.emit()

    def _guidance_arrived(self, view: GuidanceView) -> None:
        self.guidance.show_view(view)
        self.updated.emit()

    def _health_arrived(self, view: HealthPageView) -> None:
        self.health.show_view(view)
        self._note_alarms(view.open)
        self.updated.emit()

    def _note_alarms(self, alarms: Sequence[AlarmView]) -> None:
        """Mark the page of health while something stands there, with the worst of it."""
        states = {one.state for one in alarms}
        worst = next((one for one in (Light.fail, Light.warn) if one in states), None)
        if worst is not self._alarm:
            self._alarm = worst
            self._show_rail()

    def _change_arrived(self, view: GuidanceView) -> None:
        self.guidance.show_change(view)
        self.updated.emit()

    def _note_shift(self, figures: ShiftFigures | None) -> None:
        shift = figures.shift if figures else None
        self._shift = shift.id if shift else None
        self._since = clock_time(shift.opened_at) if shift else ""
        self._who = shift.opened_by if shift else ""
        if self.exports is not None:
            self.exports.show_shift(self._shift)
        self._show_rail()

    def _rest(self) -> None:
        self._timer.stop()
        self._feed.forget()
