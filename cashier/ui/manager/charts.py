"""The page `charts`: when sales were lost and why, and whether things get better.

The first card answers the manager's first question: it opens on the part of the week that lost
most, says why, and leads to those very cases.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cashier.desk.ledger_views import ChartsView
from cashier.history.charted import Series, WeekCell
from cashier.history.model import WeekPart
from cashier.ui.look import Look
from cashier.ui.manager.causes import cause_card
from cashier.ui.manager.chart_parts import RecoveryLine, SwitchBars, WaitBars
from cashier.ui.manager.guidance_words import script_title
from cashier.ui.manager.hour_dots import HourDots
from cashier.ui.manager.pair import Pair
from cashier.ui.manager.titled import Titled
from cashier.ui.manager.today import PAGE, PageHead
from cashier.ui.manager.week_answer import WORST, WeekAnswer
from cashier.ui.manager.week_grid import WeekGrid
from cashier.ui.theme import L, M
from cashier.ui.widgets.containers import Column, Scroll
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.segmented import Choice, Segmented

TIMES = ("today", "week", "month")
_NOTHING = Series()


class ChartsPage(QWidget):
    """Sends that another period is wanted, and which cases somebody wants to see."""

    period_wanted = Signal()
    cases_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.time = "week"
        self._view: ChartsView | None = None
        self._part: WeekPart | None = None
        self.head = PageHead(look)
        self._times = Section(look)
        self.times: Segmented | None = None
        self.grid = WeekGrid(look)
        self.grid.chosen.connect(self._choose)
        self.answer = Section(look)
        self.trend = Section(look)
        self.empty = Section(look)
        self._arrange()
        self.restyle()

    @property
    def part(self) -> WeekPart | None:
        """Which part of the week is explained."""
        return self._part

    def show_view(self, view: ChartsView | None) -> None:
        """Draw what is known; None while nothing has been read yet."""
        self._view = view
        series = self._series
        parts = [cell.part for cell in series.week]
        if self._part not in parts:
            self._part = parts[0] if parts else None
        self._show()

    def choose_time(self, name: str) -> None:
        """Take another period."""
        self.time = name
        self._part = None
        self._show_times()
        self.period_wanted.emit()

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self._times.show_parts("times", self._build_times)
        self._show_times()
        self._show()

    @property
    def _series(self) -> Series:
        return self._view.series if self._view else _NOTHING

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.head, 1)
        head.addWidget(self._times, 0, Qt.AlignmentFlag.AlignVCenter)
        self.grid_card = Titled(self.look, self.grid, grows=True)
        self.first = Pair((self.grid_card, 1), (self.answer, 1))
        inner = Column(M, (PAGE.left(), 0, PAGE.right(), PAGE.bottom()))
        inner.put([self.first, self.trend, self.empty])
        inner.box.addStretch(1)
        top = QWidget()
        top.setLayout(head)
        head.setContentsMargins(PAGE.left(), PAGE.top(), PAGE.right(), L)
        self.area = Scroll(self.look, inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.area, 1)

    def _build_times(self) -> list[QWidget]:
        words = self.look.words
        times = Segmented(
            self.look,
            [Choice(name, words(f"manager-time-{name}")) for name in TIMES],
            tall=True,
        )
        times.chosen.connect(self.choose_time)
        self.times = times
        return [times]

    def _show_times(self) -> None:
        if self.times is not None:
            self.times.choose(self.time)

    def _show(self) -> None:
        words, series = self.look.words, self._series
        failures = sum(day.failures for day in series.days)
        line = words("manager-charts-line", count=failures) if self._view else ""
        self.head.show_texts(words("manager-page-charts"), line)
        self.grid_card.show_texts(words("manager-week"), words("manager-week.hint"))
        full = bool(series.week)
        self.first.setVisible(full)
        self.empty.show_parts(None if full else self._view is None, self._empty)
        self.grid.show_cells(series.week, self._part)
        self.answer.show_parts((self._cell(), full), self._answer)
        self.trend.show_parts(series if full else None, self._trends)

    def _empty(self) -> list[QWidget]:
        if self._series.week:
            return []
        words = self.look.words
        key = "manager-reading" if self._view is None else "manager-charts-none"
        return [EmptyState(self.look, EmptySpec("chart", words(key), words(f"{key}.how")))]

    def _cell(self) -> WeekCell | None:
        return next((cell for cell in self._series.week if cell.part == self._part), None)

    def _choose(self, part: WeekPart) -> None:
        self._part = part
        self.answer.show_parts((self._cell(), True), self._answer)

    def _answer(self) -> list[QWidget]:
        answer = WeekAnswer(self.look, self._part, self._cell())
        answer.cases_wanted.connect(self.cases_wanted)
        return [answer]

    def _trends(self) -> list[QWidget]:
        series = self._series
        if not series.week:
            return []
        lines: list[QWidget] = [
            Pair((self._recovery(series), 1), (self._waits(series), 1)),
            self._hours(series),
        ]
        causes = cause_card(self.look, series.causes[: WORST + 1])
        if series.switched_to:
            lines.append(Pair((self._switched(series), 1), (causes, 1)))
        else:
            lines.append(causes)
        column = Column(M)
        column.put(lines)
        return [column]

    def _recovery(self, series: Series) -> QWidget:
        words = self.look.words
        at = series.split.at if series.split else None
        card = Titled(self.look, RecoveryLine(self.look, series.days, at))
        card.show_texts(words("manager-recovery"), words("manager-recovery.hint"))
        return card

    def _waits(self, series: Series) -> QWidget:
        words, split = self.look.words, series.split
        title, hint = words("manager-waits"), words("manager-waits.hint", count=series.waits.count)
        waits, before = series.waits, None
        if split is not None and split.before.count and split.after.count:
            waits, before = split.after, split.before
            hint = words("manager-waits-split", script=script_title(words, split.script))
        card = Titled(self.look, WaitBars(self.look, waits, before))
        card.show_texts(title, hint)
        return card

    def _hours(self, series: Series) -> QWidget:
        words = self.look.words
        card = Titled(self.look, HourDots(self.look, series.hours))
        card.show_texts(words("manager-hours-title"), words("manager-hours-title.hint"))
        return card

    def _switched(self, series: Series) -> QWidget:
        words = self.look.words
        card = Titled(self.look, SwitchBars(self.look, series.switched_to))
        card.show_texts(words("manager-switched"), words("manager-switched.hint"))
        return card
