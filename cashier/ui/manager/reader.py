"""Reads for the manager's pages: asks the desk for what a page shows, hands the answer to it.

It knows which shift runs, because the history asks for it by name; it shows nothing by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.desk.guidance_views import Confirmed, GuidanceAct, GuidanceView
from cashier.desk.health_views import HealthPageView
from cashier.desk.ledger_views import ChartsView, PageView, PageWish, ReplayView
from cashier.desk.manager import ManagerView
from cashier.desk.views import AlarmView
from cashier.history.figures import ShiftFigures
from cashier.history.model import CaseFilter
from cashier.ui.manager.charts import ChartsPage
from cashier.ui.manager.feed import Feed
from cashier.ui.manager.guidance import GuidancePage
from cashier.ui.manager.health import HealthPage
from cashier.ui.manager.history import HistoryPage
from cashier.ui.manager.page_names import CHARTS, GUIDANCE, HEALTH, HISTORY, TODAY
from cashier.ui.manager.today import TodayData, TodayPage
from cashier.ui.manager.wanted import period

# A topic of its own: reading again must not drop what became of a change.
_CHANGE, _REPLAY = "change", "replay"
_OPEN = CaseFilter(open=True)


@dataclass(frozen=True, slots=True)
class ReadPages:
    """The pages that show what the desk has on record."""

    today: TodayPage
    history: HistoryPage
    charts: ChartsPage
    guidance: GuidancePage
    health: HealthPage


@dataclass(frozen=True, slots=True)
class Heard:
    """Who hears what came with an answer: the shift, the alarms, and that a page is drawn anew."""

    shift: Callable[[ShiftFigures | None], None]
    alarms: Callable[[Sequence[AlarmView]], None]
    updated: Callable[[], None]


class Reader:
    """Asks and hands on; an answer that nobody waits for any more is dropped by the feed."""

    def __init__(self, feed: Feed, pages: ReadPages, clock: Clock, heard: Heard) -> None:
        self._feed = feed
        self._pages = pages
        self._clock = clock
        self._heard = heard
        self._shift: str | None = None

    def read(self, page: str) -> None:
        """Read what a page shows; nothing is read for any other."""
        match page:
            case "today":
                self._feed.ask(TODAY, _OPEN, self._open_arrived)
            case "history":
                self.read_history()
            case "charts":
                self.read_charts()
            case "guidance":
                self.read_guidance()
            case "health":
                self.read_health()
            case _:
                self._heard.updated()

    def read_history(self) -> None:
        """Read the cases that the page asks for."""
        page = self._pages.history
        wish = PageWish(page.wanted.as_filter(self._shift, self._clock.now()), page.before_seq)
        self._feed.ask_page(HISTORY, wish, self._history_arrived)

    def read_case(self, case_id: str) -> None:
        """Read one case step by step."""
        self._feed.ask_replay(_REPLAY, case_id, self._replay_arrived)

    def read_charts(self) -> None:
        """Read the series of the period that the page asks for."""
        begin, end = period(self._pages.charts.time, self._clock.now())
        wanted = CaseFilter(opened_from=begin, opened_before=end)
        self._feed.ask_charts(CHARTS, wanted, self._charts_arrived)

    def read_guidance(self) -> None:
        """Read what the guidance does in the situation that the page asks for."""
        self._feed.ask_guidance(GUIDANCE, self._pages.guidance.wish, self._guidance_arrived)

    def read_health(self) -> None:
        """Read the health of the period that the page asks for."""
        self._feed.ask_health(HEALTH, self._pages.health.wish, self._health_arrived)

    def change_guidance(self, act: GuidanceAct, pin: str) -> None:
        """Ask for a change of the guidance, and show what became of it."""
        change = Confirmed(act, Secret(pin), self._pages.guidance.wish)
        self._feed.change(_CHANGE, change, self._change_arrived)

    def _open_arrived(self, view: ManagerView) -> None:
        """The open cases are there; now the shift's own, whose name came with them."""
        self._note_shift(view.summary)
        self._heard.alarms(view.alarms)
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
        self._pages.today.show_data(data)
        self._heard.updated()

    def _history_arrived(self, view: PageView) -> None:
        before = self._shift
        self._note_shift(view.shift)
        if self._pages.history.wanted.time == "shift" and self._shift != before:
            self.read_history()
            return
        self._pages.history.show_view(view)
        self._heard.updated()

    def _replay_arrived(self, view: ReplayView) -> None:
        self._pages.history.show_replay(view)
        self._heard.updated()

    def _charts_arrived(self, view: ChartsView) -> None:
        self._pages.charts.show_view(view)
        self._heard.updated()

    def _guidance_arrived(self, view: GuidanceView) -> None:
        self._pages.guidance.show_view(view)
        self._heard.updated()

    def _change_arrived(self, view: GuidanceView) -> None:
        self._pages.guidance.show_change(view)
        self._heard.updated()

    def _health_arrived(self, view: HealthPageView) -> None:
        self._pages.health.show_view(view)
        self._heard.alarms(view.open)
        self._heard.updated()

    def _note_shift(self, figures: ShiftFigures | None) -> None:
        self._shift = figures.shift.id if figures else None
        self._heard.shift(figures)
