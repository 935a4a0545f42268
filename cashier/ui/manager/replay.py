"""A case as it went, beside the list: it plays, goes step by step, or jumps to a step."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.desk.ledger_views import ReplayView
from cashier.ui.look import Look
from cashier.ui.manager.replay_parts import Scrubber, StepLine
from cashier.ui.manager.replay_words import (
    case_day,
    case_line,
    case_title,
)
from cashier.ui.theme import HINT, TITLE, L, M, S
from cashier.ui.widgets.containers import Card, CardSpec, Column, Scroll
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.icon_tap import IconTap
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.words import running_time

WIDTH = 320
_PAD = 19
_PLAY_MS = 900


class ReplayPanel(Card):
    """Shows one case; asks for nothing by itself."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, CardSpec(pad=(_PAD, 14, 8, 8)))
        self._view: ReplayView | None = None
        self._here = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_PLAY_MS)
        self._timer.timeout.connect(self._play_on)
        self.head = Section(look)
        self.scrubber = Scrubber(look)
        self.scrubber.moved.connect(self.go_to)
        self.back = IconTap(look, "chevron-left", "")
        self.play = IconTap(look, "play", "")
        self.next = IconTap(look, "chevron-right", "")
        self.time = Label(look, LabelSpec("", HINT, "ink2"))
        self.steps = Section(look)
        self._inner = Column(0, (0, 0, M, L))
        self._inner.put([self.steps])
        self._inner.box.addStretch(1)
        self.area = Scroll(look, self._inner)
        self._arrange()
        self.setFixedWidth(WIDTH)
        self.show_view(None)

    @property
    def here(self) -> int:
        """Which step is shown as the present one."""
        return self._here

    @property
    def case_id(self) -> str:
        """Which case is shown; empty for none."""
        return self._view.case_id if self._view else ""

    def show_view(self, view: ReplayView | None) -> None:
        """Show a case from its end; the same one stays where it is."""
        same = view is not None and self._view is not None and view.case_id == self._view.case_id
        if view == self._view and view is not None:
            return
        self._view = view
        steps = view.steps if view else ()
        if not same:
            self._timer.stop()
            self._here = max(len(steps) - 1, 0)
        self._here = min(self._here, max(len(steps) - 1, 0))
        self._show()

    def go_to(self, step: int) -> None:
        """Stand at this step."""
        steps = self._view.steps if self._view else ()
        self._here = min(max(step, 0), max(len(steps) - 1, 0))
        self._show_place()
        lines = self._lines()
        if self._here < len(lines):
            self.area.ensureWidgetVisible(lines[self._here], 0, 60)

    def restyle(self) -> None:
        """Take the colours and the language that are on now."""
        self._show()

    def _arrange(self) -> None:
        self.back.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))
        self.play.clicked.connect(self._toggle)
        self.controls = QWidget()
        row = QHBoxLayout(self.controls)
        row.setContentsMargins(0, 0, M, S)
        row.setSpacing(0)
        for part in (self.back, self.play, self.next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.time, 0, Qt.AlignmentFlag.AlignVCenter)
        line = Column(margins=(0, 0, M, 0))
        line.put([self.scrubber])
        self.box.addWidget(self.head)
        self.box.addWidget(line)
        self.box.addWidget(self.controls)
        self.box.addWidget(self.area, 1)

    def _show(self) -> None:
        view = self._view
        row = view.row if view else None
        self.head.show_parts(row, self._head)
        self.steps.show_parts(view.steps if view else (), self._step_lines)
        for part in (self.scrubber, self.controls, self.area):
            part.setVisible(row is not None)
        self._show_place()

    def _head(self) -> list[QWidget]:
        words, row = self.look.words, self._view.row if self._view else None
        if row is None:
            title, how = words("replay-none"), words("replay-none.how")
            column = Column(margins=(0, 0, M, 0))
            column.put([EmptyState(self.look, EmptySpec("history", title, how, bare=True))])
            return [column]
        column = Column(margins=(0, 0, M, 4))
        column.put(
            [
                Label(self.look, LabelSpec(case_title(words, row), TITLE, "ink")),
                Label(self.look, LabelSpec(case_line(words, row), HINT, "ink2")),
                Label(self.look, LabelSpec(self._small_print(), HINT, "ink3")),
            ]
        )
        return [column]

    def _small_print(self) -> str:
        words, row = self.look.words, self._view.row if self._view else None
        if row is None:
            return ""
        tail = row.order_tail
        return words("replay-small", day=case_day(row), tail=tail or words("replay-no_tail"))

    def _step_lines(self) -> list[QWidget]:
        lines: list[QWidget] = []
        for number, step in enumerate(self._view.steps if self._view else ()):
            line = StepLine(self.look, step)
            line.clicked.connect(self._goer(number))
            lines.append(line)
        return lines

    def _goer(self, number: int) -> Callable[[], None]:
        return lambda: self.go_to(number)

    def _lines(self) -> list[StepLine]:
        found = (self.steps.box.itemAt(number) for number in range(self.steps.box.count()))
        parts = (item.widget() if item is not None else None for item in found)
        return [part for part in parts if isinstance(part, StepLine)]

    def _show_place(self) -> None:
        words, steps = self.look.words, self._view.steps if self._view else ()
        self.scrubber.show_steps(steps, self._here)
        lines = self._lines()
        for number, line in enumerate(lines):
            passed = "done" if number < self._here else "later"
            state = "now" if number == self._here else passed
            line.show_state(state, first=number == 0, last=number == len(lines) - 1)
        self.back.show_icon("chevron-left", words("replay-back"))
        self.next.show_icon("chevron-right", words("replay-next"))
        playing = self._timer.isActive()
        key = "replay-pause" if playing else "replay-play"
        self.play.show_icon("pause" if playing else "play", words(key))
        here = running_time(steps[self._here].after_s) if steps else ""
        whole = running_time(steps[-1].after_s) if steps else ""
        self.time.show_spec(LabelSpec(words("replay-time", here=here, whole=whole), HINT, "ink2"))

    def _step(self, by: int) -> None:
        self._timer.stop()
        self.go_to(self._here + by)

    def _toggle(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            if self._view and self._here >= len(self._view.steps) - 1:
                self._here = 0
            self._timer.start()
        self._show_place()

    def _play_on(self) -> None:
        last = len(self._view.steps) - 1 if self._view else 0
        if self._here + 1 >= last:
            self._timer.stop()
        self.go_to(self._here + 1)
